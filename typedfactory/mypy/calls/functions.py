"""The module-level functions: ``build(User, …)``, ``make_factory(User, …)`` and kin."""

from __future__ import annotations

from mypy.expandtype import expand_type_by_instance
from mypy.nodes import ARG_STAR2, CallExpr, Expression, RefExpr, TypeInfo
from mypy.plugin import FunctionContext, FunctionSigContext
from mypy.typeops import type_object_type
from mypy.types import CallableType, ExtraAttrs, FunctionLike, Instance, Type, TypeType, get_proper_type
from mypy.typevars import fill_typevars

from typedfactory.mypy import codes, fullnames
from typedfactory.mypy.calls.data import data_for
from typedfactory.mypy.calls.names import shown_names
from typedfactory.mypy.calls.overrides import is_post_generation
from typedfactory.mypy.calls.paths import find_in_model, find_place, unfilled_place
from typedfactory.mypy.calls.places import ANYTHING, Place
from typedfactory.mypy.calls.signatures import make_signature, own_arguments
from typedfactory.mypy.calls.strategies import check_strategy
from typedfactory.mypy.reading.factory_info import FactoryInfo, is_factory
from typedfactory.mypy.reading.instances import any_type
from typedfactory.mypy.reading.models import Model
from typedfactory.mypy.reading.syntax import argument, keywords
from typedfactory.mypy.values.judging import Judge
from typedfactory.mypy.values.reach import split_path


def call_helper(judge: Judge, ctx: FunctionSigContext, *, fullname: str) -> FunctionLike:
    """Return the signature of ``build(User, …)``, ``make_factory(User, …)`` and kin for this call."""
    default, call = ctx.default_signature, ctx.context
    if not isinstance(call, CallExpr) or ARG_STAR2 not in default.arg_kinds or not call.args:
        return default
    given = keywords(call)
    base = given.get("FACTORY_CLASS")
    model_type = _named_class(judge, given.get("klass", call.args[0]))
    if fullname.endswith((".generate", ".generate_batch")) and "simple" not in fullname:
        check_strategy(judge, argument(call, "strategy", 1))
    factory = _base_factory(judge, base)
    if factory is None and base is not None:
        return default
    own = own_arguments(default, call) | {"FACTORY_CLASS"}
    overrides = {name: value for name, value in given.items() if name not in own}
    model = judge.model(model_type)
    types: dict[str, Type] = {}
    for name, value in overrides.items():
        if base is None:
            judge.session.scopes.enter_model(judge.api.path, value, model_type, call.arg_names)
        if model is None or name in fullnames.SECTIONS:
            types[name] = any_type()
            continue
        fills = not fullname.startswith(fullnames.FACTORY_BOY)
        place = _helper_place(judge, factory, model, name, filled=fills or split_path(name)[0] in overrides)
        where = f"{model.name}Factory.{name}"
        if place.type is None:
            _report_place(judge, place, where, value)
            types[name] = any_type()
        elif fills:
            types[name] = data_for(judge, factory, name, codes.OVERRIDE).check(value, place.type, (None,), where)
        else:
            types[name] = judge.check_value(value, place.type, (None,), where, codes.OVERRIDE)
    if base is not None:
        types["FACTORY_CLASS"] = any_type()
    return make_signature(default, call, types)


def made_factory(judge: Judge, ctx: FunctionContext) -> Type:
    """Return what ``make_factory`` gives as a class that can be called, where mypy has a class of some type only."""
    result = get_proper_type(ctx.default_return_type)
    item = get_proper_type(result.item) if isinstance(result, TypeType) else None
    call = ctx.context
    if not isinstance(item, Instance) or not isinstance(call, CallExpr):
        return ctx.default_return_type
    given = keywords(call)
    base = _base_factory(judge, given.get("FACTORY_CLASS"))
    if base is not None:
        item = _of_model(base.info, item)
    made = type_object_type(item.type, judge.instance)
    if not isinstance(made, CallableType):
        return ctx.default_return_type
    hooks = [name for name, value in given.items() if is_post_generation(judge, value)]
    if hooks or fullnames.SECTIONS & given.keys():
        # What such a factory takes beside the fields goes with its type.
        item = item.copy_modified()
        item.extra_attrs = ExtraAttrs(dict.fromkeys(hooks, any_type()), set(), None)
    bound = expand_type_by_instance(made.copy_modified(variables=[]), item)
    assert isinstance(bound, CallableType)  # noqa: S101 - as it was
    if hasattr(bound, "instance_type"):  # newer than the oldest mypy that is supported
        bound.instance_type = item
    return bound


def _of_model(info: TypeInfo, item: Instance) -> Instance:
    """Return a factory's type, of the model that the library's would be of."""
    own = fill_typevars(info)
    assert isinstance(own, Instance)  # noqa: S101 - no factory is a tuple
    return own.copy_modified(args=item.args) if len(own.args) == 1 else own


def _report_place(judge: Judge, place: Place, where: str, value: Expression) -> None:
    if not is_post_generation(judge, value):
        judge.report(place.code or codes.OVERRIDE, f"{where}: {place.problem}", value)


def _helper_place(judge: Judge, factory: FactoryInfo | None, model: Model, name: str, *, filled: bool) -> Place:
    """Return what a name stands for in a call with a model instead of a factory."""
    field = model.find(name)
    if field is not None:
        return Place(field.type)
    known = set(model.shown)
    if factory is not None:
        place = find_place(judge, factory, name)
        if place.type is not None:
            return place
        known |= shown_names(factory, model)
    head, rest = split_path(name)
    outer = None if rest is None else model.find(head)
    if rest is not None and factory is None and outer is not None:
        return find_in_model(judge, outer.type, rest, head) if filled else unfilled_place(head, rest)
    if (rest is not None and factory is not None) or not model.closed:
        return ANYTHING
    return Place(None, problem=f'{model.name} has no field "{head}". {codes.did_you_mean(head, known)}')


def _base_factory(judge: Judge, base: Expression | None) -> FactoryInfo | None:
    if isinstance(base, RefExpr) and isinstance(base.node, TypeInfo) and is_factory(base.node):
        return judge.factory(base.node)
    return None


def _named_class(judge: Judge, node: Expression) -> Type:
    """Return the type of an instance of the class that an expression names."""
    typ = judge.infer(node)
    if isinstance(typ, CallableType) and typ.is_type_obj():
        return typ.ret_type
    return typ.item if isinstance(typ, TypeType) else any_type()
