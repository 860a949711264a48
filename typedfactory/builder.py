"""factory_boy's address for what declarations see of a build; see `typedfactory.context`."""

from typedfactory.context import BuildStep, Resolver
from typedfactory.plan.declaration_sets import DeclarationSet

__all__ = ["BuildStep", "DeclarationSet", "Resolver"]
