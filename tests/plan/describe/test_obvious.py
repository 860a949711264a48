"""Which class bodies need no closer look, and that the closer look says the same of them."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
from typing import Any

import pytest

import typedfactory
from tests.data.making import define_factory
from typedfactory.declarations import SKIP
from typedfactory.plan.describe import checks
from typedfactory.plan.describe.refusing.obvious import is_obviously_right, is_plain_value


@dataclasses.dataclass
class Person:
    name: str
    age: int = 3
    tags: list[str] = dataclasses.field(default_factory=list)
    _hidden: int = 0


class Base(typedfactory.Factory[Person]):
    class Meta:
        abstract = True


def params(**values: Any) -> type:
    return type("Params", (), values)


OBVIOUS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "values": {"name": "ann", "age": 3, "tags": ["a"]},
    "declarations": {"name": typedfactory.Sequence(str), "age": typedfactory.LazyFunction(int)},
    "a trait": {"name": "ann", "Params": params(old=typedfactory.Trait(age=80))},
    "a param": {"name": typedfactory.LazyAttribute(lambda o: o.first), "Params": params(first="ann")},
    "a hook": {"told": typedfactory.PostGeneration(lambda *_: None)},
}

CLOSER: dict[str, dict[str, Any]] = {
    "a path": {"name": "ann", "name__x": 1},
    "a class": {"name": str},
    "a function": {"name": lambda: "ann"},
    "a declaration in a list": {"tags": [typedfactory.Sequence(str)]},
    "a hidden field": {"_hidden": 3},
    "a method": {"name": classmethod(lambda cls: "ann")},
    "a trait of a trait": {"Params": params(a=typedfactory.Trait(b=True), b=typedfactory.Trait(age=1))},
    "a decision": {"age": typedfactory.Maybe("name", 1, 2)},
    "a renamed field": {"first": "ann", "Meta": type("Meta", (), {"rename": {"first": "name"}})},
}


@pytest.mark.parametrize("body", OBVIOUS.values(), ids=OBVIOUS)
def test_plain_names_of_plain_fields_are_obvious(body: dict[str, Any]) -> None:
    factory = define_factory("PersonFactory", typedfactory.Factory[Person], **body)
    assert factory._meta.is_obvious
    assert isinstance(factory.build(), Person)


@pytest.mark.parametrize("body", CLOSER.values(), ids=CLOSER)
def test_anything_else_is_looked_at_closely(body: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[bool] = []
    monkeypatch.setattr(checks, "is_obviously_right", lambda meta: found.append(is_obviously_right(meta)))
    with contextlib.suppress(typedfactory.FactoryError):
        define_factory("PersonFactory", typedfactory.Factory[Person], **body)
    assert found == [False]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"nmae": "ann"}, "PersonFactory.nmae: Person has no field 'nmae'. Did you mean \"name\"?"),
        ({"Params": params(old=typedfactory.Trait(aeg=3))}, "PersonFactory.old.aeg: Person has no field 'aeg'."),
        (
            {"factory_parent": 3},
            "PersonFactory.factory_parent: lazy functions use this name for the enclosing factory.",
        ),
    ],
)
def test_what_is_wrong_is_never_obvious(body: dict[str, Any], message: str) -> None:
    with pytest.raises(typedfactory.FactoryError) as caught:
        define_factory("PersonFactory", typedfactory.Factory[Person], **body)
    assert str(caught.value).startswith(message)


def test_what_is_inherited_was_looked_at_with_another_model_in_mind() -> None:
    open_base = define_factory(
        "OpenFactory", typedfactory.Factory, nmae="ann", Meta=type("Meta", (), {"abstract": True})
    )
    with pytest.raises(typedfactory.errors.UnknownFieldError):
        define_factory("PersonFactory", open_base, Meta=type("Meta", (), {"model": Person}))


def test_a_subclass_of_an_obvious_factory_may_be_obvious() -> None:
    parent = define_factory("ParentFactory", typedfactory.Factory[Person], name="ann", Params=params(first="x"))
    child = define_factory("ChildFactory", parent, age=4, first="y")
    assert (parent._meta.is_obvious, child._meta.is_obvious) == (True, True)
    assert child.build() == Person("ann", 4)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (1, True),
        (None, True),
        ([1, (2, "x")], True),
        ({"a": {1}}, True),
        (Person("ann"), True),
        (typedfactory.Sequence(str), True),
        (typedfactory.SubFactory(Base, name="x"), True),
        (typedfactory.SubFactory(Base, name=typedfactory.Sequence(str)), False),
        (str, False),
        (len, False),
        (functools.partial(int), False),
        (property(str), False),
        (SKIP, False),
        ([typedfactory.Sequence(str)], False),
        (Base, False),
    ],
)
def test_a_plain_value_could_be_nothing_else(value: Any, plain: bool) -> None:
    assert is_plain_value(value) is plain
