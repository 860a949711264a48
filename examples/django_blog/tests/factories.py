"""The factories of the blog."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils.text import slugify

import typedfactory as factory
from blog.models import Author, Comment, Picture, Post, Tag
from typedfactory.orm.django import DjangoModelFactory

#: When the first of the published posts was published.
START = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.timezone.utc)


class AuthorFactory(DjangoModelFactory[Author]):
    """Makes authors; ``prolific=True`` makes authors of three published posts."""

    class Params:
        prolific = factory.Trait(
            works=factory.RelatedFactoryList("tests.factories.PostFactory", "author", size=3, published=True)
        )

    name = factory.Faker("name")
    email = factory.LazyAttributeSequence(lambda o, n: f"{slugify(o.name)}.{n}@example.org")


class TagFactory(DjangoModelFactory[Tag]):
    """Finds a tag, or makes it."""

    class Meta:
        django_get_or_create = ("name",)

    name = factory.Sequence(lambda n: f"tag-{n}")


class PostFactory(DjangoModelFactory[Post]):
    """Makes drafts, with the tags that are named; ``published=True`` and ``discussed=True`` make more of them."""

    class Params:
        published = factory.Trait(
            status=Post.Status.PUBLISHED,
            published_at=factory.Sequence(lambda n: START + datetime.timedelta(days=n)),
        )
        archived = factory.Trait(published=True, status=Post.Status.ARCHIVED)
        discussed = factory.Trait(
            discussion=factory.RelatedFactoryList("tests.factories.CommentFactory", "target", size=2, approved=True)
        )

    author = factory.SubFactory(AuthorFactory)
    title = factory.Sequence(lambda n: f"Post number {n}")
    slug = factory.LazyAttribute(lambda o: slugify(o.title))
    body = factory.Faker("paragraph")

    @factory.post_generation
    def tags(post: Post, create: bool, extracted: Iterable[str] | None) -> None:
        """Give a saved post the tags of these names."""
        if create and extracted:
            post.tags.set(TagFactory(name=name) for name in extracted)


class PictureFactory(DjangoModelFactory[Picture]):
    """Makes pictures."""

    author = factory.SubFactory(AuthorFactory)


class CommentFactory(DjangoModelFactory[Comment]):
    """Makes comments on a published post, or on any ``target=``; they wait for being approved."""

    target = factory.SubFactory(PostFactory, published=True)
    name = factory.Faker("first_name")
    text = factory.Faker("sentence")


class CommentFormFactory(factory.DictFactory):
    """Makes what the form of comments sends."""

    name = factory.Faker("first_name")
    email = factory.Faker("email")
    text = factory.Faker("sentence")
