"""attrs' validators read as types and constraints, and judged by ``attrs.validate`` when instances are built."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Generic, List, Literal, NewType, Optional, TypeVar, Union

import attr
import attrs
import pytest
from attrs import validators

from tests.adapters.building import build_many, factory_of, hints_of
from typedfactory import typeinfo
from typedfactory.adapters.attrs.validators import narrow
from typedfactory.ground.constraints import CheckedType, Constraints, OneOf, Pattern, read_constraints

if TYPE_CHECKING:
    # They would compare the validators of a field with its type.
    field: Any
else:
    from attrs import field

T = TypeVar("T")
UserId = NewType("UserId", int)


class Colour(enum.Enum):
    RED = "r"
    GREEN = "g"


def is_even(_instance: object, attribute: attrs.Attribute[Any], value: int) -> None:
    if value % 2 > 1:
        raise ValueError(attribute.name)


@attrs.define
class User:
    id: int = field(validator=[validators.gt(3), validators.le(9), is_even])
    user_id: UserId = field(validator=validators.ge(5))
    name: str = field(validator=[validators.min_len(3), validators.max_len(4)])
    code: str = field(validator=validators.matches_re(r"[A-Z]{2}-\d+"))
    start: str = field(validator=validators.matches_re(r"a+b", func=re.match))
    inner: str = field(validator=validators.matches_re(r"x{3}", func=re.search))
    size: Optional[int] = field(validator=validators.optional(validators.lt(5)))
    must: Optional[int] = field(validator=validators.lt(5))
    letter: str = field(validator=validators.in_("abc"))
    colour: Colour = field(validator=validators.in_([Colour.RED]))
    choice: Any = field(validator=validators.in_({1: "one", 2: "two"}))
    numbers: list[int] = field(
        validator=validators.deep_iterable(
            validators.and_(validators.instance_of(int), validators.ge(7)),
            validators.and_(validators.instance_of(list), validators.min_len(2)),
        )
    )
    several: Sequence[int] = field(validator=validators.deep_iterable(validators.lt(5), validators.instance_of(list)))
    scores: dict[str, float] = field(
        validator=validators.deep_mapping(validators.min_len(3), validators.le(1.0), validators.min_len(1))
    )
    maps: Mapping[str, int] = field(validator=validators.deep_mapping(validators.min_len(3), validators.gt(3)))
    union: Union[int, str, None] = field(validator=validators.instance_of(str))
    call: Callable[[int], str] = field(validator=validators.is_callable())
    real: float = field(validator=validators.instance_of(float))
    whole: float = field(validator=validators.instance_of(int))
    other: int = field(validator=validators.not_(validators.instance_of(str)))
    deep: list[list[int]] = field(validator=validators.deep_iterable(validators.deep_iterable(validators.gt(3))))
    pairs: tuple[int, ...] = field(validator=validators.deep_iterable(validators.ge(4)))
    made: int = field(converter=int, validator=validators.ge(4))


@attrs.define
class Bare:
    """Without types the validators are all there is."""

    one: Any = field(validator=validators.instance_of(int))
    several: Any = field(validator=validators.instance_of((str, bytes)))
    many: Any = field(validator=validators.deep_iterable(validators.instance_of(int), validators.instance_of(set)))
    keys: Any = field(validator=validators.deep_mapping(validators.instance_of(str), validators.instance_of(int)))
    chosen: Any = field(validator=validators.in_([3, 4]))
    text: Any = field(validator=validators.matches_re("a{2,4}"))
    perhaps: Any = field(validator=validators.optional(validators.instance_of(int)))
    call: Any = field(validator=validators.is_callable())


Untyped: Any = attrs.make_class(
    "Untyped",
    {
        "one": field(validator=validators.instance_of(int)),
        "some": field(validator=validators.deep_iterable(validators.instance_of(str))),
    },
)


@attrs.define
class Box(Generic[T]):
    content: T = field(validator=validators.instance_of((int, str)))
    more: list[T] = field(validator=validators.min_len(2))


@pytest.mark.parametrize("model", [User, Bare, Untyped, Box[int], Box])
def test_instances_satisfy_their_validators(model: Any) -> None:
    for made in build_many(model):
        attrs.validate(made)


def read(annotation: Any) -> tuple[object, Constraints]:
    peeled = typeinfo.peel(annotation)
    return peeled.bare, read_constraints(peeled.metadata)


def test_validators_are_constraints() -> None:
    letters: Any = "abc"
    hints = hints_of(User)
    assert read(hints["id"]) == (int, Constraints(gt=3, le=9))
    assert read(hints["name"]) == (str, Constraints(min_length=3, max_length=4))
    assert read(hints["code"])[1].pattern == (Pattern(re.compile(r"[A-Z]{2}-\d+"), "fullmatch"),)
    assert read(hints["start"])[1].pattern == (Pattern(re.compile(r"a+b"), "match"),)
    assert read(hints["inner"])[1].pattern == (Pattern(re.compile(r"x{3}"), "search"),)
    assert read(hints["letter"]) == (str, Constraints(one_of=(OneOf(letters),)))
    assert read(hints["made"]) == (int, Constraints(ge=4))
    assert hints_of(Untyped) == {"one": Annotated[int, CheckedType()], "some": list[str]}
    bare = {name: typeinfo.peel(hint).bare for name, hint in hints_of(Bare).items()}
    assert bare["one"] is int
    assert bare["several"] == Union[str, bytes]
    assert bare["many"] == set[int]
    assert bare["keys"] == dict[str, int]
    assert bare["perhaps"] == Optional[int]


def test_validators_reach_into_containers() -> None:
    numbers, outer = read(hints_of(User)["numbers"])
    assert (typeinfo.origin_of(numbers), outer) == (list, Constraints(min_length=2))
    assert read(typeinfo.arguments_of(numbers)[0]) == (int, Constraints(ge=7))
    several = hints_of(User)["several"]
    assert typeinfo.origin_of(several) is list
    scores, outer = read(hints_of(User)["scores"])
    key, value = typeinfo.arguments_of(scores)
    assert (read(key), read(value), outer) == (
        (str, Constraints(min_length=3)),
        (float, Constraints(le=1.0)),
        Constraints(min_length=1),
    )


def test_none_goes_where_the_validator_would_not_take_it() -> None:
    assert read(hints_of(User)["must"]) == (int, Constraints(lt=5))
    inner = typeinfo.arguments_of(hints_of(User)["size"])
    assert read(inner[0]) == (int, Constraints(lt=5))
    assert inner[1] is type(None)
    chosen = narrow(Optional[int], validators.in_([1, None]))
    assert typeinfo.peel(chosen).bare == Optional[int]


@pytest.mark.parametrize(
    ("annotation", "classes", "expected"),
    [
        (object, int, int),
        (int, bool, bool),
        (int, int, int),
        (Union[int, str, bytes], (str, bytes), Union[str, bytes]),
        (float, int, int),
        (Sequence[int], (list, tuple), Union[list[int], tuple[int, ...]]),
        (List[int], list, List[int]),
        (Optional[T], int, int),
        (Literal["a"], str, Literal["a"]),
        (Annotated[Optional[int], "note"], int, Annotated[int, "note"]),
    ],
)
def test_types_are_narrowed_to_instances(annotation: Any, classes: Any, expected: Any) -> None:
    assert narrow(annotation, validators.instance_of(classes)) == expected


def test_unknown_validators_change_nothing() -> None:
    assert narrow(int, is_even) is int
    assert narrow(int, validators.not_(validators.instance_of(str))) is int

    class Even:
        def __contains__(self, value: int) -> bool:
            return value % 2 == 0

    choice: Any = Even()
    assert narrow(int, validators.in_(choice)) is int


def test_classes_are_narrowed_too() -> None:
    validator = getattr(attr.validators, "_subclass_of")(User)  # noqa: B009 - it has no public name
    assert narrow(type, validator) == type[User]


@pytest.mark.skipif(not hasattr(validators, "or_"), reason="or_ is new in attrs 24.1")
def test_alternatives_are_a_union() -> None:
    either = validators.or_(validators.instance_of(int), validators.instance_of(str))
    assert typeinfo.peel(narrow(Any, either)).bare == Union[int, str]
    limited = typeinfo.peel(narrow(int, validators.or_(validators.gt(5), validators.lt(3)))).bare
    assert [read(each)[1] for each in typeinfo.arguments_of(limited)] == [Constraints(gt=5), Constraints(lt=3)]


def test_what_a_converter_takes_is_not_what_the_validator_sees() -> None:
    def parse(text: str) -> int:
        return len(text)

    @attrs.define
    class Model:
        parsed: int = field(converter=parse, validator=validators.instance_of(int))

    assert hints_of(Model) == {"parsed": str}
    assert type(factory_of(Model).build().parsed) is int
