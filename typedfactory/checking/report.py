"""What came of a check."""

from __future__ import annotations

import attrs


@attrs.frozen
class CheckFailure:
    """An object that could not be made.

    Attributes:
        factory: The factory's name, with its module.
        traits: The traits that were on.
        strategy: ``"build"`` or ``"create"``; ``"import"`` where the command line could not import the module.
        error: What was raised, in one line: its class and its message.
        place: Where it comes from, ``path/to/file.py:12``; empty where nobody knows.

    Example:
        >>> failure = CheckFailure("app.UserFactory", ("admin",), "build", "ValueError: too old", "app.py:3")
        >>> print(failure)
        app.UserFactory (admin): ValueError: too old (app.py:3)
    """

    factory: str
    traits: tuple[str, ...]
    strategy: str
    error: str
    place: str

    def __str__(self) -> str:
        traits = f" ({', '.join(self.traits)})" if self.traits else ""
        return f"{self.factory}{traits}: {self.error}{f' ({self.place})' if self.place else ''}"


@attrs.frozen
class CheckReport:
    """What came of a check; ``print`` it to read it.

    Attributes:
        factories: How many factories were tried.
        made: How many objects could be made.
        failures: What could not.
        repeated: How many more objects failed as one with fewer traits did; they are not told one by one.

    Example:
        >>> print(CheckReport(factories=3, made=12, failures=()))
        3 factories, 12 objects: all could be made.
    """

    factories: int
    made: int
    failures: tuple[CheckFailure, ...]
    repeated: int = 0

    @property
    def ok(self) -> bool:
        """Whether everything could be made."""
        return not self.failures

    def __str__(self) -> str:
        return "\n".join([*map(str, self.failures), self.verdict])

    @property
    def verdict(self) -> str:
        """The line that closes a report."""
        failed = sum(each.strategy != "import" for each in self.failures) + self.repeated
        head = f"{counted(self.factories, 'factory', 'factories')}, {counted(self.made + failed, 'object', 'objects')}"
        if not failed:
            return f"{head}: all could be made."
        more = f", {self.repeated} of them for a reason told above" if self.repeated else ""
        return f"{head}: {failed} could not be made{more}."


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun.

    Args:
        number: How many.
        one: The noun for one.
        many: The noun for any other number.

    Example:
        >>> counted(1, "row", "rows"), counted(1200, "row", "rows")
        ('1 row', '1,200 rows')
    """
    return f"{number:,} {one if number == 1 else many}"
