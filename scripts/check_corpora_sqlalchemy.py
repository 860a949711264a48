"""Create every SQLAlchemy model of published packages on SQLite and read it back: ``make corpora-sqlalchemy``.

Prints how many mapped classes each package has, how many an automatic factory creates (written by a flush and read
back as what was written), and which need a declaration because a rule of their own asks for what no type tells of.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import pkgutil
import sys
import time
import traceback
import warnings
from collections.abc import Iterator
from typing import Any

import attrs
import sqlalchemy as sa
from sqlalchemy import orm

import typedfactory
from scripts import check_corpora
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session

PACKAGES = ("galaxy.model", "mlflow.store", "prefect.server.database")


def models_of(package: str) -> list[type]:
    """Return the mapped classes that a package defines, in the order of their names.

    Args:
        package: The package; all its modules are imported that can be.
    """
    root = importlib.import_module(package)
    for each in pkgutil.walk_packages(getattr(root, "__path__", ()), f"{root.__name__}."):
        if "migration" not in each.name:
            import_if_possible(each.name)
    top = root.__name__.partition(".")[0]
    found = {each.class_ for registry in registries() for each in registry.mappers}
    return sorted((model for model in found if model.__module__.partition(".")[0] == top), key=name_of)


def import_if_possible(name: str) -> None:
    """Import a module, unless it is for a library that is not installed or wants to be run otherwise."""
    try:
        importlib.import_module(name)
    except (Exception, SystemExit):  # noqa: BLE001 - whatever a foreign module raises, it has no models for us
        return


def registries() -> Iterator[Any]:
    """Yield the registries that there are."""
    yield from orm.mapperlib._all_registries()  # noqa: SLF001 - nothing public lists them


def name_of(model: type) -> str:
    """Return a model's full name."""
    return f"{model.__module__}.{model.__qualname__}"


def make_engine(metadata: sa.MetaData) -> sa.Engine:
    """Return a database in memory with the tables of some models."""
    engine = sa.create_engine("sqlite://")
    for table in metadata.tables.values():
        # Indexes that are not unique ask nothing of the rows; two packages have some that no database takes.
        table.indexes = {index for index in table.indexes if index.unique}
    metadata.create_all(engine)
    return engine


@attrs.frozen
class Fault:
    """What went wrong with a model.

    Attributes:
        said: The error.
        is_own_rule: Whether the package's own code refused what its types allow, or keeps it in another form.
    """

    said: str
    is_own_rule: bool


def fault_of(model: type, session: orm.Session, times: int) -> Fault | None:
    """Create objects of a model and read them back; return what went wrong, None if nothing did.

    Args:
        model: The model.
        session: The session; nothing of it is kept.
        times: How many objects.
    """
    try:
        factory: Any = typedfactory.make_factory(model, FACTORY_CLASS=SQLAlchemyModelFactory)
        made = factory.create_batch(times)
        session.flush()
        for each in made:
            check_round_trip(each, session)
    except Exception as error:  # noqa: BLE001 - whatever a foreign model raises is a finding
        said = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        return Fault(said, is_own_rule=is_own_rule(error, model.__module__.partition(".")[0]))
    finally:
        session.rollback()
        session.expunge_all()
    return None


def is_own_rule(error: BaseException | None, package: str) -> bool:
    """Say whether the code of a package is behind an error, or asks for what it does not describe."""
    if isinstance(error, (typedfactory.errors.UnfillableError, OwnFormError)):
        return True
    if isinstance(error, Exception) and check_corpora.is_own_rule(error):
        return True
    while error is not None:
        for frame, _line in traceback.walk_tb(error.__traceback__):
            if str(frame.f_globals.get("__name__", "")).partition(".")[0] == package:
                return True
        error = error.__cause__
    return False


class OwnFormError(AssertionError):
    """A type of the package's own gives back something else than what it was given."""


def check_round_trip(instance: Any, session: orm.Session) -> None:
    """Read an object anew and compare its columns with what was written.

    Raises:
        AssertionError: It is another one.
    """
    state = sa.inspect(instance)
    keys = [each.key for each in state.mapper.column_attrs if isinstance(each.columns[0], sa.Column)]
    written = {key: state.dict[key] for key in keys if key in state.dict}
    session.expire(instance)
    again = session.get(type(instance), state.identity)
    if again is not instance:
        raise AssertionError(f"{again!r} was read in its place")
    for key, value in written.items():
        if getattr(again, key) != value:
            own = isinstance(state.mapper.column_attrs[key].columns[0].type, sa.TypeDecorator)
            kind = OwnFormError if own else AssertionError
            raise kind(f"{key}: {value!r} was written, {getattr(again, key)!r} read")
    for table in state.mapper.tables:
        for constraint in table.foreign_key_constraints:
            check_parent(again, constraint, session)


def check_parent(instance: Any, constraint: sa.ForeignKeyConstraint, session: orm.Session) -> None:
    """Look for the row that a foreign key refers to: SQLite refuses to, for keys to what is not unique.

    Raises:
        AssertionError: There is none.
    """
    mapper = sa.inspect(type(instance))
    values = [getattr(instance, mapper.get_property_by_column(each.parent).key) for each in constraint.elements]
    if None in values:
        return
    same = [each.column == value for each, value in zip(constraint.elements, values, strict=True)]
    if session.scalar(sa.select(sa.func.count()).select_from(constraint.referred_table).where(*same)) == 0:
        raise AssertionError(f"no {constraint.referred_table.name} has the key {values}")


def check(package: str, times: int) -> bool:
    """Check one package and print the outcome; say whether all models were created that have no rules of their own."""
    started = time.perf_counter()
    models = models_of(package)
    faults: dict[type, Fault] = {}
    schemas: dict[sa.MetaData, None] = {sa.inspect(model).local_table.metadata: None for model in models}
    for metadata in schemas:
        engine = make_engine(metadata)
        with orm.Session(engine) as session, use_session(session):
            for model in models:
                mine = sa.inspect(model).local_table.metadata is metadata
                if mine and (fault := fault_of(model, session, times)):
                    faults[model] = fault
        engine.dispose()
    seconds = time.perf_counter() - started
    print(f"{package}: {len(models)} models, {len(models) - len(faults)} created and read back, {seconds:.0f} s")
    for model, fault in faults.items():
        print(f"  {'needs a declaration' if fault.is_own_rule else 'FAILED'}: {name_of(model)}: {fault.said}")
    return all(fault.is_own_rule for fault in faults.values())


def main() -> int:
    """Check the packages; the exit code is 1 where a model failed for another reason than a rule of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument("--times", type=int, default=3, help="how many objects of each model (default 3)")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    # Some of what is imported shows all that it logs.
    logging.disable()
    outcomes = [check(package, arguments.times) for package in arguments.packages]
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
