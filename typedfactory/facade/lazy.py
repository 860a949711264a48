"""Names handed out on first use (PEP 562), so that importing typedfactory loads nothing that is not needed.

The mypy plugin is imported with the package and needs none of it; the back ends need libraries that may be missing.
Called by the ``__getattr__`` of the packages that users import.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


#: What factory_boy's users look for on the package itself → where it is.
_ELSEWHERE = {
    "alchemy": "typedfactory.orm.sqlalchemy",
    "django": "typedfactory.orm.django",
    "mogo": "typedfactory.orm.mogo",
    "mongoengine": "typedfactory.orm.mongoengine",
}

#: What few programs name, and what takes long to load: name → the module that defines it.
_LATE = {
    "CheckFailure": "typedfactory.checking.report",
    "CheckReport": "typedfactory.checking.report",
    "Combination": "typedfactory.facade.language.combinations",
    "Explanation": "typedfactory.plan.tell.explain",
    "Feed": "typedfactory.declarations.feeds.feed",
    "FeedField": "typedfactory.declarations.feeds.feed",
    "FieldSource": "typedfactory.plan.tell.explain",
    "InvalidArguments": "typedfactory.plan.tell.coverage",
    "Selection": "typedfactory.facade.language.selecting",
    "Selector": "typedfactory.facade.language.selecting",
    "fields": "typedfactory.facade.language.selecting",
    "where": "typedfactory.facade.language.selecting",
    "shared": "typedfactory.facade.language.sharing",
    "check": "typedfactory.checking.function",
}


def load(name: str) -> UserValue:
    """Import what is behind an attribute of the package.

    Args:
        name: The attribute.

    Raises:
        AttributeError: There is no such attribute.
    """
    package = vars(sys.modules["typedfactory"])
    if name in _LATE:
        package[name] = getattr(importlib.import_module(_LATE[name]), name)
    elif name == "__all__" or not (name.startswith("__") or is_module(f"typedfactory.{name}")):
        public = importlib.import_module("typedfactory.facade.public")
        package.update({each: getattr(public, each) for each in public.__all__}, __all__=names())
    if name not in package:
        package[name] = load_module("typedfactory", name, names)
    return package[name]


def load_module(package: str, name: str, known: Callable[[], Iterable[str]]) -> ModuleType:
    """Import a module of a package that was asked for as its attribute.

    Args:
        package: The package.
        name: The module.
        known: Returns the other names of the package, for messages.

    Raises:
        AttributeError: There is no such module.
    """
    if name.startswith("__") or not is_module(f"{package}.{name}"):
        raise AttributeError(f"module {package!r} has no attribute {name!r}.{_hint(package, name, known)}")
    return importlib.import_module(f"{package}.{name}")


def is_module(name: str) -> bool:
    """Say whether there is a module of a full name."""
    return importlib.util.find_spec(name) is not None


def _hint(package: str, name: str, known: Callable[[], Iterable[str]]) -> str:
    if name.startswith("__"):
        # What probes for special names has no use for a hint.
        return ""
    if package == "typedfactory" and name in _ELSEWHERE:
        return f" Import it from {_ELSEWHERE[name]}; or as factory_boy has it, from typedfactory.factory_boy."
    old_names = importlib.import_module("typedfactory.ground.old_names")
    today: str | None = old_names.today(name, old_names.MODULES)
    if today is not None:
        return f" {today}"
    nearest = importlib.import_module("typedfactory.errors").nearest(name, known())
    return "" if nearest is None else f' Did you mean "{nearest}"?'


def names() -> list[str]:
    """Return the public names of the package."""
    public = importlib.import_module("typedfactory.facade.public")
    return sorted([*public.__all__, *_LATE, "fuzzy"])
