"""Calls of factories: a signature made for each call, with one argument for each keyword that was written."""

from __future__ import annotations

from mypy.nodes import ARG_NAMED, ARG_NAMED_OPT, ARG_OPT, ARG_POS, ARG_STAR, ARG_STAR2, ArgKind, CallExpr
from mypy.types import CallableType, FunctionLike, Type, TypedDictType, get_proper_type

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
        arg_types=kept,
        arg_kinds=kinds,
        arg_names=names,
        ret_type=default.ret_type if result is None else result,
        unpack_kwargs=False,
    )


def is_sound(signature: FunctionLike) -> bool:
    """Say whether mypy can check a call with a signature: it stops at one that contradicts itself."""
    return all(map(_is_sound, signature.items))


def _is_sound(item: CallableType) -> bool:
    kinds = item.arg_kinds
    named = [name for name, kind in zip(item.arg_names, kinds, strict=False) if name and kind.is_named()]
    ranks = [_RANKS[kind] for kind in kinds]
    return (
        len(kinds) == len(item.arg_names) == len(item.arg_types)
        and kinds.count(ARG_STAR) <= 1
        and kinds.count(ARG_STAR2) <= 1
        and ranks == sorted(ranks)
        and len(named) == len(set(named))
        and (not item.unpack_kwargs or isinstance(get_proper_type(item.arg_types[-1]), TypedDictType))
    )


_RANKS = {ARG_POS: 0, ARG_OPT: 1, ARG_STAR: 2, ARG_NAMED: 3, ARG_NAMED_OPT: 3, ARG_STAR2: 4}


def own_arguments(default: CallableType, call: CallExpr) -> set[str]:
    """Return the keywords of a signature that are no overrides in this call."""
    named = {
        name
        for name, kind in zip(default.arg_names, default.arg_kinds, strict=True)
        if name is not None and kind not in (ARG_STAR, ARG_STAR2)
    }
    return named & {name for name in call.arg_names if name is not None}
