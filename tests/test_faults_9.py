"""Fault 9: what a user replaces holds from then on, wherever it stands, and no longer than it is replaced.

Each thing that may be replaced is replaced before the first use, between uses and after them; factory_boy says what is right.
"""

from __future__ import annotations

import contextlib
import dataclasses
import threading
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import factory
import pytest

import typedfactory
import typedfactory.factory_boy
from tests.data.making import define_factory

BOTH: tuple[Any, Any] = (typedfactory.factory_boy, factory)


class World:
    """Factories of one library, with plain mixins, a base and a nested factory.

    Attributes:
        lacking: A plain base of the mixins that has no hook.
        having: A plain mixin that overrides all hooks and passes on.
        base: The base of the factory.
        made: The factory.
        outer: A factory in which it is nested.
        log: What hooks were told.
    """

    def __init__(self, library: Any) -> None:
        self.library = library
        self.log: list[Any] = []
        self.model: Any = dataclasses.make_dataclass("Model", [("name", Any), ("age", Any), ("n", Any)])
        self.lacking: Any = type("Lacking", (), {})
        self.having: Any = type("Having", (self.lacking,), {name: passes_on(self, name) for name in HOOKS})
        self.beside: Any = type("Beside", (self.lacking,), {})
        meta = type("Meta", (), {"model": self.model})
        kind = type(library.Factory)
        body = {"name": "joe", "age": 3, "n": library.Sequence(lambda n: n), "Meta": meta}
        self.base: Any = kind("BaseFactory", (library.Factory,), body)
        self.made: Any = kind("MadeFactory", (self.having, self.base), {})
        self.plain: Any = kind("PlainFactory", (self.beside, self.base), {})
        outer = type("Meta", (), {"model": dict})
        self.outer: Any = kind(
            "OuterFactory",
            (library.Factory,),
            {"one": library.SubFactory(self.made), "other": library.SubFactory(self.plain, name="x"), "Meta": outer},
        )

    def look(self, *, nested: bool = True) -> list[Any]:
        """Make objects in every way, and return them as plain data with what hooks were told."""
        self.log.clear()
        ways: list[Callable[[], Any]] = []
        for each in (self.made, self.plain, *((self.outer,) if nested else ())):
            deep = {"one__name": "given"} if each is self.outer else {"name": "given"}
            ways += [each, each.build, each.create, each.stub]
            ways += [lambda f=each, d=deep: f(**d), lambda f=each, d=deep: f.build(**d)]  # type: ignore[misc]  # bound now
            ways += [lambda f=each: f.build_batch(2), lambda f=each: f.create_batch(2)]  # type: ignore[misc]  # as above
        return [*map(attempt, ways), list(self.log)]


HOOKS = ("_adjust_kwargs", "_after_postgeneration", "_build", "_create", "_generate", "build", "create", "stub")


def passes_on(world: World, hook: str) -> Any:
    """Return a hook that does what comes next in the order of bases."""

    def method(cls: Any, *args: Any, **kwargs: Any) -> Any:
        return getattr(super(world.having, cls), hook)(*args, **kwargs)

    return classmethod(method)


def attempt(make: Callable[[], Any]) -> Any:
    """Return what a call makes as plain data; of an error its built-in kind."""
    try:
        return plain(make())
    except Exception as error:  # noqa: BLE001 - errors are compared like results
        return next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")


def plain(value: Any) -> Any:
    """Return a value as plain data."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if type(value).__name__ in {"Model", "Other", "StubObject", "Box"}:
        return type(value).__name__, plain(vars(value))
    return value if isinstance(value, (str, int, type(None))) else type(value).__name__


def replacement(world: World, hook: str) -> Any:
    """Return a hook that does something else."""

    def report(cls: Any, instance: Any, create: bool, results: Any = None) -> None:
        world.log.append((create, results))

    kinds: dict[str, Any] = {
        "_adjust_kwargs": lambda cls, **kwargs: {**kwargs, "name": "adjusted"},
        "_after_postgeneration": report,
        "_generate": lambda cls, strategy, params: ["generated", strategy, params],
    }
    if hook in ("_build", "_create"):
        return classmethod(lambda cls, model, *args, **kwargs: [hook, args, kwargs])
    return classmethod(kinds.get(hook, lambda cls, **kwargs: [hook, kwargs]))


@contextlib.contextmanager
def mocked(owner: Any, name: str, value: Any) -> Iterator[None]:
    """Replace an attribute as ``mock.patch.object`` does."""
    with mock.patch.object(owner, name, value, create=True):
        yield


@contextlib.contextmanager
def monkeypatched(owner: Any, name: str, value: Any) -> Iterator[None]:
    """Replace an attribute as pytest's ``monkeypatch`` does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, value, raising=False)
        yield


WAYS = (mocked, monkeypatched)


def observe(library: Any, used: str, replace: Callable[[World], Any], *, nested: bool = True) -> list[Any]:
    """Look at a library's factories before, while and after something is replaced.

    Args:
        library: factory_boy, or what stands for it.
        used: Whether they are used before it is replaced (``"used"``) or not (``"fresh"``).
        replace: Replaces something for the time of a ``with`` block.
        nested: Whether to look at what is nested.
    """
    world = World(library)
    seen = [world.look(nested=nested)] if used == "used" else []
    for _ in range(2):
        with replace(world):
            seen += [world.look(nested=nested), world.look(nested=nested)]
        seen.append(world.look(nested=nested))
    return seen


@pytest.mark.parametrize("used", ["fresh", "used"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("owner", ["made", "plain", "base", "having", "beside", "lacking", "outer"])
@pytest.mark.parametrize("hook", HOOKS)
def test_a_replaced_hook_counts_wherever_it_stands(hook: str, owner: str, way: Any, used: str) -> None:
    # Nested objects go through a factory's own build, create and _generate here.
    nested = hook not in ("build", "create", "stub", "_generate")

    def replace(world: World) -> Any:
        return way(getattr(world, owner), hook, replacement(world, hook))

    ours, theirs = (observe(library, used, replace, nested=nested) for library in BOTH)
    assert ours == theirs


@pytest.mark.parametrize("hook", HOOKS)
@pytest.mark.parametrize("owner", ["having", "beside", "lacking"])
def test_a_hook_may_be_set_and_taken_away_without_any_help(hook: str, owner: str) -> None:
    nested = hook not in ("build", "create", "stub", "_generate")
    seen = []
    for library in BOTH:
        world = World(library)
        looks = [world.look(nested=nested)]
        target = getattr(world, owner)
        if hook in vars(target):
            delattr(target, hook)
            looks.append(world.look(nested=nested))
        setattr(target, hook, replacement(world, hook))
        looks.append(world.look(nested=nested))
        delattr(target, hook)
        looks.append(world.look(nested=nested))
        seen.append(looks)
    assert seen[0] == seen[1]


@dataclasses.dataclass
class Other:
    """A model to put in another one's place."""

    name: Any
    age: Any
    n: Any


OPTIONS: list[tuple[str, Any]] = [
    ("exclude", ("age",)),
    ("exclude", ("age", "name", "n")),
    ("model", Other),
    ("model", dict),
    ("model", lambda *args, **kwargs: [args, kwargs]),
    ("inline_args", ("name",)),
    ("inline_args", ("n", "age")),
    ("rename", {"age": "years"}),
    ("rename", {"age": "n"}),
    ("strategy", "build"),
    ("strategy", "stub"),
    ("abstract", True),
]


@pytest.mark.parametrize("used", ["fresh", "used"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("owner", ["made", "plain", "base"])
@pytest.mark.parametrize(("option", "value"), OPTIONS)
def test_an_option_that_is_set_later_counts(option: str, value: Any, owner: str, way: Any, used: str) -> None:
    def replace(world: World) -> Any:
        return way(getattr(world, owner)._meta, option, value)

    ours, theirs = (observe(library, used, replace) for library in BOTH)
    for mine, boys in zip(ours, theirs, strict=True):
        for one, other in zip(mine, boys, strict=True):
            # factory_boy's stubs lack the fields of inline_args.
            assert one == other or (option == "inline_args" and "StubObject" in str(one))


METHODS: list[tuple[str, Any]] = [
    ("next_sequence", lambda: 70),
    ("prepare_arguments", lambda attributes: ((), {"name": "prepared", "age": 1, "n": 2})),
    ("instantiate", lambda step, args, kwargs: ["instantiated", args, kwargs]),
    ("get_model_class", lambda: dict),
]


@pytest.mark.parametrize("used", ["fresh", "used"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("method", "value"), METHODS)
def test_a_method_of_the_options_that_is_replaced_counts(method: str, value: Any, way: Any, used: str) -> None:
    def replace(world: World) -> Any:
        return way(world.made._meta, method, value)

    ours, theirs = (observe(library, used, replace) for library in BOTH)
    assert ours == theirs


def test_options_of_a_factory_are_not_those_of_its_subclasses_which_were_defined_before() -> None:
    made = define_factory("MadeFactory", typedfactory.DictFactory, name="joe", age=3)
    child = define_factory("ChildFactory", made)
    made._meta.exclude = "age"
    assert (made.build(), child.build()) == ({"name": "joe"}, {"name": "joe", "age": 3})


def test_renames_are_replaced_as_a_whole() -> None:
    made = define_factory("MadeFactory", typedfactory.DictFactory, name="joe")
    with pytest.raises(TypeError, match="does not support item assignment"):
        made._meta.rename["name"] = "title"
    made._meta.rename = {"name": "title"}
    assert made.build() == {"title": "joe"}


CONSTRUCTORS: list[tuple[str, Any]] = [
    ("__init__", lambda self, *args, **kwargs: self.__dict__.update(given=[args, kwargs])),
    ("__init__", lambda self, name, **kwargs: self.__dict__.update(given=[name, kwargs])),
    ("__new__", lambda cls, *args, **kwargs: [args, kwargs]),
]


@pytest.mark.parametrize("used", ["fresh", "used"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("name", "value"), CONSTRUCTORS)
def test_a_constructor_that_is_replaced_gets_what_it_gets_from_factory_boy(
    name: str, value: Any, way: Any, used: str
) -> None:
    def replace(world: World) -> Any:
        return way(world.model, name, staticmethod(value) if name == "__new__" else value)

    ours, theirs = (observe(library, used, replace) for library in BOTH)
    assert ours == theirs


@dataclasses.dataclass
class Box:
    """A model with a generated constructor."""

    name: str
    size: int = 0


class BoxFactory(typedfactory.Factory[Box]):
    name = "joe"


@pytest.mark.parametrize("autospec", [False, True])
def test_a_mock_in_the_place_of_a_generated_constructor_sees_names(autospec: bool) -> None:
    assert BoxFactory(size=1) == Box("joe", 1)
    with mock.patch.object(Box, "__init__", return_value=None, autospec=autospec) as init:
        made = BoxFactory(size=2)
    init.assert_called_once_with(*([made] if autospec else []), name="joe", size=2)
    assert BoxFactory(size=1) == Box("joe", 1)


def test_a_constructor_that_is_replaced_may_take_other_names_for_that_time() -> None:
    assert BoxFactory.build() == Box("joe")
    with mock.patch.object(Box, "__init__", return_value=None) as init:
        BoxFactory.build(colour="red")
    init.assert_called_once_with(name="joe", colour="red")
    with pytest.raises(typedfactory.errors.UnknownFieldError):
        BoxFactory.build(colour="red")


def test_the_shape_of_a_model_that_is_read_under_a_patch_is_not_kept() -> None:
    class Crate:
        def __init__(self, label: str) -> None:
            self.label = label

    with mock.patch.object(Crate, "__init__", return_value=None):
        during = define_factory("CrateFactory", typedfactory.Factory[Crate])
        during.build(label="x")
    after = define_factory("CrateFactory", typedfactory.Factory[Crate])
    assert isinstance(after.build().label, str)


def test_what_a_users_function_replaces_in_the_middle_of_a_call_holds_for_it() -> None:
    seen = []
    for library in BOTH:
        world = World(library)
        kind = type(library.Factory)

        def replace(world: World = world) -> str:
            world.base._build = replacement(world, "_build")
            return "set"

        last = kind("LastFactory", (world.base,), {"name": library.LazyFunction(replace)})
        world.base.build()
        looks = [attempt(last.build), attempt(last.build), attempt(lambda f=last: f.build_batch(2))]  # type: ignore[misc]
        del world.base._build
        looks.append(attempt(world.base.build))
        seen.append(looks)
    assert seen[0] == seen[1]


def test_what_is_replaced_in_the_middle_of_a_batch_holds_for_the_rest() -> None:
    seen = []
    for library in BOTH:
        world = World(library)

        def count(n: int, world: World = world) -> int:
            if n == 2:
                world.base.build = replacement(world, "build")
            return n

        counted = type(library.Factory)("CountedFactory", (world.base,), {"n": library.Sequence(count)})
        seen.append(plain(counted.build_batch(5)))
    assert seen[0] == seen[1]


def test_the_hooks_of_a_class_that_keeps_its_own_notes_do_not_cost_its_plans() -> None:
    made = define_factory("MadeFactory", typedfactory.DictFactory, name="joe")
    made.build()
    epoch = made._meta.plans.epoch
    made.notes = [1]
    assert made._meta.plans.epoch is epoch


def test_plans_bear_threads_that_call_with_ever_new_keywords_while_hooks_are_patched() -> None:
    """Fault 23."""
    made: Any = define_factory("MadeFactory", typedfactory.DictFactory, n=typedfactory.Sequence(lambda n: n))
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for step in range(150):
                name = f"x{number}_{step}"
                assert made.build(**{name: step}) in ({"n": mock.ANY, name: step}, "patched")
        except BaseException as error:  # noqa: BLE001 - reported by the main thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(200):
        with mock.patch.object(made, "_build", return_value="patched"):
            pass
    for thread in threads:
        thread.join()
    assert failures == []
    assert made.build() == {"n": mock.ANY}


def test_what_is_compiled_while_another_thread_patches_is_not_kept() -> None:
    made: Any = define_factory("MadeFactory", typedfactory.DictFactory, n=1)
    for _ in range(100):
        patched = mock.patch.object(made, "_build", return_value="patched")
        patched.start()
        caller = threading.Thread(target=made.build)
        caller.start()
        patched.stop()
        caller.join()
        assert made.build() == {"n": 1}
