"""The resolver: the slow, obvious reading of a factory. It defines what is right; the compiler is held to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from typedfactory.declarations import SKIP, is_declaration, is_post_declaration
from typedfactory.ground.context import Link, Resolver, new_resolver
from typedfactory.plan.describe.autofill import LateValue
from typedfactory.plan.describe.branches import branches
from typedfactory.plan.describe.filling import is_filled
from typedfactory.plan.describe.layers import FieldSpec, Layer, SettledField, hook_order, settle
from typedfactory.plan.describe.order import given_values, writing_order
from typedfactory.plan.describe.overrides import SEQUENCE_KEY, UNSET, OverrideNode, Template, Tree, leaves
from typedfactory.plan.describe.spec import FactorySpec
from typedfactory.plan.interpret.evaluation import cyclic_attribute, evaluate_field, note_field, unknown_attribute
from typedfactory.plan.interpret.hooks import evaluate_hook
from typedfactory.plan.interpret.rejection import note_filled
from typedfactory.plan.interpret.related import attach, is_attached
from typedfactory.plan.interpret.steps import StepView
from typedfactory.plan.interpret.trace import Trace, describe_source, is_traced

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues
    from typedfactory.plan.options import FactoryOptions


class Interpreter:
    """Makes one object by walking the factory's specification.

    Args:
        meta: The factory's options.
        strategy: ``"build"``, ``"create"`` or ``"stub"``.
        tree: What the call says.
    """

    def __init__(self, meta: FactoryOptions, strategy: str, tree: Tree, spec: FactorySpec | None = None) -> None:
        self.meta = meta
        self.strategy = strategy
        self.spec: FactorySpec = meta.spec if spec is None else spec
        named = meta.read_call(tree) if spec is None else tree
        self.tree = {name: node for name, node in named.items() if name not in meta.call_options}
        self.keys = self.spec.keys_of_call(self.tree)
        self.pending: list[str] = []
        self.trace = Trace(self.spec.owner) if is_traced() else None
        self._number = tree.get(SEQUENCE_KEY)

    def names(self) -> list[str]:
        """Return the fields that are evaluated before the object exists, in order."""
        given = [name for name in self.tree if name not in self.spec.fields and name not in self.spec.hooks]
        return [
            *self.spec.fields,
            *(name for name in given if not is_post_declaration(self.tree[name].value)),
        ]

    def start(self, parent: Resolver[UserValue] | None, number: int | None) -> Resolver[UserValue]:
        """Take a sequence number and return an empty resolver."""
        for name, field in self.spec.fields.items():
            node = self.tree.get(name)
            if isinstance(field.base, LateValue) and not field.layers and (node is None or node.value is UNSET):
                # Before anything is made.
                field.base.find()
        if number is None:
            node = self._number
            number = self.meta.next_sequence() if node is None else int(plain_value(node.value))
        return new_resolver(Link(self, parent, number, {}))

    def evaluate(self, resolver: Resolver[UserValue], name: str) -> UserValue:
        """Compute one field and remember it.

        Raises:
            CyclicDefinitionError: The field needs itself.
            UnknownAttributeError: Nobody defines it.
        """
        if name in self.pending:
            raise cyclic_attribute(resolver, name, self.pending)
        field = self.spec.fields.get(name)
        node = self.tree.get(name)
        if (field is None and node is None) or name in self.spec.hooks:
            raise unknown_attribute(resolver, name, self.names())
        self.pending.append(name)
        try:
            settled = self.settle(resolver, field or FieldSpec(name), node)
            if settled.value is UNSET or is_post_declaration(settled.value):
                raise unknown_attribute(resolver, name, self.names())
            value = evaluate_field(resolver, name, settled.value, settled.context)
        finally:
            self.pending.pop()
        if self.trace is not None:
            given = node is not None and node.value is not UNSET
            self.trace.field(name, value, describe_source(settled.value, given=given))
        resolver.__dict__[name] = value
        return value

    def is_decided(self, resolver: Resolver[UserValue], name: str) -> bool:
        """Say whether the call, a trait or the factory gives a field its value, and not its type alone."""
        field, node = self.spec.fields.get(name), self.tree.get(name)
        if (field is None and node is None) or name in self.spec.hooks:
            return False
        value = self.settle(resolver, field or FieldSpec(name), node).value
        return value is not UNSET and not is_post_declaration(value) and not any(map(is_filled, branches(value)))

    def settle(self, resolver: Resolver[UserValue], field: FieldSpec, node: OverrideNode | None) -> SettledField:
        """Find the declaration that holds for a field, asking the switches of the traits that touch it."""
        return settle(self.spec.owner, field, self.active_layers(resolver, field, node), node)

    def active_layers(self, resolver: Resolver[UserValue], field: FieldSpec, node: OverrideNode | None) -> list[Layer]:
        """Return the layers of those traits that are on; none is asked where the call decides alone."""
        if node is not None and node.value is not UNSET and not field.is_hook:
            captured = is_declaration(field.base) and field.base.CAPTURE_OVERRIDES
            if not (is_declaration(node.value) or captured or field.hangs_on_traits or _may_capture(field)):
                return []
        active = [layer for layer in reversed(field.layers) if getattr(resolver, layer.trait)]
        return active[::-1]

    def is_set(self, resolver: Resolver[UserValue], name: str) -> bool:
        """Say whether anything gives a field a value in this call (a trait that is off does not)."""
        field = self.spec.fields.get(name)
        if field is None or (field.base is not UNSET and not field.may_be_hook):
            return True
        settled = self.settle(resolver, field, self.tree.get(name))
        return settled.value is not UNSET and not is_post_declaration(settled.value)

    def resolve(self, resolver: Resolver[UserValue]) -> UserValues:
        """Compute all fields, in order.

        Returns:
            Field → value, hidden ones included.
        """
        values: UserValues = {}
        known = resolver.__dict__
        for name in self.names():
            try:
                if name not in known:
                    if not self.is_set(resolver, name):
                        continue
                    self.evaluate(resolver, name)
            except Exception as error:
                note_field(error, self.spec.owner, name)
                raise
            values[name] = known[name]
        if self.meta.writes_in_order:
            order = writing_order(
                self.spec, given_values(self.tree), values, lambda name: self.is_decided(resolver, name)
            )
            return {name: values[name] for name in order}
        return values

    def arguments(self, parent: Resolver[UserValue] | None, number: int | None) -> UserValues:
        """Compute all fields and make no object; what is said about hooks has to reach them all the same."""
        resolver = self.start(parent, number)
        values = self.resolve(resolver)
        self.hooks(resolver)
        return self.by_key(values)

    def by_key(self, values: UserValues) -> UserValues:
        """Return the values by the keys that the model gets, which may be instances of subclasses of ``str``."""
        return {self.keys.get(name, name): value for name, value in values.items()} if self.keys else values

    def make(self, parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
        """Make the object: fields, model, hooks."""
        resolver = self.start(parent, number)
        if self.trace is None:
            return self.finish(resolver)
        token = self.trace.begin(self.strategy, StepView(resolver).sequence, self.tree)
        try:
            instance = self.finish(resolver)
        except BaseException:
            self.trace.abandon(token)
            raise
        self.trace.end(token, instance)
        return instance

    def finish(self, resolver: Resolver[UserValue]) -> UserValue:
        """Make the object of a resolver that was started, and run its hooks."""
        step = StepView(resolver)
        instance = self.instantiate(resolver, step)
        self.conclude(resolver, step, instance)
        return instance

    def instantiate(self, resolver: Resolver[UserValue], step: StepView) -> UserValue:
        """Compute the fields and make the object; a back end may find it somewhere instead."""
        values = self.resolve(resolver)
        try:
            args, kwargs = self.meta.prepare_arguments(self.by_key(values))
            return self.meta.instantiate(step, args, kwargs)
        except Exception as error:
            filled = {name: value for name, value in values.items() if self.fills(name)}
            note_filled(error, self.spec.owner, filled, values)
            note_field(error, self.spec.owner, "")
            raise

    def conclude(self, resolver: Resolver[UserValue], step: StepView, instance: UserValue) -> None:
        """Do what follows once the object exists; a back end may do it later."""
        results = self.run_hooks(resolver, step, instance)
        self.meta.use_postgeneration_results(step, instance, results)

    def fills(self, name: str) -> bool:
        """Say whether nobody but its type decides on a field in this call."""
        node = self.tree.get(name)
        value = self.spec.fields[name].base if name in self.spec.fields else UNSET
        return is_filled(value if node is None or node.value is UNSET else node.value)

    def run_hooks(self, resolver: Resolver[UserValue], step: StepView, instance: UserValue) -> UserValues:
        """Run what is declared for after the object exists, in the order of declaration."""
        results: UserValues = {}
        for hook in self.hooks(resolver):
            try:
                results[hook.name] = self.run_hook(step, instance, hook)
                if is_attached(self.meta, hook.name, hook.value):
                    self.attach(instance, hook.name, results[hook.name])
                if self.trace is not None:
                    self.trace.hook(hook.name, results[hook.name], describe_source(hook.value, given=False))
            except Exception as error:
                note_field(error, self.spec.owner, hook.name)
                raise
        return results

    def run_hook(self, step: StepView, instance: UserValue, hook: SettledField) -> UserValue:
        """Run one hook."""
        return evaluate_hook(instance, step, hook.value, hook.context)

    def attach(self, instance: UserValue, name: str, value: UserValue) -> None:
        """Put a related object into the field of its own name."""
        attach(instance, name, value)

    def hooks(self, resolver: Resolver[UserValue]) -> list[SettledField]:
        """Return the hooks of this call in the order in which their declarations were written."""
        fields = {name: field for name, field in self.spec.fields.items() if field.may_be_hook}
        fields.update(self.spec.hooks)
        for name, node in self.tree.items():
            if name not in fields and is_post_declaration(node.value):
                fields[name] = self.spec.fields.get(name, FieldSpec(name))
        settled = [self.settle(resolver, field, self.tree.get(field.name)) for field in fields.values()]
        present = [field for field in settled if is_post_declaration(field.value)]
        return sorted(present, key=lambda hook: self._order(fields[hook.name], hook))

    def _order(self, field: FieldSpec, hook: SettledField) -> tuple[int, int]:
        return hook_order(field, hook.value, self.tree.get(hook.name), self.meta.defined)


def plain_value(value: UserValue) -> UserValue:
    """Return a value as one object gets it: a template's copy, anything else as it is."""
    return value.copy() if type(value) is Template else value


def _may_capture(field: FieldSpec) -> bool:
    return any(is_declaration(layer.value) and layer.value.CAPTURE_OVERRIDES for layer in field.layers)


def unroll(
    meta: FactoryOptions, strategy: str, context: Mapping[str, UserValue], parent: Resolver[UserValue], number: int
) -> UserValues:
    """Evaluate a mapping of values and declarations as if it were a factory nested in the parent's."""
    tree = leaves(context)
    interpreter = Interpreter(meta, strategy, tree, FactorySpec(meta.factory.__name__, {}, {}, (), frozenset()))
    values = interpreter.resolve(interpreter.start(parent, number))
    return interpreter.by_key({name: value for name, value in values.items() if value is not SKIP})
