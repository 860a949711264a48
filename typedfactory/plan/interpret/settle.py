"""A plan: everything about a call that its keywords alone decide, settled before anything is made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import attrs

from typedfactory.declarations import is_declaration, is_post_declaration
from typedfactory.plan.describe.autofill import asks_for_auto
from typedfactory.plan.describe.layers import FieldSpec, Layer, SettledField, hook_order, settle
from typedfactory.plan.describe.order import fills, given_values, writing_order
from typedfactory.plan.describe.overrides import SEQUENCE_KEY, UNSET, OverrideNode, Slot, Template, Tree, as_template
from typedfactory.plan.describe.partial import is_partial

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.describe.spec import FactorySpec
    from typedfactory.plan.options import FactoryOptions


#: A way of calling a factory that stops before the model: the dict of its arguments.
ATTRIBUTES = "attributes"


@attrs.frozen
class Plan:
    """One way of calling one factory, with every declaration that holds.

    Attributes:
        meta: The factory's options.
        strategy: ``"build"``, ``"create"``, ``"stub"`` or ``"attributes"``.
        number: The forced sequence number: a value, a `Slot`, or `UNSET`.
        fields: What is evaluated before the object exists, in order.
        hooks: What is evaluated once it exists, in order.
        written: The names of the fields in the order in which the model is given them.
        keys: Name → what the model gets in its place, see `FactorySpec`.
    """

    meta: FactoryOptions
    strategy: str
    number: UserValue
    fields: tuple[SettledField, ...]
    hooks: tuple[SettledField, ...]
    written: tuple[str, ...]
    keys: Mapping[str, str]

    @property
    def build_strategy(self) -> str:
        """The strategy of the objects, nested ones too."""
        return "build" if self.strategy == ATTRIBUTES else self.strategy


def toggled_slots(meta: FactoryOptions, tree: Tree) -> dict[str, str]:
    """Return the traits whose switch the call brings: trait → keyword."""
    if not tree:
        return {}
    return {name: tree[name].value.key for name in meta.spec.traits if name in tree and type(tree[name].value) is Slot}


def plain_plan(
    meta: FactoryOptions, strategy: str, tree: Tree, toggles: Mapping[str, bool], given: Collection[str] = ()
) -> Plan | None:
    """Return what `settle_plan` would, without describing the factory; None where that is needed.

    It is not for a call that gives plain values and says which traits are on, where the class body was right at first
    sight, and body and call together give all that the model asks for.

    Args:
        meta: The factory's options.
        strategy: The way of calling.
        tree: What the call says.
        toggles: Which of the traits that the call names it switches on.
        given: The fields that it gives plain values for, which are no part of the plan.
    """
    shape, collected = meta.shape, meta.collected
    values, traits = collected.values, collected.traits()
    if not meta.is_obvious or meta.autofill == "all" or meta.writes_in_order or collected.keys or shape is None:
        return None
    if (
        tree.keys() - toggles.keys()
        or not {*values, *given}.issuperset(shape.required)
        or not traits.keys().isdisjoint(values)
    ):
        return None
    # What is not set without the trait comes behind all that is.
    set_by_traits = {
        name: value for trait, item in traits.items() if toggles.get(trait) for name, value in item.overrides.items()
    }
    if not (_are_simple(meta, values) and _are_simple(meta, set_by_traits)):
        return None
    settled = {**values, **set_by_traits} if set_by_traits else values
    fields = [SettledField(name, as_template(value), {}) for name, value in settled.items()]
    fields += [SettledField(name, tree[name].value if name in tree else False, {}) for name in traits]
    return Plan(meta, strategy, UNSET, tuple(fields), (), tuple([field.name for field in fields]), {})


def _are_simple(meta: FactoryOptions, values: Mapping[str, UserValue]) -> bool:
    """Say whether each of some values stands for a field as it is: no hook, nothing to be read into it."""
    for name, value in values.items():
        if is_declaration(value):
            if value.CAPTURE_OVERRIDES or is_post_declaration(value) or asks_for_auto(value):
                return False
        elif is_partial(meta, name, value):
            return False
    return True


def captures(value: UserValue) -> bool:
    """Say whether a value that is given for a declaration goes to it instead of replacing it."""
    return is_declaration(value) and value.CAPTURE_OVERRIDES


def settle_plan(meta: FactoryOptions, strategy: str, tree: Tree, toggles: Mapping[str, bool]) -> Plan | None:
    """Settle every field of a call.

    Args:
        meta: The factory's options.
        strategy: The way of calling.
        tree: What the call says.
        toggles: Which of the traits that the call names it switches on.

    Returns:
        The plan, or None where a trait is switched by a declaration, so that only the call itself can tell.

    Raises:
        UnreachableOverrideError: A deep override points into a value that takes none.
    """
    plain = plain_plan(meta, strategy, tree, toggles) if len(tree) == len(toggles) else None
    if plain is not None:
        return plain
    spec = meta.spec
    given = {name: node for name, node in meta.read_call(tree).items() if name not in meta.call_options}
    states = trait_states(spec, given, toggles)
    if states is None:
        return None
    fields: list[SettledField] = []
    hooks: list[SettledField] = []
    order: dict[str, tuple[int, int]] = {}
    described = [*spec.fields.values(), *spec.hooks.values()]
    known = {field.name for field in described}
    described.extend(FieldSpec(name) for name in given if name not in known)
    for field in described:
        active = [layer for layer in field.layers if states[layer.trait]]
        settled = settle(spec.owner, field, active, given.get(field.name))
        if settled.value is UNSET:
            continue
        if not is_post_declaration(settled.value):
            fields.append(settled)
            continue
        hooks.append(settled)
        order[field.name] = hook_order(field, settled.value, given.get(field.name), meta.defined)
    hooks.sort(key=lambda hook: order[hook.name])
    number = tree[SEQUENCE_KEY].value if SEQUENCE_KEY in tree else UNSET
    written = tuple(field.name for field in fields)
    if meta.writes_in_order:
        decided = {field.name for field in fields if not fills(field.value)}
        written = writing_order(spec, given_values(given), written, decided.__contains__)
    return Plan(meta, strategy, number, tuple(fields), tuple(hooks), written, spec.keys_of_call(given))


def trait_states(
    spec: FactorySpec, given: Mapping[str, OverrideNode], toggles: Mapping[str, bool]
) -> dict[str, bool] | None:
    """Return which traits are on, or None where a declaration decides it.

    Args:
        spec: The factory's specification.
        given: What the call says.
        toggles: Which of the traits that the call names it switches on, where that is known.
    """
    states: dict[str, bool] = {}

    def state_of(name: str) -> bool | None:
        if name in states:
            return states[name]
        if name in toggles:
            return toggles[name]
        field = spec.fields[name]
        active: list[Layer] = []
        for layer in field.layers:
            on = state_of(layer.trait)
            if on is None:
                return None
            if on:
                active.append(layer)
        value = settle(spec.owner, field, active, given.get(name)).value
        return None if is_declaration(value) else bool(value.value if type(value) is Template else value)

    for name in spec.traits:
        state = state_of(name)
        if state is None:
            return None
        states[name] = state
    return states
