"""Fault 27: `coverage()` shows every alternative, however it is wrapped: counted on types put together at random.

Each alternative is a text of its own; the types that hold them are nested at random, and all texts must turn up.
"""

from __future__ import annotations

import contextlib
import dataclasses
import enum
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, NewType, Optional, TypedDict, Union

import attrs
import hypothesis
import msgspec
import pydantic
import pytest
import typing_extensions as te
from hypothesis import given
from hypothesis import strategies as st

import typedfactory

#: For types that are put together at run time.
MAYBE: Any = Optional
MARKED: Any = Annotated
LIST: Any = list
TUPLE: Any = tuple
DICT: Any = dict
SEQUENCE: Any = Sequence
MAPPING: Any = Mapping
PARAMETERS: Any = (te.TypeVar("T"),)
CREATE: Any = pydantic.create_model
#: What is known of a type: the type itself, and the texts that its alternatives consist of.
Known = tuple[Any, frozenset[str]]

_numbers = itertools.count()
ANY = pydantic.ConfigDict(arbitrary_types_allowed=True)
#: What pydantic says of types that it cannot look into.
FOREIGN = pydantic.errors.PydanticSchemaGenerationError


def fresh() -> str:
    return f"text{next(_numbers)}"


def literal(count: int) -> Known:
    texts = [fresh() for _ in range(count)]
    return Literal.__getitem__(tuple(texts)), frozenset(texts)


def enumeration(count: int) -> Known:
    texts = [fresh() for _ in range(count)]
    return enum.Enum(f"Enum{next(_numbers)}", {text: text for text in texts}), frozenset(texts)


def joined(kinds: Sequence[Known], make: Callable[[list[Any]], Any]) -> Known:
    return make([kind for kind, _ in kinds]), frozenset().union(*(texts for _, texts in kinds))


def union(kinds: list[Any]) -> Any:
    return Union[tuple(kinds)]


def tagged(kinds: list[Any]) -> Any:
    """A union of models that a function tells apart."""
    models = [pydantic.create_model(f"Tagged{next(_numbers)}", __config__=ANY, value=(kind, ...)) for kind in kinds]

    def tell(value: Any) -> str:
        return type(value).__name__ if not isinstance(value, dict) else ""

    members = [Annotated[model, pydantic.Tag(model.__name__)] for model in models]
    return Annotated[Union[tuple(members)], pydantic.Discriminator(tell)]


def discriminated(kinds: list[Any]) -> Any:
    """A union of models that a field tells apart."""
    models = [
        CREATE(f"Kind{number}", __config__=ANY, kind=(Literal.__getitem__((f"kind{number}",)), ...), value=(kind, ...))
        for number, kind in enumerate(kinds)
    ]
    return Annotated[Union[tuple(models)], pydantic.Field(discriminator="kind")] if len(models) > 1 else models[0]


def typed_dict(kinds: list[Any]) -> Any:
    first, *others = kinds
    fields = {"first": first, **{f"other{number}": te.NotRequired[kind] for number, kind in enumerate(others)}}
    return te.TypedDict(f"Typed{next(_numbers)}", fields)  # type: ignore[operator]  # put together


def struct(kinds: list[Any]) -> Any:
    fields = [(f"field{number}", kind) for number, kind in enumerate(kinds)]
    return msgspec.defstruct(f"Struct{next(_numbers)}", [*fields, ("unset", Union[int, msgspec.UnsetType])])


def data_class(kinds: list[Any]) -> Any:
    return dataclasses.make_dataclass(
        f"Data{next(_numbers)}", [(f"field{number}", kind) for number, kind in enumerate(kinds)]
    )


def attrs_class(kinds: list[Any]) -> Any:
    return attrs.make_class(
        f"Attrs{next(_numbers)}", {f"field{number}": attrs.field(type=kind) for number, kind in enumerate(kinds)}
    )


def model(kinds: list[Any]) -> Any:
    fields: Any = {f"field{number}": (kind, ...) for number, kind in enumerate(kinds)}
    return pydantic.create_model(f"Model{next(_numbers)}", __config__=ANY, **fields)


#: Type → the same, wrapped.
WRAPPERS: dict[str, Callable[[Any], Any]] = {
    "optional": lambda kind: MAYBE[kind],
    "annotated": lambda kind: MARKED[kind, "a comment"],
    "field": lambda kind: MARKED[kind, pydantic.Field(description="a comment")],
    "validated": lambda kind: MARKED[kind, pydantic.AfterValidator(lambda value: value)],
    "new type": lambda kind: NewType("New", kind),
    "alias": lambda kind: te.TypeAliasType("Alias", kind),
    "generic alias": lambda kind: te.TypeAliasType("Alias", LIST[PARAMETERS[0]], type_params=PARAMETERS)[kind],
    "list": lambda kind: LIST[kind],
    "tuple": lambda kind: TUPLE[kind, ...],
    "pair": lambda kind: TUPLE[int, kind],
    "sequence": lambda kind: SEQUENCE[kind],
    "values": lambda kind: DICT[str, kind],
    "mapping": lambda kind: MAPPING[str, kind],
    "long": lambda kind: MARKED[LIST[kind], pydantic.Field(min_length=2, max_length=2)],
    "final": lambda kind: MARKED[MAYBE[MARKED[kind, 1]], 2],
}
#: Types → one that holds them all.
JOINERS: dict[str, Callable[[list[Any]], Any]] = {
    "union": union,
    "tagged": tagged,
    "discriminated": discriminated,
    "typed dict": typed_dict,
    "struct": struct,
    "dataclass": data_class,
    "attrs": attrs_class,
    "model": model,
    "tuple": lambda kinds: tuple.__class_getitem__(tuple(kinds)),
}

leaves = st.builds(lambda make, count: make(count), st.sampled_from([literal, enumeration]), st.integers(1, 3))


def deeper(kinds: st.SearchStrategy[Known]) -> st.SearchStrategy[Known]:
    wrapped = st.builds(lambda name, kind: (WRAPPERS[name](kind[0]), kind[1]), st.sampled_from(sorted(WRAPPERS)), kinds)
    several = st.builds(
        lambda name, inner: combined(JOINERS[name], inner),
        st.sampled_from(sorted(JOINERS)),
        st.lists(kinds, min_size=1, max_size=3),
    )
    return wrapped | several


types = st.recursive(leaves, deeper, max_leaves=8)


def parts_of(value: Any) -> list[Any]:
    """Return what a value consists of."""
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(value)
    if isinstance(value, msgspec.Struct):
        return [getattr(value, name) for name in value.__struct_fields__]
    if attrs.has(type(value)):
        return [getattr(value, field.name) for field in attrs.fields(type(value))]
    return list(vars(value).values()) if hasattr(value, "__dict__") and not isinstance(value, type) else []


def texts_in(value: Any) -> Iterator[str]:
    """Yield all texts in a value, however deep."""
    if isinstance(value, enum.Enum):
        yield value.value
    elif isinstance(value, str):
        yield value
    else:
        for part in parts_of(value):
            yield from texts_in(part)


def shown(kind: Any) -> set[str]:
    holder = data_class([kind])
    return {text for made in typedfactory.make_factory(holder).coverage() for text in texts_in(made)}


@contextlib.contextmanager
def within_reach_of_pydantic() -> Iterator[None]:
    """Pass over types that pydantic itself cannot read: those that hold a Struct of msgspec's."""
    try:
        yield
    except FOREIGN as error:
        if "Struct" not in str(error):
            raise
        pytest.skip("pydantic does not know msgspec")


def combined(make: Callable[[list[Any]], Any], kinds: list[Known]) -> Known:
    """Join types; what pydantic cannot read is no type."""
    try:
        return joined(kinds, make)
    except FOREIGN as error:
        if "Struct" not in str(error):
            raise
        return kinds[0]


@given(types)
def test_every_alternative_is_shown_wherever_it_stands(known: Known) -> None:
    kind, texts = known
    try:
        found = shown(kind)
    except FOREIGN as error:
        hypothesis.assume("Struct" not in str(error))
        raise
    assert texts - found == set()


@pytest.mark.parametrize("name", WRAPPERS)
@pytest.mark.parametrize("inner", JOINERS)
@pytest.mark.parametrize("outer", JOINERS)
def test_in_each_wrapping_of_each_kind(name: str, inner: str, outer: str) -> None:
    kind, texts = joined([literal(2), enumeration(2)], JOINERS[inner])
    kind = WRAPPERS[name](kind)
    other, more = literal(2)
    with within_reach_of_pydantic():
        assert (texts | more) - shown(JOINERS[outer]([other, kind])) == set()


def coverage_of(kind: Any) -> list[Any]:
    holder: Any = dataclasses.make_dataclass("Holder", [("value", kind)])
    return [made.value for made in typedfactory.make_factory(holder).coverage()]


class Part(pydantic.BaseModel):
    kind: Literal["a", "b"]
    maybe: Optional[int]


class Keys(TypedDict):
    always: bool
    often: te.NotRequired[bool]


class WithJson(pydantic.BaseModel):
    part: pydantic.Json[Part]
    checked: Annotated[Part, pydantic.AfterValidator(lambda part: part)]
    anything: pydantic.JsonValue


def test_json_of_a_model_and_a_model_with_a_validator() -> None:
    made = list(typedfactory.make_factory(WithJson).coverage())
    assert {each.part.kind for each in made} == {each.checked.kind for each in made} == {"a", "b"}
    assert {type(each.part.maybe) for each in made} == {int, type(None)}


def test_a_json_value_is_of_every_type_that_json_has() -> None:
    made = [each.anything for each in typedfactory.make_factory(WithJson).coverage()]
    assert {type(each) for each in made} == {list, dict, str, bool, int, float, type(None)}


def test_tags_behind_the_name_of_an_alias() -> None:
    one, other = (CREATE(name, kind=(Literal.__getitem__((name,)), ...)) for name in ("One", "Other"))
    members = [
        te.TypeAliasType(f"A{each.__name__}", MARKED[each, pydantic.Tag(each.__name__)]) for each in (one, other)
    ]
    kind = MARKED[Union[tuple(members)], pydantic.Discriminator(lambda value: type(value).__name__)]
    assert {type(each) for each in coverage_of(kind)} == {one, other}


@pytest.mark.parametrize("optional", ["value", "none", "random"])
def test_whatever_optional_values_are_wanted(optional: str) -> None:
    kind = MAYBE[tagged([Literal["a"], Literal["b"]])]
    holder: Any = dataclasses.make_dataclass("Holder", [("value", kind)])

    class HolderFactory(typedfactory.Factory[holder]):
        pass

    HolderFactory._meta.optional = optional  # type: ignore[assignment]  # one of those that there are
    assert {text for made in HolderFactory.coverage() for text in texts_in(made)} == {"a", "b"}
    assert None in [made.value for made in HolderFactory.coverage()]


def test_keys_that_need_not_be_there_are_left_out_once() -> None:
    assert sorted(map(str, coverage_of(Keys))) == sorted(
        map(str, [{"always": False, "often": False}, {"always": True, "often": True}, {"always": False}])
    )


def test_what_was_not_given_is_an_alternative() -> None:
    assert {type(each) for each in coverage_of(Union[int, msgspec.UnsetType])} == {int, msgspec.UnsetType}


def test_nested_discriminators() -> None:
    inner = discriminated([Literal["x"], Literal["y"]])
    assert {text for each in coverage_of(tagged([inner, Literal["z"]])) for text in texts_in(each)} >= {"x", "y", "z"}


def test_what_contains_itself_is_entered_once() -> None:
    @dataclasses.dataclass
    class Node:
        kind: Literal["leaf", "branch"]
        next: Optional[Node] = None
        many: list[Node] = dataclasses.field(default_factory=list)

    globals()["Node"] = Node
    made = list(typedfactory.make_factory(Node).coverage())
    assert {each.kind for each in made} == {"leaf", "branch"}
    assert {type(each.next) for each in made} == {Node, type(None)}


def test_the_fewest_instances_are_made() -> None:
    @dataclasses.dataclass
    class Three:
        number: Literal[1, 2, 3]
        flag: bool

    assert len(coverage_of(Three)) == len(coverage_of(list[Three])) + 1 == 3
