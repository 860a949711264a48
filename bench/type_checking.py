"""How long mypy takes with the plugin and without it, on a project that is made for this.

The project has as many models as factories and calls, a few to a module, as a test suite has.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs

from bench.processor import time_python

SIZE = 500
QUICK_SIZE = 50
MODULE_SIZE = 25

_MODEL = """
@dataclasses.dataclass
class {name}:
    name: str
    age: int
    email: str
    joined: datetime.date
    nested: {nested} | None
    score: float = 0.0
"""
_FACTORY = """
class {name}Factory(Factory[models_{module}.{name}]):
    name = Sequence(lambda n: f"user {{n}}")
    age = 3
    email = LazyAttribute(lambda o: f"{{o.name}}@example.org")
    nested = {nested}
"""
_CALL = """
def test_{index}() -> None:
    made = factories_{module}.{name}Factory.build({arguments})
    assert made.age + 1
"""


@attrs.frozen
class Run:
    """A way of running mypy.

    Attributes:
        name: What it is called in the table.
        most: How many times as long the plugin may take.
        files: Whether the cache has the files of the project.
        libraries: Whether the cache has the libraries.
    """

    name: str
    most: float | None
    files: bool
    libraries: bool


RUNS = (
    Run("cold", 1.3, files=False, libraries=False),
    # Not asked for: the part of a cold run that is about the project's own files.
    Run("libraries cached", None, files=False, libraries=True),
    Run("warm", 1.1, files=True, libraries=True),
)


@attrs.frozen
class Checking:
    """What one way of running mypy came to.

    Attributes:
        run: The way.
        with_plugin: Seconds with the plugin, one number a round.
        without: Seconds without, in the same rounds.
    """

    run: Run
    with_plugin: list[float]
    without: list[float]

    @property
    def ratio(self) -> float:
        """How many times as long the plugin takes: the median of the rounds."""
        return statistics.median(ours / bare for ours, bare in zip(self.with_plugin, self.without, strict=True))

    @property
    def met(self) -> bool:
        """Whether it takes no longer than it may."""
        return self.run.most is None or self.ratio <= self.run.most


def time_checking(size: int, rounds: int) -> Iterator[Checking]:
    """Check a project again and again, with the plugin and without it in turn.

    Args:
        size: How many models, factories and calls it has, each.
        rounds: How often each way is timed; a warm run is short, so it is timed five times as often.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_project(root, size)
        for run in RUNS:
            times: dict[str, list[float]] = {"with": [], "without": []}
            prepare = {kind: _preparing(root, kind, run) for kind in times}
            for _ in range(rounds * 5 if run.files else rounds):
                for kind, found in times.items():
                    prepare[kind]()
                    found.append(_check(root, kind))
            yield Checking(run, times["with"], times["without"])


def write_project(root: Path, size: int) -> None:
    """Write models, factories, calls, and the two configurations of mypy."""
    for kind, plugin in (("with", "plugins = typedfactory.mypy\n"), ("without", "")):
        (root / f"{kind}.ini").write_text(f"[mypy]\n{plugin}", encoding="utf-8")
    (root / "libraries.py").write_text("import dataclasses\nimport datetime\nimport typedfactory\n", encoding="utf-8")
    for module in range(0, size, MODULE_SIZE):
        indexes = range(module, min(module + MODULE_SIZE, size))
        parts = [_entry(index, module) for index in indexes]
        models, factories, calls = ("".join(texts) for texts in zip(*parts, strict=True))
        heads = (
            (f"models_{module}.py", "import dataclasses\nimport datetime\n", models),
            (f"factories_{module}.py", f"from typedfactory import *\nimport models_{module}\n", factories),
            (f"calls_{module}.py", f"import factories_{module}\n", calls),
        )
        for name, head, text in heads:
            (root / name).write_text(head + text, encoding="utf-8")


def _entry(index: int, module: int) -> tuple[str, str, str]:
    name, before = f"Model{index}", f"Model{index - 1}"
    first = index == module
    return (
        _MODEL.format(name=name, nested="int" if first else before),
        _FACTORY.format(name=name, module=module, nested="3" if first else f"SubFactory({before}Factory)"),
        _CALL.format(
            index=index, name=name, module=module, arguments="age=4" if first else 'age=4, nested__name="ann"'
        ),
    )


def _preparing(root: Path, kind: str, run: Run) -> Callable[[], None]:
    """Return what brings the cache into the state that a run wants."""
    cache, kept = root / f"cache_{kind}", root / f"kept_{kind}"
    shutil.rmtree(cache, ignore_errors=True)
    if run.files:
        _check(root, kind)
        return lambda: None
    if run.libraries:
        _check(root, kind, "libraries.py")
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(cache, kept)

    def restore() -> None:
        shutil.rmtree(cache, ignore_errors=True)
        if run.libraries:
            shutil.copytree(kept, cache)

    return restore


def _check(root: Path, kind: str, *files: str) -> float:
    """Run mypy; return how many seconds of the processor it took."""
    names = files or sorted(path.name for path in root.glob("*.py"))
    options = [f"--config-file={kind}.ini", f"--cache-dir=cache_{kind}", "--no-error-summary"]
    # As users have it: with bytecode on the disk.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return time_python(["-m", "mypy", *options, *names], root, environment)
