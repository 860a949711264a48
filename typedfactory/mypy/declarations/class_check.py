"""When the types of a factory's body are known: its declarations against the model."""

from __future__ import annotations

import dataclasses

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    ClassDef,
    Decorator,
    EllipsisExpr,
    Expression,
    FuncDef,
    NameExpr,
    StrExpr,
    TempNode,
    TypeInfo,
    Var,
)
from mypy.plugin import FunctionContext
from mypy.types import (
    AnyType,
    Instance,
    NoneType,
    PartialType,
    ProperType,
    Type,
    TypeVarType,
    UnionType,
    get_proper_type,
)

from typedfactory.mypy import codes, fullnames
from typedfactory.mypy.calls.data import data_for
from typedfactory.mypy.calls.names import field_of, known_names, shown_names
from typedfactory.mypy.calls.paths import find_place
from typedfactory.mypy.declarations.hooks import check_hook, check_method_call
from typedfactory.mypy.declarations.meta import check_meta
from typedfactory.mypy.declarations.self_attribute import follow
from typedfactory.mypy.reading.factory_info import FactoryInfo
from typedfactory.mypy.reading.instances import any_type
from typedfactory.mypy.reading.models import Model
from typedfactory.mypy.reading.notes import load_notes
from typedfactory.mypy.reading.syntax import argument, callee_name, section_of
from typedfactory.mypy.values.judging import Judge
from typedfactory.mypy.values.reach import scope_along, split_path


def check_factory(judge: Judge, info: TypeInfo) -> None:
    """Check the body of a factory."""
    factory = judge.factory(info)
    defn = info.defn
    _check_kinds(judge, factory, defn)
    for statement in defn.defs.body:
        if isinstance(statement, AssignmentStmt):
            for lvalue in statement.lvalues:
                if isinstance(lvalue, NameExpr):
                    _check_declaration(judge, factory, lvalue.name, statement.rvalue, lvalue)
        elif isinstance(statement, Decorator):
            _check_function(judge, factory, statement)
        elif isinstance(statement, FuncDef):
            _check_plain_function(judge, factory, statement)
    meta = section_of(defn, "Meta")
    if meta is not None:
        check_meta(judge, factory, meta)
    model = judge.model(factory.model())
    if model is not None and not factory.is_abstract():
        _check_required(judge, factory, model, defn)
    _note_fields(factory, model)


def _note_fields(factory: FactoryInfo, model: Model | None) -> None:
    """Make the class look different to mypy's cache when its model's fields do."""
    notes = load_notes(factory.info)
    if notes is not None and model is not None:
        fields = [f"{field.name}: {field.type} {field.required}" for field in model.fields.values()]
        dataclasses.replace(notes, fields=fields).store(factory.info)


def _check_kinds(judge: Judge, factory: FactoryInfo, defn: ClassDef) -> None:
    """Report factories and traits that stand where a declaration belongs."""
    for statement in defn.defs.body:
        if not isinstance(statement, AssignmentStmt) or not isinstance(statement.rvalue, CallExpr):
            continue
        if callee_name(statement.rvalue) == fullnames.TRAIT:
            judge.report(codes.TRAIT, f"{factory.name}: a Trait belongs into class Params.", statement.rvalue)


def _check_declaration(judge: Judge, factory: FactoryInfo, name: str, value: Expression, lvalue: Expression) -> None:
    if name.startswith("_"):
        return
    place = find_declared(judge, factory, name)
    where = f"{factory.name}.{name}"
    known = _inferred(factory, name)
    typ = judge.infer(value) if known is None else known
    if isinstance(typ, Instance) and typ.type.has_base(fullnames.TRAIT):
        return
    if isinstance(typ, Instance) and typ.type.has_base(fullnames.POST_GENERATION):
        if isinstance(value, CallExpr):
            check_method_call(judge, factory, name, value)
        return
    if place is None:
        return
    field, problem = place
    if field is None:
        judge.report(codes.PATH if split_path(name)[1] else codes.FIELD, f"{where}: {problem}", lvalue)
        return
    if judge.api.path.endswith(".pyi") and isinstance(value, (TempNode, EllipsisExpr)):
        _check_annotation(judge, value, known, field, where, lvalue)
        return
    _check_value(judge, factory, name, value, field, known)


def _check_value(
    judge: Judge, factory: FactoryInfo, name: str, value: Expression, field: Type, known: ProperType | None
) -> None:
    """Check what a declaration gives against the type of its field."""
    scope = scope_along(judge, factory, name, (factory.info,))
    where = f"{factory.name}.{name}"
    data = data_for(judge, factory, name, codes.FIELD)
    if data.is_read(value, field):
        data.check(value, field, scope, where)
        return
    called = callee_name(value) if isinstance(value, CallExpr) else ""
    if called == fullnames.MAYBE:
        _check_decider(judge, factory, value)
    if called == fullnames.MAYBE or known is None or not judge.fits(judge.value_of(known), field):
        judge.check_value(value, field, scope, where, codes.FAKER if called == fullnames.FAKER else codes.FIELD)


def _check_annotation(
    judge: Judge, value: Expression, annotated: ProperType | None, field: Type, where: str, lvalue: Expression
) -> None:
    """Check a declaration of a stub file, which has a type and no value, or ``...`` for one."""
    given = None if annotated is None or isinstance(value, EllipsisExpr) else judge.value_of(annotated)
    if given is not None and not judge.fits(given, field):
        judge.report_misfit(codes.FIELD, where, given, field, lvalue)


def _inferred(factory: FactoryInfo, name: str) -> ProperType | None:
    """Return the type that mypy has inferred for a declaration on its own, if it has."""
    symbol = factory.info.names.get(name)
    node = None if symbol is None else symbol.node
    typ = get_proper_type(node.type) if isinstance(node, Var) and node.type is not None else None
    return None if isinstance(typ, (AnyType, PartialType)) else typ


def find_declared(judge: Judge, factory: FactoryInfo, name: str) -> tuple[Type | None, str] | None:
    """Return the type of what a declaration stands for, or what is wrong with its name; None if that is not known."""
    model = judge.model(factory.model())
    field = field_of(factory, model, name)
    if field is not None:
        return None if isinstance(get_proper_type(field), TypeVarType) else (field, "")
    if split_path(name)[1] is not None:
        place = find_place(judge, factory, name)
        return place.type, place.problem
    if model is None:
        return None
    if name in known_names(factory, model):
        return any_type(), ""
    takes_any_name = not factory.judges_names() or factory.option("strategy") == "stub"
    if not model.closed or takes_any_name or factory.is_abstract():
        return None
    hint = codes.did_you_mean(name, shown_names(factory, model) - set(factory.names("exclude")))
    return None, (
        f'{model.name} has no field "{name}". {hint} '
        f"If it only helps others, move it to class Params or list it in Meta.exclude."
    )


def _check_decider(judge: Judge, factory: FactoryInfo, call: Expression) -> None:
    decider = argument(call, "decider", 0) if isinstance(call, CallExpr) else None
    if isinstance(decider, StrExpr):
        follow(judge, decider.value, (factory.info,), decider, strict=False)


# Functions of the body


def _check_function(judge: Judge, factory: FactoryInfo, decorator: Decorator) -> None:
    name = decorator.name
    names = [getattr(item, "fullname", "") for item in decorator.original_decorators]
    if not any(item in fullnames.DECORATORS for item in names):
        return
    if fullnames.POST_GENERATION_DECORATOR in names:
        check_hook(judge, factory, decorator)
        return
    place = find_declared(judge, factory, name)
    if place is None:
        return
    field, problem = place
    where = f"{factory.name}.{name}"
    if field is None:
        judge.report(codes.FIELD, f"{where}: {problem}", decorator.func)
        return
    known = judge.session.redeclared.get((judge.api.path, decorator.line))
    declared = known[1] if known is not None and known[0] is decorator else decorator.var.type
    typ = get_proper_type(declared) if declared is not None else None
    value = judge.value_of(typ) if typ is not None else None
    if value is not None and not judge.fits(value, field):
        judge.report_misfit(codes.FIELD, where, value, field, decorator.func)


def decorated(judge: Judge, ctx: FunctionContext) -> Type:
    """Return the type of a decorated function; anything, where a base declares the name with another type.

    mypy holds methods against the attributes of base classes, and has no exception for single ones.
    """
    decorator = ctx.context
    info = next((item for item in reversed(judge.api.scope.stack) if isinstance(item, TypeInfo)), None)
    if not isinstance(decorator, Decorator) or info is None:
        return ctx.default_return_type
    nodes = [base.names[decorator.name].node for base in info.mro[1:] if decorator.name in base.names]
    earlier = [
        node.type if isinstance(node, Var) else node.var.type for node in nodes if isinstance(node, (Var, Decorator))
    ]
    if all(typ is None or judge.fits(ctx.default_return_type, typ) for typ in earlier):
        return ctx.default_return_type
    judge.session.redeclared[judge.api.path, decorator.line] = decorator, ctx.default_return_type
    return any_type()


def _check_plain_function(judge: Judge, factory: FactoryInfo, function: FuncDef) -> None:
    """Report a function without decorator that stands for no field: it would be taken for one."""
    if function.name.startswith("_") or function.is_class or function.is_static or function.is_property:
        return
    place = find_declared(judge, factory, function.name)
    if place is not None and place[0] is None:
        judge.report(codes.FIELD, f"{factory.name}.{function.name}: {place[1]}", function)


# What nobody declares


def _check_required(judge: Judge, factory: FactoryInfo, model: Model, defn: ClassDef) -> None:
    if not factory.judges_names() or factory.adds_arguments():
        return
    back = {new: old for old, new in factory.rename().items()}
    declared = {split_path(name)[0] for name in factory.declared()} | set(_decorated(factory))
    for name, field in model.fields.items():
        own = back.get(name, name)
        synonyms = {key for key, value in model.synonyms.items() if value == name}
        if not field.required or own in declared or synonyms & declared or own in factory.params():
            continue
        if own in factory.names("inline_args") or own in factory.names("exclude"):
            continue
        where = f"{factory.name}.{own}"
        if factory.option("strict") is True:
            judge.report(
                codes.REQUIRED, f"{where}: {model.name} requires it, Meta.strict is on, and nothing declares it.", defn
            )
        elif not factory.is_filled():
            judge.report(
                codes.REQUIRED,
                f"{where}: {model.name} requires it, Meta.autofill is off, and nothing declares it.",
                defn,
            )
        elif not (is_fillable(field.type) or factory.option("mocks") is True or factory.option("providers")):
            judge.report(
                codes.REQUIRED, f"{where}: {judge.show(field.type)} cannot be filled. Declare the field.", defn
            )


def _decorated(factory: FactoryInfo) -> list[str]:
    return [name for base in factory.info.mro for name in base.names if not base.fullname.startswith(fullnames.PACKAGE)]


def is_fillable(typ: Type) -> bool:
    """Say whether values of a type can be made; where that is not known, they can."""
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return any(is_fillable(item) for item in proper.items)
    if isinstance(proper, NoneType):
        return True
    if isinstance(proper, Instance) and proper.type.is_protocol:
        return proper.type.fullname.startswith(("typing.", "collections."))
    return True
