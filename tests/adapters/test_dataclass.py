"""Dataclasses as shapes."""

from __future__ import annotations

import dataclasses
import functools
import sys
import types
from dataclasses import KW_ONLY, InitVar, dataclass, field
from typing import Any, ClassVar, Final, Generic, Optional, TypeVar

import pytest
from beartype.door import is_bearable
from typing_extensions import Self

from tests.adapters.building import build_many, factory_of, hints_of, run_module, shape
from typedfactory import typeinfo
from typedfactory.adapters import shape_of
from typedfactory.errors import UnfillableError

T = TypeVar("T")


@dataclass
class Account:
    id: int
    kind: ClassVar[str] = "account"
    tags: list[str] = field(default_factory=list, metadata={"column": "tags"})
    seed: InitVar[int] = 3
    derived: str = field(init=False, default="")
    _: KW_ONLY
    owner: str
    note: str = ""

    @property
    def label(self) -> str:
        return self.owner

    def close(self) -> None:
        """Close it."""


def test_fields_are_the_parameters_of_the_constructor() -> None:
    found = shape(Account)
    assert [(each.name, each.required, each.keyword_only) for each in found.fields] == [
        ("id", True, False),
        ("tags", False, False),
        ("seed", False, False),
        ("owner", True, True),
        ("note", False, True),
    ]
    assert found.closed
    assert found.by_name["tags"].metadata == {"column": "tags"}
    assert found.by_name["seed"].metadata == {}


def test_attributes_are_what_instances_answer_to() -> None:
    assert shape(Account).attributes == {"id", "kind", "tags", "seed", "derived", "owner", "note", "label"}


def test_annotations_are_those_of_the_fields() -> None:
    assert hints_of(Account) == {"id": int, "tags": list[str], "seed": int, "owner": str, "note": str}


def test_a_shape_is_made_once() -> None:
    assert shape(Account) is shape(Account)


def test_inheritance_and_slots() -> None:
    @dataclass(slots=True)
    class Savings(Account):
        rate: float = 0.5

    assert list(hints_of(Savings)) == ["id", "tags", "seed", "rate", "owner", "note"]


def test_a_subclass_that_is_no_dataclass_itself_keeps_the_constructor() -> None:
    class Special(Account):
        pass

    assert list(hints_of(Special)) == ["id", "tags", "seed", "owner", "note"]


def test_fields_of_another_module_are_resolved_there() -> None:
    module: Any = types.ModuleType("made_for_dataclasses")
    sys.modules["made_for_dataclasses"] = module
    try:
        source = "from __future__ import annotations\nfrom dataclasses import InitVar, dataclass\nclass Local: pass\n"
        source += "@dataclass\nclass Base:\n    local: Local\n    seed: InitVar[Local]\n"
        exec(source, module.__dict__)  # noqa: S102 - a module of its own

        @dataclass
        class Model(module.Base):  # type: ignore[misc]  # made at run time
            own: Account

        assert hints_of(Model) == {"local": module.Local, "seed": module.Local, "own": Account}
    finally:
        del sys.modules["made_for_dataclasses"]


def test_generic_models_know_their_arguments() -> None:
    @dataclass
    class Box(Generic[T]):
        content: T
        more: list[T]

    @dataclass
    class IntBox(Box[int]):
        label: str

    assert hints_of(IntBox) == {"content": int, "more": list[int], "label": str}
    assert hints_of(Box[str]) == {"content": str, "more": list[str]}
    assert shape(Box[str]).model == Box[str]


def test_a_constructor_written_by_hand_counts_as_it_stands() -> None:
    @dataclass(init=False)
    class Point:
        x: int
        y: int

        def __init__(self, both: str, /, x, *, scale: float = 1.0) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - x falls back
            self.x = self.y = 0

    found = shape(Point)
    assert [(each.name, each.required, each.keyword_only, each.positional_only) for each in found.fields] == [
        ("both", True, False, True),
        ("x", True, False, False),
        ("scale", False, True, False),
    ]
    assert hints_of(Point) == {"both": str, "x": int, "scale": float}
    assert found.closed


def test_a_constructor_that_takes_any_keyword_leaves_the_shape_open() -> None:
    @dataclass
    class Loose:
        x: int

        def __init__(self, *args: Any, x: int = 3, **others: Any) -> None:
            self.x = x

    assert [each.name for each in shape(Loose).fields] == ["x"]
    assert not shape(Loose).closed


def test_a_decorated_constructor_is_read_through_its_wrapper() -> None:
    def logged(function: Any) -> Any:
        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> None:
            function(*args, **kwargs)

        return wrapper

    @dataclass
    class Logged:
        x: int

        @logged
        def __init__(self, x: str, *, loud: bool = False) -> None:
            self.x = int(x)

    found = shape(Logged)
    assert [(each.name, each.required, each.keyword_only) for each in found.fields] == [
        ("x", True, False),
        ("loud", False, True),
    ]
    assert hints_of(Logged) == {"x": str, "loud": bool}
    assert found.closed


def test_without_any_constructor_there_is_nothing_to_give() -> None:
    @dataclass(init=False)
    class Empty:
        x: int

    assert shape(Empty).fields == ()
    assert shape(Empty).closed


def test_a_parameter_without_any_annotation_cannot_be_filled() -> None:
    @dataclass
    class Bare:
        def __init__(self, x) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - that there is none is the case
            pass

    with pytest.raises(UnfillableError) as caught:
        hints_of(Bare)
    assert str(caught.value) == (
        "Bare.x: it has no annotation to be filled by. Declare the field in the factory, or annotate it in Bare."
    )


def test_dataclasses_made_by_call() -> None:
    model = dataclasses.make_dataclass("Made", [("x", int), ("y", "str", field(default=""))])
    assert hints_of(model) == {"x": int, "y": str}


def test_instances_and_other_classes_have_no_shape() -> None:
    assert shape_of(int) is None
    assert shape_of(list[int]) is None
    assert shape_of(Any) is None
    assert shape_of(Account(1, owner="me")) is None


class Later:
    pass


def test_text_inside_an_annotation_that_is_not_text_is_resolved() -> None:
    model = dataclasses.make_dataclass(
        "Model",
        [("seed", InitVar["Later"]), ("more", dict[str, list["Later"]]), ("maybe", Optional[list["Later"]])],
        namespace={"__module__": __name__},
    )
    model.__module__ = __name__
    assert hints_of(model) == {"seed": Later, "more": dict[str, list[Later]], "maybe": Optional[list[Later]]}


@dataclass(frozen=True, slots=True)
class Box(Generic[T]):
    content: T
    more: list[T]


@dataclass
class Everything:
    fixed: Final[int]
    kind: ClassVar[str] = "everything"
    seed: InitVar[int]
    box: Box[int]
    deep: dict[str, Box[list[Box[str]]]]
    me: Optional[Self]
    mine: list[Self]
    late: Later
    given: list[int] = field(default_factory=lambda: [3])

    def __post_init__(self, seed: int) -> None:
        self.seeded = seed


@dataclass(frozen=True)
class IntBox(Box[int]):
    label: str


Made = dataclasses.make_dataclass("Made", [("x", int), ("y", "str")])


@pytest.mark.parametrize("model", [Box, Box[int], Box[list[Box[str]]], Everything, IntBox, Made])
def test_instances_have_fields_of_their_types(model: Any) -> None:
    hints: Any = hints_of(model)
    for made in build_many(model):
        for each in dataclasses.fields(made):
            hint: Any = typeinfo.peel(hints[each.name]).bare
            known: Any = Any if typeinfo.is_type_variable(hint) else hint
            assert is_bearable(getattr(made, each.name), known)


def test_qualifiers_are_no_obstacle() -> None:
    made = build_many(Everything)[0]
    assert (type(made.fixed), type(made.seeded), made.given) == (int, int, [3])
    assert (made.me, made.mine) == (None, [])
    assert hints_of(Everything)["me"] == Optional[Everything]
    assert all(type(each) is Box for each in made.deep.values())


def test_names_missing_at_run_time_are_named() -> None:
    names = run_module("import dataclasses\n@dataclasses.dataclass\nclass Model:\n    x: 'list[Absent]'\n")
    with pytest.raises(UnfillableError) as caught:
        factory_of(names["Model"]).build()
    assert str(caught.value) == (
        'Model.x: the name "Absent" in its annotation does not exist at run time. '
        "Import Absent at run time (not only under TYPE_CHECKING), or declare the field in the factory."
    )


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters are new in Python 3.12")
@pytest.mark.parametrize("decorator", ["dataclasses.dataclass", "attrs.define"])
def test_type_parameters_and_aliases(decorator: str) -> None:
    names = run_module(
        "import attrs, dataclasses\ntype Pair[X] = tuple[X, X]\ntype Nested = dict[str, Nested] | int\n"
        f"@{decorator}\nclass Box[X]:\n    content: X\n    pair: Pair[X]\n    nested: Nested\n"
        f"@{decorator}\nclass Sub[Y](Box[list[Y]]):\n    own: Y\n"
    )
    for made in build_many(names["Sub"][int]):
        assert type(made.own) is int
        assert (type(made.content), type(made.content[0])) == (list, int)
        assert [type(each) for each in made.pair] == [list, list]
