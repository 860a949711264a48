"""What only the syntax tree tells of a model: noted when its class is analysed, and kept with it by mypy's cache.

A class of another module may come from the cache, without a syntax tree.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from mypy.nodes import (
    MDEF,
    CallExpr,
    ClassDef,
    DictExpr,
    Expression,
    MemberExpr,
    MypyFile,
    NameExpr,
    RefExpr,
    StrExpr,
    SymbolTableNode,
    TypeInfo,
    Var,
)
from mypy.types import Instance, LiteralType

from typedfactory.mypy.reading.syntax import argument, assignments, keywords, section_of

#: What the facts are stored under.
_METADATA: Final = "typedfactory_model"
#: The attribute by which the daemon sees them.
_SHOWN: Final = "__typedfactory_facts__"
#: Stands for something that is not written out.
UNKNOWN: Final = "?"
#: Classes whose subclasses have facts.
_BASES: Final = ("pydantic.main.BaseModel", "msgspec.Struct", "sqlalchemy.orm.base.Mapped")
_ORM: Final = "sqlalchemy.orm."
#: The options that facts are about: of pydantic's ``model_config``, of a Struct's class keywords.
_OPTIONS: Final = ("extra", "alias_generator", "rename")
_TABLE: Final = frozenset({"__tablename__", "__table__"})


@dataclasses.dataclass(frozen=True)
class Facts:
    """What a model's own body and class keywords say.

    Args:
        options: Option → its text, or the full name of what it names; ``"?"`` for what is not written out.
        backrefs: The names that relationships of the class give to others.
        stray: How many of its bases mypy knows nothing of.
    """

    options: Mapping[str, str] = dataclasses.field(default_factory=dict)
    backrefs: Sequence[str] = ()
    stray: int = 0


def may_have_facts(info: TypeInfo) -> bool:
    """Say whether facts are to be noted of a class."""
    return info.fallback_to_any or any(
        base.fullname in _BASES or base.fullname.startswith(_ORM) for base in info.mro[1:]
    )


def note_facts(defn: ClassDef, modules: Mapping[str, MypyFile]) -> Facts:
    """Note what the syntax tree of a model tells.

    Args:
        defn: The class; what its names mean is not known yet.
        modules: The modules that mypy has read.
    """
    facts = _read(defn, modules.get(defn.info.module_name))
    if facts != Facts():
        defn.info.metadata[_METADATA] = dataclasses.asdict(facts)
    return facts


def show_facts(info: TypeInfo, facts: Facts, text: Instance) -> None:
    """Let the daemon see that the facts of a class have changed: it compares the types of attributes, and no metadata.

    Args:
        info: The class.
        facts: What is noted of it.
        text: The type ``str``.
    """
    var = Var(_SHOWN, LiteralType(repr(facts), text))
    var.info, var._fullname = info, f"{info.fullname}.{_SHOWN}"  # noqa: SLF001 - as mypy's own plugins do
    var.is_classvar = True
    info.names[_SHOWN] = SymbolTableNode(MDEF, var, plugin_generated=True)


def facts_of(info: TypeInfo) -> Facts:
    """Return what was noted of a class; of one inside a function, what its syntax tree tells."""
    data = info.metadata.get(_METADATA)
    if data is not None:
        return Facts(**data)
    return _read(info.defn, None) if info.defn.defs.body else Facts()


def option_of(info: TypeInfo, name: str) -> str | None:
    """Return an option of a model, own or inherited."""
    return next((found for base in info.mro if (found := facts_of(base).options.get(name)) is not None), None)


def _read(defn: ClassDef, module: MypyFile | None) -> Facts:
    body = assignments(defn)
    given: dict[str, Expression] = dict(defn.keywords)
    options: dict[str, str] = {}
    config = body.get("model_config")
    if isinstance(config, CallExpr):
        given.update(keywords(config))
    elif isinstance(config, DictExpr):
        given.update({key.value: value for key, value in config.items if isinstance(key, StrExpr)})
    elif config is not None:
        options = {"extra": UNKNOWN, "alias_generator": UNKNOWN}
    older = section_of(defn, "Config")
    given.update(assignments(older))
    options.update({name: _text(given[name], module) for name in _OPTIONS if name in given})
    stray = 0
    if defn.info.fallback_to_any and not _TABLE.isdisjoint(body):
        stray = sum(1 for base in defn.base_type_exprs if not _is_class(base, module))
    return Facts(options, sorted(set(_backrefs(body.values()))), stray)


def _is_class(base: Expression, module: MypyFile | None) -> bool:
    node = base.node if isinstance(base, RefExpr) else None
    if node is None and isinstance(base, NameExpr) and module is not None:
        symbol = module.names.get(base.name)
        node = None if symbol is None else symbol.node
    return isinstance(node, TypeInfo) and not node.fallback_to_any


def _text(value: Expression, module: MypyFile | None) -> str:
    if isinstance(value, StrExpr):
        return value.value
    if isinstance(value, MemberExpr) and not value.fullname:
        return value.name if isinstance(value.expr, NameExpr) and value.expr.name == "Extra" else UNKNOWN
    if isinstance(value, RefExpr) and value.fullname:
        return value.fullname
    symbol = module.names.get(value.name) if module is not None and isinstance(value, NameExpr) else None
    return (symbol.fullname or UNKNOWN) if symbol is not None else UNKNOWN


def _backrefs(values: Iterable[Expression]) -> Iterable[str]:
    for value in values:
        if not isinstance(value, CallExpr):
            continue
        given = keywords(value).get("backref")
        if isinstance(given, CallExpr):
            given = argument(given, "name", 0)
        if isinstance(given, StrExpr):
            yield given.value
