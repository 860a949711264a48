"""Aliases of a model's fields, which may be given in place of the names."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from typing import TYPE_CHECKING, cast

from typedfactory.errors import UnknownFieldError
from typedfactory.plan.describe.hooks import own_method
from typedfactory.plan.describe.overrides import UNSET, Slot, Tree, any_demand

if TYPE_CHECKING:
    from typedfactory.plan.options import FactoryOptions


def find_synonyms(meta: FactoryOptions) -> Mapping[str, str]:
    """Return the aliases of the model's fields → the names that the factory has for them.

    What the factory itself calls so (params, ``Meta.exclude``, ``Meta.rename``) is no alias.

    Args:
        meta: The factory's options.
    """
    shape = None if isinstance(meta.model, str) else meta.shape
    if shape is None or not shape.synonyms:
        return {}
    back = meta.renamed_back
    taken = {*meta.exclude, *meta.rename, *meta.own_parameters}
    for parent in meta.factory.__mro__[1:]:
        parent_meta = vars(parent).get("_meta")
        taken.update(() if parent_meta is None else parent_meta.own_parameters)
    return {alias: back.get(name, name) for alias, name in shape.synonyms.items() if alias not in taken}


def check_synonyms(meta: FactoryOptions, tree: Tree, silent: Container[str] = ()) -> None:
    """Refuse a call that gives a field under two names.

    Args:
        meta: The factory's options.
        tree: What the call says.
        silent: The names that may turn out to say nothing.

    Raises:
        UnknownFieldError: It does.
    """
    for alias, name in meta.synonyms.items():
        if alias not in tree:
            continue
        # Two aliases of one field are as much of a contradiction as an alias and the name.
        others = [name, *(other for other, field in meta.synonyms.items() if field == name and other != alias)]
        for other in others:
            if other in tree and other != alias:
                _check_pair(meta, tree, alias, other, silent)


def _check_pair(meta: FactoryOptions, tree: Tree, alias: str, name: str, silent: Container[str]) -> None:
    one, other = tree[alias], tree[name]
    valued = (one.value is not UNSET) + (other.value is not UNSET)
    deep = any_demand(one.children) or any_demand(other.children)
    if valued > 1 or (valued and deep and alias not in silent):
        raise UnknownFieldError(
            f"{meta.factory.__name__}.{alias}: this is another name of {name!r}, which is given too. Give one of the two."
        )


class SaidOnce:
    """The part of the options that sees to it that a call says each thing once."""

    @own_method
    def check_said_once(self, tree: Tree, silent: Collection[str] = ()) -> None:
        """Refuse a call that says one thing twice: a field under two names, or (a back end) a key and a new object.

        Args:
            tree: What one call says, by itself.
            silent: The names that say nothing if their value, which only the call brings, is None.

        Raises:
            InvalidDeclarationError: It does.
        """
        unknown = {name for name in silent if type(tree[name].value) is Slot}
        said = {name: node for name, node in tree.items() if node.value is not None or name not in silent}
        check_synonyms(cast("FactoryOptions", self), said, unknown)
