"""factory_boy's ``factory.fuzzy``: random values in given ranges."""

from typedfactory.fuzzy import *  # noqa: F403 - the names are listed there, once
from typedfactory.fuzzy import __all__  # noqa: F401 - as above
