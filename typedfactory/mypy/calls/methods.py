"""``UserFactory.build(name="ann")`` and its like."""

from __future__ import annotations

import dataclasses

from mypy.nodes import ARG_POS, ARG_STAR2, CallExpr, TypeInfo
from mypy.plugin import MethodSigContext
from mypy.types import (
    AnyType,
    CallableType,
    FunctionLike,
    Instance,
    ProperType,
    TupleType,
    Type,
    TypedDictType,
    TypeType,
    TypeVarType,
    get_proper_type,
)

from typedfactory.mypy import codes, fullnames
from typedfactory.mypy.calls.overrides import check_arguments
from typedfactory.mypy.calls.paths import find_place
from typedfactory.mypy.calls.signatures import make_signature
from typedfactory.mypy.calls.strategies import check_strategy, may_be_stub
from typedfactory.mypy.calls.stubs import stub_type
from typedfactory.mypy.reading.factory_info import FactoryInfo, is_factory, is_librarys_method
from typedfactory.mypy.reading.instances import class_instance
from typedfactory.mypy.reading.syntax import argument
from typedfactory.mypy.values.judging import Judge


def sign_method(judge: Judge, ctx: MethodSigContext, *, info: TypeInfo | None, name: str) -> FunctionLike:
    """Return the signature of ``UserFactory.build(…)`` and its like for this call.

    Args:
        judge: Infers types.
        ctx: The call.
        info: The class that mypy found the method in; None for one that is not known by its name.
        name: The method's name.
    """
    default, call = ctx.default_signature, ctx.context
    given = receiver(ctx.type)
    if info is None and (given is None or not is_librarys_method(given.type, name)):
        return default
    info = info if given is None else given.type
    if info is None or not isinstance(call, CallExpr) or ARG_STAR2 not in default.arg_kinds:
        return default
    if name in fullnames.COMBINING:
        _check_names(judge, judge.factory(info, given), call, given)
        return default
    strategy = argument(call, "strategy", 0) if name in ("generate", "generate_batch") else None
    check_strategy(judge, strategy)
    factory = judge.factory(info, given)
    factory = dataclasses.replace(factory, stubs=may_be_stub(factory, name, strategy))
    types = check_arguments(judge, factory, call, own_of_method(name, call), codes.OVERRIDE, (info,), given)
    return make_signature(default, call, types, _result(judge, factory, default, given, call))


def _check_names(judge: Judge, factory: FactoryInfo, call: CallExpr, given: Instance | None) -> None:
    """Check what is named in a call whose values are several for each name."""
    for name, value in zip(call.arg_names, call.args, strict=True):
        place = find_place(judge, factory, name, given) if name is not None else None
        if place is not None and place.type is None:
            judge.report(place.code or codes.OVERRIDE, f"{factory.name}.{name}: {place.problem}", value)


def own_of_method(method: str, call: CallExpr) -> set[str]:
    """Return the keywords of a factory's method that are no overrides in this call: those not given by position."""
    if method in fullnames.BULK:
        return set(fullnames.BULK_KEYWORDS)
    base = method.removesuffix("_batch")
    names = {"generate": ["strategy"], "simple_generate": ["create"]}.get(base, [])
    if method.endswith("_batch"):
        names = [*names, "size"]
    given = sum(1 for kind in call.arg_kinds if kind == ARG_POS)
    return set(names[given:])


def receiver(typ: Type) -> Instance | None:
    """Return the factory that a method is called on, with its type arguments; None for anything else."""
    proper = get_proper_type(typ)
    if isinstance(proper, CallableType):
        return _as_factory(class_instance(proper))
    if isinstance(proper, TypeType):
        proper = get_proper_type(proper.item)
        if isinstance(proper, TypeVarType):
            proper = get_proper_type(proper.upper_bound)
    return _as_factory(proper)


def _as_factory(typ: ProperType | None) -> Instance | None:
    return typ if isinstance(typ, Instance) and is_factory(typ.type) else None


def _result(judge: Judge, factory: FactoryInfo, default: CallableType, given: Instance | None, call: CallExpr) -> Type:
    """Return what a method gives: the declared type, with the narrower model or typed stubs in it."""
    result = get_proper_type(default.ret_type)
    if not isinstance(result, (Instance, AnyType, TupleType, TypedDictType)):
        return default.ret_type
    named = factory.named_model()
    argument = factory.argument()
    if isinstance(result, Instance):
        if result.type.fullname == fullnames.STUB:
            return stub_type(judge, factory, given, call)
        if result.type.fullname == "builtins.list" and result.args:
            inner = get_proper_type(result.args[0])
            if isinstance(inner, Instance) and inner.type.fullname == fullnames.STUB:
                return result.copy_modified(args=[stub_type(judge, factory, given, call)])
            if named is not None and inner == get_proper_type(argument):
                return result.copy_modified(args=[factory.model(given)])
    if named is not None and result == get_proper_type(argument):
        return factory.model(given)
    return default.ret_type
