"""Content types, and generic foreign keys, which point to a row of any model."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from random import Random
from typing import TYPE_CHECKING

import attrs
from django.apps import apps
from django.db.models import Model

from typedfactory.ground.given import UserValue
from typedfactory.ground.sequences import RoundCounter
from typedfactory.orm.django.saving.collecting import current_bulk
from typedfactory.orm.django.saving.places import Place, placed
from typedfactory.orm.shared.marks import counter_of
from typedfactory.plan.describe.filling import derived_factory

if TYPE_CHECKING:
    from django.contrib.contenttypes.models import ContentType

    from typedfactory.orm.django.factory import DjangoModelFactory

_homes: list[type[DjangoModelFactory[UserValue]]] = []
#: How many rows generic foreign keys point to before they begin again.
_TARGETS = 100


@attrs.frozen
class Target:
    """Stands for the key of a row until the content type is known.

    Args:
        number: Which row, among those that are there.
        alone: Whether nothing else may point to the row.
    """

    number: int
    alone: bool = False


@attrs.frozen
class TypeOf:
    """Stands for the content type of a model until the database is known.

    Args:
        model: The model.
    """

    model: type[Model]

    def found(self, content_type: type[ContentType], using: str | None) -> ContentType:
        """Return the content type.

        Args:
            content_type: The model of content types.
            using: The database; None asks none.
        """
        options = self.model._meta
        if using is None:
            return content_type(app_label=options.app_label, model=options.model_name)
        manager = content_type.objects.db_manager(using)
        found: ContentType = manager.get_for_model(self.model, for_concrete_model=not options.proxy)
        return found


def next_target(model: type[Model], *, alone: bool) -> Callable[[Random], Target]:
    """Return a function that gives another row each time.

    Args:
        model: The model that points to them.
        alone: Whether no two objects of it may point to the same.
    """
    # The number of the row that the model's next object points to, whatever factory makes it and by whichever field.
    counter = counter_of(model, "*targets")
    return lambda _stream: Target(counter.take(), alone)


def next_content_type(content_type: type[ContentType], counter: RoundCounter) -> Callable[[Random], ContentType]:
    """Return a function that gives the content type of another model each time, where one must not be given twice.

    Args:
        content_type: The model of content types.
        counter: Counts them.
    """

    def draw(_stream: Random) -> ContentType:
        models = apps.get_models()
        found: ContentType = content_type.objects.get_for_model(models[counter.take() % len(models)])
        return found

    return draw


def register_home(factory: type[DjangoModelFactory[UserValue]]) -> None:
    """Remember the library's base factory, which this module must not import.

    Args:
        factory: ``DjangoModelFactory``.
    """
    _homes.append(factory)


def ensure_content_types(content_type: type[ContentType]) -> None:
    """Let fields of type ContentType get a row that exists: that of content types themselves.

    Args:
        content_type: The model.
    """
    for home in _homes:
        if content_type in home._meta.automatic:
            continue
        options = {"model": content_type, "django_get_or_create": ("app_label", "model")}
        own = {"app_label": content_type._meta.app_label, "model": content_type._meta.model_name}
        home._meta.automatic[content_type] = derived_factory(home, "ContentTypeFactory", options, own, module=__name__)


def target_key(target: Target, content_type: UserValue, *, using: str | None) -> UserValue:
    """Return the key of a row of a model, made if there is none.

    Args:
        target: Which row.
        content_type: The content type of the model; None points nowhere.
        using: The database; None makes no rows.
    """
    if content_type is None:
        return None
    model = content_type.model_class()
    if model is None or using is None:
        return 1
    found = _row_at(model, target, using)
    return _make_row(model, using) if found is None else found


def _row_at(model: type[Model], target: Target, using: str) -> UserValue:
    """Return the key of a row that is there; None where there is none to take."""
    keys = model._default_manager.using(using).order_by("pk").values_list("pk", flat=True)  # noqa: SLF001 - Django documents it
    if target.alone and model._meta.label != "contenttypes.ContentType":
        return next(iter(keys[target.number : target.number + 1]), None)
    known = list(keys[: target.number % _TARGETS + 1])
    return known[target.number % len(known)] if known else None


def _make_row(model: type[Model], using: str) -> UserValue:
    factory: UserValue = _homes[0]._meta.automatic.get(model)
    if factory is None:
        factory = derived_factory(_homes[0], f"{model.__name__}Factory", {"model": model}, {}, module=__name__)
        _homes[0]._meta.automatic[model] = factory
    bulk = current_bulk()
    with placed(Place(using, factory._meta)), nullcontext() if bulk is None else bulk.paused():
        return factory.create().pk
