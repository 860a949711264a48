"""What happens once the object exists: PostGeneration, PostGenerationMethodCall, RelatedFactory(List)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, overload

import attrs
from typing_extensions import TypeVar

from typedfactory.declarations.base import BaseDeclaration, BuilderPhase, NotProvided, T_co, checked_function
from typedfactory.declarations.nested import FactoryOf, FactoryReference
from typedfactory.declarations.sizes import Distribution, checked_length, count_of
from typedfactory.errors import ArgumentError, FactoryReferenceError, InvalidDeclarationError
from typedfactory.ground.context import BuildStep

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, FunctionGiving, UserValue, UserValues


T = TypeVar("T")

#: The deep key that sets the length of a RelatedFactoryList for one call: ``logs____size=5``.
SIZE_KEY = "__size"


@attrs.frozen
class PostGenerationContext:
    """What a call gave to a post-generation declaration.

    Attributes:
        value_provided: Whether a value was given for the declaration itself (None counts).
        value: That value.
        extra: The parameters, ``hook__name=value``, by name.

    Example:
        >>> import typedfactory as factory
        >>> class Show(factory.declarations.PostGenerationDeclaration):
        ...     def call(self, instance, step, context):
        ...         print(context.value_provided, context.value, context.extra)
        >>> class UserFactory(factory.DictFactory):
        ...     show = Show()
        >>> UserFactory(), UserFactory(show=3, show__times=2)
        False None {}
        True 3 {'times': 2}
        ({}, {})

    Source: factory_boy's ``PostGenerationContext``.
    """

    value_provided: bool
    value: UserValue
    extra: UserValues


class PostGenerationDeclaration(BaseDeclaration[T_co]):
    """The base of declarations that run once the object exists; subclasses define ``call``.

    They run in the order in which they were declared.

    Args:
        **defaults: Parameters, which ``field__name=value`` overrides.

    Example:
        >>> import typedfactory as factory
        >>> class Log(factory.declarations.PostGenerationDeclaration[None]):
        ...     def call(self, instance, step, context):
        ...         print(context.extra["text"], instance)
        >>> class UserFactory(factory.DictFactory):
        ...     name = "ann"
        ...     log = Log(text="made")
        >>> UserFactory(log__text="new:")
        new: {'name': 'ann'}
        {'name': 'ann'}

    Source: factory_boy's ``PostGenerationDeclaration``.
    """

    FACTORY_BUILDER_PHASE = BuilderPhase.POST_INSTANTIATION
    OLD_ARGUMENTS = frozenset({"extract_prefix"})

    def evaluate_post(self, instance: UserValue, step: BuildStep, overrides: Mapping[str, UserValue]) -> UserValue:
        """Evaluate the parameters, then ``call``."""
        context = self.unroll_context(instance, step, {**self._defaults, **overrides})
        given = "" in context
        value = context.pop("", None)
        return self.call(instance, step, PostGenerationContext(value_provided=given, value=value, extra=context))

    def call(self, instance: UserValue, step: BuildStep, context: PostGenerationContext) -> UserValue:
        """Do the work and return a result for ``_after_postgeneration``.

        Args:
            instance: The object.
            step: The step that made it.
            context: What the call gave.

        Returns:
            What ``_after_postgeneration`` is told.
        """
        raise NotImplementedError(f"{type(self).__name__} must define call(instance, step, context).")


class PostGeneration(PostGenerationDeclaration[T_co]):
    """A function called with the finished object.

    Args:
        function: Called as ``function(obj, create, extracted, **kwargs)``: the object, whether the strategy is
            ``create``, the value given for the field at the call (else None), and the ``field__key=…`` parameters.

    Raises:
        ArgumentError: What is given cannot be called.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     @factory.post_generation
        ...     def groups(obj, create, extracted, **kwargs):
        ...         obj["groups"] = extracted or ["users"]
        >>> UserFactory(), UserFactory(groups=["admins"])
        ({'groups': ['users']}, {'groups': ['admins']})

    Source: factory_boy's ``PostGeneration``.
    """

    def __init__(self, function: FunctionGiving[T_co]) -> None:
        super().__init__()
        self.function = checked_function(type(self).__name__, function)

    def call(self, instance: UserValue, step: BuildStep, context: PostGenerationContext) -> UserValue:
        """Call the function."""
        create = step.builder.strategy == "create"
        return self.function(instance, create, context.value, **context.extra)


class PostGenerationMethodCall(PostGenerationDeclaration["UserValue"]):
    """A method called on the finished object.

    Args:
        method_name: The method.
        *args: At most one positional argument; a value given for the field at the call replaces it.
        **kwargs: Keyword arguments; ``field__key=…`` at the call overrides them.

    Raises:
        InvalidDeclarationError: More than one positional argument.

    Example:
        >>> import typedfactory as factory
        >>> class Door:
        ...     def paint(self, colour):
        ...         self.colour = colour
        >>> class DoorFactory(factory.Factory[Door]):
        ...     colour = factory.PostGenerationMethodCall("paint", "red")
        >>> DoorFactory().colour, DoorFactory(colour="blue").colour
        ('red', 'blue')

    Source: factory_boy's ``PostGenerationMethodCall``.
    """

    def __init__(self, /, method_name: str, *args: UserValue, **kwargs: UserValue) -> None:
        super().__init__()
        if len(args) > 1:
            raise InvalidDeclarationError(
                f"A PostGenerationMethodCall can only handle one positional argument; {method_name!r} was given "
                f"{len(args)}. Please provide other parameters through keyword arguments."
            )
        self.method_name = method_name
        self.method_arg: UserValue = args[0] if args else NotProvided
        self.method_kwargs = kwargs

    def arguments_given(self) -> Mapping[str, UserValue]:
        """Return what the method is called with."""
        return {self.method_name: self.method_arg, **self.method_kwargs}

    def call(self, instance: UserValue, step: BuildStep, context: PostGenerationContext) -> UserValue:
        """Call the method."""
        argument = context.value if context.value_provided else self.method_arg
        positional = () if argument is NotProvided else (argument,)
        return getattr(instance, self.method_name)(*positional, **{**self.method_kwargs, **context.extra})


class RelatedFactory(PostGenerationDeclaration[T_co]):
    """An object of another factory, made after this one and, if asked, pointing back to it.

    A value given for the field at the call (None too) takes the place of the related object: none is made.

    Args:
        factory: The factory class, or its import path.
        factory_related_name: The field of the related factory that receives the object.
        **defaults: Overrides for the related factory.

    Raises:
        FactoryReferenceError: ``factory`` is neither a factory nor the path of one.

    Example:
        >>> import typedfactory as factory
        >>> class CityFactory(factory.DictFactory):
        ...     name = "Toronto"
        ...     @factory.post_generation
        ...     def register(city, create, extracted, **kwargs):
        ...         city["capital_of"]["capital"] = city["name"]
        >>> class CountryFactory(factory.DictFactory):
        ...     city = factory.RelatedFactory(CityFactory, "capital_of", name="Paris")
        >>> CountryFactory(city__name="Lyon")
        {'capital': 'Lyon'}

    Source: factory_boy's ``RelatedFactory``.
    """

    UNROLL_CONTEXT_BEFORE_EVALUATION = False

    @overload
    def __init__(self, /, factory: FactoryOf[T_co], factory_related_name: str = "", **defaults: UserValue) -> None: ...
    @overload
    def __init__(self, /, factory: str, factory_related_name: str = "", **defaults: UserValue) -> None: ...
    def __init__(self, /, factory: UserValue, factory_related_name: str = "", **defaults: UserValue) -> None:
        super().__init__()
        self.name = factory_related_name
        self.defaults = defaults
        self.factory_wrapper = FactoryReference(factory)

    def get_factory(self) -> FactoryClass:
        """Return the factory class, importing it if it was given by path."""
        return self.factory_wrapper.get()

    def arguments_given(self) -> Mapping[str, UserValue]:
        """Return the overrides of the related factory."""
        return self.defaults

    def related_arguments(self, instance: UserValue, extra: Mapping[str, UserValue]) -> UserValues:
        """Return what the related factory is called with.

        Raises:
            FactoryReferenceError: The field that receives the object was given something else.
        """
        arguments = {**self.defaults, **extra}
        if self.name:
            if self.name in extra:
                raise FactoryReferenceError(
                    f"{self.name!r} of the related factory always receives the object just made; it cannot be overridden. "
                    f"Leave it out, or give a value for the whole field."
                )
            arguments[self.name] = instance
        return arguments

    def call(self, instance: UserValue, step: BuildStep, context: PostGenerationContext) -> UserValue:
        """Make the related object, unless a value was given for it."""
        if context.value_provided:
            return self.given(instance, step, context.value)
        return step.recurse(self.get_factory(), self.related_arguments(instance, context.extra))

    def given(self, instance: UserValue, step: BuildStep, value: UserValue) -> UserValue:
        """Return what was given in the place of the related objects; a back end may let it refer to the object."""
        relate = getattr(step.builder.factory_meta, "relate_given", None)
        if relate is not None and self.name:
            relate(step.builder.strategy, instance, self.name, value)
        return value

    def __repr__(self) -> str:
        return f"<{type(self).__name__} for {self.factory_wrapper!r}>"


class RelatedFactoryList(RelatedFactory[list[T_co]]):
    """Several objects of another factory, made after this one.

    ``field____size=5`` (the field, two underscores, then ``__size``, as in ``field____sequence``) sets the number
    for one call.

    Args:
        factory: The factory class, or its import path.
        factory_related_name: The field of the related factory that receives the object.
        size: How many, or a function that says so, called for each object.
        **defaults: Overrides for the related factory.

    Raises:
        FactoryReferenceError: ``factory`` is neither a factory nor the path of one.
        ArgumentError: ``size`` is neither a number nor a function.

    Example:
        >>> import typedfactory as factory
        >>> class LogFactory(factory.DictFactory):
        ...     @factory.post_generation
        ...     def append(log, create, extracted, **kwargs):
        ...         log["user"].setdefault("logs", []).append("log")
        >>> class UserFactory(factory.DictFactory):
        ...     logs = factory.RelatedFactoryList(LogFactory, "user", size=2)
        >>> UserFactory(), UserFactory(logs____size=1), UserFactory(logs=None)
        ({'logs': ['log', 'log']}, {'logs': ['log']}, {})

    Source: factory_boy's ``RelatedFactoryList``.
    """

    @overload
    def __init__(
        self,
        factory: FactoryOf[T_co],
        factory_related_name: str = "",
        size: int | Callable[[], int] | Distribution = 2,
        **defaults: UserValue,
    ) -> None: ...
    @overload
    def __init__(
        self,
        factory: str,
        factory_related_name: str = "",
        size: int | Callable[[], int] | Distribution = 2,
        **defaults: UserValue,
    ) -> None: ...
    def __init__(
        self,
        factory: UserValue,
        factory_related_name: str = "",
        size: int | Callable[[], int] | Distribution = 2,
        **defaults: UserValue,
    ) -> None:
        super().__init__(factory, factory_related_name, **defaults)
        self.size = checked_length(type(self).__name__, size)

    def call(self, instance: UserValue, step: BuildStep, context: PostGenerationContext) -> UserValue:
        """Make the related objects, unless a value was given for them."""
        if context.value_provided:
            return self.given(instance, step, context.value)
        extra = dict(context.extra)
        size = extra.pop(SIZE_KEY, self.size)
        count = count_of(size)
        arguments = self.related_arguments(instance, extra)
        factory = self.get_factory()
        return [step.recurse(factory, arguments) for _ in range(count)]


def post_generation(fun: FunctionGiving[T]) -> PostGeneration[T]:
    """Turn a method ``(obj, create, extracted, **kwargs)`` into a `PostGeneration`.

    Args:
        fun: Called with the object, whether it was created, the value given for the field at the call (else None),
            and the ``field__key=…`` parameters; its name is the field's.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     @factory.post_generation
        ...     def welcome(obj, create, extracted, **kwargs):
        ...         obj["mail"] = f"created: {create}"
        >>> UserFactory.build()
        {'mail': 'created: False'}

    Source: factory_boy's ``post_generation``.
    """
    return PostGeneration(fun)


if not TYPE_CHECKING:
    # Out of type checkers' sight, who say it themselves.
    _decorate = post_generation

    @functools.wraps(_decorate)
    def post_generation(*functions: UserValue, **old: UserValue) -> PostGeneration[UserValue]:
        """Refuse what older versions of factory_boy had: brackets behind the decorator, and their argument."""
        if not functions and old.keys() <= PostGeneration.OLD_ARGUMENTS:
            raise ArgumentError("post_generation takes the function. Write @post_generation, without brackets.")
        return _decorate(*functions, **old)
