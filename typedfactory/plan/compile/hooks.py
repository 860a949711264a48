"""The source of what happens once the object exists."""

from __future__ import annotations

from typedfactory.declarations import (
    NotProvided,
    PostGenerationMethodCall,
    RelatedFactoryList,
)
from typedfactory.declarations.post_generation import SIZE_KEY
from typedfactory.plan.compile.emit import ValueEmitter
from typedfactory.plan.compile.source import SourceBuilder, is_plain_name
from typedfactory.plan.describe.branches import is_own_maybe
from typedfactory.plan.describe.layers import VALUE_KEY, SettledField
from typedfactory.plan.describe.overrides import Slot, bind_slots, flatten
from typedfactory.plan.interpret.hooks import (
    counted,
    is_plain_related,
    late_hook,
    related_slot,
    related_tree,
    wants_results,
)
from typedfactory.plan.interpret.kinds import is_plain_function
from typedfactory.plan.interpret.related import attach, is_attached
from typedfactory.plan.interpret.settle import Plan


class HookEmitter:
    """Writes the hooks of one plan.

    Args:
        builder: Receives the lines.
        plan: The plan.
        values: Writes values.
    """

    def __init__(self, builder: SourceBuilder, plan: Plan, values: ValueEmitter) -> None:
        self.builder = builder
        self.plan = plan
        self.values = values
        self.meta = plan.meta

    def needed(self) -> bool:
        """Say whether anything happens after the object exists."""
        return self.plan.strategy != "attributes" and (bool(self.plan.hooks) or wants_results(self.meta))

    def needs_resolver(self) -> bool:
        """Say whether a hook looks at the object's fields or nests others."""
        if not self.needed():
            return False
        return wants_results(self.meta) or any(not is_plain_function(hook) for hook in self.plan.hooks)

    def write(self) -> None:
        """Write the hooks in order, and the report of their results."""
        results: list[tuple[str, str]] = []
        for index, hook in enumerate(self.plan.hooks):
            target = f"r{index}"
            with self.values.located(hook.name):
                self.builder.line(2, f"{target} = {self.expression(hook, index)}", hook.name)
            if is_attached(self.meta, hook.name, hook.value):
                self.builder.line(
                    2, f"{self.builder.bind(attach, 'attach')}(obj, {self.builder.key(hook.name)}, {target})"
                )
            results.append((hook.name, target))
        if wants_results(self.meta):
            report = self.builder.bind(self.meta.use_postgeneration_results, "report")
            self.builder.line(2, f"{report}({self.values.step()}, obj, {self.builder.mapping(results)})", "")

    def expression(self, hook: SettledField, index: int) -> str:
        """Return the expression that runs one hook."""
        if is_plain_function(hook):
            return self.function_call(hook)
        if is_plain_related(hook.value, hook.context):
            return self.related(hook, index)
        if is_own_maybe(hook.value):
            late = self.builder.bind(late_hook(hook.value, hook.context, bind_slots), "hook")
            return f"{late}(obj, {self.values.step()}, kw)"
        context = self.values.arguments(hook.context)
        return f"{self.builder.bind(hook.value, 'hook')}.evaluate_post(obj, {self.values.step()}, {context})"

    def function_call(self, hook: SettledField) -> str:
        """Return the call of a PostGeneration's function, or of the object's method."""
        arguments = {name: self.values.static(value) for name, value in flatten(hook.context, copy=False).items()}
        if isinstance(hook.value, PostGenerationMethodCall):
            return self.method_call(hook.value, arguments)
        extracted = arguments.pop(VALUE_KEY, "None")
        create = str(self.plan.strategy == "create")
        function = self.builder.bind(hook.value.function, "function")
        return f"{function}({self.builder.arguments(['obj', create, extracted], arguments.items())})"

    def method_call(self, value: PostGenerationMethodCall, arguments: dict[str, str]) -> str:
        """Return the call of a method of the object."""
        positional = []
        if VALUE_KEY in arguments:
            positional.append(arguments.pop(VALUE_KEY))
        elif value.method_arg is not NotProvided:
            positional.append(self.builder.bind(value.method_arg, "argument"))
        defaults = {name: self.builder.bind(given, "argument") for name, given in value.method_kwargs.items()}
        given = self.builder.arguments(positional, {**defaults, **arguments}.items())
        name = value.method_name
        method = f"obj.{name}" if is_plain_name(name) else f"getattr(obj, {self.builder.key(name)})"
        return f"{method}({given})"

    def related(self, hook: SettledField, index: int) -> str:
        """Return the expression for related objects."""
        value = hook.value
        slot = related_slot(self.meta, hook.name, index)
        tree = related_tree(value, hook.context, Slot(slot))
        values = f"{{**kw, {self.builder.key(slot)}: obj}}" if value.name else "kw"
        # A list may come to be of size 0.
        self.values.tentative = isinstance(value, RelatedFactoryList)
        call = self.values.nested_call(value.get_factory(), tree, values, "None")
        self.values.tentative = False
        if not isinstance(value, RelatedFactoryList):
            return call
        return f"[{call} for _ in range({self.size(hook)})]"

    def size(self, hook: SettledField) -> str:
        """Return the expression for the number of related objects."""
        given = hook.context.get(SIZE_KEY)
        if given is not None:
            size = self.values.static(given.value)
            return f"{self.builder.bind(counted, 'counted')}({size})"
        size = self.builder.bind(hook.value.size, "size")
        return f"{self.builder.bind(counted, 'counted')}({size})" if callable(hook.value.size) else size
