"""The compiler: a plan becomes one Python function, equal to what the resolver would do."""

from __future__ import annotations

import abc
import functools
import itertools
import types
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, TypeAlias

from typedfactory import random
from typedfactory.declarations import SKIP
from typedfactory.ground.context import Link, Resolver, new_resolver
from typedfactory.ground.stubs import StubObject
from typedfactory.plan.compile.emit import ValueEmitter
from typedfactory.plan.compile.hooks import HookEmitter
from typedfactory.plan.compile.source import CompiledFunction, SourceBuilder
from typedfactory.plan.describe.filling import is_filled
from typedfactory.plan.describe.hooks import is_own_method
from typedfactory.plan.describe.layers import SettledField
from typedfactory.plan.describe.overrides import UNSET, Template
from typedfactory.plan.interpret.arguments import (
    calling_effect,
    calling_hook,
    constructor_keys,
    is_inlined,
    make_the_long_way,
    shown_fields,
    stub_keys,
)
from typedfactory.plan.interpret.evaluation import note_field
from typedfactory.plan.interpret.kinds import is_users, may_skip, needs_resolver
from typedfactory.plan.interpret.on_demand import OnDemand
from typedfactory.plan.interpret.rejection import note_filled
from typedfactory.plan.interpret.settle import ATTRIBUTES, Plan

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.describe.hooks import Epoch


#: The label of the line that calls the model.
OBJECT = "*"

#: Notes on an error which field was being made; takes the variables of the generated function.
Note: TypeAlias = "Callable[[BaseException, Mapping[str, UserValue]], None]"

#: Makes a resolver from the enclosing one, the number and the values of the call.
ResolverMaker: TypeAlias = "Callable[[Resolver[UserValue] | None, int, Mapping[str, UserValue]], Resolver[UserValue]]"

_NOTHING: Mapping[str, UserValue] = types.MappingProxyType({})


def compile_plan(plan: Plan, epoch: Epoch) -> CompiledFunction:
    """Write and compile the function of a plan.

    Args:
        plan: The plan.
        epoch: The time for which what it takes for granted holds.

    Returns:
        A function ``(kw, parent, number)``: the values of the call by keyword, the resolver of the enclosing object
        and the forced sequence number (or None).
    """
    return PlanCompiler(plan, epoch).compile()


class PlanCompiler:
    """Writes the function of one plan.

    Args:
        plan: The plan.
        epoch: The time for which what it takes for granted holds.
    """

    def __init__(self, plan: Plan, epoch: Epoch) -> None:
        self.plan = plan
        self.epoch = epoch
        self.meta = plan.meta
        self.builder = SourceBuilder()
        self.values = ValueEmitter(self.builder, plan)
        self.hooks = HookEmitter(self.builder, plan, self.values)
        self.variables = {field.name: f"v{index}" for index, field in enumerate(plan.fields)}
        self.resolved = any(map(needs_resolver, plan.fields)) or self.hooks.needs_resolver()

    def compile(self) -> CompiledFunction:
        """Write all lines and compile them."""
        line = self.builder.line
        line(0, "def make(kw, parent, number):")
        line(1, "try:", "")
        self.write_number()
        if self.resolved:
            line(2, f"o = {self.builder.bind(Resolver, 'Resolver')}()")
            line(2, "d = o.__dict__")
            # A plain tuple in the order of `Link`; making one of those would take longer.
            line(2, f"d['*'] = ({self.builder.bind(OnDemand(self.plan), 'fields')}, parent, n, kw)")
        if self.values.uses_stream:
            line(2, f"stream = {self.builder.bind(random.current_stream, 'current_stream')}()")
        self.write_fields()
        self.write_object()
        line(1, "except Exception as error:")
        filled = {field.name: self.variables[field.name] for field in self.plan.fields if is_filled(field.value)}
        note = noter(self.meta.factory.__name__, self.builder.labels, filled, self.variables)
        seen = ", locals()" if filled else ""
        line(2, f"{self.builder.bind(note, 'note')}(error{seen})")
        line(2, "raise")
        return self.builder.build("make", self.title())

    def title(self) -> str:
        """Return what the function does, for tracebacks."""
        return f"{self.meta.factory.__name__}.{self.plan.strategy}"

    def write_number(self) -> None:
        """Write the line that takes the sequence number."""
        if self.plan.number is UNSET:
            own = is_own_method(self.meta, "next_sequence")
            counter, meta = (self.meta.counter, "counter"), (self.meta, "meta")
            taken = f"{self.builder.bind(*counter)}.take()" if own else f"{self.builder.bind(*meta)}.next_sequence()"
        else:
            taken = f"int({self.values.static(self.plan.number)})"
        self.builder.line(2, f"n = {taken} if number is None else number", "")

    def write_fields(self) -> None:
        """Write the lines that compute the fields: what is there already first, then the rest in order."""
        for field in self.plan.fields:
            if self.values.is_static(field.value):
                self.write_static(field)
        exposed = False
        for field in self.plan.fields:
            if not self.values.is_static(field.value):
                self.write_computed(field, exposed=exposed)
                exposed = exposed or needs_resolver(field)

    def write_static(self, field: SettledField) -> None:
        """Write a constant, a copied container or a value of the call."""
        target = self.variables[field.name]
        expression = self.values.static(field.value)
        if self.resolved:
            self.builder.line(2, f"{target} = d[{self.builder.key(field.name)}] = {expression}", field.name)
        elif type(field.value) is Template:
            self.builder.line(2, f"{target} = {expression}", field.name)
        else:
            self.variables[field.name] = expression

    def write_computed(self, field: SettledField, *, exposed: bool) -> None:
        """Write a declaration; a lazy function may have asked for its value already."""
        line = self.builder.line
        target = self.variables[field.name]
        indent = 2
        if exposed:
            missing = self.builder.bind(UNSET, "unset")
            line(2, f"{target} = d.get({self.builder.key(field.name)}, {missing})", field.name)
            line(2, f"if {target} is {missing}:")
            indent = 3
        self.values.assign(indent, target, field)
        if self.resolved:
            line(indent, f"d[{self.builder.key(field.name)}] = {target}")

    def write_object(self) -> None:
        """Write the model's call and what follows it; the long way is for what cannot be settled before."""
        line = self.builder.line
        label = "" if self.plan.strategy == ATTRIBUTES else OBJECT
        target = "obj = " if self.hooks.needed() else "return "
        short = self.short_way()
        doubts = [] if short is None else self.doubts()
        if doubts:
            line(2, f"if {' or '.join(doubts)}:", label)
            line(3, f"{target}{self.long_way()}")
            line(2, "else:")
            line(3, f"{target}{short}")
        else:
            line(2, f"{target}{short or self.long_way()}", label)
        if self.hooks.needed():
            self.hooks.write()
            line(2, "return obj")

    def doubts(self) -> list[str]:
        """Return the conditions under which the short way is wrong.

        A field may come to SKIP and so be left out; a user's function may have replaced what the short way takes for
        granted.
        """
        hidden = self.meta.hidden
        ran = any(map(is_users, self.plan.fields))
        skipped = [
            self.variables[field.name]
            for field in self.plan.fields
            if field.name not in hidden and may_skip(field.value, field.context)
        ]
        return [
            *([f"{self.builder.bind(self.epoch, 'epoch')}.over"] if ran else []),
            *(f"{variable} is {self.builder.bind(SKIP, 'skip')}" for variable in skipped),
        ]

    def all_values(self) -> list[tuple[str, str]]:
        """Return key and variable of all fields, hidden ones included."""
        return [(self.plan.keys.get(name, name), self.variables[name]) for name in self.plan.written]

    def by_keyword(self, named: dict[str, str]) -> list[tuple[str, str]]:
        """Return keyword of the model's constructor and variable."""
        keys = constructor_keys(self.plan)
        return [(keys.get(name, name), value) for name, value in named.items()]

    def short_way(self) -> str | None:
        """Return the expression that makes the object straight from the variables, or None where hooks forbid it."""
        shown = {key: self.variables[name] for key, name in shown_fields(self.plan).items()}
        if not is_inlined(self.meta, self.plan.strategy):
            return None
        if self.plan.strategy == ATTRIBUTES:
            return self.builder.mapping(self.by_keyword(shown))
        if any(name not in shown for name in self.meta.inline_args):
            return None
        names = self.meta.positional_names(shown)
        if self.plan.strategy == "stub":
            shown = {**{name: shown.pop(name) for name in names}, **shown}
            keys = stub_keys(self.plan)
            stubbed = [(keys.get(name, name), value) for name, value in shown.items()]
            return f"{self.builder.bind(StubObject, 'StubObject')}({self.builder.arguments([], stubbed)})"
        positional = [shown.pop(name) for name in names]
        return self.model_call(positional, shown)

    def long_way(self) -> str:
        """Return the expression that makes the object through all hooks."""
        values = self.builder.mapping(self.all_values())
        if self.plan.strategy == ATTRIBUTES:
            return f"{self.builder.bind(self.meta, 'meta')}.named_arguments({values})"
        prepare = self.builder.bind(functools.partial(make_the_long_way, self.meta), "instantiate")
        return f"{prepare}({self.resolver_or_none()}, {values})"

    def resolver_or_none(self) -> str:
        """Return the expression for the resolver, made just now where no field needed one."""
        if self.resolved:
            return "o"
        make = self.builder.bind(make_resolver(OnDemand(self.plan)), "resolver")
        return f"{make}(parent, n, kw)"

    def model_call(self, positional: list[str], shown: dict[str, str]) -> str:
        """Return the expression that calls the model, or the hook that does."""
        bind = self.builder.bind
        hook, effect = calling_hook(self.plan.strategy), calling_effect(self.meta, self.plan.strategy)
        model = self.meta.get_constructor()
        named = self.by_keyword(shown)
        if effect == "dict" and model is dict and not positional:
            return self.builder.mapping(named)
        if effect == "list" and model is list and not positional:
            return f"[{', '.join(value for _, value in named)}]"
        if effect == "call":
            by_name = f"{bind(model, 'model')}({self.builder.arguments(positional, named)})"
            return by_name if positional else self.by_position(model, named, by_name)
        # What a user wrote is looked up for each object: it may be replaced without notice.
        owner = bind(self.meta.factory, "factory")
        return f"{owner}.{hook}({self.builder.arguments([bind(model, 'model'), *positional], named)})"

    def by_position(self, model: UserValue, named: list[tuple[str, str]], otherwise: str) -> str:
        """Return the expression that calls a generated constructor by position, as long as it is in its place.

        By name takes a quarter longer; but whoever puts something in the constructor's place counts on the names.
        """
        given = dict(named)
        leading = leading_parameters(model, given)
        if not leading:
            return otherwise
        bind = self.builder.bind
        name = bind(model, "model")
        rest = [pair for pair in named if pair[0] not in leading]
        quick = self.builder.arguments([given[key] for key in leading], rest)
        there = f"{name}.__init__ is {bind(model.__init__, 'init')} and {name}.__new__ is {bind(model.__new__, 'new')}"
        return f"{name}({quick}) if {there} else {otherwise}"


def leading_parameters(model: UserValue, given: Mapping[str, str]) -> list[str]:
    """Return the names that a model can as well be given by position, which is faster.

    Only generated constructors count (of dataclasses and attrs classes): nobody counts on how those are called.

    Args:
        model: The model.
        given: The names that it is called with.
    """
    init = getattr(model, "__init__", None)
    if not isinstance(init, types.FunctionType) or not init.__code__.co_filename.startswith("<"):
        return []
    if type(model) not in (type, abc.ABCMeta) or model.__new__ is not object.__new__:
        return []
    code = init.__code__
    names = code.co_varnames[1 : code.co_argcount]
    return list(itertools.takewhile(given.__contains__, names))


def make_resolver(fields: OnDemand) -> ResolverMaker:
    """Return a function that makes a resolver after the fact."""

    def make(parent: Resolver[UserValue] | None, number: int, values: Mapping[str, UserValue]) -> Resolver[UserValue]:
        return new_resolver(Link(fields, parent, number, values))

    return make


def noter(owner: str, labels: Mapping[int, str], filled: Mapping[str, str], names: Collection[str]) -> Note:
    """Return a function that notes on an error which field was being made, by the line that it came from.

    Args:
        owner: The factory's name.
        labels: Line → field; the model's call has `OBJECT`.
        filled: Field → variable, of the fields filled by type.
        names: All fields.
    """

    def note(error: BaseException, variables: Mapping[str, UserValue] = _NOTHING) -> None:
        traceback = error.__traceback__
        number = traceback.tb_lineno if traceback is not None else 0
        label = next((labels[line] for line in range(number, 0, -1) if line in labels), "")
        if label == OBJECT:
            note_filled(error, owner, {name: variables[variable] for name, variable in filled.items()}, names)
        note_field(error, owner, label.strip(OBJECT))

    return note
