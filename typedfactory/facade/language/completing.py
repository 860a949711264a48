"""Filling in what an object lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from typedfactory import typeinfo
from typedfactory.declarations import AUTO
from typedfactory.errors import ArgumentError, FactoryError
from typedfactory.plan.describe.checks import check_call
from typedfactory.plan.describe.overrides import leaves, parse_overrides
from typedfactory.plan.interpret.resolver import Interpreter
from typedfactory.plan.options import FactoryOptions

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues
    from typedfactory.ground.shape import FieldShape, ModelShape


def complete(meta: FactoryOptions, made: UserValue, overrides: Mapping[str, UserValue]) -> UserValue:
    """Give those fields of an object values that have none, or None.

    Args:
        meta: The factory's options.
        made: The object.
        overrides: What is given instead of what the factory says, whatever the object has.

    Returns:
        The object; where it cannot be changed, a new one.

    Raises:
        ArgumentError: It is no object of the factory's model.
    """
    model, shape = meta.get_model_class(), meta.shape
    kind = None if model is None else typeinfo.class_of(model)
    if shape is None or kind is None or not _is_instance(made, model, kind):
        raise ArgumentError(
            f"{meta.factory.__name__}.fill_in takes a {getattr(model, '__name__', model)}, not a {type(made).__name__}."
        )
    back = meta.renamed_back
    held = {back.get(field.name, field.name): _value_of(made, field) for field in shape.fields}
    kept = {name: value for name, value in held.items() if value is not None and not _is_replaced(name, overrides)}
    values = _settled(
        meta, shape, _arguments(meta, shape, kept, [name for name in held if name not in kept], overrides)
    )
    missing = {name: value for name, value in values.items() if back.get(name, name) not in kept}
    return _put(meta, made, shape, values, missing)


def _is_instance(made: UserValue, model: UserValue, kind: type) -> bool:
    # A TypedDict is no class of its values.
    return isinstance(made, dict) if issubclass(kind, dict) else isinstance(made, kind)


def _value_of(made: UserValue, field: FieldShape) -> UserValue:
    if isinstance(made, Mapping):
        return made.get(field.name)
    return getattr(made, field.attribute, None)


def _is_replaced(name: str, overrides: Mapping[str, UserValue]) -> bool:
    return any(key == name or key.startswith(f"{name}__") for key in overrides)


def _arguments(
    meta: FactoryOptions, shape: ModelShape, kept: UserValues, missing: list[str], overrides: Mapping[str, UserValue]
) -> UserValues:
    """Return the model's fields by its names for them, as the factory makes them around what is kept."""
    left_out = [name for name in missing if not _is_replaced(name, overrides) and _is_left_out(meta, shape, name)]
    tree = parse_overrides({**dict.fromkeys(left_out, AUTO), **overrides}, strict=True)
    check_call(meta, tree)
    # What the object has is what it has: nobody asks whether it is right.
    tree.update(leaves(kept))
    return meta.adjusted_arguments(Interpreter(meta, "build", tree).arguments(None, None))


def _settled(meta: FactoryOptions, shape: ModelShape, values: UserValues) -> UserValues:
    """Return values with what a back end makes of those that only stand for one until it knows it."""
    waiting = [name for name, value in values.items() if type(value).__module__.startswith("typedfactory.")]
    if not waiting:
        return values
    built = meta.factory._build(meta.get_constructor(), **meta.by_keyword(values))
    return {**values, **{name: getattr(built, shape.by_name[name].attribute) for name in waiting}}


def _is_left_out(meta: FactoryOptions, shape: ModelShape, name: str) -> bool:
    """Say whether the factory leaves a field to the model, that it could fill by its type.

    A library that saves gives such fields values itself: keys, dates of creation.
    """
    if name in meta.spec.fields or name in meta.exclude or type(meta) is not FactoryOptions:
        return False
    field = shape.by_name[meta.rename.get(name, name)]
    try:
        return meta.autofill is not False and field.annotated and shape.annotation_of(field) is not typeinfo.MISSING
    except FactoryError:
        return False


def _put(
    meta: FactoryOptions, made: UserValue, shape: ModelShape, values: UserValues, missing: UserValues
) -> UserValue:
    if isinstance(made, dict):
        made.update(missing)
        return made
    try:
        for name, value in missing.items():
            setattr(made, shape.by_name[name].attribute if name in shape.by_name else name, value)
    except (AttributeError, ValueError, TypeError):
        if not _is_frozen(made):
            raise
        return meta.get_constructor()(**meta.by_keyword(values))
    return made


def _is_frozen(made: UserValue) -> bool:
    """Say whether an object refuses every change."""
    kind = type(made)
    parameters = getattr(kind, "__dataclass_params__", None)
    config = getattr(kind, "model_config", {})
    struct = getattr(kind, "__struct_config__", None)
    return (
        isinstance(made, tuple)
        or bool(getattr(parameters, "frozen", False))
        or bool(getattr(struct, "frozen", False))
        or bool(config.get("frozen"))
        or getattr(kind.__setattr__, "__name__", "") == "_frozen_setattrs"
    )
