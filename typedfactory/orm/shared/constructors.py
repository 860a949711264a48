"""Models with a constructor of their own: what it takes besides fields, and which fields it does not take."""

from __future__ import annotations

import inspect

import attrs

from typedfactory import typeinfo
from typedfactory.adapters.signature import parameter_resolver
from typedfactory.ground.given import UserValue
from typedfactory.ground.shape import FieldShape


@attrs.frozen(eq=False)
class OwnConstructor:
    """An ``__init__`` that is not the library's.

    Attributes:
        parameters: Its parameters that can be given by name.
        open: Whether it takes any other names, which it passes on.
    """

    parameters: dict[str, inspect.Parameter]
    open: bool

    def takes(self, name: str) -> bool:
        """Say whether a field can be given."""
        return self.open or name in self.parameters

    def requires(self, name: str, needed: bool) -> bool:
        """Say whether a field has to be given.

        Args:
            name: The field.
            needed: Whether the column wants it.
        """
        parameter = self.parameters.get(name)
        if parameter is None:
            return needed
        default = parameter.default
        # None says nothing; any other default is a default.
        return default is parameter.empty or (needed and default is None)

    def others(self, known: set[str]) -> list[FieldShape]:
        """Return the parameters that are no fields.

        Args:
            known: The fields.
        """
        return [
            FieldShape(
                name=name,
                attribute=name,
                required=parameter.default is parameter.empty,
                hint_name=name,
                keyword_only=True,
                resolve=parameter_resolver(name, name),
                annotated=parameter.annotation is not parameter.empty,
            )
            for name, parameter in self.parameters.items()
            if name not in known
        ]


def constructor_besides(package: str, model: type[UserValue]) -> OwnConstructor | None:
    """Return the constructor that a model has in the place of its library's.

    Args:
        package: The library's name.
        model: The model.
    """
    function = next(vars(owner)["__init__"] for owner in model.__mro__ if "__init__" in vars(owner))
    if (getattr(function, "__module__", None) or "").partition(".")[0] == package:
        return None
    written = list(typeinfo.parameters_of(function).values())[1:]
    named = {each.name: each for each in written if each.kind in (each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY)}
    return OwnConstructor(named, any(each.kind is each.VAR_KEYWORD for each in written))
