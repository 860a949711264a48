"""The names of strategies, where they are given."""

from __future__ import annotations

from mypy.nodes import CallExpr, Expression, StrExpr
from mypy.plugin import FunctionSigContext
from mypy.types import FunctionLike

from typedfactory.mypy import codes
from typedfactory.mypy.reading.factory_info import FactoryInfo
from typedfactory.mypy.reading.syntax import argument
from typedfactory.mypy.values.judging import Judge

#: The strategies that there are.
STRATEGIES = ("build", "create", "stub")


def check_strategy(judge: Judge, value: Expression | None) -> None:
    """Report the name of a strategy that does not exist."""
    if isinstance(value, StrExpr) and value.value not in (*STRATEGIES, "persisted"):
        hint = codes.did_you_mean(value.value, STRATEGIES)
        if not hint.startswith("Did you mean"):
            # A project may register strategies of its own.
            return
        judge.report(codes.OVERRIDE, f'There is no strategy "{value.value}". {hint}', value)


def may_be_stub(factory: FactoryInfo, method: str, strategy: Expression | None) -> bool:
    """Say whether a call may make stubs, which take any name.

    Args:
        factory: The factory that is called.
        method: The method; ``""`` for a call of the class.
        strategy: What ``generate`` is told to do.
    """
    if method.removesuffix("_batch") in ("stub", "astub"):
        return True
    if method in ("generate", "generate_batch"):
        return not isinstance(strategy, StrExpr) or strategy.value == "stub"
    return not method and factory.option("strategy", "create") in ("stub", None)


def sign_use_strategy(judge: Judge, ctx: FunctionSigContext) -> FunctionLike:
    """Check the strategy that a factory is decorated with."""
    if isinstance(ctx.context, CallExpr):
        check_strategy(judge, argument(ctx.context, "new_strategy", 0))
    return ctx.default_signature
