"""factory_boy's ``factory.random``: the random stream.

This is the very module that defines them: what a moved suite patches here (``mock.patch.object(random, "…")``) is what is used.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typedfactory.random import *  # noqa: F403 - the names are listed there, once
else:
    from typedfactory import random as _defining
    from typedfactory.ground.old_names import refuse_old_names

    _defining.__getattr__ = refuse_old_names(_defining.__name__)
    sys.modules[__name__] = _defining
