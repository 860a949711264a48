"""bulk_create: few statements, parents first, hooks after their level, and what cannot be done so is refused by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.db.models.signals import post_save

import typedfactory as factory
from tests.orm.django.conftest import kinds
from tests.orm.django.zoo import models
from typedfactory.errors import MetaOptionError, UnknownFieldError
from typedfactory.orm.django import BulkError, DjangoModelFactory, ManyToMany, mute_signals


class AuthorFactory(DjangoModelFactory[models.Author]):
    name = factory.Sequence(lambda n: f"author {n}")


class BookFactory(DjangoModelFactory[models.Book]):
    author = factory.SubFactory(AuthorFactory)
    title = factory.Sequence(lambda n: f"book {n}")


class TagFactory(DjangoModelFactory[models.Tag]):
    name = factory.Sequence(lambda n: f"tag {n}")


def inserts(captured: Any) -> list[str]:
    return [kind for kind in kinds(captured) if kind not in ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")]


def test_a_hundred_with_a_parent_each_are_two_inserts(database: str, statements: Any) -> None:
    here = type(
        "HereFactory", (DjangoModelFactory,), {"Meta": type("M", (), {"model": models.Book, "database": database})}
    )
    with statements(database) as captured:
        books = here.bulk_create(100)
    assert inserts(captured) == ["INSERT", "INSERT"]
    stored = models.Book.objects.using(database)
    assert {(book.pk, book.author_id) for book in books} == set(stored.values_list("pk", "author_id"))


def test_it_makes_what_create_makes() -> None:
    books = BookFactory.bulk_create(2, title="same", author__name="Ann")
    assert [(book.title, book.author.name, book.pages) for book in books] == [("same", "Ann", 100)] * 2


def test_chunks_are_saved_one_by_one_and_need_not_be_kept(statements: Any) -> None:
    with statements() as captured:
        made = BookFactory.bulk_create(5, chunk=2, keep=False)
    assert (made, inserts(captured), models.Book.objects.count()) == (5, ["INSERT"] * 6, 5)


def test_a_failed_chunk_leaves_nothing_behind() -> None:
    class RepeatingFactory(DjangoModelFactory[models.Tag]):
        name = factory.Iterator(["a", "b", "c", "a"])

    with pytest.raises(IntegrityError):
        RepeatingFactory.bulk_create(4, chunk=2)
    assert sorted(models.Tag.objects.values_list("name", flat=True)) == ["a", "b"]


def test_a_related_object_that_the_object_refers_to_is_not_lost() -> None:
    class ChickenFactory(DjangoModelFactory[models.Chicken]):
        egg = None

    class EggFactory(DjangoModelFactory[models.Egg]):
        chicken = factory.RelatedFactory(ChickenFactory, factory_related_name="egg")

    for way in (EggFactory.create_batch, EggFactory.bulk_create):
        for egg in way(2):
            egg.refresh_from_db()
            assert egg.chicken.egg == egg


def test_a_shared_parent_is_written_once(statements: Any) -> None:
    author = AuthorFactory()
    with statements() as captured:
        BookFactory.bulk_create(3, author=author)
    assert inserts(captured) == ["INSERT"]


def test_misspelt_overrides_are_refused() -> None:
    with pytest.raises(UnknownFieldError) as caught:
        BookFactory.bulk_create(2, titel="x")
    assert str(caught.value) == (
        "BookFactory.titel: neither the factory nor Book has a field 'titel'. Did you mean \"title\"?"
    )


def test_hooks_run_once_their_level_is_saved(statements: Any) -> None:
    seen: list[bool] = []

    class HookedAuthorFactory(AuthorFactory):
        @factory.post_generation
        def look(self, create: bool, extracted: Any, **kwargs: Any) -> None:
            seen.append(self.pk is not None)

    class HookedBookFactory(BookFactory):
        author = factory.SubFactory(HookedAuthorFactory)

        @factory.post_generation
        def look(self, create: bool, extracted: Any, **kwargs: Any) -> None:
            seen.append(self.pk is not None and self.author_id is not None)

    with statements() as captured:
        HookedBookFactory.bulk_create(3)
    assert (seen, inserts(captured)) == ([True] * 6, ["INSERT", "INSERT"])


def test_what_a_hook_changes_is_saved() -> None:
    class RenamedFactory(AuthorFactory):
        @factory.post_generation
        def rename(self, create: bool, extracted: Any, **kwargs: Any) -> None:
            self.name = "renamed"

    RenamedFactory.bulk_create(2)
    assert list(models.Author.objects.values_list("name", flat=True)) == ["renamed"] * 2


def test_related_objects_are_written_together(statements: Any) -> None:
    class WriterFactory(AuthorFactory):
        books = factory.RelatedFactoryList(BookFactory, "author", size=2)

    with statements() as captured:
        authors = WriterFactory.bulk_create(10)
    assert inserts(captured) == ["INSERT", "INSERT"]
    assert [author.book_set.count() for author in authors] == [2] * 10


def test_many_to_many_rows_are_written_together(statements: Any) -> None:
    class PostFactory(DjangoModelFactory[models.Post]):
        tags = ManyToMany(TagFactory, size=2)

    with statements() as captured:
        posts = PostFactory.bulk_create(10)
    assert inserts(captured) == ["INSERT", "INSERT", "INSERT"]
    assert [post.tags.count() for post in posts] == [2] * 10


@pytest.mark.parametrize("relation", ["tags", "posts", "readers", "post_set", "related", "behind a foreign key"])
def test_no_many_to_many_row_is_lost(relation: str) -> None:
    class PostFactory(DjangoModelFactory[models.Post]):
        pass

    def rows(model: Any, field: str, other: Any) -> list[int]:
        made = type("F", (DjangoModelFactory,), {"Meta": type("Meta", (), {"model": model}), field: ManyToMany(other)})
        return [getattr(each, field).count() for each in made.bulk_create(3)]

    if relation == "behind a foreign key":

        class TaggedFactory(PostFactory):
            tags = ManyToMany(TagFactory)

        class ReadingFactory(DjangoModelFactory[models.Reading]):
            post = factory.SubFactory(TaggedFactory)

        found = [reading.post.tags.count() for reading in ReadingFactory.bulk_create(3)]
    else:
        models_of = {"posts": models.Tag, "post_set": models.Author}
        others = {"tags": TagFactory, "readers": AuthorFactory}
        found = rows(models_of.get(relation, models.Post), relation, others.get(relation, PostFactory))
    assert found == [2, 2, 2]


def test_get_or_create_parents_are_looked_up() -> None:
    class KeyedFactory(AuthorFactory):
        class Meta:
            django_get_or_create = ("name",)

        name = "Ann"

    books = BookFactory.bulk_create(1)
    keyed = type("KeyedBookFactory", (BookFactory,), {"author": factory.SubFactory(KeyedFactory)})
    assert len({book.author_id for book in keyed.bulk_create(3)}) == 1
    assert len(books) == 1


class TestWhatCannotBeDoneInBulk:
    def refused(self, made_by: Any) -> str:
        with pytest.raises(BulkError) as caught:
            made_by.bulk_create(2)
        assert len(made_by.bulk_create(2, bulk="where-possible")) == 2
        return str(caught.value)

    def test_a_save_of_its_own(self) -> None:
        class SavingFactory(DjangoModelFactory[models.Saving]):
            pass

        assert self.refused(SavingFactory) == (
            "SavingFactory: Saving cannot be made in bulk: Saving.save is overridden. "
            'Pass bulk="where-possible" to make it row by row.'
        )
        assert list(models.Saving.objects.values_list("saves", flat=True)) == [1, 1]

    def test_more_than_one_table(self) -> None:
        class RestaurantFactory(DjangoModelFactory[models.Restaurant]):
            pass

        assert self.refused(RestaurantFactory) == (
            "RestaurantFactory: Restaurant cannot be made in bulk: it lives in more than one table (multi-table "
            'inheritance). Pass bulk="where-possible" to make it row by row.'
        )

    def test_a_create_of_its_own(self) -> None:
        class OwnFactory(AuthorFactory):
            @classmethod
            def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
                return super()._create(model_class, *args, **kwargs)

        class OwnBookFactory(BookFactory):
            author = factory.SubFactory(OwnFactory)

        assert self.refused(OwnBookFactory) == (
            "OwnFactory: Author cannot be made in bulk: OwnFactory._create is overridden. "
            'Pass bulk="where-possible" to make it row by row.'
        )

    def test_a_manager_of_its_own(self) -> None:
        class WordFactory(DjangoModelFactory[models.WithArgument]):
            pass

        assert self.refused(WordFactory) == (
            "WordFactory: WithArgument cannot be made in bulk: the create of its manager ArgumentManager is overridden. "
            'Pass bulk="where-possible" to make it row by row.'
        )

    @pytest.fixture
    def receiver(self) -> Iterator[list[Any]]:
        heard: list[Any] = []

        def hear(sender: Any, instance: Any, **kwargs: Any) -> None:
            heard.append(instance)

        post_save.connect(hear, sender=models.Author)
        yield heard
        post_save.disconnect(hear, sender=models.Author)

    def test_receivers_of_signals(self, receiver: list[Any]) -> None:
        assert self.refused(AuthorFactory) == (
            "AuthorFactory: Author cannot be made in bulk: post_save has receivers. "
            'Pass bulk="where-possible" to make it row by row.'
        )
        assert len(receiver) == 2

    def test_muted_signals_do_not_matter(self, receiver: list[Any]) -> None:
        @mute_signals(post_save)
        class MutedFactory(AuthorFactory):
            pass

        muted_book = type("MutedBookFactory", (BookFactory,), {"author": factory.SubFactory(MutedFactory)})
        assert (len(muted_book.bulk_create(2)), receiver) == (2, [])

    def test_looking_up(self) -> None:
        class KeyedFactory(AuthorFactory):
            class Meta:
                django_get_or_create = ("name",)

        assert self.refused(KeyedFactory) == (
            "KeyedFactory.bulk_create: Meta.django_get_or_create looks up row by row. "
            'Pass bulk="where-possible", or use create_batch.'
        )

    def test_unknown_ways_are_refused(self) -> None:
        with pytest.raises(MetaOptionError) as caught:
            AuthorFactory.bulk_create(1, bulk="maybe")  # type: ignore[arg-type]  # what is tested
        assert str(caught.value) == 'bulk_create: bulk is "only" or "where-possible", not \'maybe\'.'


def test_djangos_users_are_made_in_bulk(statements: Any) -> None:
    class UserFactory(DjangoModelFactory[User]):
        pass

    with statements() as captured:
        users = UserFactory.bulk_create(20)
    assert inserts(captured) == ["INSERT"]
    assert len({user.username for user in users}) == 20


def test_a_wrong_chunk_is_refused() -> None:
    with pytest.raises(MetaOptionError) as caught:
        AuthorFactory.bulk_create(1, chunk=0)
    assert str(caught.value) == "bulk_create: chunk is a number from 1 up."


def test_progress_may_be_shown(capsys: Any) -> None:
    assert len(AuthorFactory.bulk_create(3, chunk=2, progress=True)) == 3


def test_declarations_may_be_given() -> None:
    made = AuthorFactory.bulk_create(2, name=factory.Iterator(["x", "y"]))
    assert [author.name for author in made] == ["x", "y"]


def test_receivers_of_m2m_changed_are_not_passed_by() -> None:
    from django.db.models.signals import m2m_changed

    class PostFactory(DjangoModelFactory[models.Post]):
        tags = ManyToMany(TagFactory, size=1)

    heard: list[str] = []

    def hear(sender: Any, action: str, **kwargs: Any) -> None:
        heard.append(action)

    m2m_changed.connect(hear, sender=models.Post.tags.through)
    try:
        with pytest.raises(BulkError) as caught:
            PostFactory.bulk_create(1)
        (post,) = PostFactory.bulk_create(1, bulk="where-possible")
        assert (post.tags.count(), heard) == (1, ["pre_add", "post_add"])
    finally:
        m2m_changed.disconnect(hear, sender=models.Post.tags.through)
    assert str(caught.value) == (
        "zoo.Post_tags: m2m_changed has receivers, which bulk insertion would pass by. "
        'Mute it, or pass bulk="where-possible".'
    )


def test_a_database_that_returns_no_keys_gets_parents_one_by_one(
    monkeypatch: pytest.MonkeyPatch, statements: Any
) -> None:
    from django.db import connection

    monkeypatch.setattr(type(connection.features), "can_return_rows_from_bulk_insert", False)
    with pytest.raises(BulkError) as caught:
        BookFactory.bulk_create(2)
    assert str(caught.value) == (
        "Author: the database 'default' does not return the keys of rows inserted in bulk, and they are needed. "
        'Pass bulk="where-possible" to insert them one by one.'
    )
    with statements() as captured:
        BookFactory.bulk_create(3, bulk="where-possible")
    assert inserts(captured) == ["INSERT"] * 4


def test_a_hook_that_creates_rows_saves_them_at_once() -> None:
    class WriterFactory(AuthorFactory):
        @factory.post_generation
        def book(self, create: bool, extracted: Any, **kwargs: Any) -> None:
            assert BookFactory(author=self).pk

    WriterFactory.bulk_create(3)
    assert models.Book.objects.count() == 3


def test_an_error_in_a_hook_names_it() -> None:
    class FailingFactory(AuthorFactory):
        @factory.post_generation
        def fail(self, create: bool, extracted: Any, **kwargs: Any) -> None:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError) as caught:
        FailingFactory.bulk_create(2)
    assert "while making FailingFactory.fail" in caught.value.__notes__
    assert models.Author.objects.count() == 0


def test_a_nested_factory_that_is_hooked_is_made_in_bulk_too(statements: Any) -> None:
    @mute_signals(post_save)
    class MutedFactory(AuthorFactory):
        @factory.post_generation
        def look(self, create: bool, extracted: Any, **kwargs: Any) -> None:
            assert self.pk

    class MutedBookFactory(BookFactory):
        author = factory.SubFactory(MutedFactory)

    with statements() as captured:
        MutedBookFactory.bulk_create(3)
    assert inserts(captured) == ["INSERT", "INSERT"]


class TestBatchesThatAreInsertedTogether:
    def test_where_nobody_can_tell_the_difference(self, statements: Any) -> None:
        with statements() as captured:
            books = BookFactory.create_batch(100)
        assert inserts(captured) == ["INSERT", "INSERT"]
        assert all(book.pk and book.author_id == book.author.pk for book in books)

    @pytest.mark.parametrize(
        "declared",
        [
            {"title": factory.LazyAttribute(lambda o: f"of author {o.author.pk is not None}")},
            {"title": factory.SelfAttribute("author.name")},
            {"hook": factory.PostGeneration(lambda *args, **kwargs: None)},
        ],
        ids=["lazy", "reference", "hook"],
    )
    def test_not_where_somebody_looks_at_saved_objects(self, declared: Any, statements: Any) -> None:
        looking = type("LookingFactory", (BookFactory,), declared)
        with statements() as captured:
            looking.create_batch(3)
        assert inserts(captured) == ["INSERT"] * 6

    def test_not_where_a_method_has_a_say(self, statements: Any) -> None:
        class AdjustingFactory(AuthorFactory):
            @classmethod
            def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
                return kwargs

        with statements() as captured:
            AdjustingFactory.create_batch(3)
        assert inserts(captured) == ["INSERT"] * 3

    def test_not_with_declarations_at_the_call(self, statements: Any) -> None:
        with statements() as captured:
            AuthorFactory.create_batch(3, name=factory.Sequence(str))
        assert inserts(captured) == ["INSERT"] * 3
