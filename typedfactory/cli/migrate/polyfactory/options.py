"""What polyfactory's factories say in double underscores, as options of ``class Meta``."""

from __future__ import annotations

from collections.abc import Mapping

import libcst as cst
import libcst.matchers as m

from typedfactory.cli.migrate.factory_boy.options import assignment, value_of
from typedfactory.cli.migrate.project import is_true

#: They need no counterpart.
NEEDLESS = frozenset({"__check_model__", "__by_name__", "__forward_references__", "__model__"})
#: They need none where they are switched off.
_OFF = frozenset({"__set_association_proxy__", "__set_relationships__", "__use_examples__"})
_SIZES = ("__randomize_collection_length__", "__min_collection_length__", "__max_collection_length__")
_FLAGS = ("__use_defaults__", "__allow_none_optionals__", "__is_base_factory__", "__set_as_default_factory_for_type__")
_SEED = "__random_seed__"
#: Sessions of SQLAlchemy's.
SESSIONS = ("__session__", "__async_session__")
KNOWN = frozenset({*NEEDLESS, *_SIZES, *_FLAGS, *SESSIONS, _SEED})
#: How many elements polyfactory makes at least and at most, where only the other end is said.
_LEAST, _MOST = "0", "5"


def obstacle(name: str, value: cst.BaseExpression) -> str:
    """Return why an option cannot be translated; empty where it can.

    Args:
        name: The option.
        value: What it is set to.
    """
    if name in _OFF and m.matches(value, m.Name("False")):
        return ""
    if name == "__forward_references__" and not m.matches(value, m.Dict(elements=[])):
        return "__forward_references__ replaces types: declare the fields that have them."
    if name not in KNOWN:
        return f"{name} has no counterpart that a machine could write."
    if name in _FLAGS and not m.matches(value, m.Name("True") | m.Name("False")):
        return f"{name} is neither True nor False here."
    return ""


def meta_lines(options: Mapping[str, cst.BaseSmallStatement], *, below_library: bool, saves: bool) -> list[cst.Assign]:
    """Return the lines of ``class Meta`` that make a factory do as it did.

    Args:
        options: What the class says in double underscores.
        below_library: Whether it derives from polyfactory's own factory: what that does by default is said then.
        saves: Whether it saves in a database.
    """
    values = {name: value_of(small) for name, small in options.items()}
    lines: list[cst.Assign] = []
    if is_true(values.get("__is_base_factory__")):
        lines.append(assignment("abstract", cst.Name("True")))
    if "__use_defaults__" in values or below_library:
        keeps = is_true(values.get("__use_defaults__"))
        if not (keeps and below_library):
            lines.append(assignment("autofill", cst.SimpleString('"required"' if keeps else '"all"')))
    if "__allow_none_optionals__" in values or below_library:
        nulls = "__allow_none_optionals__" not in values or is_true(values["__allow_none_optionals__"])
        if nulls or not below_library:
            lines.append(assignment("optional", cst.SimpleString('"random"' if nulls else '"value"')))
    if is_true(values.get(_SIZES[0])):
        least, most = (
            values.get(name, cst.Integer(usual)) for name, usual in zip(_SIZES[1:], (_LEAST, _MOST), strict=True)
        )
        lines.append(assignment("collection_size", cst.Tuple([cst.Element(least), cst.Element(most)])))
    if is_true(values.get("__set_as_default_factory_for_type__")):
        lines.append(assignment("default_for_model", cst.Name("True")))
    session = next((values[name] for name in SESSIONS if name in values), None)
    if session is not None:
        called = isinstance(session, cst.Lambda)
        lines.append(assignment("sqlalchemy_session_factory" if called else "sqlalchemy_session", session))
    if saves and below_library:
        lines.append(assignment("sqlalchemy_session_persistence", cst.SimpleString('"commit"')))
    return lines


def advice(name: str) -> str:
    """Return what a person must look at because of an option; empty for nothing.

    Args:
        name: The option.
    """
    if name == _SEED:
        return (
            "__random_seed__ is left out: pytest's plugin seeds each test (--factory-seed repeats a run); "
            "elsewhere write with typedfactory.random.seeded(1)."
        )
    if name in SESSIONS:
        return f"{name}: if this is a function, the option is sqlalchemy_session_factory."
    return ""
