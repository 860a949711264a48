"""Import statements of factory_boy, as they are written for typedfactory."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst
from libcst.helpers import get_full_name_for_node

from typedfactory.cli.migrate.factory_boy.renames import NEW, OLD, today


def is_theirs(name: str) -> bool:
    """Say whether a module is factory_boy's.

    Args:
        name: Its full name.
    """
    return name == OLD or name.startswith(f"{OLD}.")


def dotted_node(name: str) -> cst.Attribute | cst.Name:
    """Return a dotted name as a node.

    Args:
        name: The name.
    """
    node = cst.parse_expression(name)
    if not isinstance(node, (cst.Attribute, cst.Name)):
        raise TypeError(name)
    return node


def moved_import(node: cst.Import) -> cst.Import:
    """Return an ``import`` statement that binds the same names.

    Args:
        node: The statement.
    """
    return node.with_changes(names=[_moved_alias(each) for each in node.names])


def _moved_alias(alias: cst.ImportAlias) -> cst.ImportAlias:
    name = alias.evaluated_name
    if not is_theirs(name):
        return alias
    if alias.asname is not None:
        below = name.removeprefix(OLD).removeprefix(".")
        return alias.with_changes(name=dotted_node(f"{NEW}.{today(below)}" if below else NEW))
    # `import factory.fuzzy` binds `factory`, whose modules are attributes of ours.
    bound = cst.AsName(cst.Name(OLD), whitespace_before_as=cst.SimpleWhitespace(" "))
    return alias.with_changes(name=dotted_node(NEW), asname=bound)


def moved_import_from(node: cst.ImportFrom) -> list[cst.ImportFrom]:
    """Return ``from … import`` statements that bind what one did: one for each module of today's.

    Args:
        node: The statement.
    """
    module = (get_full_name_for_node(node.module) or "") if node.module is not None else ""
    if node.relative or not is_theirs(module):
        return [node]
    below = module.removeprefix(OLD).removeprefix(".")
    if isinstance(node.names, cst.ImportStar):
        return [node.with_changes(module=dotted_node(_join(NEW, today(below) if below else "")))]
    places: dict[str, list[cst.ImportAlias]] = {}
    for alias in node.names:
        place, _, name = today(_join(below, alias.evaluated_name)).rpartition(".")
        renamed = alias if name == alias.evaluated_name else alias.with_changes(name=cst.Name(name))
        places.setdefault(place, []).append(renamed)
    if len(places) == 1:
        ((place, names),) = places.items()
        return [node.with_changes(module=dotted_node(_join(NEW, place)), names=names)]
    return [_with_names(node, _join(NEW, place), names) for place, names in sorted(places.items())]


def _join(first: str, second: str) -> str:
    return f"{first}.{second}" if first and second else first or second


def _with_names(node: cst.ImportFrom, module: str, names: Sequence[cst.ImportAlias]) -> cst.ImportFrom:
    last = names[-1]
    if node.lpar is None:
        last = last.with_changes(comma=cst.MaybeSentinel.DEFAULT)
    elif isinstance(last.comma, cst.Comma) and isinstance(last.comma.whitespace_after, cst.ParenthesizedWhitespace):
        # The bracket stands on a line of its own.
        space = last.comma.whitespace_after.with_changes(last_line=cst.SimpleWhitespace(""))
        last = last.with_changes(comma=last.comma.with_changes(whitespace_after=space))
    return node.with_changes(module=dotted_node(module), names=[*names[:-1], last])
