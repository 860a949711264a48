"""``class Meta``: its options and their values."""

from __future__ import annotations

from typing import Final

from mypy.nodes import (
    AssignmentStmt,
    ClassDef,
    DictExpr,
    Expression,
    FloatExpr,
    IntExpr,
    ListExpr,
    NameExpr,
    RefExpr,
    StrExpr,
    TupleExpr,
    TypeInfo,
    UnaryExpr,
)
from mypy.types import Instance, TupleType

from typedfactory.mypy import codes
from typedfactory.mypy.calls.names import known_names
from typedfactory.mypy.calls.strategies import STRATEGIES
from typedfactory.mypy.reading.factory_info import FactoryInfo, is_factory, is_library
from typedfactory.mypy.reading.instances import class_of
from typedfactory.mypy.reading.syntax import is_none
from typedfactory.mypy.values.judging import Judge

_CORE: Final = (
    "model",
    "abstract",
    "strategy",
    "inline_args",
    "exclude",
    "rename",
    "autofill",
    "default_for_model",
    "optional",
    "collection_size",
    "max_depth",
    "providers",
    "mocks",
    "realistic",
    "max_tries",
    "strict",
    "check_types",
)
_ORM: Final = {
    "typedfactory.orm.sqlalchemy": (
        "sqlalchemy_session",
        "sqlalchemy_session_factory",
        "sqlalchemy_session_persistence",
        "sqlalchemy_get_or_create",
        "force_flush",
    ),
    "typedfactory.orm.django": ("django_get_or_create", "database", "skip_postgeneration_save"),
}
_PERSISTENCE: Final = ("commit", "flush")

#: What may stand for a model that is no class in sight.
_MODELS: Final = ("builtins.str", "builtins.type")
#: Option → the strings that it takes.
_WORDS: Final = {
    "strategy": STRATEGIES,
    "autofill": ("required", "all"),
    "optional": ("value", "none", "random"),
    "sqlalchemy_session_persistence": _PERSISTENCE,
}
#: The same for factories of Django's models.
_DJANGO_WORDS: Final = {"autofill": ("required", "clean", "all")}
_FLAGS: Final = frozenset(
    {"abstract", "check_types", "mocks", "strict", "default_for_model", "force_flush", "skip_postgeneration_save"}
)
_NUMBERS: Final = frozenset({"max_depth", "max_tries"})
#: Option → what it takes, where that is no literal.
_OBJECTS: Final = {
    "providers": "a dict of type → function, or → factory",
    "sqlalchemy_session_factory": "a function that returns the session",
}
_NAMES: Final = frozenset({"exclude", "inline_args", "sqlalchemy_get_or_create", "django_get_or_create"})


def check_meta(judge: Judge, factory: FactoryInfo, meta: ClassDef) -> None:
    """Check the options of a factory."""
    known = _known_options(factory)
    for statement in meta.defs.body:
        if not isinstance(statement, AssignmentStmt):
            continue
        for lvalue in statement.lvalues:
            if not isinstance(lvalue, NameExpr) or lvalue.name.startswith("_"):
                continue
            name = lvalue.name
            if known is not None and name not in known:
                hint = codes.did_you_mean(name, known)
                judge.report(codes.META, f"{factory.name}.Meta.{name}: there is no such option. {hint}", lvalue)
                continue
            _check_option(judge, factory, name, statement.rvalue)


def _known_options(factory: FactoryInfo) -> set[str] | None:
    """Return the options that a factory has; None where a base may add some."""
    known = set(_CORE)
    for base in factory.info.mro:
        if base.fallback_to_any or (
            "_options_class" in base.names and base.fullname != "typedfactory.facade.factory.Factory"
        ):
            if not is_library(base):
                return None
            module = base.fullname.rpartition(".")[0]
            known.update(next((names for path, names in _ORM.items() if module.startswith(path)), ()))
    return known


def _check_option(judge: Judge, factory: FactoryInfo, name: str, value: Expression) -> None:
    where = f"{factory.name}.Meta.{name}"
    if name == "model":
        _check_model(judge, factory, value, where)
    elif name in _WORDS:
        _check_word(judge, factory, name, value, where)
    elif name in _FLAGS:
        _check_type(judge, value, "builtins.bool", f"{where}: takes True or False", where)
    elif name == "realistic":
        if not is_none(value):
            _check_type(judge, value, "builtins.bool", f"{where}: takes True or False", where)
    elif name == "database":
        _check_type(judge, value, "builtins.str", f"{where}: takes the alias of a database", where)
    elif name in _NAMES:
        _check_names(judge, factory, name, value, where)
    elif name == "rename":
        _check_rename(judge, factory, value, where)
    else:
        _check_other(judge, name, value, where)


def _check_other(judge: Judge, name: str, value: Expression, where: str) -> None:
    number = _number(value)
    if name in _NUMBERS:
        if isinstance(value, (StrExpr, FloatExpr)) or _is_flag(value) or (number is not None and number < 1):
            judge.report(codes.META, f"{where}: takes a number from 1 up.", value)
    elif name == "collection_size":
        _check_size(judge, value, where)
    elif name in _OBJECTS:
        is_kind = isinstance(value, (StrExpr, FloatExpr, TupleExpr, ListExpr)) or _is_flag(value)
        if is_kind or number is not None or (name == "providers" and is_none(value)):
            judge.report(codes.META, f"{where}: takes {_OBJECTS[name]}.", value)


def _check_size(judge: Judge, value: Expression, where: str) -> None:
    items = value.items if isinstance(value, TupleExpr) else [value]
    sizes = [size for size in map(_number, items) if size is not None]
    is_kind = isinstance(value, (StrExpr, FloatExpr, ListExpr, DictExpr)) or _is_flag(value)
    if is_kind or (isinstance(value, TupleExpr) and len(items) != 2):  # noqa: PLR2004 - a pair
        judge.report(codes.META, f"{where}: takes a number, a pair (fewest, most) or a range of numbers.", value)
    elif sizes != sorted(sizes) or any(size < 0 for size in sizes):
        judge.report(codes.META, f"{where}: takes sizes from 0 up, the fewest first.", value)


def _is_flag(value: Expression) -> bool:
    return isinstance(value, NameExpr) and value.name in {"True", "False"}


def _number(value: Expression) -> int | None:
    """Return the number that a literal stands for."""
    if isinstance(value, UnaryExpr) and value.op == "-" and isinstance(value.expr, IntExpr):
        return -value.expr.value
    return value.value if isinstance(value, IntExpr) else None


def _check_type(judge: Judge, value: Expression, fullname: str, message: str, where: str) -> None:
    typ = judge.infer(value)
    if not judge.fits(typ, judge.instance(fullname)):
        judge.report(codes.META, f"{message}, not {judge.show(typ)}.", value)


def _check_word(judge: Judge, factory: FactoryInfo, name: str, value: Expression, where: str) -> None:
    of_django = any(base.fullname.startswith("typedfactory.orm.django.") for base in factory.info.mro)
    words = _DJANGO_WORDS.get(name, _WORDS[name]) if of_django else _WORDS[name]
    listed = ", ".join(f'"{word}"' for word in words)
    if isinstance(value, StrExpr):
        if value.value not in words:
            hint = codes.did_you_mean(value.value, words)
            if name == "strategy" and not hint.startswith("Did you mean"):
                # A project may register strategies of its own.
                return
            judge.report(codes.META, f'{where}: takes {listed}, not "{value.value}". {hint}', value)
    elif name == "optional" and isinstance(value, (IntExpr, FloatExpr)):
        if not 0 <= value.value <= 1:
            judge.report(codes.META, f"{where}: takes a share from 0 to 1, not {value.value}.", value)
    elif isinstance(value, (IntExpr, FloatExpr, TupleExpr, ListExpr, DictExpr)) or (
        (_is_flag(value) and name != "autofill") or (is_none(value) and name != "sqlalchemy_session_persistence")
    ):
        judge.report(codes.META, f"{where}: takes {listed}.", value)


def _check_model(judge: Judge, factory: FactoryInfo, value: Expression, where: str) -> None:
    if not isinstance(value, RefExpr):
        typ = judge.infer(value)
        if isinstance(typ, TupleType) or (isinstance(typ, Instance) and not _may_be_class(typ)):
            judge.report(codes.META, f"{where}: takes a class.", value)
        return
    if not isinstance(value.node, TypeInfo):
        return
    info = value.node
    if is_factory(info):
        judge.report(codes.META, f"{where}: {info.name} is already a factory, not a model.", value)
        return
    argument = class_of(factory.argument())
    expected = None if argument is None else argument.type
    if expected is not None and not info.has_base(expected.fullname):
        judge.report(
            codes.META,
            f"{where}: {info.name} is neither {expected.name}, the type argument, nor a subclass of it.",
            value,
        )


def _may_be_class(typ: Instance) -> bool:
    return typ.type.fallback_to_any or any(typ.type.has_base(name) for name in _MODELS)


def _items(value: Expression) -> list[Expression] | None:
    if isinstance(value, (TupleExpr, ListExpr)):
        return list(value.items)
    return [value] if isinstance(value, StrExpr) else None


def _check_names(judge: Judge, factory: FactoryInfo, option: str, value: Expression, where: str) -> None:
    items = _items(value)
    if items is None:
        if isinstance(value, (IntExpr, FloatExpr, DictExpr)) or _is_flag(value) or is_none(value):
            judge.report(codes.META, f"{where}: takes a tuple of field names.", value)
        return
    model = judge.model(factory.model())
    own = set(factory.declared()) | set(factory.params())
    own |= {name for base in factory.info.mro if not is_library(base) for name in base.names}
    known = own | (known_names(factory, model) if model is not None else set())
    known -= set(factory.names(option)) - own - (model.names if model is not None else set())
    for item in items:
        if not isinstance(item, StrExpr):
            if isinstance(item, (IntExpr, FloatExpr)):
                judge.report(codes.META, f"{where}: takes names of fields as strings.", item)
            continue
        renamed = factory.rename().get(item.value) if option == "inline_args" else None
        if renamed is not None and item.value not in factory.rename().values():
            judge.report(codes.META, f'{where}: the model calls "{item.value}" by the name "{renamed}".', item)
            continue
        if item.value in known or not factory.judges_names() or model is None:
            continue
        if option == "exclude" or model.closed:
            hint = codes.did_you_mean(
                item.value, {name for name in known if not name.startswith("_")} - {"Meta", "Params"}
            )
            judge.report(codes.META, f'{where}: nothing declares "{item.value}". {hint}', item)


def _check_rename(judge: Judge, factory: FactoryInfo, value: Expression, where: str) -> None:
    if not isinstance(value, DictExpr):
        if isinstance(value, (StrExpr, IntExpr, FloatExpr, TupleExpr, ListExpr)) or is_none(value):
            judge.report(codes.META, f"{where}: takes a dict of the factory's name → the model's name.", value)
        return
    model = judge.model(factory.model())
    if model is None or not model.closed or not factory.judges_names():
        return
    for _, item in value.items:
        if isinstance(item, StrExpr) and item.value not in model.names:
            hint = codes.did_you_mean(item.value, model.shown)
            judge.report(codes.META, f'{where}: {model.name} has no field "{item.value}". {hint}', item)
