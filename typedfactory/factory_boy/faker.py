"""factory_boy's ``factory.faker``: values made by Faker."""

from typing import TYPE_CHECKING

from typedfactory.faker import Faker
from typedfactory.ground.old_names import refuse_old_names

__all__ = ["Faker"]

if not TYPE_CHECKING:
    __getattr__ = refuse_old_names(__name__)
