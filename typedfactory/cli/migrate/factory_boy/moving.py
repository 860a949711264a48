"""The step from factory_boy to `typedfactory.factory_boy`."""

from __future__ import annotations

import re

import libcst as cst

from typedfactory.cli.migrate.factory_boy import hooks
from typedfactory.cli.migrate.factory_boy.calls import rewritten, with_texts
from typedfactory.cli.migrate.factory_boy.options import body_of, target_of, with_meta
from typedfactory.cli.migrate.factory_boy.renames import NEW, OLD, below, gone, today
from typedfactory.cli.migrate.factory_boy.statements import dotted_node, is_theirs, moved_import, moved_import_from
from typedfactory.cli.migrate.factory_boy.strings import moved_text, names_theirs, takes_names, with_text
from typedfactory.cli.migrate.mover import GONE, dotted, without_empty_lines
from typedfactory.cli.migrate.project import ClassInfo, Project, ProjectMover
from typedfactory.ground.old_names import ATTRIBUTES, OPTIONS

#: Options that nobody else's classes have.
_UNMISTAKABLE = frozenset(name for name in OPTIONS if name.isupper())
#: What only modules for versions before 2.4 say.
_OLD = re.compile(rf"\b({'|'.join(sorted(_UNMISTAKABLE))}|InfiniteIterator|CircularSubFactory)\b")


class FactoryBoy(ProjectMover):
    """Rewrites imports, options, declarations and hooks.

    Args:
        project: What all files define.
        path: The file.
    """

    def __init__(self, project: Project, path: str) -> None:
        super().__init__(project, path)
        self.functions: dict[str, list[hooks.OldFunction]] = {}
        self.old = False
        self._handled: set[cst.CSTNode] = set()

    # --- imports ---------------------------------------------------------------------------------------------

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement]:
        if hooks.sets_function(original_node, self.functions):
            # The module takes the line away, and keeps its comments.
            return updated_node.with_changes(body=[GONE])
        small = updated_node.body[0] if updated_node.body else None
        if len(updated_node.body) != 1 or not isinstance(small, cst.ImportFrom):
            return updated_node
        statements = moved_import_from(small)
        if len(statements) == 1:
            return updated_node.with_changes(body=statements)
        first = updated_node.with_changes(body=statements[:1])
        return cst.FlattenSentinel([first, *(cst.SimpleStatementLine([each]) for each in statements[1:])])

    def leave_Import(self, original_node: cst.Import, updated_node: cst.Import) -> cst.Import:
        return moved_import(updated_node)

    def leave_Module(self, original_node: cst.Module, updated_node: cst.Module) -> cst.Module:
        """Leave out what is imported twice now: `import factory` and `import factory.fuzzy` are one statement."""
        body: list[cst.SimpleStatementLine | cst.BaseCompoundStatement] = []
        seen = False
        for statement in updated_node.body:
            same = isinstance(statement, cst.SimpleStatementLine) and _imports_package(statement)
            body.append(statement.with_changes(body=[GONE]) if same and seen else statement)
            seen = seen or same
        return without_empty_lines(updated_node.with_changes(body=body))

    def visit_ImportFrom(self, node: cst.ImportFrom) -> None:
        module = dotted(node.module)
        if node.relative or not is_theirs(module):
            return
        if isinstance(node.names, cst.ImportStar):
            self.note(node, f"Which names come of this? Write them out; {NEW} has the same.")
            return
        for alias in node.names:
            why = gone(below(f"{module}.{alias.evaluated_name}"))
            if why:
                self.note(alias, why)

    # --- names -----------------------------------------------------------------------------------------------

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.BaseExpression:
        attribute = original_node.attr.value
        if attribute in _UNMISTAKABLE or (attribute in OPTIONS and self._is_factory(original_node.value)):
            option = cst.Attribute(updated_node.value, cst.Name("_meta"))
            return updated_node.with_changes(value=option, attr=cst.Name(OPTIONS[attribute]))
        if attribute == "_associated_class" and self._is_factory(original_node.value):
            return updated_node.with_changes(
                value=cst.Attribute(updated_node.value, cst.Name("_meta")), attr=cst.Name("model")
            )
        if attribute in hooks.SETTERS and not self._becomes_method(original_node):
            self.note(original_node, f"{attribute} is gone. Today: {ATTRIBUTES[attribute]}.")
        name = below(self.name_of(original_node))
        if not name:
            return updated_node
        if attribute not in hooks.SETTERS:
            self._tell_gone(original_node, name)
        new = today(name)
        return updated_node if new == name else self._renamed(original_node, updated_node, name, new)

    def _becomes_method(self, node: cst.Attribute) -> bool:
        calls = (hooks.only_call(each.statement) for functions in self.functions.values() for each in functions)
        return any(call is not None and call.func is node for call in calls)

    def _renamed(self, original: cst.Attribute, updated: cst.Attribute, name: str, new: str) -> cst.BaseExpression:
        """Return an attribute under its new name: below the same module, if the module has a name here."""
        start: cst.BaseExpression = updated
        for _ in name.split("."):
            if not isinstance(start, cst.Attribute):
                # A module of factory_boy's by a name of its own: `fuzzy.reseed_random`.
                self.need(NEW)
                return dotted_node(f"{NEW}.{new}")
            start = start.value
        for part in new.split("."):
            start = cst.Attribute(start, cst.Name(part))
        return start

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        name = below(self.name_of(original_node))
        old, new = name.rpartition(".")[2], today(name).rpartition(".")[2] if name else ""
        return updated_node.with_changes(value=new) if name and original_node.value == old != new else updated_node

    def _tell_gone(self, node: cst.CSTNode, name: str) -> None:
        why = gone(name)
        # What is below a module is told where the module is named.
        if why and why != gone(name.rpartition(".")[0]):
            self.note(node, why)

    # --- classes ---------------------------------------------------------------------------------------------

    def visit_Module(self, node: cst.Module) -> None:
        self.functions = hooks.functions_set(node, self.name_of)
        self.old = _OLD.search(node.code) is not None

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        return with_texts(updated_node, [below(self.name_of(each.decorator)) for each in original_node.decorators])

    def leave_ClassDef(self, original_node: cst.ClassDef, updated_node: cst.ClassDef) -> cst.ClassDef:
        name = self.name_of(original_node)
        info = self.project.find(name, self.path) if name else None
        is_factory = info is not None and self._derives(info)
        names = frozenset(OPTIONS) if is_factory else _UNMISTAKABLE
        if original_node.name.value == "Meta":
            return self._renamed_options(updated_node)
        changed = with_meta(updated_node, names)
        if is_factory:
            for method, why in hooks.old_methods(original_node):
                self.note(method, why)
            self._tell_guessed(original_node, info)
        for function in self.functions.get(original_node.name.value, ()):
            changed = hooks.with_method(changed, function)
        return changed

    def _tell_guessed(self, node: cst.ClassDef, info: ClassInfo | None) -> None:
        """Say that a model was guessed from the factory's name once, where that model is at hand."""
        stem = node.name.value.removesuffix("Factory")
        if info is None or info.abstract or self.project.model_of(info) or not stem or stem == node.name.value:
            return
        known = self.project.find(stem, self.path)
        if known is not None and known.path == self.path and known.bases[:1] != ("factory.Factory",):
            self.note(
                node, f"{node.name.value}: names no model. Versions before 2.0 took {stem}; write it in class Meta."
            )

    def _renamed_options(self, node: cst.ClassDef) -> cst.ClassDef:
        """Return ``class Meta`` with options in today's spelling."""
        body = body_of(node)
        if not any(
            target_of(small) in _UNMISTAKABLE | {"force_flush"}
            for line in body.body
            if isinstance(line, cst.SimpleStatementLine)
            for small in line.body
        ):
            return node
        lines = [
            each.with_changes(body=[hooks.option_of_today(small) for small in each.body])
            if isinstance(each, cst.SimpleStatementLine)
            else each
            for each in body.body
        ]
        return node.with_changes(body=body.with_changes(body=lines))

    def _is_factory(self, node: cst.BaseExpression) -> bool:
        name = self.name_of(node)
        info = self.project.find(name, self.path) if name else None
        return info is not None and self._derives(info)

    def _derives(self, info: ClassInfo) -> bool:
        return any(below(each) for each in self.project.libraries_of(info))

    # --- calls and texts -------------------------------------------------------------------------------------

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        if (
            isinstance(original_node.func, cst.Attribute)
            and original_node.func.attr.value == "_load_target_class"
            and isinstance(updated_node.func, cst.Attribute)
        ):
            owner = updated_node.func.value
            return cst.Attribute(cst.Attribute(owner, cst.Name("_meta")), cst.Name("model"))
        name = below(self.name_of(original_node.func))
        found = rewritten(name, updated_node, old=self.old) if name else None
        if found is None:
            return updated_node
        if found.why:
            self.note(original_node, found.why)
        return found.node

    def visit_Call(self, node: cst.Call) -> None:
        function = dotted(node.func)
        if not takes_names(function):
            return
        self._handled.update(each.value for each in node.args if isinstance(each.value, cst.SimpleString))

    def leave_SimpleString(self, original_node: cst.SimpleString, updated_node: cst.SimpleString) -> cst.BaseExpression:
        text = original_node.evaluated_value
        if not isinstance(text, str) or not text.startswith(OLD):
            if isinstance(text, str) and text in _UNMISTAKABLE:
                self.note(
                    original_node, f"The text {text!r} names an option that is {OPTIONS[text]} of class Meta today."
                )
            return updated_node
        function = "getLogger" if text == OLD else "patch"
        if original_node in self._handled:
            new = moved_text(text, function)
            if new != text:
                self.note(original_node, f"A name in a text: it was {text}, and is {new} now.")
                return with_text(updated_node, new)
        elif names_theirs(text) is not None:
            self.note(original_node, f"The text {text!r} names something of factory_boy's. Is it looked up?")
        return updated_node


def _imports_package(statement: cst.SimpleStatementLine) -> bool:
    code = [cst.Module([]).code_for_node(each).strip() for each in statement.body]
    return code == [f"import {NEW} as {OLD}"]
