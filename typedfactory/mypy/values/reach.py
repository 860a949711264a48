"""What a deep path goes through: whose fields a value at its end sees, and what stands in its way."""

from __future__ import annotations

import dataclasses

from mypy.nodes import AssignmentStmt, CallExpr, Expression, FuncDef, NameExpr, TypeInfo, Var
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    LiteralType,
    NoneType,
    ProperType,
    TupleType,
    Type,
    TypedDictType,
    UnionType,
    get_proper_type,
)

from typedfactory.mypy import fullnames
from typedfactory.mypy.reading.factory_info import Declared, FactoryInfo
from typedfactory.mypy.reading.notes import load_notes
from typedfactory.mypy.reading.scopes import Scope
from typedfactory.mypy.values.judging import Judge

_SPLITTER = "__"


def split_path(path: str) -> tuple[str, str | None]:
    """Split the first name off a deep path; names that begin with two underscores are whole."""
    if path.startswith(_SPLITTER):
        return path, None
    head, splitter, rest = path.partition(_SPLITTER)
    return head, rest if splitter else None


def nests(declaration: Declared) -> bool:
    """Say whether a declaration may hold another factory's object."""
    return (
        any(declaration.is_a(name) for name in (*fullnames.NESTING, fullnames.MAYBE)) or declaration.instance() is None
    )


def nested_in(judge: Judge, factory: FactoryInfo, head: str) -> FactoryInfo | None:
    """Return the factory that a name of a deep path leads into, by its declaration or by a trait."""
    found = factory.nested(head)
    if found is None:
        by_trait = factory.nested_by_trait(head)
        found = None if by_trait is None else judge.factory(by_trait.info)
    return dataclasses.replace(found, stubs=True) if found is not None and factory.stubs else found


def scope_along(judge: Judge, factory: FactoryInfo, path: str, scope: Scope) -> Scope:
    """Return whose fields a declaration sees that is given for a deep path.

    Args:
        judge: Infers types.
        factory: The factory that the path is given to.
        path: The path.
        scope: The factory and those that enclose it.
    """
    inner, _ = _walk(judge, factory, path)
    return (*(None if nested is None else nested.info for nested in reversed(inner)), *scope)


def _walk(judge: Judge, factory: FactoryInfo, path: str) -> tuple[list[FactoryInfo | None], str]:
    """Return the factories that a deep path goes through below the first, and its last name."""
    current: FactoryInfo | None = factory
    inner: list[FactoryInfo | None] = []
    head, rest = split_path(path)
    while rest is not None:
        current = None if current is None else nested_in(judge, current, head)
        inner.append(current)
        head, rest = split_path(rest)
    return inner, head


def scope_at(judge: Judge, node: object) -> Scope:
    """Return whose fields a declaration sees: noted by the call that it is an argument of, or by its class."""
    known = judge.session.scopes.find(judge.api.path, node)
    if known is not None:
        return known
    for item in reversed(judge.api.scope.stack):
        if isinstance(item, TypeInfo) and item.has_base(fullnames.FACTORY):
            path = _declared_path(item, node)
            return (item,) if path is None else scope_along(judge, judge.factory(item), path, (item,))
        if isinstance(item, FuncDef):
            break  # where a method gives the declaration to is its own affair
    return ()


def _declared_path(info: TypeInfo, node: object) -> str | None:
    """Return the deep path that a factory's body gives a declaration for, if it is one."""
    for statement in info.defn.defs.body:
        if isinstance(statement, AssignmentStmt) and statement.rvalue is node:
            name = statement.lvalues[0]
            return name.name if isinstance(name, NameExpr) and split_path(name.name)[1] is not None else None
    return None


def takes_no_path(typ: ProperType) -> str | None:
    """Say what a value is that no deep path leads into: ``"a plain value"``, ``"a LazyFunction"``; None if one may."""
    if isinstance(typ, Instance):
        names = {base.fullname for base in typ.type.mro}
        if typ.type.fullname in _WITHOUT_PARAMETERS or typ.type.fullname.startswith(fullnames.FUZZY):
            return f"a {typ.type.name}"
        if typ.type.fallback_to_any or typ.type.fullname == "builtins.object":
            return None
        return None if any(name.startswith(fullnames.PACKAGE) for name in names) else "a plain value"
    return "a plain value" if isinstance(typ, (NoneType, TupleType, TypedDictType, LiteralType)) else None


def holds_no_model(typ: Type) -> bool:
    """Say whether values of a type are certainly no models, so that filling it takes no deep path."""
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return all(holds_no_model(item) for item in proper.items)
    if isinstance(proper, Instance):
        return proper.type.is_enum or (
            proper.type.module_name in _VALUES
            and proper.type.fullname != "builtins.object"
            and not proper.type.is_newtype
        )
    return isinstance(proper, (NoneType, LiteralType, CallableType))


#: Modules whose classes are values.
_VALUES = frozenset({"builtins", "datetime", "decimal", "uuid", "collections", "pathlib", "typing", "_typeshed"})

_WITHOUT_PARAMETERS = frozenset(
    {
        fullnames.LAZY_ATTRIBUTE,
        fullnames.LAZY_ATTRIBUTE_SEQUENCE,
        fullnames.SELF_ATTRIBUTE,
        fullnames.CONTAINER_ATTRIBUTE,
        "typedfactory.declarations.lazy.Sequence",
        "typedfactory.declarations.lazy.LazyFunction",
        "typedfactory.declarations.iterators.Iterator",
    }
)


def blocks_paths(declaration: Declared) -> str | None:
    """Say what a declared name is that no deep path leads into; None if one may."""
    notes = load_notes(declaration.owner)
    if notes is not None and declaration.name in notes.empty:
        return "None"
    node = declaration.node
    if declaration.type is None or (isinstance(node, Var) and not node.is_inferred):
        return None
    return takes_no_path(get_proper_type(declaration.type))


def replaced_by(judge: Judge, factory: FactoryInfo, path: str, call: CallExpr) -> tuple[str, Expression] | None:
    """Return what else a call gives for a name that a deep path goes through: the path then leads into that.

    Hooks take both a value and what lies below it, and so do Transformers.

    Args:
        judge: Infers types.
        factory: The factory that is called.
        path: The path.
        call: The call.
    """
    names = path.split(_SPLITTER)
    given = {key: value for key, value in zip(call.arg_names, call.args, strict=True) if key is not None}
    for count in range(1, len(names)):
        prefix = _SPLITTER.join(names[:count])
        if prefix in given:
            return None if _has_both(judge, factory, prefix) else (prefix, given[prefix])
    return None


def _has_both(judge: Judge, factory: FactoryInfo, path: str) -> bool:
    inner, name = _walk(judge, factory, path)
    owner = inner[-1] if inner else factory
    declaration = None if owner is None else {**owner.params(), **owner.declared()}.get(name)
    if declaration is None:
        return False
    unknown = declaration.type is None or isinstance(get_proper_type(declaration.type), AnyType)
    return (
        (unknown and blocks_paths(declaration) is None)
        or declaration.is_a(fullnames.POST_GENERATION)
        or declaration.is_a(fullnames.TRANSFORMER)
    )
