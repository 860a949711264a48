"""ManyToMany: forward, reverse, through a model with fields of its own, nested."""

from __future__ import annotations

from typing import Any

import pytest

import typedfactory as factory
from tests.orm.django.conftest import kinds
from tests.orm.django.zoo import models
from typedfactory.errors import InvalidDeclarationError
from typedfactory.orm.django import DjangoModelFactory, ManyToMany


class TagFactory(DjangoModelFactory[models.Tag]):
    name = factory.Sequence(lambda n: f"tag {n}")


class AuthorFactory(DjangoModelFactory[models.Author]):
    name = factory.Sequence(lambda n: f"author {n}")


class PostFactory(DjangoModelFactory[models.Post]):
    tags = ManyToMany(TagFactory, size=2)


def names(manager: Any) -> list[str]:
    return sorted(each.name for each in manager.all())


def test_objects_are_made_and_related(statements: Any) -> None:
    with statements() as captured:
        post = PostFactory()
    assert names(post.tags) == ["tag 0", "tag 1"]
    assert "UPDATE" not in kinds(captured)


def test_the_size_can_be_set_for_a_call_and_parameters_reach_the_factory() -> None:
    assert names(PostFactory(tags____size=3).tags) == ["tag 0", "tag 1", "tag 2"]
    assert names(PostFactory(tags____size=1, tags__name="given").tags) == ["given"]


def test_the_objects_can_be_given() -> None:
    tag = TagFactory(name="mine")
    assert names(PostFactory(tags=[tag]).tags) == ["mine"]
    assert names(PostFactory(tags=()).tags) == []
    assert names(PostFactory(tags=None).tags) == []


def test_a_single_object_is_refused() -> None:
    with pytest.raises(InvalidDeclarationError) as caught:
        PostFactory(tags="fiction")
    assert str(caught.value) == (
        "PostFactory.tags: ManyToMany takes the related objects as a list, not str. Write [one, two]."
    )


def test_the_reverse_name_works() -> None:
    class TaggingFactory(TagFactory):
        posts = ManyToMany(PostFactory, size=2, tags=())

    tag = TaggingFactory()
    assert sorted(post.pk for post in tag.posts.all()) == sorted(post.pk for post in models.Post.objects.all())


def test_a_model_in_between_is_filled() -> None:
    class ReadPostFactory(DjangoModelFactory[models.Post]):
        readers = ManyToMany(AuthorFactory, size=2, through_defaults={"stars": factory.Sequence(lambda n: n)})

    post = ReadPostFactory()
    readings = list(models.Reading.objects.order_by("pk"))
    assert [(reading.post, reading.stars) for reading in readings] == [(post, 0), (post, 1)]
    for reading in readings:
        reading.full_clean()


def test_a_model_in_between_is_filled_from_the_other_side() -> None:
    class ReaderFactory(AuthorFactory):
        post_set = ManyToMany(PostFactory, size=1, tags=())

    author = ReaderFactory()
    assert models.Reading.objects.get().author == author


def test_it_may_stand_in_a_trait() -> None:
    class TaggedFactory(DjangoModelFactory[models.Post]):
        class Params:
            tagged = factory.Trait(tags=ManyToMany(TagFactory, size=1))

    assert (names(TaggedFactory(tagged=True).tags), names(TaggedFactory().tags)) == (["tag 0"], [])


def test_given_at_the_call_it_needs_to_know_its_relation() -> None:
    class PlainFactory(DjangoModelFactory[models.Post]):
        pass

    assert names(PlainFactory(tags=ManyToMany(TagFactory, attribute="tags")).tags) == ["tag 0", "tag 1"]
    with pytest.raises(InvalidDeclarationError) as caught:
        PlainFactory(tags=ManyToMany(TagFactory))
    assert str(caught.value) == (
        "PlainFactory: a ManyToMany that is given at the call does not know its relation. "
        'Write ManyToMany(…, attribute="tags").'
    )


def test_a_relation_that_does_not_exist_is_refused() -> None:
    class WrongFactory(DjangoModelFactory[models.Post]):
        tagz = ManyToMany(TagFactory)

    with pytest.raises(InvalidDeclarationError) as caught:
        WrongFactory()
    assert str(caught.value) == ("WrongFactory.tagz: Post has no many-to-many relation 'tagz'. Did you mean \"tags\"?")


def test_nothing_is_related_to_what_is_not_saved(statements: Any) -> None:
    with statements() as captured:
        PostFactory.build()
    assert captured.captured_queries == []


def test_it_is_related_behind_a_foreign_key() -> None:
    class ReadingFactory(DjangoModelFactory[models.Reading]):
        post = factory.SubFactory(PostFactory)

    assert names(ReadingFactory().post.tags) == ["tag 0", "tag 1"]
