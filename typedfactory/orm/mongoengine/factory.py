"""Factories of MongoEngine's documents: `MongoEngineFactory`."""

from __future__ import annotations

from typing import Any, ClassVar

from typing_extensions import TypeVar

from typedfactory.adapters import register_adapter
from typedfactory.facade.factory import Factory
from typedfactory.ground.given import UserValue
from typedfactory.orm.mongoengine.adapter import MongoEngineAdapter
from typedfactory.orm.shared.no_async import NoAsync
from typedfactory.plan.describe.hooks import BY_NAME, own_hook

T = TypeVar("T", default=Any)


register_adapter(MongoEngineAdapter())


class MongoEngineFactory(NoAsync, Factory[T]):
    """The base of factories of MongoEngine's documents: ``class PersonFactory(MongoEngineFactory[Person])``.

    ``create`` saves a document; an embedded one is built. Required fields are filled by their types.

    Example:
        >>> import mongoengine
        >>> from typedfactory.orm.mongoengine import MongoEngineFactory
        >>> class Person(mongoengine.Document):
        ...     name = mongoengine.StringField(required=True, max_length=20)
        ...     email = mongoengine.EmailField(required=True)
        >>> class PersonFactory(MongoEngineFactory[Person]):
        ...     name = "Ann"
        >>> person = PersonFactory.build()
        >>> person.validate(), person.name
        (None, 'Ann')

    Source: factory_boy's ``MongoEngineFactory``.
    """

    _is_home: ClassVar[bool] = True
    _library: ClassVar[str] = "MongoEngine"

    @classmethod
    @own_hook("save", by_name=True)
    def _create(cls, model_class: type[T], /, *args: UserValue, **kwargs: UserValue) -> T:
        if model_class is BY_NAME:
            model_class = kwargs.pop("model_class")
        made: UserValue = model_class(*args, **kwargs)
        if made._is_document:  # noqa: SLF001 - MongoEngine has no other name for it
            made.save()
        saved: T = made
        return saved
