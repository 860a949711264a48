"""What in polyfactory's factories has no counterpart, and which factories stay for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import libcst as cst
from libcst.metadata import MetadataWrapper

from typedfactory.cli.migrate.factory_boy.options import body_of, target_of, value_of
from typedfactory.cli.migrate.polyfactory import methods, options
from typedfactory.cli.migrate.polyfactory.library import BASES, OWN_METHODS, ROOT, is_polyfactory, library_name
from typedfactory.cli.migrate.polyfactory.values import Setting, value_of_field
from typedfactory.cli.migrate.project import ClassInfo, Project, ProjectMover, without_arguments


def functions_of(module: cst.Module) -> dict[str, cst.FunctionDef]:
    """Return the functions at the top of a module."""
    return {each.name.value: each for each in module.body if isinstance(each, cst.FunctionDef)}


def is_dunder(name: str) -> bool:
    """Say whether a name has double underscores around it."""
    return name.startswith("__") and name.endswith("__")


class Obstacles(ProjectMover):
    """Notes, for each of polyfactory's factories in a module, what has no counterpart.

    Args:
        project: What all files define.
        path: The file.
    """

    def __init__(self, project: Project, path: str) -> None:
        super().__init__(project, path)
        self.functions: Mapping[str, cst.FunctionDef] = {}
        self.stuck: set[str] = set()

    def visit_Module(self, node: cst.Module) -> None:
        self.functions = functions_of(node)

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        info = self.project.find(self.name_of(node).replace(".<locals>", ""), self.path)
        if info is None or not is_polyfactory(info, self.project):
            return
        for place, why in self._found(node):
            self.stuck.add(info.name)
            self.note(place, f"{info.name} stays with polyfactory: {why}")

    def visit_Call(self, node: cst.Call) -> None:
        if not isinstance(node.func, cst.Attribute) or node.func.attr.value != "create_factory":
            return
        info = self.project.find(self.name_of(node.func.value).replace(".<locals>", ""), self.path)
        if info is not None and is_polyfactory(info, self.project):
            self.stuck.add(info.name)
            self.note(
                node, f"{info.name} stays with polyfactory: create_factory derives another from it. Write a subclass."
            )

    def visit_Assign(self, node: cst.Assign) -> None:
        """Find ``create_factory(User, field=…)``."""
        info = self.project.find(self.name_of(node.targets[0].target).replace(".<locals>", ""), self.path)
        made = (
            isinstance(node.value, cst.Call)
            and len(node.value.args) > 1
            and library_name(self.name_of(node.value.func)) == "create_factory"
        )
        if info is not None and made and is_polyfactory(info, self.project):
            self.stuck.add(info.name)
            self.note(
                node, f"{info.name} stays with polyfactory: create_factory is given more than the model. Write a class."
            )

    def _found(self, node: cst.ClassDef) -> Iterable[tuple[cst.CSTNode, str]]:
        for base in node.bases:
            name = library_name(self.name_of(without_arguments(base.value)))
            if name and name not in BASES:
                yield node, f"{name} has no counterpart."
        setting = Setting(self.name_of, self.project, self.path, self.functions)
        helpers = methods.helpers_of(node)
        for statement in body_of(node).body:
            if isinstance(statement, cst.FunctionDef):
                yield from _in_method(statement, helpers)
            for small in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
                name = target_of(small)
                if name:
                    found = options.obstacle(name, value_of(small)) if is_dunder(name) else ""
                    why = found if is_dunder(name) else value_of_field(name, value_of(small), setting).obstacle
                    if why:
                        yield small, why


def _in_method(node: cst.FunctionDef, helpers: set[str]) -> Iterable[tuple[cst.CSTNode, str]]:
    if node.name.value in OWN_METHODS:
        yield node, f"{node.name.value} overrides a method of polyfactory's."
    elif methods.gives_field(node, helpers):
        why = methods.obstacle(node)
        if why:
            yield node, why


def left_with_polyfactory(files: Iterable[tuple[str, str]], project: Project) -> frozenset[tuple[str, str]]:
    """Return the factories that stay: those with something that has no counterpart, and all that derive from one another.

    Args:
        files: Path and text of each file.
        project: What the files define.
    """
    stuck: set[tuple[str, str]] = set()
    theirs = {each.path for each in project.classes if is_polyfactory(each, project)}
    for path, text in files:
        if ROOT in text or path in theirs:
            step = Obstacles(project, path)
            MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True).visit(step)
            stuck.update((path, name) for name in step.stuck)
    families = [
        {(each.path, each.name) for each in project.lineage(info) if isinstance(each, ClassInfo)}
        for info in project.classes
        if is_polyfactory(info, project)
    ]
    while True:
        more = {each for family in families if family & stuck for each in family}
        if more <= stuck:
            return frozenset(stuck)
        stuck |= more
