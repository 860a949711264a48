"""The mypy plugin: ``plugins = typedfactory.mypy``."""

from typedfactory.mypy.plugin import plugin

__all__ = ["plugin"]
