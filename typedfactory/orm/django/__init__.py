"""Factories of Django models: `DjangoModelFactory`, its options, and what files, passwords and signals need.

Inside: `factory`, `options`, `files`; `filling/` (what fields get), `saving/` (one object), `bulk/` (many).
May be used from outside: the names below; this package is a public address.
May import: `orm.shared`, the façade and below; Django.
"""

from typedfactory.ground.libraries import refusal as _refusal

# Whether the library is there, before anything else needs it.
if (_error := _refusal("django")) is not None:
    raise _error

from typedfactory.orm.django.bulk.collector import BulkError
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
