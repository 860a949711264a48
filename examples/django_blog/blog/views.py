"""What readers see, as JSON."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from blog.forms import CommentForm
from blog.models import Comment, Post

PAGE = 5


@require_GET
def list_posts(request: HttpRequest) -> JsonResponse:
    """List published posts, the newest first; ``?tag=`` and ``?author=`` leave out others, ``?page=`` goes on."""
    posts = _published().select_related("author").prefetch_related("tags", "comments")
    if "tag" in request.GET:
        posts = posts.filter(tags__name=request.GET["tag"])
    if "author" in request.GET:
        posts = posts.filter(author__email=request.GET["author"])
    page = Paginator(posts, PAGE).get_page(request.GET.get("page"))
    return JsonResponse({"total": page.paginator.count, "posts": [_summary(post) for post in page]})


@require_GET
def show_post(request: HttpRequest, slug: str) -> JsonResponse:
    """Show a published post with its approved comments."""
    post = get_object_or_404(_published(), slug=slug)
    said = [{"name": comment.name, "text": comment.text} for comment in _approved(post)]
    return JsonResponse(_summary(post) | {"body": post.body, "said": said})


@require_POST
def add_comment(request: HttpRequest, slug: str) -> JsonResponse:
    """Keep a comment on a published post until it is approved."""
    post = get_object_or_404(_published(), slug=slug)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    Comment.objects.create(target=post, **form.cleaned_data)
    return JsonResponse({"waiting": post.comments.filter(approved=False).count()}, status=201)


def _published() -> QuerySet[Post]:
    return Post.objects.filter(status=Post.Status.PUBLISHED).order_by("-published_at", "pk")


def _approved(post: Post) -> list[Comment]:
    return sorted((comment for comment in post.comments.all() if comment.approved), key=lambda comment: comment.pk)


def _summary(post: Post) -> dict[str, Any]:
    return {
        "slug": post.slug,
        "title": post.title,
        "author": post.author.name,
        "tags": sorted(tag.name for tag in post.tags.all()),
        "comments": len(_approved(post)),
    }
