"""Which hook belongs to which name. Everything else returns early."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from mypy.nodes import TypeAlias, TypeInfo, Var
from mypy.plugin import (
    AttributeContext,
    CheckerPluginInterface,
    ClassDefContext,
    FunctionContext,
    FunctionSigContext,
    MethodContext,
    MethodSigContext,
)
from mypy.types import FunctionLike, Instance, Type, get_proper_type
from mypy.version import __version__ as mypy_version

from typedfactory.__about__ import __version__
from typedfactory.mypy import fullnames
from typedfactory.mypy.calls.class_calls import check_unsigned, sign_class
from typedfactory.mypy.calls.functions import call_helper, made_factory
from typedfactory.mypy.calls.methods import sign_method
from typedfactory.mypy.calls.signatures import is_sound
from typedfactory.mypy.calls.strategies import sign_use_strategy
from typedfactory.mypy.calls.stubs import stub_attribute
from typedfactory.mypy.config import Settings
from typedfactory.mypy.declarations.class_check import check_factory, decorated
from typedfactory.mypy.declarations.faker import faker_result, sign_faker
from typedfactory.mypy.declarations.holders import sign_holder
from typedfactory.mypy.declarations.hooks import sign_hook
from typedfactory.mypy.declarations.lazy import resolver_attribute, sign_lazy
from typedfactory.mypy.declarations.nesting import nested_result, sign_nesting, sign_trait
from typedfactory.mypy.declarations.self_attribute import self_attribute
from typedfactory.mypy.fixtures.parameters import check_tests
from typedfactory.mypy.fixtures.registering import check_decorators, sign_register
from typedfactory.mypy.reading.factory_info import Lookup, is_factory, is_librarys_method
from typedfactory.mypy.reading.markers import marker_text
from typedfactory.mypy.reading.models.facts import note_facts, show_facts
from typedfactory.mypy.reading.preparing import prepare_factory
from typedfactory.mypy.reading.scopes import Scopes
from typedfactory.mypy.values.judging import Judge, Session, checker_of
from typedfactory.mypy.values.transformers import transformed_result


class _Context(Protocol):
    """What a hook is given while mypy checks types."""

    @property
    def api(self) -> CheckerPluginInterface: ...


C = TypeVar("C")
K = TypeVar("K", bound=_Context)
R = TypeVar("R")


#: Whether a failure inside the plugin is raised; for its own tests.
DEBUG = False


class Guard:
    """Keeps failures of hooks from mypy: a construct that the plugin was not written for must not stop it.

    The first failure of a run is told, with what to report it with; nothing is hidden.
    """

    def __init__(self) -> None:
        self._has_told = False

    def guarded(self, hook: Callable[[C], R], otherwise: Callable[[C], R]) -> Callable[[C], R]:
        """Return a hook that leaves alone what it does not understand."""

        @functools.wraps(hook)
        def run(ctx: C) -> R:
            try:
                found = _sound(hook(ctx))
            except Exception as error:
                if DEBUG:
                    raise
                self._tell(ctx, error)
                return otherwise(ctx)
            return found

        return run

    def _tell(self, ctx: object, error: Exception) -> None:
        if self._has_told:
            return
        self._has_told = True
        steps = traceback.extract_tb(error.__traceback__)
        place = f"{Path(steps[-1].filename).name}:{steps[-1].lineno}"
        text = (
            f"typedfactory {__version__} failed here under mypy {mypy_version} ({type(error).__name__}: {error}; {place}) "
            f"and leaves this alone. Please report it with this note and the code that it is about."
        )
        if isinstance(ctx, ClassDefContext):
            # Its interface for plugins has errors only.
            note = getattr(ctx.api, "note", ctx.api.fail)
            note(text, ctx.cls)
        elif isinstance(ctx, (FunctionSigContext, MethodSigContext, FunctionContext, MethodContext, AttributeContext)):
            checker_of(ctx.api).msg.note(text, ctx.context)


def _sound(found: R) -> R:
    if isinstance(found, FunctionLike) and not is_sound(found):
        raise UnsoundSignatureError(str(found))
    return found


class UnsoundSignatureError(Exception):
    """The plugin made a signature that contradicts itself."""


def _signature(ctx: FunctionSigContext | MethodSigContext) -> FunctionLike:
    return ctx.default_signature


def _result(ctx: FunctionContext | MethodContext) -> Type:
    return ctx.default_return_type


def _attribute(ctx: AttributeContext) -> Type:
    return ctx.default_attr_type


def _nothing(ctx: ClassDefContext) -> None:
    return None


def _note_facts(ctx: ClassDefContext) -> None:
    options = ctx.api.options
    facts = note_facts(ctx.cls, ctx.api.modules)
    if options.fine_grained_incremental or options.cache_fine_grained:
        show_facts(ctx.cls.info, facts, ctx.api.named_type("builtins.str"))


def _prepare(ctx: ClassDefContext) -> None:
    if ctx.cls.info.mro and is_factory(ctx.cls.info):
        prepare_factory(ctx)


def _check_marked(judge: Judge, ctx: MethodContext) -> Type:
    """Check the factory, or the tests, whose marker mypy has come to."""
    text = marker_text(ctx.context)
    if text == fullnames.MARKER:
        info = judge.api.scope.active_class()
        if info is not None and is_factory(info):
            check_factory(judge, info)
            check_decorators(judge, info)
    elif text == fullnames.TESTS_MARKER:
        check_tests(judge)
    return ctx.default_return_type


#: What is called → what signs the call.
_SIGNERS: dict[str, Callable[[Judge, FunctionSigContext], FunctionLike]] = {
    **dict.fromkeys(fullnames.LAZY, sign_lazy),
    **dict.fromkeys(fullnames.NESTING, sign_nesting),
    **dict.fromkeys(fullnames.HOLDERS, sign_holder),
    **{name: functools.partial(call_helper, fullname=name) for name in fullnames.HELPERS},
    fullnames.HOOK: sign_hook,
    fullnames.POST_GENERATION_DECORATOR: sign_hook,
    fullnames.TRAIT: sign_trait,
    fullnames.FAKER: sign_faker,
    fullnames.USE_STRATEGY: sign_use_strategy,
}
#: What is called → what says the type of the result.
_RESULTS: dict[str, Callable[[Judge, FunctionContext], Type]] = {
    **dict.fromkeys(fullnames.NESTING, nested_result),
    **dict.fromkeys(fullnames.MAKE_FACTORY, made_factory),
    **dict.fromkeys(fullnames.DECORATORS, decorated),
    fullnames.FAKER: faker_result,
    fullnames.SELF_ATTRIBUTE: self_attribute,
    fullnames.TRANSFORMER: transformed_result,
}
#: Whose attribute is read → what says its type.
_ATTRIBUTES = {fullnames.RESOLVER: resolver_attribute, fullnames.STUB: stub_attribute}


class Router:
    """Finds the hook for a name; its methods are named after mypy's.

    Args:
        lookup: Finds a symbol by its full name.
        settings: What the user wants.
    """

    def __init__(self, lookup: Lookup, settings: Settings) -> None:
        self._lookup = lookup
        self._session = Session(lookup, settings, Scopes())
        self._guarded = Guard().guarded

    def _judged(self, hook: Callable[[Judge, K], R], otherwise: Callable[[K], R]) -> Callable[[K], R]:
        """Return a hook of mypy's from one that has a judge."""
        return self._guarded(lambda ctx: hook(Judge(self._session, checker_of(ctx.api)), ctx), otherwise)

    def note_facts(self) -> Callable[[ClassDefContext], None]:
        """Return the hook for the class of a model."""
        return self._guarded(_note_facts, _nothing)

    def get_base_class_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        """Prepare classes that derive from a factory."""
        return self._guarded(_prepare, _nothing) if self._may_be_factory(fullname) else None

    def get_function_signature_hook(self, fullname: str) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """Sign class calls, declarations and module-level functions."""
        signer = _SIGNERS.get(fullname)
        if signer is None and fullname.startswith(fullnames.PYTEST_PLUGIN):
            signer = sign_register
        if signer is None and not fullname.startswith(fullnames.PACKAGE) and self._may_be_factory(fullname):
            signer = sign_class
        if signer is None and self._is_variable(fullname):
            signer = sign_class
        return None if signer is None else self._judged(signer, _signature)

    def _is_variable(self, fullname: str) -> bool:
        symbol = self._lookup(fullname) if "." in fullname and "@" not in fullname else None
        return symbol is not None and isinstance(symbol.node, Var)

    def _may_be_factory(self, fullname: str) -> bool:
        """Say whether a name may be that of a factory: the hook for any other would keep those of other plugins away."""
        if "." not in fullname or "@" in fullname:
            return True
        info = self._class(fullname)
        return info is not None and is_factory(info)

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        """Give declarations the exact type of their values."""
        hook = _RESULTS.get(fullname)
        if hook is None and self._may_be_factory(fullname):
            hook = check_unsigned
        return None if hook is None else self._judged(hook, _result)

    def get_method_signature_hook(self, fullname: str) -> Callable[[MethodSigContext], FunctionLike] | None:
        """Sign ``build``, ``create`` and kin."""
        owner, _, name = fullname.rpartition(".")
        if name not in fullnames.METHODS or not owner:
            return None
        info = self._class(owner)
        known = "@" in owner if info is None else is_factory(info) and is_librarys_method(info, name)
        if not known:
            return None
        return self._judged(functools.partial(sign_method, info=info, name=name), _signature)

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """Check a factory when the types of its body are known."""
        return self._judged(_check_marked, _result) if fullname == fullnames.MARKER_METHOD else None

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        """Type what lazy functions read, and what stubs have."""
        owner, _, name = fullname.rpartition(".")
        hook = _ATTRIBUTES.get(owner)
        return None if hook is None else self._judged(functools.partial(hook, name=name), _attribute)

    def _class(self, fullname: str) -> TypeInfo | None:
        symbol = self._lookup(fullname) if "." in fullname else None
        node = None if symbol is None else symbol.node
        if isinstance(node, TypeAlias):
            target = get_proper_type(node.target)
            return target.type if isinstance(target, Instance) else None
        return node if isinstance(node, TypeInfo) else None
