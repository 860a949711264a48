"""What `Factory` offers beyond factory_boy's language. It delegates, and loads what it delegates to when it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

if TYPE_CHECKING:
    from typedfactory.facade.language.combinations import Combination
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.options import FactoryOptions

T = TypeVar("T")


class LanguageMethods(Generic[T]):
    """The methods of `typedfactory.Factory` that factory_boy has nothing like."""

    _meta: ClassVar[FactoryOptions]

    @classmethod
    def combinations(cls, /, **values: UserValue) -> list[Combination[T]]:
        """Return every combination of values of some fields, for ``pytest.mark.parametrize`` and for loops.

        Args:
            **values: Field, path or trait → its values: an iterable, an enum class, or ``AUTO`` for all that its type
                has (an enum's members, literals, booleans, None).

        Returns:
            Mappings of overrides, each with an ``id`` that names a test, and ``build()`` and ``create()``.

        Raises:
            ArgumentError: A field has no values, or too many to list.
            UnknownFieldError: A name means nothing to the factory.

        Example:
            >>> import typedfactory as factory
            >>> class OrderFactory(factory.DictFactory):
            ...     class Params:
            ...         trial = factory.Trait(days=30)
            >>> [each.id for each in OrderFactory.combinations(plan=["free", "pro"], trial=factory.AUTO)]
            ['free-no_trial', 'free-trial', 'pro-no_trial', 'pro-trial']
        """
        from typedfactory.facade.language.combinations import combine  # noqa: PLC0415 - loaded when somebody asks

        return combine(cls._meta.factory, values, pairwise=False)

    @classmethod
    def pairwise_combinations(cls, /, **values: UserValue) -> list[Combination[T]]:
        """Return few combinations in which each two values of different fields stand together once at least.

        Args:
            **values: As for `combinations`.

        Example:
            >>> import typedfactory as factory
            >>> class OrderFactory(factory.DictFactory):
            ...     pass
            >>> numbers = range(10)
            >>> len(OrderFactory.combinations(a=numbers, b=numbers, c=[1, 2], d=[1, 2]))
            400
            >>> len(OrderFactory.pairwise_combinations(a=numbers, b=numbers, c=[1, 2], d=[1, 2]))
            100
        """
        from typedfactory.facade.language.combinations import combine  # noqa: PLC0415 - as above

        return combine(cls._meta.factory, values, pairwise=True)
