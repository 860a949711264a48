"""StubObject: what the ``stub`` strategy gives instead of a model instance."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


class StubObject:
    """A bunch of attributes, and nothing else.

    Args:
        **kwargs: The attributes.

    Example:
        >>> StubObject(name="joe").name
        'joe'

    Source: factory_boy's ``StubObject``.
    """

    def __init__(self, /, **kwargs: UserValue) -> None:
        self.__dict__.update(kwargs)

    def __getattr__(self, name: str) -> UserValue:
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r}; it has: {', '.join(self.__dict__)}.")

    def __repr__(self) -> str:
        return f"StubObject({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"
