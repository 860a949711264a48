"""What model_bakery's calls and recipes give a field, as a value or a declaration."""

from __future__ import annotations

from collections.abc import Callable, Collection

import attrs
import libcst as cst
import libcst.matchers as m

from typedfactory.cli.migrate.model_bakery.library import library_name


@attrs.frozen
class Given:
    """What becomes of what a field is given.

    Attributes:
        node: The expression.
        obstacle: Why there is none; empty where there is.
        counts: Whether it counts from the beginning in each call.
    """

    node: cst.BaseExpression
    obstacle: str = ""
    counts: bool = False


def declared(name: str, *arguments: cst.BaseExpression) -> cst.Call:
    """Return ``typedfactory.name(argument)``."""
    return cst.Call(cst.Attribute(cst.Name("typedfactory"), cst.Name(name)), [cst.Arg(each) for each in arguments])


def given(
    node: cst.BaseExpression,
    new: cst.BaseExpression,
    name_of: Callable[[cst.CSTNode], str],
    functions: Collection[str],
) -> Given:
    """Return what becomes of what a field is given.

    Args:
        node: What it is given.
        new: The same, changed inside.
        name_of: Tells the full name of an expression.
        functions: The functions at the top of the module.
    """
    if isinstance(node, cst.Lambda) or (isinstance(node, cst.Name) and node.value in functions):
        return Given(declared("LazyFunction", new))
    if isinstance(node, cst.Call) and isinstance(new, cst.Call):
        return _given_by_call(node, new, name_of)
    return Given(new)


def _given_by_call(node: cst.Call, new: cst.Call, name_of: Callable[[cst.CSTNode], str]) -> Given:
    """Return what becomes of a call: of one that counts or repeats; others are made before the call, as ever."""
    name = name_of(node.func)
    if library_name(name) == "seq":
        return _sequence(node)
    if library_name(name) in {"foreign_key", "related"}:
        return Given(node, f"{library_name(name)}(…) stands outside of a recipe.")
    single = len(new.args) == 1 and new.args[0].keyword is None and not new.args[0].star
    if name == "itertools.cycle" and single:
        return Given(declared("Iterator", new.args[0].value), counts=True)
    if _is_builtin(node, "iter") and single:
        once = cst.Arg(cst.Name("False"), cst.Name("cycle"), equal=TIGHT)
        call = declared("Iterator", new.args[0].value)
        return Given(call.with_changes(args=[followed(call.args[0]), once]), counts=True)
    return Given(new)


TIGHT = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))


def followed(argument: cst.Arg) -> cst.Arg:
    """Return an argument with a comma behind it."""
    return argument.with_changes(comma=cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")))


def _is_builtin(node: cst.Call, name: str) -> bool:
    return m.matches(node.func, m.Name(name))


def _sequence(call: cst.Call) -> Given:
    """``seq("rex")``, which begins with rex1, as a `Sequence`, whose numbers begin with 0."""
    names = ("value", "increment_by", "start", "suffix")
    said = {
        each.keyword.value if each.keyword else names[place]: each.value for place, each in enumerate(call.args[:4])
    }
    step, suffix = _number(said.get("increment_by", cst.Integer("1"))), said.get("suffix")
    start = _number(said["start"]) if "start" in said else step
    value = said.get("value")
    if step is None or start is None or not (suffix is None or isinstance(suffix, cst.SimpleString)):
        return Given(call, "seq(…) counts in steps that are not written out.")
    if isinstance(value, cst.Integer):
        return Given(declared("Sequence", _lambda(_formula(start + value.evaluated_value, step))), counts=True)
    if isinstance(value, cst.SimpleString) and value.prefix == "" and len(value.quote) == 1:
        parts: list[cst.BaseFormattedStringContent] = [
            *_text(value),
            cst.FormattedStringExpression(cst.parse_expression(_formula(start, step))),
            *(_text(suffix) if isinstance(suffix, cst.SimpleString) else ()),
        ]
        text = cst.FormattedString(parts, start=f"f{value.quote}", end=value.quote)
        return Given(declared("Sequence", _lambda(text)), counts=True)
    return Given(call, "seq(…) begins with something other than a text or a number.")


def _text(node: cst.SimpleString) -> list[cst.FormattedStringText]:
    text = node.raw_value.replace("{", "{{").replace("}", "}}")
    return [cst.FormattedStringText(text)] if text else []


def _number(node: cst.BaseExpression) -> int | None:
    return node.evaluated_value if isinstance(node, cst.Integer) else None


def _formula(start: int, step: int) -> str:
    number = "n" if step == 1 else f"{step} * n"
    return number if start == 0 else f"{number} + {start}" if step == 1 else f"{start} + {number}"


def _lambda(body: str | cst.BaseExpression) -> cst.Lambda:
    node = cst.parse_expression(body) if isinstance(body, str) else body
    return cst.Lambda(cst.Parameters([cst.Param(cst.Name("n"))]), node)
