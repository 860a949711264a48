"""What declarations see of the build in progress: the resolver, the step and the builder.

These are the words that declarations, value generators and the plan share; who implements them lives in ``plan/``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeAlias

from typing_extensions import TypeVar

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues
    from typedfactory.plan.options import FactoryOptions


M = TypeVar("M", default="UserValue")


class Resolver(Generic[M]):
    """The object handed to lazy functions: every field of the factory, computed when asked for.

    ``o.name`` is the value that the object's ``name`` will have (also of params and excluded fields);
    ``o.factory_parent`` is the resolver of the enclosing factory, or None at the top.

    The values found so far are the instance's own ``__dict__``; the entry ``"*"``, a key no attribute can have,
    holds the ``Link`` to what computes the rest.
    """

    def __getattr__(self, name: str) -> UserValue:
        """Compute a field that was not asked for before."""
        link: Link | None = self.__dict__.get("*")
        if link is None or (name.startswith("__") and name.endswith("__")):
            raise AttributeError(name)
        return link[0].evaluate(self, name)

    def __setattr__(self, name: str, value: UserValue) -> None:
        """Refuse: a lazy function returns its value, it does not set others."""
        raise AttributeError(
            f"A lazy function cannot set {name!r}: fields are given by the factory's declarations. "
            f"Declare {name!r} with a LazyAttribute instead."
        )

    @property
    def factory_parent(self) -> UserValue:
        """The resolver of the factory that encloses this one; None at the top."""
        link: Link = self.__dict__["*"]
        return link[1]


class Evaluator(Protocol):
    """What computes the fields of one object: the interpreter, or a compiled plan."""

    @property
    def meta(self) -> FactoryOptions:
        """The options of the factory at work."""

    @property
    def strategy(self) -> str:
        """``"build"``, ``"create"`` or ``"stub"``."""

    def names(self) -> Collection[str]:
        """Return the fields that are evaluated before the object exists, in order."""

    def evaluate(self, resolver: Resolver[UserValue], name: str) -> UserValue:
        """Compute a field that is not known yet and remember it."""

    def is_decided(self, resolver: Resolver[UserValue], name: str) -> bool:
        """Say whether the call, a trait or the factory gives a field its value, and not its type alone."""


class Link(NamedTuple):
    """What a resolver carries beside its values.

    A compiled function leaves a plain tuple in this order: one is made with each object, in a fifth of the time that a
    class takes, and few are looked at. So it is read by the functions below, and nowhere else.

    Attributes:
        evaluator: What computes the fields.
        parent: The resolver of the enclosing factory; None at the top.
        number: The number of the object in its factory's sequence.
        values: What the call brought, by keyword, where the evaluator does not know it already.
    """

    evaluator: Evaluator
    parent: Resolver[UserValue] | None
    number: int
    values: Mapping[str, UserValue]


def new_resolver(link: Link) -> Resolver[UserValue]:
    """Return a resolver that knows no values yet."""
    resolver: Resolver[UserValue] = Resolver()
    resolver.__dict__["*"] = link
    return resolver


def evaluator_of(resolver: Resolver[UserValue]) -> Evaluator:
    """Return what computes the fields of a resolver's object."""
    link: Link = resolver.__dict__["*"]
    return link[0]


def parent_of(resolver: Resolver[UserValue]) -> Resolver[UserValue] | None:
    """Return the resolver of the enclosing factory; None at the top."""
    link: Link = resolver.__dict__["*"]
    return link[1]


def number_of(resolver: Resolver[UserValue]) -> int:
    """Return the number of a resolver's object in its factory's sequence."""
    link: Link = resolver.__dict__["*"]
    return link[2]


def values_of(resolver: Resolver[UserValue]) -> Mapping[str, UserValue]:
    """Return what the call brought, by keyword, where the evaluator does not know it already."""
    link: Link = resolver.__dict__["*"]
    return link[3]


#: Makes an object: the values of the call by keyword, the resolver of the enclosing object, the forced number.
Call: TypeAlias = "Callable[[Mapping[str, UserValue], Resolver[UserValue] | None, int | None], UserValue]"


class Everywhere(NamedTuple):
    """A key under which all factories share unique values, see `BuildStep.unique_scope`.

    Attributes:
        key: What tells them from others.
    """

    key: Hashable


class Builder(Protocol):
    """How the objects of one call are made."""

    @property
    def strategy(self) -> str:
        """``"build"``, ``"create"`` or ``"stub"``."""

    @property
    def factory_meta(self) -> UserValue:
        """The ``_meta`` of the factory at work."""


class BuildStep(Protocol):
    """The making of one object: what ``step`` is in a declaration's ``evaluate``.

    Source: factory_boy's ``BuildStep``.
    """

    @property
    def sequence(self) -> int:
        """The number of this object in its factory's sequence."""

    @property
    def builder(self) -> Builder:
        """Strategy and factory of this object."""

    @property
    def stub(self) -> Resolver[UserValue]:
        """The resolver of this object."""

    @property
    def parent_step(self) -> BuildStep | None:
        """The step of the enclosing object, if any."""

    @property
    def chain(self) -> tuple[Resolver[UserValue], ...]:
        """This object's resolver and those that enclose it, innermost first."""

    @property
    def parent_chain(self) -> tuple[Resolver[UserValue], ...]:
        """The resolvers that enclose this object's, innermost first."""

    def recurse(
        self, factory: FactoryClass, params: Mapping[str, UserValue], force_sequence: int | None = None
    ) -> UserValue:
        """Make an object of another factory, nested in this one, with the same strategy.

        Args:
            factory: The factory class.
            params: Overrides for it, deep ones included; values may be declarations.
            force_sequence: Its sequence number; None takes the next.

        Returns:
            The object.
        """

    def unroll(self, context: Mapping[str, UserValue]) -> UserValues:
        """Evaluate the declarations among the values of a mapping, in a scope nested in this one.

        Args:
            context: Name → value or declaration.

        Returns:
            Name → value.
        """

    def unique_scope(self, key: Hashable) -> set[Hashable]:
        """Return the values already given for one declaration, emptied with the sequence of a factory that has it.

        Args:
            key: What tells the declaration from the others of this factory and of those that share its sequence;
                ``Everywhere`` for what all factories share.
        """


class ModelBuilder(Protocol):
    """How a value generator gets instances of models nested in a type."""

    def can_build(self, model: type, *, again: bool = ...) -> bool:
        """Say whether building the model here would end (it is not being built already further up).

        Args:
            model: The model's class.
            again: Whether it may be in another one of its kind.
        """

    def way_to(self, model: type) -> str:
        """Return the models that are being built and this one, ``A → B``, for messages.

        Args:
            model: The model's class.
        """

    def build(self, model: type, overrides: Mapping[str, UserValue] = ...) -> UserValue:
        """Return an instance of the model, by its default factory or an automatic one.

        Args:
            model: The model's class.
            overrides: Field → value or declaration.
        """
