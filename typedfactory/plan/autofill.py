"""Fields that nobody declared, filled by their types."""

from __future__ import annotations

from typing import Any

from typedfactory import random
from typedfactory.adapters import shape_of
from typedfactory.context import BuildStep, Resolver
from typedfactory.declarations import BaseDeclaration, SubFactory
from typedfactory.errors import MetaOptionError
from typedfactory.shape import FieldShape
from typedfactory.values import Generator, make_generator, needs_models


class AutoValue(BaseDeclaration[Any]):
    """A value made from a field's type.

    Args:
        annotation: The type.
        where: ``UserFactory.email``, for messages.
        nested: Whether instances of models occur in it.
    """

    TAKES_PARAMETERS = False

    def __init__(self, annotation: object, where: str, *, nested: bool) -> None:
        super().__init__()
        self.annotation = annotation
        self.nested = nested
        self.generator: Generator = make_generator(annotation, where=where, is_model=is_model)

    def evaluate(self, instance: Resolver[Any], step: BuildStep, extra: dict[str, Any]) -> Any:
        """Draw a value from the random stream in force."""
        return self.generator(random.current_stream(), NestedModels(step))


class AutoSubFactory(SubFactory[Any]):
    """A model nested in a field, made by its default factory or an automatic one.

    Args:
        factory: The factory.
        annotation: The type of the field.
    """

    def __init__(self, factory: Any, annotation: object) -> None:
        super().__init__(factory)
        self.annotation = annotation


class NestedModels:
    """How generators get instances of models nested in types; see `typedfactory.context.ModelBuilder`.

    Args:
        step: The step in progress.
    """

    __slots__ = ("_step",)

    def __init__(self, step: BuildStep) -> None:
        self._step = step

    def can_build(self, model: type) -> bool:
        """Say whether the model is not being built already further up."""
        return all(resolver.__dict__["*"][0].meta.get_model_class() is not model for resolver in self._step.chain)

    def build(self, model: type) -> Any:
        """Make an instance with the strategy of the step."""
        return self._step.recurse(factory_for(self._step.builder.factory_meta, model), {})


def is_model(annotation: object) -> bool:
    """Say whether an automatic factory can make instances of a type."""
    return isinstance(annotation, type) and shape_of(annotation) is not None


def fill(meta: Any, declared: set[str]) -> dict[str, Any]:
    """Return declarations for the model's fields that are not declared and have no default.

    Args:
        meta: The factory's options.
        declared: The names that are declared, as the factory names them.
    """
    shape = meta.shape
    if shape is None or meta.autofill is False:
        return {}
    back = {new: old for old, new in meta.rename.items()}
    filled: dict[str, Any] = {}
    for field in shape.fields:
        name = back.get(field.name, field.name)
        if name in declared or name in meta.exclude or not (field.required or meta.autofill == "all"):
            continue
        filled[name] = _declaration(meta, shape.annotation_of(field), f"{meta.factory.__name__}.{name}")
    return filled


def _declaration(meta: Any, annotation: object, where: str) -> BaseDeclaration[Any]:
    if isinstance(annotation, type) and is_model(annotation) and not _reaches(annotation, meta.get_model_class()):
        return AutoSubFactory(factory_for(meta, annotation), annotation)
    return AutoValue(annotation, where, nested=needs_models(annotation, is_model))


def _reaches(model: type, target: Any) -> bool:
    """Say whether making a model automatically could come back to another model."""
    seen: set[type] = set()
    pending = [model]
    while pending:
        current = pending.pop()
        if current is target:
            return True
        if current in seen:
            continue
        seen.add(current)
        shape = shape_of(current)
        fields: tuple[FieldShape, ...] = shape.fields if shape is not None else ()
        for field in fields:
            if field.required and shape is not None:
                needs_models(shape.annotation_of(field), lambda found: _note(found, pending))
    return False


def _note(found: object, pending: list[type]) -> bool:
    if isinstance(found, type) and is_model(found):
        pending.append(found)
    return False


def factory_for(meta: Any, model: type) -> Any:
    """Return the factory that fills fields of a model type: the default one, or one made for the purpose."""
    home = _home(meta.factory)
    factory = home._meta.automatic.get(model)
    if factory is None:
        namespace = {"Meta": type("Meta", (), {"model": model}), "__module__": model.__module__}
        factory = type(home)(f"{model.__name__}Factory", (home,), namespace)
        home._meta.automatic[model] = factory
    return factory


def register_default(meta: Any) -> None:
    """Make a factory the one that fills fields of its model's type.

    Raises:
        MetaOptionError: The factory has no model, or another one has said the same.
    """
    model = meta.get_model_class()
    owner = meta.factory.__name__
    if not isinstance(model, type):
        raise MetaOptionError(f"{owner}.Meta.default_for_model: the factory has no model. Name one in Meta.model.")
    _home(meta.factory)._meta.automatic[model] = meta.factory


def _home(factory: Any) -> Any:
    """Return the library's own base of a factory: what automatic factories of its kind derive from."""
    return next(
        base
        for base in factory.__mro__
        if base.__module__.partition(".")[0] == "typedfactory" and "_is_home" in vars(base)
    )
