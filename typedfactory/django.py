"""Where ``from factory.django import …`` leads: everything of `typedfactory.orm.django`."""

from typedfactory.orm.django import (
    BulkError,
    DjangoModelFactory,
    DjangoOptions,
    FileField,
    FileSourceError,
    ImageField,
    ManyToMany,
    Password,
    mute_signals,
)

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
