"""What is cold, with factory_boy."""

# It says that it has type hints, but its functions and what it exports have none.
# mypy: disable-error-code="attr-defined, misc, name-defined, no-untyped-call, no-any-return"

from __future__ import annotations

from typing import Any

import factory

from bench.cold import models
from bench.with_factory_boy import AddressFactory


def define(user: type[Any]) -> Any:
    """Return a new factory: eight fields, a trait, a sub-factory."""

    class UserFactory(factory.Factory):
        class Meta:
            model = user

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

    class WideFactory(factory.Factory):
        class Meta:
            model = models.Wide

    return WideFactory


build = factory.build
make_factory = factory.make_factory
