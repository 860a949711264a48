"""Expressions that the plugin puts into the user's code, to be called when mypy gets there."""

from __future__ import annotations

from mypy.nodes import CallExpr, Context, ExpressionStmt, MemberExpr, StrExpr

from typedfactory.mypy import fullnames

_METHOD = fullnames.MARKER_METHOD.rpartition(".")[2]


def mark(text: str, place: Context) -> ExpressionStmt:
    """Return a statement that the method hook knows by its text.

    Args:
        text: What is to be done there.
        place: Where it seems to stand.
    """
    receiver = StrExpr(text)
    callee = MemberExpr(receiver, _METHOD)
    call = CallExpr(callee, [], [], [])
    statement = ExpressionStmt(call)
    for node in (receiver, callee, call, statement):
        node.set_line(place)
    return statement


def is_marker(statement: object, text: str) -> bool:
    """Say whether a statement is the plugin's own."""
    return isinstance(statement, ExpressionStmt) and marker_text(statement.expr) == text


def marker_text(call: object) -> str | None:
    """Return the text of a marker's call; that of any other text's method, too."""
    callee = call.callee if isinstance(call, CallExpr) else None
    text = callee.expr if isinstance(callee, MemberExpr) else None
    return text.value if isinstance(text, StrExpr) else None
