"""Django: each object in a transaction of its own on every database, rolled back."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.db import connections, transaction

from typedfactory.errors import MetaOptionError

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass


class Transactions:
    """The databases of Django's settings."""

    def save(self, factory: FactoryClass, make: Callable[[], object]) -> None:
        """Save one object, and take it back.

        Args:
            factory: The factory.
            make: Makes the object.
        """
        with self.saving(factory):
            make()

    @contextlib.contextmanager
    def saving(self, factory: FactoryClass) -> Iterator[None]:
        """Save one object, and take it back.

        Args:
            factory: The factory; it saves where the settings or its ``Meta.database`` say.
        """
        with contextlib.ExitStack() as stack:
            for alias in connections:
                stack.enter_context(transaction.atomic(using=alias))
            try:
                yield
            finally:
                for alias in connections:
                    transaction.set_rollback(True, using=alias)

    def close(self) -> None:
        """Nothing is held between objects."""


def open_sandbox(url: str) -> Transactions:
    """Return the sandbox.

    Args:
        url: Has to be empty: where Django saves is said by its settings.

    Raises:
        MetaOptionError: There is a URL.
    """
    if url:
        raise MetaOptionError("Django's databases are those of its settings. Leave the URL out, or use other settings.")
    return Transactions()
