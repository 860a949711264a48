"""What all steps of a move share: names in a module, notes, and imports that are added and dropped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import ClassVar, TypeVar

import attrs
import libcst as cst
from libcst.codemod import CodemodContext
from libcst.codemod.visitors import AddImportsVisitor
from libcst.metadata import (
    BaseMetadataProvider,
    MetadataWrapper,
    PositionProvider,
    QualifiedNameProvider,
    QualifiedNameSource,
)

from typedfactory.cli.migrate.findings import Note


class Mover(cst.CSTTransformer):
    """A step of a move; changes one module and notes what a person must look at."""

    METADATA_DEPENDENCIES: ClassVar[Collection[type[BaseMetadataProvider[object]]]] = (
        QualifiedNameProvider,
        PositionProvider,
    )

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[Note] = []
        self.needed: set[tuple[str, str | None]] = set()

    def name_of(self, node: cst.CSTNode) -> str:
        """Return the full name of what an expression names: of an import, or of this module; empty for none.

        Args:
            node: A node of the module as it was.
        """
        names = self.get_metadata(QualifiedNameProvider, node, set())
        found = names() if callable(names) else names
        kept = sorted(each.name for each in found if each.source is not QualifiedNameSource.BUILTIN)
        return kept[0] if kept else ""

    def note(self, node: cst.CSTNode, why: str) -> None:
        """Note a place that a person must look at.

        Args:
            node: A node of the module as it was.
            why: What is there, and what to do.
        """
        found = Note(self.get_metadata(PositionProvider, node).start.line, why)
        if found not in self.notes:
            self.notes.append(found)

    def need(self, module: str, name: str | None = None) -> None:
        """Have something imported at the top of the module.

        Args:
            module: The module.
            name: A name in it; None for the module itself.
        """
        self.needed.add((module, name))


@attrs.frozen
class Moved:
    """What a step made of a module.

    Attributes:
        text: The new text.
        notes: Places to look at, in the old text.
    """

    text: str
    notes: tuple[Note, ...]


def moved_by(mover: Mover, text: str, roots: Collection[str]) -> Moved:
    """Change a module by one step; imports that nothing needs any more are dropped.

    Args:
        mover: The step.
        text: The module.
        roots: The packages that are left: their imports are dropped where the step took their last use away.
    """
    wrapper = MetadataWrapper(cst.parse_module(text))
    module = wrapper.visit(mover)
    if mover.needed:
        context = CodemodContext()
        for name, attribute in sorted(mover.needed, key=str):
            AddImportsVisitor.add_needed_import(context, name, attribute)
        module = AddImportsVisitor(context).transform_module(module)
    changed = module.code
    if changed != text:
        before = set(unused_imports(text, roots))
        changed = without_imports(changed, set(unused_imports(changed, roots)) - before)
    return Moved(changed, tuple(mover.notes))


@attrs.frozen
class ImportedName:
    """A name that an import statement binds.

    Attributes:
        module: The module of a ``from`` import; empty for a plain one.
        name: What is imported.
        bound: The name that it is bound to.
    """

    module: str
    name: str
    bound: str


def unused_imports(text: str, roots: Collection[str]) -> Iterator[ImportedName]:
    """Give what a module imports from some packages and does not use.

    Args:
        text: The module.
        roots: The packages, by the first part of their names.
    """
    used = _Names()
    tree = cst.parse_module(text)
    tree.visit(used)
    yield from (each for each in imports_of(tree, roots) if each.bound not in used.names)


class _Names(cst.CSTVisitor):
    """Gathers all names that a module says outside of import statements, those in quoted types and `__all__` among them."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def visit_Import(self, node: cst.Import) -> bool:
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        return False

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        node.value.visit(self)
        return False

    def visit_Arg(self, node: cst.Arg) -> bool:
        # The keyword of an argument is no use of a name.
        node.value.visit(self)
        return False

    def visit_Name(self, node: cst.Name) -> None:
        self.names.add(node.value)

    def visit_SimpleString(self, node: cst.SimpleString) -> None:
        text = node.evaluated_value
        if isinstance(text, str):
            self.names.update("".join(char if char.isidentifier() or char.isdigit() else " " for char in text).split())


class _Imports(cst.CSTVisitor):
    def __init__(self, roots: Collection[str]) -> None:
        super().__init__()
        self.roots, self.found = roots, list[ImportedName]()

    def visit_Import(self, node: cst.Import) -> None:
        for alias in node.names:
            if _root(alias.evaluated_name) in self.roots:
                self.found.append(imported(alias, ""))

    def visit_ImportFrom(self, node: cst.ImportFrom) -> None:
        module = dotted(node.module)
        if not node.relative and _root(module) in self.roots and not isinstance(node.names, cst.ImportStar):
            self.found.extend(imported(alias, module) for alias in node.names)


def imported(alias: cst.ImportAlias, module: str) -> ImportedName:
    """Return what an alias binds.

    Args:
        alias: The alias.
        module: The module of a ``from`` import; empty for a plain one.
    """
    bound = alias.evaluated_alias or (alias.evaluated_name if module else _root(alias.evaluated_name))
    return ImportedName(module, alias.evaluated_name, bound)


def imports_of(tree: cst.Module, roots: Collection[str]) -> list[ImportedName]:
    """Return what a module imports from some packages, anywhere in it.

    Args:
        tree: The module.
        roots: The packages.
    """
    visitor = _Imports(roots)
    tree.visit(visitor)
    return visitor.found


def _root(name: str) -> str:
    return name.partition(".")[0]


def dotted(node: cst.BaseExpression | None) -> str:
    """Return the text of a dotted name; empty for anything else.

    Args:
        node: The name.
    """
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        start = dotted(node.value)
        return f"{start}.{node.attr.value}" if start else ""
    return ""


def without_imports(text: str, gone: Collection[ImportedName]) -> str:
    """Return a module without some imports.

    Args:
        text: The module.
        gone: What is no longer imported.
    """
    return cst.parse_module(text).visit(_Dropper(gone)).code if gone else text


class _Dropper(cst.CSTTransformer):
    def __init__(self, gone: Collection[ImportedName]) -> None:
        super().__init__()
        self.gone = gone

    def leave_Import(
        self, original_node: cst.Import, updated_node: cst.Import
    ) -> cst.BaseSmallStatement | cst.RemovalSentinel:
        kept = [alias for alias in updated_node.names if imported(alias, "") not in self.gone]
        return updated_node if len(kept) == len(updated_node.names) else with_names(updated_node, kept)

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.BaseSmallStatement | cst.RemovalSentinel:
        if isinstance(updated_node.names, cst.ImportStar) or updated_node.relative:
            return updated_node
        module = dotted(updated_node.module)
        kept = [alias for alias in updated_node.names if imported(alias, module) not in self.gone]
        return updated_node if len(kept) == len(updated_node.names) else with_names(updated_node, kept)

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine:
        return updated_node if updated_node.body else updated_node.with_changes(body=[GONE])

    def leave_Module(self, original_node: cst.Module, updated_node: cst.Module) -> cst.Module:
        return without_empty_lines(updated_node)

    def leave_IndentedBlock(self, original_node: cst.IndentedBlock, updated_node: cst.IndentedBlock) -> cst.BaseSuite:
        return without_empty_lines(updated_node)


#: Stands for a statement that is gone, until the block that it is in takes the line away and keeps its comments.
GONE = cst.Pass()
B = TypeVar("B", cst.Module, cst.IndentedBlock)


def without_empty_lines(block: B) -> B:
    """Return a block without statements of which nothing is left; comments go to what follows.

    Args:
        block: The block.
    """
    found: tuple[list[cst.BaseStatement], list[cst.EmptyLine]] = _without_gone(block.body)
    if len(found[0]) == len(block.body):
        return block
    body = found[0]
    if body and body[0] is not block.body[0]:
        body[0] = _first(body[0])
    return block.with_changes(body=body, footer=[*found[1], *block.footer])


def _first(statement: cst.BaseStatement) -> cst.BaseStatement:
    """Return a statement, which stands first now, without the empty lines that set it apart from imports."""
    if not isinstance(statement, cst.SimpleStatementLine):
        return statement
    lines = list(statement.leading_lines)
    while lines and lines[0].comment is None:
        lines.pop(0)
    return statement.with_changes(leading_lines=lines)


def _without_gone(statements: Sequence[cst.BaseStatement]) -> tuple[list[cst.BaseStatement], list[cst.EmptyLine]]:
    """Return the statements that are left, and the comments that nothing follows."""
    body: list[cst.BaseStatement] = []
    waiting: list[cst.EmptyLine] = []
    for each in statements:
        if isinstance(each, cst.SimpleStatementLine) and each.body[0] is GONE:
            waiting.extend(comments_of(each))
        elif waiting and isinstance(each, (cst.SimpleStatementLine, cst.BaseCompoundStatement)):
            body.append(each.with_changes(leading_lines=[*waiting, *each.leading_lines]))
            waiting = []
        else:
            body.append(each)
    return body, waiting


def comments_of(statement: cst.SimpleStatementLine) -> list[cst.EmptyLine]:
    """Return the comments that stand before and behind a statement, as lines of their own.

    Args:
        statement: The statement.
    """
    trailing = statement.trailing_whitespace.comment
    lines = [line for line in statement.leading_lines if line.comment is not None]
    return [*lines, *([cst.EmptyLine(comment=trailing)] if trailing is not None else [])]


S = TypeVar("S", cst.Import, cst.ImportFrom)


def with_names(node: S, kept: Iterable[cst.ImportAlias]) -> S | cst.RemovalSentinel:
    """Return an import statement with some of its names; nothing where none are left.

    Args:
        node: The statement.
        kept: The names.
    """
    names = list(kept)
    if not names:
        return cst.RemoveFromParent()
    if getattr(node, "lpar", None) is None:
        names[-1] = names[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    return node.with_changes(names=names)
