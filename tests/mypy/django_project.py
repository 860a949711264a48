"""A Django project that mypy checks, with the plugin of django-stubs or without."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from tests.mypy import running

WITH_STUBS = f"{running.LOUD}, mypy_django_plugin.main"
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
_LINE = re.compile(r"^kennel/(?P<module>\w+)\.py:(?P<line>\d+): (error: |note: Revealed type)")


def check(
    sources: Mapping[str, str], project: Path, plugins: str = WITH_STUBS, *, strict: bool = False
) -> dict[str, dict[int, list[str]]]:
    """Write modules beside the models of a new project, and check them.

    Args:
        sources: Name of a module → its source.
        project: An empty folder.
        plugins: The plugins, as ``mypy.ini`` has them.
        strict: Whether mypy is strict.

    Returns:
        Name of a module → line → what mypy says there: errors, and types that were asked for.
    """
    package = project / "kennel"
    package.mkdir()
    for name, text in {"__init__": "", "settings": SETTINGS, "models": MODELS, **sources}.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    (project / "mypy.ini").write_text(
        f"[mypy]\nstrict = {strict}\nplugins = {plugins}\nmypy_path = {running.ROOT}\n"
        "[mypy.plugins.django-stubs]\ndjango_settings_module = kennel.settings\n",
        encoding="utf-8",
    )
    result = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", *(f"kennel/{name}.py" for name in sources)],
        cwd=project,
        env={**os.environ, "PYTHONPATH": f"{project}{os.pathsep}{running.ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode not in (0, 1):
        raise RuntimeError(result.stdout + result.stderr)
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in result.stdout.splitlines():
        match = _LINE.match(line)
        if match:
            found[match["module"]][int(match["line"])].append(line)
    return found
