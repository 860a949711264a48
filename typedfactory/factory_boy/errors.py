"""factory_boy's ``factory.errors``: the errors of the library."""

from typedfactory.errors import *  # noqa: F403 - the names are listed there, once
from typedfactory.errors import __all__  # noqa: F401 - as above
