"""``Transformer``: what its function takes, which is what a call may give for the field."""

from __future__ import annotations

from mypy.nodes import CallExpr, LambdaExpr
from mypy.plugin import FunctionContext
from mypy.types import AnyType, CallableType, ExtraAttrs, Instance, Type, get_proper_type

from typedfactory.mypy import codes, fullnames
from typedfactory.mypy.reading.syntax import argument
from typedfactory.mypy.values.judging import Judge
from typedfactory.mypy.values.reach import scope_at

#: The attribute of the declaration's type that says what the function takes; no name that users can write.
_TAKEN = "*taken"


def transformed_result(judge: Judge, ctx: FunctionContext) -> Type:
    """Check the default of a ``Transformer``, and note in its type what may be given for it."""
    result = get_proper_type(ctx.default_return_type)
    call = ctx.context
    if not isinstance(result, Instance) or not isinstance(call, CallExpr):
        return ctx.default_return_type
    taken = _taken_by_function(judge, call)
    if taken is None:
        return result
    default = argument(call, "default", 0)
    typ = None if default is None else judge.infer(default)
    if default is not None and not (isinstance(typ, Instance) and typ.type.fullname == fullnames.FORCE):
        judge.check_value(default, taken, scope_at(judge, call), "Transformer", codes.FIELD, "what the function takes")
    noted = result.copy_modified()
    noted.extra_attrs = ExtraAttrs({_TAKEN: taken}, set(), None)
    return noted


def transformed_from(declaration: Instance | None) -> Type | None:
    """Return what the function of a ``Transformer`` takes; None where that is not known."""
    extra = None if declaration is None else declaration.extra_attrs
    return None if extra is None else extra.attrs.get(_TAKEN)


def _taken_by_function(judge: Judge, call: CallExpr) -> Type | None:
    function = argument(call, "transform")
    if function is None or isinstance(function, LambdaExpr):
        return None
    typ = judge.infer(function)
    if not isinstance(typ, CallableType) or typ.variables or not typ.arg_types or not typ.arg_kinds[0].is_positional():
        return None
    return None if isinstance(get_proper_type(typ.arg_types[0]), AnyType) else typ.arg_types[0]
