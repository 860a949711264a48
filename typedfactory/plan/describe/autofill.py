"""Fields that nobody declared, filled by their types."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from typedfactory import random, typeinfo
from typedfactory.adapters import shape_of
from typedfactory.declarations import AUTO, BaseDeclaration, Maybe, SubFactory, Transformer, Unique
from typedfactory.errors import MetaOptionError, UnfillableError, UnknownFieldError
from typedfactory.ground.context import BuildStep, Resolver, evaluator_of
from typedfactory.ground.libraries import why_unread
from typedfactory.ground.shape import ModelShape, column_of
from typedfactory.plan.describe.meta import as_size_range
from typedfactory.plan.describe.realistic import Sources, taught_type

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues
    from typedfactory.plan.options import FactoryOptions
    from typedfactory.realism import FieldSource
    from typedfactory.values import Recipe, Settings


class AutoValue(BaseDeclaration["UserValue"]):
    """A value made from a field's type.

    Args:
        annotation: The type.
        recipe: How its values are made.
        nested: Whether instances of models occur in it, or other fields of the object matter.
        story: What it is where the field's name says that, too.
    """

    TAKES_PARAMETERS = False
    DESCRIPTION = "filled by its type"

    def __init__(self, annotation: object, recipe: Recipe, *, nested: bool, story: str = "") -> None:
        super().__init__()
        self.annotation = annotation
        self.recipe = recipe
        self.nested = nested
        self.story = story

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> UserValue:
        """Draw a value from the random stream in force."""
        return self.recipe.make(random.current_stream(), NestedModels(step))


class AutoSubFactory(SubFactory["UserValue"]):
    """A model nested in a field, made by its default factory or an automatic one.

    Args:
        factory: The factory.
        annotation: The type of the field.
        data: What is given for the nested model: field or path → value.
    """

    def __init__(self, factory: FactoryClass, annotation: object, data: UserValues | None = None) -> None:
        super().__init__(factory)
        self._defaults = dict(data or {})
        self.annotation = annotation


class LateValue(AutoValue):
    """What fills a field whose type says nothing, or cannot be read: looked into when the field has to be filled.

    Args:
        meta: The factory's options.
        name: The field, as the factory names it.
        unique: Whether its values will be asked for until they differ from all before.
    """

    def __init__(self, meta: FactoryOptions, name: str, *, unique: bool) -> None:
        BaseDeclaration.__init__(self)
        self.nested, self.story = True, ""
        self._meta, self._name, self._unique = meta, name, unique

    def __getattr__(self, name: str) -> UserValue:
        """Look into the type for those who ask what it is, or how it is made."""
        if name in ("annotation", "recipe"):
            return getattr(self.find(), name)
        raise AttributeError(name)

    def find(self) -> BaseDeclaration[UserValue]:
        """Return what fills the field if the type can be read by now, or raise what is wrong with it."""
        return declaration_for(self._meta, self._name, unique=self._unique)

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> UserValue:
        """Make a value."""
        declaration = self.find()
        self._meta.forget_spec()
        return declaration.evaluate_pre(instance, step, extra)


def is_filled(declaration: object) -> bool:
    """Say whether a field's value comes from its type alone."""
    return isinstance(declaration, (AutoValue, AutoSubFactory))


class NestedModels:
    """How generators get instances of models nested in types; see `typedfactory.ground.context.ModelBuilder`.

    Args:
        step: The step in progress.
        assumed: Models that are taken as being built already.
    """

    __slots__ = ("_assumed", "_step")

    def __init__(self, step: BuildStep, assumed: tuple[object, ...] = ()) -> None:
        self._step = step
        self._assumed = assumed

    @property
    def resolver(self) -> Resolver[UserValue]:
        """The resolver of the object in progress."""
        return self._step.stub

    def can_build(self, model: UserValue) -> bool:
        """Say whether building the model comes to an end: it is not underway, and its fields come to one."""
        underway = self._underway()
        deepest = next((meta.max_depth for meta in self._metas() if meta.max_depth is not None), None)
        if deepest is not None and len(underway) + len(self._assumed) >= deepest:
            return False
        if model in underway or model in self._assumed:
            return False
        deeper = NestedModels(self._step, (*self._assumed, model))
        fields = factory_for(self._step.builder.factory_meta, model)._meta.spec.fields
        return all(deeper.can_fill(field.base) for field in fields.values())

    def can_fill(self, declaration: UserValue) -> bool:
        """Say whether a field that is filled by its type comes to an end; other declarations are the user's."""
        if isinstance(declaration, AutoSubFactory):
            return self.can_build(declaration.get_factory()._meta.get_model_class())
        if not isinstance(declaration, AutoValue) or declaration.recipe.possible is None:
            return True
        return declaration.recipe.possible(self)

    def _metas(self) -> list[FactoryOptions]:
        return [evaluator_of(resolver).meta for resolver in self._step.chain]

    def _underway(self) -> list[object]:
        return [meta.get_model_class() for meta in self._metas()]

    def way_to(self, model: UserValue) -> str:
        """Return the models that are being built and this one."""
        models = [*reversed(self._underway()), model]
        return " → ".join(getattr(one, "__name__", str(one)) for one in models)

    def build(self, model: UserValue) -> UserValue:
        """Make an instance with the strategy of the step."""
        return self._step.recurse(factory_for(self._step.builder.factory_meta, model), {})


def nested_model(meta: FactoryOptions, name: str) -> AutoSubFactory | None:
    """Return what makes the model nested in a field that nobody declared, so that a deep override can reach into it.

    Args:
        meta: The factory's options.
        name: The field, as the factory names it; it may be ``X``, or ``X | None``.
    """
    shape = meta.shape
    field = None if shape is None else shape.by_name.get(meta.rename.get(name, name))
    if shape is None or field is None or name in meta.exclude or meta.autofill is False:
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


def fill(meta: FactoryOptions, declared: set[str]) -> UserValues:
    """Return declarations for the model's fields that are not declared and have no default.

    Args:
        meta: The factory's options.
        declared: The names that are declared, as the factory names them.
    """
    shape = meta.shape
    if meta.autofill is False:
        return {}
    if shape is None:
        _refuse_unread(meta)
        return {}
    back = meta.renamed_back
    filled: UserValues = {}
    sources = Sources(meta)
    for field in shape.fields:
        name = back.get(field.name, field.name)
        wanted = field.required or meta.autofill == "all"
        if wanted and field.annotated and name not in declared and name not in meta.exclude:
            filled[name] = _filling(meta, name, sources)
    return filled


def _filling(
    meta: FactoryOptions, name: str, sources: Sources | None = None, *, unique: bool = False
) -> BaseDeclaration[UserValue]:
    """Return what fills one field by its type, or what says that nothing does once it has to."""
    try:
        return declaration_for(meta, name, sources, unique=unique)
    except UnfillableError:
        return LateValue(meta, name, unique=unique)


def _refuse_unread(meta: FactoryOptions) -> None:
    """Refuse a model of a library that is too old: nobody could say what is left to fill."""
    model: UserValue = meta.get_model_class()
    why = why_unread(model)
    if why:
        raise UnfillableError(
            f"{meta.factory.__name__}: {model.__name__} cannot be filled: {why}. "
            f"Install that, or declare what the model needs and say Meta.autofill = False."
        )


def declaration_for(
    meta: FactoryOptions, name: str, sources: Sources | None = None, *, unique: bool = False
) -> BaseDeclaration[UserValue]:
    """Return what fills one field by its type.

    Args:
        meta: The factory's options.
        name: The field, as the factory names it.
        sources: Where realistic values come from, if the caller asks for several fields.
        unique: Whether its values will be asked for until they differ from all before.

    Raises:
        UnknownFieldError: The model has no such field.
        UnfillableError: Its type cannot be filled.
    """
    where = f"{meta.factory.__name__}.{name}"
    shape: ModelShape | None = meta.shape
    field = None if shape is None else shape.by_name.get(meta.rename.get(name, name))
    if shape is None or field is None:
        raise UnknownFieldError(
            f"{where}: AUTO fills a field of the model by its type, and no such field is known. Give a value instead."
        )
    if field.taught is not None and (taught := taught_type(field.taught(shape.model), settings_of(meta))) is not None:
        return value_of_type(meta, taught, where)
    return value_of_type(meta, shape.annotation_of(field), where, (sources or Sources(meta)).of(name, unique=unique))


def with_auto(meta: FactoryOptions, name: str, value: UserValue) -> UserValue:
    """Return a value with what fills the field in the place of AUTO.

    Args:
        meta: The factory's options.
        name: The field.
        value: What is declared or given for it.
    """
    if value is AUTO:
        return _filling(meta, name)
    if type(value) is Unique and value.declaration is AUTO:
        column = column_of(meta.get_model_class(), meta.rename.get(name, name))
        return value.filling(_filling(meta, name, unique=True), column)
    if isinstance(value, Maybe) and (value.yes is AUTO or value.no is AUTO):
        value = copy.copy(value)
        value.yes, value.no = with_auto(meta, name, value.yes), with_auto(meta, name, value.no)
    elif isinstance(value, Transformer) and value.default is AUTO:
        value = copy.copy(value)
        value.default = _filling(meta, name)
    return value


def settings_of(meta: FactoryOptions) -> Settings:
    """Return what a factory's options say about filled values."""
    # Late, for the makers of all types are a good part of the package: they are loaded when the first field is filled.
    from typedfactory.values import Settings  # noqa: PLC0415 - as said above

    size = None if meta.collection_size is None else as_size_range(meta.collection_size)
    return Settings(optional=meta.optional, collection_size=size, providers=meta.providers)


def value_of_type(
    meta: FactoryOptions, annotation: object, where: str, source: FieldSource | None = None
) -> BaseDeclaration[UserValue]:
    """Return what makes values of a type.

    Args:
        meta: The options of the factory that asks.
        annotation: The type.
        where: What it is for, for messages.
        source: Where realistic values come from, if the field's name says anything.
    """
    from typedfactory.values import make_recipe, needs_models, provider_of  # noqa: PLC0415 - late, as above

    settings = settings_of(meta)
    taught = provider_of(annotation, settings) is not None
    if not taught and is_model(annotation) and not _reaches(annotation, meta.get_model_class()):
        return AutoSubFactory(factory_for(meta, annotation), annotation)
    recipe = make_recipe(annotation, where=where, is_model=is_model, settings=settings, source=source)
    story = "" if source is None else source.story
    nested = needs_models(annotation, is_model) or (source is not None and bool(source.story) and source.looks_around)
    return AutoValue(annotation, recipe, nested=nested, story=story)


def _reaches(model: object, target: object) -> bool:
    """Say whether making a model automatically could come back to another model, or to itself."""
    from typedfactory.values import needs_models  # noqa: PLC0415 - late, as above

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


def factory_for(meta: FactoryOptions, model: UserValue) -> FactoryClass:
    """Return the factory that fills fields of a model type: the default one, or one made for the purpose.

    One made for the purpose fills as the factory that asks does (``Meta.optional``, ``collection_size``, ``providers``,
    ``realistic``).
    """
    home = home_of(meta.factory)
    known = home._meta.automatic
    default = known.get(model)
    if default is not None and default._meta.default_for_model:
        return default
    wishes = {name: getattr(meta, name) for name in _WISHES if getattr(meta, name) is not getattr(home._meta, name)}
    if meta.autofill == "clean":
        wishes["autofill"] = "clean"
    key = (model, tuple((name, id(value)) for name, value in wishes.items())) if wishes else model
    factory = known.get(key)
    if factory is None:
        namespace = {"Meta": type("Meta", (), {"model": model, **wishes}), "__module__": model.__module__}
        metaclass: UserValue = type(home)
        factory = known[key] = metaclass(f"{model.__name__}Factory", (home,), namespace)
    return factory


#: The options that hold for models nested in filled fields, too. Their values live as long as the factories do.
_WISHES = ("optional", "collection_size", "providers", "realistic")


def register_default(meta: FactoryOptions) -> None:
    """Make a factory the one that fills fields of its model's type, in factories that were used already, too.

    Raises:
        MetaOptionError: The factory has no model, or another one has said the same.
    """
    model = meta.get_model_class()
    owner = meta.factory.__name__
    if model is None:
        raise MetaOptionError(f"{owner}.Meta.default_for_model: the factory has no model. Name one in Meta.model.")
    home = home_of(meta.factory)
    known = home._meta.automatic.get(model)
    if known is not None and known._meta.default_for_model and _place(known) != _place(meta.factory):
        raise MetaOptionError(
            f"{owner}.Meta.default_for_model: {known.__name__} fills fields of type {model.__name__} already. "
            f"Say it in one of the two."
        )
    home._meta.automatic[model] = meta.factory
    _forget_specs(home)


def _place(factory: FactoryClass) -> tuple[str, str]:
    return factory.__module__, factory.__qualname__


def _forget_specs(factory: FactoryClass) -> None:
    """Let factories describe themselves anew: what fills one of their fields may have changed."""
    for subclass in type.__subclasses__(factory):
        if "plans" in vars(subclass._meta):
            subclass._meta.forget_spec()
        _forget_specs(subclass)


def home_of(factory: FactoryClass) -> FactoryClass:
    """Return the library's own base of a factory: what automatic factories of its kind derive from."""
    return next(
        base
        for base in factory.__mro__
        if base.__module__.partition(".")[0] == "typedfactory" and "_is_home" in vars(base)
    )
