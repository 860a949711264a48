"""Which hook belongs to which name. Everything else returns early."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from mypy.nodes import CallExpr, RefExpr, TypeInfo, Var
from mypy.plugin import (
    AttributeContext,
    ClassDefContext,
    FunctionContext,
    FunctionSigContext,
    MethodContext,
    MethodSigContext,
)
from mypy.types import FunctionLike, Instance, Type, get_proper_type

from typedfactory.mypy import fullnames
from typedfactory.mypy.calls import functions
from typedfactory.mypy.calls import signatures as calls
from typedfactory.mypy.calls.stubs import stub_attribute
from typedfactory.mypy.config import Settings
from typedfactory.mypy.declarations import faker, nesting, resolver_types
from typedfactory.mypy.declarations.class_check import check_factory, decorated
from typedfactory.mypy.declarations.hooks import sign_hook
from typedfactory.mypy.fixtures.parameters import check_tests
from typedfactory.mypy.fixtures.registering import check_decorators, sign_register
from typedfactory.mypy.reading.factory_info import Lookup, is_factory, is_library
from typedfactory.mypy.reading.instances import class_instance
from typedfactory.mypy.reading.markers import marker_text
from typedfactory.mypy.reading.preparing import prepare_factory
from typedfactory.mypy.reading.scopes import Scopes
from typedfactory.mypy.reading.syntax import argument
from typedfactory.mypy.values.judging import Judge, Session
from typedfactory.mypy.values.reach import scope_at
from typedfactory.mypy.values.transformers import transformed_result

C = TypeVar("C")
R = TypeVar("R")


def guarded(hook: Callable[[C], R], otherwise: Callable[[C], R]) -> Callable[[C], R]:
    """Return a hook that leaves alone what it does not understand.

    A construct that the plugin was not written for must not stop mypy.
    """

    @functools.wraps(hook)
    def run(ctx: C) -> R:
        try:
            return hook(ctx)
        except Exception:
            if DEBUG:
                raise
            return otherwise(ctx)

    return run


#: Whether a failure inside the plugin is raised; for its own tests.
DEBUG = False


def _signature(ctx: FunctionSigContext | MethodSigContext) -> FunctionLike:
    return ctx.default_signature


def _result(ctx: FunctionContext | MethodContext) -> Type:
    return ctx.default_return_type


def _attribute(ctx: AttributeContext) -> Type:
    return ctx.default_attr_type


def _nothing(ctx: ClassDefContext) -> None:
    return None


class Router:
    """Finds the hook for a name; its methods are named after mypy's.

    Args:
        lookup: Finds a symbol by its full name.
        settings: What the user wants.
    """

    def __init__(self, lookup: Lookup, settings: Settings) -> None:
        self._lookup = lookup
        self._session = Session(lookup, settings, Scopes())

    def get_base_class_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        """Prepare classes that derive from a factory."""
        info = self._class(fullname)
        if (info is not None and is_factory(info)) or "@" in fullname or "." not in fullname:
            return guarded(self._prepare, _nothing)
        return None

    def _prepare(self, ctx: ClassDefContext) -> None:
        if ctx.cls.info.mro and is_factory(ctx.cls.info):
            prepare_factory(ctx)

    def get_function_signature_hook(self, fullname: str) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """Sign class calls, declarations and module-level functions."""
        signer = _SIGNERS.get(fullname)
        if signer is not None:
            chosen = signer
            return guarded(lambda ctx: chosen(Judge(self._session, ctx.api), ctx), _signature)
        if fullname.startswith(fullnames.PYTEST_PLUGIN):
            return guarded(lambda ctx: sign_register(Judge(self._session, ctx.api), ctx), _signature)
        if fullname in fullnames.HELPERS:
            return guarded(lambda ctx: functions.call_helper(Judge(self._session, ctx.api), ctx, fullname), _signature)
        if self._is_variable(fullname) or (
            self._may_be_factory(fullname) and not fullname.startswith(fullnames.PACKAGE)
        ):
            return guarded(self._sign_class, _signature)
        return None

    def _is_variable(self, fullname: str) -> bool:
        symbol = self._lookup(fullname) if "." in fullname and "@" not in fullname else None
        return symbol is not None and isinstance(symbol.node, Var)

    def _may_be_factory(self, fullname: str) -> bool:
        """Say whether a name may be that of a factory: the hook for any other would keep those of other plugins away."""
        if "." not in fullname or "@" in fullname:
            return True
        info = self._class(fullname)
        return info is not None and is_factory(info)

    def _sign_class(self, ctx: FunctionSigContext) -> FunctionLike:
        default = ctx.default_signature
        made = class_instance(default)
        if made is None or not is_factory(made.type):
            return default
        call = ctx.context
        callee = call.callee if isinstance(call, CallExpr) else None
        direct = isinstance(callee, RefExpr) and isinstance(callee.node, TypeInfo)
        return calls.call_class(
            Judge(self._session, ctx.api), ctx, made.type, None if direct and not made.args else made
        )

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        """Give declarations the exact type of their values."""
        hook: Callable[[Judge, FunctionContext], Type] | None = None
        if fullname in fullnames.NESTING:
            hook = nesting.nested_result
        elif fullname == fullnames.FAKER:
            hook = faker.faker_result
        elif fullname == fullnames.SELF_ATTRIBUTE:
            hook = resolver_types.self_attribute
        elif fullname in fullnames.MAKE_FACTORY:
            hook = functions.made_factory
        elif fullname == fullnames.TRANSFORMER:
            hook = transformed_result
        elif fullname in fullnames.DECORATORS:
            hook = decorated
        elif self._may_be_factory(fullname):
            hook = calls.check_unsigned
        if hook is not None:
            chosen = hook
            return guarded(lambda ctx: chosen(Judge(self._session, ctx.api), ctx), _result)
        return None

    def get_method_signature_hook(self, fullname: str) -> Callable[[MethodSigContext], FunctionLike] | None:
        """Sign ``build``, ``create`` and kin."""
        owner, _, name = fullname.rpartition(".")
        if name not in fullnames.METHODS or not owner:
            return None
        info = self._class(owner)
        if info is None and "@" not in owner:
            return None
        if info is not None and (not is_factory(info) or not _is_librarys(info, name)):
            return None
        return guarded(functools.partial(self._sign_method, info, name), _signature)

    def _sign_method(self, info: TypeInfo | None, name: str, ctx: MethodSigContext) -> FunctionLike:
        if info is None:
            made = calls.receiver(ctx.type)
            if made is None or not _is_librarys(made.type, name):
                return ctx.default_signature
            info = made.type
        return calls.call_method(Judge(self._session, ctx.api), ctx, info, name)

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """Check a factory when the types of its body are known."""
        if fullname == fullnames.MARKER_METHOD:
            return guarded(self._check, _result)
        return None

    def _check(self, ctx: MethodContext) -> Type:
        text = marker_text(ctx.context)
        if text == fullnames.MARKER:
            scope = getattr(ctx.api, "scope", None)
            info = None if scope is None else scope.active_class()
            if isinstance(info, TypeInfo) and is_factory(info):
                check_factory(Judge(self._session, ctx.api), info)
                check_decorators(Judge(self._session, ctx.api), info)
        elif text == fullnames.TESTS_MARKER:
            check_tests(Judge(self._session, ctx.api))
        return ctx.default_return_type

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        """Type what lazy functions read, and what stubs have."""
        owner, _, name = fullname.rpartition(".")
        if owner == fullnames.RESOLVER:
            return guarded(
                lambda ctx: resolver_types.resolver_attribute(Judge(self._session, ctx.api), ctx, name), _attribute
            )
        if owner == fullnames.STUB:
            return guarded(functools.partial(self._stub_attribute, name), _attribute)
        return None

    def _stub_attribute(self, name: str, ctx: AttributeContext) -> Type:
        typ = get_proper_type(ctx.type)
        if not isinstance(typ, Instance):
            return ctx.default_attr_type
        return stub_attribute(Judge(self._session, ctx.api), typ, name, ctx.default_attr_type, ctx.context)

    def _class(self, fullname: str) -> TypeInfo | None:
        symbol = self._lookup(fullname) if "." in fullname else None
        return symbol.node if symbol is not None and isinstance(symbol.node, TypeInfo) else None


def sign_holder(judge: Judge, ctx: FunctionSigContext) -> FunctionLike:
    """Note whose fields the declarations inside a declaration see."""
    call = ctx.context
    if not isinstance(call, CallExpr):
        return ctx.default_signature
    scope = scope_at(judge, call)
    name = call.callee.fullname if isinstance(call.callee, RefExpr) else ""
    for value in call.args:
        if name in (fullnames.DICT, fullnames.LIST):
            items = getattr(value, "items", ())
            for item in items:
                inner = item[1] if isinstance(item, tuple) else item
                judge.session.scopes.enter(judge.api.path, inner, (None, *scope))
        else:
            judge.session.scopes.enter(judge.api.path, value, scope)
    return ctx.default_signature


def sign_use_strategy(judge: Judge, ctx: FunctionSigContext) -> FunctionLike:
    """Check the strategy that a factory is decorated with."""
    if isinstance(ctx.context, CallExpr):
        calls.check_strategy(judge, argument(ctx.context, "new_strategy", 0))
    return ctx.default_signature


#: Declarations that hold others, which see the same fields.
_HOLDERS = (fullnames.MAYBE, fullnames.UNIQUE, fullnames.TRANSFORMER, fullnames.FORCE, fullnames.DICT, fullnames.LIST)
#: What is called → what signs the call.
_SIGNERS: dict[str, Callable[[Judge, FunctionSigContext], FunctionLike]] = {
    **dict.fromkeys(fullnames.LAZY, resolver_types.sign_lazy),
    **dict.fromkeys(fullnames.NESTING, nesting.sign_nesting),
    **dict.fromkeys((fullnames.HOOK, fullnames.POST_GENERATION_DECORATOR), sign_hook),
    **dict.fromkeys(_HOLDERS, sign_holder),
    fullnames.TRAIT: nesting.sign_trait,
    fullnames.FAKER: faker.sign_faker,
    fullnames.USE_STRATEGY: sign_use_strategy,
}


def _is_librarys(info: TypeInfo, name: str) -> bool:
    """Say whether a class has one of typedfactory's methods as it is, not one of the user's own."""
    symbol = info.get(name)
    owner = getattr(symbol.node if symbol is not None else None, "info", None)
    node = symbol.node if symbol is not None else None
    owner = owner or getattr(getattr(node, "func", None), "info", None)
    return isinstance(owner, TypeInfo) and is_library(owner)
