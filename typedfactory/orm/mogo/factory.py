"""Factories of Mogo's models: `MogoFactory`."""

from __future__ import annotations

from typing import Any, ClassVar

import mogo as _mogo
from typing_extensions import TypeVar

from typedfactory.adapters import register_adapter
from typedfactory.facade.factory import Factory
from typedfactory.ground.given import UserValue
from typedfactory.orm.mogo.adapter import MogoAdapter
from typedfactory.orm.shared.no_async import NoAsync
from typedfactory.plan.describe.hooks import BY_NAME, own_hook

T = TypeVar("T", default=Any)


register_adapter(MogoAdapter())


class MogoFactory(NoAsync, Factory[T]):
    """The base of factories of Mogo's models: ``class UserFactory(MogoFactory[User])``.

    ``create`` saves the object. Required fields are filled by their types.

    Example:
        >>> import mogo
        >>> from typedfactory.orm.mogo import MogoFactory
        >>> class Person(mogo.Model):
        ...     name = mogo.Field(str, required=True)
        ...     age = mogo.Field(int, required=True)
        >>> class PersonFactory(MogoFactory[Person]):
        ...     name = "Ann"
        >>> person = PersonFactory.build()
        >>> person.name, type(person.age)
        ('Ann', <class 'int'>)

    Source: factory_boy's ``MogoFactory``.
    """

    _is_home: ClassVar[bool] = True
    _library: ClassVar[str] = "Mogo"

    @classmethod
    @own_hook("save", by_name=True)
    def _create(cls, model_class: type[T], /, *args: UserValue, **kwargs: UserValue) -> T:
        if model_class is BY_NAME:
            model_class = kwargs.pop("model_class")
        made: UserValue = model_class(*args, **kwargs)
        if isinstance(made, _mogo.Model):
            made.save()
        saved: T = made
        return saved
