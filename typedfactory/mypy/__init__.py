"""The mypy plugin: ``plugins = typedfactory.mypy``."""

from typedfactory.__about__ import __version__
from typedfactory.mypy.plugin import plugin

# mypy checks everything anew when a plugin's version changes.
__all__ = ["__version__", "plugin"]
