"""factory_boy's ``factory.declarations``: all declarations, and the base to write more."""

from typedfactory.declarations import *  # noqa: F403 - the names are listed there, once
from typedfactory.declarations import __all__  # noqa: F401 - as above
