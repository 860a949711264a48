"""Template strings, which Python has from 3.14 on."""

from __future__ import annotations

import sys

from typedfactory.values.core.recipes import Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request

MAKERS: dict[object, Maker] = {}

if sys.version_info >= (3, 14):  # pragma: no cover - other versions do not come here
    from string.templatelib import Interpolation, Template

    def make_template(request: Request) -> Recipe:
        """Make templates of a text and one interpolation."""
        request.accept()
        return request.recipe_for(str).mapped(lambda text: Template(text, _interpolation_of(text)))

    def make_interpolation(request: Request) -> Recipe:
        """Make interpolations of a text, without conversion and format."""
        request.accept()
        return request.recipe_for(str).mapped(_interpolation_of)

    def _interpolation_of(text: str) -> Interpolation:
        return Interpolation(text, "value", None, "")

    MAKERS.update({Template: make_template, Interpolation: make_interpolation})
