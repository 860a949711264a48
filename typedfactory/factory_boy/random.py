"""factory_boy's ``factory.random``: the random stream."""

from typedfactory.random import *  # noqa: F403 - the names are listed there, once
from typedfactory.random import __all__  # noqa: F401 - as above
