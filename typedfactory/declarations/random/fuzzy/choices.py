"""Random items and random text."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, cast, overload

from typing_extensions import TypeVar

from typedfactory import random
from typedfactory.declarations.base import T_co
from typedfactory.declarations.random.fuzzy.base import BaseFuzzyAttribute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from typedfactory.ground.given import UserValue

S = TypeVar("S")


class FuzzyText(BaseFuzzyAttribute[str]):
    """A random string.

    Args:
        prefix: Stands before the random part.
        length: The number of random characters.
        suffix: Stands after the random part.
        chars: The characters to choose from.

    Example:
        >>> from typedfactory.fuzzy import FuzzyText
        >>> FuzzyText(prefix="HH-", length=4, chars="7").fuzz()
        'HH-7777'
    """

    def __init__(
        self, prefix: str = "", length: int = 12, suffix: str = "", chars: Iterable[str] = string.ascii_letters
    ) -> None:
        super().__init__()
        self.prefix = prefix
        self.length = length
        self.suffix = suffix
        self.chars = tuple(chars)

    def fuzz(self) -> str:
        """Return prefix, random characters and suffix; an IndexError says that there are none to choose from."""
        if self.length > 0 and not self.chars:
            raise IndexError("FuzzyText: there are no characters to choose from. Give chars at least one.")
        choice = random.randgen.choice
        return self.prefix + "".join([choice(self.chars) for _ in range(self.length)]) + self.suffix


class FuzzyChoice(BaseFuzzyAttribute[T_co]):
    """A random item of an iterable.

    Args:
        choices: The items; read when the first value is made (a Django queryset runs its query then), then kept.
        getter: Turns the chosen item into the field's value.

    Attributes:
        choices: The list of items; None until the first value is made.

    Example:
        >>> from typedfactory.fuzzy import FuzzyChoice
        >>> FuzzyChoice(["red", "blue"]).fuzz() in ("red", "blue")
        True
    """

    @overload
    def __init__(self, choices: Iterable[T_co], getter: None = None) -> None: ...
    @overload
    def __init__(self, choices: Iterable[S], getter: Callable[[S], T_co]) -> None: ...
    def __init__(self, choices: Iterable[UserValue], getter: Callable[[UserValue], T_co] | None = None) -> None:
        super().__init__()
        self.choices: list[UserValue] | None = None
        self.choices_generator = choices
        self.getter = getter

    def fuzz(self) -> T_co:
        """Choose an item; an IndexError says that there is none."""
        choices = self.choices
        if choices is None:
            choices = self.choices = list(self.choices_generator)
        if not choices:
            raise IndexError("FuzzyChoice: there is nothing to choose from. Give it at least one choice.")
        value = random.randgen.choice(choices)
        return cast("T_co", value) if self.getter is None else self.getter(value)
