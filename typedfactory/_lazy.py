"""Names handed out on first use (PEP 562), so that importing typedfactory loads no optional library."""

from __future__ import annotations

import importlib
import sys
from typing import Any

#: Attribute of the package → the module that it stands for.
_MODULES = {
    "alchemy": "typedfactory.orm.sqlalchemy",
    "django": "typedfactory.orm.django",
    "fuzzy": "typedfactory.fuzzy",
    "mogo": "typedfactory.orm.mogo",
    "mongoengine": "typedfactory.orm.mongoengine",
}


def load(name: str) -> Any:
    """Import the module behind an attribute of the package.

    Args:
        name: The attribute.

    Raises:
        AttributeError: There is no such attribute.
    """
    target = _MODULES.get(name)
    if target is None:
        raise AttributeError(f"module 'typedfactory' has no attribute {name!r}")
    try:
        module = importlib.import_module(target)
    except ModuleNotFoundError as error:
        if error.name != target:
            raise
        raise AttributeError(f"typedfactory.{name} is not part of this version: there is no {target} yet.") from None
    setattr(sys.modules["typedfactory"], name, module)
    return module
