"""What mypy asks of class attributes and factories do not: a type for an empty literal, the same type in subclasses."""

from __future__ import annotations

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    DictExpr,
    Expression,
    LambdaExpr,
    ListExpr,
    NameExpr,
    RefExpr,
    TypeInfo,
    Var,
)
from mypy.types import Instance, Type, get_proper_type

from typedfactory.mypy import fullnames
from typedfactory.mypy.reading.factory_info import is_factory, is_library
from typedfactory.mypy.reading.instances import any_type
from typedfactory.mypy.reading.syntax import callee_name, is_none


def loosen(statement: AssignmentStmt) -> None:
    """Let a declaration be re-declared with another type, and an empty literal be one."""
    for lvalue in statement.lvalues:
        if not isinstance(lvalue, NameExpr) or not isinstance(lvalue.node, Var):
            continue
        lvalue.node.allow_incompatible_override = True
        if statement.type is not None and _is_of_value(statement.type, statement.rvalue):
            # The annotation says what the field is; what stands there is a declaration of it.
            statement.type = statement.unanalyzed_type = lvalue.node.type = None
            lvalue.node.is_inferred = lvalue.is_inferred_def = True
        if statement.type is None and _is_untyped_literal(statement.rvalue):
            # Set on the variable alone, the type would be forgotten.
            statement.type = statement.unanalyzed_type = any_type()
            lvalue.node.type = any_type()
            lvalue.node.is_inferred = lvalue.is_inferred_def = False


def _is_of_value(annotation: Type, value: Expression) -> bool:
    """Say whether an annotation is that of a declaration's value: ``owner: User = SubFactory(UserFactory)``."""
    if not isinstance(value, CallExpr):
        return False
    made = value.callee.node if isinstance(value.callee, RefExpr) else None
    declared = isinstance(made, TypeInfo) and made.has_base(fullnames.DECLARATION)
    if not declared and not callee_name(value).startswith(fullnames.DECLARATIONS):
        return False
    proper = get_proper_type(annotation)
    return not (isinstance(proper, Instance) and proper.type.has_base(fullnames.DECLARATION))


def _is_untyped_literal(value: Expression) -> bool:
    """Say whether mypy would ask for the type of a variable with this value."""
    if isinstance(value, CallExpr):
        name = callee_name(value)
        if _is_collection(value.callee):
            return all(isinstance(item, RefExpr) and isinstance(item.node, TypeInfo) for item in value.args)
        return name.startswith(fullnames.PACKAGE) and name != fullnames.HOOK and any(map(_gives_empty, value.args))
    return _is_empty(value) or is_none(value)


def _gives_empty(value: Expression) -> bool:
    """Say whether what a declaration is given makes empty collections."""
    if isinstance(value, LambdaExpr):
        return _is_untyped_literal(value.expr())
    return _is_collection(value) or _is_empty(value)


def _is_empty(value: Expression) -> bool:
    """Say whether a literal holds nothing but empty ones, if anything: data for models, of which nothing is asked."""
    if isinstance(value, DictExpr):
        return all(_is_empty(item) for _, item in value.items)
    return isinstance(value, ListExpr) and all(map(_is_empty, value.items))


def _is_collection(value: Expression) -> bool:
    """Say whether an expression is a generic class, of whose instances only the field tells the element type."""
    info = value.node if isinstance(value, RefExpr) else None
    return isinstance(info, TypeInfo) and bool(info.defn.type_vars) and not is_library(info) and not is_factory(info)
