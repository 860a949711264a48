"""What a module registers as fixtures: read from its syntax tree, kept with it in mypy's cache."""

from __future__ import annotations

import dataclasses
import json
import re
import zlib
from collections.abc import Iterator

from mypy.nodes import (
    GDEF,
    AssignmentStmt,
    CallExpr,
    ClassDef,
    Expression,
    ExpressionStmt,
    MypyFile,
    NameExpr,
    RefExpr,
    Statement,
    StrExpr,
    SymbolTableNode,
    TypeAlias,
    TypeInfo,
)
from mypy.types import LiteralType, get_proper_type

from typedfactory.mypy import fullnames
from typedfactory.mypy.class_body import argument
from typedfactory.mypy.factory_info import FactoryInfo, class_of, is_factory
from typedfactory.mypy.judging import Judge

#: Under this name, which nobody can write, a module keeps what it registers: a class that comes from mypy's cache has
#: metadata, but a module has only names and their types.
NOTE = "typedfactory fixtures"

_SUFFIX = "Factory"


@dataclasses.dataclass(frozen=True)
class Registration:
    """One ``register(UserFactory, "admin")``.

    Args:
        factory: The factory's full name.
        name: The name given to the object's fixture.
        strategy: The strategy given; ``"?"`` where it is not known.
        owner: The test class that the fixtures belong to: the one that is decorated, or that the factory stands in;
            ``""`` for the module.
    """

    factory: str
    name: str | None = None
    strategy: str | None = None
    owner: str = ""


@dataclasses.dataclass(frozen=True)
class Registered:
    """All that a module registers.

    Args:
        found: What is known of it.
        complete: Whether that is all.
    """

    found: tuple[Registration, ...] = ()
    complete: bool = True


# Names


def factory_fixture(factory: FactoryInfo) -> str:
    """Return the name of the fixture that gives a factory."""
    return snake_case(factory.name)


def object_fixture(factory: FactoryInfo, name: str | None) -> str | None:
    """Return the name of the fixture that gives an object of a factory; None if that is not known."""
    if name is not None:
        return name
    stem = factory.name.removesuffix(_SUFFIX).rstrip("_")
    if stem not in {"", factory.name}:
        return snake_case(stem)
    model = class_of(factory.model())
    return None if model is None else snake_case(model.type.name)


def snake_case(name: str) -> str:
    """Return ``"http_user"`` for ``"HTTPUser"``."""
    split = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    return re.sub(r"([a-z\d])([A-Z])", r"\1_\2", split).lower()


# Reading


def is_registering(call: object) -> bool:
    """Say whether a call registers a factory."""
    name = call.callee.fullname if isinstance(call, CallExpr) and isinstance(call.callee, RefExpr) else ""
    return name.startswith(f"{fullnames.PYTEST_PLUGIN}.") and name.endswith((".register", ".with_factory"))


def registered_class(call: CallExpr) -> TypeInfo | None:
    """Return the factory that a call registers, where it is written there."""
    node = argument(call, "factory", 0)
    info = node.node if isinstance(node, RefExpr) else None
    return info if isinstance(info, TypeInfo) and is_factory(info) else None


def calls_in(
    statements: list[Statement], *, inside: bool = False
) -> Iterator[tuple[CallExpr | RefExpr, TypeInfo | None, str]]:
    """Go through what registers factories in a body: the call or decorator, the factory, and the decorated test class.

    Args:
        statements: The body.
        inside: Whether it is that of a class.
    """
    for statement in statements:
        value: Expression | None = None
        if isinstance(statement, ExpressionStmt):
            value = statement.expr
        elif isinstance(statement, AssignmentStmt):
            value = statement.rvalue
        elif isinstance(statement, ClassDef):
            yield from _class_calls(statement, inside=inside)
        if isinstance(value, CallExpr) and is_registering(value):
            yield value, registered_class(value), ""


def _class_calls(defn: ClassDef, *, inside: bool) -> Iterator[tuple[CallExpr | RefExpr, TypeInfo | None, str]]:
    factory = is_factory(defn.info)
    for decorator in defn.decorators:
        call = decorator if isinstance(decorator, CallExpr) else CallExpr(decorator, [], [], [])
        if is_registering(call) and isinstance(decorator, (CallExpr, RefExpr)):
            yield decorator, defn.info if factory else registered_class(call), "" if factory else defn.name
    if not factory and not inside:
        yield from calls_in(defn.defs.body, inside=True)


def _read(call: CallExpr | RefExpr, info: TypeInfo, owner: str) -> Registration | None:
    """Return what a call registers; None where its name is not known."""
    if isinstance(call, RefExpr):
        return Registration(info.fullname, owner=owner)
    if any(kind.is_star() and key is None for kind, key in zip(call.arg_kinds, call.arg_names, strict=True)):
        return None
    given = argument(call, "_name") or argument(call, "", 1)
    if given is not None and not isinstance(given, StrExpr) and not _is_none(given):
        return None
    strategy = argument(call, "_strategy")
    return Registration(
        info.fullname,
        given.value if isinstance(given, StrExpr) else None,
        strategy.value if isinstance(strategy, StrExpr) else None if strategy is None or _is_none(strategy) else "?",
        owner,
    )


def _is_none(node: Expression) -> bool:
    return isinstance(node, NameExpr) and node.name == "None"


def _holder(info: TypeInfo) -> str:
    """Return the class that a factory stands in."""
    return info.fullname.removeprefix(f"{info.module_name}.").rpartition(".")[0]


# Keeping


def note_registrations(judge: Judge, tree: MypyFile, *, complete: bool = True) -> None:
    """Keep with a module what it registers.

    Args:
        judge: Infers types.
        tree: The module, whose types are known.
        complete: Whether its top level says all.
    """
    found: list[Registration] = []
    shapes: list[str] = []
    for call, info, owner in calls_in(tree.defs):
        read = None if info is None else _read(call, info, owner or _holder(info))
        if read is None or info is None:
            complete = False
            continue
        found.append(read)
        shapes.append(_shape(judge, judge.factory(info)))
    shapes += [note for module in imported_modules(tree, modules_of(judge)) if (note := _note(module))]
    if not shapes and complete:
        return
    text = json.dumps(
        {
            "found": [dataclasses.astuple(item) for item in found],
            "complete": complete and load_registrations(tree).complete,
            # What the fixtures are changes with the fields, and whoever uses them has to be checked again.
            "shapes": zlib.crc32("\n".join(shapes).encode()),
        }
    )
    alias = TypeAlias(LiteralType(text, judge.instance("builtins.str")), f"{tree.fullname}.{NOTE}", tree.fullname, 1, 0)
    tree.names[NOTE] = SymbolTableNode(GDEF, alias, module_public=False, module_hidden=True)


def _shape(judge: Judge, factory: FactoryInfo) -> str:
    model = factory.model()
    known = judge.model(model)
    fields = () if known is None else known.fields.values()
    declared = (f"{name}: {item.type}" for name, item in {**factory.params(), **factory.declared()}.items())
    return "\n".join([str(model), *(f"{field.name}: {field.type}" for field in fields), *declared])


def load_registrations(tree: MypyFile) -> Registered:
    """Return what a module registers, as it was kept."""
    note = _note(tree)
    if note is None:
        return Registered()
    data = json.loads(note)
    return Registered(tuple(Registration(*item) for item in data["found"]), data["complete"])


def _note(tree: MypyFile) -> str | None:
    symbol = tree.names.get(NOTE)
    target = get_proper_type(symbol.node.target) if symbol is not None and isinstance(symbol.node, TypeAlias) else None
    return target.value if isinstance(target, LiteralType) and isinstance(target.value, str) else None


def modules_of(judge: Judge) -> dict[str, MypyFile]:
    """Return the modules that mypy has read."""
    modules: dict[str, MypyFile] = getattr(judge.api, "modules", {})
    return modules


def imported_modules(tree: MypyFile, modules: dict[str, MypyFile]) -> list[MypyFile]:
    """Return the modules that a module has names from: what they register are fixtures for who imports them.

    Args:
        tree: The module.
        modules: All modules.
    """
    found: dict[str, None] = {}
    for name, symbol in tree.names.items():
        if isinstance(symbol.node, MypyFile):
            found[symbol.node.fullname] = None
            found.update(dict.fromkeys(_classes_from(symbol.node)))
        elif isinstance(symbol.node, TypeInfo) and name != NOTE:
            found[symbol.node.module_name] = None
    return [modules[name] for name in found if name in modules and name != tree.fullname]


def _classes_from(tree: MypyFile) -> Iterator[str]:
    for symbol in tree.names.values():
        if isinstance(symbol.node, TypeInfo) and is_factory(symbol.node):
            yield symbol.node.module_name
