"""Where names and deep paths lead: ``author__name`` in calls, ``"author.name"`` in SelfAttribute."""

from __future__ import annotations

import dataclasses

from mypy.nodes import TypeInfo
from mypy.types import Instance, Type

from typedfactory.mypy import codes, fullnames
from typedfactory.mypy.calls.names import field_of, shown_names
from typedfactory.mypy.calls.places import ANYTHING, Place, declared_place, param_place, parameter_place
from typedfactory.mypy.reading.factory_info import Declared, FactoryInfo, is_library
from typedfactory.mypy.reading.instances import class_of, without_none
from typedfactory.mypy.reading.models import Model
from typedfactory.mypy.reading.notes import load_notes
from typedfactory.mypy.values.collections import is_filled_collection, item_at, nests_models
from typedfactory.mypy.values.judging import Judge
from typedfactory.mypy.values.reach import blocks_paths, holds_no_model, nested_in, nests, split_path

_SEQUENCE = "__sequence"
_SIZE = "__size"
_STRATEGY = "__strategy"
#: Declarations of several objects.
_SEVERAL = (fullnames.RELATED_LIST, fullnames.MANY)
#: Where a call saves: the options of SQLAlchemy's factories and of Django's, which check them.
_SAVING = ("__session", "__using")


def find_place(judge: Judge, factory: FactoryInfo, path: str, given: Instance | None = None) -> Place:
    """Return what a deep path stands for, given to a call of a factory.

    Args:
        judge: Infers types.
        factory: The factory.
        path: ``"name"``, ``"author__name"``, …
        given: The factory with its type arguments.
    """
    if path == _SEQUENCE:
        return Place(judge.instance("builtins.int"))
    if path == _STRATEGY:
        return Place(judge.instance("builtins.str"))
    if path in _SAVING:
        return ANYTHING
    model = judge.model(factory.model(given))
    declared = factory.declared()
    place = _find_own(judge, factory, model, declared, path)
    if place is not None:
        return place
    head, rest = split_path(path)
    if rest is None:
        # A trait may declare related objects.
        by_trait = nested_in(judge, factory, head) is not None
        return ANYTHING if by_trait or factory.stubs else _unknown(factory, model, declared, path)
    return _find_deep(judge, factory, model, declared, head, rest)


def _find_own(
    judge: Judge, factory: FactoryInfo, model: Model | None, declared: dict[str, Declared], path: str
) -> Place | None:
    params = factory.params()
    if path in params:
        return param_place(judge, factory, params[path], model, path)
    declaration = declared.get(path)
    if declaration is not None:
        special = declared_place(judge, factory, model, declaration)
        if special is not None:
            return special
    field = field_of(factory, model, path)
    if field is not None:
        return Place(field, factory=factory)
    if path in factory.names("exclude") or path in factory.names("inline_args") or path in factory.own_names():
        return ANYTHING
    if declaration is not None and split_path(path)[1] is None:
        return ANYTHING
    return None


def _find_deep(
    judge: Judge, factory: FactoryInfo, model: Model | None, declared: dict[str, Declared], head: str, rest: str
) -> Place:
    declaration = {**factory.params(), **declared}.get(head)
    nested = nested_in(judge, factory, head)
    if nested is not None and (declaration is None or nests(declaration)):
        # What only a trait declares, and is no field, is a related object, or several.
        several = (
            field_of(factory, model, head) is None if declaration is None else any(map(declaration.is_a, _SEVERAL))
        )
        if rest == _SIZE and several:
            return Place(judge.instance("builtins.int"))
        return _place_beneath(judge, factory, nested, head, rest)
    if nested is None and (factory.is_set_by_trait(head) or head in factory.own_names()):
        return ANYTHING
    return _find_unnested(judge, factory, model, declared, head, rest)


def _find_unnested(
    judge: Judge, factory: FactoryInfo, model: Model | None, declared: dict[str, Declared], head: str, rest: str
) -> Place:
    declaration = {**factory.params(), **declared}.get(head)
    blocked = None if declaration is None else blocks_paths(declaration)
    field = field_of(factory, model, head)
    if blocked == "a plain value" and field is not None and factory.is_filled() and nests_models(judge, field):
        # It may be data, which a path reaches into.
        return find_in_model(judge, field, rest, head, stubs=factory.stubs)
    if blocked is not None:
        return Place(None, codes.PATH, f'"{head}" is {blocked}: "{rest}" reaches nothing. Declare a SubFactory.')
    if declaration is None:
        return _find_undeclared(judge, factory, model, declared, head, rest)
    return _find_declared(judge, factory, declaration, rest, field)


def _find_declared(judge: Judge, factory: FactoryInfo, declaration: Declared, rest: str, field: Type | None) -> Place:
    """Return what a path stands for below a declaration that nests no single factory."""
    if declaration.is_a(fullnames.LIST) or declaration.is_a(fullnames.DICT):
        return _find_item(judge, factory, declaration.name, rest, field)
    return ANYTHING if declaration.instance() is None else parameter_place(judge, factory, declaration, rest)


def _find_item(judge: Judge, factory: FactoryInfo, head: str, rest: str, holder: Type | None) -> Place:
    """Return what a path stands for in a ``List`` or ``Dict``: an item, or something below a factory that it nests."""
    place, below = split_path(rest)
    item = None if holder is None else item_at(without_none(holder), place)
    if below is None:
        return ANYTHING if item is None else Place(item)
    nested = factory.nested(f"{head}__{place}")
    if nested is not None:
        return _place_beneath(judge, factory, nested, f"{head}__{place}", below)
    return _find_item(judge, factory, f"{head}__{place}", below, item)


def _find_undeclared(
    judge: Judge, factory: FactoryInfo, model: Model | None, declared: dict[str, Declared], head: str, rest: str
) -> Place:
    field = field_of(factory, model, head)
    if field is None:
        missing = _unknown(factory, model, declared, head)
        return missing if missing.type is not None else dataclasses.replace(missing, code=codes.PATH)
    if _is_left_out(factory):
        return unfilled_place(head, rest)
    return find_in_model(judge, field, rest, head, stubs=factory.stubs)


def _place_beneath(judge: Judge, factory: FactoryInfo, nested: FactoryInfo, head: str, rest: str) -> Place:
    receiver = split_path(rest)[0]
    if receiver == factory.receiver(head):
        return Place(None, codes.PATH, f'"{receiver}" always receives the object just made and cannot be given.')
    place = find_place(judge, nested, rest)
    return place if place.type is not None else dataclasses.replace(place, code=place.code or codes.PATH)


def _is_left_out(factory: FactoryInfo) -> bool:
    """Say whether a factory certainly leaves out what nobody declares.

    What derives from an abstract one may declare, and so may what `make_factory` derived from the library's.
    """
    known = (
        factory.judges_names()
        and not factory.adds_arguments()
        and not factory.is_abstract()
        and not is_library(factory.info)
    )
    return known and not factory.is_filled()


def unfilled_place(head: str, rest: str) -> Place:
    """Return what to say of a deep path into a field that is neither declared nor filled."""
    problem = f'"{head}" is not declared, and Meta.autofill is off: "{rest}" reaches nothing. Declare a SubFactory.'
    return Place(None, codes.PATH, problem)


def find_in_model(judge: Judge, field: Type, rest: str, head: str, *, stubs: bool = False) -> Place:
    """Return what a deep path stands for in a field that nobody declared and that holds a model, or several.

    Args:
        judge: Infers types.
        field: The field's type.
        rest: The path in it.
        head: The path to it.
        stubs: Whether stubs are made, which take any name.
    """
    bare = without_none(field)
    place, below = split_path(rest)
    item = item_at(bare, place)
    if item is not None:
        return Place(item) if below is None else find_in_model(judge, item, below, f"{head}__{place}", stubs=stubs)
    if holds_no_model(bare) or is_filled_collection(bare):
        problem = f'"{head}" is filled by its type, {judge.show(bare)}: "{rest}" reaches nothing. Declare a SubFactory.'
        return Place(None, codes.PATH, problem)
    nested = judge.model(bare)
    if nested is None or rest == _SEQUENCE or rest in _SAVING:
        return ANYTHING
    return _find_field(judge, nested, field, rest, stubs=stubs)


def _find_field(judge: Judge, nested: Model, field: Type, rest: str, *, stubs: bool) -> Place:
    found = nested.find(rest)
    if found is not None:
        return Place(found.type)
    head_, deeper = split_path(rest)
    inner = nested.find(head_)
    if inner is not None and deeper is not None:
        return find_in_model(judge, inner.type, deeper, head_, stubs=stubs)
    any_name = stubs and deeper is None
    if any_name or not nested.closed or factory_takes(judge, field, rest, only_default=True):
        return ANYTHING
    return Place(
        None,
        code=codes.PATH,
        problem=f'{nested.name} has no field "{head_}". {codes.did_you_mean(head_, nested.shown)}',
    )


def factory_takes(judge: Judge, field: Type, path: str, *, only_default: bool = False) -> bool:
    """Say whether a factory of a model has a param that a path reaches.

    Args:
        judge: Infers types.
        field: The model, which may be optional.
        path: The path.
        only_default: Whether to ask the default factory alone.
    """
    owner = class_of(without_none(field))
    if owner is None:
        return False
    for tree in judge.api.modules.values():
        for symbol in tree.names.values():
            info = symbol.node
            if not isinstance(info, TypeInfo) or load_notes(info) is None:
                continue
            factory = judge.factory(info)
            if only_default and factory.own_option("default_for_model") is not True:
                continue
            made = class_of(factory.model())
            if made is not None and made.type == owner.type and find_place(judge, factory, path).type is not None:
                return True
    return False


def _unknown(factory: FactoryInfo, model: Model | None, declared: dict[str, Declared], name: str) -> Place:
    if model is None or not model.closed or not factory.judges_names():
        return ANYTHING
    for old, new in factory.rename().items():
        if name == new:
            return Place(None, problem=f'the factory calls this field "{old}" (Meta.rename).')
    known = shown_names(factory, model) | set(declared)
    return Place(None, problem=f'{model.name} has no field "{name}". {codes.did_you_mean(name, known)}')
