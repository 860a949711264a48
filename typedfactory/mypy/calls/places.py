"""What may be given for a declaration, and for its parameters, where that is not simply the value of a field."""

from __future__ import annotations

import dataclasses

from mypy.errorcodes import ErrorCode
from mypy.nodes import ARG_STAR, ARG_STAR2, Decorator
from mypy.types import CallableType, Instance, NoneType, Type, UnionType, get_proper_type

from typedfactory.mypy import codes, fullnames
from typedfactory.mypy.calls.members import method_of
from typedfactory.mypy.calls.names import field_of
from typedfactory.mypy.reading.factory_info import Declared, FactoryInfo
from typedfactory.mypy.reading.instances import any_type
from typedfactory.mypy.reading.models import Model
from typedfactory.mypy.values.judging import Judge
from typedfactory.mypy.values.providers import find_parameter, find_provider, unknown_parameter
from typedfactory.mypy.values.transformers import transformed_from


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


def param_place(judge: Judge, factory: FactoryInfo, param: Declared, model: Model | None, name: str) -> Place:
    """Return what may be given for something in ``class Params``."""
    typ = get_proper_type(param.type) if param.type is not None else None
    if isinstance(typ, Instance) and any(map(typ.type.has_base, (fullnames.TRAIT, fullnames.TRAITS))):
        taken = factory.argument_of(name)
        if taken is not None:
            return Place(UnionType.make_union([judge.instance(taken.fullname), NoneType()]), code=codes.TRAIT)
        return Place(judge.instance("builtins.bool"), code=codes.TRAIT)
    field = None if model is None else model.find(name)
    if field is not None:
        return Place(field.type)
    if isinstance(typ, Instance):
        value = judge.value_of(typ)
        return Place(_widened(judge, value))
    return ANYTHING


def _widened(judge: Judge, value: Type | None) -> Type:
    """Return the type of a param from the value it has now; what could be anything is not judged."""
    proper = get_proper_type(value) if value is not None else None
    if isinstance(proper, Instance) and proper.type.fullname == "builtins.int":
        return judge.instance("builtins.float")
    if isinstance(proper, Instance):
        plain = proper.copy_modified(last_known_value=None)
        return UnionType.make_union([plain, NoneType()])
    return any_type()


def declared_place(judge: Judge, factory: FactoryInfo, model: Model | None, declaration: Declared) -> Place | None:
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


def parameter_place(judge: Judge, factory: FactoryInfo, declaration: Declared, rest: str) -> Place:
    """Return what may be given for a parameter of a declaration: ``name__locale``, ``greeted__times``."""
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
