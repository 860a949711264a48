"""Every public name has an entry in the reference, and a docstring that says what it takes, gives and raises."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from tests.docs.reference import (
    REFERENCE,
    Entry,
    docstring_of,
    entries,
    explained_arguments,
    faults_of,
    find,
    public_names,
)
from tests.test_house import PUBLIC
from typedfactory.facade.factory import FactoryMetaClass
from typedfactory.orm.sqlalchemy import SQLAlchemyOptions
from typedfactory.plan.describe.meta import OptionDefault, core_options

#: Django's names cannot be loaded before there are settings; tests/orm/django/test_reference.py looks at them.
MODULES = sorted(name for name in PUBLIC if not name.endswith((".django", ".mypy")))
ENTRIES = [entry for entry in entries() if ".django." not in entry.name]
#: Entry → why it needs no example.
WITHOUT_EXAMPLE = {"typedfactory.fuzzy.BaseFuzzyDateTime": "those of its subclasses show it"}


def is_called_by_users(entry: Entry) -> bool:
    """Say whether an entry is a function, a class, or a method of a factory: what one writes a call of."""
    if entry.kind != "member":
        return entry.name not in WITHOUT_EXAMPLE
    owner = find(entry.name.rpartition(".")[0])
    return isinstance(owner, FactoryMetaClass)


@pytest.mark.parametrize("name", MODULES)
def test_every_public_name_has_an_entry(name: str) -> None:
    module = importlib.import_module(name)
    described = {id(find(entry.name)) for entry in ENTRIES}
    missing = [each for each in public_names(module) if id(getattr(module, each)) not in described]
    assert missing == [], f"docs/reference/api has no entry for these names of {name}"


@pytest.mark.parametrize("option", core_options(), ids=lambda option: option.name)
def test_every_option_is_in_the_table_of_options(option: OptionDefault) -> None:
    pages = [REFERENCE.parent / name for name in ("factory.md", "control.md")]
    assert any(f"`{option.name}`" in page.read_text(encoding="utf-8") for page in pages)


def test_the_options_of_sqlalchemys_factories_are_on_its_page() -> None:
    own = {option.name for option in SQLAlchemyOptions()._build_default_options()}
    page = (REFERENCE.parents[1] / "orm" / "sqlalchemy.md").read_text(encoding="utf-8")
    known = {option.name for option in core_options()}
    assert sorted(name for name in own - known if f"`{name}`" not in page and f"`Meta.{name}`" not in page) == []


def theirs() -> set[str]:
    """Return the public names of factory_boy's modules."""
    names = ("", ".alchemy", ".base", ".declarations", ".enums", ".errors", ".helpers", ".mogo", ".mongoengine")
    modules = [importlib.import_module(f"factory{name}") for name in names]
    return {name for module in modules for name in vars(module) if not name.startswith("_")}


def test_what_factory_boy_has_too_says_that_it_comes_from_there() -> None:
    borrowed = [
        entry
        for entry in ENTRIES
        if entry.kind not in {"data", "member"} and entry.name.rpartition(".")[2] in theirs()
        # Of these, the page and the module say it once.
        if not entry.name.startswith("typedfactory.fuzzy.")
    ]
    assert len(borrowed) > 40
    assert [entry.name for entry in borrowed if "Source: factory_boy's " not in docstring_of(find(entry.name))] == []


def test_no_entry_stands_twice() -> None:
    names = [entry.name for entry in entries()]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("entry", [each for each in ENTRIES if each.kind != "data"], ids=lambda entry: entry.name)
def test_a_docstring_says_what_is_taken_and_raised_and_shows_it(entry: Entry) -> None:
    value = find(entry.name)
    if isinstance(value, property):
        assert value.__doc__
    elif callable(value) or isinstance(value, classmethod):
        assert faults_of(docstring_of(value), value, wants_example=is_called_by_users(entry)) == []


def test_faults_of_a_docstring_are_found() -> None:
    def half_explained(size: int, **overrides: Any) -> None:
        """Do something.

        Args:
            size: How many.
        """
        if size < 0:
            raise ValueError("too few")

    docstring = docstring_of(half_explained)
    assert explained_arguments(docstring) == {"size"}
    assert faults_of(docstring, half_explained, wants_example=True) == [
        "does not explain **overrides",
        "does not name ValueError",
        "has no example",
    ]
    assert faults_of("", half_explained, wants_example=False) == ["has no docstring"]
