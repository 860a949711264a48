"""typedfactory: test data from type hints, with everything factory_boy can do, checked before a test runs."""

from typing import TYPE_CHECKING

from typedfactory.__about__ import __version__ as __version__

if TYPE_CHECKING:
    from typedfactory import alchemy as alchemy
    from typedfactory import base as base
    from typedfactory import builder as builder
    from typedfactory import containers as containers
    from typedfactory import declarations as declarations
    from typedfactory import django as django
    from typedfactory import enums as enums
    from typedfactory import errors as errors
    from typedfactory import faker as faker
    from typedfactory import fuzzy as fuzzy
    from typedfactory import helpers as helpers
    from typedfactory import mogo as mogo
    from typedfactory import mongoengine as mongoengine
    from typedfactory import random as random
    from typedfactory._public import *  # noqa: F403 - the names are listed there, once
else:
    # Out of type checkers' sight: to them, a module with such a function has every name.
    from typedfactory._lazy import load as __getattr__  # noqa: F401 - the interpreter looks for it
    from typedfactory._lazy import names as __dir__  # noqa: F401 - as above
