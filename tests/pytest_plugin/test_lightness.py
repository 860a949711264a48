"""Importing the plugin costs little: none of the libraries that factories may need."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HEAVY = ["faker", "hypothesis", "pydantic", "sqlalchemy", "django", "mongoengine", "pymongo", "mogo", "msgspec", "mypy"]


def test_importing_the_plugin_loads_no_library_of_models() -> None:
    (entry,) = metadata.entry_points(group="pytest11", name="typedfactory")
    code = f"import json, sys, {entry.module}; print(json.dumps([name for name in {HEAVY} if name in sys.modules]))"
    command = [sys.executable, "-W", "error", "-c", code]
    output = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    assert json.loads(output) == []


def test_importing_hypothesis_loads_no_factory() -> None:
    (entry,) = metadata.entry_points(group="hypothesis", name="typedfactory")
    wanted = ["faker", "typedfactory.facade.factory", "typedfactory.plan", "typedfactory.faker", "typedfactory.values"]
    code = f"import json, sys, hypothesis; print(json.dumps([name for name in [{entry.module!r}, *{wanted}] if name in sys.modules]))"
    output = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT).stdout
    assert json.loads(output) == ["typedfactory.hypothesis"]
