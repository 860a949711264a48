"""Content types, and generic foreign keys, which point to a row of any model."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from contextlib import nullcontext
from random import Random
from typing import Any

import attrs
from django.apps import apps

from typedfactory.ground.sequences import RoundCounter
from typedfactory.orm.django.saving.collecting import current_bulk

_homes: list[Any] = []
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

    model: Any

    def found(self, content_type: Any, using: str | None) -> Any:
        """Return the content type.

        Args:
            content_type: The model of content types.
            using: The database; None asks none.
        """
        options = self.model._meta
        if using is None:
            return content_type(app_label=options.app_label, model=options.model_name)
        return content_type.objects.db_manager(using).get_for_model(self.model, for_concrete_model=not options.proxy)


#: Model → the number of the row that its next object points to, whatever factory makes it.
_next_targets: weakref.WeakKeyDictionary[type, RoundCounter] = weakref.WeakKeyDictionary()


def next_target(model: Any, *, alone: bool) -> Callable[[Random], Target]:
    """Return a function that gives another row each time.

    Args:
        model: The model that points to them.
        alone: Whether no two objects of it may point to the same.
    """
    counter = _next_targets.setdefault(model, RoundCounter())
    return lambda _stream: Target(counter.take(), alone)


def next_content_type(content_type: Any) -> Callable[[Random], Any]:
    """Return a function that gives the content type of another model each time, where one must not be given twice.

    Args:
        content_type: The model of content types.
    """
    counter = RoundCounter()

    def draw(_stream: Random) -> Any:
        models = apps.get_models()
        return content_type.objects.get_for_model(models[counter.take() % len(models)])

    return draw


def register_home(factory: Any) -> None:
    """Remember the library's base factory, which this module must not import.

    Args:
        factory: ``DjangoModelFactory``.
    """
    _homes.append(factory)


def ensure_content_types(content_type: Any) -> None:
    """Let fields of type ContentType get a row that exists: that of content types themselves.

    Args:
        content_type: The model.
    """
    for home in _homes:
        if content_type in home._meta.automatic:
            continue
        meta = type("Meta", (), {"model": content_type, "django_get_or_create": ("app_label", "model")})
        namespace = {
            "Meta": meta,
            "__module__": __name__,
            "app_label": content_type._meta.app_label,
            "model": content_type._meta.model_name,
        }
        home._meta.automatic[content_type] = type(home)("ContentTypeFactory", (home,), namespace)


def target_key(target: Target, content_type: Any, *, using: str | None) -> Any:
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


def _row_at(model: Any, target: Target, using: str) -> Any:
    """Return the key of a row that is there; None where there is none to take."""
    keys = model._default_manager.using(using).order_by("pk").values_list("pk", flat=True)  # noqa: SLF001 - Django documents it
    if target.alone and model._meta.label != "contenttypes.ContentType":
        return next(iter(keys[target.number : target.number + 1]), None)
    known = list(keys[: target.number % _TARGETS + 1])
    return known[target.number % len(known)] if known else None


def _make_row(model: Any, using: str) -> Any:
    factory = _homes[0]._meta.automatic.get(model)
    if factory is None:
        meta = type("Meta", (), {"model": model})
        factory = type(_homes[0])(f"{model.__name__}Factory", (_homes[0],), {"Meta": meta, "__module__": __name__})
        _homes[0]._meta.automatic[model] = factory
    if factory._meta.database != using:
        factory = factory._meta.on_database(using, factory.__name__)
    bulk = current_bulk()
    with nullcontext() if bulk is None else bulk.paused():
        return factory.create().pk
