"""The names of Django's back end have entries in the reference, with docstrings that say what they take and raise."""

from __future__ import annotations

from types import ModuleType

import pytest

import typedfactory.factory_boy.django
import typedfactory.orm.django
from tests.docs.reference import REFERENCE, Entry, docstring_of, entries, faults_of, find, public_names
from typedfactory.orm.django import DjangoOptions
from typedfactory.plan.describe.meta import core_options

ENTRIES = [entry for entry in entries() if ".django." in entry.name]


@pytest.mark.parametrize("module", [typedfactory.orm.django, typedfactory.factory_boy.django])
def test_every_public_name_has_an_entry(module: ModuleType) -> None:
    described = {id(find(entry.name)) for entry in entries()}
    assert [name for name in public_names(module) if id(getattr(module, name)) not in described] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_a_docstring_says_what_is_taken_and_raised_and_shows_it(entry: Entry) -> None:
    value = find(entry.name)
    assert faults_of(docstring_of(value), value, wants_example=True) == []


def test_the_options_of_djangos_factories_are_on_its_page() -> None:
    own = {option.name for option in DjangoOptions()._build_default_options()}
    page = (REFERENCE.parents[1] / "orm" / "django.md").read_text(encoding="utf-8")
    known = {option.name for option in core_options()}
    assert sorted(name for name in own - known if f"`{name}`" not in page and f"`Meta.{name}`" not in page) == []
