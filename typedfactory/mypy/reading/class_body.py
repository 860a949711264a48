"""The body of a factory, as it is written: read when mypy analyses the class, before it knows any types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mypy.nodes import (
    CallExpr,
    ClassDef,
    Decorator,
    DictExpr,
    Expression,
    FuncDef,
    IntExpr,
    ListExpr,
    MypyFile,
    NameExpr,
    OverloadedFuncDef,
    RefExpr,
    SetExpr,
    StrExpr,
    TupleExpr,
    TypeAlias,
    TypeInfo,
    Var,
)

from typedfactory.mypy import fullnames
from typedfactory.mypy.reading.notes import UNKNOWN, Notes, OptionValue
from typedfactory.mypy.reading.own_hooks import read_own_hooks
from typedfactory.mypy.reading.switches import read_arguments, read_families
from typedfactory.mypy.reading.syntax import argument, assignments, callee_name, is_none, keywords, section_of

#: Options that name fields.
_NAMING = ("exclude", "inline_args", "rename")
_HOLDING = frozenset({fullnames.LIST, fullnames.DICT})


def read_notes(defn: ClassDef, module: MypyFile) -> Notes:
    """Return what is to be noted of a factory.

    Args:
        defn: The factory.
        module: Where it stands.
    """
    body = assignments(defn)
    params = assignments(section_of(defn, "Params"))
    options, dynamic = _read_options(section_of(defn, "Meta"))
    own = read_own_hooks(defn, module.path, lambda name: _is_defined(module, name))
    return Notes(
        options=options,
        empty=[name for name, value in body.items() if is_none(value)],
        nested=_nested_paths({**body, **params}),
        methods=_first_texts(body, fullnames.METHOD_CALL, "method_name"),
        providers=_first_texts(body, fullnames.FAKER, "provider"),
        receivers=_read_receivers(body),
        traits={
            name: _set_by_trait(keywords(value))
            for name, value in params.items()
            if callee_name(value) == fullnames.TRAIT
        },
        families=read_families(params),
        arguments=read_arguments(params),
        own=sorted(own.known),
        changed=sorted(own.changed),
        opaque=dynamic or own.opaque or "_options_class" in body,
    )


def _is_defined(module: MypyFile, name: str) -> bool:
    symbol = module.names.get(name)
    return symbol is not None and isinstance(symbol.node, (FuncDef, Decorator, OverloadedFuncDef, TypeInfo))


def _nested_paths(values: Mapping[str, Expression]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in values.items():
        path = nested_path(value)
        if path is not None:
            found[name] = path
        found.update(_nested_paths({f"{name}__{key}": item for key, item in _items(value).items()}))
    return found


def _items(value: Expression) -> dict[str, Expression]:
    """Return what a ``List`` or ``Dict`` holds → by place or key."""
    called = callee_name(value)
    held = argument(value, "params", 0) if isinstance(value, CallExpr) and called in _HOLDING else None
    if isinstance(held, (ListExpr, TupleExpr)):
        return {str(place): item for place, item in enumerate(held.items)}
    if isinstance(held, DictExpr):
        return {key.value: item for key, item in held.items if isinstance(key, StrExpr)}
    return {}


def _set_by_trait(values: Mapping[str, Expression]) -> dict[str, str]:
    """Return the factories that a trait nests; ``""`` where it declares something else, that takes arguments."""
    found = {name: nested_path(value) for name, value in values.items()}
    return {name: path or "" for name, path in found.items() if path is not None or isinstance(values[name], CallExpr)}


def nested_path(value: Expression) -> str | None:
    """Return the full name of the factory that a declaration nests."""
    if not isinstance(value, CallExpr):
        return None
    name = callee_name(value)
    if name == fullnames.MAYBE:
        branches = [argument(value, "yes_declaration", 1), argument(value, "no_declaration", 2)]
        paths = [path for branch in branches if branch is not None and (path := nested_path(branch))]
        return paths[0] if len(paths) == 1 else None
    if name not in fullnames.NESTING:
        return None
    reference = argument(value, "factory", 0)
    if isinstance(reference, StrExpr):
        return reference.value
    if not isinstance(reference, RefExpr) or not isinstance(reference.node, (TypeInfo, TypeAlias, Var)):
        return None
    return reference.fullname if "." in reference.fullname else None


def _first_texts(body: Mapping[str, Expression], declaration: str, key: str) -> dict[str, str]:
    """Return the first arguments of the declarations of one kind, where they are written as texts."""
    found: dict[str, str] = {}
    for name, value in body.items():
        first = argument(value, key, 0) if isinstance(value, CallExpr) and callee_name(value) == declaration else None
        if isinstance(first, StrExpr):
            found[name] = first.value
    return found


def _read_receivers(body: Mapping[str, Expression]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name, value in body.items():
        if isinstance(value, CallExpr) and callee_name(value) in (fullnames.RELATED, fullnames.RELATED_LIST):
            receiver = argument(value, "factory_related_name", 1)
            found[name] = receiver.value if isinstance(receiver, StrExpr) else None
    return found


# class Meta


def _read_options(meta: ClassDef | None) -> tuple[dict[str, OptionValue], bool]:
    """Return the options of a ``class Meta``, and whether there may be names in it that cannot be known."""
    if meta is None:
        return {}, False
    options: dict[str, OptionValue] = {}
    dynamic = False
    for base in reversed(_classes(meta)):
        dynamic = dynamic or base.fallback_to_any or not base.defn.defs.body
        options.update({name: _literal(name, value) for name, value in assignments(base.defn).items()})
    return options, dynamic or any(UNKNOWN in _listed(options.get(name)) for name in _NAMING)


def _classes(meta: ClassDef) -> list[TypeInfo]:
    """Return a class and its bases; none while mypy does not know them yet."""
    try:
        return meta.info.mro[:-1]
    except (AssertionError, AttributeError):
        return []


def _listed(value: OptionValue) -> Iterable[OptionValue]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else [value]


def _literal(option: str, value: Expression) -> OptionValue:
    """Return the value of an option as plain data."""
    if option == "model" and isinstance(value, RefExpr):
        return value.fullname
    if isinstance(value, (StrExpr, IntExpr)):
        return "?text" if option == "model" else value.value
    if isinstance(value, NameExpr) and value.name in {"True", "False", "None"}:
        return {"True": True, "False": False, "None": None}[value.name]
    if isinstance(value, (TupleExpr, ListExpr, SetExpr)):
        return [_literal("", item) for item in value.items]
    if isinstance(value, DictExpr):
        return {key.value: _literal("", item) for key, item in value.items if isinstance(key, StrExpr)}
    return UNKNOWN
