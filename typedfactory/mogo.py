"""Where ``from factory.mogo import …`` leads: everything of `typedfactory.orm.mogo`."""

from typedfactory.orm.mogo import MogoFactory

__all__ = ["MogoFactory"]
