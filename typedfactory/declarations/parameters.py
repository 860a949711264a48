"""What stands in ``class Params``: simple parameters and traits."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from typedfactory.declarations.base import Special

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


_creation_order = itertools.count()

SPLITTER = "__"


class Parameter(Special):
    """The base of what ``class Params`` holds.

    Source: factory_boy's ``Parameter``.
    """

    def __init__(self) -> None:
        self.creation_counter = next(_creation_order)

    def misplaced_as_value(self) -> str:
        """Say that it belongs elsewhere."""
        return f"a {type(self).__name__} belongs into class Params. Move it there."

    def get_revdeps(self, parameters: Iterable[str]) -> list[str]:
        """Return the names among ``parameters`` that this one sets.

        Args:
            parameters: The names of all params of the factory.

        Example:
            >>> Trait(state="shipped", paid=True).get_revdeps(["paid", "vip"])
            ['paid']
        """
        return []


class SimpleParameter(Parameter):
    """A parameter with a value: usable by declarations, not passed to the model.

    Args:
        value: A value or a declaration.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     class Params:
        ...         domain = "example.com"  # is wrapped in a SimpleParameter
        ...     mail = factory.LazyAttribute(lambda o: f"ann@{o.domain}")
        >>> UserFactory(domain="example.org")
        {'mail': 'ann@example.org'}

    Source: factory_boy's ``SimpleParameter``.
    """

    def __init__(self, value: UserValue) -> None:
        super().__init__()
        self.value = value

    @classmethod
    def wrap(cls, value: UserValue) -> Parameter:
        """Return a parameter as it is, and anything else as a simple parameter."""
        return value if isinstance(value, Parameter) else cls(value)


class Trait(Parameter):
    """A switch: when it is on, it sets several fields at once.

    Args:
        **overrides: What it sets: fields, params, other traits, arguments of post-generation hooks, deep paths
            (``author__name``); values or declarations. A value given at the call wins over the trait's.

    Example:
        >>> import typedfactory as factory
        >>> class OrderFactory(factory.DictFactory):
        ...     state = "pending"
        ...     class Params:
        ...         shipped = factory.Trait(state="shipped")
        >>> OrderFactory(), OrderFactory(shipped=True), OrderFactory(shipped=True, state="lost")
        ({'state': 'pending'}, {'state': 'shipped'}, {'state': 'lost'})

    Source: factory_boy's ``Trait``.
    """

    def __init__(self, /, **overrides: UserValue) -> None:
        super().__init__()
        self.overrides: Mapping[str, UserValue] = overrides

    def get_revdeps(self, parameters: Iterable[str]) -> list[str]:
        """Return the names among ``parameters`` that this trait sets."""
        return [name for name in parameters if name in self.overrides]

    def __repr__(self) -> str:
        return f"Trait({', '.join(self.overrides)})"
