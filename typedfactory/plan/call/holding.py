"""What a factory keeps of its description and its plans, for either position of the switch for realistic values."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from typedfactory.plan.call import entries
from typedfactory.plan.call.cache import PlanCache
from typedfactory.plan.describe.meta import BUILD_STRATEGY, CREATE_STRATEGY, STUB_STRATEGY
from typedfactory.plan.describe.spec import FactorySpec

if TYPE_CHECKING:
    from typedfactory.plan.call.entries import Starter
    from typedfactory.plan.options import FactoryOptions


class PlanHolder:
    """The part of the options that holds what is made from them."""

    plans: PlanCache
    #: How ``build``, ``create`` and ``stub`` start; each takes the overrides.
    start_build: Starter
    start_create: Starter
    start_stub: Starter
    #: How calling the class starts.
    start_default: Starter

    def __init__(self) -> None:
        self._spec: FactorySpec | None = None
        #: Description and plans for the other position of the switch ``typedfactory.realistic``.
        self._exchanged: tuple[FactorySpec | None, PlanCache] | None = None

    @property
    def _options(self) -> FactoryOptions:
        return cast("FactoryOptions", self)  # nothing else is a holder

    def forget_spec(self) -> None:
        """Describe the factory anew when it is used next."""
        self._spec = None
        if self._exchanged is not None:
            self._exchanged = (None, self._exchanged[1])
        self.reset_plans()

    def exchange_plans(self) -> None:
        """Go on with the description and the plans for the other position of the switch ``typedfactory.realistic``."""
        spec, plans = self._exchanged or (None, PlanCache(self._options))
        self._exchanged, self._spec, self.plans = (self._spec, self.plans), spec, plans
        self._route_calls()

    def reset_plans(self) -> None:
        """Forget what was compiled and how calls are routed: a hook has changed."""
        for plans in (self.plans, *(self._exchanged or ())[1:]):
            plans.reset()
        self._route_calls()

    def _route_calls(self) -> None:
        self.start_build = entries.late_starter(self._options, BUILD_STRATEGY)
        self.start_create = entries.late_starter(self._options, CREATE_STRATEGY)
        self.start_stub = entries.late_starter(self._options, STUB_STRATEGY)
        self.start_default = entries.late_default(self._options)
