"""The plans of a factory as lists of steps: one for each set of traits and of names that reach deeper."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

import attrs

from typedfactory.declarations import SKIP, is_declaration
from typedfactory.ground.stubs import StubObject
from typedfactory.plan.describe.filling import is_filled
from typedfactory.plan.describe.hooks import is_own_method
from typedfactory.plan.describe.order import fills
from typedfactory.plan.describe.overrides import Slot, Template
from typedfactory.plan.interpret.arguments import (
    calling_effect,
    calling_hook,
    constructor_keys,
    is_inlined,
    shown_fields,
    stub_keys,
)
from typedfactory.plan.interpret.hooks import wants_results
from typedfactory.plan.interpret.kinds import is_users, may_skip
from typedfactory.plan.lean.hooks import Hook, hook_of
from typedfactory.plan.lean.steps import Step, StepWriter

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues
    from typedfactory.plan.describe.layers import SettledField
    from typedfactory.plan.interpret.settle import Plan
    from typedfactory.plan.options import FactoryOptions


#: Makes an object from the model's arguments by keyword.
Short: TypeAlias = "Callable[[UserValues], UserValue]"


@attrs.frozen
class Variant:
    """One plan, ready to make objects from.

    Attributes:
        plan: The plan.
        take: Takes the next number of the factory.
        constants: Field → value that is there already.
        copies: Field and what is copied for each object.
        brought: Field and keyword of the call that brings its value.
        steps: Field and what makes its value, in order.
        short: Makes the object from the model's arguments, or None where only the long way is right.
        shown: Keyword of the model and field, for the short way.
        renamed: Those that ``Meta.rename`` has put behind all others.
        keys: Name → keyword of the model, for what calls bring beyond the plan.
        skippable: The fields that may come to SKIP, and are shown to the model.
        runs_users: Whether a function of the user's runs before the object is made.
        filled: The fields that their types alone decide.
        broken: The fields whose declarations are wrong: an error, unless a call gives the value.
        decided: The other fields; only where the order in which the model gets them matters.
        hooks: What is done once the object exists.
        reports: Whether the factory wants what the hooks returned.
    """

    plan: Plan
    take: Callable[[], int]
    constants: UserValues
    copies: list[tuple[str, Template]]
    brought: list[tuple[str, str]]
    steps: list[tuple[str, Step]]
    short: Short | None
    shown: tuple[tuple[str, str], ...]
    renamed: tuple[tuple[str, str], ...]
    keys: Mapping[str, str]
    skippable: tuple[str, ...]
    runs_users: bool
    filled: frozenset[str]
    broken: tuple[str, ...]
    decided: frozenset[str]
    hooks: tuple[Hook, ...]
    reports: bool


class VariantWriter:
    """Makes the variants of one factory and strategy; steps of fields that are the same are shared.

    Args:
        meta: The factory's options.
        strategy: ``"build"``, ``"create"`` or ``"stub"``.
    """

    def __init__(self, meta: FactoryOptions, strategy: str) -> None:
        self.meta = meta
        self.strategy = strategy
        self.writer = StepWriter(meta, strategy)
        self.inlined = is_inlined(meta, strategy)
        self.reports = wants_results(meta)
        self._take: Callable[[], int] = meta.next_sequence
        if is_own_method(meta, "next_sequence"):
            counter = meta.counter
            self._take = lambda: counter.take()  # noqa: PLW0108 - it is replaced when it starts anew
        self._known: dict[str, tuple[SettledField, Step]] = {}

    def write(self, plan: Plan) -> Variant:
        """Return a plan, ready to make objects from.

        Raises:
            FactoryError: Something is wrong with one of its declarations.
        """
        constants: UserValues = {}
        copies: list[tuple[str, Template]] = []
        brought: list[tuple[str, str]] = []
        computed: list[SettledField] = []
        for field in plan.fields:
            if is_declaration(field.value):
                computed.append(field)
            elif type(field.value) is Template:
                copies.append((field.name, field.value))
            elif type(field.value) is Slot:
                brought.append((field.name, field.value.key))
            else:
                constants[field.name] = field.value
        steps, broken = self._steps(computed)
        hooks = tuple([hook_of(self.meta, self.writer, hook, index) for index, hook in enumerate(plan.hooks)])
        short, shown, keys = self._short(plan)
        skippable = [name for name, value in constants.items() if value is SKIP]
        skippable += [field.name for field in computed if may_skip(field.value, field.context)]
        rename = self.meta.rename
        return Variant(
            plan,
            self._take,
            constants,
            copies,
            brought,
            steps,
            short,
            tuple([(key, name) for key, name in shown.items() if name not in rename] if rename else shown.items()),
            tuple([(key, name) for key, name in shown.items() if name in rename] if rename else ()),
            keys,
            tuple(set(skippable).intersection(shown.values())) if skippable else (),
            any(map(is_users, computed)),
            frozenset([field.name for field in computed if is_filled(field.value)]),
            broken,
            frozenset([field.name for field in plan.fields if not fills(field.value)])
            if self.meta.writes_in_order
            else frozenset(),
            hooks,
            self.reports,
        )

    def _steps(self, fields: Iterable[SettledField]) -> tuple[list[tuple[str, Step]], tuple[str, ...]]:
        """Return the steps of fields, and the names of those that have none."""
        steps: list[tuple[str, Step]] = []
        broken: list[str] = []
        for field in fields:
            try:
                steps.append((field.name, self._step(field)))
            except Exception:  # noqa: BLE001 - it is raised again for the first call that needs the field
                broken.append(field.name)
        return steps, tuple(broken)

    def check(self, variant: Variant, given: Collection[str]) -> bool:
        """Raise what is wrong with a plan, unless a call gives the value.

        Args:
            variant: The plan, with broken fields.
            given: The fields that the call gives values for.

        Returns:
            Whether all is well; if not, nothing is wrong any more, and the plan is to be written anew.
        """
        asked = [field for field in variant.plan.fields if field.name in variant.broken and field.name not in given]
        for field in asked:
            self.writer.located_step(field)
        return not asked

    def _step(self, field: SettledField) -> Step:
        known = self._known.get(field.name)
        if known is not None and known[0].value is field.value and known[0].context == field.context == {}:
            return known[1]
        step = self.writer.located_step(field)
        if known is None:
            self._known[field.name] = (field, step)
        return step

    def _short(self, plan: Plan) -> tuple[Short | None, dict[str, str], Mapping[str, str]]:
        """Return what makes the object from keywords, the keywords → fields, and the keywords of other names."""
        shown = shown_fields(plan)
        meta = self.meta
        if not self.inlined or meta.writes_in_order or meta.inline_args or meta.positional_names(shown):
            return None, shown, {}
        keys = stub_keys(plan) if self.strategy == "stub" else constructor_keys(plan)
        made = {keys.get(name, name): field for name, field in shown.items()} if keys else shown
        return self._maker(), made, keys

    def _maker(self) -> Short:
        """Return what makes an object from the model's keywords."""
        if self.strategy == "stub":
            return lambda kwargs: StubObject(**kwargs)
        meta = self.meta
        effect, model = calling_effect(meta, self.strategy), meta.get_constructor()
        if effect == "call":
            return lambda kwargs: model(**kwargs)
        if effect == "dict" and model is dict:
            return lambda kwargs: kwargs
        if effect == "list" and model is list:
            return lambda kwargs: list(kwargs.values())
        factory, hook = meta.factory, calling_hook(self.strategy)
        # What a user wrote is looked up for each object: it may be replaced without notice.
        return lambda kwargs: getattr(factory, hook)(model, **kwargs)
