"""The overrides of a call, each against what it stands for."""

from __future__ import annotations

from mypy.errorcodes import ErrorCode
from mypy.nodes import ARG_STAR2, CallExpr, Expression
from mypy.types import Instance, Type, TypedDictType, get_proper_type

from typedfactory.mypy import codes, fullnames
from typedfactory.mypy.calls.data import data_for
from typedfactory.mypy.calls.paths import find_place
from typedfactory.mypy.reading.class_body import nested_path
from typedfactory.mypy.reading.factory_info import FactoryInfo, find_factory
from typedfactory.mypy.reading.instances import any_type
from typedfactory.mypy.reading.scopes import Scope
from typedfactory.mypy.values.judging import Judge
from typedfactory.mypy.values.reach import replaced_by, scope_along, split_path, takes_no_path


def check_arguments(
    judge: Judge,
    factory: FactoryInfo,
    call: CallExpr,
    own: set[str],
    code: ErrorCode,
    scope: Scope,
    given: Instance | None = None,
    skip: int = 0,
) -> dict[str, Type]:
    """Check the overrides of a call.

    Args:
        judge: Infers types.
        factory: The factory that is called.
        call: The call.
        own: Keywords that are no overrides.
        code: The code of findings.
        scope: Whose fields declarations among the arguments see.
        given: The factory with its type arguments.
        skip: How many of the arguments are no overrides.

    Returns:
        Keyword → the type that mypy is to check its value with.
    """
    types: dict[str, Type] = {}
    for name, kind, value in list(zip(call.arg_names, call.arg_kinds, call.args, strict=True))[skip:]:
        if kind == ARG_STAR2:
            types.update(_check_spread(judge, factory, value, own, code, given))
        elif name is not None and name not in own:
            replaced = replaced_by(judge, factory, name, call)
            if replaced is None or _is_data(judge, factory, *replaced, given):
                types[name] = check_argument(judge, factory, name, value, code, scope, given)
            else:
                types[name] = _check_beneath(judge, factory, name, value, replaced, code, scope)
    return types


def _is_data(judge: Judge, factory: FactoryInfo, name: str, value: Expression, given: Instance | None) -> bool:
    """Say whether a call gives data for a name, which deep paths of the same call reach into."""
    field = find_place(judge, factory, name, given).type
    return field is not None and data_for(judge, factory, name, codes.OVERRIDE).is_read(value, field)


def _check_beneath(
    judge: Judge,
    factory: FactoryInfo,
    path: str,
    value: Expression,
    replaced: tuple[str, Expression],
    code: ErrorCode,
    scope: Scope,
) -> Type:
    """Check a deep path into something that the same call gives."""
    prefix, given = replaced
    what = takes_no_path(judge.infer(given))
    if what is not None:
        problem = f'it reaches nothing, because the call gives {what} for "{prefix}". Leave out one of the two.'
        judge.report(codes.PATH, f"{factory.name}.{path}: {problem}", value)
        return any_type()
    nested = find_factory(nested_path(given) or "", judge.session.lookup)
    if nested is None:
        return any_type()
    rest = path.removeprefix(prefix).removeprefix("__")
    code = code if find_place(judge, nested, rest).type is not None else codes.PATH
    return check_argument(judge, nested, rest, value, code, (nested.info, *scope_along(judge, factory, prefix, scope)))


def check_argument(
    judge: Judge,
    factory: FactoryInfo,
    name: str,
    value: Expression,
    code: ErrorCode,
    scope: Scope,
    given: Instance | None = None,
) -> Type:
    """Check one override; see `check_arguments`."""
    scope = scope_along(judge, factory, name, scope)
    judge.session.scopes.enter(judge.api.path, value, scope)
    place = find_place(judge, factory, name, given)
    where = f"{factory.name}.{name}"
    found_code = place.code or code
    if place.type is None:
        if is_post_generation(judge, value):
            return any_type()
        judge.report(found_code, f"{where}: {place.problem}", value)
        return any_type()
    # A trait puts its value in the place of the declaration; a call hands it to the declaration.
    replaces = code is codes.TRAIT and split_path(name)[1] is None
    field = place.replaced if replaces and place.replaced is not None else place.type
    return data_for(judge, factory, name, found_code).check(value, field, scope, where)


def is_post_generation(judge: Judge, value: Expression) -> bool:
    """Say whether a value is a declaration that runs after the object exists, and so needs no field."""
    typ = judge.infer(value)
    return isinstance(typ, Instance) and typ.type.has_base(fullnames.POST_GENERATION)


def _check_spread(
    judge: Judge, factory: FactoryInfo, value: Expression, own: set[str], code: ErrorCode, given: Instance | None
) -> dict[str, Type]:
    typ = judge.infer(value)
    if not isinstance(typ, TypedDictType):
        return {}
    types: dict[str, Type] = {}
    for name, item in typ.items.items():
        if name in own:
            continue
        place = find_place(judge, factory, name, given)
        where = f"{factory.name}.{name}"
        types[name] = any_type()
        if place.type is None:
            judge.report(place.code or code, f"{where}: {place.problem}", value)
        elif not judge.fits(judge.value_of(get_proper_type(item)), place.type):
            judge.report_misfit(place.code or code, where, item, place.type, value)
    return types
