"""Making objects from settled plans, step by step."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from typedfactory.ground.context import Call, Resolver
from typedfactory.ground.making.watching import watched
from typedfactory.plan.describe.checks import check_call
from typedfactory.plan.describe.overrides import (
    Slot,
    Tree,
    bind_slots,
    parse_overrides,
    split_path,
)
from typedfactory.plan.interpret.resolver import Interpreter
from typedfactory.plan.interpret.settle import plain_plan, settle_plan, toggled_slots
from typedfactory.plan.lean.making import Making
from typedfactory.plan.lean.names import CallNames, Role
from typedfactory.plan.lean.variants import Variant, VariantWriter

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues
    from typedfactory.plan.describe.hooks import Epoch
    from typedfactory.plan.options import FactoryOptions


#: How many sets of traits and deep names a factory remembers plans for.
VARIANTS_KEPT = 256

_NO_NAMES: Mapping[str, str] = MappingProxyType({})

#: The key of the plan for a call without deep names and switches.
_PLAIN = ((), (), ())


class LeanMaker:
    """Makes objects of one factory with one strategy, as long as nothing that it takes for granted is replaced.

    Args:
        meta: The factory's options.
        strategy: ``"build"``, ``"create"`` or ``"stub"``.
        epoch: The time for which what it takes for granted holds.
    """

    def __init__(self, meta: FactoryOptions, strategy: str, epoch: Epoch) -> None:
        self.meta = meta
        self.strategy = strategy
        self.epoch = epoch
        self.call = watched(meta, strategy, meta.within(strategy, {}, self._call))
        self._writer = VariantWriter(meta, strategy)
        #: What the class body leaves to be filled, and the plan without it, where there is one.
        self._unfilled: tuple[frozenset[str], Variant | None] | None = None
        self._variants: dict[object, Variant | None] = {}

    @functools.cached_property
    def names(self) -> CallNames:
        """What names mean in calls."""
        return CallNames(self.meta, self.strategy)

    def takes(self, names: tuple[str, ...]) -> bool:
        """Say whether calls with some names can be made here.

        Args:
            names: The keywords.

        Raises:
            FactoryError: Something is wrong with the names.
        """
        return not names or self.names.are_separate(names)

    def for_tree(self, tree: Tree) -> Call | None:
        """Return what makes objects of one way of calling, all that is wrong with it shown; None where it cannot be here.

        Args:
            tree: What calls say, checked, with slots for the values that they bring.
        """
        toggles = toggled_slots(self.meta, tree)
        first = self._settle(tree, dict.fromkeys(toggles, False)) if tree else self._variant((), (), {})
        if first is None:
            return None
        if first.broken:
            self._writer.check(first, ())
        table: dict[tuple[bool, ...], Variant | None] = {} if first.broken else {(False,) * len(toggles): first}

        def make(kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
            states = tuple([bool(kw[key]) for key in toggles.values()])
            variant = table.get(states)
            if variant is None:
                variant = table[states] = self._settle(tree, dict(zip(toggles, states, strict=True)))
            if variant is None:
                return Interpreter(self.meta, self.strategy, bind_slots(tree, kw)).make(parent, number)
            return Making(variant, self.epoch, kw, {}, _NO_NAMES, []).make(parent, number)

        return make

    def _settle(self, tree: Tree, toggles: Mapping[str, bool]) -> Variant | None:
        plan = settle_plan(self.meta, self.strategy, tree, toggles)
        return None if plan is None else self._writer.write(plan)

    def _variant(self, deep: tuple[str, ...], states: tuple[bool, ...], toggles: Mapping[str, str]) -> Variant | None:
        """Return the plan for some deep names and switches: trait → keyword."""
        key = (deep, tuple(toggles), states)
        try:
            return self._variants[key]
        except KeyError:
            pass
        tree: Tree = {}
        if deep or toggles:
            tree = parse_overrides({name: Slot(name) for name in (*deep, *toggles.values())}, strict=True)
            if deep:
                check_call(self.meta, tree, strategy=self.strategy)
        variant = self._settle(tree, dict(zip(toggles, states, strict=True)))
        if len(self._variants) >= VARIANTS_KEPT:
            self._variants.clear()
        if self.meta.is_as_read():
            self._variants[key] = variant
        return variant

    def _call(self, kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
        """Make an object of a call whose names are separate, see `takes`."""
        if not kw:
            return self._make(self._variants.get(_PLAIN) or self._variant((), (), {}), kw, {}, [], parent, number)
        names = self.names
        fields, extra = names.given, names.extra
        given: UserValues = {}
        loose: list[str] = []
        others: list[str] = []
        for key, value in kw.items():
            name = fields.get(key)
            if name is None:
                others.append(key)
                continue
            given[name] = value
            if key in extra:
                loose.append(name)
        if others:
            variant = self._deeper(others, given, loose, kw)
        else:
            variant = self._variants.get(_PLAIN) or self._bare(given, loose) or self._variant((), (), {})
        return self._make(variant, kw, given, loose, parent, number)

    def _make(
        self,
        variant: Variant | None,
        kw: Mapping[str, UserValue],
        given: UserValues,
        loose: list[str],
        parent: Resolver[UserValue] | None,
        number: int | None,
    ) -> UserValue:
        """Make an object of a plan, and what a call brings for it."""
        if variant is None:
            # A declaration switches a trait.
            return Interpreter(self.meta, self.strategy, parse_overrides(kw, strict=True)).make(parent, number)
        if variant.broken and not self._writer.check(variant, given):
            self._variants.clear()
            return self._call(kw, parent, number)
        names = self.names.given if given else _NO_NAMES
        return Making(variant, self.epoch, kw, given, names, loose).make(parent, number)

    def _bare(self, given: UserValues, loose: list[str]) -> Variant | None:
        """Return the plan without what fills fields, where a call gives them all; None where it does not, or cannot."""
        if self._unfilled is None:
            shape = self.meta.shape
            asked = () if shape is None else shape.required
            missing = frozenset(asked).difference(self.meta.collected.values)
            plan = plain_plan(self.meta, self.strategy, {}, {}, missing) if missing else None
            self._unfilled = missing, None if plan is None else self._writer.write(plan)
        missing, variant = self._unfilled
        if variant is None or not missing <= given.keys():
            return None
        # In the order in which they would be filled, and before what only the call names.
        loose[:0] = self._missing_in_order(missing)
        return variant

    def _missing_in_order(self, missing: frozenset[str]) -> list[str]:
        shape = self.meta.shape
        return [] if shape is None else [name for name in shape.required if name in missing]

    def _deeper(
        self, keys: list[str], given: UserValues, loose: list[str], kw: Mapping[str, UserValue]
    ) -> Variant | None:
        """Return the plan for a call with names that are not plain; what they decide together is taken out of the rest."""
        deep: list[str] = []
        switched: dict[str, str] = {}
        synonyms = self.meta.synonyms
        for key in keys:
            role = self.names.role(key)
            if role is Role.SWITCH:
                switched[synonyms.get(key, key)] = key
            elif role is Role.DEEP:
                deep.append(key)
            else:
                given[synonyms.get(key, key)] = kw[key]
                if role is Role.EXTRA:
                    loose.append(synonyms.get(key, key))
        for key in tuple(deep):
            root = split_path(key)[0]
            root = synonyms.get(root, root)
            if root in given:
                del given[root]
                if root in loose:
                    loose.remove(root)
                deep.extend(each for each in kw if synonyms.get(each, each) == root and each not in deep)
        return self._variant(tuple(deep), tuple([bool(kw[key]) for key in switched.values()]), switched)
