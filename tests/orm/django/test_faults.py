"""What goes wrong leaves nothing half-written and the connection usable; several writers at once lose nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import (
    DatabaseError,
    IntegrityError,
    OperationalError,
    connection,
    connections,
    models,
    transaction,
)
from django.db.transaction import TransactionManagementError

import typedfactory as factory
from tests.orm.django import conftest
from tests.orm.django.zoo import models as zoo
from typedfactory.errors import MetaOptionError
from typedfactory.orm.django import DjangoModelFactory

WAYS = ["create_batch", "bulk_create"]


class Missing(models.Model):  # noqa: DJ008 - a table that is not there
    name = models.CharField(max_length=10)

    class Meta:
        app_label = "zoo"
        managed = False


class TagFactory(DjangoModelFactory[zoo.Tag]):
    pass


@pytest.mark.parametrize("way", WAYS)
def test_a_table_that_does_not_exist(way: str) -> None:
    class MissingFactory(DjangoModelFactory[Missing]):
        pass

    with pytest.raises(OperationalError, match="no such table: zoo_missing"):
        getattr(MissingFactory, way)(2)
    assert TagFactory().pk


@pytest.mark.parametrize("way", WAYS)
def test_a_database_that_may_only_be_read(way: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = 1")
    try:
        with pytest.raises(OperationalError, match="readonly"):
            getattr(TagFactory, way)(2)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = 0")
    assert (zoo.Tag.objects.count(), TagFactory().pk is not None) == (0, True)


@pytest.mark.parametrize("way", WAYS)
def test_a_value_that_is_there_already(way: str, database: str) -> None:
    meta = type("Meta", (), {"model": zoo.Tag, "database": database})
    names = factory.Iterator(["a", "b", "c", "b"])
    repeating = type("RepeatingFactory", (DjangoModelFactory,), {"Meta": meta, "name": names})
    with pytest.raises(IntegrityError):
        getattr(repeating, way)(4)
    assert zoo.Tag.objects.using(database).count() == 0
    assert repeating(name="usable").pk


@pytest.mark.parametrize("way", WAYS)
def test_a_connection_that_is_cut_in_the_middle(way: str, committed: str) -> None:
    def cut(number: int) -> str:
        if number == 2:
            other = connections[committed].copy()
            with connections[committed].cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                pid = cursor.fetchone()[0]
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
            other.close()
        return f"tag {number}"

    class CutFactory(DjangoModelFactory[zoo.Tag]):
        class Meta:
            database = "postgres"

        name = factory.Sequence(cut)

    with pytest.raises(DatabaseError):
        getattr(CutFactory, way)(5)
    connections[committed].close()
    assert zoo.Tag.objects.using(committed).count() == 0
    assert CutFactory(name="usable").pk


def test_a_deadlock_reaches_the_caller_and_costs_one_of_two(committed: str) -> None:
    """Each of two threads changes the row that the other one has changed before."""
    first, second = [zoo.Author.objects.using(committed).create(name=name).pk for name in "ab"]
    both = threading.Barrier(2)

    def work(own: int, other: int) -> str:
        rows = zoo.Author.objects.using(committed)

        class LockingFactory(DjangoModelFactory[zoo.Author]):
            class Meta:
                database = "postgres"

            @factory.lazy_attribute
            def name(self) -> str:
                rows.filter(pk=own).update(name="taken")
                both.wait()
                rows.filter(pk=other).update(name="taken")
                return f"of {own}"

        class BookFactory(DjangoModelFactory[zoo.Book]):
            class Meta:
                database = "postgres"

            author = factory.SubFactory(LockingFactory)

        try:
            with transaction.atomic(committed):
                zoo.Tag.objects.using(committed).create(name=f"before {own}")
                BookFactory()
        except OperationalError as error:
            usable = zoo.Tag.objects.using(committed).create(name=f"after {own}").pk is not None
            return f"{str(error).splitlines()[0]}, usable: {usable}"
        finally:
            connections[committed].close()
        return "made"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(work, (first, second), (second, first)))
    assert outcomes == ["deadlock detected, usable: True", "made"]
    assert zoo.Book.objects.using(committed).count() == 1
    assert zoo.Author.objects.using(committed).count() == 3
    names = sorted(name.split()[0] for name in zoo.Tag.objects.using(committed).values_list("name", flat=True))
    assert names == ["after", "before"]


@pytest.mark.parametrize("way", WAYS)
def test_a_connection_that_somebody_closes_in_the_middle(way: str, committed: str) -> None:
    class ClosingFactory(DjangoModelFactory[zoo.Tag]):
        class Meta:
            database = "postgres"

        @factory.sequence
        def name(n: int) -> str:  # noqa: N805 - a sequence has no self
            if n == 2:
                connections[committed].close()
            return f"tag {n}"

    with pytest.raises(OperationalError, match="closed"):
        getattr(ClosingFactory, way)(5)
    assert zoo.Tag.objects.using(committed).count() == 0
    assert len(ClosingFactory.create_batch(3)) == 3


@pytest.mark.parametrize("way", ["create", *WAYS])
def test_a_database_that_is_not_configured(way: str) -> None:
    class LostFactory(DjangoModelFactory[zoo.Book]):
        class Meta:
            database = "postgers"

    with pytest.raises(MetaOptionError) as caught:
        getattr(LostFactory, way)(*([] if way == "create" else [2]))
    assert str(caught.value) == (
        "LostFactory.Meta.database: settings.DATABASES has no 'postgers'. Did you mean \"postgres\"?"
    )
    assert LostFactory.build().author.pk is None


@pytest.mark.parametrize("way", WAYS)
def test_a_server_that_does_not_answer(way: str) -> None:
    lost = {**connections.databases["postgres"], "PORT": "1", "CONN_MAX_AGE": 0}
    connections.databases["lost"] = lost

    class LostFactory(DjangoModelFactory[zoo.Tag]):
        class Meta:
            database = "lost"

    try:
        with pytest.raises(OperationalError, match="connection"):
            getattr(LostFactory, way)(2)
    finally:
        del connections.databases["lost"]
        del connections["lost"]
    assert TagFactory().pk


def test_a_transaction_that_is_broken_already() -> None:
    with transaction.atomic():
        with pytest.raises(IntegrityError):
            zoo.Tag.objects.bulk_create([zoo.Tag(name="a"), zoo.Tag(name="a")])
        connection.needs_rollback = True
        with pytest.raises(TransactionManagementError):
            TagFactory.create_batch(2)
        connection.needs_rollback = False
    assert TagFactory().pk


def test_a_failed_chunk_leaves_those_before_it_and_the_callers_work(database: str) -> None:
    meta = type("Meta", (), {"model": zoo.Tag, "database": database})
    names = factory.Iterator(["a", "b", "c", "a"])
    repeating = type("RepeatingFactory", (DjangoModelFactory,), {"Meta": meta, "name": names})
    zoo.Author.objects.using(database).create(name="before")
    with pytest.raises(IntegrityError):
        repeating.bulk_create(4, chunk=2)
    rows = zoo.Tag.objects.using(database)
    assert sorted(rows.values_list("name", flat=True)) == ["a", "b"]
    assert zoo.Author.objects.using(database).get().name == "before"


def test_a_transaction_around_survives_a_failed_creation() -> None:
    TagFactory(name="a")
    with transaction.atomic(), pytest.raises(IntegrityError):
        TagFactory.create_batch(2, name="a")
    assert zoo.Tag.objects.count() == 1


def test_eight_threads_lose_and_repeat_nothing(committed: str) -> None:
    class HereFactory(DjangoModelFactory[zoo.Tag]):
        class Meta:
            database = "postgres"

    class SharedFactory(HereFactory):
        class Meta:
            django_get_or_create = ("name",)

        name = "shared"

    def work(_number: int) -> set[Any]:
        try:
            found = {SharedFactory().pk for _ in range(10)}
            HereFactory.create_batch(20)
            HereFactory.bulk_create(20, chunk=7)
            return found
        finally:
            connections[committed].close()

    with ThreadPoolExecutor(8) as pool:
        shared = set[Any]().union(*pool.map(work, range(8)))
    assert (len(shared), zoo.Tag.objects.using(committed).count()) == (1, 1 + 8 * 40)


def test_eight_processes_lose_and_repeat_nothing(committed: str) -> None:
    command = [sys.executable, "-m", "tests.orm.django.creating", conftest._schemas[committed][-1], "10"]
    root = Path(__file__).parents[3]
    running = [subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True) for _ in range(8)]
    errors = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0] * 8, errors
    assert zoo.Tag.objects.using(committed).count() == 1 + 8 * 30
