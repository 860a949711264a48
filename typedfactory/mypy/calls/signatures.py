"""Calls of factories: a signature made for each call, with one argument for each keyword that was written."""

from __future__ import annotations

from mypy.errorcodes import ErrorCode
from mypy.nodes import (
    ARG_NAMED,
    ARG_NAMED_OPT,
    ARG_POS,
    ARG_STAR,
    ARG_STAR2,
    ArgKind,
    CallExpr,
    Expression,
    RefExpr,
    StrExpr,
    TypeInfo,
)
from mypy.plugin import FunctionContext, FunctionSigContext, MethodSigContext
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
from typedfactory.mypy.calls.paths import find_place
from typedfactory.mypy.calls.stubs import stub_type
from typedfactory.mypy.reading.class_body import nested_path
from typedfactory.mypy.reading.factory_info import FactoryInfo, find_factory, is_factory
from typedfactory.mypy.reading.instances import any_type, class_instance
from typedfactory.mypy.reading.scopes import Scope
from typedfactory.mypy.reading.syntax import argument
from typedfactory.mypy.values.judging import Judge
from typedfactory.mypy.values.reach import replaced_by, scope_along, split_path, takes_no_path


def check_arguments(
    judge: Judge,
    factory: FactoryInfo,
    call: CallExpr,
    own: set[str],
    code: ErrorCode,
    scope: Scope,
    given: Instance | None = None,
    skip: int = 0,
) -> dict[str, Type]:
    """Check the overrides of a call.

    Args:
        judge: Infers types.
        factory: The factory that is called.
        call: The call.
        own: Keywords that are no overrides.
        code: The code of findings.
        scope: Whose fields declarations among the arguments see.
        given: The factory with its type arguments.
        skip: How many of the arguments are no overrides.

    Returns:
        Keyword → the type that mypy is to check its value with.
    """
    types: dict[str, Type] = {}
    for name, kind, value in list(zip(call.arg_names, call.arg_kinds, call.args, strict=True))[skip:]:
        if kind == ARG_STAR2:
            types.update(_check_spread(judge, factory, value, own, code, given))
        elif name is not None and name not in own:
            replaced = replaced_by(judge, factory, name, call)
            if replaced is None:
                types[name] = check_argument(judge, factory, name, value, code, scope, given)
            else:
                types[name] = _check_beneath(judge, factory, name, value, replaced, code, scope)
    return types


def _check_beneath(
    judge: Judge,
    factory: FactoryInfo,
    path: str,
    value: Expression,
    replaced: tuple[str, Expression],
    code: ErrorCode,
    scope: Scope,
) -> Type:
    """Check a deep path into something that the same call gives."""
    prefix, given = replaced
    what = takes_no_path(judge.infer(given))
    if what is not None:
        problem = f'it reaches nothing, because the call gives {what} for "{prefix}". Leave out one of the two.'
        judge.report(codes.PATH, f"{factory.name}.{path}: {problem}", value)
        return any_type()
    nested = find_factory(nested_path(given) or "", judge.session.lookup)
    if nested is None:
        return any_type()
    rest = path.removeprefix(prefix).removeprefix("__")
    code = code if find_place(judge, nested, rest).type is not None else codes.PATH
    return check_argument(judge, nested, rest, value, code, (nested.info, *scope_along(judge, factory, prefix, scope)))


def check_argument(
    judge: Judge,
    factory: FactoryInfo,
    name: str,
    value: Expression,
    code: ErrorCode,
    scope: Scope,
    given: Instance | None = None,
) -> Type:
    """Check one override; see `check_arguments`."""
    scope = scope_along(judge, factory, name, scope)
    judge.session.scopes.enter(judge.api.path, value, scope)
    place = find_place(judge, factory, name, given)
    where = f"{factory.name}.{name}"
    found_code = place.code or code
    if place.type is None:
        if is_post_generation(judge, value):
            return any_type()
        judge.report(found_code, f"{where}: {place.problem}", value)
        return any_type()
    # A trait puts its value in the place of the declaration; a call hands it to the declaration.
    replaces = code is codes.TRAIT and split_path(name)[1] is None
    field = place.replaced if replaces and place.replaced is not None else place.type
    return judge.check_value(value, field, scope, where, found_code)


def is_post_generation(judge: Judge, value: Expression) -> bool:
    """Say whether a value is a declaration that runs after the object exists, and so needs no field."""
    typ = judge.infer(value)
    return isinstance(typ, Instance) and typ.type.has_base(fullnames.POST_GENERATION)


def _check_spread(
    judge: Judge, factory: FactoryInfo, value: Expression, own: set[str], code: ErrorCode, given: Instance | None
) -> dict[str, Type]:
    typ = judge.infer(value)
    if not isinstance(typ, TypedDictType):
        return {}
    types: dict[str, Type] = {}
    for name, item in typ.items.items():
        if name in own:
            continue
        place = find_place(judge, factory, name, given)
        where = f"{factory.name}.{name}"
        types[name] = any_type()
        if place.type is None:
            judge.report(place.code or code, f"{where}: {place.problem}", value)
        elif not judge.fits(judge.value_of(get_proper_type(item)), place.type):
            judge.report_misfit(place.code or code, where, item, place.type, value)
    return types


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


# Class calls


def call_class(judge: Judge, ctx: FunctionSigContext, info: TypeInfo, given: Instance | None) -> FunctionLike:
    """Return the signature of calling a factory class: it gives an object of the model."""
    call = ctx.context
    default = ctx.default_signature
    if not isinstance(call, CallExpr):
        return default
    factory = judge.factory(info)
    types = check_arguments(judge, factory, call, set(), codes.OVERRIDE, (info,), given)
    result = _made_by_call(judge, factory, given)
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
    factory = judge.factory(given.type)
    check_arguments(judge, factory, call, set(), codes.OVERRIDE, (given.type,), given)
    return _made_by_call(judge, factory, given)


def _made_by_call(judge: Judge, factory: FactoryInfo, given: Instance | None) -> Type:
    if factory.option("strategy", "create") == "stub":
        return stub_type(judge, factory, given)
    return factory.model(given)


# Methods


def call_method(judge: Judge, ctx: MethodSigContext, info: TypeInfo, name: str) -> FunctionLike:
    """Return the signature of ``UserFactory.build(…)`` and its like for this call."""
    default = ctx.default_signature
    call = ctx.context
    if not isinstance(call, CallExpr) or ARG_STAR2 not in default.arg_kinds:
        return default
    given = receiver(ctx.type)
    if given is not None:
        info = given.type
    if name in ("generate", "generate_batch"):
        check_strategy(judge, argument(call, "strategy", 0))
    factory = judge.factory(info)
    types = check_arguments(judge, factory, call, own_of_method(name, call), codes.OVERRIDE, (info,), given)
    return make_signature(default, call, types, _result(judge, factory, default, given))


def check_strategy(judge: Judge, value: Expression | None) -> None:
    """Report the name of a strategy that does not exist."""
    if isinstance(value, StrExpr) and value.value not in _STRATEGIES:
        hint = codes.did_you_mean(value.value, _STRATEGIES)
        judge.report(codes.OVERRIDE, f'There is no strategy "{value.value}". {hint}', value)


_STRATEGIES = ("build", "create", "stub")


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


def _result(judge: Judge, factory: FactoryInfo, default: CallableType, given: Instance | None) -> Type:
    """Return what a method gives: the declared type, with the narrower model or typed stubs in it."""
    result = get_proper_type(default.ret_type)
    if not isinstance(result, (Instance, AnyType, TupleType, TypedDictType)):
        return default.ret_type
    named = factory.named_model()
    argument = factory.argument()
    if isinstance(result, Instance):
        if result.type.fullname == fullnames.STUB:
            return stub_type(judge, factory, given)
        if result.type.fullname == "builtins.list" and result.args:
            inner = get_proper_type(result.args[0])
            if isinstance(inner, Instance) and inner.type.fullname == fullnames.STUB:
                return result.copy_modified(args=[stub_type(judge, factory, given)])
            if named is not None and inner == get_proper_type(argument):
                return result.copy_modified(args=[factory.model(given)])
    if named is not None and result == get_proper_type(argument):
        return factory.model(given)
    return default.ret_type
