"""Stand-ins for what is asked for by what it can do: protocols, and abstract classes that nobody makes."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING
from unittest import mock

from typedfactory import typeinfo
from typedfactory.values.core.recipes import Recipe
from typedfactory.values.core.requests import Request

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


def is_mocked(request: Request) -> bool:
    """Say whether a factory wants a stand-in for what is asked for, and nobody makes it otherwise."""
    if not request.settings.mocks:
        return False
    kind = _class_of(request.annotation)
    if kind is None or request.is_model(request.annotation):
        return False
    home = kind.__module__.partition(".")[0]
    if home != "builtins" and (home in sys.stdlib_module_names or home == "typing_extensions"):
        # What the language itself asks for has values of its own.
        return False
    return bool(getattr(kind, "_is_protocol", False)) or inspect.isabstract(kind)


def make_mock(request: Request) -> Recipe:
    """Make objects with the methods of the class, which remember how they were called."""
    request.accept()
    kind: UserValue = _class_of(request.annotation)
    promised = [name for base in kind.__mro__[:-1] for name in typeinfo.raw_annotations(base)]
    missing = [name for name in dict.fromkeys(promised) if not hasattr(kind, name)]

    def make(_stream: object, _builder: object) -> UserValue:
        made: UserValue = mock.create_autospec(kind, instance=True)
        for name in missing:
            # An attribute that is annotated only: a specification made from the class has no word of it.
            setattr(made, name, mock.NonCallableMagicMock(name=f"{kind.__name__}.{name}"))
        return made

    return Recipe(make)


def _class_of(annotation: UserValue) -> UserValue:
    origin = typeinfo.origin_of(annotation)
    found = annotation if origin is None else origin
    return found if isinstance(found, type) else None
