"""What lazy functions see: the parameter of their lambdas, and each attribute of it."""

from __future__ import annotations

from mypy.nodes import CallExpr, Expression, LambdaExpr, StrExpr
from mypy.plugin import AttributeContext, FunctionContext, FunctionSigContext
from mypy.types import AnyType, CallableType, Instance, NoneType, Type, TypedDictType, UnionType, get_proper_type

from typedfactory.mypy import codes, fullnames
from typedfactory.mypy.calls.paths import field_of, known_names, member
from typedfactory.mypy.reading.factory_info import Declared, FactoryInfo
from typedfactory.mypy.reading.instances import any_type, class_of, without_none
from typedfactory.mypy.reading.models import Model
from typedfactory.mypy.reading.scopes import Scope, as_model_resolver, as_resolver, declared_beside, scope_of
from typedfactory.mypy.reading.syntax import argument
from typedfactory.mypy.values.judging import Judge
from typedfactory.mypy.values.reach import scope_at


def make_resolver(judge: Judge, scope: Scope) -> Instance:
    """Return the type of the resolver in a scope."""
    model = any_type() if not scope or scope[0] is None else judge.factory(scope[0]).model()
    return as_resolver(judge.instance(fullnames.RESOLVER, model), *scope)


def sign_lazy(judge: Judge, ctx: FunctionSigContext) -> CallableType:
    """Return the signature of ``LazyAttribute(function)`` with the function's parameter typed."""
    default, call = ctx.default_signature, ctx.context
    scope = scope_at(judge, call)
    beside = judge.session.scopes.find_model(judge.api.path, call)
    known = beside is not None or (scope and scope[0] is not None)
    if not known or not default.arg_types or not isinstance(call, CallExpr):
        return default
    if not call.args or not isinstance(call.args[0], LambdaExpr):
        return default
    function = get_proper_type(default.arg_types[0])
    if not isinstance(function, CallableType) or not function.arg_types:
        return default
    if beside is None:
        resolver = make_resolver(judge, scope)
    else:
        resolver = as_model_resolver(judge.instance(fullnames.RESOLVER, beside[0]), beside[1])
    arguments = [resolver, *function.arg_types[1:]]
    return default.copy_modified(arg_types=[function.copy_modified(arg_types=arguments), *default.arg_types[1:]])


def resolver_attribute(judge: Judge, ctx: AttributeContext, name: str) -> Type:
    """Return the type of a field read from a resolver, and report fields that do not exist."""
    typ = get_proper_type(ctx.type)
    if not isinstance(typ, Instance) or name.startswith("__"):
        return ctx.default_attr_type
    scope = scope_of(typ)
    if name == "factory_parent":
        return make_resolver(judge, scope[1:]) if len(scope) > 1 and scope[1] is not None else ctx.default_attr_type
    if not scope or scope[0] is None:
        return _by_model(judge, typ, name, ctx)
    factory = judge.factory(scope[0])
    found = read_field(judge, factory, name)
    if found is None:
        model = judge.model(factory.model())
        if model is not None and model.closed and factory.judges_names():
            known = known_names(factory, model) | set(factory.declared())
            message = (
                f'{factory.name}: a lazy function reads "{name}", which is no field. {codes.did_you_mean(name, known)}'
            )
            judge.report(codes.RESOLVER, message, ctx.context)
        return any_type()
    return found


def _by_model(judge: Judge, typ: Instance, name: str, ctx: AttributeContext) -> Type:
    """Return the type of a field where only the model is known: ``Resolver[User]`` that a user wrote."""
    model = judge.model(typ.args[0]) if typ.args else None
    field = None if model is None else model.find(name)
    beside = declared_beside(typ)
    if field is None and beside is not None and name not in beside and model is not None and model.closed:
        hint = codes.did_you_mean(name, model.names | beside)
        judge.report(
            codes.RESOLVER, f'A lazy function reads "{name}", which is no field of {model.name}. {hint}', ctx.context
        )
    return ctx.default_attr_type if field is None else field.type


def read_field(judge: Judge, factory: FactoryInfo, name: str) -> Type | None:
    """Return the type of a field, param or excluded field as lazy functions see it; None if there is none."""
    model = judge.model(factory.model())
    field = _read_type(model, factory.rename().get(name, name)) or field_of(factory, model, name)
    if field is not None and not isinstance(get_proper_type(field), UnionType):
        return field
    declared = factory.declared()
    own = _value(judge, declared[name].type) if name in declared else None
    if field is not None:
        return _narrowed(judge, field, own)
    params = factory.params()
    if name in params:
        return _read_param(judge, params[name])
    if name in declared:
        return own or any_type()
    return any_type() if model is None or name in known_names(factory, model) else None


def _read_param(judge: Judge, param: Declared) -> Type:
    typ = get_proper_type(param.type) if param.type is not None else None
    if isinstance(typ, Instance) and typ.type.has_base(fullnames.TRAIT):
        return judge.instance("builtins.bool")
    if isinstance(typ, Instance) and typ.type.has_base(fullnames.PARAMETER):
        return any_type()
    return _value(judge, typ) or any_type()


def _read_type(model: Model | None, name: str) -> Type | None:
    """Return what reading a field gives, where that is not what it takes."""
    field = None if model is None else model.find(name)
    return None if field is None else field.read


def _value(judge: Judge, typ: Type | None) -> Type | None:
    proper = get_proper_type(typ) if typ is not None else None
    if proper is None:
        return None
    value = judge.value_of(proper)
    plain = get_proper_type(value) if value is not None else None
    return plain.copy_modified(last_known_value=None) if isinstance(plain, Instance) else plain


def _narrowed(judge: Judge, field: Type, own: Type | None) -> Type:
    """Take None out of a field's type where the factory declares something else for it."""
    proper = get_proper_type(field)
    if own is None or not isinstance(proper, UnionType):
        return field
    value = get_proper_type(own)
    if isinstance(value, (AnyType, NoneType)) or (
        isinstance(value, UnionType) and any(isinstance(get_proper_type(item), NoneType) for item in value.items)
    ):
        return field
    return without_none(field)


# SelfAttribute


def self_attribute(judge: Judge, ctx: FunctionContext) -> Type:
    """Return the type of a ``SelfAttribute``: that of the end of its path."""
    call = ctx.context
    result = get_proper_type(ctx.default_return_type)
    if not isinstance(call, CallExpr) or not isinstance(result, Instance):
        return ctx.default_return_type
    node = argument(call, "attribute_name", 0)
    default = argument(call, "default", 1)
    if not isinstance(node, StrExpr):
        return ctx.default_return_type
    found = follow(judge, node.value, scope_at(judge, call), node, strict=default is None)
    if found is None or (default is not None and isinstance(get_proper_type(found), AnyType)):
        return ctx.default_return_type
    if default is not None:
        found = UnionType.make_union([found, judge.infer(default)])
    return result.copy_modified(args=[found])


def follow(judge: Judge, path: str, scope: Scope, node: Expression, *, strict: bool = True) -> Type | None:
    """Follow a dotted path, with dots in front for enclosing factories; report where it leads nowhere.

    Returns:
        The type of its end; None where it is not known.
    """
    bare = path.lstrip(".")
    level = max(len(path) - len(bare) - 1, 0)
    if level >= len(scope) or scope[level] is None or not bare:
        return None
    start = scope[level]
    assert start is not None  # noqa: S101 - said above
    factory = judge.factory(start)
    first, *rest = bare.split(".")
    current = read_field(judge, factory, first)
    if current is None:
        model = judge.model(factory.model())
        if model is not None and model.closed and factory.judges_names():
            known = known_names(factory, model) | set(factory.declared())
            message = f'{factory.name}: the path "{path}" reads "{first}", which is no field. {codes.did_you_mean(first, known)}'
            judge.report(codes.PATH, message, node)
        return None
    for name in rest:
        _depend(judge, current)
        following = _step(judge, current, name)
        if following is None:
            if strict:
                message = f'{factory.name}: the path "{path}" leads nowhere: {judge.show(current)} has no "{name}".{_hint(current, name)}'
                judge.report(codes.PATH, message, node)
            return None
        current = following
    return current


def _depend(judge: Judge, typ: Type) -> None:
    owner = class_of(without_none(typ))
    for base in () if owner is None else owner.type.mro[:-1]:
        judge.depend(base)


def _step(judge: Judge, typ: Type, name: str) -> Type | None:
    proper = get_proper_type(typ)
    if isinstance(proper, Instance) and proper.type.has_base("typing.Mapping"):
        return any_type()
    if isinstance(proper, Instance) and name.isdigit():
        return any_type()
    if isinstance(proper, UnionType):
        found = [_step(judge, item, name) for item in proper.items if not isinstance(get_proper_type(item), NoneType)]
        kept = [item for item in found if item is not None]
        return UnionType.make_union(kept) if kept else None
    return member(judge.api, proper, name)


def _hint(typ: Type, name: str) -> str:
    proper = get_proper_type(without_none(typ))
    if isinstance(proper, TypedDictType):
        return f" {codes.did_you_mean(name, proper.items)}"
    owner = class_of(proper)
    if owner is None or owner.type.fullname.startswith("builtins."):
        return ""
    known = [key for base in owner.type.mro[:-1] for key in base.names if not key.startswith("_")]
    return f" {codes.did_you_mean(name, known)}" if known else ""
