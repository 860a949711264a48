"""What fixtures are called: the factory's name in snake case, and the object's after it."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from typedfactory.errors import InvalidDeclarationError

M = TypeVar("M")

#: Between the name of an object's fixture and that of a field.
SEPARATOR = "__"

_SUFFIX = "Factory"
_BEFORE_WORD = re.compile(r"([A-Z]+)([A-Z][a-z])")
_AFTER_WORD = re.compile(r"([a-z\d])([A-Z])")


def snake_case(name: str) -> str:
    """Return the name of a class as a fixture's name.

    Example:
        >>> snake_case("HTTPHeader"), snake_case("User2Factory")
        ('http_header', 'user2_factory')
    """
    return _AFTER_WORD.sub(r"\1_\2", _BEFORE_WORD.sub(r"\1_\2", name)).lower()


def factory_fixture_name(factory: Any) -> str:
    """Return what the fixture that gives the factory itself is called."""
    return snake_case(factory.__name__)


def object_fixture_name(factory: Any) -> str:
    """Return what the fixture that gives an object of the factory is called.

    It is the factory's name without "Factory"; where that leaves nothing or takes nothing away, the model's.
    """
    name: str = factory.__name__
    stem = name.removesuffix(_SUFFIX).rstrip("_")
    if stem and stem != name:
        return snake_case(stem)
    model = factory._meta.model
    return snake_case(model.rpartition(".")[2] if isinstance(model, str) else model.__name__)


def check_fixture_name(factory: Any, name: object) -> str:
    """Return the name given for a fixture.

    Raises:
        InvalidDeclarationError: It cannot be the name of an argument.
    """
    if isinstance(name, str) and name.isidentifier():
        return name
    shown = repr(name) if isinstance(name, (str, int, float)) else f"an object of class {type(name).__name__}"
    raise InvalidDeclarationError(
        f"register({factory.__name__}): {shown} cannot be the name of a fixture. "
        f'Give a name that can be an argument, as in register({factory.__name__}, "special").'
    )


def named_model(model: type[M], name: str) -> type[M]:
    """Return a subclass of a model with a name of its own: for factories of ``dict`` and the like.

    A factory that is called ``…Factory`` names its fixtures itself and needs none.

    Args:
        model: The class.
        name: The name of the subclass.

    Example:
        >>> named_model(dict, "JSONPayload")(a=1)
        {'a': 1}

    Source: pytest-factoryboy's ``named_model``.
    """
    return type(name, (model,), {})
