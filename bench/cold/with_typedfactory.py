"""What is cold, with typedfactory."""

from __future__ import annotations

from typing import Any

import typedfactory as factory
from bench.cold import models
from bench.with_typedfactory import AddressFactory


def define(user: type[Any]) -> Any:
    """Return a new factory: eight fields, a trait, a sub-factory."""

    class UserFactory(factory.Factory[user]):  # type: ignore[valid-type]  # a model made just now
        username = factory.Sequence(lambda n: f"user{n}")
        email = factory.LazyAttribute(lambda o: f"{o.username}@example.com")
        first_name = "Ann"
        last_name = "Lee"
        age = 30
        address = factory.SubFactory(AddressFactory)
        active = True
        note = factory.LazyFunction(str)

        class Params:
            retired = factory.Trait(last_name="Senior", age=70)

    return UserFactory


def define_wide() -> Any:
    """Return a new factory for `models.Wide`."""

    class WideFactory(factory.Factory[models.Wide]):
        pass

    return WideFactory


build = factory.build
make_factory = factory.make_factory


def first_automatic(event: type[Any]) -> Any:
    """Return the first object of a new factory that declares nothing."""

    class EventFactory(factory.Factory[event]):  # type: ignore[valid-type]  # a model made just now
        pass

    return EventFactory.build()
