"""``Maybe``, ``Transformer``, ``Dict``, ``List`` and their like: declarations that hold others, which see the same fields."""

from __future__ import annotations

from mypy.nodes import CallExpr, RefExpr
from mypy.plugin import FunctionSigContext
from mypy.types import FunctionLike

from typedfactory.mypy import fullnames
from typedfactory.mypy.values.judging import Judge
from typedfactory.mypy.values.reach import scope_at


def sign_holder(judge: Judge, ctx: FunctionSigContext) -> FunctionLike:
    """Note whose fields the declarations inside a declaration see."""
    call = ctx.context
    if not isinstance(call, CallExpr):
        return ctx.default_signature
    scope = scope_at(judge, call)
    name = call.callee.fullname if isinstance(call.callee, RefExpr) else ""
    for value in call.args:
        if name in (fullnames.DICT, fullnames.LIST):
            items = getattr(value, "items", ())
            for item in items:
                inner = item[1] if isinstance(item, tuple) else item
                judge.session.scopes.enter(judge.api.path, inner, (None, *scope))
        else:
            judge.session.scopes.enter(judge.api.path, value, scope)
    return ctx.default_signature
