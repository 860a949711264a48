"""What the factories promise."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from blog.models import Author, Comment, Picture, Post, Tag
from tests.factories import AuthorFactory, CommentFactory, PictureFactory, PostFactory, TagFactory
from typedfactory.pytest_plugin import LazyFixture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("factory", [AuthorFactory, TagFactory, PostFactory, PictureFactory, CommentFactory])
@pytest.mark.parametrize("number", range(3))
def test_all_that_is_made_is_valid(factory: Any, number: int) -> None:
    factory().full_clean()


@pytest.mark.parametrize("trait", ["published", "archived", "discussed"])
def test_so_it_is_with_traits(trait: str) -> None:
    PostFactory(**{trait: True}).full_clean()


class TestPost:
    def test_it_is_a_draft_without_tags_and_comments(self, draft: Post) -> None:
        assert (draft.status, draft.published_at) == (Post.Status.DRAFT, None)
        assert (draft.tags.count(), draft.comments.count()) == (0, 0)

    def test_the_fixture_of_the_author_is_the_author_of_the_post(self, post: Post, author: Author) -> None:
        assert post.author is author

    @pytest.mark.parametrize(
        ("post__title", "slug"), [("Ten Thousand Pins", "ten-thousand-pins"), ("Ça va ?", "ca-va")]
    )
    def test_the_slug_follows_from_the_title(self, post: Post, slug: str) -> None:
        assert post.slug == slug

    def test_a_published_post_has_a_date_and_an_archived_one_keeps_it(self) -> None:
        assert PostFactory(published=True).published_at is not None
        archived = PostFactory(archived=True)
        assert archived.status == Post.Status.ARCHIVED
        assert archived.published_at is not None

    def test_a_post_that_was_published_at_no_time_is_refused(self) -> None:
        with pytest.raises(ValidationError, match="When was it published"):
            PostFactory.build(status=Post.Status.PUBLISHED).clean()

    def test_tags_are_given_by_name_and_shared(self) -> None:
        first, second = PostFactory(tags=["python", "testing"]), PostFactory(tags=["python"])
        assert sorted(tag.name for tag in first.tags.all()) == ["python", "testing"]
        assert second.tags.get() in first.tags.all()
        assert Tag.objects.count() == 2

    def test_a_post_that_is_only_built_has_no_tags(self) -> None:
        assert PostFactory.build(tags=["python"]).pk is None
        assert not Tag.objects.exists()

    def test_a_discussed_post_has_two_approved_comments_or_as_many_as_asked(self) -> None:
        assert PostFactory(discussed=True).comments.filter(approved=True).count() == 2
        assert PostFactory(discussed=True, discussion____size=5).comments.count() == 5


class TestAuthor:
    @pytest.mark.parametrize("author__prolific", [True])
    def test_a_prolific_author_has_three_published_posts(self, author: Author) -> None:
        assert [post.status for post in author.posts.all()] == [Post.Status.PUBLISHED] * 3

    def test_the_posts_can_be_said_more_about(self) -> None:
        author = AuthorFactory(prolific=True, works____size=1, works__tags=["django"])
        assert author.posts.get().tags.get().name == "django"

    def test_many_authors_differ(self) -> None:
        AuthorFactory.create_batch(20)
        assert Author.objects.count() == 20


class TestComment:
    def test_it_is_about_a_published_post_unless_it_is_told_otherwise(self) -> None:
        target = CommentFactory().target
        assert isinstance(target, Post)
        assert target.status == Post.Status.PUBLISHED

    @pytest.mark.parametrize("comment__target", [LazyFixture("picture")])
    def test_it_may_be_about_a_picture(self, comment: Comment, picture: Picture) -> None:
        assert picture.comments.get() == comment
        assert not Post.objects.exists()

    def test_the_post_can_be_described(self) -> None:
        comment = CommentFactory(target__title="Pins", target__author__name="Ann")
        assert Post.objects.get(author__name="Ann", title="Pins").comments.get() == comment
