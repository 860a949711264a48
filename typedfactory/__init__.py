"""typedfactory: test data from type hints, with everything factory_boy can do, checked before a test runs."""

from typing import TYPE_CHECKING

from typedfactory.__about__ import __version__ as __version__

if TYPE_CHECKING:
    from typedfactory import declarations as declarations
    from typedfactory import errors as errors
    from typedfactory import extension as extension
    from typedfactory import factory_boy as factory_boy
    from typedfactory import faker as faker
    from typedfactory import fuzzy as fuzzy
    from typedfactory import random as random
    from typedfactory.checking.function import check as check
    from typedfactory.checking.report import CheckFailure as CheckFailure
    from typedfactory.checking.report import CheckReport as CheckReport
    from typedfactory.declarations.feeds.feed import Feed as Feed
    from typedfactory.declarations.feeds.feed import FeedField as FeedField
    from typedfactory.facade.language.combinations import Combination as Combination
    from typedfactory.facade.language.selecting import Selection as Selection
    from typedfactory.facade.language.selecting import Selector as Selector
    from typedfactory.facade.language.selecting import fields as fields
    from typedfactory.facade.language.selecting import where as where
    from typedfactory.facade.language.sharing import shared as shared
    from typedfactory.facade.public import *  # noqa: F403 - the names are listed there, once
    from typedfactory.plan.tell.coverage import InvalidArguments as InvalidArguments
    from typedfactory.plan.tell.explain import Explanation as Explanation
    from typedfactory.plan.tell.explain import FieldSource as FieldSource
else:
    # Out of type checkers' sight: to them, a module with such a function has every name.
    from typedfactory.facade.lazy import load as __getattr__  # noqa: F401 - the interpreter looks for it
    from typedfactory.facade.lazy import names as __dir__  # noqa: F401 - as above
