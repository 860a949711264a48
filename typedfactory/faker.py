"""Values made by Faker. A public address: what it holds is made in `typedfactory.declarations.random`."""

from typedfactory.declarations.random.faker.declaration import Faker

__all__ = ["Faker"]
