"""Django's models: known with the plugin of django-stubs, left alone without."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.mypy import django_project, running

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("mypy_django_plugin") is None, reason="django-stubs is not installed"
)

FACTORIES = """\
import datetime
import typedfactory as factory
from typedfactory.orm.django import DjangoModelFactory
from kennel.models import Dog, Owner

class OwnerFactory(DjangoModelFactory[Owner]):
    name = factory.Sequence(lambda n: f"owner {n}")

class DogFactory(DjangoModelFactory[Dog]):
    class Meta:
        django_get_or_create = ("name",)
    name = factory.LazyAttribute(lambda o: o.owner.name.upper())
    age = 3
    born = factory.LazyFunction(datetime.date.today)
    owner = factory.SubFactory(OwnerFactory, name="x")

class WrongFactory(DjangoModelFactory[Dog]):
    class Meta:
        django_get_or_create = ("nmae",)  # found
    name = factory.LazyAttribute(lambda o: o.naem)  # found
    aeg = 3  # found
    born = 3  # found
    owner = factory.SubFactory(DogFactory)  # found
    barked = factory.PostGenerationMethodCall("bark", "x")  # found anyway

DogFactory(name="x", age=None, owner__name="y", owner_id=3, pk=4)
DogFactory(nmae="x")  # found
DogFactory.create_batch(2, owner__nmae="x")  # found
DogFactory.build(born=3)  # found
reveal_type(DogFactory().owner.name)  # found anyway
DogFactory.stub().name.upper()
DogFactory.stub().nmae  # found
"""


def found(project: Path, plugins: str) -> set[int]:
    """Return the lines of the factories of which mypy says something."""
    return set(django_project.check({"factories": FACTORIES}, project, plugins, strict=True)["factories"])


def marked(*marks: str) -> set[int]:
    return {number for number, line in enumerate(FACTORIES.splitlines(), 1) if line.endswith(marks)}


def test_with_the_plugin_of_django_stubs(tmp_path: Path) -> None:
    assert found(tmp_path, django_project.WITH_STUBS) == marked("# found", "# found anyway")


def test_without_it_fields_are_not_judged(tmp_path: Path) -> None:
    assert found(tmp_path, running.LOUD) == marked("# found anyway")
