"""Factories of Mogo's models: `MogoFactory`."""

try:
    import mogo as _mogo  # noqa: F401 - whether it is there, before anything else needs it
except ModuleNotFoundError as error:
    if error.name != "mogo":
        raise
    raise ModuleNotFoundError(
        "typedfactory.orm.mogo needs Mogo, which is not installed. Install it with: pip install 'typedfactory[mogo]'",
        name="mogo",
    ) from error

from typedfactory.orm.mogo.factory import MogoFactory

__all__ = ["MogoFactory"]
