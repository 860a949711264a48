"""factory_boy's ``factory.fuzzy``: random values in given ranges.

This is the very module that defines them: what a moved suite patches here (``mock.patch.object(fuzzy, "…")``) is what is used.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typedfactory.fuzzy import *  # noqa: F403 - the names are listed there, once
else:
    from typedfactory.declarations.random import fuzzy as _defining

    sys.modules[__name__] = _defining
