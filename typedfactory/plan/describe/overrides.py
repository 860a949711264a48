"""Overrides as a tree: ``author__name="x"`` is the leaf ``name`` below ``author``.

A leaf holds a value, a declaration, a `Slot` (a value that only the call will bring) or a `Template` (a list, dict or
set from a class body, copied for each object).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from typedfactory.declarations import SPLITTER
from typedfactory.declarations.nested import STRATEGY_KEY

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues


#: The deep key that forces a sequence number, ``Factory(__sequence=3)`` or ``Factory(author____sequence=3)``.
SEQUENCE_KEY = "__sequence"

_CONTAINERS = (list, dict, set)


class Unset:
    """The absence of a value where None is one."""

    def __reduce__(self) -> str:
        return "UNSET"

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()


@attrs.frozen
class Slot:
    """A value known by its keyword only; each call brings its own.

    Attributes:
        key: The keyword of the call, deep path and all.
    """

    key: str


@attrs.frozen
class Template:
    """A list, dict or set written in a class body: each object gets a copy, down through those inside it.

    Attributes:
        value: The container as it was written.
    """

    value: UserValue

    def copy(self) -> UserValue:
        """Return a copy for one object."""
        return copy_container(self.value)


def copy_container(value: UserValue) -> UserValue:
    """Copy plain lists, dicts and sets, and those inside them; return anything else as it is.

    Example:
        >>> inner = [1]
        >>> copied = copy_container({"a": inner})
        >>> copied["a"] is inner
        False
    """
    kind = type(value)
    if kind is list:
        return [copy_container(item) for item in value]
    if kind is dict:
        return {key: copy_container(item) for key, item in value.items()}
    if kind is set:
        return set(value)
    return value


def as_template(value: UserValue) -> UserValue:
    """Mark a plain list, dict or set as one to copy; return anything else as it is."""
    return Template(value) if type(value) in _CONTAINERS else value


@attrs.define
class OverrideNode:
    """What is said about one field: a value for it, and values below it.

    Attributes:
        value: The value, or `UNSET`.
        strict: Whether somebody asked for this value by name, so that it is an error if it reaches nothing.
        children: What is said below: parameter or nested field → node.
        key: The name as it was given, where that is an instance of a subclass of ``str``.
    """

    value: UserValue = UNSET
    strict: bool = False
    children: dict[str, OverrideNode] = attrs.Factory(dict)
    key: str | None = None

    def demands(self) -> bool:
        """Say whether anything here or below has to reach something."""
        return (self.strict and self.value is not UNSET) or any_demand(self.children)

    def relaxed(self) -> OverrideNode:
        """Return the same with nothing demanded: a higher layer has set this aside."""
        return attrs.evolve(
            self, strict=False, children={name: child.relaxed() for name, child in self.children.items()}
        )


Tree = dict[str, OverrideNode]


def any_demand(tree: Tree) -> bool:
    """Say whether anything in a tree has to reach something."""
    return any(node.demands() for node in tree.values())


def first_demand(tree: Tree, prefix: str = "") -> str:
    """Return the path of the first value in a tree that has to reach something."""
    for name, node in tree.items():
        path = f"{prefix}{name}"
        if node.strict and node.value is not UNSET:
            return path
        deeper = first_demand(node.children, path + SPLITTER)
        if deeper:
            return deeper
    return ""


def exact(name: str) -> str:
    """Return a name as a string that is nothing more: subclasses of ``str`` may compare, hash and show as they like.

    Example:
        >>> class Column(str):
        ...     def __eq__(self, other):
        ...         return False
        ...     __hash__ = str.__hash__
        >>> exact(Column("name")) == "name"
        True
    """
    return name if type(name) is str else str.__str__(name)


def odd_keys(names: Iterable[str]) -> dict[str, str]:
    """Return those of some names that are instances of subclasses of ``str``: the same as plain strings → the names."""
    return {exact(name): name for name in names if type(name) is not str}


def split_path(key: str) -> tuple[str, str | None]:
    """Split the first field off a path; names that begin with ``__`` are whole.

    What it returns are plain strings, whatever subclass of ``str`` the path is.

    Example:
        >>> split_path("author__name__first"), split_path("author"), split_path("author____sequence")
        (('author', 'name__first'), ('author', None), ('author', '__sequence'))
    """
    key = exact(key)
    if SPLITTER not in key or key.startswith(SPLITTER):
        return key, None
    head, splitter, tail = key.partition(SPLITTER)
    return head, tail if splitter else None


def parse_overrides(params: Mapping[str, UserValue] | Iterable[tuple[str, UserValue]], *, strict: bool) -> Tree:
    """Turn flat keywords into a tree.

    Args:
        params: Keyword → value; ``a__b`` is a path.
        strict: Whether it is an error if one of them reaches nothing.
    """
    tree: Tree = {}
    for key, value in params.items() if isinstance(params, Mapping) else params:
        level, rest = tree, key
        while True:
            head, tail = split_path(rest)
            node = level.get(head)
            if node is None:
                whole = level is tree and tail is None and type(key) is not str
                node = level[head] = OverrideNode(key=key if whole else None)
            if tail is None:
                node.value, node.strict = value, strict
                break
            level, rest = node.children, tail
    return tree


def leaves(params: Mapping[str, UserValue]) -> Tree:
    """Return a tree of names as they are: none of them is a path."""
    return {exact(name): OverrideNode(value, key=None if type(name) is str else name) for name, value in params.items()}


def merge_trees(lower: Tree, upper: Tree) -> Tree:
    """Lay one tree over another; where the upper one gives a value, what the lower one says below it is optional."""
    if not lower:
        return upper
    if not upper:
        return lower
    merged = dict(lower)
    for name, node in upper.items():
        below = merged.get(name)
        merged[name] = node if below is None else _merge_nodes(below, node)
    return merged


def _merge_nodes(lower: OverrideNode, upper: OverrideNode) -> OverrideNode:
    if upper.value is UNSET:
        return attrs.evolve(lower, children=merge_trees(lower.children, upper.children))
    set_aside = {name: child.relaxed() for name, child in lower.children.items()}
    return OverrideNode(upper.value, upper.strict, merge_trees(set_aside, upper.children), lower.key)


def rename_roots(tree: Tree, names: Mapping[str, str]) -> Tree:
    """Return a tree whose fields are called by the factory's names; the same tree where nothing is to rename.

    Args:
        tree: The tree.
        names: Alias → name.
    """
    if not names or not any(name in names for name in tree):
        return tree
    renamed: Tree = {}
    for alias, node in tree.items():
        name = names.get(alias, alias)
        own = node if name is alias else attrs.evolve(node, key=None)
        renamed[name] = _merge_nodes(renamed[name], own) if name in renamed else own
    return renamed


def rename_root(path: str, names: Mapping[str, str]) -> str:
    """Return a path whose first field is called by the factory's name.

    Example:
        >>> rename_root("firstName__x", {"firstName": "first_name"})
        'first_name__x'
    """
    if not names:
        return exact(path)
    root, rest = split_path(path)
    name = names.get(root, root)
    return name if rest is None else f"{name}{SPLITTER}{rest}"


def flatten(tree: Tree, prefix: str = "", *, copy: bool = True) -> UserValues:
    """Turn a tree into flat keywords again, the very ones that were given.

    Args:
        tree: The tree.
        prefix: Put before each keyword.
        copy: Whether templates are copied, or given as they are.

    Example:
        >>> flatten(parse_overrides({"a": 1, "b__c": 2}, strict=True))
        {'a': 1, 'b__c': 2}
    """
    flat: UserValues = {}
    for name, node in tree.items():
        key = prefix + name
        if node.value is not UNSET:
            flat[key if node.key is None or prefix else node.key] = (
                node.value.copy() if copy and type(node.value) is Template else node.value
            )
        if node.children:
            flat.update(flatten(node.children, key + SPLITTER, copy=copy))
    return flat


def bind_slots(tree: Tree, values: Mapping[str, UserValue]) -> Tree:
    """Return a tree with the values of a call in place of its slots."""
    return {
        name: OverrideNode(
            values[node.value.key] if type(node.value) is Slot else node.value,
            node.strict,
            bind_slots(node.children, values) if node.children else {},
            node.key,
        )
        for name, node in tree.items()
    }


def take_strategy(strategy: str, tree: Tree) -> tuple[str, Tree]:
    """Return how a nested object is made, and what else is said about it.

    Args:
        strategy: The strategy of the object around it.
        tree: What is said about it.
    """
    node = tree.get(STRATEGY_KEY)
    if node is None:
        return strategy, tree
    return node.value, {name: other for name, other in tree.items() if name != STRATEGY_KEY}


def brings_strategy(tree: Tree) -> bool:
    """Say whether calls will bring the strategy of something nested, so that their names do not decide what is made."""
    return any(
        (name == STRATEGY_KEY and type(node.value) is Slot) or brings_strategy(node.children)
        for name, node in tree.items()
    )


def signature(tree: Tree) -> tuple[object, ...]:
    """Return a key that is equal for trees that lead to the same plan: identities of values, names of slots."""
    return tuple(
        (
            name if node.key is None else (name, id(node.key)),
            node.value if type(node.value) is Slot else id(node.value),
            node.strict,
            signature(node.children) if node.children else (),
        )
        for name, node in tree.items()
    )
