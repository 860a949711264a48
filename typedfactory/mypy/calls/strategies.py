"""The names of strategies, where they are given."""

from __future__ import annotations

from mypy.nodes import CallExpr, Expression, StrExpr
from mypy.plugin import FunctionSigContext
from mypy.types import FunctionLike

from typedfactory.mypy import codes
from typedfactory.mypy.reading.syntax import argument
from typedfactory.mypy.values.judging import Judge

#: The strategies that there are.
STRATEGIES = ("build", "create", "stub")


def check_strategy(judge: Judge, value: Expression | None) -> None:
    """Report the name of a strategy that does not exist."""
    if isinstance(value, StrExpr) and value.value not in STRATEGIES:
        hint = codes.did_you_mean(value.value, STRATEGIES)
        judge.report(codes.OVERRIDE, f'There is no strategy "{value.value}". {hint}', value)


def sign_use_strategy(judge: Judge, ctx: FunctionSigContext) -> FunctionLike:
    """Check the strategy that a factory is decorated with."""
    if isinstance(ctx.context, CallExpr):
        check_strategy(judge, argument(ctx.context, "new_strategy", 0))
    return ctx.default_signature
