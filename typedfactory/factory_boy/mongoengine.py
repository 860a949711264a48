"""factory_boy's ``factory.mongoengine``: the factories of MongoEngine's documents, which fill no column by its type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typing_extensions import TypeVar

from typedfactory.factory_boy.base import Factory, fill_nothing
from typedfactory.ground.old_names import refuse_old_names
from typedfactory.orm import mongoengine

__all__ = ["MongoEngineFactory"]

T = TypeVar("T", default=Any)


@fill_nothing
class MongoEngineFactory(mongoengine.MongoEngineFactory[T], Factory[T]):
    """The base of factories of MongoEngine's documents, as `typedfactory.orm.mongoengine.MongoEngineFactory`.

    Source: factory_boy's ``MongoEngineFactory``.
    """


if not TYPE_CHECKING:
    __getattr__ = refuse_old_names(__name__)
