"""The step from polyfactory to factories with a type argument."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import libcst as cst
import libcst.matchers as m

from typedfactory.cli.migrate.factory_boy.options import assignment, body_of, meta_class, set_apart, target_of, value_of
from typedfactory.cli.migrate.factory_boy.statements import dotted_node
from typedfactory.cli.migrate.mover import GONE, Mover, without_empty_lines
from typedfactory.cli.migrate.polyfactory import library, methods, options
from typedfactory.cli.migrate.polyfactory.library import BASES, library_name, moves
from typedfactory.cli.migrate.polyfactory.obstacles import Obstacles, functions_of, is_dunder
from typedfactory.cli.migrate.polyfactory.values import Setting, Value, value_of_field
from typedfactory.cli.migrate.project import ClassInfo, Project, type_arguments, without_arguments
from typedfactory.cli.migrate.pytest_factoryboy import underscored

_RANDOM = "typedfactory.random.randgen"
_FAKER = "typedfactory.Faker._get_faker()"


class Polyfactory(Mover):
    """Rewrites factories, what makes objects with them, and their fixtures.

    Args:
        project: What all files define.
        path: The file.
    """

    def __init__(self, project: Project, path: str) -> None:
        super().__init__()
        self.project, self.path = project, path
        self.functions: Mapping[str, cst.FunctionDef] = {}
        self.fixtures = {
            underscored(each.simple_name)
            for each in project.classes
            if moves(each, project) and any(library_name(name) == "register_fixture" for name in each.decorators)
        }

    def visit_Module(self, node: cst.Module) -> None:
        self.functions = functions_of(node)

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        step = Obstacles(self.project, self.path)
        step.metadata, step.functions = self.metadata, self.functions
        step.visit_ClassDef(node)
        self.notes.extend(each for each in step.notes if each not in self.notes)

    def _moving(self, node: cst.CSTNode) -> ClassInfo | None:
        name = self.name_of(node).replace(".<locals>", "")
        info = self.project.find(name, self.path) if name else None
        return info if moves(info, self.project) else None

    # --- classes -----------------------------------------------------------------------------------------------

    def leave_ClassDef(self, original_node: cst.ClassDef, updated_node: cst.ClassDef) -> cst.ClassDef:
        info = self._moving(original_node)
        if info is None:
            return updated_node
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
        lines = options.meta_lines(said, below_library=bool(base), saves=base == "SQLAlchemyFactory")
        if model is not None and not base and not any(type_arguments(each.value) for each in updated_node.bases):
            lines.insert(0, assignment("model", model))
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
                behind.append(set_apart(methods.required(name, info.simple_name)))
            else:
                kept.append(small if value.node is None else assignment(name, value.node))
        return [new.with_changes(body=kept or [GONE]), *behind]

    def _value(self, name: str, small: cst.BaseSmallStatement) -> Value:
        setting = Setting(self.name_of, self.project, self.path, self.functions)
        return value_of_field(name, value_of(small), setting)

    # --- what is done with them --------------------------------------------------------------------------------

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.BaseExpression:
        stream = original_node.attr.value
        owner = original_node.value
        if stream not in methods.STREAMS:
            return updated_node
        of_library = bool(library_name(self.name_of(owner)))
        if not (of_library or self._moving(owner) is not None or m.matches(owner, m.Name("cls") | m.Name("self"))):
            return updated_node
        if m.matches(owner, m.Name("cls") | m.Name("self")) and self.path_is_left():
            return updated_node
        self.need("typedfactory")
        return cst.parse_expression(_RANDOM if stream == "__random__" else _FAKER)

    def path_is_left(self) -> bool:
        """Say whether some factory of this file stays, so that ``cls`` may be one that stays."""
        return any(path == self.path for path, _ in self.project.left)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        name = library_name(self.name_of(original_node.func))
        if name == "register_fixture":
            return self._registration(original_node, updated_node)
        func = original_node.func
        if not isinstance(func, cst.Attribute) or not isinstance(updated_node.func, cst.Attribute):
            return updated_node
        owner, method = func.value, func.attr.value
        if library_name(self.name_of(owner)) in BASES:
            return self._of_library(method, original_node, updated_node)
        by_fixture = isinstance(owner, cst.Name) and owner.value in self.fixtures and _is_local(self.name_of(owner))
        if self._moving(owner) is None and not by_fixture:
            return updated_node
        if method == "seed_random":
            self.need("typedfactory")
            return updated_node.with_changes(func=dotted_node("typedfactory.random.reseed_random"))
        self._tell_arguments(original_node)
        new = library.METHODS.get(method)
        return updated_node if new is None else updated_node.with_deep_changes(updated_node.func, attr=cst.Name(new))

    def _tell_arguments(self, call: cst.Call) -> None:
        for each in call.args:
            keyword = "" if each.keyword is None else each.keyword.value
            if keyword == "factory_use_construct":
                self.note(
                    each, "factory_use_construct has no counterpart: override _build, and call model_construct there."
                )
            elif keyword and isinstance(each.value, cst.Dict):
                self.note(
                    each,
                    f"{keyword}: if it is a model, write {keyword}__field=… for what is in the dict; here it is passed on.",
                )

    def _of_library(self, method: str, original: cst.Call, call: cst.Call) -> cst.BaseExpression:
        if method == "seed_random":
            self.need("typedfactory")
            return call.with_changes(func=dotted_node("typedfactory.random.reseed_random"))
        plain = [each for each in call.args if each.keyword is None]
        if method == "add_provider" and len(plain) == 2:  # noqa: PLR2004 - the type and the function
            self.need("typedfactory")
            function = plain[1].value
            if isinstance(function, cst.Lambda):
                function = function.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
            made = cst.parse_expression("lambda random, annotation: None")
            body = cst.ensure_type(made, cst.Lambda).with_changes(body=cst.Call(function))
            return call.with_changes(
                func=dotted_node("typedfactory.register"), args=[plain[0], plain[1].with_changes(value=body)]
            )
        if method == "create_factory" and len(call.args) == 1:
            self.need("typedfactory")
            meta = '{"autofill": "all", "optional": "random"}'
            given = cst.Arg(cst.parse_expression(f'type("Meta", (), {meta})'), cst.Name("Meta"), equal=_TIGHT)
            return call.with_changes(func=dotted_node("typedfactory.make_factory"), args=[call.args[0], given])
        self.note(original, f"{method}(…) of polyfactory's own factory is left as it is.")
        return call

    # --- fixtures ----------------------------------------------------------------------------------------------

    def _registration(self, original: cst.Call, call: cst.Call) -> cst.BaseExpression:
        """``@register_fixture(…)``, and ``register_fixture(PersonFactory)``."""
        named = [each.keyword.value for each in call.args if each.keyword is not None]
        plain = [each for each in call.args if each.keyword is None]
        if plain and self._moving(original.args[0].value) is None:
            return call
        if named:
            self.note(
                original,
                f"{', '.join(named)} of register_fixture: a fixture here is called after its factory, and made for each test.",
            )
        self.need("typedfactory.pytest_plugin", "register")
        return (
            cst.Call(cst.Name("register"), [plain[0].with_changes(comma=cst.MaybeSentinel.DEFAULT)])
            if plain
            else cst.Name("register")
        )

    def leave_Decorator(self, original_node: cst.Decorator, updated_node: cst.Decorator) -> cst.Decorator:
        if library_name(self.name_of(original_node.decorator)) != "register_fixture":
            return updated_node
        self.need("typedfactory.pytest_plugin", "register")
        return updated_node.with_changes(decorator=cst.Name("register"))


def _is_local(name: str) -> bool:
    """Say whether a name is one of a function's own, such as an argument."""
    return not name or ".<locals>." in name


_TIGHT = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))


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
