"""Lazy functions: what they receive, and each attribute that they read of it."""

from __future__ import annotations

from mypy.nodes import CallExpr, LambdaExpr
from mypy.plugin import AttributeContext, FunctionSigContext
from mypy.types import CallableType, Instance, Type, get_proper_type

from typedfactory.mypy import codes, fullnames
from typedfactory.mypy.declarations.read_types import read_field
from typedfactory.mypy.reading.instances import any_type
from typedfactory.mypy.reading.scopes import Scope, as_model_resolver, as_resolver, declared_beside, scope_of
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


def resolver_attribute(judge: Judge, ctx: AttributeContext, *, name: str) -> Type:
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
    return read_field(judge, factory, name, codes.RESOLVER, "a lazy function", ctx.context) or any_type()


def _by_model(judge: Judge, typ: Instance, name: str, ctx: AttributeContext) -> Type:
    """Return the type of a field where only the model is known: ``Resolver[User]`` that a user wrote."""
    model = judge.model(typ.args[0]) if typ.args else None
    field = None if model is None else model.find(name)
    beside = declared_beside(typ)
    if field is None and beside is not None and name not in beside and model is not None and model.closed:
        hint = codes.did_you_mean(name, model.shown | beside)
        judge.report(
            codes.RESOLVER, f'A lazy function reads "{name}", which is no field of {model.name}. {hint}', ctx.context
        )
    return ctx.default_attr_type if field is None else field.type
