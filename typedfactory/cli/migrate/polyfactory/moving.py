"""The step from polyfactory to factories with a type argument: the factories themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import libcst as cst
import libcst.matchers as m

from typedfactory.cli.migrate.factory_boy.options import assignment, body_of, meta_class, set_apart, target_of, value_of
from typedfactory.cli.migrate.factory_boy.statements import dotted_node
from typedfactory.cli.migrate.mover import GONE, without_empty_lines
from typedfactory.cli.migrate.polyfactory import methods, options
from typedfactory.cli.migrate.polyfactory.library import BASES, library_name, moves
from typedfactory.cli.migrate.polyfactory.obstacles import Obstacles, functions_of, is_dunder
from typedfactory.cli.migrate.polyfactory.values import Setting, Value, value_of_field
from typedfactory.cli.migrate.project import ClassInfo, Project, ProjectMover, type_arguments, without_arguments
from typedfactory.cli.migrate.pytest_factoryboy import underscored


class Polyfactory(ProjectMover):
    """Rewrites factories and their fixtures.

    Args:
        project: What all files define.
        path: The file.
    """

    def __init__(self, project: Project, path: str) -> None:
        super().__init__(project, path)
        self.functions: Mapping[str, cst.FunctionDef] = {}

    def visit_Module(self, node: cst.Module) -> None:
        self.functions = functions_of(node)

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self._obstacles().visit_ClassDef(node)

    def visit_Call(self, node: cst.Call) -> None:
        self._obstacles().visit_Call(node)

    def visit_Assign(self, node: cst.Assign) -> None:
        self._obstacles().visit_Assign(node)

    def _obstacles(self) -> Obstacles:
        """Return what notes what has no counterpart, among this step's notes."""
        step = Obstacles(self.project, self.path)
        step.metadata, step.functions, step.notes = self.metadata, self.functions, self.notes
        return step

    def _moving(self, node: cst.CSTNode) -> ClassInfo | None:
        name = self.name_of(node).replace(".<locals>", "")
        info = self.project.find(name, self.path) if name else None
        return info if moves(info, self.project) else None

    # --- classes -----------------------------------------------------------------------------------------------

    def leave_ClassDef(
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef | cst.FlattenSentinel[cst.BaseStatement]:
        info = self._moving(original_node)
        if info is None:
            return updated_node
        fixtures = [each for each in original_node.decorators if self._registers(each.decorator)]
        decorators = [
            new if old not in fixtures else new.with_changes(decorator=cst.Name("register"))
            for old, new in zip(original_node.decorators, updated_node.decorators, strict=True)
            if old not in fixtures or not (isinstance(old.decorator, cst.Call) and old.decorator.args)
        ]
        moved = self._moved(original_node, updated_node.with_changes(decorators=decorators), info)
        named = [each.decorator for each in fixtures if isinstance(each.decorator, cst.Call) and each.decorator.args]
        if any(isinstance(each.decorator, cst.Name) and each.decorator.value == "register" for each in decorators):
            self.need("typedfactory.pytest_plugin", "register")
        if not named:
            return moved
        self.need("pytest")
        return cst.FlattenSentinel([moved, *(fixture_of(each, info.simple_name) for each in named)])

    def _registers(self, node: cst.BaseExpression) -> bool:
        return library_name(self.name_of(node.func if isinstance(node, cst.Call) else node)) == "register_fixture"

    def _moved(self, original_node: cst.ClassDef, updated_node: cst.ClassDef, info: ClassInfo) -> cst.ClassDef:
        self.need("typedfactory")
        said = {
            target_of(small): small
            for statement in body_of(original_node).body
            if isinstance(statement, cst.SimpleStatementLine)
            for small in statement.body
            if is_dunder(target_of(small))
        }
        for name, small in said.items():
            if options.advice(name):
                self.note(small, options.advice(name))
        own = [library_name(self.name_of(without_arguments(each.value))) for each in original_node.bases]
        base = next((each for each in own if each), "")
        model = value_of(said["__model__"]) if "__model__" in said else None
        bases = [self._base(*pair, model) for pair in zip(own, updated_node.bases, strict=True)]
        if base == "SQLAlchemyFactory" and "__set_relationships__" not in said:
            self.note(
                original_node,
                f"{info.name}: collections stay empty here. Declare RelatedFactoryList(…) or ManyToMany(…).",
            )
        lines = options.meta_lines(said, below_library=bool(base), saves=base == "SQLAlchemyFactory")
        if model is not None and not base and not any(type_arguments(each.value) for each in updated_node.bases):
            lines.insert(0, assignment("model", model))
        if not lines and isinstance(updated_node.body, cst.SimpleStatementSuite):
            return updated_node.with_changes(bases=bases)
        body = self._body(original_node, body_of(updated_node), info)
        return updated_node.with_changes(bases=bases, body=_with_meta(body, lines))

    def _base(self, name: str, base: cst.Arg, model: cst.BaseExpression | None) -> cst.Arg:
        if not name:
            return base
        module, simple = BASES[name]
        self.need(module)
        node: cst.BaseExpression = dotted_node(f"{module}.{simple}")
        arguments = type_arguments(base.value) or ([] if model is None else [model])
        if arguments:
            node = cst.Subscript(node, [cst.SubscriptElement(cst.Index(each)) for each in arguments[:1]])
        return base.with_changes(value=node)

    def _body(self, original: cst.ClassDef, body: cst.IndentedBlock, info: ClassInfo) -> cst.IndentedBlock:
        helpers = methods.helpers_of(original)
        statements: list[cst.BaseStatement] = []
        for old, new in zip(body_of(original).body, body.body, strict=True):
            if statements and isinstance(statements[-1], cst.FunctionDef) and isinstance(new, cst.SimpleStatementLine):
                new = cst.ensure_type(set_apart(new), cst.SimpleStatementLine)  # noqa: PLW2901 - behind a method
            if (
                isinstance(old, cst.FunctionDef)
                and isinstance(new, cst.FunctionDef)
                and methods.gives_field(old, helpers)
            ):
                statements.append(methods.as_lazy_attribute(new))
            elif isinstance(old, cst.SimpleStatementLine) and isinstance(new, cst.SimpleStatementLine):
                statements.extend(self._line(old, new, info))
            else:
                statements.append(new)
        return without_empty_lines(body.with_changes(body=statements))

    def _line(
        self, old: cst.SimpleStatementLine, new: cst.SimpleStatementLine, info: ClassInfo
    ) -> Iterable[cst.BaseStatement]:
        kept: list[cst.BaseSmallStatement] = []
        behind: list[cst.BaseStatement] = []
        for before, small in zip(old.body, new.body, strict=True):
            name = target_of(before)
            if is_dunder(name):
                continue
            value = self._value(name, before) if name and not name.startswith("_") else Value()
            if value.doubt:
                self.note(before, value.doubt)
            if value.required:
                self.note(before, f"{info.name}.{name}: where it is not given, a TypeError is raised.")
                behind.append(set_apart(methods.required(name, info.simple_name)))
            else:
                kept.append(small if value.node is None else assignment(name, value.node))
        return [new.with_changes(body=kept or [GONE]), *behind]

    def _value(self, name: str, small: cst.BaseSmallStatement) -> Value:
        setting = Setting(self.name_of, self.project, self.path, self.functions)
        return value_of_field(name, value_of(small), setting)


def fixture_of(call: cst.Call, factory: str) -> cst.FunctionDef:
    """Return the fixture that ``@register_fixture(name=…, scope=…)`` made: it gives the factory.

    Args:
        call: The call.
        factory: The factory's name.
    """
    arguments = cst.Module([]).code_for_node(call.with_changes(func=cst.Name("fixture")))
    code = f"@pytest.{arguments}\ndef {underscored(factory)}():\n    return {factory}\n"
    node = cst.ensure_type(cst.parse_statement(code), cst.FunctionDef)
    return node.with_changes(leading_lines=[cst.EmptyLine(), cst.EmptyLine()])


def _with_meta(body: cst.IndentedBlock, lines: list[cst.Assign]) -> cst.IndentedBlock:
    """Return the body of a class with ``class Meta``, behind its docstring."""
    if not lines:
        return body if body.body else body.with_changes(body=[cst.SimpleStatementLine([cst.Pass()])])
    meta_lines = [cst.SimpleStatementLine([each]) for each in lines]
    kept = [each for each in body.body if not m.matches(each, m.SimpleStatementLine([m.Pass() | m.Expr(m.Ellipsis())]))]
    place = 1 if kept and m.matches(kept[0], m.SimpleStatementLine([m.Expr(m.SimpleString())])) else 0
    behind = kept[place:]
    if behind and isinstance(behind[0], (cst.SimpleStatementLine, cst.BaseCompoundStatement)):
        behind[0] = set_apart(behind[0])
    return body.with_changes(body=[*kept[:place], meta_class(meta_lines, apart=place > 0), *behind])
