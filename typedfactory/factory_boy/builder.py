"""factory_boy's ``factory.builder``: what declarations see of a build."""

from typedfactory.ground.context import BuildStep, Resolver
from typedfactory.plan.describe.declaration_sets import DeclarationSet

__all__ = ["BuildStep", "DeclarationSet", "Resolver"]
