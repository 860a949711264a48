"""Values made by Faker. A public address: what it holds is made in `typedfactory.declarations.random`."""

from typing import TYPE_CHECKING

from typedfactory.declarations.random.faker.declaration import Faker
from typedfactory.ground.old_names import refuse_old_names

__all__ = ["Faker"]

if not TYPE_CHECKING:
    __getattr__ = refuse_old_names(__name__)
