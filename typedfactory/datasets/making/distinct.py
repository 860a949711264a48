"""Values that no other row has, without remembering those of other rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from typedfactory.declarations.base import BaseDeclaration
from typedfactory.errors import DatasetError

if TYPE_CHECKING:
    from typedfactory.ground.context import BuildStep, Resolver
    from typedfactory.ground.given import UserValue


class Distinct(BaseDeclaration["UserValue"]):
    """What a declaration gives, with the row's number in it.

    Args:
        declaration: The declaration.
    """

    UNROLL_CONTEXT_BEFORE_EVALUATION = False

    def __init__(self, declaration: BaseDeclaration[UserValue]) -> None:
        super().__init__()
        self._declaration = declaration

    def evaluate_pre(
        self, instance: Resolver[UserValue], step: BuildStep, overrides: Mapping[str, UserValue]
    ) -> UserValue:
        """Evaluate the declaration, and put the number in.

        Raises:
            DatasetError: It gives no text.
        """
        value = self._declaration.evaluate_pre(instance, step, overrides)
        if not isinstance(value, str):
            raise DatasetError(
                f"a {type(value).__name__} cannot be told apart by the number of its row, as a text can. "
                f"Give the field a Sequence, or Between(…, once=True)."
            )
        return numbered(value, step.sequence)


def numbered(text: str, number: int) -> str:
    """Return a text with a number in it; addresses stay addresses.

    Args:
        text: The text.
        number: The number.

    Example:
        >>> numbered("ann@example.com", 7), numbered("ann", 7)
        ('ann.7@example.com', 'ann-7')
    """
    local, at, domain = text.rpartition("@")
    return f"{local}.{number}@{domain}" if at else f"{text}-{number}"
