"""Faker's providers, as Faker's own ``proxy.pyi`` types them."""

from __future__ import annotations

from mypy.nodes import ARG_STAR2, CallExpr, Decorator, FuncDef, OverloadedFuncDef, StrExpr, SymbolTableNode, TypeInfo
from mypy.plugin import FunctionContext, FunctionSigContext
from mypy.types import AnyType, CallableType, Instance, Overloaded, Type, get_proper_type

from typedfactory.mypy import codes, fullnames
from typedfactory.mypy.calls import has_spread, make_signature
from typedfactory.mypy.class_body import argument
from typedfactory.mypy.factory_info import any_type
from typedfactory.mypy.judging import Judge, keywords
from typedfactory.mypy.providers import added_names, modules_of, read_added
from typedfactory.mypy.reach import scope_at

_OWN = frozenset({"provider", "locale", "unique"})


def find_provider(judge: Judge, name: str) -> Type | None:
    """Return the type of a provider's method, or None if Faker has no such provider."""
    proxy = _proxy(judge)
    symbol = None if proxy is None else proxy.get(name)
    if symbol is None:
        symbol = _find_added(judge, name)
    if symbol is None:
        return None
    node = symbol.node
    if isinstance(node, (FuncDef, OverloadedFuncDef)) and node.type is not None:
        return node.type
    if isinstance(node, Decorator):
        return any_type()
    return any_type()


def _find_added(judge: Judge, name: str) -> SymbolTableNode | None:
    """Return a provider that the module at hand adds; of other modules, the types may not be known yet."""
    for tree in modules_of(judge).values():
        if tree.path == judge.api.path:
            for added in added_names(tree.path) or ():
                symbol = tree.names.get(added)
                if symbol is not None and isinstance(symbol.node, TypeInfo) and symbol.node.get(name) is not None:
                    return symbol.node.get(name)
    return None


def _proxy(judge: Judge) -> TypeInfo | None:
    symbol = judge.session.lookup(f"{fullnames.FAKER_PROXY}.Faker")
    return symbol.node if symbol is not None and isinstance(symbol.node, TypeInfo) else None


def _provider_name(call: CallExpr) -> StrExpr | None:
    node = argument(call, "provider", 0)
    return node if isinstance(node, StrExpr) else None


def sign_faker(judge: Judge, ctx: FunctionSigContext) -> CallableType:
    """Return the signature of ``Faker("provider", …)`` with the provider's own arguments."""
    default, call = ctx.default_signature, ctx.context
    if not isinstance(call, CallExpr):
        return default
    name = _provider_name(call)
    proxy = _proxy(judge)
    if name is None or proxy is None:
        return default
    provider = find_provider(judge, name.value)
    if provider is None:
        _report_unknown(judge, proxy, name)
        return default
    types: dict[str, Type] = {}
    for key, value in keywords(call).items():
        if key in _OWN:
            continue
        field = _parameter(judge, provider, key)
        if field is None:
            known = _parameters(provider)
            judge.report(
                codes.FAKER,
                f'Provider "{name.value}" takes no argument "{key}". {codes.did_you_mean(key, known)}',
                value,
            )
            types[key] = any_type()
        else:
            types[key] = judge.check_value(
                value, field, scope_at(judge, call), f'Faker("{name.value}", {key}=…)', codes.FAKER, "the argument"
            )
    return default if has_spread(call) else make_signature(default, call, types)


def _report_unknown(judge: Judge, proxy: TypeInfo, name: StrExpr) -> None:
    added = read_added(modules_of(judge))
    if (added is None and not judge.session.settings.strict_faker) or name.value in (added or ()):
        return
    known = [key for base in proxy.mro for key in base.names if not key.startswith("_")]
    hint = codes.did_you_mean(name.value, [*known, *(added or ())])
    judge.report(codes.FAKER, f'Faker has no provider "{name.value}". {hint}', name)


def _items(provider: Type) -> list[CallableType]:
    proper = get_proper_type(provider)
    if isinstance(proper, Overloaded):
        return list(proper.items)
    return [proper] if isinstance(proper, CallableType) else []


def _parameters(provider: Type) -> list[str]:
    return [name for item in _items(provider) for name in item.arg_names[1:] if name]


def _parameter(judge: Judge, provider: Type, key: str) -> Type | None:
    items = _items(provider)
    if not items or any(ARG_STAR2 in item.arg_kinds for item in items):
        return any_type()
    found = [item.arg_types[item.arg_names.index(key)] for item in items if key in item.arg_names]
    if not found:
        return None
    return found[0] if len(found) == 1 else any_type()


def faker_result(judge: Judge, ctx: FunctionContext) -> Type:
    """Return the type of a ``Faker`` declaration: what the provider returns."""
    call = ctx.context
    result = get_proper_type(ctx.default_return_type)
    if not isinstance(call, CallExpr) or not isinstance(result, Instance) or len(result.args) != 1:
        return ctx.default_return_type
    name = _provider_name(call)
    provider = None if name is None else find_provider(judge, name.value)
    items = [] if provider is None else _items(provider)
    value = get_proper_type(items[0].ret_type) if len(items) == 1 else None
    if value is None or isinstance(value, AnyType) or (isinstance(value, Instance) and _is_vague(value)):
        return ctx.default_return_type
    if items[0].variables:
        return ctx.default_return_type
    return result.copy_modified(args=[value])


def _is_vague(value: Instance) -> bool:
    return value.type.fullname == "builtins.object"
