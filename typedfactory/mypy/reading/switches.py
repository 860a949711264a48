"""Traits that are more than switches: those made from an enum or a literal, and those that take an argument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mypy.nodes import CallExpr, Expression, IndexExpr, RefExpr, StrExpr, TupleExpr, TypeInfo, Var

from typedfactory.mypy import fullnames
from typedfactory.mypy.reading.syntax import argument, callee_name, keywords


def read_families(params: Mapping[str, Expression]) -> dict[str, list[str]]:
    """Return what ``Traits(…)`` in a ``class Params`` is made from: field → prefix, then an enum's name or the texts.

    Args:
        params: What the class assigns.
    """
    found: dict[str, list[str]] = {}
    for name, value in params.items():
        if not isinstance(value, CallExpr) or callee_name(value) != fullnames.TRAITS:
            continue
        prefix, values = argument(value, "prefix", 1), argument(value, "values", 0)
        start = prefix.value if isinstance(prefix, StrExpr) else ""
        if isinstance(values, RefExpr):
            found[name] = [start, f"enum {values.fullname}"]
        elif isinstance(values, IndexExpr):
            items = values.index.items if isinstance(values.index, TupleExpr) else [values.index]
            found[name] = [start, *(item.value for item in items if isinstance(item, StrExpr))]
        else:
            found[name] = [start]
    return found


def read_arguments(params: Mapping[str, Expression]) -> dict[str, str]:
    """Return the traits that take an argument → the full name of its class.

    Args:
        params: What the ``class Params`` assigns.
    """
    found: dict[str, str] = {}
    for name, value in params.items():
        for item in keywords(value).values() if callee_name(value) == fullnames.TRAIT else ():
            kind = argument(item, "kind", 0) if isinstance(item, CallExpr) else None
            if callee_name(item) == fullnames.ARGUMENT and isinstance(kind, RefExpr):
                found[name] = kind.fullname
    return found


def traits_of(family: list[str], enum: TypeInfo | None) -> Iterator[str]:
    """Yield the names of the traits that ``Traits(…)`` makes.

    Args:
        family: What it is made from, see `read_families`.
        enum: The enum class, where there is one.
    """
    prefix, *texts = family
    if texts and texts[0].startswith("enum "):
        members = [] if enum is None else [name for name, symbol in enum.names.items() if isinstance(symbol.node, Var)]
        texts = [name.lower() for name in members if not name.startswith("_")]
    yield from (f"{prefix}{text}" for text in texts)
