"""A batch is so many creations to whoever looks in between; it is one flush where nobody can."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, models, transaction
from django.db.models import Count, Subquery
from django.db.models.signals import post_init
from django.utils import timezone

import typedfactory as factory
from tests.orm.django.conftest import kinds
from tests.orm.django.zoo import looking
from tests.orm.django.zoo import models as zoo
from typedfactory import fuzzy
from typedfactory.orm.django import DjangoModelFactory


def of(model: Any, **declared: Any) -> Any:
    meta = type("Meta", (), {"model": model, **declared.pop("meta", {})})
    return type(f"{model.__name__}Factory", (DjangoModelFactory,), {"Meta": meta, **declared})


def inserts(captured: Any) -> list[str]:
    return [kind for kind in kinds(captured) if kind == "INSERT"]


def count_raw() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM zoo_page")
        number: int = cursor.fetchone()[0]
    return number


def count_past_django() -> int:
    number: int = connection.connection.execute("SELECT count(*) FROM zoo_page").fetchone()[0]
    return number


def positions_of_rows() -> Iterator[int]:
    while True:
        yield looking.Page.objects.count()


class Position:
    """Asks when it is called."""

    def __call__(self, *_args: object) -> int:
        return looking.Page.objects.count()


LOOKING: dict[str, Callable[[], Any]] = {
    "a lazy function": lambda: factory.LazyFunction(lambda: looking.Page.objects.count()),  # noqa: PLW0108 - as users write it
    "a lazy function by method": lambda: factory.LazyFunction(looking.Page.objects.count),
    "a lazy attribute": lambda: factory.LazyAttribute(lambda _o: looking.Page.objects.count()),
    "a sequence": lambda: factory.Sequence(lambda _n: looking.Page.objects.count()),
    "a lazy attribute sequence": lambda: factory.LazyAttributeSequence(lambda _o, _n: looking.Page.objects.count()),
    "a callable object": lambda: factory.LazyFunction(Position()),
    "a cursor": lambda: factory.LazyFunction(count_raw),
    "the driver's own connection": lambda: factory.LazyFunction(count_past_django),
    "a generator": lambda: factory.Iterator(positions_of_rows(), cycle=False),
    "a getter": lambda: factory.Iterator([0], getter=Position()),
    "a fuzzy function": lambda: fuzzy.FuzzyAttribute(Position()),
    "an expression": lambda: factory.LazyFunction(
        lambda: Subquery(looking.Page.objects.values(one=models.Value(1)).annotate(n=Count("pk")).values("n")[:1])
    ),
}


@pytest.mark.parametrize("name", LOOKING)
def test_a_function_sees_the_rows_of_those_before(name: str) -> None:
    made = of(looking.Page, title=factory.Sequence(str), position=LOOKING[name]()).create_batch(6)
    for each in made:
        each.refresh_from_db()
    expected = [None, 1, 2, 3, 4, 5] if name == "an expression" else [0, 1, 2, 3, 4, 5]
    assert [each.position or 0 for each in made] == [each or 0 for each in expected]


def test_a_function_at_the_call_sees_them_too() -> None:
    lazy = factory.LazyFunction(looking.Page.objects.count)
    assert [each.position for each in of(looking.Page).create_batch(6, position=lazy)] == [0, 1, 2, 3, 4, 5]


def test_a_default_of_the_model_sees_them() -> None:
    assert [each.position for each in of(looking.Counted).create_batch(6)] == [0, 1, 2, 3, 4, 5]


def test_a_validator_of_the_model_sees_them() -> None:
    looking.seen_by_validator.clear()
    of(looking.Watchful, meta={"max_tries": 1}, number=factory.AUTO).create_batch(6)
    assert sorted(set(looking.seen_by_validator)) == [0, 1, 2, 3, 4, 5]


def test_a_nested_factory_sees_them() -> None:
    parent = of(looking.Page, position=factory.LazyFunction(looking.Page.objects.count), title="p")
    made = of(looking.Page, parent=factory.SubFactory(parent), title="c").create_batch(6)
    assert [each.parent.position for each in made] == [0, 2, 4, 6, 8, 10]


def test_a_hook_and_a_receiver_see_them() -> None:
    seen: list[int] = []

    def look(*_args: Any, **_kwargs: Any) -> None:
        seen.append(looking.Page.objects.count())

    of(looking.Page, look=factory.PostGeneration(look)).create_batch(6)
    models.signals.post_save.connect(look, sender=looking.Page)
    try:
        of(looking.Page).create_batch(6)
    finally:
        models.signals.post_save.disconnect(look, sender=looking.Page)
    assert seen == list(range(1, 13))


def test_what_a_function_makes_itself_is_saved_at_once_and_comes_between() -> None:
    other = of(zoo.Author, name="inner")
    made = of(zoo.Author, name=factory.LazyFunction(lambda: f"after {other().pk}")).create_batch(6)
    first = made[0].pk
    assert [(each.pk - first, each.name) for each in made] == [(2 * n, f"after {first + 2 * n - 1}") for n in range(6)]


def test_objects_that_somebody_remembers_have_their_keys() -> None:
    looking.Listing.made.clear()
    name = factory.LazyFunction(lambda: str([each.pk is not None for each in looking.Listing.made]))
    made = of(looking.Listing, name=name).create_batch(6)
    assert [each.name for each in made[:2]] == ["[]", "[True]"]
    assert all("False" not in each.name for each in made)


def test_objects_that_a_receiver_remembers_have_their_keys() -> None:
    made: list[Any] = []

    def note(instance: Any, **_kwargs: Any) -> None:
        made.append(instance)

    post_init.connect(note, sender=looking.Page)
    try:
        title = factory.Sequence(lambda n: str([each.pk is not None for each in made]))
        batch = of(looking.Page, title=title).create_batch(6)
    finally:
        post_init.disconnect(note, sender=looking.Page)
    assert [each.title for each in batch[:2]] == ["[]", "[True]"]
    assert all("False" not in each.title for each in batch)


def test_rows_of_another_database_are_seen_as_well() -> None:
    count = factory.LazyFunction(lambda: str(zoo.Author.objects.using("other").count()))
    made = of(zoo.Author, meta={"database": "other"}, name=count).create_batch(6)
    assert [each.name for each in made] == list("012345")


def test_rows_of_one_table_are_numbered_in_the_order_in_which_they_were_made() -> None:
    parent = of(looking.Page, title="parent")
    made = of(looking.Page, parent=factory.SubFactory(parent), title="child").create_batch(6)
    first = made[0].parent.pk
    assert [(each.parent.pk - first, each.pk - first) for each in made] == [(2 * n, 2 * n + 1) for n in range(6)]


def test_moments_are_those_at_which_each_was_made() -> None:
    made = of(looking.Page, title=factory.Sequence(str), started=factory.LazyFunction(timezone.now)).create_batch(6)
    for each in made:
        stored = looking.Page.objects.get(pk=each.pk)
        assert stored.created == each.created
    moments = [moment for each in made for moment in (each.started, each.created)]
    assert moments == sorted(moments)


def test_files_are_stored_one_by_one() -> None:
    from typedfactory.orm.django import FileField

    upload = of(looking.Upload, name=factory.Sequence(str), content=FileField(filename="a.txt"))
    assert all(each.content.name for each in upload.create_batch(6))


def test_an_error_of_the_database_takes_all_back() -> None:
    with pytest.raises(IntegrityError):
        of(zoo.Tag, name=factory.Iterator(["a", "b", "c", "d", "e", "a"])).create_batch(6)
    assert zoo.Tag.objects.count() == 0


def test_a_savepoint_that_a_function_takes_back_takes_nothing_else() -> None:
    def name() -> str:
        with transaction.atomic():
            zoo.Author.objects.create(name="gone")
            transaction.set_rollback(True)
        return "kept"

    of(zoo.Author, name=factory.LazyFunction(name)).create_batch(6)
    assert list(zoo.Author.objects.values_list("name", flat=True)) == ["kept"] * 6


class TestStatements:
    """How many INSERT statements a batch of ten is."""

    def count(self, made_by: Any, statements: Any, **given: Any) -> int:
        with statements() as captured:
            made_by.create_batch(10, **given)
        return len(inserts(captured))

    @pytest.mark.parametrize(
        "declared",
        [
            {},
            {"title": factory.Sequence(lambda n: f"page {n}")},
            {"title": factory.LazyFunction(lambda: "x" * 3)},
            {"title": factory.Faker("word"), "position": fuzzy.FuzzyInteger(1, 5)},
            {"position": 1, "title": factory.LazyAttribute(lambda o: f"at {o.position}")},
            {"started": factory.LazyFunction(timezone.now)},
            {"position": factory.Iterator([1, 2])},
            {"position": fuzzy.FuzzyChoice([1, 2])},
        ],
        ids=lambda declared: "-".join(declared) or "nothing",
    )
    def test_one_where_nobody_can_look(self, declared: Any, statements: Any) -> None:
        assert self.count(of(looking.Page, **declared), statements) == 1

    def test_one_for_each_object_where_there_are_few(self, statements: Any) -> None:
        for size, expected in [(4, 4), (5, 1)]:
            with statements() as captured:
                of(looking.Page).create_batch(size)
            assert len(inserts(captured)) == expected

    def test_one_for_each_table(self, statements: Any) -> None:
        assert self.count(of(zoo.Book, author=factory.SubFactory(of(zoo.Author))), statements) == 2

    @pytest.mark.parametrize("name", LOOKING)
    def test_one_for_each_object_where_somebody_may(self, name: str, statements: Any) -> None:
        assert self.count(of(looking.Page, position=LOOKING[name]()), statements) == 10

    def test_one_for_each_object_where_the_call_says_a_relation(self, statements: Any) -> None:
        assert self.count(of(zoo.Post), statements, tags=[]) == 10


def test_a_batch_leaves_no_wrapper_behind() -> None:
    before = [list(each.execute_wrappers) for each in connections.all(initialized_only=True)]
    of(looking.Page).create_batch(6)
    assert [list(each.execute_wrappers) for each in connections.all(initialized_only=True)] == before
