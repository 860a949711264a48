"""Fields that nobody declared, filled by their types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typedfactory import random, typeinfo
from typedfactory.adapters import shape_of
from typedfactory.context import BuildStep, Resolver
from typedfactory.declarations import BaseDeclaration, SubFactory
from typedfactory.errors import MetaOptionError

if TYPE_CHECKING:
    from typedfactory.values import Recipe


class AutoValue(BaseDeclaration[Any]):
    """A value made from a field's type.

    Args:
        annotation: The type.
        recipe: How its values are made.
        nested: Whether instances of models occur in it.
    """

    TAKES_PARAMETERS = False

    def __init__(self, annotation: object, recipe: Recipe, *, nested: bool) -> None:
        super().__init__()
        self.annotation = annotation
        self.recipe = recipe
        self.nested = nested

    def evaluate(self, instance: Resolver[Any], step: BuildStep, extra: dict[str, Any]) -> Any:
        """Draw a value from the random stream in force."""
        return self.recipe.make(random.current_stream(), NestedModels(step))


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
        assumed: Models that are taken as being built already.
    """

    __slots__ = ("_assumed", "_step")

    def __init__(self, step: BuildStep, assumed: tuple[Any, ...] = ()) -> None:
        self._step = step
        self._assumed = assumed

    def can_build(self, model: Any) -> bool:
        """Say whether building the model comes to an end: it is not underway, and its fields come to one."""
        if model in self._underway() or model in self._assumed:
            return False
        deeper = NestedModels(self._step, (*self._assumed, model))
        fields = factory_for(self._step.builder.factory_meta, model)._meta.spec.fields
        return all(deeper.can_fill(field.base) for field in fields.values())

    def can_fill(self, declaration: Any) -> bool:
        """Say whether a field that is filled by its type comes to an end; other declarations are the user's."""
        if isinstance(declaration, AutoSubFactory):
            return self.can_build(declaration.get_factory()._meta.get_model_class())
        if not isinstance(declaration, AutoValue) or declaration.recipe.possible is None:
            return True
        return declaration.recipe.possible(self)

    def _underway(self) -> list[Any]:
        return [resolver.__dict__["*"][0].meta.get_model_class() for resolver in self._step.chain]

    def way_to(self, model: Any) -> str:
        """Return the models that are being built and this one."""
        models = [*reversed(self._underway()), model]
        return " → ".join(getattr(one, "__name__", str(one)) for one in models)

    def build(self, model: Any) -> Any:
        """Make an instance with the strategy of the step."""
        return self._step.recurse(factory_for(self._step.builder.factory_meta, model), {})


def nested_model(meta: Any, name: str) -> AutoSubFactory | None:
    """Return what makes the model nested in a field that nobody declared, so that a deep override can reach into it.

    Args:
        meta: The factory's options.
        name: The field, as the factory names it; it may be ``X``, or ``X | None``.
    """
    shape = meta.shape
    field = None if shape is None else shape.by_name.get(meta.rename.get(name, name))
    if field is None or name in meta.exclude or meta.autofill is False:
        return None
    annotation = typeinfo.peel(shape.annotation_of(field)).bare
    members = typeinfo.arguments_of(annotation) if typeinfo.is_union(annotation) else (annotation,)
    models = [member for member in members if is_model(typeinfo.peel(member).bare)]
    if len(models) != 1:
        return None
    return AutoSubFactory(factory_for(meta, typeinfo.peel(models[0]).bare), annotation)


def is_model(annotation: object) -> bool:
    """Say whether an automatic factory can make instances of a type."""
    return shape_of(annotation) is not None


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
    # Loaded when the first field is filled: the makers of all types are a good part of the package.
    from typedfactory.values import make_recipe, needs_models  # noqa: PLC0415 - as said above

    if is_model(annotation) and not _reaches(annotation, meta.get_model_class()):
        return AutoSubFactory(factory_for(meta, annotation), annotation)
    recipe = make_recipe(annotation, where=where, is_model=is_model)
    return AutoValue(annotation, recipe, nested=needs_models(annotation, is_model))


def _reaches(model: object, target: object) -> bool:
    """Say whether making a model automatically could come back to another model, or to itself."""
    # Late for the same reason.
    from typedfactory.values import needs_models  # noqa: PLC0415 - as said above

    seen: list[object] = []
    pending = [model]

    def note(found: object) -> bool:
        if is_model(found):
            pending.append(found)
        return False

    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.append(current)
        shape = shape_of(current)
        for field in shape.fields if shape is not None else ():
            if field.required and shape is not None:
                before = len(pending)
                needs_models(shape.annotation_of(field), note)
                if target in pending[before:] or model in pending[before:]:
                    return True
    return model is target


def factory_for(meta: Any, model: Any) -> Any:
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
    if model is None:
        raise MetaOptionError(f"{owner}.Meta.default_for_model: the factory has no model. Name one in Meta.model.")
    _home(meta.factory)._meta.automatic[model] = meta.factory


def _home(factory: Any) -> Any:
    """Return the library's own base of a factory: what automatic factories of its kind derive from."""
    return next(
        base
        for base in factory.__mro__
        if base.__module__.partition(".")[0] == "typedfactory" and "_is_home" in vars(base)
    )
