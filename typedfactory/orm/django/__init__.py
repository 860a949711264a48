"""Factories of Django models: `DjangoModelFactory`, its options, and what files, passwords and signals need."""

try:
    import django as _django  # noqa: F401 - whether it is there, before anything else needs it
except ModuleNotFoundError as error:
    if error.name != "django":
        raise
    raise ModuleNotFoundError(
        "typedfactory.orm.django needs Django, which is not installed. "
        "Install it with: pip install 'typedfactory[django]'",
        name="django",
    ) from error

from typedfactory.orm.django.bulk.creation import BulkError
from typedfactory.orm.django.factory import DjangoModelFactory
from typedfactory.orm.django.files import FileField, FileSourceError, ImageField, Password
from typedfactory.orm.django.options import DjangoOptions
from typedfactory.orm.django.saving.signals import mute_signals
from typedfactory.orm.shared.many_to_many import ManyToMany

__all__ = [
    "BulkError",
    "DjangoModelFactory",
    "DjangoOptions",
    "FileField",
    "FileSourceError",
    "ImageField",
    "ManyToMany",
    "Password",
    "mute_signals",
]
