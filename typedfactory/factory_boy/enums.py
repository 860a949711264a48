"""factory_boy's ``factory.enums``: strategies and phases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedfactory.declarations import SPLITTER, BaseDeclaration, BuilderPhase
from typedfactory.ground.old_names import refuse_old_names
from typedfactory.plan.describe.meta import BUILD_STRATEGY, CREATE_STRATEGY, STUB_STRATEGY

__all__ = ["BUILD_STRATEGY", "CREATE_STRATEGY", "SPLITTER", "STUB_STRATEGY", "BuilderPhase", "get_builder_phase"]


def get_builder_phase(obj: object) -> BuilderPhase | None:
    """Return when a declaration is evaluated, or None for a plain value.

    Args:
        obj: A declaration, or any other value.

    Example:
        >>> import typedfactory as factory
        >>> from typedfactory.factory_boy.enums import get_builder_phase
        >>> get_builder_phase(factory.Sequence(str)).value, get_builder_phase(3)
        ('attributes', None)

    Source: factory_boy's ``get_builder_phase``.
    """
    return obj.FACTORY_BUILDER_PHASE if isinstance(obj, BaseDeclaration) else None


if not TYPE_CHECKING:
    __getattr__ = refuse_old_names(__name__)
