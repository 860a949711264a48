"""Tables with so many rows per row of another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedfactory import typeinfo
from typedfactory.datasets.describe.picks import Between
from typedfactory.datasets.drawing.blocks import Blocks
from typedfactory.errors import DatasetError

if TYPE_CHECKING:
    from typedfactory.datasets.describe.models.layout import Layout
    from typedfactory.datasets.describe.table import Table

#: About so many parents make a block: enough for a distribution, few enough for one row to be found quickly.
_WIDTH = 256


def blocks_of(where: str, key: int, parents: int, size: int | Between | None) -> Blocks:
    """Return how many children each parent has.

    Args:
        where: The table, for messages.
        key: The key of the table's streams.
        parents: How many parents there are.
        size: What was given as ``size=``.

    Raises:
        DatasetError: It is no number of rows.
    """
    if type(size) is int:
        size = Between(size, size)
    if not isinstance(size, Between) or size.low < 0 or size.once:
        raise DatasetError(f"{where}: size={size!r} is no number of rows per parent. Give 3, or Between(0, 12).")
    width = size.high - size.low + 1
    sizes = tuple(size.low + place % width for place in range(width * max(1, _WIDTH // width)))
    if not sum(sizes):
        raise DatasetError(f"{where}: size=0 makes no rows at all. Give a size, or leave the table out.")
    return Blocks(key, sizes, parents)


def field_of_parent(where: str, layout: Layout, parent: Table, via: str | None) -> str:
    """Return the field by which children refer to their parent.

    Args:
        where: The table's factory, for messages.
        layout: The children's columns.
        parent: The parent's table.
        via: The field that was given as ``via_=``.

    Raises:
        DatasetError: It is not clear which.
    """
    names = {each.name: each for each in layout.fields}
    if via is not None:
        if via not in names and via not in layout.relations:
            raise DatasetError(f"{where}: there is no field via_={via!r}. Fields: {', '.join(names)}.")
        return via
    model = typeinfo.class_of(parent.layout.model)
    typed = [name for name, each in names.items() if is_of_model(each.annotation, model)]
    words = {model.__name__.lower(), parent.name}
    named = [name for name in layout.relations if name in words]
    named += [name for name in names if name in {*words, *(f"{word}_{parent.key_name}" for word in words)}]
    found = typed or named[:1]
    if len(found) == 1:
        return found[0]
    raise DatasetError(
        f"{where}: which field refers to {parent.name}, per which its rows are made? "
        f"Name it: table({where}, per=…, via_={next(iter(found or names))!r})."
    )


def is_of_model(annotation: object, model: type) -> bool:
    """Say whether a type is a model, or that or None.

    Args:
        annotation: The type.
        model: The model.
    """
    bare = typeinfo.peel(annotation).bare
    members = typeinfo.arguments_of(bare) if typeinfo.is_union(bare) else (bare,)
    return any(typeinfo.peel(each).bare is model for each in members)
