"""Post-generation: hooks and method calls, and what they are given."""

from __future__ import annotations

from mypy.nodes import ARG_STAR, ARG_STAR2, CallExpr, Decorator, FuncDef, FuncItem, LambdaExpr, StrExpr
from mypy.plugin import FunctionSigContext
from mypy.types import AnyType, CallableType, FunctionLike, Instance, NoneType, Type, get_proper_type

from typedfactory.mypy import codes, fullnames
from typedfactory.mypy.calls.members import member, method_of
from typedfactory.mypy.reading.factory_info import FactoryInfo
from typedfactory.mypy.reading.instances import any_type, class_of
from typedfactory.mypy.reading.syntax import argument, callee_name
from typedfactory.mypy.values.judging import Judge
from typedfactory.mypy.values.reach import scope_at

#: The object, create, extracted.
_RECEIVED = 3


def check_hook(judge: Judge, factory: FactoryInfo, decorator: Decorator) -> None:
    """Check the signature of a decorated hook."""
    function = decorator.func
    kinds = function.arg_kinds
    where = f"{factory.name}.{decorator.name}"
    if not _takes_three(judge, where, function):
        return
    typ = function.type
    if not isinstance(typ, CallableType):
        return
    model = factory.model()
    given = get_proper_type(typ.arg_types[0])
    if kinds[0].is_positional() and not isinstance(given, AnyType) and not judge.fits(model, given):
        judge.report(codes.HOOK, f"{where}: the hook receives {judge.show(model)}, not {judge.show(given)}.", function)
    flag = judge.instance("builtins.bool")
    if len(kinds) > 1 and kinds[1].is_positional() and not judge.fits(flag, typ.arg_types[1]):
        judge.report(codes.HOOK, f"{where}: create is a bool, not {judge.show(typ.arg_types[1])}.", function)


def _takes_three(judge: Judge, where: str, function: FuncItem) -> bool:
    """Report a hook that does not take what it receives; say whether it does."""
    kinds = function.arg_kinds
    if sum(1 for kind in kinds if kind.is_positional()) >= _RECEIVED or ARG_STAR in kinds:
        return True
    judge.report(
        codes.HOOK, f"{where}: a hook receives the object, create and extracted: take three arguments.", function
    )
    return False


def sign_hook(judge: Judge, ctx: FunctionSigContext) -> FunctionLike:
    """Return the signature of ``PostGeneration(lambda obj, create, extracted, **kwargs: …)`` with its arguments typed."""
    default, call = ctx.default_signature, ctx.context
    function = argument(call, "function", 0) if isinstance(call, CallExpr) else None
    scope = scope_at(judge, call)
    if not isinstance(function, LambdaExpr) or not scope or scope[0] is None or not default.arg_types:
        return default
    if not _takes_three(judge, judge.factory(scope[0]).name, function):
        return default
    declared = get_proper_type(default.arg_types[0])
    if not isinstance(declared, CallableType):
        return default
    received = [judge.factory(scope[0]).model(), judge.instance("builtins.bool")]
    types = [
        received[index] if index < len(received) and kind.is_positional() else any_type()
        for index, kind in enumerate(function.arg_kinds)
    ]
    typed = declared.copy_modified(
        arg_types=types, arg_kinds=function.arg_kinds, arg_names=function.arg_names, is_ellipsis_args=False
    )
    if any(kind.is_star() for kind in function.arg_kinds):
        function.type = typed.copy_modified(ret_type=any_type())  # into these, mypy takes no types from outside
    return default.copy_modified(arg_types=[typed, *default.arg_types[1:]])


def check_method_call(judge: Judge, factory: FactoryInfo, name: str, call: CallExpr) -> None:
    """Check a ``PostGenerationMethodCall``."""
    if callee_name(call) != fullnames.METHOD_CALL:
        return
    node = argument(call, "method_name", 0)
    model_type = class_of(factory.model())
    if not isinstance(node, StrExpr) or model_type is None or model_type.type.fallback_to_any:
        return
    where = f"{factory.name}.{name}"
    if model_type.type.get(node.value) is None:
        if model_type.type.get("__getattr__") is None:
            known = [
                key
                for base in model_type.type.mro[:-1]
                for key, symbol in base.names.items()
                if isinstance(symbol.node, (FuncDef, Decorator)) and not key.startswith("_")
            ]
            hint = codes.did_you_mean(node.value, known)
            judge.report(codes.HOOK, f'{where}: {model_type.type.name} has no method "{node.value}". {hint}', node)
        return
    method = method_of(judge, factory.model(), node.value)
    if method is not None:
        _check_method_arguments(judge, where, call, method)
    elif _is_no_function(member(judge, factory.model(), node.value)):
        judge.report(codes.HOOK, f'{where}: "{node.value}" of {model_type.type.name} is no method.', node)


def _is_no_function(typ: Type | None) -> bool:
    proper = None if typ is None else get_proper_type(typ)
    return isinstance(proper, NoneType) or (isinstance(proper, Instance) and proper.type.get("__call__") is None)


def _check_method_arguments(judge: Judge, where: str, call: CallExpr, method: CallableType) -> None:
    positional = [typ for typ, kind in zip(method.arg_types, method.arg_kinds, strict=True) if kind.is_positional()]
    takes_any = any(kind.is_star() for kind in method.arg_kinds)
    for index, (key, value) in enumerate(zip(call.arg_names, call.args, strict=True)):
        if index == 0 or key == "method_name":
            continue
        field: Type | None = None
        if key is None:
            if index > 1 and call.arg_kinds[index] != ARG_STAR:
                judge.report(
                    codes.HOOK, f"{where}: it takes one positional argument, give the others by keyword.", value
                )
                continue
            if positional:
                field = positional[0]
            elif not takes_any:
                judge.report(codes.HOOK, f"{where}: the method takes no argument.", value)
                continue
        elif key in method.arg_names:
            field = method.arg_types[method.arg_names.index(key)]
        elif ARG_STAR2 not in method.arg_kinds:
            known = [name for name in method.arg_names if name]
            judge.report(
                codes.HOOK, f'{where}: the method takes no argument "{key}". {codes.did_you_mean(key, known)}', value
            )
        if field is not None:
            judge.check_value(value, field, (None,), where, codes.HOOK)
