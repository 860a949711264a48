"""A place where a plan is called: it is made ready on its first call, and again after something was replaced."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

from typedfactory.ground.context import Call, Resolver
from typedfactory.ground.making.sharing import NOTHING, find_shared, is_known
from typedfactory.ground.making.watching import watched
from typedfactory.plan.call import tiers
from typedfactory.plan.call.hooked import run_hooked
from typedfactory.plan.describe.overrides import SEQUENCE_KEY, Slot, Tree, bind_slots, brings_strategy, flatten
from typedfactory.plan.interpret.rejection import try_again
from typedfactory.plan.interpret.resolver import Interpreter
from typedfactory.plan.interpret.settle import ATTRIBUTES, settle_plan, toggled_slots

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.call.cache import PlanCache
    from typedfactory.plan.options import FactoryOptions


#: One thread compiles at a time; the same thread may come back to a plan that it is compiling, where factories
#: contain each other.
_compiling = threading.RLock()


class PlanRef:
    """One way of calling one factory.

    Args:
        plans: The plans of the factory.
        strategy: ``"build"``, ``"create"``, ``"stub"`` or ``"attributes"``.
        tree: What the call says, with slots for the values that it will bring.
        nested: Whether the call comes from another factory's plan, past the methods that a user may have overridden.
        shares: Whether a shared object of the model may stand in the place of what it makes.
    """

    __slots__ = (
        "__weakref__",
        "_preparing",
        "_routed",
        "call",
        "calls",
        "meta",
        "nested",
        "plans",
        "shares",
        "source",
        "strategy",
        "tree",
    )

    def __init__(self, plans: PlanCache, strategy: str, tree: Tree, *, nested: bool, shares: bool = False) -> None:
        self.plans = plans
        self.meta = plans.meta
        self.strategy = strategy
        self.tree = tree
        self.nested = nested
        self.shares = shares
        self.source = ""
        self._preparing = False
        #: How often it was called, until it is compiled.
        self.calls = 0
        self._routed: Call = self._first
        self.call: Call = self._first

    def reset(self) -> None:
        """Forget what was made ready: something that it takes for granted was replaced."""
        self.calls = 0
        self._routed = self.call = self._first

    @property
    def is_hot(self) -> bool:
        """Whether it was called so often that it is compiled."""
        return self.calls >= tiers.COMPILED_AT

    def expect(self, calls: int) -> None:
        """Compile at once where calls that are still to come will make it worth it.

        Args:
            calls: How many.
        """
        if not self.is_hot and self.calls + calls >= tiers.COMPILED_AT:
            self.calls = tiers.COMPILED_AT
            self.call = self._first

    def _first(self, kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
        self.prepare()
        return self.call(kw, parent, number)

    def prepare(self) -> None:
        """Make ready, so that what is wrong with the call shows before anything is made."""
        with _compiling:
            if self.call == self._first and not self._preparing:
                self._make_ready()

    def _make_ready(self) -> None:
        self._preparing = True
        epoch = self.plans.epoch
        try:
            call = self._routed = self._route()
            if self.nested and self.meta.max_tries > 1:
                call = self._retrying(call)
            call = watched(self.meta, self.strategy, self.meta.within(self.strategy, self.tree, call))
            call = self._watching(call) if self.nested and self.meta.mixins else call
            self.call = self._sharing(call) if self.shares and is_known(self.meta.model) else call
        finally:
            self._preparing = False
        if epoch.over:
            # Another thread replaced something meanwhile.
            self.reset()

    def _sharing(self, call: Call) -> Call:
        """Return a function that takes the object that is shared here, where there is one."""
        model = self.meta.get_model_class()

        def share(kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
            found = find_shared(model)
            return call(kw, parent, number) if found is NOTHING else found

        return share

    def _watching(self, call: Call) -> Call:
        is_as_before = self.meta.mixins.quick()

        def watch(kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
            if is_as_before():
                return call(kw, parent, number)
            self.meta.reset_plans()
            return self.call(kw, parent, number)

        return watch

    def _route(self) -> Call:
        if self.nested:
            if self.meta.plans.is_hooked(self.strategy):
                return self._through_hook
            if not self.tree:
                return self.meta.plans.plain[self.strategy].shared() if self.is_hot else self.plan_for_all()
        silent = {name: self.tree[name].value.key for name in self.meta.silent_keys(self.tree) if self._brings(name)}
        return self._leave_out(silent) if silent else self.plan_for_all()

    def _counting(self, step_by_step: Call) -> Call:
        """Return a function that makes objects step by step, until it has done so often."""

        def count(kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
            self.calls += 1
            if self.is_hot:
                if self._routed is not count:
                    # Whoever got hold of this function before is led on.
                    return self._routed(kw, parent, number)
                with _compiling:
                    if not self._preparing:
                        self._make_ready()
            return step_by_step(kw, parent, number)

        return count

    def _brings(self, name: str) -> bool:
        return type(self.tree[name].value) is Slot

    def shared(self) -> Call:
        """Return the compiled function, which calls from other factories' plans go to as well."""
        self.expect(tiers.COMPILED_AT)
        self.prepare()
        return self._routed

    def plan_for_all(self) -> Call:
        """Return the function that all calls of this way go to, whatever values they bring."""
        if self.tree and brings_strategy(self.tree):
            return self._interpret
        if not self.is_hot and self.strategy != ATTRIBUTES:
            step_by_step = self.plans.lean[self.strategy].for_tree(self.tree)
            if step_by_step is not None:
                return self._counting(step_by_step)
        toggles = toggled_slots(self.meta, self.tree)
        return self._switch(toggles) if toggles else self._compile({})

    def _leave_out(self, silent: Mapping[str, str]) -> Call:
        """Return a function that takes the plan without those keys of relations for which a call brings None."""
        table: dict[tuple[str, ...], Call] = {}

        def plan_without(left: tuple[str, ...]) -> Call:
            tree = {name: node for name, node in self.tree.items() if name not in left}
            if not self.nested:
                self.meta.check_said_once(tree)
            call = table[left] = PlanRef(self.plans, self.strategy, tree, nested=False).plan_for_all()
            return call

        def choose(kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
            left = tuple([name for name, key in silent.items() if kw[key] is None])
            return (table.get(left) or plan_without(left))(kw, parent, number)

        return choose

    def _retrying(self, call: Call) -> Call:
        def retry(kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
            taken = self.meta.next_sequence() if number is None and SEQUENCE_KEY not in self.tree else number
            return try_again(self.meta, lambda: call(kw, parent, taken))

        return retry

    def _through_hook(
        self, kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None
    ) -> UserValue:
        return run_hooked(self.meta, self.strategy, flatten(bind_slots(self.tree, kw)), parent, number)

    def _switch(self, toggles: Mapping[str, str]) -> Call:
        """Return a function that picks the plan by which traits a call switches on."""
        table: dict[bool | tuple[bool, ...], Call] = {}
        names, keys = tuple(toggles), tuple(toggles.values())

        def plan_for(states: bool | tuple[bool, ...]) -> Call:
            on = dict(
                zip(names, [not off for off in (states if isinstance(states, tuple) else (states,))], strict=True)
            )
            call = table[states] = self._compile(on)
            return call

        def choose(kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
            states = tuple([not kw[key] for key in keys])
            return (table.get(states) or plan_for(states))(kw, parent, number)

        key = keys[0]

        def choose_by_one(
            kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None
        ) -> UserValue:
            state = not kw[key]
            return (table.get(state) or plan_for(state))(kw, parent, number)

        return choose_by_one if len(keys) == 1 else choose

    def _compile(self, toggles: Mapping[str, bool]) -> Call:
        plan = settle_plan(self.meta, self.strategy, self.tree, toggles)
        if plan is None:
            return self._interpret
        # Loaded when the first plan is compiled, to keep the import of the package short.
        from typedfactory.plan.compile.function import compile_plan  # noqa: PLC0415 - as said above

        compiled = compile_plan(plan, self.plans.epoch)
        self.source = compiled.source
        return compiled.function

    def _interpret(
        self, kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None
    ) -> UserValue:
        tree = bind_slots(self.tree, kw)
        return resolve(self.meta, self.strategy, tree, parent, number)


def interpret(
    meta: FactoryOptions, strategy: str, tree: Tree, parent: Resolver[UserValue] | None, number: int | None
) -> UserValue:
    """Make an object with the resolver."""

    def make(_kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
        return resolve(meta, strategy, tree, parent, number)

    return watched(meta, strategy, make)({}, parent, number)


def resolve(
    meta: FactoryOptions, strategy: str, tree: Tree, parent: Resolver[UserValue] | None, number: int | None
) -> UserValue:
    """Do what `interpret` does, past those who watch."""
    if strategy == ATTRIBUTES:
        return meta.named_arguments(Interpreter(meta, "build", tree).arguments(parent, number))

    def make(_kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
        return Interpreter(meta, strategy, tree).make(parent, number)

    return meta.within(strategy, tree, make)({}, parent, number)
