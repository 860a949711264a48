"""What a factory asks of its users on request: every required field declared, every value of its field's type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from typedfactory.declarations import SKIP
from typedfactory.errors import ArgumentError, InvalidDeclarationError, UnfillableError
from typedfactory.plan.describe.overrides import exact, split_path

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.options import FactoryOptions


def refuse_undeclared(meta: FactoryOptions) -> None:
    """Refuse a factory with ``Meta.strict`` that leaves a required field to its type.

    Args:
        meta: Its options.

    Raises:
        InvalidDeclarationError: It does.
    """
    shape = meta.shape
    if shape is None or meta.abstract:
        return
    declared = {split_path(name)[0] for name in meta.collected.values if split_path(name)[1] is None}
    declared |= {meta.synonyms.get(name, name) for name in declared} | {*meta.exclude, *meta.inline_args}
    back = meta.renamed_back
    required = [back.get(field.name, field.name) for field in shape.fields if field.required]
    missing = [name for name in required if name not in declared]
    if missing:
        raise InvalidDeclarationError(
            f"{meta.factory.__name__}: Meta.strict wants every required field declared, and nothing declares "
            f"{', '.join(missing)}. Declare {'it' if len(missing) == 1 else 'them'}; AUTO fills a field by its type."
        )


def refuse_misfits(meta: FactoryOptions, values: Mapping[str, UserValue]) -> None:
    """Refuse values that are not of their fields' types, with ``Meta.check_types``.

    Args:
        meta: The factory's options.
        values: Field → value, as the factory names it.

    Raises:
        ArgumentError: One is not.
    """
    # Late, for the makers of all types are a good part of the package.
    from typedfactory.values import find_misfit  # noqa: PLC0415 - as said above

    shape = meta.shape
    for key, value in values.items() if shape is not None else ():
        name = exact(key)
        field = None if shape is None else shape.by_name.get(meta.rename.get(name, name))
        if shape is None or field is None or not field.annotated or value is SKIP:
            continue
        if type(value).__module__.partition(".")[0] == "typedfactory":
            # What stands for a value until a back end knows it.
            continue
        try:
            annotation = shape.annotation_of(field)
        except UnfillableError:
            # Nobody knows what its type is.
            continue
        misfit = find_misfit(value, annotation)
        if misfit is not None:
            raise ArgumentError(
                f"{meta.factory.__name__}.{name}: {misfit}, and Meta.check_types is on. Give a value of the field's type."
            )
