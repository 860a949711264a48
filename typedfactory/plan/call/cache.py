"""Plans: how a call with given keywords is made, found again by those keywords.

The first calls of a set of keywords are made step by step; one that comes often gets a `PlanRef`, which is compiled. Each
factory keeps a bounded number of either.
"""

from __future__ import annotations

import collections
import functools
import threading
import weakref
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from typedfactory.errors import CyclicDefinitionError
from typedfactory.ground.context import Resolver
from typedfactory.plan.call import tiers
from typedfactory.plan.call.circles import describe_circle
from typedfactory.plan.call.hooked import enclosing_call, run_hooked, user_runner
from typedfactory.plan.call.refs import PlanRef, interpret
from typedfactory.plan.describe.checks import check_call
from typedfactory.plan.describe.hooks import Epoch
from typedfactory.plan.describe.overrides import (
    SEQUENCE_KEY,
    OverrideNode,
    Slot,
    Tree,
    flatten,
    parse_overrides,
    signature,
)
from typedfactory.plan.describe.partial import needs_reading
from typedfactory.plan.interpret.rejection import try_again
from typedfactory.plan.interpret.settle import ATTRIBUTES
from typedfactory.plan.interpret.trace import is_traced
from typedfactory.plan.lean.maker import LeanMaker

if TYPE_CHECKING:
    from typing import TypeGuard

    from typedfactory.ground.given import UserValue
    from typedfactory.plan.options import FactoryOptions


K = TypeVar("K")

#: How many different sets of keywords a factory remembers plans for.
PLANS_KEPT = 256

#: How many different sets of keywords a factory counts the calls of.
SHAPES_COUNTED = 4096


class RefTable(dict[str, PlanRef]):
    """Plans by strategy, made when they are asked for.

    Args:
        cache: The plans of the factory.
        nested: Whether the calls come from other factories' plans.
        shares: Whether a shared object may stand in the place of what they make.
    """

    __slots__ = ("_cache", "_nested", "_shares")

    def __init__(self, cache: PlanCache, *, nested: bool, shares: bool = False) -> None:
        self._cache = cache
        self._nested = nested
        self._shares = shares

    def __missing__(self, strategy: str) -> PlanRef:
        ref = PlanRef(self._cache, strategy, {}, nested=self._nested, shares=self._shares)
        return self.setdefault(strategy, ref)


class LeanTable(dict[str, LeanMaker]):
    """What makes objects step by step, by strategy, made when it is asked for.

    Args:
        cache: The plans of the factory.
    """

    __slots__ = ("_cache",)

    def __init__(self, cache: PlanCache) -> None:
        self._cache = cache

    def __missing__(self, strategy: str) -> LeanMaker:
        return self.setdefault(strategy, LeanMaker(self._cache.meta, strategy, self._cache.epoch))


class PlanCache:
    """The plans of one factory.

    Args:
        meta: The factory's options.
    """

    def __init__(self, meta: FactoryOptions) -> None:
        self.meta = meta
        #: The plans of a factory that is the same, for the first calls, and how many these are.
        self._alike = None if meta.changes else meta.alike
        self._shared_calls = tiers.COMPILED_AT
        self.by_keywords: dict[str, dict[tuple[str, ...], PlanRef]] = collections.defaultdict(dict)
        self.by_tree: dict[tuple[str, bool, tuple[object, ...]], PlanRef] = {}
        #: How often calls with these keywords were made step by step.
        self.counted: dict[str, dict[tuple[str, ...], int]] = collections.defaultdict(dict)
        self.lean = LeanTable(self)
        #: What is compiled now is kept as long as this lasts.
        self.epoch = Epoch()
        self._changing = threading.RLock()
        #: The plans for calls without overrides: strategy → plan; from outside, and from other factories' plans.
        self.plain = RefTable(self, nested=False)
        self.nested = RefTable(self, nested=True)
        #: The same, where a shared object may stand in the place of what is made.
        self.sharing = RefTable(self, nested=True, shares=True)

    @functools.cached_property
    def _all(self) -> weakref.WeakSet[PlanRef]:
        """The plans of calls that say something."""
        return weakref.WeakSet()

    def new_ref(self, strategy: str, tree: Tree, *, nested: bool = False, shares: bool = False) -> PlanRef:
        """Return a plan that is compiled when it is needed."""
        ref = PlanRef(self, strategy, tree, nested=nested, shares=shares)
        with self._changing:
            self._all.add(ref)
        return ref

    def reset(self) -> None:
        """Forget what was compiled: something that it takes for granted was replaced."""
        with self._changing:
            self._alike = None
            # First of all, so that what is being compiled in other threads is not kept.
            self.epoch.over = True
            self.epoch = Epoch()
            self.lean = LeanTable(self)
            for counted in self.counted.values():
                counted.clear()
            for ref in [*self._all, *self.plain.values(), *self.nested.values(), *self.sharing.values()]:
                ref.reset()

    def _remember(self, kept: dict[K, PlanRef], key: K, ref: PlanRef) -> None:
        with self._changing:
            if len(kept) >= PLANS_KEPT:
                kept.pop(next(iter(kept)))
            kept[key] = ref

    def is_hooked(self, strategy: str) -> bool:
        """Say whether a user wrote the method that makes objects of this factory."""
        return user_runner(self.meta.factory, strategy) is not None

    def for_keywords(self, strategy: str, names: tuple[str, ...]) -> PlanRef:
        """Return the plan for a call with these keywords and plain values."""
        known = self.by_keywords[strategy]
        ref = known.get(names)
        if ref is None:
            tree = parse_overrides({name: Slot(name) for name in names}, strict=True)
            check_call(self.meta, tree, strategy=strategy)
            ref = self.new_ref(strategy, tree)
            if self.meta.is_as_read():
                # Another constructor, put in place for a while, may take other names.
                self._remember(known, names, ref)
        return ref

    def call_named(
        self,
        strategy: str,
        names: tuple[str, ...],
        kw: Mapping[str, UserValue],
        parent: Resolver[UserValue] | None = None,
        number: int | None = None,
    ) -> UserValue:
        """Make an object of a call with plain values, step by step unless it has come often.

        Args:
            strategy: The strategy.
            names: The keywords of the call.
            kw: The keywords and their values.
            parent: The resolver of the enclosing object, if any.
            number: The forced number; None takes the next.
        """
        alike = self._alike
        if alike is not None:
            self._shared_calls -= 1
            if self._shared_calls and not alike.changes:
                taken = self.meta.next_sequence() if number is None else number
                return alike.plans.call_named(strategy, names, kw, parent, taken)
            self._alike = None
        known = self.by_keywords[strategy].get(names) if names else self.plain.get(strategy)
        if known is None:
            counted = self.counted[strategy]
            count = counted.get(names, 0) + 1
            if count < tiers.COMPILED_AT and strategy != ATTRIBUTES:
                lean = self.lean[strategy]
                if count > 1 or lean.takes(names):
                    if count == 1 and len(counted) >= SHAPES_COUNTED:
                        counted.pop(next(iter(counted)), None)
                    counted[names] = count
                    return lean.call(kw, parent, number)
            counted.pop(names, None)
            known = self.for_keywords(strategy, names) if names else self.plain[strategy]
            known.expect(count)
        return known.call(kw, parent, number)

    def check(self, strategy: str, params: Mapping[str, UserValue]) -> None:
        """Find what is wrong with a call before it is made; only the keywords count where no value is a declaration.

        Args:
            strategy: ``"build"``, ``"create"`` or ``"stub"``.
            params: The keywords of the call and their values.

        Raises:
            UnknownFieldError: A name means nothing to factory and model.
            UnknownStrategy: There is no such strategy.
            FactoryError: The factory is abstract.
        """
        self.meta.check_usable(strategy)
        if self.is_hooked(strategy):
            # What the names mean is the business of the method that a user wrote.
            return
        if needs_reading(self.meta, params):
            check_call(self.meta, parse_overrides(params, strict=True), strategy=strategy)
        else:
            self.for_keywords(strategy, tuple(params)).prepare()

    def for_tree(self, strategy: str, tree: Tree, *, shares: bool = False) -> PlanRef:
        """Return the plan for a nested call.

        Args:
            strategy: The strategy.
            tree: What the call says.
            shares: Whether a shared object of the model may stand in the place of what it makes.
        """
        if not tree:
            return (self.sharing if shares else self.nested)[strategy]
        key = (strategy, shares, signature(tree))
        ref = self.by_tree.get(key)
        if ref is None:
            ref = self.new_ref(strategy, tree, nested=True, shares=shares)
            self._remember(self.by_tree, key, ref)
        return ref

    def run(self, strategy: str, params: Mapping[str, UserValue]) -> UserValue:
        """Make one object."""
        pending = enclosing_call.get()
        self.meta.check_usable(strategy, nested=pending is not None and pending[0] is self.meta)
        return self.run_checked(strategy, params)

    def run_checked(self, strategy: str, params: Mapping[str, UserValue]) -> UserValue:
        """Make one object with a factory and a strategy that are known to be usable."""
        if not self.meta.mixins.is_as_before():
            self.meta.reset_plans()
        parent, number = self._enclosing()
        try:
            if self.meta.max_tries == 1:
                return self._run_once(strategy, params, parent, number)
            taken = self.meta.next_sequence() if number is None and SEQUENCE_KEY not in params else number
            return try_again(self.meta, lambda: self._run_once(strategy, params, parent, taken))
        except RecursionError as error:
            if parent is not None:
                raise
            raise self.explained(error) from None

    def _run_once(
        self, strategy: str, params: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None
    ) -> UserValue:
        if is_traced() or needs_reading(self.meta, params):
            tree = parse_overrides(params, strict=True)
            check_call(self.meta, tree, strategy=strategy)
            return interpret(self.meta, strategy, tree, parent, number)
        return self.call_named(strategy, tuple(params), params, parent, number)

    def explained(self, error: RecursionError) -> Exception:
        """Return the error that says which factories contain each other, or the same where none do."""
        circle = describe_circle(self.meta)
        return error if circle is None else CyclicDefinitionError(circle)

    def _enclosing(self) -> tuple[Resolver[UserValue] | None, int | None]:
        pending = enclosing_call.get()
        if pending is None or pending[0] is not self.meta:
            return None, None
        enclosing_call.set(None)
        return pending[1], pending[2]

    def make_nested(
        self, strategy: str, params: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None
    ) -> UserValue:
        """Make one object nested in another one's step.

        Args:
            strategy: The strategy of the step.
            params: A tree, or flat keywords.
            parent: The resolver of the enclosing object.
            number: The sequence number; None takes the next.
        """
        tree: Tree = params if is_tree(params) else parse_overrides(params, strict=False)
        nested = "build" if strategy == ATTRIBUTES else strategy
        self.meta.check_usable(nested, nested=True)
        if not tree and not is_traced():
            return self.nested[nested].call({}, parent, number)
        if self.is_hooked(nested):
            return run_hooked(self.meta, nested, flatten(tree), parent, number)
        check_call(self.meta, tree, strategy=nested)
        return interpret(self.meta, nested, tree, parent, number)


def is_tree(params: Mapping[str, UserValue]) -> TypeGuard[Tree]:
    """Say whether overrides are a tree already."""
    return bool(params) and all(type(node) is OverrideNode for node in params.values())
