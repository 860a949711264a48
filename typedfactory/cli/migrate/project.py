"""What the files of a project define together: its factories, wherever they are imported."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import ClassVar

import attrs
import libcst as cst
from libcst.metadata import BaseMetadataProvider, MetadataWrapper, QualifiedNameProvider

from typedfactory.cli.migrate.mover import Mover, dotted
from typedfactory.ground.old_names import OPTIONS

#: What stands in a file that defines a factory; other files, models among them, are not read: that would take long.
_CONCERNED = re.compile(r"Factory\b|create_factory|FACTORY_|__model__")
#: What says which model a factory makes, in class bodies.
_MODEL = ("FACTORY_FOR", "__model__")


@attrs.frozen
class ClassInfo:
    """A class of the project.

    Attributes:
        path: Its file.
        name: Its name in the module, ``Outer.Inner``.
        bases: The full names of its bases; a type argument is left out.
        model: The full name of its model, if the class itself says one; for a text, the text.
        model_is_text: Whether the model is given as a text.
        abstract: Whether it says that it is abstract.
        fields: What the body assigns: name → the full name of what is called there, empty for anything else.
        nested: Field → the full name of the factory of a ``SubFactory``.
        top_level: Whether it stands at the top of its module.
        decorators: The full names of its decorators.
    """

    path: str
    name: str
    bases: tuple[str, ...]
    model: str
    model_is_text: bool
    abstract: bool
    fields: Mapping[str, str]
    nested: Mapping[str, str]
    top_level: bool
    decorators: tuple[str, ...] = ()

    @property
    def simple_name(self) -> str:
        """The name without the classes that it stands in."""
        return self.name.rpartition(".")[2]


@attrs.frozen
class Project:
    """All classes of a project.

    Attributes:
        by_name: Simple name → the classes that have it.
        left: Classes that stay with their library, by path and name, because something in them has no counterpart.
    """

    by_name: Mapping[str, tuple[ClassInfo, ...]]
    left: frozenset[tuple[str, str]] = frozenset()

    def find(self, name: str, path: str) -> ClassInfo | None:
        """Return the class that a name means in a module; None where it is none of the project's.

        Args:
            name: The full name, as an import says it or as it is in the module.
            path: The module's file.
        """
        module, _, simple = name.rpartition(".")
        known = self.by_name.get(simple, ())
        here = [each for each in known if each.path == path and each.name in (name, name.replace(".<locals>", ""))]
        if here:
            return here[0]
        parts = tuple(part for part in module.split(".") if part)
        there = [each for each in known if parts and _module_parts(each.path)[-len(parts) :] == parts]
        if there:
            return there[0]
        # Names are handed on by packages; one that is unique is the one.
        return known[0] if module and len(known) == 1 and known[0].path != path else None

    def lineage(self, info: ClassInfo) -> Iterator[ClassInfo | str]:
        """Give a class and what it derives from: classes of the project, and the full names of others.

        Args:
            info: The class.
        """
        waiting: list[tuple[str, str]] = [(info.name, info.path)]
        seen: set[str] = set()
        while waiting:
            name, path = waiting.pop(0)
            found = info if (name, path) == (info.name, info.path) else self.find(name, path)
            if found is None:
                yield name
            elif f"{found.path}:{found.name}" not in seen:
                seen.add(f"{found.path}:{found.name}")
                yield found
                waiting.extend((base, found.path) for base in found.bases)

    def libraries_of(self, info: ClassInfo) -> list[str]:
        """Return the full names of what a class derives from outside of the project.

        Args:
            info: The class.
        """
        return [each for each in self.lineage(info) if isinstance(each, str)]

    def model_of(self, info: ClassInfo) -> str:
        """Return the full name of a factory's model, its own or inherited; empty where nothing says it.

        Args:
            info: The factory.
        """
        own = (each.model for each in self.lineage(info) if isinstance(each, ClassInfo))
        return next((model for model in own if model), "")

    @property
    def classes(self) -> Iterator[ClassInfo]:
        """All classes."""
        for each in self.by_name.values():
            yield from each


def _module_parts(path: str) -> tuple[str, ...]:
    parts = PurePath(path).with_suffix("").parts
    return parts[:-1] if parts and parts[-1] == "__init__" else parts


def read_project(files: Iterable[tuple[Path, str]]) -> Project:
    """Return what some files define.

    Args:
        files: The files with their texts; all can be read as Python.
    """
    found: dict[str, list[ClassInfo]] = {}
    for path, text in files:
        if not _CONCERNED.search(text):
            continue
        reader = _Reader(str(path))
        MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True).visit(reader)
        for each in reader.found:
            found.setdefault(each.simple_name, []).append(each)
    return Project({name: tuple(classes) for name, classes in found.items()})


class _Reader(Mover):
    """Reads the classes of a module."""

    # Where they stand is not asked, and would take long.
    METADATA_DEPENDENCIES: ClassVar[Collection[type[BaseMetadataProvider[object]]]] = (QualifiedNameProvider,)

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.found: list[ClassInfo] = []

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        name = self.name_of(node).replace(".<locals>", "")
        meta = next((each for each in node.body.body if _is_class(each, "Meta")), None)
        values = dict(assignments(node))
        options = dict(assignments(meta)) if isinstance(meta, cst.ClassDef) else {}
        model = options.get("model") or next((values[each] for each in _MODEL if each in values), None)
        arguments = [each for base in node.bases for each in type_arguments(base.value)]
        if model is None and arguments and "Generic" not in {dotted(each) for each in arguments}:
            model = arguments[0]
        is_text = isinstance(model, cst.SimpleString)
        calls = {field: value for field, value in values.items() if isinstance(value, cst.Call)}
        self.found.append(
            ClassInfo(
                self.path,
                name,
                tuple(self.name_of(without_arguments(each.value)) for each in node.bases),
                text_of(model) if is_text else "" if model is None else self.name_of(model) or dotted(model),
                is_text,
                is_true(options.get("abstract")) or is_true(values.get("ABSTRACT_FACTORY")),
                {
                    field: self.name_of(calls[field].func) if field in calls else ""
                    for field in values
                    if field not in OPTIONS
                },
                {
                    field: self._factory_of(call)
                    for field, call in calls.items()
                    if self.name_of(call.func).endswith(".SubFactory") and call.args
                },
                "." not in name,
                tuple(self.name_of(_called(each.decorator)) for each in node.decorators),
            )
        )

    def visit_Assign(self, node: cst.Assign) -> None:
        """Read ``UserFactory = ModelFactory.create_factory(User)`` as a class."""
        target, call = node.targets[0].target, node.value
        if not isinstance(target, cst.Name) or not isinstance(call, cst.Call) or not call.args:
            return
        base, _, method = self.name_of(call.func).rpartition(".")
        if method == "create_factory" and base:
            name = self.name_of(target).replace(".<locals>", "")
            model = self.name_of(call.args[0].value)
            self.found.append(ClassInfo(self.path, name, (base,), model, False, False, {}, {}, "." not in name))

    def _factory_of(self, call: cst.Call) -> str:
        first = call.args[0].value
        return text_of(first) if isinstance(first, cst.SimpleString) else self.name_of(first)


def _called(node: cst.BaseExpression) -> cst.BaseExpression:
    return node.func if isinstance(node, cst.Call) else node


def _is_class(node: cst.CSTNode, name: str) -> bool:
    return isinstance(node, cst.ClassDef) and node.name.value == name


def assignments(node: cst.ClassDef) -> Iterator[tuple[str, cst.BaseExpression]]:
    """Give what a class body assigns to plain names.

    Args:
        node: The class.
    """
    for statement in node.body.body:
        for small in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
            if isinstance(small, cst.Assign):
                for target in small.targets:
                    if isinstance(target.target, cst.Name):
                        yield target.target.value, small.value
            elif isinstance(small, cst.AnnAssign) and isinstance(small.target, cst.Name) and small.value is not None:
                yield small.target.value, small.value


def without_arguments(node: cst.BaseExpression) -> cst.BaseExpression:
    """Return a base class without its type arguments.

    Args:
        node: The base.
    """
    return node.value if isinstance(node, cst.Subscript) else node


def type_arguments(node: cst.BaseExpression) -> list[cst.BaseExpression]:
    """Return the type arguments of a base class.

    Args:
        node: The base.
    """
    elements = node.slice if isinstance(node, cst.Subscript) else ()
    return [each.slice.value for each in elements if isinstance(each.slice, cst.Index)]


def is_true(node: cst.BaseExpression | None) -> bool:
    """Say whether an expression is ``True``."""
    return isinstance(node, cst.Name) and node.value == "True"


def text_of(node: cst.BaseExpression | None) -> str:
    """Return the value of a text; empty for anything else."""
    value = node.evaluated_value if isinstance(node, cst.SimpleString) else ""
    return value if isinstance(value, str) else ""


class ProjectMover(Mover):
    """A step that looks at what all files define.

    Args:
        project: That.
        path: The file.
    """

    def __init__(self, project: Project, path: str) -> None:
        super().__init__()
        self.project, self.path = project, path
