"""Whether a value fits a field: what all checks share."""

from __future__ import annotations

import dataclasses

from mypy.checker import TypeChecker
from mypy.errorcodes import ATTR_DEFINED, NAME_DEFINED, OPERATOR, UNION_ATTR, ErrorCode
from mypy.maptype import map_instance_to_supertype
from mypy.messages import format_type, format_type_distinctly
from mypy.nodes import CallExpr, Context, Decorator, Expression, LambdaExpr, TypeInfo
from mypy.plugin import CheckerPluginInterface
from mypy.server.trigger import make_trigger, make_wildcard_trigger
from mypy.subtypes import is_subtype
from mypy.types import AnyType, Instance, ProperType, Type, UninhabitedType, UnionType, get_proper_type

from typedfactory.mypy import fullnames
from typedfactory.mypy.config import Settings
from typedfactory.mypy.reading.factory_info import FactoryInfo, Lookup
from typedfactory.mypy.reading.instances import any_type, class_of
from typedfactory.mypy.reading.models import Model, read_model
from typedfactory.mypy.reading.models.sqlalchemy import (
    backrefs_beside,
    is_expression,
    takes_backrefs,
    with_backrefs,
)
from typedfactory.mypy.reading.scopes import Scope, Scopes
from typedfactory.mypy.reading.syntax import argument, callee_name


@dataclasses.dataclass(frozen=True)
class Session:
    """What lasts as long as mypy runs.

    Args:
        lookup: Finds a symbol by its full name.
        settings: What the user wants.
        scopes: Which factory the declarations in calls belong to.
        backrefs: File and module of models → the names that other models give them.
        redeclared: File and line → a decorated function that declares anew what a base declares, and its type.
    """

    lookup: Lookup
    settings: Settings
    scopes: Scopes
    backrefs: dict[tuple[str, str], frozenset[str]] = dataclasses.field(default_factory=dict)
    redeclared: dict[tuple[str, int], tuple[Decorator, Type]] = dataclasses.field(default_factory=dict)


#: mypy's own findings in an expression; what type it then has says nothing.
_MISTAKES = frozenset({OPERATOR, ATTR_DEFINED, NAME_DEFINED, UNION_ATTR})


def checker_of(api: CheckerPluginInterface) -> TypeChecker:
    """Return mypy's checker, which is what its plugins are given."""
    assert isinstance(api, TypeChecker)  # noqa: S101 - said above
    return api


@dataclasses.dataclass(frozen=True)
class Judge:
    """Infers types and reports what does not fit.

    Args:
        session: What lasts as long as mypy runs.
        api: mypy's checker: it knows modules and scopes, which its interface for plugins leaves out.
    """

    session: Session
    api: TypeChecker
    _models: dict[Type, Model | None] = dataclasses.field(default_factory=dict, repr=False)

    # Reporting

    def report(self, code: ErrorCode, message: str, context: Context) -> None:
        """Report a finding, as severe as the user wants it."""
        severity = self.session.settings.severity.get(code.code, "error")
        if severity == "error":
            self.api.fail(message, context, code=code)
        elif severity == "note":
            self.api.msg.note(message, context, code=code)

    def report_misfit(
        self, code: ErrorCode, where: str, value: Type, field: Type, context: Context, what: str = "the field"
    ) -> None:
        """Report a value that does not fit.

        Args:
            code: The code of the finding.
            where: The factory and field.
            value: The value's type.
            field: The field's type.
            context: Where to report it.
            what: What the value is for.
        """
        given, wanted = format_type_distinctly(value, field, options=self.api.options)
        self.report(code, f"{where}: {given} does not fit {what}, which is {wanted}.", context)

    def show(self, typ: Type) -> str:
        """Return a type as messages write it."""
        return format_type(typ, self.api.options)

    # Finding

    def factory(self, info: TypeInfo, made: Instance | None = None) -> FactoryInfo:
        """Return what a factory class declares.

        Args:
            info: The class.
            made: Its type, where that may say more: `make_factory` was given hooks.
        """
        self.depend(info)
        return FactoryInfo(info, self.session.lookup, made=None if made is None or made.extra_attrs is None else made)

    def model(self, typ: Type) -> Model | None:
        """Describe a model."""
        if typ not in self._models:
            owner = class_of(typ)
            for base in () if owner is None else owner.type.mro[:-1]:
                self.depend(base)
            found = read_model(typ, self.instance, strict=self.session.settings.strict_models)
            if owner is not None and found is not None and takes_backrefs(owner.type):
                found = with_backrefs(found, self._backrefs(owner.type))
            self._models[typ] = found
        return self._models[typ]

    def _backrefs(self, info: TypeInfo) -> frozenset[str]:
        key = self.api.path, info.module_name
        if key not in self.session.backrefs or self.api.options.fine_grained_incremental:
            self.session.backrefs[key] = backrefs_beside(info, self.api.modules)
        return self.session.backrefs[key]

    def depend(self, info: TypeInfo) -> None:
        """Let the daemon check again what is being checked when a class changes."""
        self.depend_on(info.fullname)

    def depend_on(self, fullname: str) -> None:
        """Let the daemon check again what is being checked when a name comes to mean something else."""
        options = self.api.options
        if options.fine_grained_incremental or options.cache_fine_grained:
            for trigger in (make_trigger(fullname), make_wildcard_trigger(fullname)):
                self.api.tree.plugin_deps.setdefault(trigger, set()).add(self.api.tscope.current_target())

    def instance(self, fullname: str, *args: Type) -> Instance:
        """Return an instance type by the full name of its class."""
        symbol = self.session.lookup(fullname)
        if symbol is None or not isinstance(symbol.node, TypeInfo):
            raise LookupError(fullname)
        return Instance(symbol.node, list(args))

    # Inferring

    def infer(self, node: Expression, context: Type | None = None) -> ProperType:
        """Return the type of an expression, without reporting what is wrong inside it."""
        return self.try_infer(node, context)[0]

    def try_infer(self, node: Expression, context: Type | None = None) -> tuple[ProperType, bool]:
        """Return the type of an expression, and whether all is right inside it."""
        with self.api.msg.filter_errors() as errors:
            found = get_proper_type(self.api.get_expression_type(node, context))
        return found, not errors.has_new_errors()

    def _infer_alone(self, node: Expression) -> tuple[ProperType, bool]:
        """Return the type of an expression, and whether mypy itself finds a mistake in it that its type follows from."""
        with self.api.msg.filter_errors(save_filtered_errors=True) as errors:
            found = get_proper_type(self.api.get_expression_type(node))
        return found, any(error.code in _MISTAKES for error in errors.filtered_errors())

    def expected(self, field: Type) -> Type:
        """Return what may be given for a field: a value or a declaration of one."""
        return UnionType.make_union([field, self.instance(fullnames.DECLARATION, field)])

    def value_of(self, typ: ProperType) -> Type | None:
        """Return the type of the value that a declaration yields; of a value, its own; None if there is none."""
        if isinstance(typ, Instance):
            if typ.type.fullname in (fullnames.SKIP, fullnames.AUTO) or typ.type.has_base(fullnames.POST_GENERATION):
                return None
            if typ.type.fullname.startswith(f"{fullnames.PYTEST_PLUGIN}."):
                return None  # a LazyFixture stands for whatever its fixture gives
            if typ.type.has_base(fullnames.DECLARATION):
                return self._argument(typ, fullnames.DECLARATION)
        return typ

    def _argument(self, typ: Instance, fullname: str) -> Type | None:
        base = next(base for base in typ.type.mro if base.fullname == fullname)
        args = map_instance_to_supertype(typ, base).args
        return args[0] if args else None

    def fits(self, value: Type | None, field: Type) -> bool:
        """Say whether a value of one type may stand for another."""
        if value is None:
            return True
        proper = get_proper_type(value)
        if isinstance(proper, (AnyType, UninhabitedType)):
            return True
        if isinstance(proper, UnionType):
            return all(self.fits(self.value_of(get_proper_type(item)), field) for item in proper.items)
        return is_subtype(proper, field) or is_expression(proper)

    def check_value(
        self, node: Expression, field: Type, scope: Scope, where: str, code: ErrorCode, model: str = ""
    ) -> Type:
        """Check a value or declaration against the type of a field.

        Args:
            node: The value.
            field: The field's type.
            scope: Whose fields a declaration sees.
            where: The factory and field, for messages.
            code: The code of the finding.
            model: The model and field, for messages.

        Returns:
            The type that mypy is to check the value with.
        """
        self.session.scopes.enter(self.api.path, node, scope)
        if isinstance(node, CallExpr) and callee_name(node) == fullnames.MAYBE:
            self._check_maybe(node, field, scope, where, code)
            return any_type()
        if isinstance(get_proper_type(field), AnyType):
            return any_type()
        expected = self.expected(field)
        typ, is_right = self.try_infer(node, expected)
        if is_right and self.fits(self.value_of(typ), field):
            return expected if is_subtype(typ, expected) else any_type()
        # A context that does not fit is an error inside the value: look at the value alone.
        found, is_broken = self._infer_alone(node)
        value = self.value_of(found)
        if isinstance(node, LambdaExpr) and not is_right:
            # Alone, it takes and gives anything.
            self.report(
                code, f"{where}: the function does not fit {model or 'the field'}, which is {self.show(field)}.", node
            )
        elif not is_broken and not self.fits(value, field) and value is not None:
            self.report_misfit(code, where, value, field, node, model or "the field")
        return any_type()

    def _check_maybe(self, node: CallExpr, field: Type, scope: Scope, where: str, code: ErrorCode) -> None:
        for name, position in (("yes_declaration", 1), ("no_declaration", 2)):
            branch = argument(node, name, position)
            if branch is not None:
                self.check_value(branch, field, scope, where, code)
