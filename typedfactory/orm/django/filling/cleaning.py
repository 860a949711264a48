"""What a model's own ``clean`` wants of fields that may be blank: found out on an object that is never saved."""

from __future__ import annotations

import threading
import weakref
from contextlib import ExitStack
from typing import NoReturn

from django.core.exceptions import ValidationError
from django.db import connections, router
from django.db.models import Field, FileField, ForeignKey, Model

from typedfactory import random
from typedfactory.declarations import AUTO
from typedfactory.ground.given import FactoryClass, UserValue
from typedfactory.orm.django.filling.adapter import relations_of
from typedfactory.orm.django.filling.needs import is_left_out, needs_value
from typedfactory.plan.describe.filling import derived_factory

#: Groups of fields of which one is enough, the one to fill first.
Wanted = tuple[tuple[str, ...], ...]

_lock = threading.RLock()
_wanted: weakref.WeakKeyDictionary[type, Wanted] = weakref.WeakKeyDictionary()


#: What ``clean`` says where it says nothing, where it fails, and where there is no object to ask.
_NONE, _FAILED, _NOT_BUILT = "", "?", "-"


class _AsksDatabaseError(Exception):
    """A ``clean`` that looks into the database says nothing about an object alone."""


def _refuse(*_args: object) -> NoReturn:
    raise _AsksDatabaseError


def wanted_by_clean(home: FactoryClass, model: type[Model]) -> Wanted:
    """Return groups of optional fields of which a model's ``clean`` wants one each; often there are none.

    Objects are built with each of them in turn, and cleaned. What such an object refers to is empty, so that no other
    factory is asked and no number is taken; a ``clean`` that looks into the database is left alone.

    Args:
        home: The library's base factory.
        model: The model.
    """
    with _lock:
        if model not in _wanted:
            _wanted[model] = ()  # while it is found out
            clean = getattr(model, "clean", None)
            if clean is not None and not clean.__module__.startswith("django."):
                _wanted[model] = _find(home, model)
        return _wanted[model]


def _find(home: FactoryClass, model: type[Model]) -> Wanted:
    asked = {connections[router.db_for_read(model)], *connections.all(initialized_only=True)}
    # The numbers are not drawn from the stream of whoever uses the factory first.
    with ExitStack() as stack, random.seeded(0):
        for connection in asked:
            stack.enter_context(connection.execute_wrapper(_refuse))
        return _Trial(home, model).find()


class _Trial:
    """Objects of one model, built to be cleaned.

    Args:
        home: The library's base factory.
        model: The model.
    """

    def __init__(self, home: FactoryClass, model: type[Model]) -> None:
        self.model = model
        options = {"model": model, "autofill": "clean"}
        self.factory = derived_factory(home, f"{model.__name__}Factory", options, {}, module=model.__module__)
        self.required = [
            field for field in model._meta.fields if not is_left_out(field) and needs_value(field, clean=True)
        ]
        self.optional = [field for field in model._meta.fields if _may_be_asked(field)]

    def find(self) -> Wanted:
        found: list[tuple[str, ...]] = []
        filled: tuple[Field[UserValue, UserValue], ...] = ()
        complaint = self.complaint_about(filled)
        while complaint not in (_NONE, _FAILED, _NOT_BUILT):
            helping = self.helping(filled, complaint)
            if not helping:
                return ()
            found.append(tuple(field.name for field in helping))
            filled = (*filled, helping[0])
            complaint = self.complaint_about(filled)
        return tuple(found)

    def helping(
        self, filled: tuple[Field[UserValue, UserValue], ...], complaint: str
    ) -> list[Field[UserValue, UserValue]]:
        """Return the fields that end a complaint, or at least lead to another; a relation costs a row of its own."""
        after = {field: self.complaint_about((*filled, field)) for field in self.optional if field not in filled}
        ending = [field for field, left in after.items() if left == _NONE]
        leading = [field for field, left in after.items() if left not in (complaint, _FAILED, _NOT_BUILT)]
        # A rule that fails once one field is filled, and that one alone, has come further than its complaint.
        failing = [field for field, left in after.items() if left == _FAILED]
        return sorted(
            ending or leading or (failing if len(failing) == 1 else []), key=lambda field: isinstance(field, ForeignKey)
        )

    def stand_in(self, field: Field[UserValue, UserValue]) -> UserValue:
        """Return what a field holds: something made for it, or something empty to refer to."""
        if isinstance(field, ForeignKey):
            return field.related_model()
        return 1 if field.name in relations_of(self.model).targets else AUTO

    def complaint_about(self, fields: tuple[Field[UserValue, UserValue], ...]) -> str:
        """Return what ``clean`` says about an object with some optional fields filled."""
        try:
            made = self.build(fields)
        except Exception:  # noqa: BLE001 - what cannot be made alone is refused when it is made in earnest
            return _NOT_BUILT
        try:
            made.clean()
        except ValidationError as error:
            return str(error)
        except Exception:  # noqa: BLE001 - a rule may need more than an object alone
            return _FAILED
        return _NONE

    def build(self, fields: tuple[Field[UserValue, UserValue], ...]) -> Model:
        """Return an object that refers to empty ones, as if those had been saved."""
        asked = [*self.required, *fields]
        made: Model = self.factory.build(**{field.name: self.stand_in(field) for field in asked})
        for field in asked:
            if isinstance(field, ForeignKey) and getattr(made, field.attname) is None:
                made.__dict__[field.attname] = 1
        return made


def _may_be_asked(field: Field[UserValue, UserValue]) -> bool:
    """Say whether a field is left alone, and could be filled."""
    if is_left_out(field) or needs_value(field, clean=True) or not field.editable or isinstance(field, FileField):
        return False
    return not field.has_default() or field.default in (None, "")
