"""The plugin as the tests use it: what fails inside it stops mypy instead of being left alone."""

import importlib

from typedfactory.mypy import plugin

importlib.import_module("typedfactory.mypy.routing").DEBUG = True  # type: ignore[attr-defined]  # a module's constant

__all__ = ["plugin"]
