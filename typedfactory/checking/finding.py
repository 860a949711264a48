"""Which factories there are: in a module, in a package with all that is below it."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

from typedfactory.errors import FactoryReferenceError
from typedfactory.facade.factory import FactoryMetaClass

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass


#: What may be checked: a factory, a module of factories, or a package of such modules.
Subject: TypeAlias = "FactoryClass | ModuleType"


def factories_in(module: ModuleType) -> list[FactoryClass]:
    """Return the factories that a module defines, in the order in which it does, abstract ones left out.

    What it imports from elsewhere is not its own; what `make_factory` made for it is.

    Args:
        module: A module that has been imported.

    Example:
        >>> import types
        >>> import typedfactory as factory
        >>> module = types.ModuleType("app.factories")
        >>> class UserFactory(factory.DictFactory):
        ...     __module__ = "app.factories"
        ...     name = "ann"
        >>> module.UserFactory, module.Base = UserFactory, factory.Factory
        >>> [each.__name__ for each in factories_in(module)]
        ['UserFactory']
    """
    found: dict[FactoryClass, None] = {}
    for value in list(vars(module).values()):
        if is_factory(value) and not value._meta.abstract and _is_of(value, module):
            found[value] = None
    return list(found)


def is_factory(value: object) -> bool:
    """Say whether something is a factory class."""
    return isinstance(value, FactoryMetaClass)


def _is_of(factory: FactoryClass, module: ModuleType) -> bool:
    if factory.__module__ == module.__name__:
        return True
    # A factory made by a function stands in no module of its own name.
    home = sys.modules.get(factory.__module__)
    return factory.__module__.startswith("typedfactory.") and getattr(home, factory.__name__, None) is not factory


def modules_below(package: ModuleType) -> Iterator[ModuleType]:
    """Import and give a module and, if it is a package, every module in it.

    Args:
        package: The module or package.
    """
    yield package
    path: Iterable[str] | None = getattr(package, "__path__", None)
    for info in pkgutil.walk_packages(path or (), f"{package.__name__}."):
        if not info.name.endswith("__main__"):
            yield importlib.import_module(info.name)


def all_factories(subjects: Iterable[Subject]) -> list[FactoryClass]:
    """Return the factories of all subjects, each once.

    Args:
        subjects: Factories, modules, packages.

    Raises:
        FactoryReferenceError: One of them is something else.
    """
    found: dict[FactoryClass, None] = {}
    for subject in subjects:
        if isinstance(subject, ModuleType):
            for module in modules_below(subject):
                found.update(dict.fromkeys(factories_in(module)))
        elif is_factory(subject):
            found[subject] = None
        else:
            raise FactoryReferenceError(
                f"check: takes factories and modules that hold some, not {type(subject).__name__}. "
                f"Write check(UserFactory), or check(app.factories)."
            )
    return list(found)
