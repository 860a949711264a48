"""What lazy functions see: the parameter of their lambdas, and each attribute of it."""

from __future__ import annotations

from mypy.errorcodes import ErrorCode
from mypy.nodes import Context
from mypy.types import AnyType, Instance, NoneType, Type, UnionType, get_proper_type

from typedfactory.mypy import codes, fullnames
from typedfactory.mypy.calls.names import field_of, known_names, shown_names
from typedfactory.mypy.reading.factory_info import Declared, FactoryInfo
from typedfactory.mypy.reading.instances import any_type, without_none
from typedfactory.mypy.reading.models import Model
from typedfactory.mypy.values.judging import Judge


def read_field(
    judge: Judge, factory: FactoryInfo, name: str, code: ErrorCode, reader: str, context: Context
) -> Type | None:
    """Return the type of a field, param or excluded field that something reads; report one that does not exist.

    Args:
        judge: Infers types.
        factory: Whose fields are read.
        name: The name.
        code: The code of the finding.
        reader: What reads it, in words.
        context: Where.
    """
    found = _find_field(judge, factory, name)
    model = judge.model(factory.model()) if found is None else None
    if model is not None and model.closed and factory.judges_names():
        hint = codes.did_you_mean(name, shown_names(factory, model) | set(factory.declared()))
        judge.report(code, f'{factory.name}: {reader} reads "{name}", which is no field. {hint}', context)
    return found


def _find_field(judge: Judge, factory: FactoryInfo, name: str) -> Type | None:
    model = judge.model(factory.model())
    field = _read_type(model, factory.rename().get(name, name)) or field_of(factory, model, name)
    if field is not None and not isinstance(get_proper_type(field), UnionType):
        return field
    declared = factory.declared()
    own = _value(judge, declared[name].type) if name in declared else None
    if field is not None:
        return _narrowed(judge, field, own)
    params = factory.params()
    if name in params:
        return _read_param(judge, params[name])
    if name in declared:
        return own or any_type()
    return any_type() if model is None or name in known_names(factory, model) else None


def _read_param(judge: Judge, param: Declared) -> Type:
    typ = get_proper_type(param.type) if param.type is not None else None
    if isinstance(typ, Instance) and typ.type.has_base(fullnames.TRAIT):
        return judge.instance("builtins.bool")
    if isinstance(typ, Instance) and typ.type.has_base(fullnames.PARAMETER):
        return any_type()
    return _value(judge, typ) or any_type()


def _read_type(model: Model | None, name: str) -> Type | None:
    """Return what reading a field gives, where that is not what it takes."""
    field = None if model is None else model.find(name)
    return None if field is None else field.read


def _value(judge: Judge, typ: Type | None) -> Type | None:
    proper = get_proper_type(typ) if typ is not None else None
    if proper is None:
        return None
    value = judge.value_of(proper)
    plain = get_proper_type(value) if value is not None else None
    return plain.copy_modified(last_known_value=None) if isinstance(plain, Instance) else plain


def _narrowed(judge: Judge, field: Type, own: Type | None) -> Type:
    """Take None out of a field's type where the factory declares something else for it."""
    proper = get_proper_type(field)
    if own is None or not isinstance(proper, UnionType):
        return field
    value = get_proper_type(own)
    if isinstance(value, (AnyType, NoneType)) or (
        isinstance(value, UnionType) and any(isinstance(get_proper_type(item), NoneType) for item in value.items)
    ):
        return field
    return without_none(field)
