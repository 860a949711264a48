"""A world: the factories of a program as classes of one library, with a log of every call of a user's function."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import functools
import itertools
import types
from collections.abc import Callable
from typing import Any, Generic, TypeVar
from unittest import mock

import attrs

import typedfactory
from tests.properties import realise
from tests.properties.recipes import FIELDS, CallRecipe, FactoryRecipe, Program
from tests.properties.snapshots import Snapshot

T = TypeVar("T")

#: Numbers for models that are looked up in this module by their names.
_serial = itertools.count()


@attrs.frozen
class Outcome:
    """What came of a call.

    Attributes:
        value: The result as plain data, or None.
        error: The exception, or None.
        log: Which of the user's functions were called meanwhile, with what.
    """

    value: Any
    error: Exception | None
    log: tuple[Any, ...]


class World:
    """One library's version of a program.

    Args:
        library: ``typedfactory`` or ``factory``.
        bases: Kind of model → the base of its factories.
        containers: The factories that Dict and List use.
        shared: Whether lists, dicts and sets that occur twice are told from equal ones.
    """

    def __init__(
        self, library: Any, *, bases: dict[str, Any], containers: tuple[Any, Any] | None = None, shared: bool = True
    ) -> None:
        self.library = library
        self.bases = bases
        self.containers = containers
        self.log: list[Any] = []
        self.factories: list[Any] = []
        #: The base of each factory that is no factory.
        self.mixins: list[Any] = []
        self._models: list[Any] = []
        self._shared = shared
        self._tags = 0
        feed = getattr(library, "Feed", None)
        self.feed = None if feed is None else feed.from_records([{"k": n, "l": str(n)} for n in range(3)])

    def tag(self) -> str:
        """Return a name for a function: the same in each world, since they realise recipes in the same order."""
        self._tags += 1
        return f"f{self._tags}"

    def note(self, *event: Any) -> None:
        """Log an event with the values as they are now."""
        self.log.append(tuple(self.snapshot(part) for part in event))

    def snapshot(self, value: Any) -> Any:
        """Return a value as plain data."""
        return Snapshot(models=__name__, shared=self._shared).of(value)

    def define(self, program: Program) -> None:
        """Make the classes of all factories."""
        for index, recipe in enumerate(program.factories):
            self._models.append(self._model(recipe, index))
            self.factories.append(self._factory(recipe, index))

    def run(self, call: CallRecipe) -> Outcome:
        """Make a call."""
        start = len(self.log)
        value, error = None, None
        try:
            kwargs = {key: realise.declaration(recipe, self) for key, recipe in call.kwargs.items()}
            with self._patched(call), self._sharing(call):
                value = self.snapshot(self._call(self.factories[call.factory], call.way, kwargs))
        except Exception as caught:  # noqa: BLE001 - errors are compared like results
            error = caught
        return Outcome(value, error, tuple(self.log[start:]))

    def _patched(self, call: CallRecipe) -> Any:
        if call.patch is None:
            return contextlib.nullcontext()
        hook, place = call.patch
        factory = self.factories[call.factory]
        # The root is the factory from which those of a program derive.
        root = next(base for base in reversed(factory.__mro__) if base in self.factories)
        target = {"factory": factory, "mixin": self.mixins[call.factory], "root": root}[place]
        return mock.patch.object(target, hook, replacement(self, hook), create=True)

    def _sharing(self, call: CallRecipe) -> Any:
        model = self._models[call.factory]
        if not call.shares or model is dict:
            return contextlib.nullcontext()
        # One that was never begun: nobody asks for more than itself.
        shared = object.__new__(model)
        shared.args = ("shared",)
        return self.library.shared(shared)

    @staticmethod
    def _call(factory: Any, way: str, kwargs: dict[str, Any]) -> Any:
        if way == "class":
            return factory(**kwargs)
        if way == "build_batch":
            return factory.build_batch(2, **kwargs)
        return getattr(factory, way)(**kwargs)

    def _factory(self, recipe: FactoryRecipe, index: int) -> Any:
        base = self.bases[recipe.model] if recipe.base is None else self.factories[recipe.base]
        namespace: dict[str, Any] = {"__module__": __name__}
        namespace.update({name: realise.declaration(item, self) for name, item in recipe.body.items()})
        meta = dict(copy.deepcopy(recipe.meta))
        if recipe.model != "same":
            meta["model"] = self._spelt(recipe.model, self._models[index])
        namespace["Meta"] = type("Meta", (), meta)
        if recipe.params or recipe.traits:
            params = {name: realise.declaration(item, self) for name, item in recipe.params.items()}
            for name, overrides in recipe.traits.items():
                params[name] = self.library.Trait(**realise.mapping(overrides, self))
            namespace["Params"] = type("Params", (), params)
        name = f"F{index}"
        namespace.update({hook: extension(self, name, hook, self.factories) for hook in sorted(recipe.hooks)})
        self.mixins.append(None)
        if recipe.mixin is None:
            return type(base)(name, (base,), namespace)
        hooks = {hook: extension(self, name, hook, self.mixins) for hook in sorted(recipe.mixin)}
        self.mixins[-1] = type(f"Mixin{index}", (), hooks)
        return type(base)(name, (self.mixins[-1], base), namespace)

    def _spelt(self, kind: str, model: Any) -> Any:
        """Return what ``Meta.model`` says; factory_boy knows classes only."""
        if kind not in ("named", "generic") or self.library is not typedfactory:
            return model
        if kind == "generic":
            generic: Any = model
            return generic[int]
        name = f"Model{next(_serial)}"
        globals()[name] = model
        return f"{__name__}.{name}"

    def _model(self, recipe: FactoryRecipe, index: int) -> Any:
        if recipe.model == "same":
            return self._models[recipe.base or 0]
        if recipe.model == "dict":
            return dict
        name = f"M{index}"
        return closed_model(self, name, recipe) if recipe.model == "closed" else open_model(self, name)


def open_model(world: World, name: str) -> type:
    """Return a class that takes any argument."""

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807 - it becomes the method
        world.note("init", name, args, tuple(kwargs))
        self.args = args
        self.__dict__.update(kwargs)

    generic: Any = Generic
    return types.new_class(
        name,
        (generic[T],),
        exec_body=lambda body: body.update({"__init__": __init__, "mark": marker(world), "__module__": __name__}),
    )


def closed_model(world: World, name: str, recipe: FactoryRecipe) -> type:
    """Return a dataclass."""

    def __post_init__(self: Any) -> None:  # noqa: N807 - it becomes the method
        world.note("init", name)

    rename = recipe.meta.get("rename", {})
    names = [rename.get(field, field) for field in FIELDS]
    required = [(field, int) for field in names if field in recipe.unfilled]
    defaulted = [
        (field, Any, dataclasses.field(default=f"default {field}")) for field in names if field not in recipe.unfilled
    ]
    namespace = {"__post_init__": __post_init__, "mark": marker(world), "__module__": __name__}
    return dataclasses.make_dataclass(name, [*required, *defaulted], namespace=namespace)


def marker(world: World) -> Callable[..., Any]:
    """Return the method that PostGenerationMethodCalls call."""

    def mark(self: Any, *args: Any, **kwargs: Any) -> Any:
        world.note("mark", args, realise.in_order(kwargs))
        return ("marked", args)

    return mark


def extension(world: World, name: str, hook: str, owners: list[Any]) -> Any:
    """Return an extension point that logs its call and then does what comes next.

    Args:
        world: The world.
        name: The factory.
        hook: The extension point.
        owners: The list that will hold the class that it stands in, at the factory's place.
    """
    index = int(name[1:])

    def passes_on(cls: Any, *args: Any, **kwargs: Any) -> Any:
        given = tuple(arg for arg in args if not isinstance(arg, type))
        world.note(hook, name, given, tuple(kwargs) if hook != "_adjust_kwargs" else ())
        return getattr(super(owners[index], cls), hook)(*args, **kwargs)

    def reports(cls: Any, instance: Any, create: bool, results: Any = None) -> None:
        world.note(hook, name, create, results)

    return classmethod(functools.wraps(reports)(reports) if hook == "_after_postgeneration" else passes_on)


def replacement(world: World, hook: str) -> Any:
    """Return what stands in the place of an extension point for a while: it logs its call and does little."""

    def adjust(cls: Any, /, **kwargs: Any) -> Any:
        world.note("patched", hook)
        return {**kwargs, "new": "patched"}

    def make(cls: Any, model: Any, /, *args: Any, **kwargs: Any) -> Any:
        world.note("patched", hook, args, tuple(kwargs))
        return model(*args, **kwargs)

    def report(cls: Any, instance: Any, create: bool, results: Any = None) -> None:
        world.note("patched", hook, create, results)

    kinds: dict[str, Any] = {"_adjust_kwargs": adjust, "_after_postgeneration": report}
    return classmethod(kinds.get(hook, make))
