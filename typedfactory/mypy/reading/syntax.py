"""What calls and bodies say, as they are written."""

from __future__ import annotations

from collections.abc import Mapping

from mypy.nodes import AssignmentStmt, CallExpr, ClassDef, Expression, NameExpr, RefExpr


def assignments(defn: ClassDef | None) -> dict[str, Expression]:
    """Return the names that a class body assigns → what it assigns to them last."""
    return {
        lvalue.name: statement.rvalue
        for statement in ([] if defn is None else defn.defs.body)
        if isinstance(statement, AssignmentStmt)
        for lvalue in statement.lvalues
        if isinstance(lvalue, NameExpr)
    }


def section_of(defn: ClassDef, name: str) -> ClassDef | None:
    """Return a nested class of a class body."""
    for statement in defn.defs.body:
        if isinstance(statement, ClassDef) and statement.name == name:
            return statement
    return None


def callee_name(call: object) -> str:
    """Return the full name of what is called; ``""`` for what is no call of a name."""
    return call.callee.fullname if isinstance(call, CallExpr) and isinstance(call.callee, RefExpr) else ""


def argument(call: CallExpr, name: str, position: int | None = None) -> Expression | None:
    """Return an argument of a call by name or position."""
    for index, (key, kind, value) in enumerate(zip(call.arg_names, call.arg_kinds, call.args, strict=True)):
        if key == name or (position == index and key is None and not kind.is_star()):
            return value
    return None


def keywords(call: object) -> Mapping[str, Expression]:
    """Return the named arguments of a call."""
    if not isinstance(call, CallExpr):
        return {}
    return {name: value for name, value in zip(call.arg_names, call.args, strict=True) if name is not None}


def is_none(value: Expression) -> bool:
    """Say whether an expression is ``None``."""
    return isinstance(value, NameExpr) and value.name == "None"
