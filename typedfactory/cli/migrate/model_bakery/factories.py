"""The factory classes that a module gets for the models that it makes objects of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs
import libcst as cst

from typedfactory.cli.migrate.mover import dotted


@attrs.frozen
class Wanted:
    """A factory that a module gets.

    Attributes:
        name: Its name.
        model: The model as the module names it, or its full name as a text.
        is_text: Whether the model is a text.
        fills: Whether it fills what is optional, too.
    """

    name: str
    model: str
    is_text: bool
    fills: bool

    def as_class(self) -> cst.ClassDef:
        """Return the class."""
        argument = "" if self.is_text else f"[{self.model}]"
        options = [f'model = "{self.model}"'] if self.is_text else []
        options += ['autofill = "all"'] if self.fills else []
        meta = "".join(f"        {line}\n" for line in options)
        body = f"    class Meta:\n{meta}" if options else "    pass\n"
        code = f"class {self.name}(DjangoModelFactory{argument}):\n{body}"
        node = cst.ensure_type(cst.parse_statement(code), cst.ClassDef)
        return node.with_changes(leading_lines=[cst.EmptyLine(), cst.EmptyLine()])


def bindings(module: cst.Module) -> dict[str, int]:
    """Return what a module binds at its top, by plain statements: name → the statement that does so first.

    Args:
        module: The module.
    """
    found: dict[str, int] = {}
    for number, statement in enumerate(module.body):
        for name in _bound(statement):
            found.setdefault(name, number)
    return found


def _bound(statement: cst.BaseStatement) -> Iterable[str]:
    if isinstance(statement, (cst.ClassDef, cst.FunctionDef)):
        yield statement.name.value
    for small in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
        if isinstance(small, (cst.Import, cst.ImportFrom)) and not isinstance(small.names, cst.ImportStar):
            for alias in small.names:
                yield alias.evaluated_alias or alias.evaluated_name.partition(".")[0]
        elif isinstance(small, cst.Assign):
            yield from (dotted(each.target) for each in small.targets)
        elif isinstance(small, cst.AnnAssign):
            yield dotted(small.target)


def placed(module: cst.Module, wanted: Iterable[Wanted]) -> cst.Module:
    """Return a module with the classes, behind its imports and the models that it defines.

    Args:
        module: The module.
        wanted: The classes.
    """
    classes = [each.as_class() for each in wanted]
    if not classes:
        return module
    known = bindings(module)
    imports = [n for n, each in enumerate(module.body) if _is_import(each)]
    models = [known[each.model.partition(".")[0]] for each in wanted if not each.is_text]
    place = max([*imports, *models], default=-1) + 1
    behind = list(module.body[place:])
    if behind:
        behind[0] = _apart(behind[0])
    return module.with_changes(body=[*module.body[:place], *classes, *behind])


def _is_import(statement: cst.BaseStatement) -> bool:
    if not isinstance(statement, cst.SimpleStatementLine):
        return False
    return any(isinstance(each, (cst.Import, cst.ImportFrom)) for each in statement.body)


def _apart(
    statement: cst.SimpleStatementLine | cst.BaseCompoundStatement,
) -> cst.SimpleStatementLine | cst.BaseCompoundStatement:
    """Return a statement with two empty lines before it."""
    lines = list(statement.leading_lines)
    empty = next((n for n, each in enumerate(lines) if each.comment is not None), len(lines))
    return statement.with_changes(leading_lines=[*[cst.EmptyLine()] * max(0, 2 - empty), *lines])


def name_for(model: str, known: Mapping[str, int], *, fills: bool) -> str:
    """Return what the factory of a model is called; empty where there is no good name.

    Args:
        model: The model's name, or its full name as a text.
        known: What the module binds.
        fills: Whether it fills what is optional, too.
    """
    simple = model.rpartition(".")[2]
    name = f"{'Full' if fills else ''}{simple}Factory"
    # pytest would collect a class that begins so.
    return "" if name in known or name.startswith("Test") or not simple.isidentifier() else name
