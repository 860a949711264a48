"""Every error that typedfactory raises, in one tree.

A message reads ``UserFactory.email: what is wrong. What to do.``: it names the factory, the field and,
where factories are nested, the way that led there. Errors that replace a built-in one in factory_boy
(``TypeError``, ``ValueError``, ``AttributeError``, ``StopIteration``) derive from it as well, so that code which
catches the built-in one keeps working.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typedfactory.checking.report import CheckReport

__all__ = [
    "ArgumentError",
    "AssociatedClassError",
    "CheckFailedError",
    "ContainerError",
    "CyclicDefinitionError",
    "DatasetError",
    "FactoryError",
    "FactoryImportError",
    "FactoryReferenceError",
    "InapplicableError",
    "InvalidDeclarationError",
    "IteratorExhaustedError",
    "MetaOptionError",
    "PhaseError",
    "SequenceResetError",
    "UnfillableError",
    "UniqueExhaustedError",
    "UnknownAttributeError",
    "UnknownFieldError",
    "UnknownProviderError",
    "UnknownStrategy",
    "UnreachableOverrideError",
    "UnsupportedStrategy",
    "did_you_mean",
    "nearest",
]

#: A message that begins with ``UserFactory.email:`` names its place already.
_NAMED = re.compile(r"\w+\.\S+: ")

#: How many known names a message lists where none is near.
_NAMES_SHOWN = 12


class FactoryError(Exception):
    """Anything that typedfactory itself finds wrong; the root of the tree.

    Source: factory_boy's ``FactoryError``.
    """

    #: Whether the message names factory and field already.
    located: bool = False

    def locate(self, owner: str, field: str) -> None:
        """Put the factory's and the field's name before a message that was raised without knowing them.

        Args:
            owner: The factory's name.
            field: The field's name; empty where the object itself was being made.

        Example:
            >>> error = FactoryError("takes a tuple of field names. Write ('a', 'b').")
            >>> error.locate("UserFactory", "Meta.exclude")
            >>> print(error)
            UserFactory.Meta.exclude: takes a tuple of field names. Write ('a', 'b').
        """
        if self.located:
            return
        self.located = True
        message = str(self)
        if not _NAMED.match(message) and not message.startswith(f"{owner}:"):
            message = f"{owner}.{field}: {message}" if field else f"{owner}: {message}"
            self.args = (message, *self.args[1:])

    def __str__(self) -> str:
        # Python's own errors that some of ours are, too, show something else: an ImportError what it was made with, and
        # a KeyError the `repr` of that.
        return Exception.__str__(self)


class AssociatedClassError(FactoryError):
    """The model of a factory is missing, cannot be found, or is no model.

    Source: factory_boy's ``AssociatedClassError``.
    """


class CheckFailedError(FactoryError, AssertionError):
    """Some of the objects that `typedfactory.check` tried could not be made.

    Args:
        message: The report, as text.
        report: The same as data, a `typedfactory.CheckReport`.

    Example:
        >>> import typedfactory as factory
        >>> class LampFactory(factory.DictFactory):
        ...     watt = factory.LazyFunction(lambda: 1 / 0)
        >>> try:
        ...     factory.check(LampFactory)
        ... except factory.errors.CheckFailedError as error:
        ...     error.report.failures[0].error
        'ZeroDivisionError: division by zero (while making LampFactory.watt)'
    """

    def __init__(self, message: str, report: CheckReport) -> None:
        super().__init__(message)
        self.report = report


class UnknownStrategy(FactoryError):  # noqa: N818 - factory_boy's name
    """A strategy was named that is neither ``build``, ``create`` nor ``stub``.

    Source: factory_boy's ``UnknownStrategy``.
    """


class UnsupportedStrategy(FactoryError):  # noqa: N818 - factory_boy's name
    """The factory does not offer the strategy that was asked for.

    Source: factory_boy's ``UnsupportedStrategy``.
    """


class CyclicDefinitionError(FactoryError):
    """A value would need itself: attributes, traits or nested factories go round in a circle.

    Source: factory_boy's ``CyclicDefinitionError``.
    """


class InvalidDeclarationError(FactoryError):
    """A declaration cannot mean anything where it stands.

    Source: factory_boy's ``InvalidDeclarationError``.
    """


class UnknownFieldError(InvalidDeclarationError, TypeError):
    """A declaration or an override names something that neither factory nor model knows."""


class UnreachableOverrideError(InvalidDeclarationError):
    """A deep override (``a__b=…``) points into a value that takes none."""


class MetaOptionError(InvalidDeclarationError, TypeError):
    """``class Meta`` holds an option that does not exist, or a value that the option does not take."""


class FactoryReferenceError(InvalidDeclarationError, AssociatedClassError, ValueError):
    """Where a factory (or the import path of one) belongs, something else was given."""


class FactoryImportError(FactoryReferenceError, ImportError):
    """The import path of a factory leads nowhere."""

    def locate(self, owner: str, field: str) -> None:
        """Put the place before the message, where those who ask an ImportError for its ``msg`` see it too."""
        super().locate(owner, field)
        self.msg = str(self)


class ArgumentError(InvalidDeclarationError, TypeError):
    """A declaration was given an argument of the wrong kind."""


class PhaseError(InvalidDeclarationError, TypeError):
    """Declarations made before and after the object are mixed in one place."""


class ContainerError(FactoryError, TypeError):
    """A declaration needs an enclosing factory and there is none."""


class UnknownAttributeError(FactoryError, AttributeError):
    """A lazy function asked for an attribute that the factory does not define."""


class UnknownProviderError(FactoryError, AttributeError):
    """No Faker provider has this name in this locale."""


class IteratorExhaustedError(FactoryError, StopIteration):
    """An ``Iterator(cycle=False)`` has no more values."""


class UniqueExhaustedError(FactoryError):
    """No new value could be found for a declaration that must not repeat itself."""


class SequenceResetError(FactoryError, ValueError):
    """A sequence counter was reset where it does not belong."""


class DatasetError(FactoryError):
    """A data set cannot be made as it is described, or cannot be written where it should be."""


class UnfillableError(FactoryError):
    """A field has neither declaration nor default and its type cannot be filled."""


class InapplicableError(UnfillableError):
    """A type that nobody makes, or a constraint that means nothing to it: another member of a union may do."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name closest to a misspelt one, or None when nothing is close.

    Args:
        name: The name as it was written.
        known: The names that would have been right.

    Example:
        >>> nearest("agee", ["name", "age"])
        'age'
    """
    import difflib  # noqa: PLC0415 - few programs make a mistake, and all of them import this module

    matches = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the sentence that closes a message about a misspelt name.

    Args:
        name: The name as it was written.
        known: The names that would have been right.

    Example:
        >>> did_you_mean("agee", ["name", "age"])
        'Did you mean "age"?'
        >>> did_you_mean("zzz", ["name", "age"])
        'Known names: age, name.'
    """
    names = sorted(set(known))
    match = nearest(name, names)
    if match is not None:
        return f'Did you mean "{match}"?'
    if not names:
        return "There are none."
    shown = ", ".join(names[:_NAMES_SHOWN])
    more = f", … ({len(names)} in all)" if len(names) > _NAMES_SHOWN else ""
    return f"Known names: {shown}{more}."
