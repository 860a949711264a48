"""Models of a database that is there, written out: SQLAlchemy reflects it, and sqlacodegen writes the classes."""

from __future__ import annotations

import importlib.util
import warnings

import sqlalchemy
from sqlalchemy import exc

from typedfactory.checking.running import in_one_line
from typedfactory.cli.frame.mistakes import MistakeError


def models_of(url: str) -> str:
    """Return a module with a declarative class for each table of a database.

    Args:
        url: Where the database is, as SQLAlchemy takes it.

    Raises:
        MistakeError: The library that writes classes is missing, or there is no such database, or nothing in it.

    Source: sqlacodegen's ``DeclarativeGenerator``.
    """
    if importlib.util.find_spec("sqlacodegen") is None:
        raise MistakeError("--url needs sqlacodegen, which is not installed. Install it with: pip install sqlacodegen")
    # Late: nothing else needs it.
    from sqlacodegen.generators import DeclarativeGenerator  # noqa: PLC0415 - as said above

    metadata = sqlalchemy.MetaData()
    try:
        engine = sqlalchemy.create_engine(url)
        with warnings.catch_warnings():
            # What SQLAlchemy cannot read of a column, an index on an expression for example, is left out.
            warnings.simplefilter("ignore", exc.SAWarning)
            metadata.reflect(engine)
            if not metadata.tables:
                raise MistakeError(f"--url: there is no table in {engine.url.render_as_string()}.")
            text = DeclarativeGenerator(metadata, engine, ()).generate()
    except ModuleNotFoundError as error:
        raise MistakeError(f"--url: the database's driver is not installed: {error}.") from error
    except exc.ArgumentError as error:
        raise MistakeError(f"--url: {in_one_line(error)}. It looks like postgresql://user@host/database.") from error
    except exc.SQLAlchemyError as error:
        raise MistakeError(f"--url: the database cannot be read: {in_one_line(error)}") from error
    engine.dispose()
    return f'"""Models of a database, as it was reflected."""\n\n{text}'
