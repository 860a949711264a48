"""factory_boy's ``factory.faker``: values made by Faker."""

from typedfactory.faker import Faker

__all__ = ["Faker"]
