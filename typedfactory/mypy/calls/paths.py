"""Where names and deep paths lead: ``author__name`` in calls, ``"author.name"`` in SelfAttribute."""

from __future__ import annotations

import dataclasses

from mypy.checkmember import analyze_member_access
from mypy.errorcodes import ErrorCode
from mypy.nodes import ARG_STAR, ARG_STAR2, Decorator, TempNode, TypeInfo
from mypy.plugin import CheckerPluginInterface
from mypy.types import (
    CallableType,
    Instance,
    NoneType,
    Type,
    TypedDictType,
    UnionType,
    get_proper_type,
)

from typedfactory.mypy import codes, fullnames
from typedfactory.mypy.reading.factory_info import Declared, FactoryInfo
from typedfactory.mypy.reading.instances import any_type, class_of, without_none
from typedfactory.mypy.reading.models import Model
from typedfactory.mypy.reading.notes import load_notes
from typedfactory.mypy.values.judging import Judge
from typedfactory.mypy.values.providers import find_parameter, find_provider, unknown_parameter
from typedfactory.mypy.values.reach import blocks_paths, holds_no_model, nested_in, nests, split_path
from typedfactory.mypy.values.transformers import transformed_from

_SEQUENCE = "__sequence"
_SIZE = "__size"


@dataclasses.dataclass(frozen=True)
class Place:
    """What a name or path stands for.

    Args:
        type: What may be given for it; None for something that does not exist.
        code: The code of findings about it, where not the usual one.
        problem: What is wrong with the path, in words.
        factory: The factory that the last name belongs to.
        replaced: What may stand in the place of the declaration, where that is something else.
    """

    type: Type | None
    code: ErrorCode | None = None
    problem: str = ""
    factory: FactoryInfo | None = None
    replaced: Type | None = None


ANYTHING = Place(any_type())


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
    model = judge.model(factory.model(given))
    declared = factory.declared()
    place = _find_own(judge, factory, model, declared, path)
    if place is not None:
        return place
    head, rest = split_path(path)
    if rest is None:
        # A trait may declare related objects.
        by_trait = nested_in(judge, factory, head) is not None
        return ANYTHING if by_trait else _unknown(factory, model, declared, path)
    return _find_deep(judge, factory, model, declared, head, rest)


def _find_own(
    judge: Judge, factory: FactoryInfo, model: Model | None, declared: dict[str, Declared], path: str
) -> Place | None:
    params = factory.params()
    if path in params:
        return _param_place(judge, params[path], model, path)
    declaration = declared.get(path)
    if declaration is not None:
        special = _special_place(judge, factory, model, declaration)
        if special is not None:
            return special
    field = field_of(factory, model, path)
    if field is not None:
        return Place(field, factory=factory)
    if path in factory.names("exclude") or path in factory.names("inline_args"):
        return ANYTHING
    if declaration is not None and split_path(path)[1] is None:
        return ANYTHING
    return None


def field_of(factory: FactoryInfo, model: Model | None, name: str) -> Type | None:
    """Return the type of a model's field, by the name that the factory has for it."""
    if model is None:
        return None
    rename = factory.rename()
    if rename.get(name) in model.fields:
        return model.fields[rename[name]].type
    if name in rename.values():
        return None
    field = model.find(name)
    return None if field is None else field.type


def _param_place(judge: Judge, param: Declared, model: Model | None, name: str) -> Place:
    typ = get_proper_type(param.type) if param.type is not None else None
    if isinstance(typ, Instance) and typ.type.has_base(fullnames.TRAIT):
        return Place(judge.instance("builtins.bool"), code=codes.TRAIT)
    field = None if model is None else model.find(name)
    if field is not None:
        return Place(field.type)
    if isinstance(typ, Instance):
        value = judge.value_of(typ)
        return Place(widened(judge, value))
    return ANYTHING


def widened(judge: Judge, value: Type | None) -> Type:
    """Return the type of a param from the value it has now; what could be anything is not judged."""
    proper = get_proper_type(value) if value is not None else None
    if isinstance(proper, Instance) and proper.type.fullname == "builtins.int":
        return judge.instance("builtins.float")
    if isinstance(proper, Instance):
        plain = proper.copy_modified(last_known_value=None)
        return UnionType.make_union([plain, NoneType()])
    return any_type()


def _special_place(judge: Judge, factory: FactoryInfo, model: Model | None, declaration: Declared) -> Place | None:
    """Return what may be given for a declaration that does not simply yield the field's value."""
    if declaration.is_a(fullnames.TRANSFORMER):
        return _transformed_place(judge, factory, model, declaration)
    if declaration.is_a(fullnames.METHOD_CALL):
        return _method_place(judge, factory, declaration.name, None)
    if declaration.is_a(fullnames.HOOK):
        return Place(_extracted(declaration), code=codes.HOOK)
    if declaration.is_a(fullnames.RELATED):
        return _related_place(judge, factory, declaration)
    if declaration.is_a(fullnames.POST_GENERATION):
        return ANYTHING
    return None


def _transformed_place(judge: Judge, factory: FactoryInfo, model: Model | None, declaration: Declared) -> Place:
    """Return what may be given for a ``Transformer``: what its function takes, or a value that passes by it."""
    taken = transformed_from(declaration.instance())
    field = field_of(factory, model, declaration.name)
    if taken is None:
        return dataclasses.replace(ANYTHING, replaced=field)
    forced = judge.instance(fullnames.FORCE, any_type() if field is None else field)
    return Place(UnionType.make_union([taken, forced]), replaced=field)


def _related_place(judge: Judge, factory: FactoryInfo, declaration: Declared) -> Place:
    """Return what may stand for related objects: objects, or something that says that there are none."""
    nested = factory.nested(declaration.name)
    if nested is None or nested.option("strategy") is not None:
        return ANYTHING
    made = nested.model()
    if declaration.is_a(fullnames.RELATED_LIST):
        made = judge.instance("typing.Iterable", made)
    return Place(UnionType.make_union([made, NoneType(), judge.instance("builtins.bool")]))


def _extracted(declaration: Declared) -> Type:
    function = _function(declaration)
    if function is None or len(function.arg_types) < 3 or function.arg_kinds[2].is_star():  # noqa: PLR2004 - extracted
        return any_type()
    return function.arg_types[2]


def _function(declaration: Declared) -> CallableType | None:
    if not isinstance(declaration.node, Decorator):
        return None
    typ = declaration.node.func.type
    return typ if isinstance(typ, CallableType) else None


def _find_deep(
    judge: Judge, factory: FactoryInfo, model: Model | None, declared: dict[str, Declared], head: str, rest: str
) -> Place:
    names = {**factory.params(), **declared}
    declaration = names.get(head)
    nested = nested_in(judge, factory, head)
    if nested is not None and (declaration is None or nests(declaration)):
        # What only a trait declares, and is no field, is a related object, or several.
        several = (
            field_of(factory, model, head) is None if declaration is None else declaration.is_a(fullnames.RELATED_LIST)
        )
        if rest == _SIZE and several:
            return Place(judge.instance("builtins.int"))
        return _place_beneath(judge, factory, nested, head, rest)
    blocked = None if declaration is None else blocks_paths(declaration)
    if blocked is not None:
        return Place(None, codes.PATH, f'"{head}" is {blocked}: "{rest}" reaches nothing. Declare a SubFactory.')
    if declaration is None or declaration.instance() is None:
        field = field_of(factory, model, head)
        if field is None and declaration is None:
            missing = _unknown(factory, model, declared, head)
            return missing if missing.type is not None else dataclasses.replace(missing, code=codes.PATH)
        return ANYTHING if field is None or declaration is not None else find_in_model(judge, field, rest, head)
    return _find_parameter(judge, factory, declaration, rest)


def _place_beneath(judge: Judge, factory: FactoryInfo, nested: FactoryInfo, head: str, rest: str) -> Place:
    receiver = split_path(rest)[0]
    if receiver == factory.receiver(head):
        return Place(None, codes.PATH, f'"{receiver}" always receives the object just made and cannot be given.')
    place = find_place(judge, nested, rest)
    return place if place.type is not None else dataclasses.replace(place, code=place.code or codes.PATH)


def find_in_model(judge: Judge, field: Type, rest: str, head: str) -> Place:
    """Return what a deep path stands for in a field that nobody declared and that holds a model."""
    bare = without_none(field)
    if holds_no_model(bare):
        problem = f'"{head}" is filled by its type, {judge.show(bare)}: "{rest}" reaches nothing. Declare a SubFactory.'
        return Place(None, codes.PATH, problem)
    nested = judge.model(bare)
    if nested is None or rest == _SEQUENCE:
        return ANYTHING
    found = nested.find(rest)
    if found is not None:
        return Place(found.type)
    head_, deeper = split_path(rest)
    inner = nested.find(head_)
    if inner is not None and deeper is not None:
        return find_in_model(judge, inner.type, deeper, head_)
    if not nested.closed or _default_factory_takes(judge, field, rest):
        return ANYTHING
    return Place(
        None,
        code=codes.PATH,
        problem=f'{nested.name} has no field "{head_}". {codes.did_you_mean(head_, nested.names)}',
    )


def _default_factory_takes(judge: Judge, field: Type, path: str) -> bool:
    """Say whether the model's default factory has a param that a path reaches."""
    owner = class_of(without_none(field))
    if owner is None:
        return False
    for tree in getattr(judge.api, "modules", {}).values():
        for symbol in tree.names.values():
            info = symbol.node
            if not isinstance(info, TypeInfo) or load_notes(info) is None:
                continue
            factory = judge.factory(info)
            if factory.own_option("default_for_model") is not True:
                continue
            made = class_of(factory.model())
            if made is not None and made.type == owner.type and find_place(judge, factory, path).type is not None:
                return True
    return False


def _find_parameter(judge: Judge, factory: FactoryInfo, declaration: Declared, rest: str) -> Place:
    name = declaration.name
    if declaration.is_a(fullnames.METHOD_CALL):
        return _method_place(judge, factory, name, rest)
    if declaration.is_a(fullnames.HOOK):
        return _hook_parameter(factory, declaration, rest)
    if declaration.is_a(fullnames.FAKER):
        return _faker_parameter(judge, factory, name, rest)
    return ANYTHING


def _faker_parameter(judge: Judge, factory: FactoryInfo, name: str, rest: str) -> Place:
    """Return what may be given for an argument of a ``Faker``'s provider."""
    provider = factory.provider(name)
    found = None if provider is None else find_provider(judge, provider)
    if rest == "locale":
        text = judge.instance("builtins.str")
        return Place(UnionType.make_union([judge.instance("typing.Iterable", text), NoneType()]), code=codes.FAKER)
    if found is None or provider is None or rest in fullnames.FAKER_OWN:
        return ANYTHING
    parameter = find_parameter(judge, found, rest)
    if parameter is None:
        return Place(None, codes.FAKER, unknown_parameter(provider, found, rest))
    return Place(parameter, code=codes.FAKER)


def _hook_parameter(factory: FactoryInfo, declaration: Declared, rest: str) -> Place:
    function = _function(declaration)
    if function is None:
        return ANYTHING
    for name, kind, typ in zip(function.arg_names, function.arg_kinds, function.arg_types, strict=True):
        if kind == ARG_STAR2:
            return Place(typ, code=codes.HOOK)
        if name == rest:
            return Place(typ, code=codes.HOOK)
    known = [name for name in function.arg_names[3:] if name]
    problem = f'the hook "{declaration.name}" takes no argument "{rest}". {codes.did_you_mean(rest, known)}'
    return Place(None, codes.HOOK, problem)


def method_of(judge: Judge, model: Type, name: str) -> CallableType | None:
    """Return the bound method of a model."""
    found = member(judge.api, model, name)
    return found if isinstance(found, CallableType) else None


def _method_place(judge: Judge, factory: FactoryInfo, field: str, name: str | None) -> Place:
    """Return what may be given for a ``PostGenerationMethodCall``: as its argument, or as a named one."""
    method = factory.method(field)
    bound = None if method is None else method_of(judge, factory.model(), method)
    if bound is None:
        return ANYTHING
    for index, (key, kind, typ) in enumerate(zip(bound.arg_names, bound.arg_kinds, bound.arg_types, strict=True)):
        if (name is None and index == 0 and kind not in (ARG_STAR, ARG_STAR2)) or (name is not None and key == name):
            return Place(typ, code=codes.HOOK)
    if name is None or ARG_STAR2 in bound.arg_kinds:
        return ANYTHING
    known = [key for key in bound.arg_names if key]
    problem = f'the method "{method}" takes no argument "{name}". {codes.did_you_mean(name, known)}'
    return Place(None, codes.HOOK, problem)


def _unknown(factory: FactoryInfo, model: Model | None, declared: dict[str, Declared], name: str) -> Place:
    if model is None or not model.closed or not factory.judges_names():
        return ANYTHING
    for old, new in factory.rename().items():
        if name == new:
            return Place(None, problem=f'the factory calls this field "{old}" (Meta.rename).')
    known = known_names(factory, model) | set(declared)
    return Place(None, problem=f'{model.name} has no field "{name}". {codes.did_you_mean(name, known)}')


def known_names(factory: FactoryInfo, model: Model) -> set[str]:
    """Return the names that a factory may declare for its model."""
    renamed = factory.rename()
    return {
        *(name for name in model.names if name not in renamed.values()),
        *renamed,
        *factory.names("exclude"),
        *factory.names("inline_args"),
        *factory.params(),
    }


def member(api: CheckerPluginInterface, typ: Type, name: str) -> Type | None:
    """Return the type of an attribute; None if there is none."""
    proper = get_proper_type(typ)
    if isinstance(proper, TypedDictType):
        return proper.items.get(name)
    owner = class_of(proper)
    if owner is None:
        return any_type()
    if owner.type.get(name) is None:
        if owner.type.fallback_to_any or owner.type.get("__getattr__") is not None:
            return any_type()
        return None
    with api.msg.filter_errors():
        found = analyze_member_access(
            name,
            proper,
            TempNode(any_type()),
            is_lvalue=False,
            is_super=False,
            is_operator=False,
            original_type=proper,
            chk=api,  # type: ignore[arg-type]  # the checker itself
        )
    return get_proper_type(found)
