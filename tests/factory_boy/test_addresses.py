"""`typedfactory.factory_boy`: every name of factory_boy, at its own address."""

from __future__ import annotations

import datetime
import importlib
import subprocess
import sys
from types import ModuleType
from typing import Any

import factory
import factory.fuzzy
import factory.random
import pytest

import typedfactory
import typedfactory.factory_boy

MODULES = (
    "",
    ".alchemy",
    ".base",
    ".builder",
    ".declarations",
    ".enums",
    ".errors",
    ".faker",
    ".fuzzy",
    ".helpers",
    ".mogo",
    ".mongoengine",
    ".random",
)

#: Names of factory_boy that its documentation does not have: parts of its engine, and what its modules import.
INNER = frozenset(
    {
        "BaseMeta",
        "DeclarationWithContext",
        "StepBuilder",
        "T",
        "get_factory_bases",
        "logger",
        "parse_declarations",
        "random_seed_warning",
        "resolve_attribute",
    }
)


def theirs_in(module: ModuleType) -> list[str]:
    """Return the names that a module of factory_boy defines, or hands out if it is the package."""
    package = module.__name__ == "factory"
    return sorted(
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and not isinstance(value, ModuleType) and name not in INNER
        if package or getattr(value, "__module__", module.__name__) == module.__name__
    )


@pytest.mark.parametrize("name", MODULES)
def test_every_name_of_factory_boy_is_there(name: str) -> None:
    theirs = importlib.import_module(f"factory{name}")
    ours = importlib.import_module(f"typedfactory.factory_boy{name}")
    assert [each for each in theirs_in(theirs) if not hasattr(ours, each)] == []


@pytest.mark.parametrize("name", MODULES[1:])
def test_every_module_is_an_attribute_of_the_package(name: str) -> None:
    code = (
        "import importlib, typedfactory.factory_boy as factory\n"
        f"print(factory{name} is importlib.import_module('typedfactory.factory_boy{name}'))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "True\n"


def test_what_is_patched_in_a_module_is_what_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    class Frozen(datetime.date):
        @classmethod
        def today(cls) -> Frozen:
            return cls(2020, 2, 3)

    class Module:
        date = Frozen

    monkeypatch.setattr(typedfactory.factory_boy.fuzzy, "datetime", Module)
    with pytest.warns(UserWarning, match="FuzzyDate without an end"):
        made = typedfactory.factory_boy.fuzzy.FuzzyDate(datetime.date(2020, 2, 3))
    assert made.fuzz() == datetime.date(2020, 2, 3)
    assert typedfactory.factory_boy.random is typedfactory.random


def test_declarations_and_functions_that_make_no_factory_are_the_librarys_own() -> None:
    same = sorted(set(typedfactory.factory_boy.__all__) - set(OWN))
    ours: Any = typedfactory.factory_boy
    assert [name for name in same if getattr(ours, name) is not getattr(typedfactory, name)] == []


OWN = (
    *("Factory", "DictFactory", "ListFactory", "BaseDictFactory", "BaseListFactory", "StubFactory"),
    *("make_factory", "build", "build_batch", "create", "create_batch", "stub", "stub_batch"),
    *("generate", "generate_batch", "simple_generate", "simple_generate_batch", "debug"),
)


@pytest.mark.parametrize("name", OWN)
def test_what_makes_factories_is_of_its_own(name: str) -> None:
    assert getattr(typedfactory.factory_boy, name) is not getattr(typedfactory, name)


@pytest.mark.parametrize("name", OWN[:6])
def test_its_factories_are_the_librarys_and_all_derive_from_its_factory(name: str) -> None:
    made = getattr(typedfactory.factory_boy, name)
    assert issubclass(made, getattr(typedfactory, name))
    assert issubclass(made, typedfactory.factory_boy.Factory)
    assert issubclass(getattr(factory, name), vars(factory)["Factory"])


def test_a_misspelt_name_is_an_error_with_the_nearest_one() -> None:
    ours: Any = typedfactory.factory_boy
    with pytest.raises(AttributeError) as caught:
        _ = ours.LazyAtribute
    assert str(caught.value) == (
        "module 'typedfactory.factory_boy' has no attribute 'LazyAtribute'. Did you mean \"LazyAttribute\"?"
    )


@pytest.mark.parametrize(
    ("name", "place"),
    [("django", "django"), ("alchemy", "sqlalchemy"), ("mongoengine", "mongoengine"), ("mogo", "mogo")],
)
def test_the_package_says_where_the_back_ends_are(name: str, place: str) -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(typedfactory, name)
    assert str(caught.value) == (
        f"module 'typedfactory' has no attribute '{name}'. Import it from typedfactory.orm.{place}; "
        f"or as factory_boy has it, from typedfactory.factory_boy."
    )


def test_importing_it_loads_no_library_of_models() -> None:
    code = (
        "import sys, typedfactory.factory_boy\n"
        "heavy = {'faker', 'pydantic', 'sqlalchemy', 'django', 'mongoengine', 'pymongo', 'mogo', 'msgspec', 'mypy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"
