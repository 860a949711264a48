"""Transformer: a function applied to whatever value a field gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Generic, cast

from typing_extensions import TypeVar

from typedfactory.declarations.base import BaseDeclaration, T_co
from typedfactory.ground.context import BuildStep, Resolver

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


S_co = TypeVar("S_co", covariant=True)


class Force(Generic[S_co]):
    """A value that passes the transformation unchanged.

    Args:
        forced_value: The value, or a declaration that gives it.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     name = factory.Transformer("joe", transform=str.upper)
        >>> UserFactory(name=factory.Transformer.Force("ann"))
        {'name': 'ann'}

    Source: factory_boy's ``Transformer.Force``.
    """

    def __init__(self, forced_value: S_co) -> None:
        self.forced_value = forced_value

    def __repr__(self) -> str:
        return "Transformer.Force(…)"


class Transformer(BaseDeclaration[T_co]):
    """A value that goes through a function, also when it is given at the call.

    Args:
        default: The value or declaration to transform.
        transform: Applied to the value; ``Transformer.Force(value)`` passes by it.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     name = factory.Transformer("joe", transform=str.upper)
        >>> UserFactory()["name"], UserFactory(name="ann")["name"]
        ('JOE', 'ANN')
        >>> UserFactory(name=factory.Transformer.Force("ann"))
        {'name': 'ann'}

    Source: factory_boy's ``Transformer``.
    """

    CAPTURE_OVERRIDES = True
    UNROLL_CONTEXT_BEFORE_EVALUATION = False

    Force = Force

    def __init__(self, default: UserValue, *, transform: Callable[[UserValue], T_co]) -> None:
        super().__init__()
        self.default = default
        self.transform = transform

    def arguments_given(self) -> Mapping[str, UserValue]:
        """Return what is transformed."""
        return {"default": self.default.forced_value if isinstance(self.default, Force) else self.default}

    def evaluate_pre(self, instance: Resolver[UserValue], step: BuildStep, overrides: Mapping[str, UserValue]) -> T_co:
        """Evaluate the value given at the call (under the key ``""``) or the default, and transform it."""
        parameters = dict(overrides)
        value = parameters.pop("", self.default)
        forced = isinstance(value, Force)
        if forced:
            value = value.forced_value
        if isinstance(value, BaseDeclaration):
            value = value.evaluate_pre(instance, step, parameters)
        return cast("T_co", value) if forced else self.transform(value)
