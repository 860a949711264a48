"""factory_boy's ``factory.django``: the factories of Django's models, which fill no field by its type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typing_extensions import TypeVar

from typedfactory.factory_boy.base import Factory, fill_nothing
from typedfactory.ground.old_names import refuse_old_names
from typedfactory.orm import django
from typedfactory.orm.django import DjangoOptions, FileField, ImageField, Password, mute_signals

__all__ = [
    "DEFAULT_DB_ALIAS",
    "DjangoModelFactory",
    "DjangoOptions",
    "FileField",
    "ImageField",
    "Password",
    "mute_signals",
]

T = TypeVar("T", default=Any)

#: The same as in ``django.db``.
DEFAULT_DB_ALIAS = "default"


@fill_nothing
class DjangoModelFactory(django.DjangoModelFactory[T], Factory[T]):
    """The base of factories of Django's models, as `typedfactory.orm.django.DjangoModelFactory`.

    Source: factory_boy's ``DjangoModelFactory``.
    """


if not TYPE_CHECKING:
    __getattr__ = refuse_old_names(__name__)
