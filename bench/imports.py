"""How long importing a library takes, and what it brings along."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs

ROOT = Path(__file__).resolve().parent.parent

#: Contender → the module that users import.
MODULES = {
    "typedfactory": "typedfactory",
    "factory_boy": "factory",
    "polyfactory": "polyfactory.factories",
}
#: What ``import typedfactory`` leaves alone until somebody uses it.
UNWANTED = ("faker", "pydantic", "sqlalchemy", "django", "mongoengine", "mogo", "msgspec")
LIMIT = 0.060

_PROGRAM = """
import json, sys, time
start = time.perf_counter()
import {module}
seconds = time.perf_counter() - start
print(json.dumps([seconds, [name for name in {unwanted!r} if name in sys.modules]]))
"""


@attrs.frozen
class ImportTime:
    """What importing a module came to.

    Attributes:
        module: The module.
        seconds: The least that it took in a fresh interpreter.
        unwanted: Which of `UNWANTED` it loaded.
    """

    module: str
    seconds: float
    unwanted: tuple[str, ...]


def time_imports(times: int) -> dict[str, ImportTime]:
    """Import each library in fresh interpreters, in turn.

    Args:
        times: How often; the first time, which may have to write bytecode, does not count.

    Returns:
        Contender → the best time.
    """
    runs: dict[str, list[tuple[float, tuple[str, ...]]]] = {name: [] for name in MODULES}
    for _ in range(times + 1):
        for name, module in MODULES.items():
            runs[name].append(_import_once(module))
    return {
        name: ImportTime(MODULES[name], min(seconds for seconds, _ in found[1:]), found[0][1])
        for name, found in runs.items()
    }


def _import_once(module: str) -> tuple[float, tuple[str, ...]]:
    program = _PROGRAM.format(module=module, unwanted=UNWANTED)
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )
    answer: Any = json.loads(done.stdout)
    return answer[0], tuple(answer[1])
