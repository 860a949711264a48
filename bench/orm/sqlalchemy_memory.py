"""The memory that ``bulk_create(…, keep=False)`` needs: that of a chunk, however many rows there are.

Run ``python -m bench.orm.sqlalchemy_memory [rows [chunk …]]``: books with an author each go into a SQLite file, first a
tenth of the rows, then all, each run in a process of its own; how far its memory grows after a first chunk is printed.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import orm

from bench.orm.sqlalchemy_books import Base, Book, BookFactory
from typedfactory.orm.sqlalchemy import use_session


def fill(rows: int, chunk: int) -> tuple[float, float]:
    """Return seconds, and the MiB by which the process grew after its first chunk."""
    with tempfile.TemporaryDirectory() as folder:
        engine = sa.create_engine(f"sqlite:///{Path(folder) / 'books.db'}")
        Base.metadata.create_all(engine)
        with orm.Session(engine) as session, use_session(session):
            BookFactory.bulk_create(chunk, chunk=chunk, keep=False)
            before, start = peak(), time.perf_counter()
            BookFactory.bulk_create(rows, chunk=chunk, keep=False)
            taken, grown = time.perf_counter() - start, peak() - before
            session.commit()
            assert session.scalar(sa.select(sa.func.count()).select_from(Book)) == rows + chunk
        engine.dispose()
    return taken, grown


def peak() -> float:
    """Return the most memory that the process has had, in MiB."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main() -> None:
    arguments = [int(each) for each in sys.argv[1:]] or [1_000_000]
    rows, chunks = arguments[0], arguments[1:] or [1_000, 10_000]
    print(f"bulk_create(rows, chunk=…, keep=False) of books with an author each, SQLAlchemy {sa.__version__}, SQLite")
    context = multiprocessing.get_context("spawn")
    for chunk in chunks:
        for size in (rows // 10, rows):
            with context.Pool(1) as pool:
                taken, grown = pool.apply(fill, (size, chunk))
            print(f"  {size:10,} rows, chunks of {chunk:6,}: {taken:6.1f} s, {grown:6.1f} MiB more than one chunk took")


if __name__ == "__main__":
    main()
