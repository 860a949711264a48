"""SubFactory, RelatedFactory and Trait: what is nested, and its arguments."""

from __future__ import annotations

from mypy.nodes import CallExpr, Expression, MypyFile, RefExpr, StrExpr, TypeInfo, Var
from mypy.plugin import FunctionContext, FunctionSigContext
from mypy.types import CallableType, Instance, Type, TypeType, UnionType, get_proper_type

from typedfactory.mypy import codes, fullnames
from typedfactory.mypy.calls.overrides import check_argument, check_arguments
from typedfactory.mypy.calls.paths import find_place
from typedfactory.mypy.calls.signatures import make_signature, own_arguments
from typedfactory.mypy.reading.factory_info import FactoryInfo, is_factory
from typedfactory.mypy.reading.instances import any_type, class_instance
from typedfactory.mypy.reading.syntax import argument, callee_name, keywords
from typedfactory.mypy.values.judging import Judge
from typedfactory.mypy.values.reach import scope_at

#: What takes a number of objects, and where.
_SIZE_AT = {fullnames.RELATED_LIST: 2, fullnames.MANY: 1}


def sign_nesting(judge: Judge, ctx: FunctionSigContext) -> CallableType:
    """Return the signature of ``SubFactory(…)`` and ``RelatedFactory(…)`` for this call."""
    default, call = ctx.default_signature, ctx.context
    if not isinstance(call, CallExpr):
        return default
    name = callee_name(call)
    reference = argument(call, "factory", 0)
    factory = None if reference is None else nested_factory(judge, reference)
    if factory is None:
        return _open_signature(default) if reference is not None and _is_plain_class(judge, reference) else default
    scope = scope_at(judge, call)
    own = own_arguments(default, call)
    related = related_name(call) if name in (fullnames.RELATED, fullnames.RELATED_LIST) else None
    if related:
        _check_related_name(judge, factory, related[0], related[1], scope)
    types = check_arguments(judge, factory, call, own | {"factory"}, codes.NESTED, (factory.info, *scope))
    if "factory" in call.arg_names:
        types["factory"] = any_type()
    size = argument(call, "size", _SIZE_AT[name]) if name in _SIZE_AT else None
    if size is not None:
        _check_size(judge, size)
    made = make_signature(
        default, call, types, _nested_type(default.ret_type, factory.model(_written(judge, reference)))
    )
    # With the factory itself checked, mypy finds the matching overload even where an argument has mistakes inside.
    kept = [
        any_type() if name in {"size", "factory"} or (index == 0 and kind.is_positional()) else typ
        for index, (name, kind, typ) in enumerate(zip(made.arg_names, made.arg_kinds, made.arg_types, strict=True))
    ]
    return made.copy_modified(arg_types=kept)


def _open_signature(default: CallableType) -> CallableType:
    """Return a signature that takes anything: what is wrong was said."""
    return default.copy_modified(
        arg_types=[any_type() for _ in default.arg_types], ret_type=_nested_type(default.ret_type, any_type())
    )


def _is_plain_class(judge: Judge, reference: Expression) -> bool:
    """Say whether an expression names a class that is no factory and does not look like one."""
    typ = judge.infer(reference)
    made = class_instance(typ)
    return made is not None and not is_factory(made.type) and made.type.get("build") is None


def _check_size(judge: Judge, size: Expression) -> None:
    number = judge.instance("builtins.int")
    function = CallableType([], [], [], number, judge.instance("builtins.function"))
    typ = judge.infer(size, UnionType.make_union([number, function]))
    if not judge.fits(typ, UnionType.make_union([number, function])):
        judge.report(codes.NESTED, f"size is a number or a function that gives one, not {judge.show(typ)}.", size)


def _nested_type(declared: Type, model: Type) -> Type:
    proper = get_proper_type(declared)
    if not isinstance(proper, Instance) or len(proper.args) != 1:
        return declared
    return proper.copy_modified(args=[model])


def nested_result(judge: Judge, ctx: FunctionContext) -> Type:
    """Return the type of a nesting declaration, where its factory makes something more exact than its base."""
    result = get_proper_type(ctx.default_return_type)
    call = ctx.context
    if not isinstance(call, CallExpr) or not isinstance(result, Instance) or len(result.args) != 1:
        return ctx.default_return_type
    reference = argument(call, "factory", 0)
    factory = None if reference is None else find_nested(judge, reference)
    if factory is None:
        return ctx.default_return_type
    return result.copy_modified(args=[factory.model(_written(judge, reference))])


def _written(judge: Judge, reference: Expression | None) -> Instance | None:
    if reference is None or isinstance(reference, StrExpr):
        return None
    if isinstance(reference, RefExpr) and not isinstance(reference.node, Var):
        return None
    typ = judge.infer(reference)
    return class_instance(typ)


def find_nested(judge: Judge, reference: Expression) -> FactoryInfo | None:
    """Return the factory that an expression names, without judging it."""
    if isinstance(reference, StrExpr):
        symbol = judge.session.lookup(reference.value)
        node = None if symbol is None else symbol.node
        return judge.factory(node) if isinstance(node, TypeInfo) and is_factory(node) else None
    typ = judge.infer(reference)
    proper = get_proper_type(typ.item) if isinstance(typ, TypeType) else class_instance(typ)
    return judge.factory(proper.type) if isinstance(proper, Instance) and is_factory(proper.type) else None


def nested_factory(judge: Judge, reference: Expression) -> FactoryInfo | None:
    """Return the factory that an expression names, and report what names none."""
    found = find_nested(judge, reference)
    if found is not None:
        return found
    if isinstance(reference, StrExpr):
        _check_path(judge, reference)
    elif _is_plain_class(judge, reference):
        name = getattr(reference, "name", "This")
        judge.report(codes.NESTED, f"{name} is no factory. Pass the factory of this class instead.", reference)
    return None


def _check_path(judge: Judge, reference: StrExpr) -> None:
    path = reference.value
    module, _, name = path.rpartition(".")
    if not module:
        judge.report(codes.NESTED, f'"{path}" is no path of a factory. Write "package.module.{path}".', reference)
        return
    found = judge.session.lookup(path)
    if found is not None:
        if isinstance(found.node, TypeInfo):
            judge.report(codes.NESTED, f'"{path}" is no factory.', reference)
        return
    tree = judge.api.modules.get(module)
    if tree is not None and not _answers_anything(tree):
        known = [
            key for key, value in tree.names.items() if isinstance(value.node, TypeInfo) and is_factory(value.node)
        ]
        judge.report(
            codes.NESTED, f'Module "{module}" has no factory "{name}". {codes.did_you_mean(name, known)}', reference
        )


def _answers_anything(tree: MypyFile) -> bool:
    """Say whether a module has a ``__getattr__`` of its own."""
    symbol = tree.names.get("__getattr__")
    return symbol is not None and symbol.fullname == f"{tree.fullname}.__getattr__"


def related_name(call: CallExpr) -> tuple[str, Expression] | None:
    """Return the name of the field that receives the object."""
    value = argument(call, "factory_related_name", 1)
    return (value.value, value) if isinstance(value, StrExpr) else None


def _check_related_name(
    judge: Judge, factory: FactoryInfo, name: str, node: Expression, scope: tuple[TypeInfo | None, ...]
) -> None:
    if not name:
        return
    place = find_place(judge, factory, name)
    if place.type is None:
        judge.report(codes.NESTED, f"{factory.name}.{name}: {place.problem}", node)
    elif scope and scope[0] is not None:
        model = judge.factory(scope[0]).model()
        if not judge.fits(model, place.type):
            judge.report_misfit(codes.NESTED, f"{factory.name}.{name}", model, place.type, node)


def sign_trait(judge: Judge, ctx: FunctionSigContext) -> CallableType:
    """Return the signature of ``Trait(…)`` for this call."""
    default, call = ctx.default_signature, ctx.context
    scope = scope_at(judge, call)
    if not isinstance(call, CallExpr) or not scope or scope[0] is None:
        return default
    factory = judge.factory(scope[0])
    types = {
        name: check_argument(judge, factory, name, value, codes.TRAIT, scope) for name, value in keywords(call).items()
    }
    return make_signature(default, call, types)
