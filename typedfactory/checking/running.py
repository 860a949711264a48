"""Making the objects of a check, one after the other."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from typedfactory.checking.cases import Case, cases_of
from typedfactory.checking.places import place_of_failure
from typedfactory.checking.report import CheckFailure, CheckReport
from typedfactory.checking.sandboxes.choosing import Sandboxes, sandboxes, saves_for_good
from typedfactory.ground.progress import Numbers
from typedfactory.random import seeded

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass


#: What SQLAlchemy says below its errors.
_READ_MORE = re.compile(r"\(Background on this error at: \S+\)")


@attrs.frozen
class Plan:
    """What is to be checked, and how.

    Attributes:
        factories: The factories.
        traits: Whether their traits are tried, too.
        create: Whether objects are saved, where that can be taken back.
        url: Where they are saved instead of the factories' own databases; empty for those.
    """

    factories: tuple[FactoryClass, ...]
    traits: bool = True
    create: bool = False
    url: str = ""

    def cases(self) -> Iterator[Case]:
        """Give all that is to be made."""
        for factory in self.factories:
            strategy = "create" if self.create and not saves_for_good(factory) else "build"
            yield from cases_of(factory, traits=self.traits, strategy=strategy)


@attrs.frozen
class Outcome:
    """What came of one case.

    Attributes:
        case: The case.
        failure: What failed, if something did.
        repeats: Whether a case with fewer traits failed the same way.
    """

    case: Case
    failure: CheckFailure | None = None
    repeats: bool = False


def run(plan: Plan) -> Iterator[Outcome]:
    """Make all objects of a plan, and give what comes of each.

    Sequences and random values begin anew, and are as they were when the iteration has ended.

    Args:
        plan: What is to be checked.
    """
    failed: list[tuple[Case, CheckFailure]] = []
    with sandboxes(plan.url) as saving:
        numbers = Numbers()
        for case in plan.cases():
            with numbers:
                failure = attempt(case, saving)
            repeats = failure is not None and any(
                before.is_part_of(case) and _is_same(told, failure) for before, told in failed
            )
            if failure is not None:
                failed.append((case, failure))
            yield Outcome(case, failure, repeats)


def attempt(case: Case, saving: Sandboxes) -> CheckFailure | None:
    """Make one object; return what failed, or None.

    Args:
        case: What is to be made.
        saving: Where it may be saved.
    """
    factory, traits = case.factory, dict.fromkeys(case.traits, True)
    # A database that is not there is no failure of the factory.
    save = saving.saver(factory) if case.strategy == "create" else None
    try:
        with seeded(case.seed):
            if save is None:
                factory.build(**traits)
            else:
                save(functools.partial(factory.create, **traits))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what the check looks for
        return failure_of(case, error)
    return None


def failure_of(case: Case, error: Exception) -> CheckFailure:
    """Return what is told of an error.

    Args:
        case: What was to be made.
        error: What was raised.
    """
    factory = case.factory
    place = place_of_failure(factory, error, case.traits)
    return CheckFailure(
        f"{factory.__module__}.{factory.__qualname__}",
        case.traits,
        case.strategy,
        in_one_line(error, factory.__name__),
        place,
    )


def in_one_line(error: BaseException, known: str = "") -> str:
    r"""Return an error's class and message, and what was being made, in one line.

    Args:
        error: The error.
        known: What the reader knows to have been made.

    Example:
        >>> in_one_line(ValueError("no\n  such luck"))
        'ValueError: no such luck'
    """
    name = type(error).__name__
    text = " ".join(_READ_MORE.sub("", str(error)).split())
    notes: list[str] = getattr(error, "__notes__", [])
    making = notes[0].removeprefix("while making ") if notes and notes[0].startswith("while making ") else ""
    told = f" (while making {making})" if making not in ("", known) and not text.startswith(making) else ""
    return f"{name}: {text}{told}" if text or told else name


def _is_same(told: CheckFailure, failure: CheckFailure) -> bool:
    """Say whether two failures have one cause; messages may hold values that were drawn."""
    return told.place == failure.place and told.error.partition(":")[0] == failure.error.partition(":")[0]


def reported(plan: Plan, outcomes: Iterable[Outcome]) -> CheckReport:
    """Put outcomes together.

    Args:
        plan: What was checked.
        outcomes: What came of each case.
    """
    failures: list[CheckFailure] = []
    made = repeated = 0
    for outcome in outcomes:
        if outcome.failure is None:
            made += 1
        elif outcome.repeats:
            repeated += 1
        else:
            failures.append(outcome.failure)
    return CheckReport(len(plan.factories), made, tuple(failures), repeated)
