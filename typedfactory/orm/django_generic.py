"""Content types, and generic foreign keys, which point to a row of any model."""

from __future__ import annotations

from typing import Any

_homes: list[Any] = []


class Target:
    """Stands for the key of a row until the content type is known."""


#: Fills the key of a generic foreign key.
TARGET = Target()


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


def target_key(content_type: Any, *, saved: bool) -> Any:
    """Return the key of a row of a model, made if there is none.

    Args:
        content_type: The content type of the model; None points nowhere.
        saved: Whether rows may be made.
    """
    model = None if content_type is None else content_type.model_class()
    if model is None:
        return None if content_type is None else 1
    if model is type(content_type):
        return content_type.pk or 1
    if not saved:
        return 1
    manager = model._default_manager
    known = manager.values_list("pk", flat=True).first()
    if known is not None:
        return known
    factory = _homes[0]._meta.automatic.get(model)
    if factory is None:
        meta = type("Meta", (), {"model": model})
        factory = type(_homes[0])(f"{model.__name__}Factory", (_homes[0],), {"Meta": meta, "__module__": __name__})
        _homes[0]._meta.automatic[model] = factory
    return factory.create().pk
