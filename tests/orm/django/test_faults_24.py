"""A nested factory without a database of its own saves where the object is saved that asked for it."""

from __future__ import annotations

from typing import Any

import pytest

import typedfactory as factory
from tests.orm.django.zoo import models as zoo
from tests.orm.django.zoo import moved
from typedfactory.errors import MetaOptionError
from typedfactory.orm.django import DjangoModelFactory, ManyToMany

WAYS = ["create", "call", "create_batch", "bulk_create"]


@pytest.fixture(autouse=True)
def traps() -> None:
    """Rows in the other database that a lookup in the wrong one would find."""
    for alias in ("default", "other"):
        zoo.Author.objects.using(alias).create(name=f"trap in {alias}")
        zoo.Tag.objects.using(alias).create(name=f"trap in {alias}")


def made(by: Any, way: str, **given: Any) -> Any:
    if way == "call":
        return by(**given)
    return by.create(**given) if way == "create" else getattr(by, way)(2, **given)[1]


def counts(model: Any) -> tuple[int, int]:
    """Return how many rows there are in the two databases, but for the traps."""
    traps = 1 if model in (zoo.Author, zoo.Tag) else 0
    return tuple(model.objects.using(alias).count() - traps for alias in ("default", "other"))  # type: ignore[return-value]  # of two


class AuthorFactory(DjangoModelFactory[zoo.Author]):
    name = factory.Sequence(lambda n: f"author {n}")


class TagFactory(DjangoModelFactory[zoo.Tag]):
    name = factory.Sequence(lambda n: f"tag {n}")


class KeyedTagFactory(TagFactory):
    class Meta:
        django_get_or_create = ("name",)


class BookFactory(DjangoModelFactory[zoo.Book]):
    author = factory.SubFactory(AuthorFactory)


class FilledBookFactory(DjangoModelFactory[zoo.Book]):
    pass


class HomeAuthorFactory(AuthorFactory):
    class Meta:
        database = "default"


class PostFactory(DjangoModelFactory[zoo.Post]):
    tags = ManyToMany(TagFactory, size=2)


class BusyFactory(DjangoModelFactory[moved.Busy]):
    visits = factory.RelatedFactoryList("tests.orm.django.test_faults_24.VisitFactory", "busy", size=2)
    badge = factory.RelatedFactory("tests.orm.django.test_faults_24.BadgeFactory", "busy")


class VisitFactory(DjangoModelFactory[moved.Visit]):
    pass


class BadgeFactory(DjangoModelFactory[moved.Badge]):
    pass


def elsewhere(base: Any, **declared: Any) -> Any:
    return type(f"Other{base.__name__}", (base,), {"Meta": type("Meta", (), {"database": "other"}), **declared})


@pytest.mark.parametrize("way", WAYS)
class TestADatabaseOfItsOwn:
    @pytest.mark.parametrize("base", [BookFactory, FilledBookFactory])
    def test_parents_go_where_the_object_is(self, way: str, base: Any) -> None:
        book = made(elsewhere(base), way)
        assert (book._state.db, book.author._state.db) == ("other", "other")
        assert (counts(zoo.Book)[0], counts(zoo.Author)[0]) == (0, 0)
        assert zoo.Book.objects.using("other").get(pk=book.pk).author_id == book.author.pk

    def test_deep_down(self, way: str) -> None:
        class ReadingFactory(DjangoModelFactory[zoo.Reading]):
            post = factory.SubFactory(PostFactory)

        reading = made(elsewhere(ReadingFactory), way)
        assert {reading._state.db, reading.post._state.db, reading.author._state.db} == {"other"}
        assert (counts(zoo.Tag)[0], reading.post.tags.count()) == (0, 2)

    def test_related_objects(self, way: str) -> None:
        busy = made(elsewhere(BusyFactory), way)
        assert (busy.visits.count(), counts(moved.Visit)[0], counts(moved.Badge)[0]) == (2, 0, 0)

    def test_many_to_many(self, way: str) -> None:
        post = made(elsewhere(PostFactory), way)
        assert (post.tags.count(), counts(zoo.Tag)[0]) == (2, 0)
        assert post.tags.through.objects.using("default").count() == 0

    def test_lookups(self, way: str) -> None:
        class KeyedFactory(DjangoModelFactory[zoo.Post]):
            tags = ManyToMany(KeyedTagFactory, size=1, name="trap in other")

        post = made(elsewhere(KeyedFactory), way)
        assert (post.tags.get().name, counts(zoo.Tag)) == ("trap in other", (0, 0))

    def test_a_database_of_the_nested_ones_own_is_kept(self, way: str) -> None:
        """Django refuses to relate rows of two databases; but nobody relates these."""

        class NotedFactory(AuthorFactory):
            class Meta:
                exclude = ("log",)

            log = factory.SubFactory(HomeAuthorFactory, name="logged")

        made(elsewhere(NotedFactory), way)
        logged = zoo.Author.objects.using("default").filter(name="logged").count()
        assert (logged > 0, zoo.Author.objects.using("other").filter(name="logged").count()) == (True, 0)

    def test_what_functions_make(self, way: str) -> None:
        if way == "bulk_create":
            pytest.skip("what a lazy function makes is not saved before it is looked at")
        book = made(elsewhere(BookFactory, author=factory.LazyFunction(AuthorFactory)), way)
        assert (book.author._state.db, counts(zoo.Author)[0]) == ("other", 0)

    def test_what_hooks_make(self, way: str) -> None:
        class WritingFactory(AuthorFactory):
            @factory.post_generation
            def book(self, create: bool, extracted: Any, **kwargs: Any) -> None:
                FilledBookFactory(author=self)

        made(elsewhere(WritingFactory), way)
        assert counts(zoo.Book)[0] == 0


@pytest.mark.parametrize("way", WAYS)
class TestADatabaseForOneCall:
    @pytest.mark.parametrize("base", [BookFactory, FilledBookFactory])
    def test_all_of_it_goes_there(self, way: str, base: Any) -> None:
        book = made(base, way, __using="other")
        assert (book._state.db, book.author._state.db, counts(zoo.Author)[0]) == ("other", "other", 0)
        assert made(base, way)._state.db == "default"

    def test_related_objects_too(self, way: str) -> None:
        busy = made(BusyFactory, way, __using="other")
        assert (busy._state.db, busy.visits.count(), counts(moved.Visit)[0]) == ("other", 2, 0)

    def test_it_comes_before_the_factorys_own(self, way: str) -> None:
        book = made(elsewhere(BookFactory), way, __using="default", title="x")
        assert (book._state.db, book.author._state.db, book.title) == ("default", "default", "x")

    def test_it_may_stand_beside_declarations(self, way: str) -> None:
        book = made(BookFactory, way, __using="other", title=factory.Sequence(str))
        assert book._state.db == "other"

    def test_it_finds_what_is_there(self, way: str) -> None:
        if way == "bulk_create":
            pytest.skip("what looks up is refused")
        found = made(KeyedTagFactory, way, __using="other", name="trap in other")
        assert (found._state.db, counts(zoo.Tag)) == ("other", (0, 0))

    def test_a_nested_factory_may_be_sent_elsewhere(self, way: str) -> None:
        class NotedFactory(AuthorFactory):
            class Meta:
                exclude = ("log",)

            log = factory.SubFactory(AuthorFactory, name="logged")

        author = made(NotedFactory, way, log____using="other")
        assert author._state.db == "default"
        assert zoo.Author.objects.using("default").filter(name="logged").count() == 0
        assert zoo.Author.objects.using("other").filter(name="logged").count() > 0


class TestWhatIsRefused:
    def test_an_alias_that_there_is_not(self) -> None:
        with pytest.raises(MetaOptionError) as caught:
            BookFactory(__using="othr")
        assert str(caught.value) == ("BookFactory.__using: settings.DATABASES has no 'othr'. Did you mean \"other\"?")

    def test_what_is_no_alias(self) -> None:
        with pytest.raises(MetaOptionError) as caught:
            BookFactory(__using=3)
        assert str(caught.value) == "BookFactory.__using: takes the alias of a database as a string, not int."

    def test_objects_that_are_not_saved(self) -> None:
        with pytest.raises(MetaOptionError) as caught:
            BookFactory.build(__using="other")
        assert str(caught.value) == ("BookFactory.__using: build() saves nothing, and so to no database. Use create().")
