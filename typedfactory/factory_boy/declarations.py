"""factory_boy's ``factory.declarations``: all declarations, and the base to write more."""

from typing import TYPE_CHECKING

from typedfactory.declarations import *  # noqa: F403 - the names are listed there, once
from typedfactory.declarations import __all__  # noqa: F401 - as above
from typedfactory.ground.old_names import refuse_old_names

if not TYPE_CHECKING:
    __getattr__ = refuse_old_names(__name__)
