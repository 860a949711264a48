"""check(): a test of one line."""

from __future__ import annotations

from typedfactory.checking.finding import Subject, all_factories
from typedfactory.checking.report import CheckReport
from typedfactory.checking.running import Plan, reported, run
from typedfactory.errors import CheckFailedError


def check(*subjects: Subject, traits: bool = True, create: bool = False, url: str = "") -> CheckReport:
    """Make an object of each factory, one with each trait and one with each pair of traits.

    Sequences and random values begin anew, and are as they were when it returns. The values of each object are the
    same each time, whatever else is checked.

    Args:
        *subjects: Factories, modules that define some, packages of such modules. Abstract factories in modules are
            left out.
        traits: Whether traits are tried; without, one object a factory is made.
        create: Whether objects are saved, each in a transaction that is rolled back. Those of MongoEngine and Mogo are
            built, for nothing could take them back.
        url: The database that SQLAlchemy factories save to instead of their own, such as ``"sqlite://"``; the tables are
            made there. It implies ``create``.

    Returns:
        What was made.

    Raises:
        CheckFailedError: Some objects could not be made. Its message lists them, its ``report`` has them as data.
        FactoryReferenceError: Something else was given in the place of a factory or module.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     name = "ann"
        ...     class Params:
        ...         admin = factory.Trait(role="admin")
        ...         broken = factory.Trait(name=factory.LazyFunction(lambda: 1 / 0))
        >>> factory.check(UserFactory, traits=False).made
        1
        >>> factory.check(UserFactory)  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        typedfactory.errors.CheckFailedError: ...UserFactory (broken): ZeroDivisionError: division by zero ...
        1 factory, 4 objects: 2 could not be made, 1 of them for a reason told above.
    """
    plan = Plan(tuple(all_factories(subjects)), traits, create or bool(url), url)
    report = reported(plan, run(plan))
    if not report.ok:
        raise CheckFailedError(str(report), report)
    return report
