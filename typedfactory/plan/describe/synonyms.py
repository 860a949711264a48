"""Aliases of a model's fields, which may be given in place of the names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from typedfactory.errors import UnknownFieldError
from typedfactory.plan.describe.overrides import UNSET, Tree

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


def check_synonyms(meta: FactoryOptions, tree: Tree) -> None:
    """Refuse a call that gives a field under two names.

    Args:
        meta: The factory's options.
        tree: What the call says.

    Raises:
        UnknownFieldError: It does.
    """
    for alias, name in meta.synonyms.items():
        if alias in tree and name in tree and tree[alias].value is not UNSET and tree[name].value is not UNSET:
            raise UnknownFieldError(
                f"{meta.factory.__name__}.{alias}: this is another name of {name!r}, which is given too. "
                f"Give one of the two."
            )
