"""What teaches the library models and types that it does not know. A public address: each name is made in its own room."""

from typing import TYPE_CHECKING

from typedfactory.adapters import Adapter, register_adapter, shape_of
from typedfactory.facade.extension_points import ExtensionPoints
from typedfactory.ground.constraints import (
    CheckedType,
    Constraints,
    DecimalPlaces,
    InstanceOf,
    MaxDigits,
    OneOf,
    Pattern,
    read_constraints,
)
from typedfactory.ground.context import Builder, BuildStep, ModelBuilder, Resolver
from typedfactory.ground.old_names import refuse_old_names
from typedfactory.ground.shape import FieldShape, ModelShape
from typedfactory.typeinfo import MISSING

__all__ = [
    "MISSING",
    "Adapter",
    "BuildStep",
    "Builder",
    "CheckedType",
    "Constraints",
    "DecimalPlaces",
    "ExtensionPoints",
    "FieldShape",
    "InstanceOf",
    "MaxDigits",
    "ModelBuilder",
    "ModelShape",
    "OneOf",
    "Pattern",
    "Resolver",
    "read_constraints",
    "register_adapter",
    "shape_of",
]

if not TYPE_CHECKING:
    __getattr__ = refuse_old_names(__name__)
