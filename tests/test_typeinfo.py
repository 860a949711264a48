"""What annotations mean: names resolved, wrapping taken off, type parameters filled in."""

from __future__ import annotations

import dataclasses
import sys
import types
import typing
from collections.abc import Callable
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Final,
    ForwardRef,
    Generic,
    NewType,
    Optional,
    TypeVar,
    Union,
)

import pytest
import typing_extensions as te

from typedfactory import typeinfo
from typedfactory.errors import UnfillableError

if TYPE_CHECKING:
    from somewhere import Friend  # type: ignore[import-not-found]  # it is never imported; that is the case

T = TypeVar("T")
K = TypeVar("K")
Ts = te.TypeVarTuple("Ts")


class Maker(Generic[T]):
    """Stands for Factory."""


class User:
    name: str
    friend: Optional[User]


class Box(Generic[T]):
    content: T
    more: list[T]


class IntBox(Box[int]):
    label: str


class Pair(Box[list[T]], Generic[K, T]):
    key: K


class Filled(Pair[str, "User"]):
    pass


Defaulted = te.TypeVar("Defaulted", default=User)
UserId = NewType("UserId", int)
Ids = te.TypeAliasType("Ids", list[UserId])
Twice = te.TypeAliasType("Twice", tuple[T, T], type_params=(T,))


class TestModelArgument:
    def test_it_is_what_the_class_gives_to_the_base(self) -> None:
        class UserMaker(Maker[User]):
            pass

        assert typeinfo.model_argument(UserMaker, Maker) is User

    def test_subclasses_inherit_it(self) -> None:
        class UserMaker(Maker[User]):
            pass

        class StaffMaker(UserMaker):
            pass

        assert typeinfo.model_argument(StaffMaker, Maker) is User

    def test_generic_bases_pass_it_on(self) -> None:
        class Base(Maker[T], Generic[T]):
            pass

        class Between(Base[T]):
            pass

        class UserMaker(Between[User]):
            pass

        assert typeinfo.model_argument(UserMaker, Maker) is User
        assert typeinfo.model_argument(Base, Maker) is None
        assert typeinfo.model_argument(Between, Maker) is None

    def test_of_several_type_variables_the_right_one_counts(self) -> None:
        class Base(Maker[T], Generic[K, T]):
            pass

        class UserMaker(Base[int, User]):
            pass

        assert typeinfo.model_argument(UserMaker, Maker) is User

    def test_mixins_do_not_hide_it(self) -> None:
        class Mixin:
            pass

        class GenericMixin(Generic[K]):
            pass

        class Base(Mixin, Maker[T], Generic[T]):
            pass

        class UserMaker(GenericMixin[int], Base[User]):
            pass

        assert typeinfo.model_argument(UserMaker, Maker) is User

    def test_a_variable_that_stays_open_takes_its_default(self) -> None:
        class Base(Maker[Defaulted], Generic[Defaulted]):
            pass

        class UserMaker(Base):
            pass

        assert typeinfo.model_argument(UserMaker, Maker) is User
        assert typeinfo.model_argument(Base, Maker) is None

    def test_variadic_parameters_take_what_the_others_leave(self) -> None:
        class Base(Maker[T], Generic[te.Unpack[Ts], T]):
            pass

        class UserMaker(Base[int, str, User]):
            pass

        assert typeinfo.model_argument(UserMaker, Maker) is User

    def test_aliases_and_names_are_returned_as_they_are(self) -> None:
        class BoxMaker(Maker[Box[int]]):
            pass

        class Base(Maker[Box[T]], Generic[T]):
            pass

        class StrBoxMaker(Base[str]):
            pass

        class NamedMaker(Maker["User"]):
            pass

        assert typeinfo.model_argument(BoxMaker, Maker) == Box[int]
        assert typeinfo.model_argument(StrBoxMaker, Maker) == Box[str]
        assert typeinfo.model_argument(NamedMaker, Maker) == "User"

    def test_no_argument_is_none(self) -> None:
        class Bare(Maker):  # type: ignore[type-arg]  # that there is none is the case
            pass

        class Anything(Maker[Any]):
            pass

        assert typeinfo.model_argument(Bare, Maker) is None
        assert typeinfo.model_argument(Anything, Maker) is None
        assert typeinfo.model_argument(User, Maker) is None


class TestResolveHints:
    def test_names_are_looked_up_where_they_were_written(self) -> None:
        assert typeinfo.resolve_hints(User) == {"name": str, "friend": Optional[User]}

    def test_type_parameters_of_bases_are_filled_in(self) -> None:
        assert typeinfo.resolve_hints(IntBox) == {"content": int, "more": list[int], "label": str}
        assert typeinfo.resolve_hints(Filled) == {"content": list[User], "more": list[list[User]], "key": str}

    def test_aliases_fill_in_their_arguments(self) -> None:
        assert typeinfo.resolve_hints(Box[User]) == {"content": User, "more": list[User]}

    def test_open_type_parameters_stay(self) -> None:
        assert typeinfo.resolve_hints(Box) == {"content": T, "more": list[T]}  # type: ignore[valid-type]  # a type variable as a value

    def test_annotated_is_kept_and_class_variables_are_left_out(self) -> None:
        class Model:
            age: Annotated[int, "years"]
            kind: ClassVar[str] = "model"
            limit: Annotated[ClassVar[int], "of all"] = 3  # type: ignore[valid-type]  # only Python itself allows it
            final: Final[int] = 3

        assert typeinfo.resolve_hints(Model) == {"age": Annotated[int, "years"], "final": Final[int]}

    def test_a_default_does_not_hide_the_type_of_the_same_name(self) -> None:
        module = types.ModuleType("made_for_names")
        sys.modules["made_for_names"] = module
        try:
            source = "from __future__ import annotations\nimport datetime\nfrom datetime import date\n"
            source += "class Model:\n    date: date = None\n    type: type[int] = int\n    other: date\n"
            exec(source, module.__dict__)  # noqa: S102 - a module of its own
            hints = typeinfo.resolve_hints(module.Model)
            date = module.datetime.date
            assert hints == {"date": date, "type": type[int], "other": date}
        finally:
            del sys.modules["made_for_names"]

    def test_a_class_of_a_function_knows_itself_and_its_nested_classes(self) -> None:
        class Node:
            class Kind:
                pass

            next: Node | None
            kind: Kind

        assert typeinfo.resolve_hints(Node) == {"next": Optional[Node], "kind": Node.Kind}

    def test_without_the_future_import(self) -> None:
        module = types.ModuleType("made_without_future")
        sys.modules["made_without_future"] = module
        try:
            source = "class Model:\n    one: int\n    other: list['Model']\n    text: 'Model | None'\n"
            exec(source, module.__dict__)  # noqa: S102 - a module of its own
            model = module.Model
            assert typeinfo.resolve_hints(model) == {
                "one": int,
                "other": types.GenericAlias(list, (model,)),
                "text": Optional[model],
            }
        finally:
            del sys.modules["made_without_future"]

    def test_a_name_that_is_missing_is_named(self) -> None:
        class Person:
            name: str
            friend: Friend

        with pytest.raises(UnfillableError) as caught:
            typeinfo.resolve_hints(Person)
        assert str(caught.value) == (
            'Person.friend: the name "Friend" in its annotation does not exist at run time. Import Friend at run time '
            "(not only under TYPE_CHECKING), or declare the field in the factory."
        )
        assert typeinfo.resolve_hint(Person, "name") is str

    def test_an_annotation_that_cannot_be_evaluated_is_shown(self) -> None:
        class Person:
            friend: typing.Nobody  # type: ignore[name-defined]  # that it does not exist is the case

        with pytest.raises(UnfillableError) as caught:
            typeinfo.resolve_hints(Person)
        assert str(caught.value) == (
            "Person.friend: its annotation 'typing.Nobody' cannot be evaluated (AttributeError: module 'typing' has no "
            "attribute 'Nobody'). Correct it, or declare the field in the factory."
        )

    def test_init_variables_are_resolved_to_their_type(self) -> None:
        @dataclasses.dataclass
        class Model:
            seed: dataclasses.InitVar[User]

        assert typeinfo.resolve_hints(Model) == {"seed": User}

    def test_a_name_without_annotation_is_missing(self) -> None:
        assert typeinfo.resolve_hint(User, "age") is typeinfo.MISSING
        assert repr(typeinfo.resolve_hint(User, "age")) == "MISSING"
        assert typeinfo.written_hint(User, "age") is typeinfo.MISSING


class TestResolveParameter:
    def test_it_is_resolved_where_the_function_was_written(self) -> None:
        def convert(value: User, other) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - that there is none is the case
            """Convert."""

        assert typeinfo.resolve_parameter(convert, "value", IntBox) is User
        assert typeinfo.resolve_parameter(convert, "other", IntBox) is typeinfo.MISSING

    def test_type_parameters_are_those_of_the_class_that_wrote_it(self) -> None:
        class Base(Generic[T]):
            def __init__(self, value: list[T]) -> None:
                self.value = value

        class Model(Base[int]):
            pass

        assert typeinfo.resolve_parameter(Base.__init__, "value", Model) == list[int]


class TestForms:
    def test_wrapping_is_peeled_off_and_its_metadata_kept_innermost_first(self) -> None:
        inner = NewType("inner", Annotated[int, "a"])
        assert typeinfo.peel(Final[Annotated[inner, "b"]]) == typeinfo.Peeled(int, ("a", "b"))
        assert typeinfo.peel(te.Required[te.ReadOnly[int]]) == typeinfo.Peeled(int, ())
        assert typeinfo.peel(dataclasses.InitVar[UserId]) == typeinfo.Peeled(int, ())

    def test_both_spellings_of_a_union_are_one(self) -> None:
        assert typeinfo.origin_of(int | None) is typeinfo.origin_of(Optional[int]) is Union
        assert typeinfo.is_union(int | str)
        assert not typeinfo.is_union(list[int])
        assert typeinfo.arguments_of(int | None) == (int, type(None))

    def test_aliases_of_generic_classes_are_no_classes(self) -> None:
        assert typeinfo.is_class(int)
        assert not typeinfo.is_class(list[int])

    def test_a_type_alias_has_a_value_with_its_parameters_filled_in(self) -> None:
        assert typeinfo.is_type_alias(Ids)
        assert typeinfo.is_type_alias(Twice[int])
        assert not typeinfo.is_type_alias(list[int])
        assert typeinfo.alias_value(Twice[int]) == tuple[int, int]
        assert typeinfo.alias_value(Twice) == tuple[T, T]  # type: ignore[valid-type]  # a type variable as a value

    @pytest.mark.parametrize(
        ("variable", "meaning"),
        [
            (TypeVar("B", bound=int), int),
            (TypeVar("C", str, bytes), str),
            (te.TypeVar("D", default=float), float),
            (T, Any),
        ],
    )
    def test_a_type_variable_stands_for_its_default_bound_or_first_constraint(
        self, variable: Any, meaning: Any
    ) -> None:
        assert typeinfo.meaning_of_variable(variable) is meaning

    def test_substitution_reaches_into_types_and_leaves_the_rest(self) -> None:
        assert typeinfo.substitute(dict[K, list[T]], {T: int, K: str}) == dict[str, list[int]]  # type: ignore[valid-type]  # a type variable as a value
        assert typeinfo.substitute(dict[K, list[T]], {T: int}) == dict[K, list[int]]  # type: ignore[valid-type]  # a type variable as a value
        assert typeinfo.substitute(list[int], {T: str}) == list[int]
        assert typeinfo.substitute(dataclasses.InitVar[T], {T: str}) is str  # type: ignore[valid-type]  # a type variable as a value
        assert typeinfo.substitute(Callable[[T], K], {T: str, K: int}) == Callable[[str], int]

    def test_a_forward_reference_is_left_to_whoever_resolves_it(self) -> None:
        assert typeinfo.peel(ForwardRef("User")).bare == ForwardRef("User")


class Linked(Generic[T]):
    own: te.Self
    maybe: Optional[te.Self]
    either: te.Self | None
    deep: dict[str, list[te.Self]]
    several: tuple[te.Self, ...]
    noted: Annotated[list[te.Self], "note"]
    generic: Box[te.Self]
    seed: dataclasses.InitVar[te.Self]
    text: typing.Literal["Self"]
    other: list[int]


def test_self_is_replaced_wherever_it_stands() -> None:
    replaced = {name: typeinfo.replace_self(hint, User) for name, hint in typeinfo.resolve_hints(Linked).items()}
    assert replaced == {
        "own": User,
        "maybe": Optional[User],
        "either": Optional[User],
        "deep": dict[str, list[User]],
        "several": tuple[User, ...],
        "noted": Annotated[list[User], "note"],
        "generic": Box[User],
        "seed": User,
        "text": typing.Literal["Self"],
        "other": list[int],
    }
