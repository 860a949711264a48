"""Whether a function of a user's can see more than what it is given: a database, above all.

Only what is known not to look is passed. What cannot be told counts as looking, which costs time and is never wrong.
"""

from __future__ import annotations

import builtins
import decimal
import dis
import enum
import functools
import random
import re
import types
import uuid
import weakref
from collections.abc import Callable, Iterable

import attrs

from typedfactory.ground.given import UserValue
from typedfactory.typeinfo.calendar import datetime

#: What is data through and through.
_DATA = (
    *(type(None), bool, int, float, complex, str, bytes, range, enum.Enum, re.Pattern, uuid.UUID, random.Random),
    *(decimal.Decimal, datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo),
)
_COLLECTIONS = (list, tuple, set, frozenset)
#: The modules whose functions look at nothing but what they are given, the clock and random numbers.
_BLIND = frozenset(
    {
        *("base64", "binascii", "calendar", "collections", "datetime", "decimal", "_decimal", "_pydatetime", "enum"),
        *("faker", "fractions", "hashlib", "_hashlib", "hmac", "ipaddress", "itertools", "json", "math", "random"),
        *("_random", "re", "secrets", "statistics", "string", "textwrap", "time", "unicodedata", "uuid", "zoneinfo"),
    }
)
#: Built-in functions that reach what nobody gave them, or run what a text says.
_REACHING = (breakpoint, compile, eval, exec, getattr, globals, input, open, vars, __import__)
#: What a name stands for that nobody has given a value.
_UNKNOWN = object()


@attrs.frozen
class _Names:
    """What the code of a function asks for, code inside it included."""

    globals: frozenset[str]
    attributes: frozenset[str]
    #: Modules that it imports, and whatever else is beyond telling.
    opaque: bool


#: Code → what it asks for.
_read: weakref.WeakKeyDictionary[types.CodeType, _Names] = weakref.WeakKeyDictionary()


def names_of(code: types.CodeType) -> _Names:
    """Return what a function asks for by name.

    Args:
        code: Its code.
    """
    known = _read.get(code)
    if known is not None:
        return known
    found: dict[str, set[str]] = {"GLOBAL": set(), "ATTR": set()}
    opaque = bool(code.co_flags & (0x80 | 0x200))  # coroutines: they wait for somebody
    for each in dis.get_instructions(code):
        if each.opname in ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"):
            found["GLOBAL"].add(each.argval)
        elif each.opname in ("LOAD_ATTR", "STORE_ATTR", "DELETE_ATTR", "LOAD_METHOD"):
            found["ATTR"].add(each.argval)
        elif each.opname.startswith(("IMPORT_", "STORE_GLOBAL", "DELETE_GLOBAL", "LOAD_SUPER", "LOAD_BUILD_CLASS")):
            opaque = True
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            inner = names_of(constant)
            found["GLOBAL"] |= inner.globals
            found["ATTR"] |= inner.attributes
            opaque = opaque or inner.opaque
    names = _read[code] = _Names(frozenset(found["GLOBAL"]), frozenset(found["ATTR"]), opaque)
    return names


class Sight:
    """Says what may look at more than it is given.

    Args:
        runs: Name of an attribute → what the models' own code runs when it is asked for; nothing for plain columns.
        is_known: Whether an object is one of a model's, whose attributes ``runs`` knows.
    """

    def __init__(self, runs: Callable[[str], Iterable[UserValue]], is_known: Callable[[UserValue], bool]) -> None:
        self.runs = runs
        self.is_known = is_known
        self._underway: set[int] = set()

    def reaches(self, value: UserValue) -> bool:
        """Say whether a value, or what runs when it is called, may look at a database.

        Args:
            value: A function, or what a function holds.
        """
        if id(value) in self._underway or isinstance(value, _DATA):
            return False
        self._underway.add(id(value))
        try:
            return self._reaches(value)
        finally:
            self._underway.discard(id(value))

    def _reaches(self, value: UserValue) -> bool:
        parts = _parts_of(value)
        if parts is not None:
            return any(map(self.reaches, parts))
        if isinstance(value, types.FunctionType):
            return not is_of_module(value, _BLIND) and self._function(value)
        return not (_is_blind(value) or self.is_known(value))

    def _function(self, function: types.FunctionType) -> bool:
        names = names_of(function.__code__)
        if names.opaque:
            return True
        outside, known = function.__globals__, vars(builtins)
        held = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
        # A name that nobody has given a value (yet) may come to mean anything.
        held += [outside[name] if name in outside else known.get(name, _UNKNOWN) for name in names.globals]
        for cell in function.__closure__ or ():
            try:
                held.append(cell.cell_contents)
            except ValueError:
                return True
        return any(map(self.reaches, held)) or self.asks(names.attributes)

    def asks(self, attributes: Iterable[str]) -> bool:
        """Say whether asking objects for attributes may run what looks at a database.

        Args:
            attributes: Their names.
        """
        return any(self.reaches(each) for name in attributes for each in self.runs(name))


def _parts_of(value: UserValue) -> Iterable[UserValue] | None:
    """Return what a collection, or a function with arguments, consists of; None for anything else."""
    kind = type(value)
    if kind is functools.partial:
        return (value.func, *value.args, *value.keywords.values())
    if kind is types.MethodType:
        return (value.__self__, value.__func__)
    if kind is dict:
        return (*value, *value.values())
    return tuple(value) if kind in _COLLECTIONS else None


def _is_blind(value: UserValue) -> bool:
    """Say whether a module, a class, a built-in function or an instance is known to look at nothing."""
    if isinstance(value, types.ModuleType):
        return value.__name__.partition(".")[0] in _BLIND
    if isinstance(value, types.BuiltinFunctionType):
        return value not in _REACHING and is_of_module(value, {"builtins", *_BLIND})
    if isinstance(value, type):
        return is_of_module(value, {"builtins", *_BLIND}) or issubclass(value, enum.Enum)
    return isinstance(value, types.MethodDescriptorType) or is_of_module(type(value), _BLIND)


def is_of_module(value: UserValue, modules: Iterable[str]) -> bool:
    """Say whether a function or class belongs to one of some packages.

    Args:
        value: The function or class.
        modules: Names of packages.
    """
    owner = getattr(value, "__self__", None)
    module = owner.__name__ if isinstance(owner, types.ModuleType) else getattr(value, "__module__", None)
    if module is None:
        module = getattr(type(owner) if not isinstance(owner, type) else owner, "__module__", "")
    return str(module).partition(".")[0] in modules
