"""``SelfAttribute("author.name")``: where dotted paths lead."""

from __future__ import annotations

from mypy.nodes import CallExpr, Expression, StrExpr
from mypy.plugin import FunctionContext
from mypy.types import AnyType, Instance, NoneType, Type, TypedDictType, UnionType, get_proper_type

from typedfactory.mypy import codes
from typedfactory.mypy.calls.members import member
from typedfactory.mypy.declarations.read_types import read_field
from typedfactory.mypy.reading.instances import any_type, class_of, without_none
from typedfactory.mypy.reading.scopes import Scope
from typedfactory.mypy.reading.syntax import argument
from typedfactory.mypy.values.judging import Judge
from typedfactory.mypy.values.reach import scope_at


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
    current = read_field(judge, factory, first, codes.PATH, f'the path "{path}"', node)
    if current is None:
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
    return member(judge, proper, name)


def _hint(typ: Type, name: str) -> str:
    proper = get_proper_type(without_none(typ))
    if isinstance(proper, TypedDictType):
        return f" {codes.did_you_mean(name, proper.items)}"
    owner = class_of(proper)
    if owner is None or owner.type.fullname.startswith("builtins."):
        return ""
    known = [key for base in owner.type.mro[:-1] for key in base.names if not key.startswith("_")]
    return f" {codes.did_you_mean(name, known)}" if known else ""
