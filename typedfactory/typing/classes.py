"""One factory in a stub file: a TypedDict that names the fields once, and methods that take it apart."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import attrs

from typedfactory.typing.parameters import Parameters

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass

_INDENT = "    "


@attrs.frozen
class Signature:
    """One way to call a method, fields aside.

    Attributes:
        result: What it gives, as text; ``{model}`` is the model.
        leading: What stands before the fields, by position or by name.
        own: What else it takes, by name.
    """

    result: str
    leading: tuple[str, ...] = ()
    own: tuple[str, ...] = ()

    def parameters(self, fields: Parameters, unpacked: Sequence[str]) -> str:
        """Return what it takes, as text.

        Args:
            fields: The fields.
            unpacked: How they are written.
        """
        named = {item.name for item in fields.named}
        # A field may have any name; then it is the one that is meant by the name.
        taken = {"cls", *(item.partition(":")[0] for item in self.leading)}
        by_position = not self.leading or bool(self.own) or not named.isdisjoint(taken)
        leading = [*self.leading, *(["/"] if by_position else [])]
        own = [item for item in self.own if item.partition(":")[0] not in named]
        star = ["*"] if own or not unpacked[0].startswith("**") else []
        return ", ".join(["cls", *leading, *star, *own, *unpacked])


_STUB: Final = "_StubObject"
_SIZE: Final = ("size: int",)
_BULK: Final = ("chunk: int = ...", "bulk: str | None = ...", "progress: bool = ...")
#: Method → the ways to call it.
METHODS: Final[dict[str, tuple[Signature, ...]]] = {
    "build": (Signature("{model}"),),
    "create": (Signature("{model}"),),
    "stub": (Signature(_STUB),),
    "attributes": (Signature("dict[str, _typing.Any]"),),
    "generate": (
        Signature(_STUB, ("strategy: _typing.Literal['stub']",)),
        Signature("{model}", ("strategy: str",)),
    ),
    "simple_generate": (Signature("{model}", ("create: bool",)),),
    "build_batch": (Signature("list[{model}]", _SIZE),),
    "create_batch": (Signature("list[{model}]", _SIZE),),
    "stub_batch": (Signature(f"list[{_STUB}]", _SIZE),),
    "generate_batch": (
        Signature(f"list[{_STUB}]", ("strategy: _typing.Literal['stub']", *_SIZE)),
        Signature("list[{model}]", ("strategy: str", *_SIZE)),
    ),
    "simple_generate_batch": (Signature("list[{model}]", ("create: bool", *_SIZE)),),
    "bulk_create": (
        Signature("list[{model}]", _SIZE, (*_BULK, "keep: _typing.Literal[True] = ...")),
        Signature("int", _SIZE, (*_BULK, "keep: _typing.Literal[False]")),
    ),
    "abuild": (Signature("{model}"),),
    "acreate": (Signature("{model}"),),
    "abuild_batch": (Signature("list[{model}]", _SIZE),),
    "acreate_batch": (Signature("list[{model}]", _SIZE),),
    "abulk_create": (
        Signature("list[{model}]", _SIZE, (*_BULK, "keep: _typing.Literal[True] = ...")),
        Signature("int", _SIZE, (*_BULK, "keep: _typing.Literal[False]")),
    ),
}
_ASYNCHRONOUS: Final = frozenset({"abuild", "acreate", "abuild_batch", "acreate_batch", "abulk_create"})
#: Back ends without asynchronous forms have methods that say so.
_REFUSING: Final = "typedfactory.orm.shared.no_async"


@attrs.frozen
class StubClass:
    """One factory, as a stub file has it.

    Attributes:
        name: Its name.
        model: What it makes, as text.
        bases: Its bases, as they are written.
        fields: What its calls take.
        methods: Which of the methods in `METHODS` it has.
        body: What else the class has, as lines.
    """

    name: str
    model: str
    bases: str
    fields: Parameters
    methods: tuple[str, ...]
    body: tuple[str, ...]

    def lines(self) -> list[str]:
        """Return the factory as the lines of a stub file."""
        lines = [*self._fields(), f"class {self.name}({self.bases}):"]
        new = Signature(self.model).parameters(self.fields, self._unpacked())
        lines.append(f"{_INDENT}def __new__({new}) -> {self.model}: ...")
        for name in self.methods:
            lines += [f"{_INDENT}{line}" for line in self._method(name)]
        return [*lines, *(f"{_INDENT}{line}" for line in self.body), ""]

    def _fields(self) -> list[str]:
        """Return the TypedDict; none where any name is taken, which mypy knows no TypedDict for."""
        if not self.fields.closed:
            return []
        head = f"class {self._typed_dict()}(_TypedDict, total=False, closed=True):"
        return [head, *(f"{_INDENT}{item.name}: {item.type}" for item in self.fields.named), *self._nothing(), ""]

    def _nothing(self) -> list[str]:
        return [] if self.fields.named else [f"{_INDENT}pass"]

    def _unpacked(self) -> list[str]:
        if self.fields.closed:
            return [f"**fields: _Unpack[{self._typed_dict()}]"]
        # No more can be said of "cls" beside the class's own place, and than that any name is taken.
        named = [f"{item.name}: {item.type} = ..." for item in self.fields.named if item.name != "cls"]
        return [*named, "**overrides: _typing.Any"]

    def _typed_dict(self) -> str:
        return f"_{self.name.lstrip('_')}_Fields"

    def _method(self, name: str) -> list[str]:
        signatures = METHODS[name]
        define = "async def" if name in _ASYNCHRONOUS else "def"
        lines: list[str] = []
        for signature in signatures:
            taken = signature.parameters(self.fields, self._unpacked())
            result = signature.result.replace("{model}", self.model)
            lines += [
                *(["@_typing.overload"] if len(signatures) > 1 else []),
                "@classmethod",
                f"{define} {name}({taken}) -> {result}: ...",
            ]
        return lines


def methods_of(factory: FactoryClass) -> tuple[str, ...]:
    """Return the methods of a factory that its stub names the fields for: the library's own."""
    found = ((name, inspect.getattr_static(factory, name, None)) for name in METHODS)
    return tuple(
        name
        for name, method in found
        if isinstance(method, classmethod)
        and method.__func__.__module__.startswith("typedfactory.")
        and method.__func__.__module__ != _REFUSING
    )
