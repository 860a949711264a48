"""The source of a field's value: one expression or a few lines for each kind of declaration."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from collections.abc import Iterator as AbstractIterator
from typing import TYPE_CHECKING, TypeAlias

from typedfactory.declarations import (
    BaseDeclaration,
    Iterator,
    LazyAttribute,
    LazyAttributeSequence,
    LazyFunction,
    SelfAttribute,
    Sequence,
    is_declaration,
)
from typedfactory.declarations.references import _UNSPECIFIED
from typedfactory.errors import FactoryError
from typedfactory.fuzzy import BaseFuzzyAttribute
from typedfactory.plan.compile.source import SourceBuilder
from typedfactory.plan.describe.autofill import LateValue
from typedfactory.plan.describe.branches import branches, defaults_tree, is_own, is_own_maybe, is_own_subfactory
from typedfactory.plan.describe.checks import check_call
from typedfactory.plan.describe.layers import SettledField, takes_parameters, unreachable
from typedfactory.plan.describe.overrides import (
    Slot,
    Template,
    Tree,
    any_demand,
    copy_container,
    flatten,
    merge_trees,
)
from typedfactory.plan.interpret.kinds import draws, is_plain_faker
from typedfactory.plan.interpret.nesting import nested_ref
from typedfactory.plan.interpret.settle import Plan
from typedfactory.plan.interpret.steps import StepView

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue


Bind: TypeAlias = "Callable[[object, str], str]"

#: The expressions of declarations that are one call, by class; ``n`` is the number, ``o`` the resolver.
_CALLS: dict[type[BaseDeclaration[UserValue]], Callable[[Bind, UserValue], str]] = {
    LazyFunction: lambda bind, value: f"{bind(value.function, 'function')}()",
    Sequence: lambda bind, value: f"{bind(value.function, 'function')}(n)",
    LazyAttribute: lambda bind, value: f"{bind(value.function, 'function')}(o)",
    LazyAttributeSequence: lambda bind, value: f"{bind(value.function, 'function')}(o, n)",
    Iterator: lambda bind, value: f"{bind(value, 'iterator')}.advance()",
    BaseFuzzyAttribute: lambda bind, value: f"{bind(value, 'fuzzy')}.fuzz()",
}

_EMPTY = {"list": "[]", "dict": "{}", "set": "set()"}


class ValueEmitter:
    """Writes what the fields of one plan come to.

    Args:
        builder: Receives the lines.
        plan: The plan.
    """

    def __init__(self, builder: SourceBuilder, plan: Plan) -> None:
        self.builder = builder
        self.plan = plan
        self.owner = plan.meta.factory.__name__
        self.field_names = {field.name for field in plan.fields}
        #: Whether what is written now may turn out not to be reached: what is wrong with it must not show before.
        self.tentative = False
        #: The field at hand, for messages.
        self.where = self.owner
        self.uses_stream = any(draws(value) for field in plan.fields for value in branches(field.value))

    @staticmethod
    def is_static(value: UserValue) -> bool:
        """Say whether a value is there already: a constant, or brought by the call."""
        return not is_declaration(value)

    def static(self, value: UserValue) -> str:
        """Return the expression for a constant, a template or a slot."""
        if type(value) is Slot:
            return f"kw[{self.builder.key(value.key)}]"
        if type(value) is Template:
            if not value.value:
                return _EMPTY[type(value.value).__name__]
            return f"{self.builder.bind(copy_container, 'copy')}({self.builder.bind(value.value, 'template')})"
        return self.builder.bind(value, "value")

    def expression(self, value: UserValue, context: Tree) -> str | None:
        """Return the expression for a value, or None where it takes more than one."""
        if self.is_static(value):
            return self.static(value)
        for kind, write in _CALLS.items():
            if is_own(value, kind):
                return write(self.builder.bind, value)
        if draws(value):
            return f"{self.builder.bind(value.recipe.make, 'generate')}(stream, None)"
        if is_plain_faker(value, context):
            return f"{self.builder.bind(value, 'faker')}.draw()"
        return self.step_expression(value, context)

    def step_expression(self, value: UserValue, context: Tree) -> str | None:
        """Return the expression for a declaration that looks at the step."""
        if isinstance(value, LateValue) and not self.tentative:
            value.find()
        if is_own(value, SelfAttribute):
            return self.reference(value)
        if is_own_subfactory(value):
            return self.nested(value, context)
        if is_own_maybe(value):
            return None
        declaration = self.builder.bind(value, "declaration")
        return f"{declaration}.evaluate_pre(o, {self.step()}, {self.arguments(context)})"

    def reference(self, value: SelfAttribute[UserValue]) -> str:
        """Return the expression for a SelfAttribute."""
        bind = self.builder.bind
        surely_there = value.levels_up == 0 and value.attribute_name in self.field_names
        if value.default is _UNSPECIFIED or surely_there:
            if value.levels_up == 0:
                return f"{bind(value.fetch, 'fetch')}(o)"
            if value.levels_up == 1:
                refuse = f"{bind(value, 'reference')}.evaluate(o, {self.step()}, {{}})"
                return f"{bind(value.fetch, 'fetch')}(parent) if parent is not None else {refuse}"
        return f"{bind(value, 'reference')}.evaluate(o, {self.step()}, {{}})"

    def nested(self, value: UserValue, context: Tree) -> str:
        """Return the expression for a nested object."""
        number = "n" if value.FORCE_SEQUENCE else "None"
        tree = merge_trees(defaults_tree(value), context)
        return self.nested_call(value.get_factory(), tree, "kw", number, shares=value.shares and not context)

    def nested_call(self, factory: FactoryClass, tree: Tree, values: str, number: str, *, shares: bool = False) -> str:
        """Return the expression that calls another factory's plan.

        Args:
            factory: The factory.
            tree: What it is called with.
            values: The expression for the dict that holds the values of slots.
            number: The expression for the forced sequence number.
            shares: Whether a shared object of the model may stand in its place.
        """
        strategy = self.plan.build_strategy
        ref = nested_ref(factory, strategy, tree, self.where, tentative=self.tentative, shares=shares)
        if ref is None:
            wrong = self.builder.bind((factory._meta, tree, self.where, strategy), "call")
            return f"{self.builder.bind(check_call, 'check')}(*{wrong})"
        return f"{self.builder.bind(ref, 'nested')}.call({values}, o, {number})"

    def step(self) -> str:
        """Return the expression for the step."""
        return f"{self.builder.bind(StepView, 'step')}(o)"

    def arguments(self, context: Tree) -> str:
        """Return the expression for a declaration's parameters."""
        return self.builder.mapping((name, self.static(value)) for name, value in flatten(context, copy=False).items())

    @contextlib.contextmanager
    def located(self, name: str) -> AbstractIterator[None]:
        """Name a field in the errors that its declaration shows before anything is made."""
        outer, self.where = self.where, f"{self.owner}.{name}"
        try:
            yield
        except FactoryError as error:
            error.locate(self.owner, name)
            raise
        finally:
            self.where = outer

    def assign(self, indent: int, target: str, field: SettledField) -> None:
        """Write the lines that give a field's value to a variable."""
        with self.located(field.name):
            expression = self.expression(field.value, field.context)
        if expression is not None:
            self.builder.line(indent, f"{target} = {expression}", field.name)
            return
        decider = self.expression(field.value.decider, {})
        if decider is None:
            self.assign(indent, target, SettledField(field.name, field.value.decider, {}))
            decider = target
        tentative, self.tentative = self.tentative, True
        self.builder.line(indent, f"if {decider}:", field.name)
        self.branch(indent + 1, target, SettledField(field.name, field.value.yes, field.context))
        self.builder.line(indent, "else:")
        self.branch(indent + 1, target, SettledField(field.name, field.value.no, field.context))
        self.tentative = tentative

    def branch(self, indent: int, target: str, field: SettledField) -> None:
        """Write the lines for one branch of a Maybe."""
        if field.context and not takes_parameters(field.value) and any_demand(field.context):
            complain = refusal(self.owner, field)
            self.builder.line(indent, f"raise {self.builder.bind(complain, 'refuse')}()", field.name)
            return
        self.assign(indent, target, field)


def refusal(owner: str, field: SettledField) -> Callable[[], Exception]:
    """Return a function that makes the error for a deep override of a branch that takes none."""
    return lambda: unreachable(owner, field.name, field.value, field.context)
