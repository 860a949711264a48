"""Fixtures from factories: ``register(UserFactory)`` gives tests ``user_factory`` and ``user``.

pytest finds this package by its entry point; what tests import from it is in ``__all__``.
"""

from typedfactory.pytest_plugin.collecting import pytest_addhooks
from typedfactory.pytest_plugin.lazy_fixture import LazyFixture
from typedfactory.pytest_plugin.naming import named_model
from typedfactory.pytest_plugin.registering import register, with_factory

__all__ = ["LazyFixture", "named_model", "pytest_addhooks", "register", "with_factory"]
