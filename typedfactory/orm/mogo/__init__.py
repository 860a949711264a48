"""Factories of Mogo's models: `MogoFactory`."""

from typedfactory.ground.libraries import refusal as _refusal

# Whether the library is there, before anything else needs it.
if (_error := _refusal("mogo")) is not None:
    raise _error

from typedfactory.orm.mogo.factory import MogoFactory

__all__ = ["MogoFactory"]
