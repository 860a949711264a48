"""``Faker("provider", …)``: its arguments and its value."""

from __future__ import annotations

from mypy.nodes import CallExpr, StrExpr, TypeInfo
from mypy.plugin import FunctionContext, FunctionSigContext
from mypy.types import AnyType, CallableType, Instance, Type, get_proper_type

from typedfactory.mypy import codes, fullnames
from typedfactory.mypy.calls.signatures import has_spread, make_signature
from typedfactory.mypy.reading.instances import any_type
from typedfactory.mypy.reading.syntax import argument, keywords
from typedfactory.mypy.values.added_providers import read_added
from typedfactory.mypy.values.judging import Judge
from typedfactory.mypy.values.providers import (
    find_parameter,
    find_provider,
    find_proxy,
    provided_type,
    unknown_parameter,
)
from typedfactory.mypy.values.reach import scope_at


def _provider_name(call: CallExpr) -> StrExpr | None:
    node = argument(call, "provider", 0)
    return node if isinstance(node, StrExpr) else None


def sign_faker(judge: Judge, ctx: FunctionSigContext) -> CallableType:
    """Return the signature of ``Faker("provider", …)`` with the provider's own arguments."""
    default, call = ctx.default_signature, ctx.context
    if not isinstance(call, CallExpr):
        return default
    name = _provider_name(call)
    proxy = find_proxy(judge)
    if name is None or proxy is None:
        return default
    provider = find_provider(judge, name.value)
    if provider is None:
        _report_unknown(judge, proxy, name)
        return default
    types: dict[str, Type] = {}
    for key, value in keywords(call).items():
        if key in fullnames.FAKER_OWN:
            continue
        field = find_parameter(judge, provider, key)
        if field is None:
            judge.report(codes.FAKER, unknown_parameter(name.value, provider, key), value)
            types[key] = any_type()
        else:
            types[key] = judge.check_value(
                value, field, scope_at(judge, call), f'Faker("{name.value}", {key}=…)', codes.FAKER, "the argument"
            )
    return default if has_spread(call) else make_signature(default, call, types)


def _report_unknown(judge: Judge, proxy: TypeInfo, name: StrExpr) -> None:
    added = read_added(judge.api.modules)
    if (added is None and not judge.session.settings.strict_faker) or name.value in (added or ()):
        return
    known = [key for base in proxy.mro for key in base.names if not key.startswith("_")]
    hint = codes.did_you_mean(name.value, [*known, *(added or ())])
    judge.report(codes.FAKER, f'Faker has no provider "{name.value}". {hint}', name)


def faker_result(judge: Judge, ctx: FunctionContext) -> Type:
    """Return the type of a ``Faker`` declaration: what the provider returns."""
    call = ctx.context
    result = get_proper_type(ctx.default_return_type)
    if not isinstance(call, CallExpr) or not isinstance(result, Instance) or len(result.args) != 1:
        return ctx.default_return_type
    name = _provider_name(call)
    provider = None if name is None else find_provider(judge, name.value)
    found = None if provider is None else provided_type(judge, provider, call)
    value = None if found is None else get_proper_type(found)
    if (
        value is None
        or isinstance(value, AnyType)
        or (isinstance(value, Instance) and value.type.fullname == "builtins.object")
    ):
        return ctx.default_return_type
    return result.copy_modified(args=[value])
