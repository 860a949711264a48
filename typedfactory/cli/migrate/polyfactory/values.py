"""What a field of polyfactory's factories is set to, as a declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs
import libcst as cst
import libcst.matchers as m

from typedfactory.cli.migrate.polyfactory.library import is_polyfactory, library_name, moves
from typedfactory.cli.migrate.project import ClassInfo, Project


@attrs.frozen
class Setting:
    """What is known where a field is set.

    Attributes:
        name_of: Tells the full name of an expression.
        project: What all files define.
        path: The file.
        functions: The functions at the top of the module.
    """

    name_of: Callable[[cst.CSTNode], str]
    project: Project
    path: str
    functions: Mapping[str, cst.FunctionDef]

    def factory(self, node: cst.CSTNode) -> ClassInfo | None:
        """Return the class of polyfactory's that an expression names."""
        name = self.name_of(node)
        info = self.project.find(name, self.path) if name else None
        return info if info is not None and is_polyfactory(info, self.project) else None


@attrs.frozen
class Value:
    """What becomes of what a field is set to.

    Attributes:
        node: The new expression; None for one that stays.
        obstacle: Why there is no counterpart; empty where there is one.
        required: Whether each call must give the field.
        doubt: What a person must look at.
    """

    node: cst.BaseExpression | None = None
    obstacle: str = ""
    required: bool = False
    doubt: str = ""


def declaration(name: str, *arguments: cst.BaseExpression) -> cst.Call:
    """Return ``typedfactory.name(argument)``."""
    return cst.Call(cst.Attribute(cst.Name("typedfactory"), cst.Name(name)), [cst.Arg(each) for each in arguments])


def without_parameters(body: cst.BaseExpression) -> cst.Lambda:
    """Return ``lambda: body``."""
    return cst.Lambda(cst.Parameters(), body)


def value_of_field(field: str, value: cst.BaseExpression, setting: Setting) -> Value:
    """Return what becomes of what a field is set to.

    Args:
        field: The field.
        value: What it is set to.
        setting: What is known there.
    """
    if isinstance(value, cst.Call):
        kind = library_name(setting.name_of(value.func))
        rewrite = _KINDS.get(kind)
        return rewrite(field, value, setting) if rewrite is not None else Value()
    if isinstance(value, cst.Lambda) and not _takes_arguments(value):
        return Value(declaration("LazyFunction", value))
    return _value_of_name(field, value, setting) if isinstance(value, (cst.Name, cst.Attribute)) else Value()


def _value_of_name(field: str, value: cst.Name | cst.Attribute, setting: Setting) -> Value:
    """Return what becomes of a name that a field is set to: a factory, a function, or a value."""
    found = setting.factory(value)
    if found is not None:
        if moves(found, setting.project):
            return Value(declaration("SubFactory", value))
        return Value(declaration("LazyFunction", cst.Attribute(value, cst.Name("build"))))
    name = setting.name_of(value)
    if name in setting.functions:
        return Value(declaration("LazyFunction", value))
    simple = name.rpartition(".")[2]
    doubtful = "." in name and simple.islower()
    return (
        Value(doubt=f"{field}: is {simple} a function? Then write typedfactory.LazyFunction({simple}).")
        if doubtful
        else Value()
    )


def _takes_arguments(function: cst.Lambda) -> bool:
    return bool(function.params.params or function.params.kwonly_params)


def _use(field: str, call: cst.Call, setting: Setting) -> Value:
    if not call.args or call.args[0].star or (call.args[0].keyword and call.args[0].keyword.value != "fn"):
        return Value(obstacle="Use(…) without a function cannot be read.")
    function, rest = call.args[0].value, list(call.args[1:])
    method = function.attr.value if isinstance(function, cst.Attribute) else ""
    owner = setting.factory(function.value) if isinstance(function, cst.Attribute) else None
    if owner is not None and moves(owner, setting.project) and isinstance(function, cst.Attribute):
        if method == "build":
            return Value(
                cst.Call(
                    cst.Attribute(cst.Name("typedfactory"), cst.Name("SubFactory")),
                    [_first(function.value, rest), *rest],
                )
            )
        if method == "batch":
            return _batch(function.value, rest)
    if not rest:
        return Value(declaration("LazyFunction", function))
    if isinstance(function, cst.Lambda):
        function = function.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return Value(declaration("LazyFunction", without_parameters(cst.Call(function, rest))))


def _first(node: cst.BaseExpression, rest: list[cst.Arg]) -> cst.Arg:
    return cst.Arg(node, comma=cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))) if rest else cst.Arg(node)


def _batch(factory: cst.BaseExpression, rest: list[cst.Arg]) -> Value:
    """``Use(AddressFactory.batch, size=3)`` → ``List([SubFactory(AddressFactory)] * 3)``."""
    size = next((each for each in rest if each.keyword is None or each.keyword.value == "size"), None)
    if size is None or size.star:
        return Value(obstacle="Use(….batch) without a size cannot be read.")
    given = [each for each in rest if each is not size]
    if given:
        given[-1] = given[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    one = cst.Call(cst.Attribute(cst.Name("typedfactory"), cst.Name("SubFactory")), [_first(factory, given), *given])
    return Value(declaration("List", cst.BinaryOperation(cst.List([cst.Element(one)]), cst.Multiply(), size.value)))


def _ignore(field: str, call: cst.Call, setting: Setting) -> Value:
    return Value(cst.Attribute(cst.Name("typedfactory"), cst.Name("USE_DEFAULT")))


def _require(field: str, call: cst.Call, setting: Setting) -> Value:
    return Value(required=True)


def _post_generated(field: str, call: cst.Call, setting: Setting) -> Value:
    """``PostGenerated(function)``, with ``function(name, values)`` → ``LazyAttribute``."""
    given = call.args[0].value if call.args else None
    function: cst.Lambda | cst.FunctionDef | None = given if isinstance(given, cst.Lambda) else None
    if isinstance(given, cst.Name):
        function = setting.functions.get(given.value)
    names = [each.name.value for each in function.params.params] if function is not None else []
    if function is None or len(names) < 2 or given is None:  # noqa: PLR2004 - name and values
        return Value(obstacle="PostGenerated(…): its function is not at hand.")
    reader = _Reads(names[1])
    function.body.visit(reader)
    if reader.others:
        return Value(obstacle=f'PostGenerated(…): its function uses {names[1]} for more than {names[1]}["field"].')
    if isinstance(given, cst.Lambda) and len(call.args) == 1:
        body = given.body.visit(_Inlined(names[0], names[1], field))
        if isinstance(body, cst.BaseExpression):
            return Value(declaration("LazyAttribute", _of_object(body)))
    callee = (
        given if isinstance(given, cst.Name) else given.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    )
    values = cst.Dict(
        [
            cst.DictElement(cst.SimpleString(f'"{key}"'), cst.Attribute(cst.Name("o"), cst.Name(key)))
            for key in reader.keys
        ]
    )
    arguments = [cst.Arg(cst.SimpleString(f'"{field}"')), cst.Arg(values), *call.args[1:]]
    return Value(declaration("LazyAttribute", _of_object(cst.Call(callee, arguments))))


def _of_object(body: cst.BaseExpression) -> cst.Lambda:
    return cst.Lambda(cst.Parameters([cst.Param(cst.Name("o"))]), body)


def _key(node: cst.CSTNode, values: str) -> str:
    """Return the field of ``values["field"]`` or ``values.get("field")``; empty for anything else."""
    text = m.SimpleString()
    item = m.Subscript(value=m.Name(values), slice=[m.SubscriptElement(slice=m.Index(value=text))])
    got = m.Call(func=m.Attribute(value=m.Name(values), attr=m.Name("get")), args=[m.Arg(value=text), m.ZeroOrMore()])
    found: cst.CSTNode | None = None
    if isinstance(node, cst.Subscript) and m.matches(node, item):
        found = cst.ensure_type(node.slice[0].slice, cst.Index).value
    elif isinstance(node, cst.Call) and m.matches(node, got):
        found = node.args[0].value
    value = found.evaluated_value if isinstance(found, cst.SimpleString) else ""
    return value if isinstance(value, str) and value.isidentifier() else ""


class _Reads(cst.CSTVisitor):
    """Finds which fields a function reads from a dict, and whether it does anything else with it."""

    def __init__(self, values: str) -> None:
        super().__init__()
        self.values, self.keys, self.others = values, dict[str, None](), False

    def on_visit(self, node: cst.CSTNode) -> bool:
        key = _key(node, self.values)
        if key:
            self.keys[key] = None
            return False
        if isinstance(node, cst.Name) and node.value == self.values:
            self.others = True
        return True


class _Inlined(cst.CSTTransformer):
    """Writes ``o.field`` for ``values["field"]``, and the field's name for the parameter that had it."""

    def __init__(self, name: str, values: str, field: str) -> None:
        super().__init__()
        self.name, self.values, self.field = name, values, field

    def leave_Subscript(self, original_node: cst.Subscript, updated_node: cst.Subscript) -> cst.BaseExpression:
        return self._of(original_node, updated_node)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        return self._of(original_node, updated_node)

    def _of(self, original: cst.CSTNode, updated: cst.BaseExpression) -> cst.BaseExpression:
        key = _key(original, self.values)
        return cst.Attribute(cst.Name("o"), cst.Name(key)) if key else updated

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        return cst.SimpleString(f'"{self.field}"') if original_node.value == self.name else updated_node


_KINDS: Mapping[str, Callable[[str, cst.Call, Setting], Value]] = {
    "Use": _use,
    "Ignore": _ignore,
    "Require": _require,
    "PostGenerated": _post_generated,
    "Fixture": lambda field, call, setting: Value(obstacle="Fixture(…) has no counterpart: write SubFactory(…)."),
}
