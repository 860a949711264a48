"""What a call of model_bakery's says: the model or the recipe, options, and what fields are given."""

from __future__ import annotations

from collections.abc import Collection

import attrs
import libcst as cst
import libcst.matchers as m

from typedfactory.cli.migrate.model_bakery.library import ADVICE, BULK, FILL, IDLE, QUANTITY


@attrs.frozen
class Arguments:
    """The arguments of a call, told apart.

    Attributes:
        subject: The model, or the recipe's name; None for a recipe's own method.
        quantity: How many; None for one.
        bulk: Whether they are inserted together.
        fill: Whether optional fields are filled.
        automatic: Optional fields that are filled.
        fields: What fields are given, and ``**…``.
        obstacle: Why the call stays; empty where it does not.
    """

    subject: cst.BaseExpression | None
    quantity: cst.BaseExpression | None
    bulk: bool
    fill: bool
    automatic: tuple[str, ...]
    fields: tuple[cst.Arg, ...]
    obstacle: str


def read(call: cst.Call, *, has_subject: bool) -> Arguments:
    """Return what a call says.

    Args:
        call: The call.
        has_subject: Whether its first argument is the model or the recipe.
    """
    plain = [each for each in call.args if each.keyword is None and each.star != "**"]
    named = {each.keyword.value: each for each in call.args if each.keyword is not None}
    subject = plain.pop(0).value if has_subject and plain and not plain[0].star else None
    if has_subject and subject is None and "_model" in named:
        subject = named.pop("_model").value
    quantity = plain.pop(0).value if plain and not plain[0].star else None
    if QUANTITY in named:
        quantity = named[QUANTITY].value
    fill = named[FILL].value if FILL in named else cst.Name("False")
    automatic = _texts(fill)
    obstacle = "its arguments cannot be read." if plain or (has_subject and subject is None) else ""
    for name, argument in named.items():
        idle = name in IDLE and m.matches(argument.value, m.Name("False") | m.Name("None"))
        handled = (
            name == QUANTITY
            or (name == FILL and (automatic or is_true(fill)))
            or (name == BULK and is_true(argument.value))
        )
        if name in ADVICE and not idle and not handled:
            obstacle = f"{name}=…: {ADVICE[name]}."
    return Arguments(
        subject,
        None if quantity is None or m.matches(quantity, m.Name("None")) else quantity,
        BULK in named and is_true(named[BULK].value),
        is_true(fill),
        automatic,
        tuple(_fields(call, {*ADVICE, QUANTITY, "_model"})),
        obstacle,
    )


def is_true(node: cst.BaseExpression) -> bool:
    """Say whether an expression is ``True``."""
    return m.matches(node, m.Name("True"))


def _fields(call: cst.Call, options: Collection[str]) -> list[cst.Arg]:
    return [
        each
        for each in call.args
        if each.star == "**" or (each.keyword is not None and each.keyword.value not in options)
    ]


def _texts(node: cst.BaseExpression) -> tuple[str, ...]:
    """Return the texts of a list that is written out; nothing for anything else."""
    if not isinstance(node, (cst.List, cst.Tuple)):
        return ()
    found = [each.value.evaluated_value for each in node.elements if isinstance(each.value, cst.SimpleString)]
    return tuple(each for each in found if isinstance(each, str)) if len(found) == len(node.elements) else ()


def comments_of_arguments(call: cst.Call) -> list[tuple[list[cst.EmptyLine], cst.TrailingWhitespace]]:
    """Return the comments around each argument of a call: those above it, and the one behind it.

    Args:
        call: The call.
    """
    found: list[tuple[list[cst.EmptyLine], cst.TrailingWhitespace]] = []
    above = _comments(call.whitespace_before_args)
    for each in call.args:
        comma = each.comma.whitespace_after if isinstance(each.comma, cst.Comma) else each.whitespace_after_arg
        behind = cst.TrailingWhitespace()
        if isinstance(comma, cst.ParenthesizedWhitespace) and comma.first_line.comment is not None:
            behind = comma.first_line
        found.append((above, behind))
        above = _comments(comma)
    return found


def _comments(space: cst.BaseParenthesizableWhitespace) -> list[cst.EmptyLine]:
    lines = space.empty_lines if isinstance(space, cst.ParenthesizedWhitespace) else ()
    return [cst.EmptyLine(comment=each.comment) for each in lines if each.comment is not None]
