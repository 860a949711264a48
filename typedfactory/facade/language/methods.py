"""What `Factory` offers beyond factory_boy's language. It delegates, and loads what it delegates to when it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from typedfactory.errors import UnsupportedStrategy
from typedfactory.ground.making.strategies import PERSISTED_STRATEGY

if TYPE_CHECKING:
    from typedfactory.facade.language.combinations import Combination
    from typedfactory.facade.language.selecting import Selection
    from typedfactory.ground.given import UserValue, UserValues
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

    @classmethod
    def fill_in(cls, made: T, /, **overrides: UserValue) -> T:
        """Give those fields of an object values that have none, or None; the rest is kept.

        Args:
            made: The object.
            **overrides: As for `build`; they hold whatever the object has.

        Returns:
            The object; where it cannot be changed (a frozen dataclass), a new one.

        Raises:
            ArgumentError: It is no object of the factory's model.

        Example:
            >>> import dataclasses
            >>> import typedfactory as factory
            >>> @dataclasses.dataclass
            ... class User:
            ...     name: str | None = None
            ...     email: str | None = None
            >>> class UserFactory(factory.Factory[User]):
            ...     name = "ann"
            ...     email = factory.LazyAttribute(lambda o: f"{o.name}@example.com")
            >>> UserFactory.fill_in(User(name="bo"))
            User(name='bo', email='bo@example.com')
        """
        from typedfactory.facade.language.completing import complete  # noqa: PLC0415 - as above

        completed: T = complete(cls._meta, made, overrides)
        return completed

    @classmethod
    def as_dict(cls, /, **overrides: UserValue) -> UserValues:
        """Build an object and return its fields, as the library of its model gives them; objects in it are dicts, too.

        Args:
            **overrides: As for `build`.

        Raises:
            ArgumentError: The object has no fields.

        Example:
            >>> import dataclasses
            >>> import typedfactory as factory
            >>> @dataclasses.dataclass
            ... class Address:
            ...     city: str
            >>> @dataclasses.dataclass
            ... class User:
            ...     name: str
            ...     address: Address
            >>> class UserFactory(factory.Factory[User]):
            ...     pass
            >>> UserFactory.as_dict(name="ann", address__city="Rome")
            {'name': 'ann', 'address': {'city': 'Rome'}}
        """
        from typedfactory.facade.dumping.objects import as_dict  # noqa: PLC0415 - as above

        factory = cls._meta.factory
        return as_dict(factory.__name__, factory.build(**overrides))

    @classmethod
    def as_json(cls, /, **overrides: UserValue) -> str:
        """Build an object and return it as JSON, as the library of its model writes it.

        Args:
            **overrides: As for `build`.

        Raises:
            ArgumentError: JSON has no word for a value of it.

        Example:
            >>> import datetime
            >>> import pydantic
            >>> import typedfactory as factory
            >>> class User(pydantic.BaseModel):
            ...     name: str
            ...     born: datetime.date
            >>> class UserFactory(factory.Factory[User]):
            ...     name, born = "ann", datetime.date(2000, 1, 31)
            >>> UserFactory.as_json()
            '{"name": "ann", "born": "2000-01-31"}'
        """
        from typedfactory.facade.dumping.objects import as_json  # noqa: PLC0415 - as above

        factory = cls._meta.factory
        return as_json(factory.__name__, factory.build(**overrides))

    @classmethod
    def build_persisted(cls, /, **overrides: UserValue) -> T:
        """Make an object that looks saved and is not, for tests without a database; nested ones, too.

        It has a key. One of Django's says that it is in the database (``_state.adding`` is False), one of SQLAlchemy's is
        detached. Saving it is an error.

        Args:
            **overrides: As for `build`.

        Raises:
            UnsupportedStrategy: The factory has no library that saves.

        Example:
            >>> import sqlalchemy as sa
            >>> from sqlalchemy.orm import declarative_base
            >>> from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory
            >>> Base = declarative_base()
            >>> class Town(Base):
            ...     __tablename__ = "town"
            ...     id = sa.Column(sa.Integer, primary_key=True)
            >>> class TownFactory(SQLAlchemyModelFactory[Town]):
            ...     pass
            >>> town = TownFactory.build_persisted()
            >>> town.id, sa.inspect(town).detached
            (1, True)

        Source: factory_bot's ``build_stubbed``.
        """
        factory = cls._meta.factory
        if not hasattr(factory, "_look_saved"):
            raise UnsupportedStrategy(
                f"{factory.__name__}.build_persisted: no library saves a {_name_of(cls._meta.model)}, so none can look "
                f"saved. Use build()."
            )
        made: T = cls._meta.call_strategy(PERSISTED_STRATEGY, overrides)
        return made

    @classmethod
    def build_where(cls, /, *selections: Selection, **overrides: UserValue) -> T:
        """Make an object without saving it, with values for all fields of a type or a name, however deep they are.

        Args:
            *selections: ``where(str, within=Address) == "x"``, ``fields("*_id") == 7``; the later ones are stronger.
            **overrides: As for `build`; they are stronger than any selection.

        Raises:
            ArgumentError: A selection selects nothing, or is none.

        Example:
            >>> import dataclasses
            >>> import typedfactory as factory
            >>> @dataclasses.dataclass
            ... class Line:
            ...     tenant_id: int
            ...     price: float
            >>> @dataclasses.dataclass
            ... class Order:
            ...     tenant_id: int
            ...     lines: list[Line]
            >>> class OrderFactory(factory.Factory[Order]):
            ...     pass
            >>> OrderFactory.build_where(factory.fields("tenant_id") == 7, factory.where(float) == 1.5)
            Order(tenant_id=7, lines=[Line(tenant_id=7, price=1.5)])
        """
        from typedfactory.facade.language.selecting import select  # noqa: PLC0415 - as above

        made: T = cls._meta.factory.build(**select(cls._meta, selections, overrides))
        return made

    @classmethod
    def create_where(cls, /, *selections: Selection, **overrides: UserValue) -> T:
        """Make an object and save it, with values for all fields of a type or a name, however deep they are.

        Args:
            *selections: As for `build_where`.
            **overrides: As for `create`.

        Raises:
            ArgumentError: As for `build_where`.

        Example:
            >>> import dataclasses
            >>> import typedfactory as factory
            >>> @dataclasses.dataclass
            ... class Point:
            ...     x: int
            ...     y: int
            >>> class PointFactory(factory.Factory[Point]):
            ...     pass
            >>> PointFactory.create_where(factory.where(int) == 3, y=4)
            Point(x=3, y=4)
        """
        from typedfactory.facade.language.selecting import select  # noqa: PLC0415 - as above

        made: T = cls._meta.factory.create(**select(cls._meta, selections, overrides))
        return made


def _name_of(model: UserValue) -> str:
    return getattr(model, "__name__", str(model))
