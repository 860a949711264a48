"""The same seed gives the same values: in every process, with every hash seed, on every version of Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.data.zoo import ZOO, make_values

ROOT = Path(__file__).resolve().parent.parent
STORED: dict[str, Any] = json.loads((ROOT / "tests" / "data" / "values.json").read_text(encoding="utf-8"))


def differences(made: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return what is not as it is stored, beside what is."""
    return {name: (each, STORED.get(name)) for name, each in made.items() if each != STORED.get(name)}


def test_values_are_those_that_are_stored() -> None:
    made = json.loads(json.dumps(make_values()))
    assert differences(made) == {}
    assert list(made) == list(STORED)


def test_values_do_not_depend_on_what_was_made_before() -> None:
    make_values()
    assert differences(json.loads(json.dumps(make_values()))) == {}


@pytest.mark.parametrize("seed", ["1", "2"])
def test_values_do_not_depend_on_the_hash_seed(seed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.data.zoo"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        check=True,
        capture_output=True,
        text=True,
    )
    made = json.loads(done.stdout)
    assert differences(made) == {}
    assert list(made) == list(STORED)


def test_only_types_with_one_value_have_the_same_each_time() -> None:
    same = {name for name, (first, *others) in STORED.items() if all(each == first for each in others)}
    assert same == {"NoneType alone", "SimpleNamespace alone", "set of 3 colours"}
    assert len(STORED) == len(ZOO) + 2
