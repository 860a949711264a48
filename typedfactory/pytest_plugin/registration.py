"""Registration: a factory that is to become fixtures, and what they are of."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import attrs

from typedfactory.declarations import AUTO, USE_DEFAULT, RelatedFactory, SubFactory
from typedfactory.plan.evaluation import defaults_tree
from typedfactory.pytest_plugin.naming import SEPARATOR, factory_fixture_name


@attrs.frozen(eq=False, slots=False)
class Registration:
    """A factory that is to become fixtures.

    Attributes:
        factory: The factory.
        name: What the fixture that gives an object is called.
        strategy: The method that makes it; None calls the factory.
        overrides: What the factory is given: path → value or declaration.
        is_named: Whether the name was chosen rather than derived.
        is_decorating: Whether the factory's module did not know it yet: ``register`` stands on its class.
    """

    factory: Any
    name: str
    strategy: str | None
    overrides: Mapping[str, Any]
    is_named: bool
    is_decorating: bool

    @property
    def factory_fixture(self) -> str:
        """What the fixture that gives the factory is called."""
        return factory_fixture_name(self.factory)

    @property
    def call(self) -> str:
        """The registration as messages show it."""
        name = f', "{self.name}"' if self.is_named else ""
        return f"register({self.factory.__name__}{name})"

    def field_fixture(self, name: str) -> str:
        """Return what the fixture of a field is called."""
        return f"{self.name}{SEPARATOR}{name}"

    def value(self, name: str) -> Any:
        """Return what a field is made with where a test says nothing of it: a value or a declaration."""
        return self.overrides.get(name, self.defaults[name])

    def repeats(self, other: Registration) -> bool:
        """Say whether it says the same as another one, so that both may stand."""
        plain = not self.overrides and not other.overrides
        return self.factory is other.factory and self.strategy == other.strategy and plain

    @functools.cached_property
    def defaults(self) -> Mapping[str, Any]:
        """The names that may be overridden, each with what the factory has for it."""
        meta = self.factory._meta
        defaults = dict(meta.declarations)
        defaults.update((name, False) for name in meta.parameters if name not in defaults)
        shape = None if isinstance(meta.model, str) else meta.shape
        required = set() if shape is None else {field.name for field in shape.fields if field.required}
        for name in () if shape is None else sorted(meta.model_names):
            defaults.setdefault(name, AUTO if meta.rename.get(name, name) in required else USE_DEFAULT)
        defaults.update((path, None) for path in self.overrides if path not in defaults)
        return defaults

    @functools.cached_property
    def wired(self) -> Mapping[str, Any]:
        """The fields that a fixture may stand for before the object is made, each with the factory of that fixture.

        They are declared as a plain SubFactory without overrides of its own; and no other field has the same factory,
        because two fields stay two objects.
        """
        return self._plain_references(SubFactory)

    @functools.cached_property
    def related(self) -> Mapping[str, Any]:
        """The same for fields that are made after the object: plain RelatedFactories."""
        return self._plain_references(RelatedFactory)

    def _plain_references(self, kind: type[Any]) -> dict[str, Any]:
        values = {**self.factory._meta.declarations, **self.overrides}
        taken = [value.get_factory() for value in values.values() if isinstance(value, (SubFactory, RelatedFactory))]
        plain = {
            name: value.get_factory()
            for name, value in values.items()
            if type(value) is kind
            and not defaults_tree(value)
            and not any(path.startswith(name + SEPARATOR) for path in values)
        }
        return {
            name: factory
            for name, factory in plain.items()
            if taken.count(factory) == 1 and factory is not self.factory
        }
