"""Where factory_boy has the same feature, it gives the same results and calls the user's functions in the same order."""

from __future__ import annotations

from typing import Any

import factory
import factory.fuzzy
from hypothesis import HealthCheck, given, note, settings

import typedfactory
from tests.properties.recipes import CallRecipe, Program
from tests.properties.strategies import programs
from tests.properties.worlds import Outcome, World

# What is exported cannot be told from factory_boy's files.
boy: Any = factory

KINDS = ("open", "closed", "named", "generic")
OURS = {**dict.fromkeys(KINDS, typedfactory.Factory), "dict": typedfactory.BaseDictFactory}
THEIRS = {**dict.fromkeys(KINDS, boy.Factory), "dict": boy.BaseDictFactory}

#: Errors that typedfactory raises where factory_boy ignores the mistake, or notices it later by another error.
STRICTER = (
    typedfactory.errors.UnreachableOverrideError,
    typedfactory.errors.UnknownFieldError,
    typedfactory.errors.FactoryReferenceError,
)

#: What stands for an exception that factory_boy lets escape from its own code.
INSTEAD: dict[type[Exception], type[Exception]] = {
    IndexError: typedfactory.errors.ContainerError,
    KeyError: typedfactory.errors.MetaOptionError,
}


def same_kind(ours: Exception, theirs: Exception) -> bool:
    """Say whether code that catches factory_boy's error catches typedfactory's."""
    if type(theirs) in INSTEAD:
        return isinstance(ours, INSTEAD[type(theirs)])
    return type(theirs).__name__ in {kind.__name__ for kind in type(ours).__mro__}


def differs_on_purpose(program: Program, call: CallRecipe, ours: Outcome, theirs: Outcome) -> bool:
    """Say whether a call shows one of the intended differences that the strategies do not leave out."""
    if isinstance(ours.error, STRICTER):
        return True
    if str(theirs.error).startswith("'dict' object has no attribute"):
        # SelfAttribute looks into dicts here.
        return True
    if str(theirs.error).startswith("Received deep context for unknown fields"):
        # What another layer says below a field is set aside with the field's value; factory_boy trips over it.
        return True
    if call.way == "stub" or program.default_strategy(call.factory) == "stub":
        # factory_boy's stubs lose inline arguments, and parameters that are declarations break there.
        return any(recipe.meta.get("inline_args") for recipe in program.factories) or isinstance(
            theirs.error, (TypeError, AttributeError)
        )
    return False


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], report_multiple_bugs=False)
@given(programs(oracle=True))
def test_factory_boy_gives_the_same(program: Program) -> None:
    mine = World(typedfactory, bases=OURS, shared=False)
    try:
        mine.define(program)
    except STRICTER:
        return
    other = World(factory, bases=THEIRS, shared=False)
    other.define(program)
    for call in program.calls:
        ours, theirs = mine.run(call), other.run(call)
        note(f"ours:   {ours}")
        note(f"theirs: {theirs}")
        if differs_on_purpose(program, call, ours, theirs):
            break
        if ours.error is not None and theirs.error is not None:
            assert same_kind(ours.error, theirs.error)
            break
        assert (ours.error, ours.value, ours.log) == (theirs.error, theirs.value, theirs.log)
