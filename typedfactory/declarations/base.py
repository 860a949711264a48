"""What every declaration is: a typed descriptor that knows how to evaluate itself.

The protocol (``evaluate``, ``evaluate_pre``, ``evaluate_post``, phases) is factory_boy's, so that declarations
which users wrote for it keep working.
"""

from __future__ import annotations

import enum
import itertools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, Generic

from typing_extensions import Self, TypeVar

from typedfactory.errors import ArgumentError
from typedfactory.ground.context import BuildStep, Resolver
from typedfactory.ground.old_names import ARGUMENTS, today

if TYPE_CHECKING:
    from typing_extensions import TypeIs

    from typedfactory.ground.given import UserValue, UserValues


T_co = TypeVar("T_co", covariant=True, default="UserValue")
C = TypeVar("C")

_creation_order = itertools.count()


def next_creation() -> int:
    """Return the number of what is written next: declarations and factories, in one order."""
    return next(_creation_order)


class BuilderPhase(str, enum.Enum):
    """When a declaration is evaluated: before the object exists, or after.

    Source: factory_boy's ``BuilderPhase``.
    """

    ATTRIBUTE_RESOLUTION = "attributes"
    POST_INSTANTIATION = "post_instance"


class Special:
    """What nobody passes on as a plain value: declarations, `SKIP`, factories, traits. One base makes one quick test."""

    __slots__ = ()

    def misplaced_as_value(self) -> str:
        """Return what to say where it stands for the value of a field; empty where it may."""
        return ""


class Skip(Special):
    """The value of a ``Maybe`` branch that was not given: the field is left out.

    Source: factory_boy's ``Skip``.
    """

    def __bool__(self) -> bool:
        """Say no, so that ``if value`` treats a skipped branch as absent."""
        return False

    def __reduce__(self) -> str:
        """Return its name: a copy is the same one, which is told by its identity."""
        return "SKIP"

    def __repr__(self) -> str:
        return "SKIP"


SKIP = Skip()


class NotProvided:
    """The default of an argument for which None is a value like any other.

    Source: factory_boy's ``NotProvided``.
    """


class BaseDeclaration(Special, Generic[T_co]):
    """The base of all declarations; subclass it to write your own.

    Args:
        **defaults: Parameters of the declaration; each may be overridden by ``field__name=value`` and may itself be
            a declaration.

    Example:
        >>> import typedfactory as factory
        >>> class Loud(factory.declarations.BaseDeclaration[str]):
        ...     def evaluate(self, instance, step, extra):
        ...         return extra.get("word", "hey").upper()
        >>> class GreetingFactory(factory.DictFactory):
        ...     word = Loud()
        >>> GreetingFactory(), GreetingFactory(word__word="ho")
        ({'word': 'HEY'}, {'word': 'HO'})

    Source: factory_boy's ``BaseDeclaration``.
    """

    FACTORY_BUILDER_PHASE: BuilderPhase = BuilderPhase.ATTRIBUTE_RESOLUTION
    #: Whether a value given at the call is handed to the declaration instead of replacing it.
    CAPTURE_OVERRIDES: ClassVar[bool] = False
    #: Whether declarations among the parameters are evaluated before ``evaluate`` sees them.
    UNROLL_CONTEXT_BEFORE_EVALUATION: ClassVar[bool] = True
    #: Whether ``field__name=…`` means anything to this declaration.
    TAKES_PARAMETERS: ClassVar[bool] = True

    #: Whether it asks for the type of the field that it stands for, by its method ``of_type``.
    WANTS_TYPE: ClassVar[bool] = False

    #: The arguments that older versions of factory_boy had for this declaration.
    OLD_ARGUMENTS: ClassVar[frozenset[str]] = frozenset()

    if not TYPE_CHECKING:
        # Out of type checkers' sight, who would take any argument for right.

        def __new__(cls, /, *_args: UserValue, **kwargs: UserValue) -> Self:
            """Refuse arguments of older versions of factory_boy.

            Raises:
                ArgumentError: There is one.
            """
            if kwargs and cls.OLD_ARGUMENTS:
                for name in [each for each in kwargs if type(each) is str and each in cls.OLD_ARGUMENTS]:
                    raise ArgumentError(f"{cls.__name__}: there is no argument {name!r}. {today(name, ARGUMENTS)}")
            return super().__new__(cls)

    def __init_subclass__(cls, **kwargs: UserValue) -> None:
        """Let a subclass that evaluates itself receive parameters, unless it says otherwise."""
        super().__init_subclass__(**kwargs)
        if "evaluate" in vars(cls) and "TAKES_PARAMETERS" not in vars(cls):
            cls.TAKES_PARAMETERS = True

    def __init__(self, /, **defaults: UserValue) -> None:
        self._defaults = defaults
        self.creation_counter = next_creation()

    def __get__(self, instance: object, owner: type | None = None) -> Self:
        """Return the declaration itself: factories keep their declarations as class attributes."""
        return self

    def arguments_given(self) -> Mapping[str, UserValue]:
        """Return what was written into the declaration that ends up in objects, as fields do: argument → value."""
        return {}

    def of_type(self, annotation: Callable[[], object]) -> BaseDeclaration[T_co]:
        """Return the same for a field whose type is known; asked where ``WANTS_TYPE``.

        Args:
            annotation: Returns the type; ``typeinfo.MISSING`` where there is none.
        """
        return self

    def unroll_context(self, instance: UserValue, step: BuildStep, context: Mapping[str, UserValue]) -> UserValues:
        """Evaluate the declarations among the parameters, in a scope nested in the field's own.

        Args:
            instance: The resolver (before) or the object (after).
            step: The step in progress.
            context: Parameter name → value or declaration.
        """
        if not self.UNROLL_CONTEXT_BEFORE_EVALUATION or not any(map(is_declaration, context.values())):
            return dict(context)
        return step.unroll(context)

    def evaluate_pre(self, instance: Resolver[UserValue], step: BuildStep, overrides: Mapping[str, UserValue]) -> T_co:
        """Evaluate before the object exists: parameters first, then ``evaluate``.

        Args:
            instance: The resolver: the other fields, by attribute.
            step: The step in progress.
            overrides: The parameters given at the call, ``field__name=value``, by name.
        """
        context = self.unroll_context(instance, step, {**self._defaults, **overrides})
        return self.evaluate(instance, step, context)

    def evaluate_post(self, instance: UserValue, step: BuildStep, overrides: Mapping[str, UserValue]) -> UserValue:
        """Evaluate after the object exists; only post-generation declarations (and ``Maybe``) do.

        Args:
            instance: The object.
            step: The step that made it.
            overrides: The parameters given at the call by name; a value given for the field itself under ``""``.
        """
        raise NotImplementedError(f"{type(self).__name__} is evaluated before the object exists.")

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> T_co:
        """Return the field's value.

        Args:
            instance: The resolver: the other fields, by attribute.
            step: The step in progress: ``sequence``, ``builder.strategy``, ``chain``, ``recurse(…)``.
            extra: The parameters, defaults merged with ``field__name=…`` overrides.
        """
        raise NotImplementedError(f"{type(self).__name__} must define evaluate(instance, step, extra).")


#: factory_boy's older name, still subclassed by projects.
OrderedDeclaration = BaseDeclaration

#: The design's name for the typed descriptor.
Declaration = BaseDeclaration


class ParameteredAttribute(BaseDeclaration[T_co]):
    """A declaration that is a function of its parameters alone.

    Subclasses define ``generate(step, params)``.

    Args:
        **defaults: Parameters, which ``field__name=value`` overrides.

    Example:
        >>> import typedfactory as factory
        >>> class Repeated(factory.declarations.ParameteredAttribute[str]):
        ...     def generate(self, step, params):
        ...         return params["word"] * params["times"]
        >>> class GreetingFactory(factory.DictFactory):
        ...     word = Repeated(word="ho", times=2)
        >>> GreetingFactory(), GreetingFactory(word__times=3)
        ({'word': 'hoho'}, {'word': 'hohoho'})

    Source: factory_boy's ``ParameteredAttribute``.
    """

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> T_co:
        """Hand the parameters to ``generate``."""
        return self.generate(step, extra)

    def generate(self, step: BuildStep, params: UserValues) -> T_co:
        """Return the value.

        Args:
            step: The step in progress.
            params: The parameters, defaults merged with overrides.
        """
        raise NotImplementedError(f"{type(self).__name__} must define generate(step, params).")


#: factory_boy's other name for the same class.
ParameteredDeclaration = ParameteredAttribute


def is_declaration(value: object) -> TypeIs[BaseDeclaration[UserValue]]:
    """Say whether a value is a declaration, without asking the value itself anything.

    Args:
        value: Anything.

    Example:
        >>> import typedfactory as factory
        >>> is_declaration(factory.Sequence(str)), is_declaration("ann")
        (True, False)
    """
    return issubclass(type(value), BaseDeclaration)


def is_post_declaration(value: object) -> bool:
    """Say whether a value is a declaration that is evaluated once the object exists.

    Args:
        value: Anything.

    Example:
        >>> import typedfactory as factory
        >>> is_post_declaration(factory.PostGeneration(print)), is_post_declaration(factory.Sequence(str))
        (True, False)
    """
    return isinstance(value, BaseDeclaration) and value.FACTORY_BUILDER_PHASE is BuilderPhase.POST_INSTANTIATION


def checked_function(owner: str, function: C) -> C:
    """Return what a declaration was given to call, or complain.

    Args:
        owner: The declaration's class, for messages.
        function: What it was given.

    Raises:
        ArgumentError: It cannot be called.
    """
    if not callable(function):
        raise ArgumentError(f"{owner} takes a function, not {type(function).__name__}. Wrap the value in a lambda.")
    return function
