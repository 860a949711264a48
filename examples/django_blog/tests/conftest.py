"""The factories are registered, so that tests may ask for ``author``, ``post``, ``draft``, ``comment`` and so on."""

from __future__ import annotations

from tests.factories import (
    AuthorFactory,
    CommentFactory,
    CommentFormFactory,
    PictureFactory,
    PostFactory,
    TagFactory,
)
from typedfactory.pytest_plugin import register

register(AuthorFactory)
register(TagFactory)
register(PostFactory, published=True)
register(PostFactory, "draft")
register(PictureFactory)
register(CommentFactory)
register(CommentFormFactory, _strategy="build")
