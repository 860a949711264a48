"""Nothing given is lost: relations that are no columns, moments that Django writes, rows of parents."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

import typedfactory as factory
from tests.orm.django.zoo import models as zoo
from tests.orm.django.zoo import moved
from typedfactory.errors import InvalidDeclarationError, UnknownFieldError
from typedfactory.orm.django import DjangoModelFactory, ManyToMany

THEN = datetime.datetime(2001, 2, 3, tzinfo=datetime.timezone.utc)


class BusyFactory(DjangoModelFactory[moved.Busy]):
    pass


class VisitFactory(DjangoModelFactory[moved.Visit]):
    pass


class PostFactory(DjangoModelFactory[zoo.Post]):
    pass


class TagFactory(DjangoModelFactory[zoo.Tag]):
    pass


WAYS = ["create", "create_batch", "bulk_create"]


def made(by: Any, way: str, **given: Any) -> Any:
    return by.create(**given) if way == "create" else getattr(by, way)(1, **given)[0]


@pytest.mark.parametrize("way", WAYS)
class TestRelations:
    def test_many_to_many(self, way: str) -> None:
        tags = TagFactory.create_batch(2)
        assert set(made(PostFactory, way, tags=tags).tags.all()) == set(tags)
        assert made(PostFactory, way, tags=()).tags.count() == 0
        assert made(PostFactory, way, tags=None).tags.count() == 0

    def test_many_to_many_from_the_other_side_and_to_its_own_kind(self, way: str) -> None:
        post = PostFactory()
        assert list(made(TagFactory, way, posts=[post]).posts.all()) == [post]
        assert list(made(PostFactory, way, related=[post]).related.all()) == [post]

    def test_many_to_many_with_a_model_in_between(self, way: str) -> None:
        author = zoo.Author.objects.create(name="x")
        assert list(made(PostFactory, way, readers={author}).readers.all()) == [author]

    def test_children(self, way: str) -> None:
        saved, built = VisitFactory(), VisitFactory.build(busy=None)
        parent = made(BusyFactory, way, visits=[saved, built])
        assert set(parent.visits.all()) == {saved, built}

    def test_one_that_refers_to_it(self, way: str) -> None:
        badge = moved.Badge()
        assert moved.Badge.objects.get(busy=made(BusyFactory, way, badge=badge)) == badge

    def test_generic_relations(self, way: str) -> None:
        class BookmarkFactory(DjangoModelFactory[zoo.Bookmark]):
            pass

        item = zoo.TaggedItem(tag="x")
        assert list(made(BookmarkFactory, way, tags=[item]).tags.all()) == [item]

    def test_what_the_factory_says(self, way: str) -> None:
        tags = TagFactory.create_batch(2)

        class TaggedFactory(PostFactory):
            tags = None

        class AlwaysFactory(PostFactory):
            class Params:
                tagged = factory.Trait(tags=factory.LazyFunction(lambda: tags))

        assert made(TaggedFactory, way, tags=tags).tags.count() == 2
        assert (made(AlwaysFactory, way, tagged=True).tags.count(), made(AlwaysFactory, way).tags.count()) == (2, 0)

    def test_children_in_the_place_of_those_that_a_related_factory_makes(self, way: str) -> None:
        class VisitedFactory(BusyFactory):
            visits = factory.RelatedFactoryList(VisitFactory, "busy", size=2)
            badge = factory.RelatedFactory("tests.orm.django.test_faults_16.BadgeFactory", "busy")

        visits = VisitFactory.create_batch(3)
        badge = moved.Badge()
        parent = made(VisitedFactory, way, visits=visits, badge=badge)
        assert set(parent.visits.all()) == set(visits)
        assert moved.Badge.objects.get() == badge
        assert made(VisitedFactory, way, badge=None).visits.count() == 2

    def test_a_many_to_many_declaration_takes_them_itself(self, way: str) -> None:
        class TaggedFactory(PostFactory):
            tags = ManyToMany(TagFactory, size=1)

        tags = TagFactory.create_batch(2)
        assert set(made(TaggedFactory, way, tags=tags).tags.all()) == set(tags)


class BadgeFactory(DjangoModelFactory[moved.Badge]):
    pass


class TestWhatIsRefused:
    def test_a_relation_of_an_object_that_is_only_built(self) -> None:
        with pytest.raises(InvalidDeclarationError) as caught:
            PostFactory.build(tags=[TagFactory()])
        assert str(caught.value) == (
            "PostFactory.tags: this relation needs an object that is saved, and build() saves none. "
            "Use create(), or leave tags out."
        )
        assert PostFactory.build(tags=[]).pk is None
        assert BusyFactory.build(badge=moved.Badge()).badge.pk is None

    @pytest.mark.parametrize("value", ["text", 3])
    def test_what_is_no_list(self, value: Any) -> None:
        with pytest.raises(InvalidDeclarationError) as caught:
            PostFactory(tags=value)
        assert str(caught.value) == (
            f"PostFactory.tags: takes the related objects as a list, not {type(value).__name__}. Write [one, two]."
        )

    def test_one_object(self) -> None:
        with pytest.raises(InvalidDeclarationError) as caught:
            PostFactory(tags=TagFactory())
        assert str(caught.value) == "PostFactory.tags: takes the related objects as a list, not Tag. Write [one, two]."

    def test_a_name_that_is_misspelt(self) -> None:
        with pytest.raises(UnknownFieldError) as caught:
            PostFactory(tagz=[])
        assert str(caught.value) == (
            "PostFactory.tagz: neither the factory nor Post has a field 'tagz'. Did you mean \"tags\"?"
        )


@pytest.mark.parametrize("way", WAYS)
class TestMoments:
    def test_those_given_are_stored(self, way: str) -> None:
        row = made(BusyFactory, way, created=THEN, changed=THEN, day=THEN.date())
        stored = moved.Busy.objects.get(pk=row.pk)
        assert (row.created, stored.created, stored.changed, stored.day) == (THEN, THEN, THEN, THEN.date())

    def test_those_declared_are_stored_and_others_are_djangos(self, way: str) -> None:
        class OldFactory(BusyFactory):
            created = THEN

        stored = moved.Busy.objects.get(pk=made(OldFactory, way).pk)
        assert (stored.created, stored.changed > THEN) == (THEN, True)

    def test_they_are_kept_when_a_hook_makes_the_object_be_saved_again(self, way: str) -> None:
        class RenamedFactory(BusyFactory):
            @factory.post_generation
            def rename(self, create: bool, extracted: Any, **kwargs: Any) -> None:
                self.name = "renamed"

        stored = moved.Busy.objects.get(pk=made(RenamedFactory, way, created=THEN, changed=THEN).pk)
        assert (stored.name, stored.created, stored.changed) == ("renamed", THEN, THEN)

    def test_a_later_save_is_djangos_again(self, way: str) -> None:
        row = made(BusyFactory, way, changed=THEN)
        row.save()
        assert row.changed > THEN
        assert "pre_save" not in vars(moved.Busy._meta.get_field("changed"))


@pytest.mark.parametrize("way", ["create", "create_batch"])
class TestRowsOfParents:
    @pytest.mark.parametrize("name", ["place_ptr", "place_ptr_id"])
    def test_a_row_that_is_there_keeps_what_it_has(self, way: str, name: str) -> None:
        class RestaurantFactory(DjangoModelFactory[zoo.Restaurant]):
            seats = 4

        place = zoo.Place.objects.create(name="there")
        child = made(RestaurantFactory, way, **{name: place if name == "place_ptr" else place.pk})
        assert (child.pk, child.name, zoo.Place.objects.count()) == (place.pk, "there", 1)
        assert zoo.Restaurant.objects.get().name == "there"

    @pytest.mark.parametrize("name", ["place", "place_id"])
    def test_a_link_of_its_own_name(self, way: str, name: str) -> None:
        class PizzeriaFactory(DjangoModelFactory[zoo.Pizzeria]):
            pass

        class RestaurantFactory(DjangoModelFactory[zoo.Restaurant]):
            pass

        parent = RestaurantFactory(name="there", seats=3)
        child = made(PizzeriaFactory, way, **{name: parent if name == "place" else parent.pk})
        child.refresh_from_db()
        assert (child.pk, child.name, child.seats, zoo.Place.objects.count()) == (parent.pk, "there", 3, 1)

    def test_what_the_call_says_besides_is_written(self, way: str) -> None:
        class RestaurantFactory(DjangoModelFactory[zoo.Restaurant]):
            pass

        place = zoo.Place.objects.create(name="there")
        made(RestaurantFactory, way, place_ptr=place, name="renamed")
        assert zoo.Place.objects.get().name == "renamed"

    def test_nothing_changes_without(self, way: str) -> None:
        class RestaurantFactory(DjangoModelFactory[zoo.Restaurant]):
            pass

        assert made(RestaurantFactory, way).name
