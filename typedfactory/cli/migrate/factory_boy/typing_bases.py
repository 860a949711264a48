"""The step from moved factories to factories with a type argument: ``class UserFactory(Factory[User])``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs
import libcst as cst

from typedfactory.cli.migrate.factory_boy.options import body_of, first_in_class, is_pass, target_of
from typedfactory.cli.migrate.factory_boy.renames import NEW, below
from typedfactory.cli.migrate.factory_boy.statements import dotted_node
from typedfactory.cli.migrate.mover import GONE, dotted, with_names, without_empty_lines
from typedfactory.cli.migrate.project import ClassInfo, Project, ProjectMover, assignments

#: A base that fills nothing → the one that fills: where it is, and its name.
BASES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "Factory": ("typedfactory", "Factory"),
        "base.Factory": ("typedfactory", "Factory"),
        "django.DjangoModelFactory": ("typedfactory.orm.django", "DjangoModelFactory"),
        "alchemy.SQLAlchemyModelFactory": ("typedfactory.orm.sqlalchemy", "SQLAlchemyModelFactory"),
        "mongoengine.MongoEngineFactory": ("typedfactory.orm.mongoengine", "MongoEngineFactory"),
        "mogo.MogoFactory": ("typedfactory.orm.mogo", "MogoFactory"),
    }
)


@attrs.frozen
class Typed:
    """What the base of a factory becomes.

    Attributes:
        base: The name of the base below factory_boy's package; empty for a base of the user's.
        place: The base that fills, for a factory that derives from a library's; None for one that derives from the user's.
        argument: The type argument; None for the variable of a generic base.
        bare: Whether the base is named without a module before it.
    """

    base: str
    place: tuple[str, str] | None
    argument: cst.BaseExpression | None
    bare: bool


class TypedBases(ProjectMover):
    """Gives factories their type argument, and bases of several models a variable.

    Args:
        project: What all files define.
        path: The file.
    """

    def __init__(self, project: Project, path: str) -> None:
        super().__init__(project, path)
        self.typed: dict[str, Typed] = {}
        self.uses: dict[str, int] = {}
        self.bound: set[str] = set()

    # --- which factories ---------------------------------------------------------------------------------------

    def visit_Module(self, node: cst.Module) -> None:
        node.visit(_Counter(self))

    def consider(self, node: cst.ClassDef) -> None:
        """Decide what becomes of the base of a class.

        Args:
            node: The class.
        """
        name = self.name_of(node).replace(".<locals>", "")
        info = self.project.find(name, self.path)
        if info is None or len(node.bases) != 1 or isinstance(node.bases[0].value, cst.Subscript):
            return
        base = self.name_of(node.bases[0].value)
        place, bare = BASES.get(below(base)), isinstance(node.bases[0].value, cst.Name)
        if place is None and not self._is_generic(base):
            return
        model = self._model(node)
        if isinstance(model, (cst.Name, cst.Attribute)):
            other = other_model_below(info, self.project)
            if other:
                self.note(node, f"{info.name}: {other} makes objects of another model. Give both a base in common.")
            else:
                self.typed[info.name] = Typed(below(base), place, model, bare)
        elif model is not None:
            self.note(node, f"{info.name}: its model is a text. Import the class, and write it as the type argument.")
        elif place is not None and is_generic(info, self.project):
            self.typed[info.name] = Typed(below(base), place, None, bare)
        elif place is not None:
            self.note(node, f"{info.name}: names no model. Give its base a type argument.")

    def _model(self, node: cst.ClassDef) -> cst.BaseExpression | None:
        meta = next((each for each in body_of(node).body if _is_meta(each)), None)
        return dict(assignments(meta)).get("model") if isinstance(meta, cst.ClassDef) else None

    def _is_generic(self, base: str) -> bool:
        info = self.project.find(base, self.path)
        return info is not None and is_generic(info, self.project)

    # --- what becomes of them ----------------------------------------------------------------------------------

    def leave_ClassDef(self, original_node: cst.ClassDef, updated_node: cst.ClassDef) -> cst.ClassDef:
        typed = self.typed.get(self.name_of(original_node).replace(".<locals>", ""))
        if typed is None:
            return updated_node
        argument = typed.argument if typed.argument is not None else cst.Name(self.variable)
        base = updated_node.bases[0].value if typed.place is None else self._base(typed.place, typed.base)
        subscript = cst.Subscript(base, [cst.SubscriptElement(cst.Index(argument))])
        changed = updated_node.with_changes(bases=[updated_node.bases[0].with_changes(value=subscript)])
        return changed if typed.argument is None else without_model(changed)

    def _base(self, place: tuple[str, str], old: str) -> cst.BaseExpression:
        module, name = place
        if module == "typedfactory" or name in self.bound or self._is_left(old):
            self.need(module)
            return dotted_node(f"{module}.{name}")
        self.need(module, name)
        return cst.Name(name)

    def _is_left(self, base: str) -> bool:
        """Say whether the bare name of a base is used by others than the factories that get a type argument."""
        return self.uses.get(base, 0) > sum(each.base == base and each.bare for each in self.typed.values())

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom | cst.RemovalSentinel:
        module = dotted(updated_node.module)
        if not module.startswith(f"{NEW}.") or isinstance(updated_node.names, cst.ImportStar):
            return updated_node
        names = [each for each in updated_node.names if not self._is_replaced(module, each)]
        if len(names) == len(updated_node.names):
            return updated_node
        return with_names(updated_node, names)

    def _is_replaced(self, module: str, alias: cst.ImportAlias) -> bool:
        base = below(f"{module}.{alias.evaluated_name}")
        return base in {each.base for each in self.typed.values()} and not self._is_left(base)

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine:
        return updated_node if updated_node.body else updated_node.with_changes(body=[GONE])

    def leave_IndentedBlock(
        self, original_node: cst.IndentedBlock, updated_node: cst.IndentedBlock
    ) -> cst.IndentedBlock:
        return without_empty_lines(updated_node)

    def leave_Module(self, original_node: cst.Module, updated_node: cst.Module) -> cst.Module:
        module = without_empty_lines(updated_node)
        if all(each.argument is not None for each in self.typed.values()) or self.variable in self.bound:
            return module
        self.need("typing", "TypeVar")
        statement = cst.parse_statement(f'{self.variable} = TypeVar("{self.variable}")\n')
        first = next(n for n, each in enumerate(module.body) if isinstance(each, cst.ClassDef))
        variable = cst.ensure_type(statement, cst.SimpleStatementLine).with_changes(leading_lines=[cst.EmptyLine()])
        return module.with_changes(body=[*module.body[:first], variable, *module.body[first:]])

    @property
    def variable(self) -> str:
        """The type variable of this module's generic bases."""
        return "ModelT"


class _Counter(cst.CSTVisitor):
    """Counts the uses of factory_boy's names without a module before them, notes what the module binds, and shows each class to the step."""

    def __init__(self, step: TypedBases) -> None:
        super().__init__()
        self.step = step

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self.step.bound.add(node.name.value)
        self.step.consider(node)

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self.step.bound.add(node.name.value)

    def visit_AssignTarget(self, node: cst.AssignTarget) -> None:
        self.step.bound.add(dotted(node.target))

    def visit_Name(self, node: cst.Name) -> None:
        name = below(self.step.name_of(node))
        if name:
            self.step.uses[name] = self.step.uses.get(name, 0) + 1


def _is_meta(node: cst.BaseStatement) -> bool:
    return isinstance(node, cst.ClassDef) and node.name.value == "Meta"


def is_generic(info: ClassInfo, project: Project) -> bool:
    """Say whether a factory is a base without a model of its own, straight below a library's, that others derive from.

    Args:
        info: The factory.
        project: What all files define.
    """
    straight = len(info.bases) == 1 and below(info.bases[0]) in BASES
    if info.model or not straight or not info.top_level:
        return False
    return any(each is not info and info in project.lineage(each) for each in project.classes)


def other_model_below(info: ClassInfo, project: Project) -> str:
    """Return a factory that derives from this one, and whose model does not derive from its model; empty for none.

    Args:
        info: The factory.
        project: What all files define.
    """
    model = project.model_of(info).rpartition(".")[2]
    for each in project.classes:
        if (
            each is info
            or not each.model
            or each.model.rpartition(".")[2] == model
            or info not in project.lineage(each)
        ):
            continue
        kind = project.find(each.model, each.path)
        parents = [] if kind is None else [one if isinstance(one, str) else one.name for one in project.lineage(kind)]
        if model not in {parent.rpartition(".")[2] for parent in parents}:
            return each.name
    return ""


def without_model(node: cst.ClassDef) -> cst.ClassDef:
    """Return a factory without the option `model`; without ``class Meta`` where nothing else is in it.

    Args:
        node: The class.
    """
    body = body_of(node)
    lines: list[cst.BaseStatement] = []
    for statement in body.body:
        if not isinstance(statement, cst.ClassDef) or not _is_meta(statement):
            lines.append(statement)
            continue
        meta = body_of(statement)
        inner = without_empty_lines(meta.with_changes(body=[_without_assignment(each) for each in meta.body]))
        if statement.bases or not all(map(is_pass, inner.body)):
            lines.append(statement.with_changes(body=inner))
        else:
            # Its comments stay.
            comments = [each for each in (*statement.leading_lines, *inner.footer) if each.comment is not None]
            lines.append(cst.SimpleStatementLine([GONE], leading_lines=comments))
    cleaned = without_empty_lines(body.with_changes(body=lines))
    kept = list(cleaned.body)
    if not kept:
        kept = [cst.SimpleStatementLine([cst.Pass()])]
    elif kept[0] is not body.body[0] and isinstance(kept[0], (cst.SimpleStatementLine, cst.BaseCompoundStatement)):
        kept[0] = first_in_class(kept[0])
    return node.with_changes(body=cleaned.with_changes(body=kept))


def _without_assignment(statement: cst.BaseStatement) -> cst.BaseStatement:
    if not isinstance(statement, cst.SimpleStatementLine):
        return statement
    body = [each for each in statement.body if target_of(each) != "model"]
    return statement if len(body) == len(statement.body) else statement.with_changes(body=body or [GONE])
