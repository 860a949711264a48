"""How a call of a factory starts: the shortest way that is right for it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from typedfactory.plan.describe.hooks import effect_of
from typedfactory.plan.describe.meta import STRATEGIES
from typedfactory.plan.describe.partial import is_partial, needs_reading
from typedfactory.plan.describe.refusing.misplaced import HARMLESS, is_flat, is_suspect
from typedfactory.plan.interpret.trace import is_traced, logger

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues
    from typedfactory.plan.options import FactoryOptions


Starter: TypeAlias = "Callable[[UserValues], UserValue]"


def late_starter(meta: FactoryOptions, strategy: str) -> Starter:
    """Return a function that makes an object, and that routes the calls after it on its first one.

    Args:
        meta: The factory's options.
        strategy: ``"build"``, ``"create"`` or ``"stub"``.
    """
    return _late(meta, f"start_{strategy}", lambda: choose_starter(meta, strategy))


def late_default(meta: FactoryOptions) -> Starter:
    """Return a function that does what calling the factory class does, and that routes the calls after it."""

    def choose() -> Starter:
        strategy = meta.strategy
        if strategy in STRATEGIES and effect_of(meta.factory, strategy) is not None:
            return choose_starter(meta, strategy)
        return functools.partial(meta.call_strategy, strategy)

    return _late(meta, "start_default", choose)


def _late(meta: FactoryOptions, name: str, choose: Callable[[], Starter]) -> Starter:
    def start(kwargs: UserValues) -> UserValue:
        epoch = meta.plans.epoch
        chosen = _watching(meta, name, choose()) if meta.mixins else choose()
        setattr(meta, name, chosen)
        if epoch.over:
            # Another thread replaced something meanwhile.
            meta.reset_plans()
        return chosen(kwargs)

    return start


def _watching(meta: FactoryOptions, name: str, chosen: Starter) -> Starter:
    """Return a way to start that looks first whether a base that is no factory has got a hook."""
    is_as_before = meta.mixins.quick()

    def start(kwargs: UserValues) -> UserValue:
        if is_as_before():
            return chosen(kwargs)
        meta.reset_plans()
        return getattr(meta, name)(kwargs)

    return start


def choose_starter(meta: FactoryOptions, strategy: str) -> Starter:
    """Return the way to start: straight to the plan, or through what a user overrode."""
    factory = meta.factory
    if effect_of(factory, "_generate") is None:
        return lambda kwargs: factory._generate(strategy, kwargs)
    if meta.abstract or meta.max_tries > 1 or meta.plans.is_hooked(strategy):
        return lambda kwargs: meta.run(strategy, kwargs)
    return direct_starter(meta, strategy)


def direct_starter(meta: FactoryOptions, strategy: str) -> Starter:
    """Return the fast way: the plan for these keywords, with nothing in between."""
    plans = meta.plans
    plain = plans.plain
    known = plans.by_keywords[strategy]

    def start(kwargs: UserValues) -> UserValue:
        if logger.level and is_traced():
            return plans.run_checked(strategy, kwargs)
        names = tuple(kwargs)
        if names:
            suspect = False
            try:
                for name, value in kwargs.items():
                    if type(name) is not str or (
                        type(value) not in HARMLESS
                        and not is_flat(value)
                        and (is_suspect(value) or is_partial(meta, name, value))
                    ):
                        suspect = True
                        break
            except TypeError:
                # A metaclass may forbid that its classes are hashed.
                suspect = True
            if suspect:
                return plans.run_checked(strategy, kwargs)
            ref = known.get(names)
        else:
            ref = plain.get(strategy)
        try:
            if ref is None:
                return plans.call_named(strategy, names, kwargs)
            return ref.call(kwargs, None, None)
        except RecursionError as error:
            raise plans.explained(error) from None

    return start


def make_batch(meta: FactoryOptions, strategy: str, size: int, kwargs: UserValues) -> list[UserValue]:
    """Make several objects as so many single calls would, finding the plan once."""
    factory = meta.factory
    if strategy not in STRATEGIES:
        return [meta.call_strategy(strategy, dict(kwargs)) for _ in range(size)]
    own = effect_of(factory, strategy) is not None and effect_of(factory, "_generate") is not None
    if not own or meta.abstract or meta.max_tries > 1 or meta.mixins or is_traced() or needs_reading(meta, kwargs):
        return [getattr(factory, strategy)(**kwargs) for _ in range(size)]
    plans = meta.plans
    epoch = plans.epoch
    ref = plans.for_keywords(strategy, tuple(kwargs)) if kwargs else plans.plain[strategy]
    try:
        ref.expect(size)
        ref.prepare()
        call = ref.call
        # What a function of the user's replaces in the middle holds for the rest.
        return [getattr(factory, strategy)(**kwargs) if epoch.over else call(kwargs, None, None) for _ in range(size)]
    except RecursionError as error:
        raise plans.explained(error) from None
