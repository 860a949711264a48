"""What cannot be a table is refused by name, with what to do."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

import typedfactory as factory
from tests.datasets.describe.test_picks import TaskFactory, Tenant, TenantFactory, UserFactory, message
from typedfactory.datasets import Between, Dataset, PerRow, Pick, Position, Same


@dataclasses.dataclass
class Note:
    text: str
    n: int


class NoteFactory(factory.Factory[Note]):
    text = factory.LazyAttribute(lambda o: f"note {o.n}")
    n = factory.Iterator(iter([1, 2, 3]))


class ParentFactory(factory.Factory[Tenant]):
    users = factory.RelatedFactory(UserFactory, "tenant_id")


class WithNote(factory.DictFactory):
    note = factory.SubFactory(NoteFactory)


@dataclasses.dataclass
class Box:
    id: int
    note: Note
    label: str


class BoxFactory(factory.Factory[Box]):
    note = factory.SubFactory(NoteFactory)
    label = factory.LazyAttribute(lambda o: o.note.text)


CASES: list[tuple[Any, str]] = [
    (
        lambda data: data.table(NoteFactory, 5),
        (
            "NoteFactory.n: this Iterator gives the next value, and a row's value must not depend on the rows before it. "
            "Give it a list, or write a Sequence that looks the value up by its number."
        ),
    ),
    (
        lambda data: data.table(BoxFactory, 5),
        (
            "NoteFactory.n: this Iterator gives the next value, and a row's value must not depend on the rows before it. "
            "Give it a list, or write a Sequence that looks the value up by its number."
        ),
    ),
    (
        lambda data: data.table(ParentFactory, 5),
        (
            "ParentFactory.users: RelatedFactory makes rows of another table, which would be lost. "
            "Make them a table with per=…, and say here users=None."
        ),
    ),
    (
        lambda data: data.table(WithNote, 5),
        (
            "WithNote: a dict does not say which fields it has, of which types. "
            "Make a table of a dataclass, a TypedDict, or another model with annotations."
        ),
    ),
    (lambda data: data.table(TenantFactory), "tenant: say how many rows there are: a number, or per=table and size=…."),
    (lambda data: data.table(TenantFactory, -1), "tenant: -1 is no number of rows."),
    (
        lambda data: data.table(TenantFactory, 3, per=data.table(TenantFactory, 3)),
        "dataset: there is a table 'tenant' already. Give this one another: name_=….",
    ),
    (
        lambda data: data.table(UserFactory, per=Dataset().table(TenantFactory, 3), size=2),
        "user: per=<table tenant: 3 rows of TenantFactory> is a table of another data set. Use one of this.",
    ),
    (
        lambda data: data.table(UserFactory, per=data.table(TenantFactory, 3)),
        "user: size=None is no number of rows per parent. Give 3, or Between(0, 12).",
    ),
    (
        lambda data: data.table(UserFactory, per=data.table(TenantFactory, 3), size=0),
        "user: size=0 makes no rows at all. Give a size, or leave the table out.",
    ),
    (
        lambda data: data.table(NoteFactory, per=data.table(TenantFactory, 3), size=2, n=1),
        (
            "NoteFactory: which field refers to tenant, per which its rows are made? "
            "Name it: table(NoteFactory, per=…, via_='text')."
        ),
    ),
    (
        lambda data: data.table(UserFactory, per=data.table(TenantFactory, 3), size=2, via_="owner"),
        "UserFactory: there is no field via_='owner'. Fields: id, tenant_id.",
    ),
    (
        lambda data: data.table(UserFactory, 3, tenant_id=Pick(data.table(NoteFactory, 3, n=1))),
        "note: none of its fields (text, n) is known as the key that others refer to. Name it: table(NoteFactory, …, key_=…).",
    ),
    (
        lambda data: data.table(UserFactory, 3, tenant_id=Pick(data.table(TenantFactory, 3), field="name")),
        "tenant: there is no field 'name' to refer to. Fields: id.",
    ),
    (
        lambda data: data.table(UserFactory, 30, tenant_id=Between(1, 10, once=True)),
        (
            "UserFactory.tenant_id: there are 10 different values for 30 rows. "
            "Let the declaration give more values, or make fewer rows."
        ),
    ),
    (
        lambda data: data.table(TaskFactory, 3, number=Position()),
        "TaskFactory.number: Position needs a table made with per=. Use a Sequence.",
    ),
    (
        lambda data: data.table(TaskFactory, 3, user_id=Pick(data.table(TenantFactory, 3)), number=Same("usr")),
        "TaskFactory.number: task has no reference 'usr'. Did you mean \"user\"?",
    ),
    (lambda data: Between(3, 1), "Between(3, 1): the range is empty. Swap its ends."),
    (
        lambda data: PerRow(NoteFactory, 3, 1),
        "PerRow(NoteFactory, 3, 1): there is no such number of objects. Give the fewest and the most.",
    ),
    (lambda data: data["task"], "dataset: there is no table 'task'. There are none."),
]


@pytest.mark.parametrize(("make", "expected"), CASES)
def test_what_cannot_be_a_table_is_refused(make: Any, expected: str) -> None:
    assert message(lambda: make(Dataset())) == expected


def test_a_related_factory_that_is_switched_off_is_no_hindrance() -> None:
    assert Dataset().table(ParentFactory, 5, users=None).row(4) == Tenant(5)


def test_a_name_that_is_refused_may_be_used_again() -> None:
    data = Dataset()
    message(lambda: data.table(NoteFactory, 5))
    assert data.table(NoteFactory, 5, n=3).row(2) == Note("note 3", 3)
