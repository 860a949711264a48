"""Runs the cases: each becomes a module, mypy checks all of them at once, and every line has to say what it is marked with.

``python -m tests.mypy.running --write`` fills in the messages of lines that are marked ``# E:`` and nothing more.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from mypy import api

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
#: What fails inside this plugin stops mypy.
LOUD = str(HERE / "loud_plugin.py")
MODELS = HERE / "models"
KINDS = ("dataclass", "attrs", "pydantic", "msgspec", "plain", "named_tuple", "typed_dict", "sqlalchemy")
_NO_CLASS = {"typed_dict"}
_FLAT = {"typed_dict", "named_tuple"}

#: ``path:line: error: message`` as mypy prints it.
_LINE = re.compile(r"^(?P<path>[^:]+):(?P<line>\d+): (?P<kind>error|note): (?P<message>.*)$")
_MARK = re.compile(r"\s+# (?=[EN]:)")
_SETTINGS = """\
[mypy]
strict = True
plugins = {plugins}
mypy_path = {root}:{models}
show_traceback = True
local_partial_types = True
"""

#: Plugins and settings → the cache of an earlier run with them: reading the libraries is what takes long.
_libraries: dict[tuple[str, str], Path] = {}


class Case(NamedTuple):
    """A case: where it is from, and the module that it makes."""

    file: str
    name: str
    kind: str
    source: str

    @property
    def module(self) -> str:
        """The name of its module."""
        return re.sub(r"\W", "_", f"case_{Path(self.file).stem}_{self.name}_{self.kind}").rstrip("_")


def read_cases(folder: Path = HERE / "cases") -> list[Case]:
    """Return the cases of a folder, each for the kinds of models that it is about."""
    cases: list[Case] = []
    for path in sorted(folder.glob("*.yml")):
        entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        for entry in entries:
            for kind in _kinds(entry):
                head = _header(kind, entry.get("package", "typedfactory")) if kind else ""
                cases.append(Case(path.name, entry["case"], kind, head + entry["main"]))
    return cases


def _kinds(entry: dict[str, Any]) -> tuple[str, ...]:
    models = entry.get("models", "none")
    if models == "all":
        return KINDS
    if models == "classes":
        return tuple(kind for kind in KINDS if kind not in _NO_CLASS)
    if models == "derived":
        return tuple(kind for kind in KINDS if kind not in _FLAT)
    return ("",) if models == "none" else tuple(models)


def _header(kind: str, package: str = "typedfactory") -> str:
    names = "Address, Post, User" if kind in _FLAT else "Address, Post, Staff, User"
    return f"import {package} as factory\nfrom {package} import fuzzy\nfrom models_{kind} import {names}\n"


def check(
    modules: dict[str, str], folder: Path, plugins: str = LOUD, extra: str = "", more_files: tuple[str, ...] = ()
) -> dict[str, dict[int, list[str]]]:
    """Check modules; return what mypy says of each, by line."""
    for name, source in modules.items():
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
    config = folder / "mypy.ini"
    config.write_text(_SETTINGS.format(root=ROOT, models=MODELS, plugins=plugins) + extra, encoding="utf-8")
    cache = folder / "cache"
    libraries = _libraries.get((plugins, extra))
    # The folder that they were first read in may be gone.
    if libraries is not None and libraries.exists() and not cache.exists():
        shutil.copytree(libraries, cache)
    # In this process, so that coverage sees the plugin.
    output, errors, status = api.run(
        [
            f"--config-file={config}",
            f"--cache-dir={cache}",
            "--hide-error-context",
            "--no-error-summary",
            *sorted(str(folder / f"{name}.py") for name in modules),
            *(str(folder / name) for name in more_files),
        ]
    )
    if status not in (0, 1) or errors.strip():
        raise RuntimeError(output + errors)
    if libraries is None or not libraries.exists():
        _libraries[plugins, extra] = cache
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in output.splitlines():
        match = _LINE.match(line)
        if match is None:
            raise RuntimeError(line)
        # How mypy writes out overloads depends on whether it has them from its cache.
        if match["message"].startswith(("Possible overload variant", "    def ", "    <", "    @")):
            continue
        found[Path(match["path"]).stem][int(match["line"])].append(f"{match['kind'][0].upper()}: {match['message']}")
    return found


def expected(source: str) -> dict[int, list[str]]:
    """Return what the lines of a module are marked with."""
    marked: dict[int, list[str]] = {}
    for number, text in enumerate(source.splitlines(), 1):
        marks = _marks(text)
        if marks:
            marked[number] = marks
    return marked


def _marks(text: str) -> list[str]:
    start = _MARK.search(text)
    return [] if start is None else [part.strip() for part in _MARK.split(text[start.start() :]) if part.strip()]


def write_messages(folder: Path, work: Path) -> None:
    """Write the messages that mypy gives now to the lines that are marked with none."""
    cases = read_cases(folder)
    found = check({case.module: case.source for case in cases}, work)
    for path in sorted(folder.glob("*.yml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        text = path.read_text(encoding="utf-8")
        for case in (case for case in cases if case.file == path.name):
            offset = _header(case.kind).count("\n") if case.kind else 0
            start = lines.index(f"- case: {case.name}")
            main = next(index for index in range(start, len(lines)) if lines[index] == "  main: |")
            for number, messages in found.get(case.module, {}).items():
                index = main + number - offset
                if lines[index].rstrip().endswith("# E:"):
                    bare = lines[index].rstrip().removesuffix("# E:").rstrip()
                    lines[index] = bare + "".join(f"  # {message}" for message in messages)
        if "\n".join(lines) + "\n" != text:
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as scratch:
        if "--write" in sys.argv:
            write_messages(HERE / "cases", Path(scratch))
