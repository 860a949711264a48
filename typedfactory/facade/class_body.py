"""What of a class body are declarations, and what is left for the class."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from typedfactory.declarations import is_declaration
from typedfactory.errors import InvalidDeclarationError
from typedfactory.plan.describe.overrides import exact
from typedfactory.plan.describe.refusing.bodies import SECTIONS

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues
    from typedfactory.plan.options import FactoryOptions


class Keywords(dict[str, "UserValue"]):
    """A class body given as keywords: there, a name that begins with an underscore is a field like any other."""


class AlikeBody(Keywords):
    """A class body that declares what another one does, for the same model: nothing.

    Args:
        first: The options of the factory whose body was the first.
        names: What is left for the class.
    """

    def __init__(self, first: FactoryOptions, names: Mapping[str, UserValue]) -> None:
        super().__init__(names)
        self.first = first


def is_given(body: Mapping[str, UserValue], name: str, base: type) -> bool:
    """Say whether a name with an underscore was given as a keyword, and is none that factories have.

    Args:
        body: The class body.
        name: The name.
        base: The base factory.

    Example:
        >>> is_given(Keywords(_size=3), "_size", dict), is_given({"_size": 3}, "_size", dict)
        (True, False)
    """
    return isinstance(body, Keywords) and not name.startswith("__") and not hasattr(base, name)


def part_declarations(
    owner: str, namespace: Mapping[str, UserValue], bases: Sequence[type], methods: Collection[str]
) -> tuple[UserValues, UserValues]:
    """Part the declarations of a class body from its methods.

    A field that is called like a method of the factory (``build``, ``create`` …) is kept out of the class, so
    that both work.

    Args:
        owner: The factory's name, for messages.
        namespace: The class body.
        bases: The factories that it derives from.
        methods: The names of methods that a body may use for fields.

    Returns:
        The declarations, and what is left for the class.

    Raises:
        InvalidDeclarationError: A method is overridden by a plain function.
    """
    values: UserValues = {}
    body = dict(namespace)
    if not bases:
        return values, body
    for key, value in namespace.items():
        name = key if type(key) is str else exact(key)
        if name[:1] == "_":
            if not is_declaration(value) and not is_given(namespace, name, bases[0]):
                continue
        elif name in SECTIONS:
            continue
        if isinstance(value, (classmethod, staticmethod)):
            continue
        values[key] = value
        if name in methods:
            if callable(value) and not is_declaration(value):
                raise InvalidDeclarationError(
                    f"{owner}.{name}: a function stands where Factory has the method {name!r}. Decorate it with "
                    f"@classmethod to override the method; for a field of that name, wrap it in LazyFunction or use "
                    f"Meta.rename."
                )
            del body[key]
    return values, body
