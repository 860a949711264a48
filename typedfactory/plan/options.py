"""FactoryOptions: what a factory knows, reachable as ``UserFactory._meta``."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from typedfactory import typeinfo
from typedfactory.adapters import constructor_of, shape_of
from typedfactory.declarations import SKIP, Parameter
from typedfactory.declarations.base import next_creation
from typedfactory.ground.context import BuildStep, Resolver
from typedfactory.ground.making.strategies import CREATE_STRATEGY, STRATEGIES, is_strategy
from typedfactory.ground.shape import ModelShape
from typedfactory.plan.call import entries
from typedfactory.plan.call.back_end import BackEnd
from typedfactory.plan.call.counting import CounterHolder
from typedfactory.plan.call.holding import PlanHolder
from typedfactory.plan.call.instances import make_instance
from typedfactory.plan.call.keywords import ConstructorKeywords
from typedfactory.plan.describe import autofill, checks, filling, partial
from typedfactory.plan.describe.declaration_sets import DeclarationViews
from typedfactory.plan.describe.hooks import own_method
from typedfactory.plan.describe.meta import (
    CORE,
    READERS,
    OptionDefault,
    core_options,
    inherited_options,
    read_meta,
)
from typedfactory.plan.describe.overrides import (
    UNSET,
    Tree,
    Unset,
    exact,
    odd_keys,
    rename_root,
    rename_roots,
)
from typedfactory.plan.describe.refusing import bodies, models
from typedfactory.plan.describe.refusing.strictness import refuse_misfits
from typedfactory.plan.describe.spec import Collected, FactorySpec, ModelFields, describe, parameter_dependencies
from typedfactory.plan.describe.synonyms import SaidOnce, find_synonyms
from typedfactory.plan.interpret import resolver
from typedfactory.plan.interpret.settle import ATTRIBUTES

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserFunction, UserValue, UserValues


#: What factories have in common that are the same in all but their numbers.
_KEPT = (*CORE, "base_factory", "own_values", "own_parameters", "is_obvious", "_shape", "_constructor")


class FactoryOptions(BackEnd, ConstructorKeywords, DeclarationViews, SaidOnce, CounterHolder, PlanHolder):
    """The options of a factory and what follows from them: description, counter, plans.

    Subclass it, override ``_build_default_options`` and name it as the factory's ``_options_class`` to add options
    to ``class Meta``; `OptionDefault` shows how.

    Source: factory_boy's ``FactoryOptions``.
    """

    model: UserValue
    abstract: bool
    #: What calling the class does, if nothing is said at the call.
    strategy: str
    inline_args: tuple[str, ...]
    exclude: tuple[str, ...]
    rename: Mapping[str, str]
    autofill: bool | str
    default_for_model: bool
    optional: Literal["value", "none", "random"] | float
    collection_size: int | tuple[int, int] | range | UserFunction | None
    max_depth: int | None
    providers: Mapping[object, UserFunction]
    mocks: bool
    realistic: bool | None
    max_tries: int
    strict: bool
    check_types: bool
    factory: FactoryClass
    base_factory: FactoryClass | None = None
    #: The declarations of the class body.
    own_values: UserValues
    #: Those names of declarations that are instances of subclasses of ``str``.
    own_keys: Mapping[str, str] = MappingProxyType({})
    own_parameters: dict[str, Parameter]
    #: When the factory was defined, as declarations count it.
    defined = 0
    #: Whether the class body was found right at first sight.
    is_obvious = False
    #: The options of a factory that is the same but for its numbers, as long as neither is changed.
    alike: FactoryOptions | None = None
    _shape: ModelShape | Unset | None = UNSET
    _model_names: frozenset[str] | None = None
    _constructor: tuple[int, ...] | None = None
    _collected: Collected | None = None

    def read_again(self, option: str) -> None:
        """Read the model and the names for its fields anew, where an option is set on which these depend."""
        if option in ("model", "rename", "exclude"):
            self._shape, self._model_names, self._collected = UNSET, None, None

    def _build_default_options(self) -> list[OptionDefault]:
        """Return the options that ``class Meta`` may hold; extend the list of ``super()``."""
        return core_options()

    def contribute_to_class(
        self,
        factory: FactoryClass,
        meta: type | None = None,
        base_meta: FactoryOptions | None = None,
        base_factory: FactoryClass | None = None,
        params: type | None = None,
        values: Mapping[str, UserValue] | None = None,
        type_argument: object = None,
    ) -> None:
        """Take over a new factory class.

        Args:
            factory: The class.
            meta: Its ``class Meta``.
            base_meta: The options of its base factory.
            base_factory: Its base factory.
            params: Its ``class Params``.
            values: The declarations of its body.
            type_argument: The model given as type argument, ``Factory[User]``.
        """
        # Nobody has to hear of what a new factory is told; an option that is a property of a back end's has to.
        known = self.__dict__
        known.update(factory=factory, base_factory=base_factory)
        if base_meta is not None:
            known.update(inherited_options(base_meta))
        options = read_meta(factory.__name__, meta, self._build_default_options(), base_meta)
        for name, value in options.items():
            if name in CORE:
                known[name] = READERS[name](value) if name in READERS else value
            else:
                setattr(self, name, value)
        model = known["model"] = models.agreed_model(factory.__name__, meta, self.model, type_argument)
        if model is None:
            known["abstract"] = True
        values = {} if values is None else values
        keys = odd_keys(values)
        known["own_values"] = {exact(name): value for name, value in values.items()} if keys else dict(values)
        if keys:
            known["own_keys"] = keys
        known["own_parameters"] = bodies.read_params(params, base_factory)
        known["defined"] = next_creation()
        self.settle_counter()
        checks.check_definition(self)
        if self.default_for_model:
            filling.register_default(self)

    def take_after(self, first: FactoryOptions, factory: FactoryClass) -> None:
        """Take over a new factory class that is the same as another one in all but its numbers.

        Args:
            first: The options of the other one, which nobody has changed, and whose body was right at first sight.
            factory: The class.
        """
        self.__dict__.update({name: first.__dict__[name] for name in _KEPT})
        self.__dict__.update(factory=factory, alike=first, defined=next_creation())
        self.settle_counter()

    @property
    def collected(self) -> Collected:
        """The declarations of the factory and its bases, merged."""
        if self._collected is None:
            self._collected = self._collect()
        return self._collected

    @property
    def hidden(self) -> frozenset[str]:
        """The names that are not passed to the model."""
        return frozenset([*self.exclude, *self.parameters])

    @functools.cached_property
    def automatic(self) -> dict[object, FactoryClass]:
        """Model → the factory that fills fields of that type; kept on the library's base factories."""
        return {}

    @property
    def parameters_dependencies(self) -> Mapping[str, set[str]]:
        """Parameter → the traits that set it."""
        return parameter_dependencies(self.factory.__name__, self.parameters)

    def _collect(self) -> Collected:
        if self.is_obvious and self.base_factory is not None:
            base = self.base_factory._meta.collected
            collected = Collected(dict(base.values), dict(base.parameters), dict(base.keys))
            collected.add_class(self.own_values, self.own_parameters, self.own_keys)
            collected.sort()
            return collected
        collected, synonyms = Collected(), self.synonyms
        for parent in reversed(self.factory.__mro__):
            parent_meta = vars(parent).get("_meta") if parent is not self.factory else self
            if parent_meta is not None:
                values = parent_meta.own_values
                if not parent_meta.is_obvious:
                    values = {**bodies.private_fields(self, parent), **values}
                if synonyms:
                    values = {rename_root(path, synonyms): value for path, value in values.items()}
                collected.add_class(values, parent_meta.own_parameters, parent_meta.own_keys)
        collected.sort()
        return collected

    def source(self, strategy: str | None = None) -> str:
        """Return the source of the function generated for a call without overrides.

        Args:
            strategy: ``"build"``, ``"create"``, ``"stub"`` or ``"attributes"``; None is the default strategy.

        Example:
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     name = "joe"
            >>> print(UserFactory._meta.source("build"))
            def make(kw, parent, number):
                try:
                    n = counter_0.take() if number is None else number
                    return {'name': value_1}
                except Exception as error:
                    note_2(error)
                    raise
            <BLANKLINE>
        """
        ref = self.plans.plain[self.strategy if strategy is None else strategy]
        ref.shared()
        return ref.source

    @property
    def spec(self) -> FactorySpec:
        """The frozen description of the factory."""
        if self._spec is None:
            if isinstance(self.model, str):
                self.get_model_class()
                self._collected = None
                checks.check_fields(self)
            model = ModelFields(
                self.model_names,
                self.synonyms,
                lambda declared: autofill.fill(self, declared),
                lambda name, below: partial.reach(self, name, below),
                lambda name, value: partial.completed(self, name, autofill.with_auto(self, name, value)),
                lambda name: name in self.model_names or not checks.means_nothing(self, name),
            )
            self._spec = describe(self.factory.__name__, self.collected, self.exclude, model)
        return self._spec

    @property
    def shape(self) -> ModelShape | None:
        """The shape of the model, if an adapter knows it."""
        shape = self._shape
        if isinstance(shape, Unset) or isinstance(self.model, str):
            model = None if self.model is None else self.get_model_class()
            shape = shape_of(model)
            # Past what sees to options that are set late: these are none.
            self.__dict__.update(_shape=shape, _constructor=constructor_of(model))
        return shape

    def is_as_read(self) -> bool:
        """Say whether the model's constructor is the one that its shape was read from, and nothing in its place."""
        return self._constructor is None or self._constructor == constructor_of(self.model)

    @property
    def model_names(self) -> frozenset[str]:
        """The fields of the model as the factory names them (see ``Meta.rename``)."""
        if self._model_names is None or isinstance(self.model, str):
            shape = self.shape
            back = self.renamed_back
            names = () if shape is None else shape.names
            self._model_names = frozenset(back.get(name, name) for name in names)
        return self._model_names

    @property
    def renamed_back(self) -> dict[str, str]:
        """What the model calls a field → what the factory calls it, where that differs (see ``Meta.rename``)."""
        return {new: old for old, new in self.rename.items()}

    @property
    def synonyms(self) -> Mapping[str, str]:
        """Aliases of the model's fields → the names that the factory has for them."""
        return find_synonyms(self)

    @own_method
    def read_call(self, tree: Tree) -> Tree:
        """Return what a call says, by the factory's names for the fields."""
        silent = self.silent_keys(tree)
        if silent:
            tree = {name: node for name, node in tree.items() if name not in silent or node.value is not None}
        return rename_roots(tree, self.synonyms)

    def get_model_class(self) -> UserValue:
        """Return the model, where ``Meta.model`` may be a name that a back end looks up."""
        if isinstance(self.model, str):
            self.model = models.find_model(self.factory, self.model)
        return self.model

    def get_constructor(self) -> UserValue:
        """Return what is called to make an object: the class, where the model is an alias of it with arguments.

        Calling the alias would store it on the instance, which frozen dataclasses with slots cannot bear.
        """
        model = self.get_model_class()
        return model if typeinfo.origin_of(model) is None else typeinfo.class_of(model)

    # Making objects

    def call_strategy(self, strategy: str, kwargs: UserValues) -> UserValue:
        """Make an object through the factory's ``build``, ``create`` or ``stub``, which a user may have overridden."""
        if not is_strategy(strategy):
            raise checks.unknown_strategy(self.factory.__name__, strategy)
        method = getattr(self.factory, strategy, None) if strategy in STRATEGIES else None
        return self.factory._generate(strategy, kwargs) if method is None else method(**kwargs)

    def batch(self, strategy: str, size: int, kwargs: UserValues) -> list[UserValue]:
        """Make several objects: what the ``_batch`` methods do."""
        if not is_strategy(strategy):
            raise checks.unknown_strategy(self.factory.__name__, strategy)
        return entries.make_batch(self, strategy, size, kwargs)

    def run(self, strategy: str, params: Mapping[str, UserValue]) -> UserValue:
        """Make an object: what ``Factory._generate`` does.

        Raises:
            FactoryError: The factory is abstract.
            UnknownStrategy: There is no such strategy.
        """
        return self.plans.run(strategy, params)

    def check_usable(self, strategy: str, *, nested: bool = False) -> None:
        """Raise unless the factory can make objects with a strategy.

        Args:
            strategy: The strategy.
            nested: Whether another factory asks, which may use an abstract one that has a model.
        """
        if strategy not in STRATEGIES and strategy != ATTRIBUTES and not is_strategy(strategy):
            raise checks.unknown_strategy(self.factory.__name__, strategy)
        if self.abstract and not (nested and self.model is not None):
            raise models.abstract_factory(self)

    def make_nested(
        self, strategy: str, params: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None
    ) -> UserValue:
        """Make an object of this factory inside another one's; see ``BuildStep.recurse``."""
        return self.plans.make_nested(strategy, params, parent, number)

    def unroll(
        self, strategy: str, context: Mapping[str, UserValue], parent: Resolver[UserValue], number: int
    ) -> UserValues:
        """Evaluate parameters of a declaration; see ``BuildStep.unroll``."""
        return resolver.unroll(self, strategy, context, parent, number)

    @own_method
    def adjusted_arguments(self, attributes: Mapping[str, UserValue]) -> UserValues:
        """Return the arguments for the model, by the model's names, before positional ones are parted off."""
        kwargs = self.factory._adjust_kwargs(**attributes)
        hidden = self.hidden
        kwargs = {name: value for name, value in kwargs.items() if exact(name) not in hidden and value is not SKIP}
        if self.check_types:
            refuse_misfits(self, kwargs)
        for old, new in self.rename.items():
            if old in kwargs:
                kwargs[new] = kwargs.pop(old)
        return kwargs

    def named_arguments(self, attributes: Mapping[str, UserValue]) -> UserValues:
        """Return all arguments for the model by the keywords of its constructor."""
        return self.by_keyword(self.adjusted_arguments(attributes))

    @own_method
    def prepare_arguments(self, attributes: Mapping[str, UserValue]) -> tuple[tuple[UserValue, ...], UserValues]:
        """Turn resolved fields into the model's positional and keyword arguments."""
        kwargs = self.adjusted_arguments(attributes)
        missing = [name for name in self.inline_args if name not in kwargs]
        if missing:
            raise checks.missing_inline_argument(self.factory.__name__, missing[0])
        return tuple(kwargs.pop(name) for name in self.positional_names(kwargs)), kwargs

    @own_method
    def instantiate(self, step: BuildStep, args: tuple[UserValue, ...], kwargs: UserValues) -> UserValue:
        """Make the object from its arguments with the step's strategy."""
        return make_instance(self, step, args, kwargs, self.inline_args or self.positional_only())

    @own_method
    def use_postgeneration_results(self, step: BuildStep, instance: UserValue, results: UserValues) -> None:
        """Hand the results of the hooks to ``_after_postgeneration``."""
        create = step.builder.strategy == CREATE_STRATEGY
        self.factory._after_postgeneration(instance, create=create, results=results)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} for {self.factory.__name__}>"
