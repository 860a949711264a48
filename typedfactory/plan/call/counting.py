"""The counter that the sequences of a factory draw from, which is the base's where both make the same kind of object."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from typedfactory import typeinfo
from typedfactory.errors import SequenceResetError
from typedfactory.ground.sequences import SequenceCounter
from typedfactory.plan.describe.hooks import own_method

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.options import FactoryOptions


class CounterHolder:
    """The part of the options that counts."""

    _counter: SequenceCounter | None = None
    _counter_reference: FactoryOptions | None = None

    @property
    def counter_reference(self) -> FactoryOptions:
        """The options whose counter this factory takes its numbers from; found when the first is taken, or asked for.

        Models that are given by name need not exist before.
        """
        if self._counter_reference is None:
            self._counter_reference = self._get_counter_reference()
        return self._counter_reference

    def settle_counter(self) -> None:
        """Find the counter at once, where the models are there: a model that is set later changes nothing about it."""
        options = cast("FactoryOptions", self)
        base = options.base_factory
        if not isinstance(options.model, str) and not (base is not None and isinstance(base._meta.model, str)):
            self._counter_reference = self._get_counter_reference()

    @property
    def counter(self) -> SequenceCounter:
        """The counter itself."""
        if self._counter is None:
            reference = self.counter_reference
            if reference is not self:
                self._counter = reference.counter
            else:
                factory = reference.factory
                # Looked up when it is asked, for it may be replaced until then.
                self._counter = SequenceCounter(lambda: factory._setup_next_sequence())  # noqa: PLW0108 - see above
        return self._counter

    def _get_counter_reference(self) -> FactoryOptions:
        options = cast("FactoryOptions", self)  # nothing else is a holder
        base = options.base_factory
        if base is None or vars(base).get("_keeps_own_counter"):
            return options
        reference = base._meta
        if options.model is None or reference.model is None:
            return options
        if options.model is not reference.model and not derives(options, reference):
            return options
        return reference.counter_reference

    @own_method
    def next_sequence(self) -> int:
        """Take the next number."""
        return self.counter.take()

    def reset_sequence(self, value: int | None = None, force: bool = False) -> None:
        """Restart the counter; see ``Factory.reset_sequence``.

        Raises:
            SequenceResetError: The counter belongs to a base factory and ``force`` is not given.
        """
        if self.counter_reference is not self and not force:
            root, name = self.counter_reference.factory.__name__, cast("FactoryOptions", self).factory.__name__
            raise SequenceResetError(
                f"{name}: can't reset a sequence on descendant factory: its counter is {root}'s. "
                f"Reset it on {root}, or pass force=True."
            )
        self.counter.reset(value)


def derives(options: FactoryOptions, base: FactoryOptions) -> bool:
    """Say whether a factory's model is that of its base, or a subclass of it.

    Args:
        options: The options of the factory.
        base: Those of its base.
    """
    if isinstance(options.model, str) and isinstance(base.model, str) and options.model == base.model:
        return True
    model, general = (_class_of(each.get_model_class()) for each in (options, base))
    return model is general or (isinstance(model, type) and isinstance(general, type) and issubclass(model, general))


def _class_of(model: UserValue) -> UserValue:
    return model if typeinfo.origin_of(model) is None else typeinfo.class_of(model)
