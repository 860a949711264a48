"""``register(UserFactory, role="admin")``: its overrides are those of a call of the factory."""

from __future__ import annotations

from mypy.nodes import CallExpr, MypyFile, TypeInfo
from mypy.plugin import FunctionSigContext
from mypy.types import CallableType, FunctionLike

from typedfactory.mypy import codes
from typedfactory.mypy.calls import check_arguments, make_signature
from typedfactory.mypy.factory_info import FactoryInfo
from typedfactory.mypy.judging import Judge
from typedfactory.mypy.nesting import find_nested
from typedfactory.mypy.registrations import calls_in, is_registering, note_registrations

#: Keywords that are no overrides.
OWN = frozenset({"_name", "_strategy"})


def sign_register(judge: Judge, ctx: FunctionSigContext) -> FunctionLike:
    """Return the signature of ``register(UserFactory, …)`` for this call, and keep what the module registers."""
    default, call = ctx.default_signature, ctx.context
    tree = getattr(judge.api, "tree", None)
    if not isinstance(call, CallExpr) or not is_registering(call):
        return default
    if isinstance(tree, MypyFile):
        known = [item for item, _, _ in calls_in(tree.defs)]
        read = any(item is call for item in known)
        if not read or known[-1] is call:
            note_registrations(judge, tree, complete=read)
    if not call.args or call.arg_names[0] is not None:
        return default
    factory = find_nested(judge, call.args[0])
    return default if factory is None else _sign(judge, default, call, factory)


def _sign(judge: Judge, default: CallableType, call: CallExpr, factory: FactoryInfo) -> CallableType:
    types = check_arguments(judge, factory, call, set(OWN), codes.OVERRIDE, (factory.info,))
    return make_signature(default, call, types)


def check_decorators(judge: Judge, info: TypeInfo) -> None:
    """Check what a factory is registered with that is decorated with ``@register(role="admin")``."""
    tree = getattr(judge.api, "tree", None)
    known = list(calls_in(tree.defs)) if info.defn.decorators and isinstance(tree, MypyFile) else []
    if known and known[-1][1] is info and isinstance(tree, MypyFile):
        note_registrations(judge, tree)
    factory = judge.factory(info)
    registering = [item for item in info.defn.decorators if isinstance(item, CallExpr) and is_registering(item)]
    for call in registering:
        if not call.args or call.arg_names[0] is not None:
            check_arguments(judge, factory, call, set(OWN), codes.OVERRIDE, (factory.info,))
