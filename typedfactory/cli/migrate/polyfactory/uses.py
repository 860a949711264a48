"""The step from polyfactory to factories with a type argument: what is done with the factories."""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from typedfactory.cli.migrate.factory_boy.statements import dotted_node
from typedfactory.cli.migrate.mover import dotted
from typedfactory.cli.migrate.polyfactory import library, methods, options
from typedfactory.cli.migrate.polyfactory.library import ROOT, library_name, moves
from typedfactory.cli.migrate.project import ClassInfo, Project, ProjectMover
from typedfactory.cli.migrate.pytest_factoryboy import underscored

_RANDOM = "typedfactory.random.randgen"
_FAKER = "typedfactory.Faker._get_faker()"
_KNOWN = frozenset(
    {*library.BASES, "BaseFactory", "Ignore", "PostGenerated", "Require", "Use", "post_generated", "register_fixture"}
)


class PolyfactoryUses(ProjectMover):
    """Rewrites calls of factories, and their streams of random numbers.

    Args:
        project: What all files define.
        path: The file.
    """

    def __init__(self, project: Project, path: str) -> None:
        super().__init__(project, path)
        self.left: set[cst.BaseExpression] = set()
        self.fixtures = {
            underscored(each.simple_name)
            for each in project.classes
            if moves(each, project) and any(library_name(name) == "register_fixture" for name in each.decorators)
        }

    def _moving(self, node: cst.CSTNode) -> ClassInfo | None:
        name = self.name_of(node).replace(".<locals>", "")
        info = self.project.find(name, self.path) if name else None
        return info if moves(info, self.project) else None

    def visit_Assign(self, node: cst.Assign) -> None:
        name = self.name_of(node.targets[0].target).replace(".<locals>", "")
        if (self.path, name) in self.project.left:
            self.left.add(node.value)

    def visit_ImportFrom(self, node: cst.ImportFrom) -> None:
        if dotted(node.module).partition(".")[0] != ROOT or isinstance(node.names, cst.ImportStar):
            return
        for alias in node.names:
            if dotted(node.module).endswith(".exceptions"):
                self.note(
                    alias, f"{alias.evaluated_name}: typedfactory raises errors of its own, see typedfactory.errors."
                )
            elif alias.evaluated_name not in _KNOWN and not alias.evaluated_name.islower():
                self.note(alias, f"{alias.evaluated_name} has no counterpart.")

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.BaseExpression:
        stream = original_node.attr.value
        owner = original_node.value
        if stream in options.SESSIONS and self._moving(owner) is not None:
            meta = cst.Attribute(updated_node.value, cst.Name("_meta"))
            return updated_node.with_changes(value=meta, attr=cst.Name("sqlalchemy_session"))
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
        if not original_node.args and self._moving(original_node.func) is not None:
            # A factory is a class here, and needs no object.
            return updated_node.func
        if isinstance(original_node.func, cst.Attribute) and isinstance(updated_node.func, cst.Attribute):
            return self._of_method(original_node, original_node.func, updated_node, updated_node.func)
        return updated_node

    def _of_method(
        self, original_node: cst.Call, func: cst.Attribute, updated_node: cst.Call, new_func: cst.Attribute
    ) -> cst.BaseExpression:
        owner, method = func.value, func.attr.value
        if library_name(self.name_of(owner)).endswith("Factory"):
            return self._of_library(method, original_node, updated_node)
        by_fixture = isinstance(owner, cst.Name) and owner.value in self.fixtures and _is_local(self.name_of(owner))
        if self._moving(owner) is None and not by_fixture:
            return updated_node
        if method == "coverage":
            self.note(original_node, "coverage: how many objects come, and in which order, is different.")
        if method == "seed_random":
            return self._seeding(original_node, updated_node)
        self._tell_arguments(original_node)
        new = library.METHODS.get(method)
        return (
            updated_node if new is None else updated_node.with_changes(func=new_func.with_changes(attr=cst.Name(new)))
        )

    def _seeding(self, original: cst.Call, call: cst.Call) -> cst.Call:
        self.need("typedfactory")
        self.note(original, "seed_random: the values of a seed are others.")
        return call.with_changes(func=dotted_node("typedfactory.random.reseed_random"))

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
            return self._seeding(original, call)
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
        if original in self.left:
            return call
        if method == "create_factory" and len(call.args) == 1:
            self.need("typedfactory")
            meta = '{"autofill": "all", "optional": "random"}'
            given = cst.Arg(cst.parse_expression(f'type("Meta", (), {meta})'), cst.Name("Meta"), equal=_TIGHT)
            return call.with_changes(
                func=dotted_node("typedfactory.make_factory"),
                args=[cst.Arg(call.args[0].value, comma=_COMMA), given],
            )
        self.note(original, f"{method}(…) of polyfactory's own factory is left as it is.")
        return call

    def _registration(self, original: cst.Call, call: cst.Call) -> cst.BaseExpression:
        """``register_fixture(PersonFactory)``, called."""
        plain = [each for each in original.args if each.keyword is None]
        if not plain or self._moving(plain[0].value) is None:
            return call
        if len(original.args) > 1:
            self.note(original, "register_fixture: a fixture here is called after its factory, and made for each test.")
        self.need("typedfactory.pytest_plugin", "register")
        return cst.Call(cst.Name("register"), [call.args[0].with_changes(comma=cst.MaybeSentinel.DEFAULT)])


def _is_local(name: str) -> bool:
    """Say whether a name is one of a function's own, such as an argument."""
    return not name or ".<locals>." in name


_COMMA = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
_TIGHT = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
