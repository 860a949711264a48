"""factory_boy's ``factory.mogo``: the factories of Mogo's models, which fill no column by its type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typing_extensions import TypeVar

from typedfactory.factory_boy.base import Factory, fill_nothing
from typedfactory.ground.old_names import refuse_old_names
from typedfactory.orm import mogo

__all__ = ["MogoFactory"]

T = TypeVar("T", default=Any)


@fill_nothing
class MogoFactory(mogo.MogoFactory[T], Factory[T]):
    """The base of factories of Mogo's models, as `typedfactory.orm.mogo.MogoFactory`.

    Source: factory_boy's ``MogoFactory``.
    """


if not TYPE_CHECKING:
    __getattr__ = refuse_old_names(__name__)
