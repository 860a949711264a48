"""Reads the reference: which names have an entry, and what the docstrings of public names say."""

from __future__ import annotations

import ast
import enum
import importlib
import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "api"

_DIRECTIVE = re.compile(r"^\.\. auto(class|function|method|exception|data):: (\S+)\n((?:   :.*\n)*)", re.MULTILINE)
_MEMBERS = re.compile(r"^   :members: (.+)$", re.MULTILINE)
_ARGUMENT = re.compile(r"^    ([*\w][*\w, ]*):", re.MULTILINE)


class Entry(NamedTuple):
    """An entry of the reference: its name, and whether it stands for a class, a function, …"""

    name: str
    kind: str


def entries() -> Iterator[Entry]:
    """Yield the entries on the pages of the reference, those of the members of classes too."""
    for page in sorted(REFERENCE.glob("*.md")):
        for kind, name, options in _DIRECTIVE.findall(page.read_text(encoding="utf-8")):
            yield Entry(name, kind)
            for members in _MEMBERS.findall(options):
                yield from (Entry(f"{name}.{member.strip()}", "member") for member in members.split(","))


def find(name: str) -> Any:
    """Return what a dotted name stands for; of a class attribute what the class holds, as a descriptor."""
    parts = name.split(".")
    for length in range(len(parts) - 1, 0, -1):
        try:
            value: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            value = inspect.getattr_static(value, part) if isinstance(value, type) else getattr(value, part)
        return value
    raise LookupError(name)


def public_names(module: ModuleType) -> list[str]:
    """Return the public names of a module: those that it lists, or those without an underscore that it defines.

    Modules among them have pages of their own; the hooks of a pytest plugin are pytest's to call.
    """
    listed = getattr(module, "__all__", None)
    if listed is not None:
        names = [name for name in listed if not name.startswith("pytest_")]
        return [name for name in names if not isinstance(getattr(module, name), ModuleType)]
    return [
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", None) == module.__name__
        if type(value).__name__ not in {"TypeVar", "ParamSpec"}
    ]


def docstring_of(value: Any) -> str:
    """Return the docstring of a class, a function, a method or a property."""
    return inspect.getdoc(getattr(value, "__func__", value)) or ""


def _function_of(value: Any) -> Any:
    """Return the function whose arguments and body count; of a class its own ``__init__``, unless it was generated."""
    if isinstance(value, type):
        made = getattr(value, "_is_protocol", False) or issubclass(value, enum.Enum)
        value = None if made else vars(value).get("__init__")
    value = inspect.unwrap(getattr(value, "__func__", value))
    return value if inspect.isfunction(value) else None


def arguments_of(value: Any) -> list[str]:
    """Return the names of what a class or function takes, with their asterisks."""
    function = _function_of(value)
    if function is None:
        return []
    marks: dict[object, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    parameters = inspect.signature(function).parameters.values()
    return [marks.get(each.kind, "") + each.name for each in parameters if each.name not in {"self", "cls"}]


def raised_by(value: Any) -> set[str]:
    """Return the names of the errors that the body of a function, or of a class's ``__init__``, raises itself."""
    function = _function_of(value)
    if function is None or not Path(function.__code__.co_filename).is_file():
        return set()
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    calls = [each.exc.func for each in ast.walk(tree) if isinstance(each, ast.Raise) and isinstance(each.exc, ast.Call)]
    names = {call.id for call in calls if isinstance(call, ast.Name)}
    return {name for name in names if name[0].isupper()} - {"NotImplementedError"}


def explained_arguments(docstring: str) -> set[str]:
    """Return the names that a docstring explains as arguments, or as attributes of a class made by attrs."""
    found: set[str] = set()
    for title in ("Args", "Attributes"):
        section = re.search(rf"^{title}:\n((?: {{4}}.*\n?|\n)*)", docstring, re.MULTILINE)
        names = _ARGUMENT.findall(section[1]) if section else []
        found.update(name.strip() for line in names for name in line.split(","))
    return found


def faults_of(docstring: str, value: Any, *, wants_example: bool) -> list[str]:
    """Return what a docstring leaves out.

    Args:
        docstring: The docstring.
        value: The class or function that it belongs to.
        wants_example: Whether there has to be an example if there are arguments.
    """
    if not docstring:
        return ["has no docstring"]
    arguments = arguments_of(value)
    faults = [f"does not explain {name}" for name in arguments if name not in explained_arguments(docstring)]
    faults += [f"does not name {error}" for error in sorted(raised_by(value)) if error not in docstring]
    if wants_example and arguments and "\nExample:\n" not in docstring:
        faults.append("has no example")
    return faults
