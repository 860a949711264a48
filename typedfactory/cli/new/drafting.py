"""Which declaration each field of a model gets."""

from __future__ import annotations

import enum
import keyword
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

import attrs

from typedfactory import typeinfo
from typedfactory.cli.frame.plain import annotation_of
from typedfactory.cli.new.models import Base, base_for
from typedfactory.cli.new.trying import refused_providers, trial_of

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass
    from typedfactory.ground.shape import ModelShape
    from typedfactory.plan.tell.explain import FieldSource

#: What a field means, as `explain` tells it → Faker's provider. All that is realistic besides is left to the names.
_PROVIDERS = {
    "first name": "first_name",
    "last name": "last_name",
    "full name": "name",
    "city": "city",
    "country": "country",
    "company": "company",
    "job title": "job",
    "street": "street_address",
    "phone": "phone_number",
    "title": "sentence",
}
#: More traits than so many for one field help nobody.
_MOST_TRAITS = 12

#: How a field is filled: by a provider or its name, by its type, by another factory, or by whoever reads the file.
How = Literal["realistic", "type", "factory", "hand"]


@attrs.frozen
class FieldDraft:
    """What a field gets.

    Attributes:
        name: The field.
        code: The declaration; for one that is left to the reader, the reason.
        how: How it is filled.
    """

    name: str
    code: str
    how: How


@attrs.frozen
class TraitDraft:
    """A trait.

    Attributes:
        name: Its name.
        field: What it sets.
        code: To what.
    """

    name: str
    field: str
    code: str


@attrs.frozen
class Draft:
    """A factory.

    Attributes:
        model: Its model.
        base: Its base.
        fields: What its fields get.
        traits: Its traits.
        needs: Models whose factories it names.
        enums: Enums that it names.
    """

    model: type
    base: Base
    fields: tuple[FieldDraft, ...]
    traits: tuple[TraitDraft, ...]
    needs: tuple[type, ...]
    enums: tuple[type[enum.Enum], ...]

    @property
    def name(self) -> str:
        """The name of the factory."""
        return factory_name(self.model)


def factory_name(model: type) -> str:
    """Return what the factory of a model is called."""
    return f"{model.__qualname__.replace('.', '')}Factory"


def draft(model: type, known: Iterable[type]) -> Draft:
    """Decide what the fields of a model get.

    Args:
        model: The model.
        known: All models that get a factory.
    """
    trial = trial_of(model)
    factory = trial.factory
    shape = factory._meta.shape
    fields: list[FieldDraft] = []
    needs: list[type] = []
    others = set(known)
    for source in factory.explain().fields:
        if shape is None or source.kind == "default" or source.name not in shape.by_name:
            continue
        annotation = annotation_of(shape, source.name)
        nested = [each for each in models_of(annotation) if each in others]
        if source.name in trial.by_hand and not nested:
            fields.append(FieldDraft(source.name, trial.by_hand[source.name], "hand"))
            continue
        field = _field(source, annotation, nested, cyclic=any(reaches(each, model, others) for each in nested))
        fields.append(field)
        needs.extend(nested if "SubFactory" in field.code else ())
    refused = refused_providers(model, {field.name: field.code for field in fields})
    fields = [attrs.evolve(each, code="factory.AUTO") if each.name in refused else each for each in fields]
    enums = _enums(shape)
    return Draft(
        model, base_for(model), tuple(fields), tuple(_traits(factory, enums)), tuple(needs), tuple(set(enums.values()))
    )


def _field(source: FieldSource, annotation: object, nested: list[type], *, cyclic: bool) -> FieldDraft:
    name = source.name
    bare = typeinfo.peel(annotation).bare
    optional = typeinfo.is_union(bare) and type(None) in typeinfo.arguments_of(bare)
    if len(nested) == 1:
        if typeinfo.origin_of(bare) is list:
            item = f"[factory.SubFactory({factory_name(nested[0])})]"
            return FieldDraft(name, "factory.LazyFunction(list)" if cyclic else f"factory.List({item})", "factory")
        if nested[0] in _members(bare):
            if cyclic and optional:
                return FieldDraft(name, "None", "factory")
            if not cyclic:
                return FieldDraft(name, f"factory.SubFactory({factory_name(nested[0])})", "factory")
    meaning = source.text.removeprefix("realistic: ")
    if source.kind != "realistic":
        return FieldDraft(name, "factory.AUTO", "type")
    plain_text = bare is str and not typeinfo.peel(annotation).metadata
    provider = _PROVIDERS.get(meaning) if plain_text else None
    return FieldDraft(name, f'factory.Faker("{provider}")' if provider else "factory.AUTO", "realistic")


def _members(annotation: object) -> list[object]:
    bare = typeinfo.peel(annotation).bare
    return list(typeinfo.arguments_of(bare)) if typeinfo.is_union(bare) else [bare]


def models_of(annotation: object) -> list[type]:
    """Return the classes that a type mentions, at any depth.

    Args:
        annotation: The type.
    """
    bare = typeinfo.peel(annotation).bare
    if typeinfo.is_class(bare):
        return [bare]
    found = [each for argument in typeinfo.arguments_of(bare) for each in models_of(argument)]
    return list(dict.fromkeys(found))


def reaches(start: type, goal: type, known: set[type]) -> bool:
    """Say whether objects of one model hold, at some depth, objects of another one.

    Args:
        start: The model that holds.
        goal: The other one.
        known: All models that get a factory.
    """
    waiting, seen = [start], set()
    while waiting:
        model = waiting.pop()
        if model is goal:
            return True
        if model not in seen:
            seen.add(model)
            factory = trial_of(model).factory
            made = {source.name for source in factory.explain().fields if source.kind != "default"}
            types = types_of_fields(factory._meta.shape)
            waiting.extend(each for name in made if name in types for each in models_of(types[name]) if each in known)
    return False


def _enums(shape: ModelShape | None) -> dict[str, type[enum.Enum]]:
    """Return the fields that hold members of an enum which can be imported."""
    found: dict[str, type[enum.Enum]] = {}
    for name, annotation in types_of_fields(shape).items():
        for each in _members(annotation):
            bare = typeinfo.peel(each).bare
            if typeinfo.is_class(bare) and issubclass(bare, enum.Enum) and "<locals>" not in bare.__qualname__:
                found[name] = bare
    return found


def types_of_fields(shape: ModelShape | None) -> dict[str, object]:
    """Return the types of a model's fields.

    Args:
        shape: The model; None has no fields.
    """
    return {} if shape is None else {field.name: annotation_of(shape, field.name) for field in shape.fields}


def _traits(factory: FactoryClass, enums: Mapping[str, type[enum.Enum]]) -> Iterable[TraitDraft]:
    """Give a trait for each member of an enum, under a name that is free."""
    taken = {*dir(factory), *factory._meta.model_names}
    for field, kind in enums.items():
        if len(kind) > _MOST_TRAITS:
            continue
        for member in kind:
            name = re.sub(r"\W", "_", member.name.lower())
            if name in taken or keyword.iskeyword(name) or name.startswith("_") or "__" in name:
                name = f"{field}_{name.strip('_')}".replace("__", "_")
            if name not in taken:
                taken.add(name)
                yield TraitDraft(name, field, f"{kind.__qualname__}.{member.name}")
