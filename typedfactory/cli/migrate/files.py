"""Which files are moved, and what becomes of each."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
import libcst as cst

from typedfactory.checking.running import in_one_line
from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.cli.frame.targets import folders_to_files, path_of
from typedfactory.cli.migrate.findings import Finding, traced_back
from typedfactory.cli.migrate.model_bakery.recipes import read_recipes
from typedfactory.cli.migrate.polyfactory.obstacles import left_with_polyfactory
from typedfactory.cli.migrate.project import Project, read_project
from typedfactory.cli.migrate.steps import Plan, steps_for

#: What the steps, and the reading of classes, may look at.
_CONCERNED = re.compile(
    r"Factory\b|\b(FACTORY_|polyfactory|pytest_factoryboy|model_bakery|model_mommy)|import factory\b|from factory\b"
)


@attrs.frozen
class Source:
    """A file as it is.

    Attributes:
        path: Where it is.
        text: Its text, with the ends of lines that it has.
        encoding: How it is encoded.
    """

    path: Path
    text: str
    encoding: str


@attrs.frozen
class Unreadable:
    """A file that is left alone, because it is no Python that can be read.

    Attributes:
        path: Where it is.
        error: Why, in one line.
    """

    path: Path
    error: str


@attrs.frozen
class Change:
    """What becomes of a file.

    Attributes:
        source: The file as it is.
        text: Its new text.
        findings: What a person must look at.
    """

    source: Source
    text: str
    findings: tuple[Finding, ...]

    @property
    def changed(self) -> bool:
        """Whether the text is another one."""
        return self.text != self.source.text


def files_of(paths: Iterable[str]) -> list[Path]:
    """Return the Python files that are named, and those below folders that are.

    Args:
        paths: What the user named.

    Raises:
        MistakeError: Something is no file or folder.
    """
    found: dict[Path, None] = {}
    for each in paths:
        path = path_of(each)
        if path is None:
            raise MistakeError(f"{each}: there is no such file or folder.")
        found.update(dict.fromkeys(folders_to_files(path)))
    return list(found)


def read(path: Path) -> Source | Unreadable:
    """Return a file, or why it cannot be read.

    Args:
        path: The file.
    """
    try:
        data = path.read_bytes()
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
        _parse(text, path)
    except SyntaxError as error:
        line = "" if error.lineno is None else f"line {error.lineno}: "
        return Unreadable(path, f"{line}is no Python: {error.msg}")
    except UnicodeDecodeError as error:
        return Unreadable(path, f"is not encoded in {error.encoding}, as it says: byte {error.start}")
    except ValueError as error:
        return Unreadable(path, f"is no Python: {error}")
    except OSError as error:
        return Unreadable(path, str(error.strerror or error))
    return Source(path, text, encoding)


def _parse(text: str, path: Path) -> None:
    """Parse a module, once by Python itself, which is quick, and again where it may have to be changed."""
    with warnings.catch_warnings():
        # What Python thinks of the user's backslashes is not what was asked.
        warnings.simplefilter("ignore")
        ast.parse(text, str(path))
    if _CONCERNED.search(text):
        try:
            cst.parse_module(text)
        except cst.ParserSyntaxError as error:
            raise SyntaxError(error.message.splitlines()[0], (str(path), error.raw_line, None, None)) from error


def moved(sources: Iterable[Source], plan: Plan) -> Iterator[Change]:
    """Give what becomes of each file.

    Args:
        sources: The files.
        plan: What is moved.
    """
    known = list(sources)
    project = read_project((each.path, each.text) for each in known)
    texts = [(str(each.path), each.text) for each in known]
    project = attrs.evolve(project, left=left_with_polyfactory(texts, project))
    plan = plan.for_project(project, read_recipes(texts))
    for source in known:
        try:
            yield change_of(source, project, plan)
        except Exception as error:  # noqa: BLE001 - one file that nobody thought of does not keep the others
            why = f"The file is left as it is, because of a mistake in typedfactory: {in_one_line(error)} Please report it."
            yield Change(source, source.text, (Finding(str(source.path), 1, why),))


def change_of(source: Source, project: Project, plan: Plan) -> Change:
    """Return what becomes of a file.

    Args:
        source: The file.
        project: What all files define.
        plan: What is moved.
    """
    text = source.text
    findings: set[Finding] = set()
    for step in steps_for(text, str(source.path), project, plan):
        result = step(text)
        notes = traced_back(result.notes, source.text, text)
        findings.update(Finding(str(source.path), each.line, each.why) for each in notes)
        text = result.text
    return Change(source, text, tuple(sorted(findings)))


def write(change: Change) -> None:
    """Write the new text of a file, encoded as the old one.

    Args:
        change: What becomes of it.
    """
    change.source.path.write_bytes(change.text.encode(change.source.encoding))
