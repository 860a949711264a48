"""The body of a factory, as it is written: read when mypy analyses the class, before it knows any types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mypy.nodes import (
    CallExpr,
    ClassDef,
    DictExpr,
    Expression,
    IntExpr,
    ListExpr,
    NameExpr,
    RefExpr,
    SetExpr,
    StrExpr,
    TupleExpr,
    TypeInfo,
)

from typedfactory.mypy import fullnames
from typedfactory.mypy.reading.notes import UNKNOWN, Notes, OptionValue
from typedfactory.mypy.reading.syntax import argument, assignments, callee_name, is_none, keywords, section_of

#: Options that name fields.
_NAMING = ("exclude", "inline_args", "rename")


def read_notes(defn: ClassDef) -> Notes:
    """Return what is to be noted of a factory."""
    body = assignments(defn)
    params = assignments(section_of(defn, "Params"))
    options, dynamic = _read_options(section_of(defn, "Meta"))
    return Notes(
        options=options,
        empty=[name for name, value in body.items() if is_none(value)],
        nested=_nested_paths({**body, **params}),
        methods=_first_texts(body, fullnames.METHOD_CALL, "method_name"),
        providers=_first_texts(body, fullnames.FAKER, "provider"),
        receivers=_read_receivers(body),
        traits={
            name: _nested_paths(keywords(value))
            for name, value in params.items()
            if callee_name(value) == fullnames.TRAIT
        },
        opaque=dynamic or "_options_class" in body,
    )


def _nested_paths(values: Mapping[str, Expression]) -> dict[str, str]:
    found = {name: nested_path(value) for name, value in values.items()}
    return {name: path for name, path in found.items() if path is not None}


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
    return reference.fullname if isinstance(reference, RefExpr) and isinstance(reference.node, TypeInfo) else None


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
