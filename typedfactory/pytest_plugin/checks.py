"""``--factory-check``: a test for each factory that the tests import."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from typedfactory.checking.finding import factories_in
from typedfactory.checking.function import check
from typedfactory.errors import CheckFailedError

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue


class CheckPlugin:
    """Adds the tests once all modules are imported."""

    # First, so that -k and its like see them.
    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, session: pytest.Session, items: list[pytest.Item]) -> None:
        """Add a test for each factory that is defined below the root, behind the others."""
        for factory in _factories_below(session.config.rootpath):
            name = f"{factory.__module__}.{factory.__qualname__}"
            items.append(FactoryItem.from_parent(session, name=name, nodeid=f"factory-check::{name}", factory=factory))


class FactoryItem(pytest.Item):
    """The test of one factory.

    Args:
        factory: The factory.
        **kwargs: What pytest says.
    """

    def __init__(self, *, factory: FactoryClass, **kwargs: UserValue) -> None:
        super().__init__(**kwargs)
        self.factory = factory

    def runtest(self) -> None:
        """Make the objects."""
        check(self.factory)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: UserValue = None) -> str:
        """Show what could not be made, and nothing of how it was tried."""
        if isinstance(excinfo.value, CheckFailedError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """Say where the factory stands."""
        return sys.modules[self.factory.__module__].__file__ or self.path, None, self.nodeid


def _factories_below(root: Path) -> list[FactoryClass]:
    """Return the factories in the modules that were imported from below a folder, by their names."""
    found: dict[str, FactoryClass] = {}
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str) and _is_theirs(Path(file), root):
            found.update({f"{each.__module__}.{each.__qualname__}": each for each in factories_in(module)})
    return [found[name] for name in sorted(found)]


def _is_theirs(path: Path, root: Path) -> bool:
    return path.is_relative_to(root) and "site-packages" not in path.parts
