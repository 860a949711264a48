"""Factories of Mogo's models: `MogoFactory`.

Inside: `factory`, `adapter` (model → shape).
May be used from outside: the names below; this package is a public address.
May import: `orm.shared`, the façade and below; Mogo.
"""

from typedfactory.ground.libraries import refusal as _refusal

# Whether the library is there, before anything else needs it.
if (_error := _refusal("mogo")) is not None:
    raise _error

from typedfactory.orm.mogo.factory import MogoFactory

__all__ = ["MogoFactory"]
