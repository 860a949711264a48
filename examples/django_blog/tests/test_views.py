"""What readers see."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from blog.models import Comment, Post
from blog.views import PAGE
from tests.factories import CommentFactory, PostFactory

pytestmark = pytest.mark.django_db


def titles(client: Client, **parameters: str | int) -> list[str]:
    """Return the titles of a list of posts."""
    return [post["title"] for post in client.get("/posts/", parameters).json()["posts"]]


class TestList:
    def test_it_is_empty_where_nothing_was_published(self, client: Client, draft: Post) -> None:
        PostFactory(archived=True)
        assert client.get("/posts/").json() == {"total": 0, "posts": []}

    @pytest.mark.factory(author={"name": "Ann"}, post={"title": "Pins", "tags": ["sewing", "craft"], "discussed": True})
    def test_a_post_is_shown_with_author_tags_and_the_number_of_approved_comments(
        self, client: Client, post: Post
    ) -> None:
        CommentFactory(target=post)
        assert client.get("/posts/").json()["posts"] == [
            {"slug": "pins", "title": "Pins", "author": "Ann", "tags": ["craft", "sewing"], "comments": 2}
        ]

    def test_the_newest_comes_first(self, client: Client) -> None:
        old, new = PostFactory.create_batch(2, published=True)
        assert titles(client) == [new.title, old.title]

    def test_posts_with_a_tag(self, client: Client) -> None:
        PostFactory(published=True, title="Pins", tags=["sewing", "craft"])
        PostFactory(published=True, tags=["craft"])
        assert titles(client, tag="sewing") == ["Pins"]

    def test_posts_of_an_author(self, client: Client, post: Post) -> None:
        PostFactory(published=True)
        assert titles(client, author=post.author.email) == [post.title]

    def test_pages_follow_each_other(self, client: Client) -> None:
        PostFactory.create_batch(PAGE + 2, published=True)
        assert [len(titles(client, page=page)) for page in (1, 2)] == [PAGE, 2]

    @pytest.mark.parametrize("size", [1, PAGE])
    def test_it_takes_four_queries_however_many_there_are(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
    ) -> None:
        PostFactory.create_batch(size, published=True, tags=["craft"], discussed=True)
        with django_assert_num_queries(4):
            titles(client)


class TestShow:
    @pytest.mark.factory(post={"body": "Long text.", "discussed": True, "discussion____size": 1})
    def test_the_post_comes_with_its_approved_comments(self, client: Client, post: Post) -> None:
        CommentFactory(target=post)
        shown = client.get(f"/posts/{post.slug}/").json()
        said = post.comments.get(approved=True)
        assert shown["body"] == "Long text."
        assert shown["said"] == [{"name": said.name, "text": said.text}]

    @pytest.mark.parametrize("draft__archived", [False, True])
    def test_what_is_not_published_is_not_found(self, client: Client, draft: Post) -> None:
        assert client.get(f"/posts/{draft.slug}/").status_code == 404


class TestComment:
    def test_it_waits_for_being_approved(self, client: Client, post: Post, comment_form: dict[str, Any]) -> None:
        response = client.post(f"/posts/{post.slug}/comments/", comment_form)
        assert (response.status_code, response.json()) == (201, {"waiting": 1})
        comment = Comment.objects.get()
        assert {name: getattr(comment, name) for name in comment_form} == comment_form
        assert (comment.target, comment.approved) == (post, False)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("name", ""), ("name", "x" * 41), ("email", "nobody"), ("text", ""), ("text", "x" * 501)],
        ids=["no name", "long name", "no address", "no text", "long text"],
    )
    def test_a_wrong_field_is_named_and_nothing_is_kept(
        self, client: Client, post: Post, comment_form: dict[str, Any], field: str, value: str
    ) -> None:
        response = client.post(f"/posts/{post.slug}/comments/", comment_form | {field: value})
        assert response.status_code == 400
        assert set(response.json()["errors"]) == {field}
        assert not Comment.objects.exists()

    def test_a_draft_takes_none(self, client: Client, draft: Post, comment_form: dict[str, Any]) -> None:
        assert client.post(f"/posts/{draft.slug}/comments/", comment_form).status_code == 404
