"""When a factory's body is analysed: note what only the syntax tree tells, and type what the body's functions receive."""

from __future__ import annotations

from mypy.nodes import AssignmentStmt, ClassDef, Decorator, FuncDef, RefExpr, SymbolTableNode, TypeInfo
from mypy.plugin import ClassDefContext, SemanticAnalyzerPluginInterface
from mypy.server.trigger import make_trigger, make_wildcard_trigger
from mypy.types import AnyType, CallableType, Instance, Type, TypeOfAny, get_proper_type

from typedfactory.mypy import fullnames
from typedfactory.mypy.reading.class_body import read_notes
from typedfactory.mypy.reading.factory_info import FactoryInfo, is_library
from typedfactory.mypy.reading.instances import any_type, instance_of
from typedfactory.mypy.reading.loosening import loosen
from typedfactory.mypy.reading.markers import is_marker, mark
from typedfactory.mypy.reading.notes import Notes
from typedfactory.mypy.reading.scopes import as_resolver
from typedfactory.mypy.reading.syntax import assignments, section_of


def prepare_factory(ctx: ClassDefContext) -> None:
    """Prepare a class that derives from a factory."""
    defn, info = ctx.cls, ctx.cls.info
    if is_library(info):
        return
    notes = read_notes(defn, ctx.api.modules[info.module_name])
    notes.store(info)
    _set_model(info, notes)
    for section in (defn, section_of(defn, "Params"), section_of(defn, "Meta")):
        for statement in [] if section is None else section.defs.body:
            if isinstance(statement, Decorator):
                _type_function(ctx.api, statement, info, notes)
            elif isinstance(statement, AssignmentStmt):
                loosen(statement)
    _depend(ctx.api, info, notes)
    _mark(defn)


def _set_model(info: TypeInfo, notes: Notes) -> None:
    """Give ``Factory`` without a type argument the one that ``Meta.model`` names."""
    model = _model_class(info)
    if model is None or model.fullname != notes.options.get("model"):
        return
    for index, base in enumerate(info.bases):
        if len(base.args) == 1 and base.type.has_base(fullnames.FACTORY):
            own = get_proper_type(base.args[0])
            if isinstance(own, AnyType) and own.type_of_any != TypeOfAny.explicit:
                info.bases[index] = base.copy_modified(args=[instance_of(model)])


def _section_class(info: TypeInfo, name: str) -> TypeInfo | None:
    section = info.names.get(name)
    return section.node if section is not None and isinstance(section.node, TypeInfo) else None


def _model_class(info: TypeInfo) -> TypeInfo | None:
    """Return the class that ``Meta.model`` names."""
    meta = _section_class(info, "Meta")
    value = None if meta is None else assignments(meta.defn).get("model")
    return value.node if isinstance(value, RefExpr) and isinstance(value.node, TypeInfo) else None


# Functions of the body


def _type_function(api: SemanticAnalyzerPluginInterface, decorator: Decorator, info: TypeInfo, notes: Notes) -> None:
    """Type what a decorated function of the body receives, where its author did not."""
    names = [item.fullname for item in decorator.original_decorators if isinstance(item, RefExpr)]
    roles = next((fullnames.DECORATORS[name] for name in names if name in fullnames.DECORATORS), None)
    if roles is None:
        return
    decorator.var.allow_incompatible_override = True
    function = decorator.func
    function.is_static = True
    types = [_role_type(api, role, info, notes) for role in roles]
    unannotated = AnyType(TypeOfAny.unannotated)
    if not isinstance(function.type, CallableType):
        function.type = CallableType(
            [unannotated for _ in function.arguments],
            function.arg_kinds,
            function.arg_names,
            unannotated,
            api.named_type("builtins.function"),
            name=function.name,
        )
    given = list(function.type.arg_types)
    for index, typ in enumerate(types):
        if index < len(given) and typ is not None and _is_unannotated(function, index):
            given[index] = typ
    function.type = function.type.copy_modified(arg_types=given)


def _is_unannotated(function: FuncDef, index: int) -> bool:
    item = function.arguments[index]
    return item.type_annotation is None and item.variable.name == function.arg_names[index]


def _role_type(api: SemanticAnalyzerPluginInterface, role: str, info: TypeInfo, notes: Notes) -> Type | None:
    if role == "number":
        return api.named_type("builtins.int")
    if role == "flag":
        return api.named_type("builtins.bool")
    factory = FactoryInfo(info, _no_lookup)
    if role == "resolver":
        resolver = api.named_type_or_none(fullnames.RESOLVER, [factory.model()])
        return None if resolver is None else as_resolver(resolver, info)
    if role == "model":
        if notes.options.get("model") is None:
            return factory.model()
        named = _model_class(info)
        return any_type() if named is None else instance_of(named)
    item = api.named_type_or_none(fullnames.RESOLVER, [any_type()])
    return None if item is None else api.named_type("builtins.tuple", [item])


def _no_lookup(name: str) -> SymbolTableNode | None:
    return None


# What mypy is to do later


def _depend(api: SemanticAnalyzerPluginInterface, info: TypeInfo, notes: Notes) -> None:
    """Let the daemon check again what uses the factory when its model or a nested factory changes."""
    own = make_trigger(info.fullname)
    model = get_proper_type(FactoryInfo(info, _no_lookup).argument())
    sources = {info.fullname, *notes.nested.values()}
    named = notes.options.get("model")
    if isinstance(named, str):
        sources.add(named)
    if isinstance(model, Instance):
        sources.update(base.fullname for base in model.type.mro[:-1])
    sources.update(base.fullname for base in info.mro[1:] if not is_library(base))
    sections = (_section_class(info, name) for name in fullnames.SECTIONS)
    sources.update(section.fullname for section in sections if section is not None)
    for source in sources:
        if "." in source:
            for trigger in (make_wildcard_trigger(source), make_trigger(source)):
                api.add_plugin_dependency(trigger)
                if trigger != own:
                    api.add_plugin_dependency(trigger, own)


def _mark(defn: ClassDef) -> None:
    """Put an expression at the end of the body that calls the plugin when the types of the body are known."""
    body = defn.defs.body
    if body and is_marker(body[-1], fullnames.MARKER):
        return
    body.append(mark(fullnames.MARKER, defn))
