"""Fault 28: a field whose type is a model goes the way that all types go."""

from __future__ import annotations

import abc
import dataclasses
from typing import Annotated, Any, Optional, Union

import pydantic
import pytest
from pydantic_core import core_schema

import typedfactory
from typedfactory.errors import UnfillableError


class Money:
    """Pydantic takes a text for it, and no instance."""

    def __init__(self, amount: int, currency: str) -> None:
        self.amount = amount
        self.currency = currency

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return core_schema.no_info_after_validator_function(
            lambda text: cls(len(text), text), core_schema.str_schema(min_length=3, max_length=3)
        )


class Bill(pydantic.BaseModel):
    total: Money
    parts: list[Money]
    maybe: Optional[Money]


class Part(pydantic.BaseModel):
    number: int


class Machine(pydantic.BaseModel):
    odd: Annotated[Part, pydantic.AfterValidator(lambda part: part.model_copy(update={"number": 7}))]
    frozen: Annotated[Part, pydantic.Field(description="x")]


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self) -> float:
        """Return the area."""


@dataclasses.dataclass
class AbstractData(abc.ABC):
    size: int

    @abc.abstractmethod
    def area(self) -> float:
        """Return the area."""


class AbstractModel(pydantic.BaseModel, abc.ABC):
    size: int

    @abc.abstractmethod
    def area(self) -> float:
        """Return the area."""


@dataclasses.dataclass
class Square(AbstractData):
    def area(self) -> float:
        return self.size**2


@dataclasses.dataclass
class Taught:
    number: int


@dataclasses.dataclass
class TaughtHolder:
    plain: Taught
    marked: Annotated[Taught, "mark"]
    many: list[Taught]
    maybe: Optional[Taught]


def test_a_class_that_describes_itself_to_pydantic_is_made_as_pydantic_takes_it() -> None:
    bill = typedfactory.build(Bill)
    assert [type(bill.total), type(bill.parts[0]), type(bill.maybe)] == [Money] * 3
    assert bill.total.amount == 3


def test_a_validator_on_a_model_is_heard() -> None:
    assert typedfactory.build(Machine).odd.number == 7


def test_a_path_still_reaches_into_a_model_with_metadata() -> None:
    assert typedfactory.build(Machine, frozen__number=9).frozen.number == 9


@pytest.mark.parametrize("kind", [AbstractData, AbstractModel])
def test_an_abstract_class_is_not_made(kind: Any) -> None:
    holder: Any = dataclasses.make_dataclass("Holder", [("thing", kind)])
    with pytest.raises(UnfillableError) as caught:
        typedfactory.build(holder)
    assert str(caught.value) == (
        f"HolderFactory.thing: values of type {kind.__name__} cannot be made: it is an abstract class. "
        f"Declare the field, or give it a default."
    )


@pytest.mark.parametrize("kind", [AbstractData, AbstractModel, Shape])
def test_another_member_of_a_union_is_made_in_its_place(kind: Any) -> None:
    holder: Any = dataclasses.make_dataclass(
        "Holder", [("thing", Union[kind, int]), ("maybe", Optional[kind]), ("many", list[Union[kind, str]])]
    )
    made = typedfactory.build(holder)
    assert [type(made.thing), made.maybe, type(made.many[0])] == [int, None, str]
    assert len(list(typedfactory.make_factory(holder).coverage())) >= 1


def test_an_abstract_class_is_made_by_the_factory_that_says_so() -> None:
    class AnyShapeFactory(typedfactory.Factory[AbstractData]):
        class Meta:
            default_for_model = True

        @classmethod
        def _build(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
            return Square(*args, **kwargs)

    try:
        holder: Any = dataclasses.make_dataclass("Holder", [("thing", AbstractData), ("many", list[AbstractData])])
        made = typedfactory.build(holder)
        assert [type(made.thing), type(made.many[0])] == [Square, Square]
    finally:
        del typedfactory.Factory._meta.automatic[AbstractData]


def test_a_type_that_is_taught_is_made_as_taught_wherever_it_stands() -> None:
    class HolderFactory(typedfactory.Factory[TaughtHolder]):
        class Meta:
            providers = {Taught: lambda stream, constraints: Taught(-1)}  # noqa: RUF012 - as options are written

    made = [HolderFactory(), *HolderFactory.coverage()]
    for each in made:
        values = [each.plain, each.marked, *each.many, *([each.maybe] if each.maybe else [])]
        assert {value.number for value in values} == {-1}
