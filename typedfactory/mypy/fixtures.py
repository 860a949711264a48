"""Which registered fixture a test gets by a name: the nearest one, unless the user's own is nearer."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from mypy.nodes import FuncDef, MypyFile, TypeInfo
from mypy.types import Instance, Type, TypeType, TypeVarType, get_proper_type

from typedfactory.mypy.conftests import conftest_modules
from typedfactory.mypy.factory_info import FactoryInfo, any_type, find_factory
from typedfactory.mypy.judging import Judge
from typedfactory.mypy.registrations import (
    NOTE,
    Registered,
    Registration,
    factory_fixture,
    load_registrations,
    object_fixture,
)

#: Strategies whose objects are known to be models.
_MODELS = ("build", "create")


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

    tree: MypyFile
    registered: Registered
    info: TypeInfo | None = None

    def registrations(self) -> Iterator[Registration]:
        owner = "" if self.info is None else self.info.name
        return (item for item in self.registered.found if item.owner == owner)

    def defines(self, name: str) -> bool:
        """Say whether there may be a fixture of the user's own."""
        if self.info is not None:
            symbol = self.info.get(name)
            return symbol is not None or self.info.fallback_to_any
        if "pytest_generate_tests" in self.tree.names:
            return True  # it may parametrize any name
        symbol = self.tree.names.get(name)
        return symbol is not None and not isinstance(symbol.node, (MypyFile, TypeInfo, FuncDef))

    def renames(self, name: str) -> bool:
        """Say whether a fixture may have been given a name that its function does not have."""
        try:
            text = Path(self.tree.path).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return True
        return re.search(rf"""\bname\s*=\s*["']{re.escape(name)}["']""", text) is not None


class Fixtures:
    """The fixtures that the tests of a module, or of a class in it, see.

    Args:
        judge: Infers types.
        tree: The module.
        levels: Where to look for them, nearest first; else in the module and the conftests above it.
    """

    def __init__(self, judge: Judge, tree: MypyFile, levels: Iterable[_Level] = ()) -> None:
        self._judge = judge
        self._tree = tree
        self._levels = list(levels)
        if not self._levels:
            modules: dict[str, MypyFile] = getattr(judge.api, "modules", {})
            above = [modules[name] for name in conftest_modules(tree, judge.api.options.mypy_path) if name in modules]
            self._levels = [_Level(item, load_registrations(item)) for item in (tree, *above)]

    def of_class(self, info: TypeInfo) -> Fixtures:
        """Return the fixtures that the tests of a class see."""
        return Fixtures(self._judge, self._tree, (_Level(self._tree, self._levels[0].registered, info), *self._levels))

    def find(self, name: str) -> Fixture | None:
        """Return the registered fixture that a name stands for; None where it is the user's own, or not known."""
        self._depend(name)
        for level in self._levels:
            if level.defines(name):
                return None
            found = [fixture for item in level.registrations() if (fixture := self._match(item, level, name))]
            if found:
                same = all(item.factory.info == found[0].factory.info for item in found)
                return found[0] if same and not any(item.renames(name) for item in self._levels) else None
            if not level.registered.complete:
                return None
        return None

    def objects(self) -> dict[str, Fixture]:
        """Return the fixtures of objects by their names, as far as they are known."""
        found: dict[str, Fixture] = {}
        for level in self._levels:
            for item in level.registrations():
                factory = find_factory(item.factory, self._judge.session.lookup)
                name = None if factory is None else object_fixture(factory, item.name)
                if factory is not None and name is not None:
                    found.setdefault(name, Fixture(name, factory, item, level.tree.fullname, ""))
            self._depend(NOTE)
        return found

    def are_none(self) -> bool:
        """Say whether nothing is registered."""
        self._depend(NOTE)
        return not any(level.registered.found for level in self._levels)

    def are_known(self) -> bool:
        """Say whether nothing is registered that cannot be read."""
        return all(level.registered.complete for level in self._levels)

    def defines(self, name: str) -> bool:
        """Say whether the user may have a fixture of a name."""
        return any(level.defines(name) or level.renames(name) for level in self._levels)

    def _match(self, item: Registration, level: _Level, name: str) -> Fixture | None:
        factory = find_factory(item.factory, self._judge.session.lookup)
        if factory is None:
            return None
        self._judge.depend(factory.info)
        if name == factory_fixture(factory):
            return Fixture(name, factory, item, level.tree.fullname, None)
        own = object_fixture(factory, item.name)
        if own is None:
            return None
        if name == own:
            return Fixture(name, factory, item, level.tree.fullname, "")
        path = name.removeprefix(f"{own}__")
        return Fixture(name, factory, item, level.tree.fullname, path) if path not in {name, ""} else None

    def _depend(self, name: str) -> None:
        for level in self._levels:
            if level.info is None and level.tree is not self._tree:
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
