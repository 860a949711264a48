"""Methods of polyfactory's factories that give the value of a field."""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from typedfactory.cli.migrate.polyfactory.library import OWN_METHODS

#: What a factory's own streams are called.
STREAMS = ("__random__", "__faker__")


def kind_of(node: cst.FunctionDef) -> str:
    """Return how a method is marked: ``"post_generated"``, ``"class"``, ``"static"``, or empty for others.

    Args:
        node: The method.
    """
    names = [_last(each.decorator) for each in node.decorators]
    if "post_generated" in names:
        return "post_generated"
    return "class" if names == ["classmethod"] else "static" if names == ["staticmethod"] else ""


def _last(node: cst.BaseExpression) -> str:
    return node.attr.value if isinstance(node, cst.Attribute) else node.value if isinstance(node, cst.Name) else ""


def gives_field(node: cst.FunctionDef, helpers: set[str]) -> bool:
    """Say whether a method gives the value of the field that it is called after.

    Args:
        node: The method.
        helpers: What the class itself calls.
    """
    kind, name = kind_of(node), node.name.value
    if name.startswith("_") or name in helpers or name in OWN_METHODS:
        return False
    parameters = len(node.params.params)
    return kind == "post_generated" or (kind == "class" and parameters == 1) or (kind == "static" and parameters == 0)


def helpers_of(node: cst.ClassDef) -> set[str]:
    """Return the names of what the methods of a class call on the class or the object.

    Args:
        node: The class.
    """
    found = m.findall(node, m.Attribute(value=m.Name("cls") | m.Name("self")))
    return {each.attr.value for each in found if isinstance(each, cst.Attribute)}


def obstacle(node: cst.FunctionDef) -> str:
    """Return why a method that gives a field cannot be translated; empty where it can.

    Args:
        node: The method.
    """
    if kind_of(node) == "static":
        return ""
    first = node.params.params[0].name.value
    streams = {id(each.value) for each in m.findall(node.body, _stream(first)) if isinstance(each, cst.Attribute)}
    others = [each for each in m.findall(node.body, m.Name(first)) if id(each) not in streams]
    return (
        f"{node.name.value}: uses {first}, the factory, which the function of a field does not get here."
        if others
        else ""
    )


def _stream(first: str) -> m.Attribute:
    return m.Attribute(value=m.Name(first), attr=m.OneOf(*(m.Name(each) for each in STREAMS)))


def as_lazy_attribute(node: cst.FunctionDef) -> cst.FunctionDef:
    """Return ``@lazy_attribute def field(self)`` of a method that gives a field.

    Args:
        node: The method, whose streams are replaced already.
    """
    given = [each.name.value for each in node.params.params][0 if kind_of(node) == "static" else 1 :]
    body = node.body
    if given and isinstance(body, cst.IndentedBlock):
        reads = [
            cst.SimpleStatementLine(
                [cst.Assign([cst.AssignTarget(cst.Name(name))], cst.Attribute(cst.Name("self"), cst.Name(name)))]
            )
            for name in given
        ]
        start = 1 if _is_docstring(body.body[0]) else 0
        body = body.with_changes(body=[*body.body[:start], *reads, *body.body[start:]])
    mark = cst.Decorator(cst.Attribute(cst.Name("typedfactory"), cst.Name("lazy_attribute")))
    leading = node.decorators[0].leading_lines if node.decorators else ()
    return node.with_changes(
        decorators=[mark.with_changes(leading_lines=leading)],
        params=cst.Parameters([cst.Param(cst.Name("self"))]),
        body=body,
    )


def _is_docstring(statement: cst.BaseStatement) -> bool:
    return m.matches(statement, m.SimpleStatementLine([m.Expr(m.SimpleString())]))


def required(field: str, factory: str) -> cst.FunctionDef:
    """Return the declaration of a field that each call must give.

    Args:
        field: The field.
        factory: The factory's name.
    """
    code = (
        "@typedfactory.lazy_attribute\n"
        f"def {field}(self):\n"
        f'    raise TypeError("{factory}.{field}: has to be given. Pass {field}=….")\n'
    )
    return cst.ensure_type(cst.parse_statement(code), cst.FunctionDef)
