"""The step from pytest-factoryboy to the library's own pytest plugin.

There, the fixture of an object is called after its model; here after its factory. Where the two differ, the name is written
out, so that tests ask for what they asked for before.
"""

from __future__ import annotations

import re
from collections import Counter

import libcst as cst

from typedfactory.cli.migrate.factory_boy.statements import dotted_node
from typedfactory.cli.migrate.mover import dotted
from typedfactory.cli.migrate.project import ClassInfo, Project, ProjectMover

OLD, NEW = "pytest_factoryboy", "typedfactory.pytest_plugin"
_NAMES = frozenset({"LazyFixture", "named_model", "register"})
_BEFORE_WORD = re.compile(r"([A-Z]+)([A-Z][a-z])")
_AFTER_WORD = re.compile(r"([a-z\d])([A-Z])")


class PytestFactoryboy(ProjectMover):
    """Rewrites imports and registrations.

    Args:
        project: What all files define.
        path: The file.
    """

    def __init__(self, project: Project, path: str) -> None:
        super().__init__(project, path)
        self.called_decorators: set[cst.Call] = set()

    # --- imports -----------------------------------------------------------------------------------------------

    def leave_Import(self, original_node: cst.Import, updated_node: cst.Import) -> cst.Import:
        return updated_node.with_changes(names=[self._alias(each) for each in updated_node.names])

    def _alias(self, alias: cst.ImportAlias) -> cst.ImportAlias:
        if alias.evaluated_name.partition(".")[0] != OLD:
            return alias
        bound = alias.asname or cst.AsName(cst.Name(OLD), whitespace_before_as=cst.SimpleWhitespace(" "))
        return alias.with_changes(name=dotted_node(NEW), asname=bound)

    def leave_ImportFrom(self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom) -> cst.ImportFrom:
        if updated_node.relative or dotted(updated_node.module).partition(".")[0] != OLD:
            return updated_node
        if not isinstance(updated_node.names, cst.ImportStar):
            others = [each.evaluated_name for each in updated_node.names if each.evaluated_name not in _NAMES]
            if others:
                self.note(original_node, f"{NEW} has no {', '.join(others)}. The statement is left as it is.")
                return updated_node
        return updated_node.with_changes(module=dotted_node(NEW))

    # --- registrations -----------------------------------------------------------------------------------------

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        for each in node.decorators:
            if isinstance(each.decorator, cst.Call) and self._is_register(each.decorator.func):
                self.called_decorators.add(each.decorator)

    def leave_ClassDef(self, original_node: cst.ClassDef, updated_node: cst.ClassDef) -> cst.ClassDef:
        decorators = [
            each.with_changes(decorator=self._decorator(old.decorator, each.decorator, original_node))
            for old, each in zip(original_node.decorators, updated_node.decorators, strict=True)
        ]
        return updated_node.with_changes(decorators=decorators) if decorators else updated_node

    def _decorator(
        self, original: cst.BaseExpression, updated: cst.BaseExpression, node: cst.ClassDef
    ) -> cst.BaseExpression:
        call = original if isinstance(original, cst.Call) else None
        if not self._is_register(original if call is None else call.func):
            return updated
        info = self.project.find(self.name_of(node), self.path)
        name = "" if call is not None and _says_name(call, 0) else self._old_name(info, original, node.name.value)
        if not name:
            return updated
        given = cst.Arg(cst.SimpleString(f'"{name}"'), keyword=cst.Name("_name"), equal=_TIGHT)
        if isinstance(updated, cst.Call):
            return updated.with_changes(args=[given, *updated.args])
        return cst.Call(updated, [given])

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if original_node in self.called_decorators or not self._is_register(original_node.func):
            return updated_node
        first = original_node.args[0] if original_node.args else None
        if first is None or first.keyword is not None or first.star or _says_name(original_node, 1):
            return updated_node
        info = self.project.find(self.name_of(first.value), self.path)
        name = self._old_name(info, original_node, dotted(first.value).rpartition(".")[2])
        if not name:
            return updated_node
        given = cst.Arg(cst.SimpleString(f'"{name}"'))
        return updated_node.with_changes(args=[_followed(updated_node.args[0]), given, *updated_node.args[1:]])

    def _is_register(self, node: cst.BaseExpression) -> bool:
        return re.fullmatch(rf"{OLD}(\.\w+)*\.register", self.name_of(node)) is not None

    def _old_name(self, info: ClassInfo | None, node: cst.CSTNode, factory: str) -> str:
        """Return what the fixture of the object was called; empty where it still is."""
        if info is None:
            self.note(
                node, f"{factory}: its fixture was called after its model. Is the model's name that of the factory?"
            )
            return ""
        self._tell_shared(info, node)
        model = self.project.model_of(info)
        if not model:
            self.note(node, f"{info.name}: which model does it make? Its fixture was called after it.")
            return ""
        name = underscored(model.rpartition(".")[2])
        return "" if name == underscored(info.simple_name.removesuffix("Factory")) else name

    def _tell_shared(self, info: ClassInfo, node: cst.CSTNode) -> None:
        """Say where one fixture was given to several sub-factories."""
        lineage = [each for each in self.project.lineage(info) if isinstance(each, ClassInfo)]
        nested = {field: factory for each in reversed(lineage) for field, factory in each.nested.items()}
        for factory, number in Counter(nested.values()).items():
            if number > 1:
                fields = " and ".join(field for field, each in nested.items() if each == factory)
                self.note(
                    node,
                    f"{info.name}: {fields} were one object, the fixture of {factory.rpartition('.')[2]}. "
                    'They are two now; to have one, register with field=LazyFixture("…") for each.',
                )


_TIGHT = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))


def _followed(argument: cst.Arg) -> cst.Arg:
    """Return an argument with a comma behind it."""
    if isinstance(argument.comma, cst.Comma):
        return argument
    return argument.with_changes(comma=cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")))


def _says_name(call: cst.Call, position: int) -> bool:
    """Say whether a registration names the fixture: by keyword, or by its position."""
    plain = [each for each in call.args if each.keyword is None]
    return len(plain) > position or any(each.keyword and each.keyword.value == "_name" for each in call.args)


def underscored(name: str) -> str:
    """Return the name of a class as pytest-factoryboy makes a fixture's of it.

    Args:
        name: The name.

    Example:
        >>> underscored("HTTPHeader"), underscored("BlogEntry")
        ('http_header', 'blog_entry')
    """
    return _AFTER_WORD.sub(r"\1_\2", _BEFORE_WORD.sub(r"\1_\2", name)).lower()
