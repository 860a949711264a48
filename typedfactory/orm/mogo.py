"""Factories of Mogo's models: `MogoFactory`."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

try:
    import mogo as _mogo
except ModuleNotFoundError as error:
    if error.name != "mogo":
        raise
    raise ModuleNotFoundError(
        "typedfactory.orm.mogo needs Mogo, which is not installed. Install it with: pip install 'typedfactory[mogo]'",
        name="mogo",
    ) from error

from typedfactory.adapters import register_adapter
from typedfactory.factory import Factory
from typedfactory.orm.mogo_adapter import MogoAdapter
from typedfactory.orm.no_async import NoAsync
from typedfactory.plan.hooks import own_hook

T = TypeVar("T")

__all__ = ["MogoFactory"]

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
    @own_hook("save")
    def _create(cls, model_class: type[T], *args: Any, **kwargs: Any) -> T:
        made: Any = model_class(*args, **kwargs)
        if isinstance(made, _mogo.Model):
            made.save()
        saved: T = made
        return saved
