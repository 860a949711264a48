"""Names handed out on first use (PEP 562), so that importing typedfactory loads nothing that is not needed.

The mypy plugin is imported with the package and needs none of it; the back ends need libraries that may be missing.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from typing import Any

#: Attribute of the package → the module that it stands for.
_MODULES = {
    "alchemy": "typedfactory.orm.sqlalchemy",
    "django": "typedfactory.orm.django",
    "mogo": "typedfactory.orm.mogo",
    "mongoengine": "typedfactory.orm.mongoengine",
}


def load(name: str) -> Any:
    """Import what is behind an attribute of the package.

    Args:
        name: The attribute.

    Raises:
        AttributeError: There is no such attribute.
    """
    package = vars(sys.modules["typedfactory"])
    target = _MODULES.get(name, f"typedfactory.{name}")
    if name in _MODULES or (not name.startswith("__") and importlib.util.find_spec(target) is not None):
        package[name] = importlib.import_module(target)
    elif name == "__all__" or not name.startswith("__"):
        public = importlib.import_module("typedfactory._public")
        package.update({each: getattr(public, each) for each in public.__all__}, __all__=names())
    if name not in package:
        raise AttributeError(f"module 'typedfactory' has no attribute {name!r}.{_hint(name)}")
    return package[name]


def _hint(name: str) -> str:
    # What probes for special names has no use for a hint.
    nearest = None if name.startswith("__") else importlib.import_module("typedfactory.errors").nearest(name, names())
    return "" if nearest is None else f' Did you mean "{nearest}"?'


def names() -> list[str]:
    """Return the public names of the package."""
    public = importlib.import_module("typedfactory._public")
    return sorted([*public.__all__, "fuzzy"])
