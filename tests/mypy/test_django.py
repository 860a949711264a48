"""Django's models: known with the plugin of django-stubs, left alone without."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mypy import running

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("mypy_django_plugin") is None, reason="django-stubs is not installed"
)

SETTINGS = """\
INSTALLED_APPS = ["kennel"]
SECRET_KEY = "x"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
"""
MODELS = """\
from django.db import models

class Owner(models.Model):
    name = models.CharField(max_length=10)

class Dog(models.Model):
    name = models.CharField(max_length=10)
    age = models.IntegerField(null=True)
    born = models.DateField()
    owner = models.ForeignKey(Owner, on_delete=models.CASCADE)

    def bark(self, loud: bool) -> None: ...
"""
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


def check(project: Path, plugins: str) -> set[int]:
    """Return the lines of the factories of which mypy says something."""
    package = project / "kennel"
    package.mkdir()
    for name, text in {"__init__": "", "settings": SETTINGS, "models": MODELS, "factories": FACTORIES}.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    (project / "mypy.ini").write_text(
        f"[mypy]\nstrict = True\nplugins = {plugins}\nmypy_path = {running.ROOT}\n"
        "[mypy.plugins.django-stubs]\ndjango_settings_module = kennel.settings\n",
        encoding="utf-8",
    )
    result = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", "kennel/factories.py"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": f"{project}{os.pathsep}{running.ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1, result.stdout + result.stderr
    return {int(line.split(":")[1]) for line in result.stdout.splitlines() if line.startswith("kennel/factories.py")}


def marked(*marks: str) -> set[int]:
    return {number for number, line in enumerate(FACTORIES.splitlines(), 1) if line.endswith(marks)}


def test_with_the_plugin_of_django_stubs(tmp_path: Path) -> None:
    assert check(tmp_path, f"{running.LOUD}, mypy_django_plugin.main") == marked("# found", "# found anyway")


def test_without_it_fields_are_not_judged(tmp_path: Path) -> None:
    assert check(tmp_path, str(running.LOUD)) == marked("# found anyway")
