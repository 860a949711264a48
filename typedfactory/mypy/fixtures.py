"""Which registered fixture a test gets by a name: the nearest one, unless the user's own is nearer."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Sequence
from pathlib import Path

from mypy.nodes import FuncDef, MypyFile, TypeInfo
from mypy.types import Instance, Type, TypeType, TypeVarType, get_proper_type

from typedfactory.mypy.conftests import conftest_modules
from typedfactory.mypy.factory_info import FactoryInfo, Lookup, any_type, find_factory
from typedfactory.mypy.judging import Judge
from typedfactory.mypy.registrations import (
    NOTE,
    Registered,
    Registration,
    factory_fixture,
    imported_modules,
    load_registrations,
    modules_of,
    object_fixture,
)

#: Strategies whose objects are known to be models.
_MODELS = ("build", "create", "abuild", "acreate")


@dataclasses.dataclass(frozen=True)
class Fixture:
    """A registered fixture.

    Args:
        name: Its name.
        factory: The factory.
        registration: How it was registered.
        module: Where.
        path: What it gives: ``""`` for the object, None for the factory itself, else the name of a field.
    """

    name: str
    factory: FactoryInfo
    registration: Registration
    module: str
    path: str | None


@dataclasses.dataclass(frozen=True)
class _Level:
    """A place that fixtures are looked for in: a class, a module or a conftest."""

    lookup: Lookup
    tree: MypyFile
    registered: Registered
    info: TypeInfo | None = None

    @functools.cached_property
    def registrations(self) -> dict[str, list[Fixture]]:
        """The fixtures of objects and factories, by their names."""
        found: dict[str, list[Fixture]] = {}
        owners = {""} if self.info is None else {base.name for base in self.info.mro}
        for item in self.registered.found:
            factory = find_factory(item.factory, self.lookup) if item.owner in owners else None
            if factory is None:
                continue
            for name, path in ((factory_fixture(factory), None), (object_fixture(factory, item.name), "")):
                if name is not None:
                    found.setdefault(name, []).append(Fixture(name, factory, item, self.tree.fullname, path))
        return found

    def find(self, name: str) -> list[Fixture]:
        """Return the registered fixtures of a name."""
        if name in self.registrations:
            return self.registrations[name]
        parts = name.split("__")
        for count in range(1, len(parts)):
            outer = [item for item in self.registrations.get("__".join(parts[:count]), ()) if item.path is not None]
            if outer:
                path = "__".join(parts[count:])
                return [dataclasses.replace(item, name=name, path=path) for item in outer]
        return []

    def defines(self, name: str) -> bool:
        """Say whether there may be a fixture of the user's own."""
        if self.info is not None:
            symbol = self.info.get(name)
            return symbol is not None or self.info.fallback_to_any
        if "pytest_generate_tests" in self.tree.names or name in self.renamed:
            return True  # the former may parametrize any name
        symbol = self.tree.names.get(name)
        return symbol is not None and not isinstance(symbol.node, (MypyFile, TypeInfo, FuncDef))

    @functools.cached_property
    def renamed(self) -> frozenset[str]:
        """The names that fixtures may have been given that their functions do not have."""
        # A module that comes from mypy's cache has no decorators.
        try:
            text = Path(self.tree.path).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return frozenset()
        return frozenset(re.findall(r"""\bname\s*=\s*["'](\w+)["']""", text))


class Fixtures:
    """The fixtures that the tests of a module, or of a class in it, see.

    Args:
        judge: Infers types.
        levels: Where to look for them, nearest first.
        shared: The modules that those import. What is registered there belongs to the first file that imports them, or
            to the whole run: a fixture of the user's own may be nearer.
    """

    def __init__(self, judge: Judge, levels: Sequence[_Level], shared: Sequence[_Level]) -> None:
        self._judge = judge
        self._levels = levels
        self._shared = shared

    @classmethod
    def of_module(cls, judge: Judge, tree: MypyFile) -> Fixtures:
        """Return the fixtures that the tests of a module see."""
        modules = modules_of(judge)
        names = conftest_modules(tree, judge.api.options.mypy_path)
        trees = {item.fullname: item for item in (tree, *(modules[name] for name in names if name in modules))}
        imported = {part.fullname: part for item in trees.values() for part in imported_modules(item, modules)}
        shared = [item for name, item in imported.items() if name not in trees]

        def level(item: MypyFile) -> _Level:
            return _Level(judge.session.lookup, item, load_registrations(item))

        for item in shared:
            judge.depend_on(f"{item.fullname}.{NOTE}")
        registering = [found for item in shared if (found := level(item)).registered != Registered()]
        return cls(judge, [level(item) for item in trees.values()], registering)

    def of_class(self, info: TypeInfo) -> Fixtures:
        """Return the fixtures that the tests of a class see."""
        own = dataclasses.replace(self._levels[0], info=info)
        return Fixtures(self._judge, [own, *self._levels], self._shared)

    def find(self, name: str) -> Fixture | None:
        """Return the registered fixture that a name stands for; None where it is the user's own, or not known."""
        self._depend(name)
        shared = [fixture for level in self._shared for fixture in level.find(name)]
        for level in self._levels:
            if level.defines(name):
                return None
            found = level.find(name)
            if found:
                return self._only([*found, *shared])
            if not level.registered.complete:
                return None
        return self._only(shared)

    def _only(self, found: list[Fixture]) -> Fixture | None:
        if not found:
            return None
        self._judge.depend(found[0].factory.info)
        return found[0] if all(item.factory.info == found[0].factory.info for item in found) else None

    def objects(self) -> dict[str, Fixture]:
        """Return the fixtures of objects by their names, as far as they are known."""
        self._depend(NOTE)
        found: dict[str, Fixture] = {}
        for level in (*self._levels, *self._shared):
            for name, items in level.registrations.items():
                if items[0].path is not None:
                    found.setdefault(name, items[0])
        return found

    def are_none(self) -> bool:
        """Say whether nothing is registered."""
        self._depend(NOTE)
        return not any(level.registered.found for level in (*self._levels, *self._shared))

    def are_known(self) -> bool:
        """Say whether nothing is registered that cannot be read."""
        return all(level.registered.complete for level in (*self._levels, *self._shared))

    def _depend(self, name: str) -> None:
        for level in (*self._levels[1:], *self._shared):
            self._judge.depend_on(f"{level.tree.fullname}.{NOTE}")
            self._judge.depend_on(f"{level.tree.fullname}.{name}")


def given_type(fixture: Fixture) -> Type | None:
    """Return the type of what a fixture of an object or a factory gives; None where that is not known."""
    factory, registration = fixture.factory, fixture.registration
    if fixture.path is None:
        return TypeType(Instance(factory.info, [any_type() for _ in factory.info.defn.type_vars]))
    strategy = registration.strategy or factory.option("strategy", "create")
    model = factory.model()
    return None if strategy not in _MODELS or isinstance(get_proper_type(model), TypeVarType) else model
