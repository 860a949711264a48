"""When a factory's body is analysed: note what only the syntax tree tells, and type what the body's functions receive."""

from __future__ import annotations

from typing import Any

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    ClassDef,
    Decorator,
    DictExpr,
    Expression,
    FuncDef,
    IntExpr,
    LambdaExpr,
    ListExpr,
    NameExpr,
    RefExpr,
    SetExpr,
    StrExpr,
    SymbolTableNode,
    TupleExpr,
    TypeInfo,
    Var,
)
from mypy.plugin import ClassDefContext, SemanticAnalyzerPluginInterface
from mypy.server.trigger import make_trigger, make_wildcard_trigger
from mypy.types import AnyType, CallableType, Instance, Type, TypeOfAny, get_proper_type

from typedfactory.mypy import fullnames
from typedfactory.mypy.reading.factory_info import (
    FactoryInfo,
    any_type,
    instance_of,
    is_factory,
    is_library,
    section_of,
)
from typedfactory.mypy.reading.markers import is_marker, mark
from typedfactory.mypy.reading.scopes import as_resolver

#: What stands for an option whose value is not a plain literal.
UNKNOWN = "?"


def prepare_factory(ctx: ClassDefContext) -> None:
    """Prepare a class that derives from a factory."""
    defn, info = ctx.cls, ctx.cls.info
    if is_library(info):
        return
    notes = _read_notes(ctx.api, defn)
    info.metadata[fullnames.METADATA] = notes
    _set_model(info, notes)
    for statement in defn.defs.body:
        if isinstance(statement, Decorator):
            _type_function(ctx.api, statement, info)
        elif isinstance(statement, AssignmentStmt):
            _loosen(statement)
    params = section_of(defn, "Params")
    for statement in params.defs.body if params is not None else ():
        if isinstance(statement, Decorator):
            _type_function(ctx.api, statement, info)
        elif isinstance(statement, AssignmentStmt):
            _loosen(statement)
    meta = section_of(defn, "Meta")
    for statement in meta.defs.body if meta is not None else ():
        if isinstance(statement, AssignmentStmt):
            _loosen(statement)
    _depend(ctx.api, info, notes)
    _mark(defn)


def _read_notes(api: SemanticAnalyzerPluginInterface, defn: ClassDef) -> dict[str, Any]:
    nested: dict[str, str | None] = {}
    calls: dict[str, str | None] = {}
    providers: dict[str, str | None] = {}
    related: dict[str, str | None] = {}
    traits: dict[str, dict[str, str | None]] = {}
    for name, value in assignments(defn):
        nested[name] = nested_path(value)
        if nested[name] is None:
            del nested[name]
        if isinstance(value, CallExpr) and callee_name(value) in (fullnames.RELATED, fullnames.RELATED_LIST):
            receiver = argument(value, "factory_related_name", 1)
            related[name] = receiver.value if isinstance(receiver, StrExpr) else None
        method = _first_text(value, fullnames.METHOD_CALL, "method_name")
        if method is not None:
            calls[name] = method
        provider = _first_text(value, fullnames.FAKER, "provider")
        if provider is not None:
            providers[name] = provider
    params = section_of(defn, "Params")
    for name, value in assignments(params) if params is not None else ():
        if isinstance(value, CallExpr) and callee_name(value) == fullnames.TRAIT:
            inner = {key: nested_path(item) for key, item in zip(value.arg_names, value.args, strict=True) if key}
            traits[name] = {key: path for key, path in inner.items() if path is not None}
        elif (path := nested_path(value)) is not None:
            nested[name] = path
    options, dynamic = _read_options(section_of(defn, "Meta"))
    empty = [name for name, value in assignments(defn) if isinstance(value, NameExpr) and value.name == "None"]
    return {
        "options": options,
        "none": empty,
        "nested": nested,
        "calls": calls,
        "providers": providers,
        "related": related,
        "traits": traits,
        "opaque": dynamic or any(name == "_options_class" for name, _ in assignments(defn)),
    }


def _read_options(meta: ClassDef | None) -> tuple[dict[str, Any], bool]:
    """Return the options of a ``class Meta``, and whether there may be names in it that cannot be known."""
    if meta is None:
        return {}, False
    options: dict[str, Any] = {}
    dynamic = False
    for base in reversed(_classes(meta)):
        dynamic = dynamic or base.fallback_to_any or not base.defn.defs.body
        options.update({name: _literal(name, value) for name, value in assignments(base.defn)})
    names = (options.get(name, []) for name in ("exclude", "inline_args", "rename"))
    return options, dynamic or any(
        UNKNOWN in (value.values() if isinstance(value, dict) else _listed(value)) for value in names
    )


def _classes(meta: ClassDef) -> list[TypeInfo]:
    """Return a class and its bases; none while mypy does not know them yet."""
    try:
        return meta.info.mro[:-1]
    except (AssertionError, AttributeError):
        return []


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def assignments(defn: ClassDef) -> list[tuple[str, Expression]]:
    """Return the names that a class body assigns, and what it assigns to them."""
    return [
        (lvalue.name, statement.rvalue)
        for statement in defn.defs.body
        if isinstance(statement, AssignmentStmt)
        for lvalue in statement.lvalues
        if isinstance(lvalue, NameExpr)
    ]


def callee_name(call: CallExpr) -> str:
    """Return the full name of what is called."""
    return call.callee.fullname if isinstance(call.callee, RefExpr) else ""


def argument(call: CallExpr, name: str, position: int | None = None) -> Expression | None:
    """Return an argument of a call by name or position."""
    for index, (key, kind, value) in enumerate(zip(call.arg_names, call.arg_kinds, call.args, strict=True)):
        if key == name or (position == index and key is None and not kind.is_star()):
            return value
    return None


def nested_path(value: Expression) -> str | None:
    """Return the full name of the factory that a declaration nests."""
    if not isinstance(value, CallExpr):
        return None
    name = callee_name(value)
    if name == fullnames.MAYBE:
        branches = [argument(value, "yes_declaration", 1), argument(value, "no_declaration", 2)]
        paths = [path for branch in branches if branch is not None and (path := nested_path(branch))]
        return paths[0] if len(paths) == 1 else None
    if name not in fullnames.NESTING:
        return None
    reference = argument(value, "factory", 0)
    if isinstance(reference, StrExpr):
        return reference.value
    return reference.fullname if isinstance(reference, RefExpr) and isinstance(reference.node, TypeInfo) else None


def _first_text(value: Expression, declaration: str, key: str) -> str | None:
    """Return the first argument of a declaration, where it is written as a text."""
    if isinstance(value, CallExpr) and callee_name(value) == declaration:
        name = argument(value, key, 0)
        return name.value if isinstance(name, StrExpr) else None
    return None


def _literal(option: str, value: Expression) -> Any:
    """Return the value of an option as plain data."""
    if option == "model" and isinstance(value, RefExpr):
        return value.fullname
    if isinstance(value, (StrExpr, IntExpr)):
        return "?text" if option == "model" else value.value
    if isinstance(value, NameExpr) and value.name in {"True", "False", "None"}:
        return {"True": True, "False": False, "None": None}[value.name]
    if isinstance(value, (TupleExpr, ListExpr, SetExpr)):
        return [_literal("", item) for item in value.items]
    if isinstance(value, DictExpr):
        return {key.value: _literal("", item) for key, item in value.items if isinstance(key, StrExpr)}
    return UNKNOWN


def _set_model(info: TypeInfo, notes: dict[str, Any]) -> None:
    """Give ``Factory`` without a type argument the one that ``Meta.model`` names."""
    meta = info.names.get("Meta")
    if meta is None or not isinstance(meta.node, TypeInfo) or not notes["options"].get("model"):
        return
    model = _model_class(meta.node)
    if model is None or model.fullname != notes["options"]["model"]:
        return
    for index, base in enumerate(info.bases):
        if len(base.args) == 1 and base.type.has_base(fullnames.FACTORY):
            own = get_proper_type(base.args[0])
            if isinstance(own, AnyType) and own.type_of_any != TypeOfAny.explicit:
                info.bases[index] = base.copy_modified(args=[instance_of(model)])


def _model_class(meta: TypeInfo) -> TypeInfo | None:
    for name, value in assignments(meta.defn):
        if name == "model" and isinstance(value, RefExpr) and isinstance(value.node, TypeInfo):
            return value.node
    return None


def _loosen(statement: AssignmentStmt) -> None:
    """Let a declaration be re-declared with another type, and an empty literal be one."""
    for lvalue in statement.lvalues:
        if not isinstance(lvalue, NameExpr) or not isinstance(lvalue.node, Var):
            continue
        lvalue.node.allow_incompatible_override = True
        if statement.type is None and is_untyped_literal(statement.rvalue):
            # Set on the variable alone, the type would be forgotten.
            statement.type = statement.unanalyzed_type = any_type()
            lvalue.node.type = any_type()
            lvalue.node.is_inferred = lvalue.is_inferred_def = False


def is_untyped_literal(value: Expression) -> bool:
    """Say whether mypy would ask for the type of a variable with this value."""
    if isinstance(value, (ListExpr, DictExpr)):
        return not value.items
    if isinstance(value, CallExpr):
        name = callee_name(value)
        if _is_collection(value.callee):
            return all(isinstance(item, RefExpr) and isinstance(item.node, TypeInfo) for item in value.args)
        return name.startswith(fullnames.PACKAGE) and name != fullnames.HOOK and any(map(_gives_empty, value.args))
    return isinstance(value, NameExpr) and value.name == "None"


def _gives_empty(value: Expression) -> bool:
    """Say whether what a declaration is given makes empty collections."""
    if isinstance(value, LambdaExpr):
        return is_untyped_literal(value.expr())
    return _is_collection(value) or (isinstance(value, (ListExpr, DictExpr)) and not value.items)


def _is_collection(value: Expression) -> bool:
    """Say whether an expression is a generic class, of whose instances only the field tells the element type."""
    info = value.node if isinstance(value, RefExpr) else None
    return isinstance(info, TypeInfo) and bool(info.defn.type_vars) and not is_library(info) and not is_factory(info)


def _type_function(api: SemanticAnalyzerPluginInterface, decorator: Decorator, info: TypeInfo) -> None:
    """Type what a decorated function of the body receives, where its author did not."""
    names = [item.fullname for item in decorator.original_decorators if isinstance(item, RefExpr)]
    roles = next((fullnames.DECORATORS[name] for name in names if name in fullnames.DECORATORS), None)
    if roles is None:
        return
    decorator.var.allow_incompatible_override = True
    function = decorator.func
    function.is_static = True
    types = [_role_type(api, role, info) for role in roles]
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


def _role_type(api: SemanticAnalyzerPluginInterface, role: str, info: TypeInfo) -> Type | None:
    if role == "number":
        return api.named_type("builtins.int")
    if role == "flag":
        return api.named_type("builtins.bool")
    factory = FactoryInfo(info, _no_lookup)
    if role == "resolver":
        resolver = api.named_type_or_none(fullnames.RESOLVER, [factory.model()])
        return None if resolver is None else as_resolver(resolver, info)
    if role == "model":
        own = info.metadata.get(fullnames.METADATA, {}).get("options", {}).get("model")
        model = factory.model()
        if own is not None:
            section = info.names.get("Meta")
            named = _model_class(section.node) if section is not None and isinstance(section.node, TypeInfo) else None
            return any_type() if named is None else instance_of(named)
        return model
    item = api.named_type_or_none(fullnames.RESOLVER, [any_type()])
    return None if item is None else api.named_type("builtins.tuple", [item])


def _no_lookup(name: str) -> SymbolTableNode | None:
    return None


def _depend(api: SemanticAnalyzerPluginInterface, info: TypeInfo, notes: dict[str, Any]) -> None:
    """Let the daemon check again what uses the factory when its model or a nested factory changes."""
    own = make_trigger(info.fullname)
    model = get_proper_type(FactoryInfo(info, _no_lookup).argument())
    sources = {info.fullname, *notes["nested"].values(), notes["options"].get("model")}
    if isinstance(model, Instance):
        sources.update(base.fullname for base in model.type.mro[:-1])
    for base in info.mro[1:]:
        if not is_library(base):
            sources.add(base.fullname)
    params, meta = info.names.get("Params"), info.names.get("Meta")
    for section in (params, meta):
        if section is not None and isinstance(section.node, TypeInfo):
            sources.add(section.node.fullname)
    for source in sources:
        if isinstance(source, str) and "." in source:
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
