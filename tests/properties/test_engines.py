"""Any call of any factory does what the resolver does, in the same order: step by step, compiled, and in between."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings

import typedfactory
from tests.properties.recipes import Program
from tests.properties.strategies import programs
from tests.properties.worlds import Outcome, World
from typedfactory.plan.call import tiers
from typedfactory.plan.call.hooked import user_runner
from typedfactory.plan.call.refs import interpret
from typedfactory.plan.describe.checks import check_call
from typedfactory.plan.describe.overrides import parse_overrides


class InterpretedOptions(typedfactory.FactoryOptions):
    """Options of factories that are only ever read by the resolver."""

    def starter(self, way: str) -> Any:
        if way == "default":
            # A method of the user's comes first.
            return lambda kwargs: self.call_strategy(self.strategy, kwargs)
        return lambda kwargs: self.factory._generate(way, kwargs)

    def batch(self, strategy: str, size: int, kwargs: dict[str, Any]) -> list[Any]:
        return [getattr(self.factory, strategy)(**kwargs) for _ in range(size)]

    def run(self, strategy: str, params: Any) -> Any:
        self.check_usable(strategy)
        tree = parse_overrides(params, strict=True)
        check_call(self, tree, strategy=strategy)
        parent, number = self.plans._enclosing()
        return interpret(self, strategy, tree, parent, number)

    def make_nested(self, strategy: str, params: Any, parent: Any, number: int | None) -> Any:
        nested = "build" if strategy == "attributes" else strategy
        if params or user_runner(self.factory, nested) is not None:
            return super().make_nested(strategy, params, parent, number)
        self.check_usable(nested, nested=True)
        return interpret(self, nested, {}, parent, number)


def interpreted(base: Any, **meta: Any) -> Any:
    """Return a base factory like one of the library's, of the same name, whose factories only the resolver reads."""
    namespace = {
        "_options_class": InterpretedOptions,
        "_keeps_own_counter": True,
        "Meta": type("Meta", (), meta),
        "__module__": __name__,
    }
    return type(base)(base.__name__, (base,), namespace)


KINDS = ("open", "closed", "named", "generic")
OURS = {**dict.fromkeys(KINDS, typedfactory.Factory), "dict": typedfactory.DictFactory}
INTERPRETED = {kind: interpreted(base, abstract=base is typedfactory.Factory) for kind, base in OURS.items()}
CONTAINERS = (INTERPRETED["dict"], interpreted(typedfactory.ListFactory))

#: Errors that plans show before anything is made, and the resolver on its way.
EAGER = typedfactory.errors.InvalidDeclarationError


def run_program(world: World, program: Program) -> list[Outcome] | Exception:
    """Define the factories and make the calls, each three times, so that it changes its tier where it does at all."""
    typedfactory.random.reseed_random("program")
    try:
        world.define(program)
    except typedfactory.FactoryError as error:
        return error
    return [world.run(call) for call in program.calls for _ in range(3)]


def agree(made: Outcome, resolved: Outcome) -> bool:
    """Say whether two outcomes are the same."""
    if made.error is None or resolved.error is None:
        return (made.error, made.value, made.log) == (resolved.error, resolved.value, resolved.log)
    if isinstance(made.error, EAGER):
        return True
    same = type(made.error) is type(resolved.error) and str(made.error) == str(resolved.error)
    return same and made.log == resolved.log


#: Where calls are compiled: at once; from the third on, the second being the last step by step; never.
TIERS = (0, 2, 1_000_000)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], report_multiple_bugs=False)
@given(programs())
def test_every_tier_does_what_the_resolver_does(program: Program) -> None:
    resolved = run_program(World(typedfactory, bases=INTERPRETED, containers=CONTAINERS), program)
    for tier in TIERS:
        note(f"compiled at call {tier}")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tiers, "COMPILED_AT", tier)
            compare(run_program(World(typedfactory, bases=OURS), program), resolved)


def compare(made: list[Outcome] | Exception, resolved: list[Outcome] | Exception) -> None:
    """Hold what was made to what the resolver made."""
    if isinstance(made, Exception) or isinstance(resolved, Exception):
        assert str(made) == str(resolved)
        return
    for one, other in zip(made, resolved, strict=True):
        note(f"made: {one}")
        note(f"resolved: {other}")
        assert agree(one, other)
        if one.error is not None and (isinstance(one.error, EAGER)):
            # The resolver may have taken numbers and values before it found out.
            break
