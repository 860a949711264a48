"""Lending books and taking them back."""

from __future__ import annotations

import datetime

import pytest
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from library.models import Book, Loan, Member
from tests.factories import TODAY, BookFactory, LoanFactory, LoanInFactory

pytestmark = pytest.mark.anyio


async def lend(client: AsyncClient, book: Book, member: Member, weeks: int = 2) -> Response:
    """Ask for a loan."""
    body = LoanInFactory.build(book_id=book.id, member_id=member.id, weeks=weeks)
    return await client.post("/loans", json=body.model_dump(mode="json"))


class TestLend:
    async def test_a_member_has_the_book_for_as_long_as_asked(
        self, client: AsyncClient, book: Book, member: Member
    ) -> None:
        response = await lend(client, book, member, weeks=3)
        assert response.status_code == 201
        loan = response.json()
        assert (loan["book"]["title"], loan["member_id"]) == (book.title, member.id)
        assert (loan["lent_on"], loan["due_on"]) == ("2026-03-02", "2026-03-23")
        assert loan["returned_on"] is None

    @pytest.mark.factory(book={"title": "Emma", "lent": True})
    async def test_a_book_that_is_out_cannot_be_lent(self, client: AsyncClient, book: Book, member: Member) -> None:
        response = await lend(client, book, member)
        assert (response.status_code, response.json()) == (409, {"detail": "“Emma” is lent already."})

    @pytest.mark.parametrize("loan__returned", [True])
    async def test_a_book_that_is_back_can_be_lent_again(self, client: AsyncClient, loan: Loan) -> None:
        assert (await lend(client, loan.book, loan.member)).status_code == 201

    @pytest.mark.factory(member={"name": "Ann", "blocked": True})
    async def test_a_blocked_member_gets_nothing(self, client: AsyncClient, book: Book, member: Member) -> None:
        response = await lend(client, book, member)
        assert (response.status_code, response.json()) == (403, {"detail": "Ann is blocked."})

    @pytest.mark.parametrize("member__name", ["Ann"])
    async def test_a_member_has_three_books_at_most(self, client: AsyncClient, member: Member) -> None:
        await LoanFactory.acreate(member=member, returned=True)
        books = await BookFactory.acreate_batch(4)
        responses = [await lend(client, book, member) for book in books]
        assert [response.status_code for response in responses] == [201, 201, 201, 403]
        assert responses[-1].json() == {"detail": "Ann has 3 books already."}

    async def test_what_does_not_exist_cannot_be_lent(self, client: AsyncClient, book: Book) -> None:
        for body, detail in [
            (LoanInFactory.build(book_id=book.id + 1), f"There is no book {book.id + 1}."),
            (LoanInFactory.build(book_id=book.id, member_id=9), "There is no member 9."),
        ]:
            response = await client.post("/loans", json=body.model_dump(mode="json"))
            assert (response.status_code, response.json()) == (404, {"detail": detail})


class TestTakeBack:
    @pytest.mark.parametrize("loan__overdue", [True, False])
    async def test_the_loan_ends_today(self, client: AsyncClient, session: AsyncSession, loan: Loan) -> None:
        response = await client.post(f"/loans/{loan.id}/return")
        assert (response.status_code, response.json()["returned_on"]) == (200, "2026-03-02")
        await session.refresh(loan)
        assert loan.returned_on == TODAY

    @pytest.mark.factory(loan={"book__title": "Emma", "returned": True, "due_on": datetime.date(2026, 3, 1)})
    async def test_a_book_comes_back_once(self, client: AsyncClient, loan: Loan) -> None:
        response = await client.post(f"/loans/{loan.id}/return")
        assert (response.status_code, response.json()) == (409, {"detail": "“Emma” was returned on 2026-03-01."})

    async def test_a_loan_that_never_was_is_not_found(self, client: AsyncClient) -> None:
        response = await client.post("/loans/5/return")
        assert (response.status_code, response.json()) == (404, {"detail": "There is no loan 5."})


class TestLoansOfAMember:
    async def test_the_most_urgent_comes_first_and_what_was_returned_is_left_out(
        self, client: AsyncClient, member: Member
    ) -> None:
        fresh = await LoanFactory.acreate(member=member)
        overdue = await LoanFactory.acreate(member=member, overdue=True)
        await LoanFactory.acreate(member=member, returned=True)
        await LoanFactory.acreate()
        response = await client.get(f"/members/{member.id}/loans")
        assert [loan["id"] for loan in response.json()] == [overdue.id, fresh.id]
        assert [loan["book"]["title"] for loan in response.json()] == [overdue.book.title, fresh.book.title]

    async def test_a_member_who_does_not_exist_has_no_list(self, client: AsyncClient) -> None:
        response = await client.get("/members/5/loans")
        assert (response.status_code, response.json()) == (404, {"detail": "There is no member 5."})
