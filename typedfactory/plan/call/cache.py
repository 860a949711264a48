"""Plans: what a call with given keywords compiles to, found again by those keywords.

A `PlanRef` is the place where a plan is called; it compiles itself on its first call and again after a hook or an
option of the factory was replaced. Each factory keeps a bounded number of them.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from typedfactory.errors import CyclicDefinitionError
from typedfactory.ground.context import Resolver
from typedfactory.plan.call.circles import describe_circle
from typedfactory.plan.call.hooked import RUNNERS, enclosing_call, run_hooked, user_runner
from typedfactory.plan.compile.settle import ATTRIBUTES, settle_plan, toggled_slots
from typedfactory.plan.describe.checks import check_call
from typedfactory.plan.describe.hooks import Epoch
from typedfactory.plan.describe.overrides import (
    SEQUENCE_KEY,
    OverrideNode,
    Slot,
    Tree,
    bind_slots,
    flatten,
    parse_overrides,
    signature,
)
from typedfactory.plan.describe.partial import needs_reading
from typedfactory.plan.interpret.rejection import try_again
from typedfactory.plan.interpret.resolver import Interpreter
from typedfactory.plan.interpret.trace import is_traced

if TYPE_CHECKING:
    from typing import TypeGuard

    from typedfactory.ground.given import UserValue
    from typedfactory.plan.options import FactoryOptions


K = TypeVar("K")

#: How many different sets of keywords a factory remembers plans for.
PLANS_KEPT = 256

#: Makes an object: the values of the call by keyword, the resolver of the enclosing object, the forced number.
Call: TypeAlias = "Callable[[Mapping[str, UserValue], Resolver[UserValue] | None, int | None], UserValue]"

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
    """

    __slots__ = ("__weakref__", "_preparing", "call", "meta", "nested", "plans", "source", "strategy", "tree")

    def __init__(self, plans: PlanCache, strategy: str, tree: Tree, *, nested: bool) -> None:
        self.plans = plans
        self.meta = plans.meta
        self.strategy = strategy
        self.tree = tree
        self.nested = nested
        self.source = ""
        self._preparing = False
        self.call: Call = self._first

    def reset(self) -> None:
        """Forget the compiled function: something that it takes for granted was replaced."""
        self.call = self._first

    def _first(self, kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
        self.prepare()
        return self.call(kw, parent, number)

    def prepare(self) -> None:
        """Compile, so that what is wrong with the call shows before anything is made."""
        with _compiling:
            if self.call == self._first and not self._preparing:
                self._compile_once()

    def _compile_once(self) -> None:
        self._preparing = True
        epoch = self.plans.epoch
        try:
            call = self._route()
            if self.nested and self.meta.max_tries > 1:
                call = self._retrying(call)
            call = self.meta.within(self.strategy, self.tree, call)
            self.call = self._watching(call) if self.nested and self.meta.mixins else call
        finally:
            self._preparing = False
        if epoch.over:
            # Another thread replaced something meanwhile.
            self.reset()

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
                plain: PlanRef = self.meta.plans.plain[self.strategy]
                plain.prepare()
                return plain.call
        silent = {name: self.tree[name].value.key for name in self.meta.silent_keys(self.tree) if self._brings(name)}
        return self._leave_out(silent) if silent else self.plan_for_all()

    def _brings(self, name: str) -> bool:
        return type(self.tree[name].value) is Slot

    def plan_for_all(self) -> Call:
        """Return the function that all calls of this way go to, whatever values they bring."""
        toggles = toggled_slots(self.meta, self.tree)
        return self._switch(toggles) if toggles else self._compile({})

    def _leave_out(self, silent: Mapping[str, str]) -> Call:
        """Return a function that takes the plan without those keys of relations for which a call brings None."""
        table: dict[tuple[str, ...], Call] = {}

        def plan_without(left: tuple[str, ...]) -> Call:
            tree = {name: node for name, node in self.tree.items() if name not in left}
            if not self.nested:
                self.meta.check_said_once(tree)
            ref = PlanRef(self.plans, self.strategy, tree, nested=False) if left else self
            call = table[left] = ref.plan_for_all()
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
        return interpret(self.meta, self.strategy, tree, parent, number)


def interpret(
    meta: FactoryOptions, strategy: str, tree: Tree, parent: Resolver[UserValue] | None, number: int | None
) -> UserValue:
    """Make an object with the resolver."""
    if strategy == ATTRIBUTES:
        return meta.named_arguments(Interpreter(meta, "build", tree).arguments(parent, number))

    def make(_kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
        return Interpreter(meta, strategy, tree).make(parent, number)

    return meta.within(strategy, tree, make)({}, parent, number)


class RefTable(dict[str, PlanRef]):
    """Plans by strategy, made when they are asked for.

    Args:
        cache: The plans of the factory.
        nested: Whether the calls come from other factories' plans.
    """

    def __init__(self, cache: PlanCache, *, nested: bool) -> None:
        super().__init__()
        self._cache = cache
        self._nested = nested

    def __missing__(self, strategy: str) -> PlanRef:
        return self.setdefault(strategy, self._cache.new_ref(strategy, {}, nested=self._nested))


class PlanCache:
    """The plans of one factory.

    Args:
        meta: The factory's options.
    """

    def __init__(self, meta: FactoryOptions) -> None:
        self.meta = meta
        self.by_keywords: dict[str, dict[tuple[str, ...], PlanRef]] = {strategy: {} for strategy in RUNNERS}
        self.by_tree: dict[tuple[str, tuple[object, ...]], PlanRef] = {}
        #: What is compiled now is kept as long as this lasts.
        self.epoch = Epoch()
        self._all: weakref.WeakSet[PlanRef] = weakref.WeakSet()
        self._changing = threading.RLock()
        #: The plans for calls without overrides: strategy → plan; from outside, and from other factories' plans.
        self.plain = RefTable(self, nested=False)
        self.nested = RefTable(self, nested=True)

    def new_ref(self, strategy: str, tree: Tree, *, nested: bool = False) -> PlanRef:
        """Return a plan that is compiled when it is needed."""
        ref = PlanRef(self, strategy, tree, nested=nested)
        with self._changing:
            self._all.add(ref)
        return ref

    def reset(self) -> None:
        """Forget what was compiled: something that it takes for granted was replaced."""
        with self._changing:
            # First of all, so that what is being compiled in other threads is not kept.
            self.epoch.over = True
            self.epoch = Epoch()
            for ref in list(self._all):
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

    def for_tree(self, strategy: str, tree: Tree) -> PlanRef:
        """Return the plan for a nested call."""
        if not tree:
            return self.nested[strategy]
        key = (strategy, signature(tree))
        ref = self.by_tree.get(key)
        if ref is None:
            ref = self.new_ref(strategy, tree, nested=True)
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
        ref = self.for_keywords(strategy, tuple(params)) if params else self.plain[strategy]
        return ref.call(params, parent, number)

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
