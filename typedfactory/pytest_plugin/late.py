"""Names handed out on first use (PEP 562): pytest imports the plugin in each run, whether it uses a factory or not."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


_PACKAGE = "typedfactory.pytest_plugin"
#: Name → the module that defines it.
_HOMES = {
    "Given": f"{_PACKAGE}.fixtures.given",
    "LazyFixture": f"{_PACKAGE}.fixtures.lazy_fixture",
    "named_model": f"{_PACKAGE}.fixtures.naming",
    "register": f"{_PACKAGE}.fixtures.registering",
    "with_factory": f"{_PACKAGE}.fixtures.registering",
}


def load(name: str) -> UserValue:
    """Import what is behind an attribute of the package.

    Args:
        name: The attribute.

    Raises:
        AttributeError: There is no such attribute.
    """
    if name not in _HOMES:
        raise AttributeError(f"module {_PACKAGE!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(_HOMES[name]), name)
    setattr(sys.modules[_PACKAGE], name, found)
    return found
