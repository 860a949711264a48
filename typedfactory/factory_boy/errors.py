"""factory_boy's ``factory.errors``: the errors of the library."""

from typing import TYPE_CHECKING

from typedfactory.errors import *  # noqa: F403 - the names are listed there, once
from typedfactory.errors import __all__  # noqa: F401 - as above
from typedfactory.ground.old_names import refuse_old_names

if not TYPE_CHECKING:
    __getattr__ = refuse_old_names(__name__)
