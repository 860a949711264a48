"""The methods of a factory that are there to be overridden."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from typedfactory.plan.describe.hooks import BY_NAME, own_hook
from typedfactory.plan.options import FactoryOptions

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues


T = TypeVar("T")


class ExtensionPoints(Generic[T]):
    """What `typedfactory.Factory` does by default where a factory may do something else."""

    _meta: ClassVar[FactoryOptions]

    @classmethod
    def _setup_next_sequence(cls) -> int:
        """Return the first number of the sequence; called when the first object is made.

        Example:
            >>> import typedfactory as factory
            >>> class RowFactory(factory.DictFactory):
            ...     id = factory.Sequence(lambda n: n)
            ...     @classmethod
            ...     def _setup_next_sequence(cls):
            ...         return 100
            >>> RowFactory()
            {'id': 100}

        Source: factory_boy's ``Factory._setup_next_sequence``.
        """
        return 0

    @classmethod
    @own_hook("run")
    def _generate(cls, strategy: str, params: UserValues) -> UserValue:
        """Make one object; every way of making objects comes through here.

        Args:
            strategy: ``"build"``, ``"create"`` or ``"stub"``.
            params: The overrides.

        Returns:
            The object.

        Example:
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     @classmethod
            ...     def _generate(cls, strategy, params):
            ...         print(strategy, params)
            ...         return super()._generate(strategy, params)
            >>> UserFactory.build(name="ann")
            build {'name': 'ann'}
            {'name': 'ann'}

        Source: factory_boy's ``Factory._generate``.
        """
        return cls._meta.run(strategy, params)

    @classmethod
    @own_hook("identity")
    def _adjust_kwargs(cls, /, **kwargs: UserValue) -> UserValues:
        """Change the resolved fields before they become arguments of the model.

        Args:
            **kwargs: Field → value, params and excluded fields included.

        Returns:
            The same, changed.

        Example:
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     name = "ann"
            ...     @classmethod
            ...     def _adjust_kwargs(cls, **kwargs):
            ...         return {**kwargs, "name": kwargs["name"].title()}
            >>> UserFactory()
            {'name': 'Ann'}

        Source: factory_boy's ``Factory._adjust_kwargs``.
        """
        return kwargs

    @classmethod
    @own_hook("call", by_name=True)
    def _build(cls, model_class: type[T], /, *args: UserValue, **kwargs: UserValue) -> T:
        """Make an unsaved object from its arguments.

        Args:
            model_class: The model.
            *args: The fields of ``Meta.inline_args``.
            **kwargs: The other fields, by the model's names.

        Returns:
            The object.

        Example:
            >>> import types
            >>> import typedfactory as factory
            >>> class SettingsFactory(factory.Factory[types.MappingProxyType]):
            ...     debug = True
            ...     @classmethod
            ...     def _build(cls, model_class, *args, **kwargs):
            ...         return model_class(kwargs)
            >>> SettingsFactory.build()
            mappingproxy({'debug': True})

        Source: factory_boy's ``Factory._build``.
        """
        if model_class is BY_NAME:
            model_class = kwargs.pop("model_class")
        return model_class(*args, **kwargs)

    @classmethod
    @own_hook("call", by_name=True)
    def _create(cls, model_class: type[T], /, *args: UserValue, **kwargs: UserValue) -> T:
        """Make and save an object from its arguments; back ends override this.

        Args:
            model_class: The model.
            *args: The fields of ``Meta.inline_args``.
            **kwargs: The other fields, by the model's names.

        Returns:
            The object.

        Example:
            >>> import typedfactory as factory
            >>> class Store(list):
            ...     def save(self, row):
            ...         self.append(row)
            ...         return row
            >>> store = Store()
            >>> class RowFactory(factory.DictFactory):
            ...     id = 1
            ...     @classmethod
            ...     def _create(cls, model_class, *args, **kwargs):
            ...         return store.save(cls._build(model_class, *args, **kwargs))
            >>> RowFactory.create(), store
            ({'id': 1}, [{'id': 1}])

        Source: factory_boy's ``Factory._create``.
        """
        if model_class is BY_NAME:
            model_class = kwargs.pop("model_class")
        return model_class(*args, **kwargs)

    @classmethod
    @own_hook("nothing")
    def _after_postgeneration(cls, instance: T, create: bool, results: UserValues | None = None) -> None:
        """Look at what the post-generation declarations returned.

        Args:
            instance: The object.
            create: Whether the strategy was ``create``.
            results: Declaration name → what it returned.

        Example:
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     greeting = factory.PostGeneration(lambda user, create, extracted: "hello")
            ...     @classmethod
            ...     def _after_postgeneration(cls, instance, create, results=None):
            ...         print(create, results)
            >>> UserFactory.build()
            False {'greeting': 'hello'}
            {}

        Source: factory_boy's ``Factory._after_postgeneration``.
        """
