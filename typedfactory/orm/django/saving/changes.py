"""What hooks change on an object that was saved already: only then is it saved again."""

from __future__ import annotations

from django.db.models import Model
from django.db.models.base import ModelState

from typedfactory.ground.given import UserValue, UserValues
from typedfactory.orm.django.saving.moments import Kept

_PLAIN = (list, dict, set)


def _keep(value: UserValue) -> UserValue:
    """Return a value, lists, dicts and sets copied through and through: hooks may change them in place."""
    kind = type(value)
    if kind is list:
        return [_keep(item) for item in value]
    if kind is dict:
        return {key: _keep(item) for key, item in value.items()}
    return set(value) if kind is set else value


def _is_kept(before: UserValue, now: UserValue) -> bool:
    """Say whether a value is the one that was kept: by identity, for nothing is known about what users put in."""
    kind: type = type(before)
    if kind not in _PLAIN or type(now) is not kind:
        return before is now
    if len(before) != len(now):
        return False
    if kind is list:
        return all(map(_is_kept, before, now))
    if kind is set:
        return bool(before == now)
    later: UserValue = now
    return all(key in later and _is_kept(value, later[key]) for key, value in before.items())


class WatchedState(ModelState):
    """A model's state that remembers what the columns held when the object was saved last."""

    saved: UserValues

    def start(self, instance: Model, before: ModelState) -> None:
        """Take over from the state that the object had."""
        adding = before.adding
        _hand_over(before, self)
        self.__dict__.pop("adding", None)
        self.instance = instance
        self.adding = adding

    @property
    def adding(self) -> bool:
        """Whether the object is new. Django sets this whenever it has saved the object."""
        return bool(self.__dict__["_adding"])

    @adding.setter
    def adding(self, value: bool) -> None:
        self.__dict__["_adding"] = value
        self.saved = {name: _keep(kept) for name, kept in columns_of(self.instance).items()}


def _hand_over(before: ModelState, after: ModelState) -> None:
    """Move everything that one state holds to another.

    They must not share it: from Django 6.1 on, a state that ends empties its store of related objects.
    """
    after.__dict__.update(before.__dict__)
    before.__dict__.clear()


def columns_of(instance: Model) -> UserValues:
    """Return the values of the columns that are loaded."""
    values = vars(instance)
    return {field.attname: values[field.attname] for field in instance._meta.concrete_fields if field.attname in values}


def remember_moments(instance: UserValue, kept: list[Kept]) -> None:
    """Remember moments that were given: they are kept if the object is saved once more because of its hooks."""
    instance._state.typedfactory_moments = kept  # noqa: SLF001 - Django documents it


def take_moments(instance: UserValue) -> list[Kept]:
    """Return the moments that were remembered, and forget them."""
    state = getattr(instance, "_state", None)
    kept: list[Kept] = [] if state is None else vars(state).pop("typedfactory_moments", [])
    return kept


def watch(instance: UserValue) -> None:
    """Begin to look at what changes on an object."""
    if isinstance(instance, Model):
        state = WatchedState()
        state.start(instance, instance._state)  # noqa: SLF001 - Django documents it
        instance._state = state  # noqa: SLF001 - Django documents it


def has_changed(instance: UserValue) -> bool:
    """Say whether a watched object has unsaved changes, and look away; one not watched counts as changed."""
    state = getattr(instance, "_state", None)
    if not isinstance(state, WatchedState):
        return isinstance(instance, Model)
    saved, adding = state.saved, state.adding
    plain = ModelState()
    _hand_over(state, plain)
    for name in ("instance", "saved", "_adding"):
        del plain.__dict__[name]
    plain.adding = adding
    instance._state = plain  # noqa: SLF001 - Django documents it
    now = columns_of(instance)
    return any(name not in saved or not _is_kept(saved[name], value) for name, value in now.items())
