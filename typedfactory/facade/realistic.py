"""The switch for realistic values in all factories, and names of one's own."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from types import TracebackType
from typing import TYPE_CHECKING

from typedfactory.errors import ArgumentError
from typedfactory.plan.describe import realistic as sources

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


class Switched:
    """What ``realistic()`` returns: in a ``with`` statement, the switch comes back to where it was.

    Args:
        before: Where it was.
    """

    __slots__ = ("_before",)

    def __init__(self, before: bool) -> None:
        self._before = before

    def __enter__(self) -> None:
        """Leave the switch as it is."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Bring it back."""
        sources.switch(self._before)


class Realistic:
    """The class of `typedfactory.realistic`."""

    def __call__(self, on: bool = True) -> Switched:
        """Turn realistic values on, or off, for all factories of the process; ``Meta.realistic`` of a factory wins.

        Args:
            on: Whether fields that are filled by type go by their names, too.

        Returns:
            For a ``with`` statement, at whose end the switch comes back to where it was.

        Raises:
            ArgumentError: ``on`` is no bool.

        Example:
            >>> import dataclasses
            >>> import typedfactory as factory
            >>> @dataclasses.dataclass
            ... class User:
            ...     first_name: str
            ...     email: str
            >>> with factory.realistic():
            ...     user = factory.build(User, first_name="Ada")
            >>> user.email.startswith("ada."), "@example." in user.email
            (True, True)
        """
        if not isinstance(on, bool):
            raise ArgumentError(
                f"realistic: takes True or False, not {type(on).__name__}. Call it without an argument."
            )
        before = sources.SWITCH.on
        sources.switch(on)
        return Switched(before)

    def register(self, name: str, maker: Callable[[Random, UserValue], UserValue] | None) -> None:
        """Say what fields of a name get, in all factories with realistic values.

        Args:
            name: The name, in any spelling (``"customer_no"``, ``"customerNo"``); other words may stand in front of it.
            maker: Called as ``maker(random, o)``: draw from ``random`` (a ``random.Random``) only, so that values repeat
                with the seed; ``o.name`` is what another field of the object will be. None: the name says nothing.

        Raises:
            ArgumentError: There is no name, or nothing that can be called.

        Example:
            >>> import dataclasses
            >>> import typedfactory as factory
            >>> @dataclasses.dataclass
            ... class Order:
            ...     customer_no: str
            >>> factory.realistic.register("customer_no", lambda random, o: f"C-{random.randrange(100, 1000)}")
            >>> with factory.realistic():
            ...     factory.build(Order).customer_no[:2]
            'C-'
        """
        # Late, for the makers of all types are a good part of the package.
        from typedfactory.realism import remember_name, words_of  # noqa: PLC0415 - as said above

        if not words_of(name):
            raise ArgumentError(f"realistic.register: {name!r} is no name of a field. Write it as in the model.")
        if maker is not None and not callable(maker):
            raise ArgumentError(
                f"realistic.register: takes a function of the random stream and the object, not {type(maker).__name__}."
            )
        remember_name(name, maker)
        sources.describe_anew()


#: Realistic values for all factories; see the methods.
realistic = Realistic()
