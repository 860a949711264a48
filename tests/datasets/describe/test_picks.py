"""Which rows are picked: how often, and of whom."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import Any

import pytest

import typedfactory as factory
from tests.datasets.drawing.test_numbers import chi_square_is_small
from typedfactory.datasets import Between, Dataset, Pick, Same
from typedfactory.errors import DatasetError


@dataclasses.dataclass
class Tenant:
    id: int


@dataclasses.dataclass
class User:
    id: int
    tenant_id: int


@dataclasses.dataclass
class Task:
    id: int
    tenant_id: int
    user_id: int
    number: int


class TenantFactory(factory.Factory[Tenant]):
    pass


class UserFactory(factory.Factory[User]):
    pass


class TaskFactory(factory.Factory[Task]):
    number = 0


def picked(pick: Any, rows: int, tenants: int = 20) -> Counter[int]:
    """Return how often each tenant is picked."""
    data = Dataset(3)
    table = data.table(TenantFactory, tenants)
    users = data.table(UserFactory, rows, tenant_id=pick(table))
    return Counter(users.fields.columns["tenant_id"].values(range(rows)))


def test_rows_are_picked_evenly() -> None:
    assert chi_square_is_small(picked(Pick, 20_000), dict.fromkeys(range(1, 21), 0.05))


def test_rows_are_picked_by_zipfs_law_which_does_not_favour_the_first_ones() -> None:
    found = picked(lambda table: Pick(table, by="zipf", exponent=1.0), 20_000)
    counts = Counter({rank: count for rank, (_, count) in enumerate(found.most_common())})
    total = sum(1 / rank for rank in range(1, 21))
    assert chi_square_is_small(counts, {rank: 1 / (rank + 1) / total for rank in range(20)})
    assert [each for each, _ in found.most_common(3)] != [1, 2, 3]


def test_rows_are_picked_by_weight() -> None:
    found = picked(lambda table: Pick(table, weights=[8, 0, 1, 1]), 20_000, tenants=4)
    assert chi_square_is_small(found, {1: 0.8, 3: 0.1, 4: 0.1})


def test_each_row_is_picked_once_or_so_many_times() -> None:
    assert picked(lambda table: Pick(table, by="once"), 20) == dict.fromkeys(range(1, 21), 1)
    assert picked(lambda table: Pick(table, each=5), 100) == dict.fromkeys(range(1, 21), 5)
    assert max(picked(lambda table: Pick(table, each=5), 60).values()) <= 5


@pytest.mark.parametrize("per", [True, False])
def test_a_row_of_the_same_tenant_is_picked(per: bool) -> None:
    data = Dataset(3)
    tenants = data.table(TenantFactory, 20)
    if per:
        users = data.table(UserFactory, per=tenants, size=Between(1, 9))
    else:
        users = data.table(UserFactory, 100, tenant_id=Pick(tenants, each=5))
    tasks = data.table(TaskFactory, 2000, tenant_id=Pick(tenants), user_id=Pick(users, same="tenant"))
    tenant_of = {user.id: user.tenant_id for user in users}
    made = list(tasks)
    assert all(tenant_of[task.user_id] == task.tenant_id for task in made)
    assert len({task.user_id for task in made}) > 60


def test_a_field_of_the_row_picked_and_of_those_behind_it() -> None:
    data = Dataset(3)
    tenants = data.table(TenantFactory, 20)
    users = data.table(UserFactory, 100, tenant_id=Pick(tenants))
    tasks = data.table(
        TaskFactory, 50, user_id=Pick(users), tenant_id=Same("user", "tenant_id"), number=Same("user.tenant")
    )
    for task in tasks:
        assert task.tenant_id == task.number == users.row(task.user_id - 1).tenant_id
    assert tasks.fields.whole


def message(make: Any) -> str:
    """Return how something is refused."""
    with pytest.raises(DatasetError) as caught:
        make()
    return str(caught.value)


def test_picks_that_cannot_be_are_refused() -> None:
    data = Dataset(3)
    tenants = data.table(TenantFactory, 20)
    users = data.table(UserFactory, 100, tenant_id=Pick(tenants))
    empty = data.table(TenantFactory, 0, name_="nobody")

    def table(rows: int = 10, **values: Any) -> Any:
        return lambda: data.table(TaskFactory, rows, **values)

    assert message(table(30, user_id=Pick(tenants, by="once"))) == (
        "TaskFactory.user_id: 30 rows cannot pick each of 20 rows of tenant at most once. Make fewer rows, or more of tenant."
    )
    assert message(table(user_id=Pick(empty))) == (
        "TaskFactory.user_id: there is nothing to pick, nobody has no rows. Give it a size."
    )
    assert message(table(user_id=Pick(tenants, weights=[1]))) == (
        "TaskFactory.user_id: there are 1 weights for 20 rows of tenant. Give each row one, none below 0 and not all of them 0."
    )
    assert message(table(user_id=Pick(users, same="tenant"))) == (
        "TaskFactory.user_id: this table has no reference 'tenant' for same='tenant'. There are none."
    )
    assert message(table(tenant_id=Pick(tenants), user_id=Pick(users, same="tenant"))) == (
        "TaskFactory.user_id: which rows of user refer to the same tenant cannot be computed from a number. "
        "Make user with per=tenant, or its tenant a Pick with each=… that deals out all rows."
    )
    assert message(table(usr_id=Pick(users))) == ('TaskFactory.usr_id: there is no such field. Did you mean "user_id"?')
    assert message(lambda: Pick(users, by="zipf", each=3)) == (
        "Pick: by, weights, each and same each say how a row is picked. Give one of them."
    )
    assert message(lambda: Pick(users, by="zipff")) == (  # type: ignore[arg-type]  # what is refused
        "Pick: there is no by='zipff'. Choose from: uniform, zipf, once."
    )
    assert message(lambda: Pick(users, each=0)) == "Pick: each=0 picks nothing. Give 1 or more."
    assert list(data.tables) == ["tenant", "user", "nobody"]


def test_a_tenant_without_anybody_is_refused() -> None:
    data = Dataset(3)
    tenants = data.table(TenantFactory, 20)
    users = data.table(UserFactory, per=tenants, size=Between(0, 9))
    assert message(lambda: data.table(TaskFactory, 5, tenant_id=Pick(tenants), user_id=Pick(users, same="tenant"))) == (
        "TaskFactory.user_id: some rows of tenant have no user to pick from. Give user a size of at least 1 per row."
    )
