"""``UserFactory(name="ann")``: calls of factory classes, which give an object of the model."""

from __future__ import annotations

import dataclasses

from mypy.nodes import ARG_STAR2, CallExpr, RefExpr, TypeInfo
from mypy.plugin import FunctionContext, FunctionSigContext
from mypy.types import CallableType, FunctionLike, Instance, Type

from typedfactory.mypy import codes
from typedfactory.mypy.calls.methods import receiver
from typedfactory.mypy.calls.overrides import check_arguments
from typedfactory.mypy.calls.signatures import make_signature
from typedfactory.mypy.calls.strategies import may_be_stub
from typedfactory.mypy.calls.stubs import stub_type
from typedfactory.mypy.reading.factory_info import FactoryInfo, is_factory, is_librarys_method
from typedfactory.mypy.reading.instances import any_type, class_instance
from typedfactory.mypy.values.judging import Judge


def sign_class(judge: Judge, ctx: FunctionSigContext) -> FunctionLike:
    """Return the signature of calling a factory class: it gives an object of the model."""
    call, default = ctx.context, ctx.default_signature
    made = class_instance(default)
    if made is None or not is_factory(made.type) or not isinstance(call, CallExpr):
        return default
    if not is_librarys_method(made.type, "__new__"):
        return default  # its author says what it takes
    direct = isinstance(call.callee, RefExpr) and isinstance(call.callee.node, TypeInfo)
    given = None if direct and not made.args else made
    factory = _called(judge, made)
    types = check_arguments(judge, factory, call, set(), codes.OVERRIDE, (made.type,), given)
    result = _made_by_call(judge, factory, given, call)
    bare = default.copy_modified(
        arg_types=[any_type()],
        arg_kinds=[ARG_STAR2],
        arg_names=["overrides"],
        fallback=judge.instance("builtins.function"),
        variables=[] if given is not None else default.variables,
    )
    return make_signature(bare, call, types, result)


def check_unsigned(judge: Judge, ctx: FunctionContext) -> Type:
    """Check a class call that mypy asks no signature for: ``factories[0](…)``, or of a ``type[UserFactory]``."""
    call = ctx.context
    if not isinstance(call, CallExpr) or (isinstance(call.callee, RefExpr) and isinstance(call.callee.node, TypeInfo)):
        return ctx.default_return_type
    callee = judge.infer(call.callee)
    if isinstance(callee, CallableType) and isinstance(call.callee, RefExpr):
        return ctx.default_return_type
    given = receiver(callee)
    if given is None:
        return ctx.default_return_type
    factory = _called(judge, given)
    check_arguments(judge, factory, call, set(), codes.OVERRIDE, (given.type,), given)
    return _made_by_call(judge, factory, given, call)


def _called(judge: Judge, made: Instance) -> FactoryInfo:
    factory = judge.factory(made.type, made)
    return dataclasses.replace(factory, stubs=may_be_stub(factory, "", None))


def _made_by_call(judge: Judge, factory: FactoryInfo, given: Instance | None, call: CallExpr) -> Type:
    if factory.option("strategy", "create") == "stub":
        return stub_type(judge, factory, given, call)
    return factory.model(given)
