"""One factory in a stub file: the signature of its calls, a metaclass for the class call, the class."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from typedfactory.typing.parameters import Parameters

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass

#: The suffix of a kind of call, and what stands before the fields in it.
_Kind: TypeAlias = tuple[str, tuple[str, ...]]
_ONE: _Kind = ("_One", ())
_MANY: _Kind = ("_Many", ("size: int",))
_STUB = "_StubObject"
#: Method → its kind of call, and what it gives; ``{model}`` is the model.
METHODS: Final[dict[str, tuple[_Kind, str]]] = {
    "build": (_ONE, "{model}"),
    "create": (_ONE, "{model}"),
    "stub": (_ONE, _STUB),
    "build_batch": (_MANY, "list[{model}]"),
    "create_batch": (_MANY, "list[{model}]"),
    "stub_batch": (_MANY, f"list[{_STUB}]"),
    "abuild": (_ONE, "_typing.Coroutine[_typing.Any, _typing.Any, {model}]"),
    "acreate": (_ONE, "_typing.Coroutine[_typing.Any, _typing.Any, {model}]"),
    "abuild_batch": (_MANY, "_typing.Coroutine[_typing.Any, _typing.Any, list[{model}]]"),
    "acreate_batch": (_MANY, "_typing.Coroutine[_typing.Any, _typing.Any, list[{model}]]"),
}
_INDENT = "    "


@attrs.frozen
class StubClass:
    """One factory, as a stub file has it.

    Attributes:
        name: Its name.
        model: What it makes, as text.
        bases: Its bases, as they are written.
        metaclasses: The metaclasses of bases that have one of their own.
        parameters: What its calls take.
        methods: Which of the methods in `METHODS` it has.
        body: What else the class has, as lines.
    """

    name: str
    model: str
    bases: str
    metaclasses: tuple[str, ...]
    parameters: Parameters
    methods: tuple[str, ...]
    body: tuple[str, ...]

    def lines(self) -> list[str]:
        """Return the factory as the lines of a stub file."""
        kinds = dict(METHODS[name][0] for name in self.methods)
        lines: list[str] = []
        for kind, leading in kinds.items():
            lines += [
                f"class {self._local(kind)}(_typing.Protocol[_Made_co]):",
                *self._signature("__call__", ["self", *leading], "_Made_co"),
                "",
            ]
        meta = meta_name(self.name)
        lines += [
            f"class {meta}({', '.join(self.metaclasses) or '_FactoryMetaClass'}):",
            *self._signature("__call__", ["cls"], self.model),
            "",
            f"class {self.name}({self.bases}, metaclass={meta}):",
            *self._signature("__new__", ["cls"], self.model),
        ]
        for name in self.methods:
            (kind, _), made = METHODS[name]
            result = made.replace("{model}", self.model)
            lines.append(f"{_INDENT}{name}: _typing.ClassVar[{self._local(kind)}[{result}]]")
        return [*lines, *(f"{_INDENT}{line}" for line in self.body), ""]

    def _local(self, kind: str) -> str:
        return f"_{self.name.lstrip('_')}{kind}"

    def _signature(self, method: str, leading: Sequence[str], result: str) -> list[str]:
        names = [f"{item.name}: {item.type} = ...," for item in self.parameters.named]
        rest = [] if self.parameters.closed else ["**overrides: _typing.Any,"]
        inner = [*(f"{item}," for item in leading), *(["*,"] if names else []), *names, *rest]
        return [
            f"{_INDENT}def {method}(",
            *(f"{_INDENT * 2}{line}" for line in inner),
            f"{_INDENT}) -> {result}: ...",
        ]


def meta_name(name: str) -> str:
    """Return the name of a factory's metaclass in its stub file.

    Args:
        name: The factory's.
    """
    return f"_{name.lstrip('_')}_Meta"


def methods_of(factory: FactoryClass) -> tuple[str, ...]:
    """Return the methods of a factory that its stub names the fields for: the library's own."""
    found = ((name, inspect.getattr_static(factory, name, None)) for name in METHODS)
    return tuple(
        name
        for name, method in found
        if isinstance(method, classmethod) and method.__func__.__module__.startswith("typedfactory.")
    )
