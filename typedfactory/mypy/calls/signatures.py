"""Calls of factories: a signature made for each call, with one argument for each keyword that was written."""

from __future__ import annotations

from mypy.nodes import ARG_NAMED, ARG_NAMED_OPT, ARG_STAR, ARG_STAR2, ArgKind, CallExpr
from mypy.types import CallableType, Type

from typedfactory.mypy.reading.instances import any_type


def has_spread(call: CallExpr) -> bool:
    """Say whether a call passes ``**mapping``."""
    return any(kind == ARG_STAR2 for kind in call.arg_kinds)


def make_signature(
    default: CallableType, call: CallExpr, types: dict[str, Type], result: Type | None = None
) -> CallableType:
    """Return a signature with one argument for each keyword that was written.

    Args:
        default: The declared signature, ``(…, **kwargs)``.
        call: The call.
        types: Keyword → type.
        result: What it returns, if something else than declared.
    """
    names: list[str | None] = []
    kinds: list[ArgKind] = []
    kept: list[Type] = []
    for name, kind, typ in zip(default.arg_names, default.arg_kinds, default.arg_types, strict=True):
        if kind != ARG_STAR2 and name not in types:
            names.append(name)
            kinds.append(kind)
            kept.append(typ)
    for name, typ in types.items():
        names.append(name)
        kinds.append(ARG_NAMED_OPT if has_spread(call) else ARG_NAMED)
        kept.append(typ)
    if has_spread(call) or ARG_STAR2 in default.arg_kinds:
        names.append("overrides")
        kinds.append(ARG_STAR2)
        kept.append(any_type())
    return default.copy_modified(
        arg_types=kept, arg_kinds=kinds, arg_names=names, ret_type=default.ret_type if result is None else result
    )


def own_arguments(default: CallableType, call: CallExpr) -> set[str]:
    """Return the keywords of a signature that are no overrides in this call."""
    named = {
        name
        for name, kind in zip(default.arg_names, default.arg_kinds, strict=True)
        if name is not None and kind not in (ARG_STAR, ARG_STAR2)
    }
    return named & {name for name in call.arg_names if name is not None}
