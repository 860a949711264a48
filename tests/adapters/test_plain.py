"""Classes that no model library made, as shapes, and what is left alone."""

from __future__ import annotations

import abc
import decimal
import enum
import fractions
import functools
import pathlib
import sys
import unittest.mock
import uuid
from collections import UserDict
from typing import TYPE_CHECKING, Annotated, Any, Generic, Optional, Protocol, TypeVar

import pytest
from beartype.door import is_bearable
from typing_extensions import Self

import typedfactory
from tests.adapters.building import build_many, factory_of, hints_of, required_of, run_module, shape
from tests.values.annotations import Rules
from typedfactory.adapters import shape_of
from typedfactory.errors import UnfillableError, UnknownFieldError

if TYPE_CHECKING:
    from somewhere import Absent  # type: ignore[import-not-found]  # that it is not there is the case

T = TypeVar("T")


class User:
    active: bool

    def __init__(  # type: ignore[no-untyped-def]  # the annotation of the attribute counts
        self,
        name: Annotated[str, Rules(min_length=2)],
        age: Annotated[int, Rules(ge=18)],
        active,  # noqa: ANN001 - as above
        *,
        friends: list[User] = [],  # noqa: B006 - a default is a default
        boss: Optional[Self],
    ) -> None:
        self.name, self.age, self.active, self.friends, self.boss = name, age, active, friends, boss

    @property
    def label(self) -> str:
        return self.name

    def greet(self) -> None:
        """Say hello."""


class Box(Generic[T]):
    def __init__(self, content: T, more: list[T]) -> None:
        self.content, self.more = content, more


class IntBox(Box[int]):
    pass


class Celsius(float):
    def __new__(cls, degrees: Annotated[float, Rules(ge=-273, le=100)]) -> Self:
        return super().__new__(cls, degrees)


class Registered:
    """Has a ``__new__`` that leaves the say to ``__init__``."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:  # noqa: ARG004 - as such classes are written
        return super().__new__(cls)

    def __init__(self, x: int) -> None:
        self.x = x


class NewBox(Generic[T]):
    content: T

    def __new__(cls, content: T) -> Self:
        made = super().__new__(cls)
        made.content = content
        return made


class NewIntBox(NewBox[int]):
    pass


class Nothing:
    """Takes no arguments."""


class Holder:
    def __init__(self, user: User, box: Box[list[str]], nothing: Nothing) -> None:
        self.user, self.box, self.nothing = user, box, nothing


class Untyped:
    def __init__(self, x, y=3):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN204 - that there are none is the case
        self.x, self.y = x, y


class Open:
    def __init__(self, x: int, *args: int, **others: int) -> None:
        self.x, self.args, self.others = x, args, others


class Failed(Exception):  # noqa: N818 - a plain class among others
    def __init__(self, code: int) -> None:
        self.code = code


class Incomplete:
    def __init__(self, x: list[Absent]) -> None:
        self.x = x


@pytest.mark.parametrize("model", [User, Box[int], Box[list[User]], IntBox, Registered, NewBox[int], NewIntBox, Holder])
def test_instances_are_made_of_values_of_their_types(model: Any) -> None:
    hints: Any = hints_of(model)
    required = [name for name, needed in required_of(model).items() if needed]
    assert required
    for made in build_many(model):
        # Classes generic in their parameters do not know them at run time: the contents do.
        assert all(is_bearable(getattr(made, name), hints[name]) for name in required)


def test_constraints_hold() -> None:
    assert all(len(made.name) >= 2 and made.age >= 18 for made in build_many(User))
    assert all(-273 <= made <= 100 for made in build_many(Celsius))


def test_fields_are_the_parameters_of_the_constructor() -> None:
    found = shape(User)
    assert found.closed
    assert required_of(User) == {"name": True, "age": True, "active": True, "friends": False, "boss": True}
    assert hints_of(User) == {
        "name": Annotated[str, Rules(min_length=2)],
        "age": Annotated[int, Rules(ge=18)],
        "active": bool,
        "friends": list[User],
        "boss": Optional[User],
    }
    assert [field.keyword_only for field in found.fields] == [False, False, False, True, True]
    assert {"name", "active", "label"} <= found.attributes
    assert "greet" not in found.attributes


def test_generic_classes_know_their_arguments() -> None:
    assert hints_of(IntBox) == {"content": int, "more": list[int]}
    assert hints_of(Box[str]) == {"content": str, "more": list[str]}
    assert hints_of(NewIntBox) == {"content": int}

    class BoxFactory(typedfactory.Factory[Box[list[User]]]):
        pass

    assert all(type(each) is User for each in BoxFactory.build().content)


def test_without_annotation_nothing_is_filled() -> None:
    assert [field.annotated for field in shape(Untyped).fields] == [False, False]
    assert factory_of(Untyped).build(x=1).x == 1
    with pytest.raises(TypeError, match=r"missing 1 required positional argument: 'x'"):
        factory_of(Untyped).build()
    with pytest.raises(UnknownFieldError) as caught:
        factory_of(Untyped).build(z=1)
    assert str(caught.value) == "ModelFactory.z: neither the factory nor Untyped has a field 'z'. Known names: x, y."


def test_any_keyword_leaves_the_shape_open() -> None:
    assert not shape(Open).closed
    assert factory_of(Open).build(z=3).others == {"z": 3}


def test_classes_without_a_constructor_take_nothing() -> None:
    assert shape(Nothing).fields == ()
    assert shape(Nothing).closed
    assert type(factory_of(Nothing).build()) is Nothing
    with pytest.raises(UnknownFieldError) as caught:
        factory_of(Nothing).build(x=1)
    assert str(caught.value) == "ModelFactory.x: neither the factory nor Nothing has a field 'x'. There are none."


def test_exceptions_with_a_constructor_are_classes_like_others() -> None:
    assert hints_of(Failed) == {"code": int}
    assert type(factory_of(Failed).build().code) is int


def test_decorated_constructors_are_read_through_their_wrappers() -> None:
    def logged(function: Any) -> Any:
        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> None:
            function(*args, **kwargs)

        return wrapper

    class Logged:
        @logged
        def __init__(self, x: int) -> None:
            self.x = x

    assert hints_of(Logged) == {"x": int}


def test_names_missing_at_run_time_are_named() -> None:
    with pytest.raises(UnfillableError) as caught:
        factory_of(Incomplete).build()
    assert str(caught.value) == (
        'Incomplete.x: the name "Absent" in its annotation does not exist at run time. '
        "Import Absent at run time (not only under TYPE_CHECKING), or declare the field in the factory."
    )
    assert factory_of(Incomplete, x=[1]).build().x == [1]


class Text(str):  # noqa: SLOT000 - as users write it
    """No constructor of its own."""


class Broken(Exception):  # noqa: N818 - as above
    """No constructor of its own."""


class Abstract(abc.ABC):
    @abc.abstractmethod
    def act(self) -> None: ...


class Speaker(Protocol):
    name: str


class Number(enum.Enum):
    ONE = 1

    def __init__(self, value: int) -> None:
        self.half = value / 2


class Double(unittest.mock.Mock):
    """A mock with a name."""


class Meta(type):
    """A class of classes."""


#: Stands for the base classes of model libraries, which need not be installed for this.
def declared_by(library: str) -> type:
    base = type("Model", (), {"__module__": f"{library}.models", "__init__": lambda self, **fields: None})
    return type("User", (base,), {"__module__": __name__})


def made_by(library: str) -> type:
    metaclass: Any = type("ModelBase", (type,), {"__module__": f"{library}.base"})
    made: type = metaclass("User", (), {"__init__": lambda self, **fields: None, "__module__": __name__})
    return made


@pytest.mark.parametrize(
    "cls",
    [
        *(object, type, int, str, dict, list, tuple, set, bytes, Exception, decimal.Decimal, fractions.Fraction),
        *(pathlib.Path, uuid.UUID, UserDict, typedfactory.StubObject, unittest.mock.Mock),
        *(Text, Broken, Abstract, Speaker, Number, Double, Meta),
        *(declared_by("django.db"), declared_by("sqlalchemy.orm"), declared_by("mongoengine"), declared_by("mogo")),
        *(made_by("django.db"), made_by("sqlalchemy.orm"), made_by("mongoengine"), made_by("peewee")),
        type("Mapped", (), {"__mapper__": None, "__init__": lambda self, x: None}),
    ],
)
def test_what_others_know_better_is_left_to_them(cls: type) -> None:
    assert shape_of(cls) is None


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters are new in Python 3.12")
def test_type_parameters() -> None:
    names = run_module(
        "class Box[X]:\n    def __init__(self, content: X, more: list[X]) -> None:\n        self.content = content\n"
    )
    assert hints_of(names["Box"][int]) == {"content": int, "more": list[int]}
