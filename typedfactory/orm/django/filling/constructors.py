"""Models with a constructor of their own."""

from __future__ import annotations

from typedfactory.ground.given import UserValue
from typedfactory.orm.shared.constructors import OwnConstructor, constructor_besides


def own_constructor(model: type[UserValue]) -> OwnConstructor | None:
    """Return the constructor that a model has in the place of Django's.

    Args:
        model: The model.
    """
    return constructor_besides("django", model)
