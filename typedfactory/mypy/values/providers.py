"""Faker's providers, as Faker's own ``proxy.pyi`` types them, and those that the module at hand adds."""

from __future__ import annotations

from mypy.erasetype import erase_typevars
from mypy.nodes import ARG_STAR2, CallExpr, FuncDef, OverloadedFuncDef, SymbolTableNode, TypeInfo
from mypy.types import CallableType, FunctionLike, Instance, Overloaded, Type, get_proper_type

from typedfactory.mypy import codes, fullnames
from typedfactory.mypy.reading.instances import any_type
from typedfactory.mypy.values.added_providers import added_names
from typedfactory.mypy.values.judging import Judge


def find_provider(judge: Judge, name: str) -> Type | None:
    """Return the type of a provider's method, or None if Faker has no such provider."""
    proxy = find_proxy(judge)
    symbol = None if proxy is None else proxy.get(name)
    if symbol is None:
        symbol = _find_added(judge, name)
    if symbol is None:
        return None
    node = symbol.node
    if isinstance(node, (FuncDef, OverloadedFuncDef)) and node.type is not None:
        return node.type
    return any_type()


def _find_added(judge: Judge, name: str) -> SymbolTableNode | None:
    """Return a provider that the module at hand adds; of other modules, the types may not be known yet."""
    for tree in judge.api.modules.values():
        if tree.path == judge.api.path:
            for added in added_names(tree.path) or ():
                symbol = tree.names.get(added)
                if symbol is not None and isinstance(symbol.node, TypeInfo) and symbol.node.get(name) is not None:
                    return symbol.node.get(name)
    return None


def find_proxy(judge: Judge) -> TypeInfo | None:
    """Return the class that has Faker's own providers as its methods; None where Faker is too old to say them."""
    tree = judge.api.modules.get(fullnames.FAKER_PROXY)
    if tree is not None and not tree.is_stub:
        return None
    symbol = judge.session.lookup(f"{fullnames.FAKER_PROXY}.Faker")
    return symbol.node if symbol is not None and isinstance(symbol.node, TypeInfo) else None


def methods_in(provider: Type) -> list[CallableType]:
    """Return the signatures of a provider; none where they are not known."""
    proper = get_proper_type(provider)
    if isinstance(proper, Overloaded):
        return list(proper.items)
    return [proper] if isinstance(proper, CallableType) else []


def unknown_parameter(name: str, provider: Type, key: str) -> str:
    """Return what to say of an argument that a provider does not take."""
    known = [each for item in methods_in(provider) for each in item.arg_names[1:] if each]
    return f'Provider "{name}" takes no argument "{key}". {codes.did_you_mean(key, known)}'


def find_parameter(judge: Judge, provider: Type, key: str) -> Type | None:
    """Return the type of an argument of a provider, or None if it takes no such argument."""
    items = methods_in(provider)
    if not items or any(ARG_STAR2 in item.arg_kinds for item in items):
        return any_type()
    found = [item.arg_types[item.arg_names.index(key)] for item in items if key in item.arg_names]
    if not found:
        return None
    # What a provider is generic in follows from its arguments: no single one is wrong by it.
    return erase_typevars(found[0]) if len(found) == 1 else any_type()


def provided_type(judge: Judge, provider: Type, call: CallExpr) -> Type | None:
    """Return what a provider gives for the arguments of a `Faker`; None where that is not known."""
    items = methods_in(provider)
    if len(items) == 1 and not items[0].variables:
        return items[0].ret_type
    given = [
        (name, kind, value)
        for name, kind, value in zip(call.arg_names, call.arg_kinds, call.args, strict=True)
        if name is not None and name not in fullnames.FAKER_OWN
    ]
    bound = [item.copy_modified(item.arg_types[1:], item.arg_kinds[1:], item.arg_names[1:]) for item in items]
    if not bound:
        return None
    method: FunctionLike = bound[0] if len(bound) == 1 else Overloaded(bound)
    with judge.api.msg.filter_errors() as errors:
        made, _ = judge.api.expr_checker.check_call(
            method, [value for *_, value in given], [kind for _, kind, _ in given], call, [name for name, *_ in given]
        )
    if errors.has_new_errors():
        return None
    proper = get_proper_type(made)
    # What Faker types as a Sequence of elements is a list.
    if isinstance(proper, Instance) and proper.type.fullname == "typing.Sequence":
        return judge.instance("builtins.list", *proper.args)
    return proper
