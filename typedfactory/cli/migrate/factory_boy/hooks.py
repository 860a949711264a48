"""Hooks of older versions: functions that were set on a class, methods that are not called any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import attrs
import libcst as cst
import libcst.matchers as m

from typedfactory.cli.migrate.factory_boy.options import assignment, body_of, set_apart, target_of, value_of
from typedfactory.cli.migrate.factory_boy.renames import below
from typedfactory.ground.old_names import OPTIONS

#: What set a function on a factory → the method that does so today.
SETTERS = {"set_creation_function": "_create", "set_building_function": "_build"}


@attrs.frozen
class OldFunction:
    """``UserFactory.set_creation_function(function)``.

    Attributes:
        statement: The statement.
        method: The method that does this today.
        function: What was set.
    """

    statement: cst.SimpleStatementLine
    method: str
    function: cst.BaseExpression


def functions_set(module: cst.Module, name_of: Callable[[cst.CSTNode], str]) -> dict[str, list[OldFunction]]:
    """Return the functions that a module sets on factories that it defines, at its top: class → functions.

    Args:
        module: The module.
        name_of: Tells the full name of a node.
    """
    classes = {each.name.value for each in module.body if isinstance(each, cst.ClassDef)}
    found: dict[str, list[OldFunction]] = {}
    for statement in module.body:
        call = only_call(statement)
        if call is None or not isinstance(statement, cst.SimpleStatementLine):
            continue
        owner, function, setter = _parts(call, name_of)
        if owner in classes and setter in SETTERS and function is not None and not below(name_of(function)):
            found.setdefault(owner, []).append(OldFunction(statement, SETTERS[setter], function))
    return found


def only_call(statement: cst.BaseStatement) -> cst.Call | None:
    """Return the call that a statement is; None for other statements."""
    if m.matches(statement, m.SimpleStatementLine([m.Expr(m.Call())])):
        expression = cst.ensure_type(cst.ensure_type(statement, cst.SimpleStatementLine).body[0], cst.Expr)
        return cst.ensure_type(expression.value, cst.Call)
    return None


def _parts(call: cst.Call, name_of: Callable[[cst.CSTNode], str]) -> tuple[str, cst.BaseExpression | None, str]:
    """Return the class, the function and the setter of a call, in either of the spellings of version 1."""
    plain = [each.value for each in call.args if each.keyword is None and not each.star]
    if isinstance(call.func, cst.Attribute) and isinstance(call.func.value, cst.Name) and len(plain) == 1:
        return call.func.value.value, plain[0], call.func.attr.value
    setter = below(name_of(call.func)).rpartition(".")[2]
    if setter and len(plain) == 2 and isinstance(plain[0], cst.Name):  # noqa: PLR2004 - the class and the function
        return plain[0].value, plain[1], setter
    return "", None, ""


def sets_function(statement: cst.SimpleStatementLine, found: Mapping[str, list[OldFunction]]) -> bool:
    """Say whether a statement sets one of the functions that become methods."""
    return any(each.statement is statement for functions in found.values() for each in functions)


def with_method(node: cst.ClassDef, old: OldFunction) -> cst.ClassDef:
    """Return a factory with the method that calls the function that was set on it.

    Args:
        node: The class.
        old: The function.
    """
    function = old.function
    if not isinstance(function, (cst.Name, cst.Attribute)):
        function = function.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    code = cst.Module([]).code_for_node(function)
    method = cst.ensure_type(
        cst.parse_statement(
            "@classmethod\n"
            f"def {old.method}(cls, model_class, *args, **kwargs):\n"
            f"    return {code}(model_class, *args, **kwargs)\n"
        ),
        cst.FunctionDef,
    )
    body = body_of(node)
    return node.with_changes(body=body.with_changes(body=[*body.body, set_apart(method)]))


def old_methods(node: cst.ClassDef) -> Iterator[tuple[cst.FunctionDef, str]]:
    """Give the methods of a factory that nothing calls any more, or calls with other arguments, and what to write.

    Args:
        node: The class.
    """
    for statement in body_of(node).body:
        if not isinstance(statement, cst.FunctionDef):
            continue
        name = statement.name.value
        parameters = [each.name.value for each in statement.params.params]
        if name == "_prepare":
            yield (
                statement,
                "_prepare is not called any more. Override _create, or _after_postgeneration for what comes after.",
            )
        elif name == "_generate" and "create" in parameters:
            yield (
                statement,
                "_generate(cls, strategy, params) is given the strategy today, where it was create, True or False.",
            )
        elif name == "_load_target_class":
            yield (
                statement,
                '_load_target_class is not called any more. Give the model by its name: model = "app.Model".',
            )
        elif name in {"_adjust_kwargs", "_setup_next_sequence"} and not _is_classmethod(statement):
            yield statement, f"{name} is a class method. Write @classmethod above it."


def _is_classmethod(node: cst.FunctionDef) -> bool:
    return any(m.matches(each.decorator, m.Name("classmethod")) for each in node.decorators)


def option_of_today(small: cst.BaseSmallStatement) -> cst.BaseSmallStatement:
    """Return an assignment within ``class Meta`` in today's spelling.

    Args:
        small: The statement.
    """
    name = target_of(small)
    if name in OPTIONS and name.isupper():
        return assignment(OPTIONS[name], value_of(small))
    if name == "force_flush":
        value = value_of(small)
        if m.matches(value, m.Name("True")):
            new: cst.BaseExpression = cst.SimpleString('"flush"')
        elif m.matches(value, m.Name("False")):
            new = cst.Name("None")
        else:
            new = cst.IfExp(value, cst.SimpleString('"flush"'), cst.Name("None"))
        return assignment("sqlalchemy_session_persistence", new)
    return small
