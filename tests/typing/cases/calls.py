"""Every way of calling a factory has an exact type, without any plugin."""

from __future__ import annotations

import dataclasses
from typing import Any, Generic

from typing_extensions import TypeVar, assert_type

import typedfactory as factory


@dataclasses.dataclass
class User:
    """A model."""

    name: str
    age: int


@dataclasses.dataclass
class Staff(User):
    """A model that has another as its base."""

    room: int


T = TypeVar("T")
U = TypeVar("U", bound=User)


class UserFactory(factory.Factory[User]):
    """The model from the type argument."""

    name = factory.Sequence(lambda n: f"user{n}")
    age = 42


class AdultFactory(UserFactory):
    """The model from the base class."""

    age = 18


class Base(factory.Factory[T], Generic[T]):
    """A generic base that knows nothing of its model."""

    class Meta:
        """It makes nothing itself."""

        abstract = True


class UserBase(Base[U], Generic[U]):
    """A generic base that knows a little of its model."""


class StaffFactory(UserBase[Staff]):
    """The model through two generic bases."""


# One object
assert_type(UserFactory.build(), User)
assert_type(UserFactory.build(name="ann", age=3), User)
assert_type(UserFactory.create(name="ann"), User)
assert_type(UserFactory.stub(name="ann"), factory.StubObject)
assert_type(UserFactory.attributes(name="ann"), dict[str, Any])
assert_type(AdultFactory.build(), User)
assert_type(StaffFactory.build(), Staff)
assert_type(StaffFactory.create(), Staff)

# Many
assert_type(UserFactory.build_batch(3), list[User])
assert_type(UserFactory.create_batch(size=3, name="ann"), list[User])
assert_type(UserFactory.stub_batch(3), list[factory.StubObject])
assert_type(StaffFactory.build_batch(3), list[Staff])

# A strategy given as a value
assert_type(UserFactory.generate("build"), User)
assert_type(UserFactory.generate(factory.CREATE_STRATEGY, name="ann"), User)
assert_type(UserFactory.generate("stub"), factory.StubObject)
assert_type(UserFactory.generate_batch("create", 3), list[User])
assert_type(UserFactory.generate_batch("stub", 3), list[factory.StubObject])
assert_type(UserFactory.simple_generate(create=True), User)
assert_type(UserFactory.simple_generate_batch(create=False, size=3), list[User])

# A factory made by a call
assert_type(factory.make_factory(User, name="ann"), type[factory.Factory[User]])
assert_type(factory.make_factory(User).build(), User)
assert_type(factory.make_factory(User).build_batch(2), list[User])

# No factory at all
assert_type(factory.build(User, name="ann"), User)
assert_type(factory.create(User, FACTORY_CLASS=UserFactory), User)
assert_type(factory.stub(User), factory.StubObject)
assert_type(factory.generate(User, "build"), User)
assert_type(factory.generate(User, "stub"), factory.StubObject)
assert_type(factory.simple_generate(User, create=True), User)
assert_type(factory.build_batch(User, 3, age=factory.Sequence(lambda n: n)), list[User])
assert_type(factory.create_batch(User, size=3), list[User])
assert_type(factory.stub_batch(User, 3), list[factory.StubObject])
assert_type(factory.generate_batch(User, "create", 3), list[User])
assert_type(factory.generate_batch(User, "stub", 3), list[factory.StubObject])
assert_type(factory.simple_generate_batch(User, create=False, size=3), list[User])


class RowFactory(factory.DictFactory):
    """Makes dicts."""

    key = "value"


class PairFactory(factory.ListFactory):
    """Makes lists."""


assert_type(RowFactory.build(key="x"), dict[str, Any])
assert_type(RowFactory.build_batch(2), list[dict[str, Any]])
assert_type(PairFactory.build(), list[Any])
