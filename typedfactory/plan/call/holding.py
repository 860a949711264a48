"""What a factory keeps of its description and its plans, for either position of the switch for realistic values."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, ClassVar, cast

from typedfactory.plan.call import entries
from typedfactory.plan.call.cache import PlanCache
from typedfactory.plan.describe.hooks import OPTIONS, MixinWatch
from typedfactory.plan.describe.meta import READERS
from typedfactory.plan.describe.overrides import UNSET
from typedfactory.plan.describe.realistic import note_options
from typedfactory.plan.describe.spec import FactorySpec

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.call.entries import Starter
    from typedfactory.plan.options import FactoryOptions


#: How calls start; a back end may have a property for one of them, and keeps it under a name of its own.
_STARTERS = tuple([f"{prefix}start_{way}" for prefix in ("", "_") for way in ("build", "create", "stub", "default")])

#: What is there when a factory is used for the first time.
_FIRST_USED = frozenset({"plans", "mixins", *_STARTERS})

_beginning = threading.RLock()


class PlanHolder:
    """The part of the options that holds what is made from them."""

    plans: PlanCache
    #: How ``build``, ``create`` and ``stub`` start; each takes the overrides.
    start_build: Starter
    start_create: Starter
    start_stub: Starter
    #: How calling the class starts.
    start_default: Starter
    #: The options that description and plans are made from; a back end has more.
    late_options: ClassVar[frozenset[str]] = OPTIONS
    #: The bases of the factory that are no factories.
    mixins: MixinWatch

    #: When the factory was defined; 0 as long as it is not.
    defined = 0
    #: How often something was replaced that plans take for granted.
    changes = 0
    _spec: FactorySpec | None = None
    #: Description and plans for the other position of the switch ``typedfactory.realistic``.
    _exchanged: tuple[FactorySpec | None, PlanCache] | None = None

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> UserValue:
            """Make the plans, and route the calls, when the factory is used for the first time: many never are."""
            if name not in _FIRST_USED:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            with _beginning:
                if "plans" not in self.__dict__:
                    options = self._options
                    # These are no options of a back end's: nobody has to hear of them.
                    self.__dict__.update(plans=PlanCache(options), mixins=MixinWatch(options.factory))
                    note_options(options)
                if "start_" in name and name not in self.__dict__:
                    way = name.rpartition("start_")[2]
                    setattr(self, f"start_{way}", self.starter(way))
            return getattr(self, name)

    def __setattr__(self, name: str, value: UserValue) -> None:
        """Set an option; one that is set when the factory was used already holds from then on."""
        if name not in self.late_options:
            # Most are not, and each definition sets dozens.
            object.__setattr__(self, name, value)
            return
        if name in READERS:
            value = READERS[name](value)
        known = self.__dict__.get(name, UNSET)
        object.__setattr__(self, name, value)
        if value is not known and self.defined:
            self._options.read_again(name)
            self.forget_spec()

    def __delattr__(self, name: str) -> None:
        """Take back what was set: ``mock.patch.object`` does so with what it put over a method."""
        super().__delattr__(name)
        if name in self.late_options:
            self.forget_spec()

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
        """Forget what was compiled and how calls are routed: something that both take for granted was replaced."""
        self.__dict__["changes"] = self.changes + 1
        if "plans" not in self.__dict__:
            return
        self._watch()
        for plans in (self.plans, *(self._exchanged or ())[1:]):
            plans.reset()
        self._route_calls()

    def _watch(self) -> None:
        self.mixins = MixinWatch(self._options.factory)

    def starter(self, way: str) -> Starter:
        """Return how a call starts.

        Args:
            way: ``"build"``, ``"create"`` or ``"stub"``; ``"default"`` for calling the class.
        """
        if way == "default":
            return entries.late_default(self._options)
        return entries.late_starter(self._options, way)

    def _route_calls(self) -> None:
        """Forget how calls start; each kind of call finds it out when it is made next."""
        for name in _STARTERS:
            self.__dict__.pop(name, None)
