"""The factories: of rows, which are saved with the session of the test, and of request bodies."""

from __future__ import annotations

import datetime
from typing import TypeVar

import typedfactory as factory
from library.models import Author, Base, Book, Loan, Member
from library.schemas import BookIn, LoanIn, check_digit
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory

M = TypeVar("M", bound=Base)

#: The date of all tests.
TODAY = datetime.date(2026, 3, 2)


def make_isbn(number: int) -> str:
    """Return a valid ISBN.

    Args:
        number: Its nine digits that differ.
    """
    digits = f"978{number:09}"
    return digits + check_digit(digits)


class RowFactory(SQLAlchemyModelFactory[M]):
    """What the factories of rows have in common."""

    class Meta:
        abstract = True
        # So that no rollback of the application takes the test's data with it.
        sqlalchemy_session_persistence = "commit"


class AuthorFactory(RowFactory[Author]):
    """Makes authors."""

    name = factory.Faker("name")


class BookFactory(RowFactory[Book]):
    """Makes books that nobody has; ``lent=True`` makes books that are out."""

    class Params:
        lent = factory.Trait(loan=factory.RelatedFactory("tests.factories.LoanFactory", "book"))

    isbn = factory.Sequence(make_isbn)
    title = factory.Sequence(lambda n: f"Volume {n:03}")
    author = factory.SubFactory(AuthorFactory)


class MemberFactory(RowFactory[Member]):
    """Makes members who may borrow books."""

    name = factory.Faker("name")
    email = factory.Sequence(lambda n: f"member{n}@example.org")


class LoanFactory(RowFactory[Loan]):
    """Makes loans of last week; ``overdue=True`` and ``returned=True`` make others."""

    class Params:
        overdue = factory.Trait(lent_on=TODAY - datetime.timedelta(weeks=10))
        returned = factory.Trait(returned_on=factory.SelfAttribute("due_on"))

    book = factory.SubFactory(BookFactory)
    member = factory.SubFactory(MemberFactory)
    lent_on = TODAY - datetime.timedelta(weeks=1)
    due_on = factory.LazyAttribute(lambda o: o.lent_on + datetime.timedelta(weeks=2))


class BookInFactory(factory.Factory[BookIn]):
    """Makes bodies for ``POST /books``; what is not said here is filled as the schema's constraints allow."""

    isbn = factory.Sequence(make_isbn)


class LoanInFactory(factory.Factory[LoanIn]):
    """Makes bodies for ``POST /loans``."""
