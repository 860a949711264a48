"""Names that a function gives to all fields of a model: ``alias_generator=to_camel``, ``rename="camel"``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from mypy.nodes import TypeInfo

from typedfactory.mypy.reading.models.facts import option_of
from typedfactory.mypy.reading.models.shape import Model

#: The base of msgspec's models.
STRUCT = "msgspec.Struct"


def aliases_by(generator: str | None, names: Iterable[str]) -> Mapping[str, str] | None:
    """Return the other names of fields → their own; None where the function is not known.

    Args:
        generator: The full name of the function, or msgspec's word for it; None for none.
        names: The fields.
    """
    if generator is None or generator == "builtins.None":
        return {}
    function = _FUNCTIONS.get(generator)
    return None if function is None else {function(name): name for name in names if function(name) != name}


def with_renamed(found: Model, info: TypeInfo) -> Model:
    """Complete a model of msgspec's: a field goes by the name that it is written with, too."""
    aliases = aliases_by(option_of(info, "rename"), found.fields)
    synonyms = {**found.synonyms, **(aliases or {})}
    return Model(found.name, found.fields, closed=found.closed and aliases is not None, synonyms=synonyms)


def _camel(name: str) -> str:
    start = len(name) - len(name.lstrip("_"))
    first, *others = name[start:].split("_")
    return name[:start] + first + "".join(word[:1].upper() + word[1:] for word in others)


def _pascal(name: str) -> str:
    start = len(name) - len(name.lstrip("_"))
    return name[:start] + "".join(word[:1].upper() + word[1:] for word in name[start:].split("_"))


def _pydantic_pascal(name: str) -> str:
    return re.sub("([0-9A-Za-z])_(?=[0-9A-Z])", r"\1", name.title())


def _pydantic_camel(name: str) -> str:
    if re.match("^[a-z]+[A-Za-z0-9]*$", name) and not re.search(r"\d[a-z]+[A-Z]", name):
        return name
    return re.sub("(^_*[A-Z])", lambda match: match[1].lower(), _pydantic_pascal(name))


def _pydantic_snake(name: str) -> str:
    for pattern in ("([A-Z]+)([A-Z][a-z])", "([a-z])([A-Z])", "([0-9])([A-Z])", "([a-z])([0-9])"):
        name = re.sub(pattern, r"\1_\2", name)
    return name.replace("-", "_").lower()


_FUNCTIONS: dict[str, Callable[[str], str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "camel": _camel,
    "pascal": _pascal,
    "kebab": lambda name: name.replace("_", "-"),
    "pydantic.alias_generators.to_camel": _pydantic_camel,
    "pydantic.alias_generators.to_pascal": _pydantic_pascal,
    "pydantic.alias_generators.to_snake": _pydantic_snake,
}
