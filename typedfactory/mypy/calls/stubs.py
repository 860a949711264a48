"""What stubs have: the attributes of the model, and what else their factory declares."""

from __future__ import annotations

from mypy.nodes import CallExpr
from mypy.plugin import AttributeContext
from mypy.types import ExtraAttrs, Instance, Type, get_proper_type

from typedfactory.mypy import codes, fullnames
from typedfactory.mypy.calls.names import known_names
from typedfactory.mypy.calls.signatures import has_spread
from typedfactory.mypy.reading.factory_info import FactoryInfo
from typedfactory.mypy.reading.instances import any_type
from typedfactory.mypy.values.judging import Judge


def stub_type(judge: Judge, factory: FactoryInfo, given: Instance | None, call: CallExpr) -> Instance:
    """Return the type of a factory's stubs: the model's attributes, and what else the factory declares.

    Args:
        judge: Infers types.
        factory: The factory.
        given: The factory with its type arguments, where they are known.
        call: The call, which may give more.
    """
    stub = judge.instance(fullnames.STUB).copy_modified()
    model = judge.model(factory.model(given))
    attributes: dict[str, Type] = {}
    if model is not None:
        attributes.update(
            {name: field.type if field.read is None else field.read for name, field in model.fields.items()}
        )
        for name in known_names(factory, model) - set(factory.params()):
            attributes.setdefault(name, any_type())
        for name in factory.names("exclude"):
            attributes.pop(name, None)
    for name in factory.declared():
        attributes.setdefault(name, any_type())
    for key in call.arg_names:
        attributes.setdefault(key or "*given", any_type())
    if model is not None and model.closed and not has_spread(call):
        attributes["*closed"] = any_type()
    stub.extra_attrs = ExtraAttrs(attributes, set(), None)
    return stub


def stub_attribute(judge: Judge, ctx: AttributeContext, *, name: str) -> Type:
    """Return the type of a stub's attribute, and report those that do not exist."""
    typ = get_proper_type(ctx.type)
    if not isinstance(typ, Instance) or typ.extra_attrs is None:
        return ctx.default_attr_type
    if name in typ.extra_attrs.attrs:
        return typ.extra_attrs.attrs[name]
    known = [key for key in typ.extra_attrs.attrs if not key.startswith("*")]
    if "*closed" in typ.extra_attrs.attrs:
        judge.report(codes.STUB, f'The stub has no attribute "{name}". {codes.did_you_mean(name, known)}', ctx.context)
    return ctx.default_attr_type
