"""pydantic's models and dataclasses: names, aliases and constraints as pydantic has read them."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import attrs
import pydantic
from pydantic.dataclasses import is_pydantic_dataclass
from pydantic.fields import FieldInfo

from typedfactory import typeinfo
from typedfactory.adapters.signature import (
    Constructor,
    Parameter,
    parameter_resolver,
    read_constructor,
    readable_names,
)
from typedfactory.ground.constraints import Examples
from typedfactory.ground.shape import FieldShape, ModelShape

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: Where the constructor takes a field's value: a keyword and the way inside of what it is given.
_Place = tuple[str, tuple[str | int, ...]]


class PydanticAdapter:
    """``BaseModel`` and what derives from it (root models, generic ones, settings, SQLModel), and dataclasses."""

    def recognises(self, model: type) -> bool:
        """Say whether a class is a model or a dataclass of pydantic 2."""
        if issubclass(model, pydantic.BaseModel):
            return model is not pydantic.BaseModel and model is not pydantic.RootModel
        return is_pydantic_dataclass(model)

    def shape(self, model: UserValue) -> ModelShape:
        """Return the constructor of a model.

        A model that ignores unknown names is taken as closed: nobody misspells a field on purpose.
        """
        infos, config = _read_fields(model), _read_config(model)
        computed = {field.name for field in _read_standard_fields(model) if not field.init}
        described = {name: _describe(name, info, config) for name, info in infos.items() if name not in computed}
        closed = config.get("extra") != "allow"
        custom = _custom_constructor(model)
        if custom is not None:
            described = _follow_constructor(custom, described)
            closed = closed and (custom.closed or bool(infos))
        for name in getattr(model, "__sqlmodel_relationships__", ()):
            described[name] = FieldShape(name, name, required=False, hint_name=name, keyword_only=True)
        stored = {*infos, *getattr(model, "__private_attributes__", ())}
        return ModelShape(model, tuple(described.values()), closed, readable_names(model, frozenset(stored)))


def _read_fields(model: UserValue) -> Mapping[str, FieldInfo]:
    if issubclass(model, pydantic.BaseModel):
        fields: Mapping[str, FieldInfo] = model.model_fields
    else:
        fields = model.__pydantic_fields__
    return fields


def _read_config(model: object) -> Mapping[str, UserValue]:
    config: Mapping[str, UserValue] = (
        getattr(model, "model_config", None) or getattr(model, "__pydantic_config__", None) or {}
    )
    return config


def _read_standard_fields(model: object) -> tuple[dataclasses.Field[UserValue], ...]:
    return dataclasses.fields(model) if dataclasses.is_dataclass(model) else ()


def _describe(name: str, info: FieldInfo, config: Mapping[str, UserValue]) -> FieldShape:
    places = list(_aliases(name, info, config))
    by_alias = config.get("validate_by_alias") is not False
    by_name = config.get("validate_by_name") or config.get("populate_by_name") or not by_alias
    own: _Place = (name, ())
    # An alias that is a plain keyword is better than one that is a way inside of another value.
    keyword, path = own if by_name or not places else min(places, key=lambda place: len(place[1]))
    return FieldShape(
        name=name,
        attribute=name,
        required=info.is_required(),
        hint_name=name,
        keyword_only=True,
        metadata={"pydantic": info},
        resolve=functools.partial(_annotate, name=name),
        keyword=keyword,
        path=path,
        aliases=tuple(alias for alias, deeper in places if not deeper and alias != name) if by_alias else (),
    )


def _aliases(name: str, info: FieldInfo, config: Mapping[str, UserValue]) -> Iterator[_Place]:
    """Yield the places where validation looks for a field, its own name apart."""
    alias: UserValue = info.validation_alias
    generator = config.get("alias_generator")
    if generator is not None and info.alias_priority in (None, 1):
        # pydantic itself asks the generator only once all annotations are known.
        alias = _generate_alias(generator, name)
    choices = alias.choices if isinstance(alias, pydantic.AliasChoices) else [alias]
    for choice in choices:
        if isinstance(choice, pydantic.AliasPath):
            first, *deeper = choice.path
            yield str(first), tuple(deeper)
        elif choice is not None:
            yield choice, ()


def _generate_alias(generator: UserValue, name: str) -> UserValue:
    if callable(generator):
        return generator(name)
    # An AliasGenerator, which came after the oldest pydantic that is supported.
    alias, validation_alias, _ = generator.generate_aliases(name)
    return alias if validation_alias is None else validation_alias


def _custom_constructor(model: UserValue) -> Constructor | None:
    """Return the ``__init__`` that somebody wrote for a model; None where it is the library's."""
    owner = next(each for each in model.__mro__ if "__init__" in vars(each))
    if is_pydantic_dataclass(owner) and not issubclass(model, pydantic.BaseModel):
        # What was there before stands behind pydantic's own one; a generated one repeats the fields.
        return None
    libraries = ("pydantic", "pydantic_settings", "sqlmodel")
    return None if owner.__module__.partition(".")[0] in libraries else read_constructor(model)


def _follow_constructor(custom: Constructor, described: Mapping[str, FieldShape]) -> dict[str, FieldShape]:
    """Return the fields that a constructor takes: its own parameters, and what it passes on."""
    by_keyword = {field.keyword: field for field in described.values() if not field.path}
    fields = {} if custom.closed else dict(described)
    for parameter in custom.parameters:
        known = by_keyword.get(parameter.name) or described.get(parameter.name)
        name = parameter.name if known is None else known.name
        fields[name] = _follow_parameter(parameter, known)
    return fields


def _follow_parameter(parameter: Parameter, known: FieldShape | None) -> FieldShape:
    name, resolve = parameter.name, parameter_resolver(parameter.name, parameter.name)
    if known is None:
        return FieldShape(name, name, parameter.required, name, keyword_only=parameter.keyword_only, resolve=resolve)
    by_field = known.resolve

    def annotate(model: object) -> object:
        hint = resolve(model)
        return by_field(model) if hint is typeinfo.MISSING and by_field is not None else hint

    return attrs.evolve(known, required=parameter.required, resolve=annotate, keyword=name, aliases=())


def _annotate(model: object, *, name: str) -> object:
    """Return the type of a field with what ``Field`` says about it."""
    cls = typeinfo.class_of(model)
    _complete(cls)
    info = _read_fields(cls)[name]
    hint: object = info.annotation
    # Only a model that is complete has resolved its names; a generic dataclass knows arguments only by its bases.
    if not (issubclass(cls, pydantic.BaseModel) and cls.__pydantic_complete__):
        hint = typeinfo.resolve_hint(model, name)
    for each in info.metadata:
        hint = Annotated[hint, each]
    if info.examples:
        judged = _has_validators(cls, name)
        hint = Annotated[hint, Examples(info.examples, cls if judged else None, name)]
    return hint


def _has_validators(cls: UserValue, name: str) -> bool:
    """Say whether a model has written validators of its own for a field."""
    found = getattr(getattr(cls, "__pydantic_decorators__", None), "field_validators", {})
    return any(name in each.info.fields or "*" in each.info.fields for each in found.values())


def _complete(cls: UserValue) -> None:
    """Let a model resolve the names that did not exist when it was defined."""
    if issubclass(cls, pydantic.BaseModel) and not cls.__pydantic_complete__:
        cls.model_rebuild(raise_errors=False)
