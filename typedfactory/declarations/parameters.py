"""What stands in ``class Params``: simple parameters, traits, and traits made from the values of a type."""

from __future__ import annotations

import enum
import itertools
import keyword
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal, cast, overload

from typing_extensions import TypeVar

from typedfactory import typeinfo
from typedfactory.declarations.base import BaseDeclaration, Special, T_co
from typedfactory.errors import ArgumentError
from typedfactory.ground.context import BuildStep, Resolver, evaluator_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedfactory.ground.given import UserValue, UserValues


S = TypeVar("S")

_creation_order = itertools.count()

SPLITTER = "__"


class Parameter(Special):
    """The base of what ``class Params`` holds.

    Source: factory_boy's ``Parameter``.
    """

    def __init__(self) -> None:
        self.creation_counter = next(_creation_order)

    def misplaced_as_value(self) -> str:
        """Say that it belongs elsewhere."""
        return f"a {type(self).__name__} belongs into class Params. Move it there."

    def get_revdeps(self, parameters: Iterable[str]) -> list[str]:
        """Return the names among ``parameters`` that this one sets.

        Args:
            parameters: The names of all params of the factory.

        Example:
            >>> Trait(state="shipped", paid=True).get_revdeps(["paid", "vip"])
            ['paid']
        """
        return []


class SimpleParameter(Parameter):
    """A parameter with a value: usable by declarations, not passed to the model.

    Args:
        value: A value or a declaration.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     class Params:
        ...         domain = "example.com"  # is wrapped in a SimpleParameter
        ...     mail = factory.LazyAttribute(lambda o: f"ann@{o.domain}")
        >>> UserFactory(domain="example.org")
        {'mail': 'ann@example.org'}

    Source: factory_boy's ``SimpleParameter``.
    """

    def __init__(self, value: UserValue) -> None:
        super().__init__()
        self.value = value

    @classmethod
    def wrap(cls, value: UserValue) -> Parameter:
        """Return a parameter as it is, and anything else as a simple parameter."""
        return value if isinstance(value, Parameter) else cls(value)


class Trait(Parameter):
    """A switch: when it is on, it sets several fields at once.

    Args:
        **overrides: What it sets: fields, params, other traits, arguments of post-generation hooks, deep paths
            (``author__name``); values or declarations. A value given at the call wins over the trait's.

    Example:
        >>> import typedfactory as factory
        >>> class OrderFactory(factory.DictFactory):
        ...     state = "pending"
        ...     class Params:
        ...         shipped = factory.Trait(state="shipped")
        >>> OrderFactory(), OrderFactory(shipped=True), OrderFactory(shipped=True, state="lost")
        ({'state': 'pending'}, {'state': 'shipped'}, {'state': 'lost'})

    Source: factory_boy's ``Trait``.
    """

    def __init__(self, /, **overrides: UserValue) -> None:
        super().__init__()
        self.overrides: Mapping[str, UserValue] = overrides

    def named(self, name: str) -> Trait:
        """Return the same, with every `Argument` in it bound to the trait's name.

        Args:
            name: The trait's name in ``class Params``.
        """
        if not any(type(value) is Argument for value in self.overrides.values()):
            return self
        bound = Trait(
            **{key: value.within(name) if type(value) is Argument else value for key, value in self.overrides.items()}
        )
        bound.creation_counter = self.creation_counter
        return bound

    @property
    def argument(self) -> type | None:
        """The class of what a call gives to switch it on; None where that is True."""
        kinds = [value.kind for value in self.overrides.values() if type(value) is Argument]
        return kinds[0] if kinds else None

    def get_revdeps(self, parameters: Iterable[str]) -> list[str]:
        """Return the names among ``parameters`` that this trait sets."""
        return [name for name in parameters if name in self.overrides]

    def __repr__(self) -> str:
        return f"Trait({', '.join(self.overrides)})"


class Traits(Parameter):
    """A trait for each value of an enum or a ``Literal``; its name in ``class Params`` is that of the field.

    Args:
        values: The enum class, or the ``Literal`` type. The traits are called like its members, in small letters, or like
            its texts.
        prefix: What their names begin with.

    Raises:
        ArgumentError: It is neither, or a value has no name that can be written as a keyword.

    Example:
        >>> import enum
        >>> import typedfactory as factory
        >>> class Status(enum.Enum):
        ...     NEW = "new"
        ...     PAID = "paid"
        >>> class OrderFactory(factory.DictFactory):
        ...     status = Status.NEW
        ...     class Params:
        ...         status = factory.Traits(Status)
        >>> OrderFactory(), OrderFactory(paid=True)
        ({'status': <Status.NEW: 'new'>}, {'status': <Status.PAID: 'paid'>})

    Source: factory_bot's ``traits_for_enum``.
    """

    def __init__(self, values: object, prefix: str = "") -> None:
        super().__init__()
        self.values_by_trait = {f"{prefix}{name}": value for name, value in _named_values(values).items()}
        for name in self.values_by_trait:
            if not name.isidentifier() or keyword.iskeyword(name) or SPLITTER in name:
                raise ArgumentError(
                    f"Traits: {name!r} cannot be written as a keyword of a call. Give Traits a prefix, or write a Trait "
                    f"for each value."
                )

    def expand(self, field: str) -> dict[str, Trait]:
        """Return the traits: name → trait, in the order of the values.

        Args:
            field: The field that they set.
        """
        traits = {name: Trait(**{field: value}) for name, value in self.values_by_trait.items()}
        for trait in traits.values():
            # They apply where this was written.
            trait.creation_counter = self.creation_counter
        return traits

    def __repr__(self) -> str:
        return f"Traits({', '.join(self.values_by_trait)})"


def _named_values(values: UserValue) -> dict[str, UserValue]:
    if isinstance(values, type) and issubclass(values, enum.Enum) and len(values):
        return {member.name.lower(): member for member in values}
    texts = typeinfo.arguments_of(values) if typeinfo.origin_of(values) is Literal else ()
    if texts and all(isinstance(text, str) for text in texts):
        return {cast("str", text): text for text in texts}
    raise ArgumentError("Traits takes an enum class with members, or a Literal of texts. Write Traits(Status).")


class Argument(BaseDeclaration[T_co]):
    """Inside a `Trait`: what the call gave to switch it on, ``OrderFactory(discounted=20)``.

    Args:
        kind: The class that the argument must have.
        function: Turns the argument into the field's value.

    Raises:
        ArgumentError: The kind is no class.

    Example:
        >>> import typedfactory as factory
        >>> class OrderFactory(factory.DictFactory):
        ...     percent, note = 100, ""
        ...     class Params:
        ...         discounted = factory.Trait(
        ...             percent=factory.Argument(int, lambda off: 100 - off), note="sale"
        ...         )
        >>> OrderFactory(), OrderFactory(discounted=20)
        ({'percent': 100, 'note': ''}, {'percent': 80, 'note': 'sale'})

        As for any trait, what is false switches it off: 0, an empty text, None.
    """

    TAKES_PARAMETERS = False

    @overload
    def __init__(self, kind: type[T_co], function: None = None) -> None: ...
    @overload
    def __init__(self, kind: type[S], function: Callable[[S], T_co]) -> None: ...
    def __init__(self, kind: type[UserValue], function: Callable[[UserValue], T_co] | None = None) -> None:
        super().__init__()
        if not isinstance(kind, type):
            raise ArgumentError(f"Argument takes the class of the argument, not {kind!r}. Write Argument(int).")
        self.kind, self.function = kind, function
        #: The trait that it stands in; known once ``class Params`` is read.
        self.trait = ""

    def within(self, trait: str) -> Argument[T_co]:
        """Return the same, inside a trait of a name."""
        bound: Argument[T_co] = Argument(self.kind, self.function)
        bound.trait, bound.creation_counter = trait, self.creation_counter
        return bound

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> T_co:
        """Read the argument from the object whose trait it is, which may enclose the one at hand."""
        for resolver in step.chain:
            meta = evaluator_of(resolver).meta
            if self.trait in meta.parameters:
                value: UserValue = getattr(resolver, self.trait)
                self._check(meta.factory.__name__, value)
                return cast("T_co", value) if self.function is None else self.function(value)
        raise ArgumentError("Argument stands for what a trait is given. Write it inside a Trait, in class Params.")

    def _check(self, owner: str, value: UserValue) -> None:
        kind = self.kind
        if not isinstance(value, kind) and not (kind is float and type(value) is int):
            is_right = False
        else:
            is_right = type(value) is not bool or kind in (bool, object)
        if not is_right:
            raise ArgumentError(
                f"{owner}.{self.trait}: the trait takes an argument of class {kind.__name__}, not {value!r}. "
                f"Give it one, {self.trait}=…, or leave it out."
            )
