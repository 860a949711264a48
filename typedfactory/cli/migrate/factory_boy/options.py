"""What stood in the class body before version 2.4, and is an option of ``class Meta`` today."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import libcst as cst

from typedfactory.ground.old_names import OPTIONS


def body_of(node: cst.ClassDef) -> cst.IndentedBlock:
    """Return the body of a class as lines of their own, also where it stands behind the colon.

    Args:
        node: The class.
    """
    if isinstance(node.body, cst.IndentedBlock):
        return node.body
    lines = [
        cst.SimpleStatementLine([_bare(each)]) for each in node.body.body if isinstance(each, cst.BaseSmallStatement)
    ]
    return cst.IndentedBlock(lines)


def _bare(small: cst.BaseSmallStatement) -> cst.BaseSmallStatement:
    return small.with_changes(semicolon=cst.MaybeSentinel.DEFAULT)


def target_of(small: cst.BaseSmallStatement) -> str:
    """Return the name that an assignment is to; empty for anything else."""
    if isinstance(small, cst.Assign) and len(small.targets) == 1 and isinstance(small.targets[0].target, cst.Name):
        return small.targets[0].target.value
    if isinstance(small, cst.AnnAssign) and isinstance(small.target, cst.Name) and small.value is not None:
        return small.target.value
    return ""


def value_of(small: cst.BaseSmallStatement) -> cst.BaseExpression:
    """Return what an assignment assigns."""
    if isinstance(small, (cst.Assign, cst.AnnAssign)) and small.value is not None:
        return small.value
    raise TypeError(type(small).__name__)


def assignment(name: str, value: cst.BaseExpression) -> cst.Assign:
    """Return ``name = value``."""
    return cst.Assign([cst.AssignTarget(cst.Name(name))], value)


def with_meta(node: cst.ClassDef, names: Collection[str]) -> cst.ClassDef:
    """Return a factory with its options of old in ``class Meta``; the same object where there are none.

    Args:
        node: The class.
        names: Those of the old options that are options in this class.
    """
    body = body_of(node)
    kept: list[cst.BaseStatement] = []
    moved: list[cst.SimpleStatementLine] = []
    place = -1
    for statement in body.body:
        lines = list(_single(statement)) if isinstance(statement, cst.SimpleStatementLine) else []
        if not any(target_of(line.body[0]) in names for line in lines):
            kept.append(statement)
            continue
        for line in lines:
            if target_of(line.body[0]) in names:
                place = len(kept) if place < 0 else place
                moved.append(_as_option(line))
            else:
                kept.append(line)
    if not moved:
        return node
    return node.with_changes(body=body.with_changes(body=_placed(kept, moved, place)))


def _single(statement: cst.SimpleStatementLine) -> Iterator[cst.SimpleStatementLine]:
    """Give each of the statements of a line on a line of its own."""
    last = len(statement.body) - 1
    for number, small in enumerate(statement.body):
        yield cst.SimpleStatementLine(
            [_bare(small)],
            leading_lines=statement.leading_lines if number == 0 else (),
            trailing_whitespace=statement.trailing_whitespace if number == last else cst.TrailingWhitespace(),
        )


def _as_option(line: cst.SimpleStatementLine) -> cst.SimpleStatementLine:
    small = line.body[0]
    option = assignment(OPTIONS[target_of(small)], value_of(small))
    comments = [each for each in line.leading_lines if each.comment is not None]
    return line.with_changes(body=[option], leading_lines=comments)


def _placed(
    kept: list[cst.BaseStatement], options: list[cst.SimpleStatementLine], place: int
) -> list[cst.BaseStatement]:
    for number, statement in enumerate(kept):
        if isinstance(statement, cst.ClassDef) and statement.name.value == "Meta":
            body = body_of(statement)
            lines = [each for each in body.body if not is_pass(each)]
            grown = statement.with_changes(body=body.with_changes(body=[*lines, *options]))
            kept[number] = first_in_class(grown) if number == 0 else grown
            return kept
    kept = [each for each in kept if not is_pass(each)]
    place = min(place, len(kept))
    meta = meta_class(options, apart=place > 0)
    behind = kept[place:]
    if behind and isinstance(behind[0], (cst.SimpleStatementLine, cst.BaseCompoundStatement)):
        behind[0] = set_apart(behind[0])
    return [*kept[:place], meta, *behind]


Line = cst.SimpleStatementLine | cst.BaseCompoundStatement


def first_in_class(statement: Line) -> Line:
    """Return a statement without the empty lines that set it apart from what stood above.

    Args:
        statement: The statement, which stands first now.
    """
    lines = list(statement.leading_lines)
    while lines and lines[0].comment is None:
        lines.pop(0)
    return statement.with_changes(leading_lines=lines)


def is_pass(statement: cst.BaseStatement) -> bool:
    """Say whether a statement is ``pass``, without a word about it."""
    return (
        isinstance(statement, cst.SimpleStatementLine)
        and len(statement.body) == 1
        and isinstance(statement.body[0], cst.Pass)
        and statement.trailing_whitespace.comment is None
        and not any(line.comment for line in statement.leading_lines)
    )


def meta_class(options: list[cst.SimpleStatementLine], *, apart: bool) -> cst.ClassDef:
    """Return ``class Meta``.

    Args:
        options: What is in it.
        apart: Whether something stands before it, from which a line sets it apart.
    """
    lines = [cst.EmptyLine(indent=False)] if apart else []
    return cst.ClassDef(cst.Name("Meta"), cst.IndentedBlock(options), leading_lines=lines)


def set_apart(
    statement: cst.SimpleStatementLine | cst.BaseCompoundStatement,
) -> cst.SimpleStatementLine | cst.BaseCompoundStatement:
    """Return a statement with an empty line before it, if there is none."""
    if statement.leading_lines and statement.leading_lines[0].comment is None:
        return statement
    return statement.with_changes(leading_lines=[cst.EmptyLine(indent=False), *statement.leading_lines])
