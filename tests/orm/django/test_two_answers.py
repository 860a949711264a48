"""A generic foreign key and its parts, a parent's row and its key: what is said last holds, two at once are refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType

import typedfactory as factory
from tests.orm.django.zoo import models as zoo
from typedfactory.errors import InvalidDeclarationError, UnknownFieldError
from typedfactory.orm.django import DjangoModelFactory, ManyToMany


class AuthorFactory(DjangoModelFactory[zoo.Author]):
    name = "declared"


class ItemFactory(DjangoModelFactory[zoo.TaggedItem]):
    class Params:
        fourth = factory.Trait(object_id=4)

    content_object = factory.SubFactory(AuthorFactory)


class RestaurantFactory(DjangoModelFactory[zoo.Restaurant]):
    class Params:
        famous = factory.Trait(name="famous")


class TestGenericForeignKeys:
    @pytest.mark.parametrize("name", ["object_id", "content_type", "content_type_id"])
    def test_a_call_that_says_both_is_refused(self, name: str) -> None:
        kind = ContentType.objects.get_for_model(zoo.Book)
        value: Any = {"object_id": 3, "content_type": kind, "content_type_id": kind.pk}[name]
        with pytest.raises(InvalidDeclarationError) as caught:
            ItemFactory(content_object=AuthorFactory(), **{name: value})
        part = name.removesuffix("_id") if name.startswith("content") else name
        assert str(caught.value) == (
            f"ItemFactory.{part}: this is a part of 'content_object', which is given too. Give one of the two."
        )

    @pytest.mark.parametrize("way", ["build", "create"])
    def test_a_part_in_a_call_comes_before_the_declared_object(self, way: str) -> None:
        kind = ContentType.objects.get_for_model(zoo.Book)
        assert ItemFactory.generate(way, object_id=4321).object_id == 4321
        made = ItemFactory.generate(way, content_type=kind, object_id=4321)
        assert (made.content_type, made.object_id) == (kind, 4321)

    def test_an_object_in_a_call_comes_before_declared_parts(self) -> None:
        class FixedFactory(DjangoModelFactory[zoo.TaggedItem]):
            object_id = 4321

        author = AuthorFactory()
        assert FixedFactory(content_object=author).content_object == author

    def test_a_part_in_a_trait_comes_before_the_declared_object(self) -> None:
        assert ItemFactory(fourth=True).object_id == 4
        assert ItemFactory(fourth=False).content_object.name == "declared"

    def test_a_part_in_a_class_body_comes_before_what_a_base_declares(self) -> None:
        class FixedFactory(ItemFactory):
            object_id = 4321

        assert FixedFactory().object_id == 4321

    def test_an_object_in_a_class_body_comes_before_parts_that_a_base_declares(self) -> None:
        class FixedFactory(DjangoModelFactory[zoo.TaggedItem]):
            object_id = 4321

        class ObjectFactory(FixedFactory):
            content_object = factory.SubFactory(AuthorFactory)

        assert ObjectFactory().content_object.name == "declared"

    def test_a_class_body_that_fixes_both_is_refused(self) -> None:
        class BothFactory(DjangoModelFactory[zoo.TaggedItem]):
            content_object = factory.SubFactory(AuthorFactory)
            object_id = 4321

        with pytest.raises(InvalidDeclarationError) as caught:
            BothFactory()
        assert str(caught.value) == (
            "BothFactory.object_id: this is a part of 'content_object', which is declared too. Declare one of the two."
        )


class TestRowsOfParents:
    def test_a_row_and_another_key_are_refused(self) -> None:
        with pytest.raises(InvalidDeclarationError) as caught:
            RestaurantFactory(place_ptr=zoo.Place.objects.create(name="there"), id=77)
        assert str(caught.value) == (
            "RestaurantFactory.id: this is the key of 'place_ptr', which is given too. Give one of the two."
        )

    def test_what_a_trait_says_is_not_left_to_the_row(self) -> None:
        one, other = (zoo.Place.objects.create(name=name) for name in ("one", "other"))
        assert RestaurantFactory(place_ptr=one, famous=False).name == "one"
        assert RestaurantFactory(place_ptr=other, famous=True).name == "famous"
        assert sorted(zoo.Place.objects.values_list("name", flat=True)) == ["famous", "one"]

    @pytest.mark.parametrize("name", ["pk", "id"])
    def test_a_built_object_has_the_key_that_is_given(self, name: str) -> None:
        made = RestaurantFactory.build(**{name: 77})
        assert (made.pk, made.id) == (77, 77)
        made.save()
        assert zoo.Restaurant.objects.get().pk == 77


class TagFactory(DjangoModelFactory[zoo.Tag]):
    pass


class PostFactory(DjangoModelFactory[zoo.Post]):
    tags = ManyToMany(TagFactory, size=2)


class KeyFactory(DjangoModelFactory[zoo.ProfileAsKey]):
    pass


class WriterFactory(AuthorFactory):
    book_set = factory.RelatedFactoryList("tests.orm.django.test_two_answers.BookFactory", "author", size=2)


class BookFactory(DjangoModelFactory[zoo.Book]):
    pass


class TestTheRest:
    def test_two_aliases_of_one_field_are_refused(self) -> None:
        with pytest.raises(UnknownFieldError) as caught:
            KeyFactory.build(pk=1, author_id=2)
        assert str(caught.value) == (
            "KeyFactory.author_id: this is another name of 'pk', which is given too. Give one of the two."
        )

    @pytest.mark.parametrize("path", ["tags__name", "tags____size"])
    def test_related_objects_and_fields_for_new_ones_are_refused(self, path: str) -> None:
        with pytest.raises(InvalidDeclarationError) as caught:
            PostFactory(tags=[TagFactory()], **{path: 3})
        assert str(caught.value) == (
            f"PostFactory.tags: {path}=… is for the objects that are made, and tags is given too. Give one of the two."
        )

    def test_so_they_are_where_a_related_factory_would_make_them(self) -> None:
        with pytest.raises(InvalidDeclarationError) as caught:
            WriterFactory(book_set=[BookFactory()], book_set__title="x")
        assert str(caught.value) == (
            "WriterFactory.book_set: book_set__title=… is for the objects that are made, and book_set is given too. "
            "Give one of the two."
        )

    def test_what_the_class_body_says_of_those_that_are_made_gives_way(self) -> None:
        class NamedFactory(PostFactory):
            tags__name = "fiction"

        tag = TagFactory()
        assert list(NamedFactory(tags=[tag]).tags.all()) == [tag]
