"""Annotations as the text of a stub file, and the imports that this text needs."""

from __future__ import annotations

import enum
import typing
from collections.abc import Callable as AbstractCallable

from typedfactory import typeinfo

#: What is written for a type that has no name a module could import.
ANY = "_typing.Any"


class Naming:
    """Writes types for one stub file.

    Args:
        module: The module that the stub file is for; its own classes need no import.

    Example:
        >>> import datetime
        >>> naming = Naming("app.factories")
        >>> naming.text(dict[str, datetime.date | None])
        'dict[str, _datetime.date | None]'
        >>> naming.imports()
        ['import datetime as _datetime']
    """

    def __init__(self, module: str) -> None:
        self._module = module
        self._imported: set[str] = set()

    def imports(self) -> list[str]:
        """Return the imports that what was written needs, in order."""
        return [f"import {name} as {_alias(name)}" for name in sorted(self._imported)]

    def text(self, hint: object) -> str:
        """Return a type as text.

        Args:
            hint: A type, as an annotation has it.
        """
        if hint is None or hint is type(None):
            return "None"
        if isinstance(hint, typing.NewType):
            return self._qualified(hint.__module__ or "", hint.__name__)
        if typeinfo.is_any(hint) or typeinfo.is_type_variable(hint) or isinstance(hint, (str, typing.ForwardRef)):
            return ANY
        return self._known(typeinfo.peel(hint).bare)

    def _known(self, hint: object) -> str:
        if typeinfo.is_union(hint):
            return " | ".join(dict.fromkeys(map(self.text, typing.get_args(hint))))
        origin = typing.get_origin(hint)
        if origin is typing.Literal:
            return self._literal(typing.get_args(hint))
        if AbstractCallable in (origin, hint):
            return f"_typing.Callable[..., {ANY}]"
        if origin is type:
            return f"type[{ANY}]"
        return self._class(hint) if origin is None else self._generic(origin, typing.get_args(hint))

    def _generic(self, origin: object, arguments: tuple[object, ...]) -> str:
        name = self._class(origin)
        inner = ["..." if item is Ellipsis else self.text(item) for item in arguments]
        return name if name == ANY or not inner else f"{name}[{', '.join(inner)}]"

    def _literal(self, values: tuple[object, ...]) -> str:
        if any(isinstance(value, enum.Enum) for value in values):
            return ANY
        return f"_typing.Literal[{', '.join(map(repr, values))}]"

    def _class(self, hint: object) -> str:
        if not typeinfo.is_class(hint):
            return ANY
        return self._qualified(hint.__module__, hint.__qualname__)

    def _qualified(self, module: str, name: str) -> str:
        if "<locals>" in name:
            return ANY
        if module in ("builtins", self._module):
            return name
        self._imported.add(module)
        return f"{_alias(module)}.{name}"


def _alias(module: str) -> str:
    return f"_{module.replace('.', '_')}"
