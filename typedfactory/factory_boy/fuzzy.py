"""factory_boy's ``factory.fuzzy``: random values in given ranges.

This is the very module that defines them: what a moved suite patches here (``mock.patch.object(fuzzy, "…")``) is what is used.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typedfactory.fuzzy import *  # noqa: F403 - the names are listed there, once
else:
    from typedfactory.declarations.random import fuzzy as _defining
    from typedfactory.ground.old_names import refuse_old_names

    _defining.__getattr__ = refuse_old_names(_defining.__name__)
    sys.modules[__name__] = _defining
