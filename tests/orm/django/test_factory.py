"""What factory_boy documents about DjangoModelFactory."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType

import typedfactory as factory
from tests.orm.django.conftest import kinds
from tests.orm.django.zoo import models
from typedfactory.errors import AssociatedClassError, FactoryError, MetaOptionError, UnknownFieldError
from typedfactory.orm.django import DjangoModelFactory, Password


class AuthorFactory(DjangoModelFactory[models.Author]):
    name = factory.Sequence(lambda n: f"author {n}")


class BookFactory(DjangoModelFactory[models.Book]):
    author = factory.SubFactory(AuthorFactory)
    title = factory.LazyAttribute(lambda o: f"The life of {o.author.name}")


def test_create_saves_with_one_statement(statements: Any) -> None:
    with statements() as captured:
        author = AuthorFactory()
    assert (author.name, author.pk is not None, kinds(captured)) == ("author 0", True, ["INSERT"])


def test_build_saves_nothing(statements: Any) -> None:
    with statements() as captured:
        book = BookFactory.build()
    assert (book.title, book.author.pk, kinds(captured)) == ("The life of author 0", None, [])


def test_nested_factories_save_too(statements: Any) -> None:
    with statements() as captured:
        book = BookFactory(author__name="Ann")
    assert (book.title, book.author.name, kinds(captured)) == ("The life of Ann", "Ann", ["INSERT", "INSERT"])


def test_a_foreign_key_that_nobody_declared_gets_a_parent(statements: Any) -> None:
    class PlainBookFactory(DjangoModelFactory[models.Book]):
        pass

    with statements() as captured:
        book = PlainBookFactory(author__name="Ann")
    assert (book.author.name, book.pages, kinds(captured)) == ("Ann", 100, ["INSERT", "INSERT"])


def test_a_key_may_be_given_in_the_place_of_a_parent(statements: Any) -> None:
    author = AuthorFactory()

    class PlainBookFactory(DjangoModelFactory[models.Book]):
        title = "x"

    with statements() as captured:
        book = PlainBookFactory(author_id=author.pk)
    assert (book.author_id, kinds(captured)) == (author.pk, ["INSERT"])


def test_a_misspelt_field_is_refused() -> None:
    with pytest.raises(UnknownFieldError) as caught:
        AuthorFactory(nmae="Ann")
    assert str(caught.value) == (
        "AuthorFactory.nmae: neither the factory nor Author has a field 'nmae'. Did you mean \"name\"?"
    )


def test_a_model_may_be_given_by_its_label() -> None:
    class ByLabelFactory(DjangoModelFactory):
        class Meta:
            model = "zoo.Book"

        author = factory.SubFactory(AuthorFactory, name="Ann")
        title = "x"

    assert isinstance(ByLabelFactory(author__name="Bob"), models.Book)


def test_a_label_that_leads_nowhere_is_refused() -> None:
    class ByLabelFactory(DjangoModelFactory):
        class Meta:
            model = "zoo.Bok"

    with pytest.raises(AssociatedClassError) as caught:
        ByLabelFactory()
    assert str(caught.value) == (
        "ByLabelFactory.Meta.model: App 'zoo' doesn't have a 'Bok' model. Did you mean \"zoo.Book\"?"
    )


def test_another_database_is_written_to_with_all_that_is_filled(statements: Any) -> None:
    class OtherFactory(DjangoModelFactory[models.Book]):
        class Meta:
            database = "other"

    with statements() as default, statements("other") as other:
        book = OtherFactory()
    assert (book._state.db, book.author._state.db, kinds(default), kinds(other)) == (
        "other",
        "other",
        [],
        ["INSERT", "INSERT"],
    )


def test_the_managers_create_is_called() -> None:
    class WordFactory(DjangoModelFactory[models.WithArgument]):
        pass

    assert WordFactory(word="hello").name == "hello"


def test_the_manager_may_be_chosen() -> None:
    class MemberFactory(DjangoModelFactory[models.Member]):
        @classmethod
        def _get_manager(cls, model_class: Any) -> Any:
            asked.append(model_class)
            return model_class._base_manager

    asked: list[Any] = []
    MemberFactory()
    assert asked == [models.Member]


def test_a_manager_of_another_name_on_an_abstract_model_is_found() -> None:
    class ConcertFactory(DjangoModelFactory[models.Concert]):
        pass

    made = ConcertFactory()
    assert models.Concert.found.get() == made


def test_an_own_create_is_called_with_the_arguments() -> None:
    class UserFactory(DjangoModelFactory[User]):
        username = "ann"
        password = "secret"  # noqa: S105 - a test's

        @classmethod
        def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> User:
            return cls._get_manager(model_class).create_user(*args, **kwargs)

    assert check_password("secret", UserFactory().password)


class DatedFactory(DjangoModelFactory[models.Dated]):
    class Meta:
        abstract = True

    name = factory.Sequence(lambda n: f"dated {n}")


def test_factories_of_an_abstract_models_children_count_apart() -> None:
    class ConcertFactory(DatedFactory):
        class Meta:
            model = models.Concert

    class ExhibitionFactory(DatedFactory):
        class Meta:
            model = models.Exhibition

    assert [ConcertFactory().name, ConcertFactory().name, ExhibitionFactory().name] == ["dated 0", "dated 1", "dated 0"]


def test_factories_of_a_model_and_its_child_count_together() -> None:
    class PlaceFactory(DjangoModelFactory[models.Place]):
        name = factory.Sequence(lambda n: f"place {n}")

    class RestaurantFactory(PlaceFactory):
        class Meta:
            model = models.Restaurant

    assert [PlaceFactory().name, RestaurantFactory().name, PlaceFactory().name] == ["place 0", "place 1", "place 2"]


def test_options_are_checked() -> None:
    with pytest.raises(MetaOptionError) as caught:
        type("F", (DjangoModelFactory,), {"Meta": type("Meta", (), {"database": 3, "model": models.Author})})
    assert str(caught.value) == "F.Meta.database: takes the alias of a database as a string, not int."


def test_passwords_are_hashed() -> None:
    class UserFactory(DjangoModelFactory[User]):
        username = "ann"
        password = Password("secret")

    assert check_password("secret", UserFactory().password)
    assert check_password("other", UserFactory(username="bob", password="other").password)  # noqa: S106 - a test's
    assert UserFactory(username="eve", password=Password.Force("as it is")).password == "as it is"  # noqa: S105 - a test's


class TestGenericForeignKey:
    class GroupFactory(DjangoModelFactory[Group]):
        name = "group"

    class TaggedItemFactory(DjangoModelFactory[models.TaggedItem]):
        class Meta:
            exclude = ("content_object",)
            abstract = True

        object_id = factory.SelfAttribute("content_object.id")
        content_type = factory.LazyAttribute(lambda o: ContentType.objects.get_for_model(o.content_object))

    def test_the_documented_recipe_works(self) -> None:
        class TaggedGroupFactory(self.TaggedItemFactory):  # type: ignore[name-defined, misc]
            content_object = factory.SubFactory(self.GroupFactory)

        item = TaggedGroupFactory()
        assert item.content_object == Group.objects.get()

    def test_the_object_itself_may_be_given(self) -> None:
        class ItemFactory(DjangoModelFactory[models.TaggedItem]):
            pass

        group = self.GroupFactory()
        assert ItemFactory(content_object=group).content_object == group

    def test_a_content_type_and_a_key_are_taken_in_place_of_a_declared_object(self) -> None:
        class ItemFactory(DjangoModelFactory[models.TaggedItem]):
            content_object = factory.SubFactory(self.GroupFactory)

        kind = ContentType.objects.get_for_model(ContentType)
        item = ItemFactory(content_type=kind, object_id=kind.pk)
        assert item.content_object == kind
        assert not Group.objects.exists()
        assert ItemFactory().content_object == Group.objects.get()

    def test_filled_it_points_to_a_row_that_is_there(self) -> None:
        class ItemFactory(DjangoModelFactory[models.TaggedItem]):
            pass

        assert ItemFactory().content_object == ContentType.objects.get_for_model(ContentType)
        kind = ContentType.objects.get_for_model(models.Author)
        assert ItemFactory(content_type=kind).content_object == models.Author.objects.get()


class TestGetOrCreate:
    class TagFactory(DjangoModelFactory[models.Tag]):
        class Meta:
            django_get_or_create = ("name",)

        name = "fiction"

    def test_it_finds_what_it_has_made(self, statements: Any) -> None:
        with statements() as captured:
            first, second = self.TagFactory(), self.TagFactory()
        assert first == second
        assert kinds(captured) == ["SELECT", "SAVEPOINT", "INSERT", "RELEASE", "SELECT"]

    def test_nothing_is_kept_between_calls(self) -> None:
        class HolderFactory(factory.DictFactory):
            tag = factory.SubFactory(self.TagFactory)

        assert self.TagFactory(name="a").name == "a"
        assert [HolderFactory.create()["tag"].name, HolderFactory.create(tag__name="b")["tag"].name] == ["fiction", "b"]

    def test_a_row_that_is_found_gets_no_new_parent(self, statements: Any) -> None:
        class KeyedBookFactory(BookFactory):
            class Meta:
                django_get_or_create = ("title",)

            title = "x"

        book = KeyedBookFactory()
        with statements() as captured:
            again = KeyedBookFactory()
        assert (again, kinds(captured), models.Author.objects.count()) == (book, ["SELECT"], 1)

    def test_what_a_call_gives_finds_a_row_that_stands_in_the_way(self) -> None:
        class SluggedFactory(DjangoModelFactory[models.Slugged]):
            class Meta:
                django_get_or_create = ("slug", "text")

            slug = factory.Sequence(lambda n: f"slug{n}")
            text = factory.Sequence(lambda n: f"text{n}")

        first = SluggedFactory()
        assert [SluggedFactory(slug="slug0"), SluggedFactory(text="text0")] == [first, first]
        assert SluggedFactory() != first

    def test_the_callers_work_is_not_rolled_back(self) -> None:
        from django.db import IntegrityError

        class SluggedFactory(DjangoModelFactory[models.Slugged]):
            class Meta:
                django_get_or_create = ("slug",)

            slug = factory.Sequence(lambda n: f"slug{n}")
            text = "same"

        AuthorFactory.create_batch(3)
        SluggedFactory()
        with pytest.raises(IntegrityError):
            SluggedFactory()
        assert (models.Author.objects.count(), models.Slugged.objects.count()) == (3, 1)

    def test_a_key_without_value_is_refused(self) -> None:
        class KeyedFactory(DjangoModelFactory[models.Author]):
            class Meta:
                django_get_or_create = ("nick",)

        with pytest.raises(FactoryError) as caught:
            KeyedFactory()
        assert str(caught.value) == (
            "KeyedFactory.Meta.django_get_or_create: nothing gives 'nick' a value. "
            "Declare it in the factory, or give it at the call."
        )

    def test_defaults_is_no_key(self) -> None:
        meta = type("Meta", (), {"model": models.Tag, "django_get_or_create": ("defaults",)})
        with pytest.raises(MetaOptionError) as caught:
            type("F", (DjangoModelFactory,), {"Meta": meta})
        assert str(caught.value) == (
            "F.Meta.django_get_or_create: 'defaults' means something else to get_or_create. Take it out."
        )

    def test_an_own_create_looks_up_as_django_does(self) -> None:
        class OwnFactory(self.TagFactory):  # type: ignore[name-defined, misc]
            @classmethod
            def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
                return super()._create(model_class, *args, **kwargs)

        assert OwnFactory() == OwnFactory()


class TestSavingAgain:
    def test_a_hook_that_changes_nothing_costs_no_statement(self, statements: Any) -> None:
        class HookedFactory(AuthorFactory):
            @factory.post_generation
            def look(self, create: bool, extracted: Any, **kwargs: Any) -> str:
                return "seen"

        with statements() as captured:
            HookedFactory()
        assert kinds(captured) == ["INSERT"]

    def test_what_a_hook_changes_is_saved_once(self, statements: Any) -> None:
        class HookedFactory(AuthorFactory):
            @factory.post_generation
            def rename(self, create: bool, extracted: Any, **kwargs: Any) -> None:
                self.name = "renamed"

        with statements() as captured:
            author = HookedFactory()
        author.refresh_from_db()
        assert (author.name, kinds(captured)) == ("renamed", ["INSERT", "UPDATE"])

    def test_what_a_hook_has_saved_itself_is_not_saved_again(self, statements: Any) -> None:
        class HookedFactory(AuthorFactory):
            @factory.post_generation
            def rename(self, create: bool, extracted: Any, **kwargs: Any) -> None:
                self.name = "renamed"
                self.save()

        with statements() as captured:
            author = HookedFactory()
        assert (kinds(captured), type(author._state).__name__) == (["INSERT", "UPDATE"], "ModelState")

    def test_a_change_after_a_hooks_own_save_is_not_lost(self) -> None:
        class HookedFactory(AuthorFactory):
            @factory.post_generation
            def rename(self, create: bool, extracted: Any, **kwargs: Any) -> None:
                self.save()
                self.name = "renamed"

        author = HookedFactory()
        author.refresh_from_db()
        assert author.name == "renamed"

    def test_a_list_changed_in_place_is_saved(self) -> None:
        class HookedFactory(DjangoModelFactory[models.Defaults]):
            @factory.post_generation
            def tag(self, create: bool, extracted: Any, **kwargs: Any) -> None:
                self.tags.append("new")

        made = HookedFactory()
        made.refresh_from_db()
        assert made.tags == ["new"]

    def test_it_can_be_turned_off(self, statements: Any) -> None:
        class HookedFactory(AuthorFactory):
            class Meta:
                skip_postgeneration_save = True

            @factory.post_generation
            def rename(self, create: bool, extracted: Any, **kwargs: Any) -> None:
                self.name = "renamed"

        with statements() as captured:
            author = HookedFactory()
        assert (author.name, kinds(captured)) == ("renamed", ["INSERT"])

    def test_a_found_object_is_saved_only_if_changed(self, statements: Any) -> None:
        class HookedFactory(DjangoModelFactory[models.Tag]):
            class Meta:
                django_get_or_create = ("name",)

            name = "a"

            @factory.post_generation
            def look(self, create: bool, extracted: Any, **kwargs: Any) -> None:
                pass

        HookedFactory()
        with statements() as captured:
            HookedFactory()
        assert kinds(captured) == ["SELECT"]


def test_a_batch_is_saved_as_a_whole_or_not_at_all() -> None:
    from django.db import IntegrityError

    class TagFactory(DjangoModelFactory[models.Tag]):
        name = factory.Iterator(["a", "b", "a"])

    with pytest.raises(IntegrityError):
        TagFactory.create_batch(3)
    assert models.Tag.objects.count() == 0
