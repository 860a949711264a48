"""The endpoints."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import AsyncIterator
from typing import Annotated

import sqlalchemy as sa
from fastapi import Depends, FastAPI, HTTPException, Query
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from library.database import create_tables, get_session, make_engine
from library.models import Author, Book, Loan, Member
from library.schemas import BookIn, BookOut, BookPage, LoanIn, LoanOut

#: How many books a member may have at a time.
MOST_LOANS = 3


@contextlib.asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Open the database, and close it in the end."""
    app.state.engine = make_engine("sqlite+aiosqlite:///library.sqlite3")
    await create_tables(app.state.engine)
    yield
    await app.state.engine.dispose()


def get_today() -> datetime.date:
    """Return the date."""
    return datetime.datetime.now(tz=datetime.timezone.utc).date()


Session = Annotated[AsyncSession, Depends(get_session)]
Today = Annotated[datetime.date, Depends(get_today)]

app = FastAPI(title="Library", lifespan=lifespan)


@app.get("/books", response_model=BookPage)
async def list_books(
    session: Session,
    author_id: int | None = None,
    available: bool | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> dict[str, object]:
    """List books by title: all, those of an author, those that can be borrowed now or cannot."""
    query = sa.select(Book)
    if author_id is not None:
        query = query.where(Book.author_id == author_id)
    if available is not None:
        lent = Book.loans.any(Loan.returned_on.is_(None))
        query = query.where(~lent if available else lent)
    total = await session.scalar(sa.select(sa.func.count()).select_from(query.subquery()))
    page = query.options(joinedload(Book.author)).order_by(Book.title, Book.id).limit(limit).offset(offset)
    return {"total": total, "items": (await session.scalars(page)).all()}


@app.post("/books", response_model=BookOut, status_code=201)
async def add_book(session: Session, wanted: BookIn) -> Book:
    """Add a book of an author who is known already."""
    author = await session.get(Author, wanted.author_id)
    if author is None:
        raise HTTPException(404, f"There is no author {wanted.author_id}.")
    book = Book(**wanted.model_dump(exclude={"author_id"}), author=author)
    session.add(book)
    try:
        await session.commit()
    except IntegrityError:
        await session.rollback()
        raise HTTPException(409, f"There is a book with the ISBN {wanted.isbn}.") from None
    return book


@app.get("/members/{member_id}/loans", response_model=list[LoanOut])
async def list_loans(session: Session, member_id: int) -> list[Loan]:
    """List what a member has borrowed and not returned, the most urgent first."""
    if await session.get(Member, member_id) is None:
        raise HTTPException(404, f"There is no member {member_id}.")
    query = (
        sa.select(Loan)
        .where(Loan.member_id == member_id, Loan.returned_on.is_(None))
        .options(joinedload(Loan.book).joinedload(Book.author))
        .order_by(Loan.due_on, Loan.id)
    )
    return list(await session.scalars(query))


@app.post("/loans", response_model=LoanOut, status_code=201)
async def lend(session: Session, today: Today, wanted: LoanIn) -> Loan:
    """Lend a book that is there to a member who may have it."""
    book = await session.get(Book, wanted.book_id, options=[joinedload(Book.author)])
    member = await session.get(Member, wanted.member_id)
    if book is None or member is None:
        missing = f"book {wanted.book_id}" if book is None else f"member {wanted.member_id}"
        raise HTTPException(404, f"There is no {missing}.")
    if member.blocked:
        raise HTTPException(403, f"{member.name} is blocked.")
    if await _count_open(session, Loan.book_id == book.id):
        raise HTTPException(409, f"“{book.title}” is lent already.")
    if await _count_open(session, Loan.member_id == member.id) >= MOST_LOANS:
        raise HTTPException(403, f"{member.name} has {MOST_LOANS} books already.")
    loan = Loan(book=book, member=member, lent_on=today, due_on=today + datetime.timedelta(weeks=wanted.weeks))
    session.add(loan)
    await session.commit()
    return loan


@app.post("/loans/{loan_id}/return", response_model=LoanOut)
async def take_back(session: Session, today: Today, loan_id: int) -> Loan:
    """Take a book back."""
    loan = await session.get(Loan, loan_id, options=[joinedload(Loan.book).joinedload(Book.author)])
    if loan is None:
        raise HTTPException(404, f"There is no loan {loan_id}.")
    if loan.returned_on is not None:
        raise HTTPException(409, f"“{loan.book.title}” was returned on {loan.returned_on}.")
    loan.returned_on = today
    await session.commit()
    return loan


async def _count_open(session: AsyncSession, condition: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count(Loan.id)).where(condition, Loan.returned_on.is_(None))
    return (await session.scalars(query)).one()
