"""factory_boy's ``factory.builder``: what declarations see of a build."""

from typing import TYPE_CHECKING

from typedfactory.ground.context import BuildStep, Resolver
from typedfactory.ground.old_names import refuse_old_names
from typedfactory.plan.describe.declaration_sets import DeclarationSet

__all__ = ["BuildStep", "DeclarationSet", "Resolver"]

if not TYPE_CHECKING:
    __getattr__ = refuse_old_names(__name__)
