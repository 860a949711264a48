"""Listing books, and adding them."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from httpx import AsyncClient
from pydantic_core import to_jsonable_python
from sqlalchemy.ext.asyncio import AsyncSession

from library.models import Author, Book
from library.schemas import BookIn
from tests.factories import BookFactory, BookInFactory, LoanFactory
from typedfactory.pytest_plugin import LazyFixture

pytestmark = pytest.mark.anyio


async def titles(client: AsyncClient, **parameters: str | int) -> list[str]:
    """Return the titles of a list of books."""
    response = await client.get("/books", params=parameters)
    assert response.status_code == 200, response.text
    return [item["title"] for item in response.json()["items"]]


class TestList:
    async def test_it_is_empty_where_there_are_no_books(self, client: AsyncClient) -> None:
        assert (await client.get("/books")).json() == {"total": 0, "items": []}

    @pytest.mark.parametrize(("book__title", "author__name"), [("Orlando", "Woolf")])
    async def test_a_book_comes_with_its_author(self, client: AsyncClient, book: Book, author: Author) -> None:
        assert (await client.get("/books")).json()["items"] == [
            {
                "id": book.id,
                "isbn": book.isbn,
                "title": "Orlando",
                "published": book.published,
                "author": {"id": author.id, "name": "Woolf"},
            }
        ]

    async def test_it_is_ordered_by_title(self, client: AsyncClient) -> None:
        for title in ("Orlando", "Emma", "Middlemarch"):
            await BookFactory.acreate(title=title)
        assert await titles(client) == ["Emma", "Middlemarch", "Orlando"]

    async def test_pages_follow_each_other_and_know_the_total(self, client: AsyncClient) -> None:
        books = await BookFactory.acreate_batch(5)
        pages = [(await client.get("/books", params={"limit": 2, "offset": offset})).json() for offset in (0, 2, 4)]
        assert [page["total"] for page in pages] == [5, 5, 5]
        assert [item["id"] for page in pages for item in page["items"]] == [book.id for book in books]

    async def test_books_of_one_author(self, client: AsyncClient, book: Book, author: Author) -> None:
        await BookFactory.acreate()
        assert book.author is author
        assert await titles(client, author_id=author.id) == [book.title]

    async def test_books_that_can_be_borrowed_and_books_that_cannot(self, client: AsyncClient) -> None:
        await BookFactory.acreate(title="never lent")
        await BookFactory.acreate(title="out", lent=True)
        await LoanFactory.acreate(book__title="back", returned=True)
        assert await titles(client, available="yes") == ["back", "never lent"]
        assert await titles(client, available="no") == ["out"]

    @pytest.mark.parametrize("parameters", [{"limit": 0}, {"limit": 101}, {"offset": -1}, {"available": "maybe"}])
    async def test_parameters_out_of_range_are_refused(
        self, client: AsyncClient, parameters: dict[str, str | int]
    ) -> None:
        assert (await client.get("/books", params=parameters)).status_code == 422


class TestAdd:
    @pytest.mark.factory(author={"name": "Austen"}, book_in={"title": "Emma"})
    async def test_the_book_is_stored(
        self, client: AsyncClient, session: AsyncSession, author: Author, book_in: BookIn
    ) -> None:
        response = await client.post("/books", json=book_in.model_dump(mode="json"))
        assert response.status_code == 201
        assert response.json()["author"] == {"id": author.id, "name": "Austen"}
        stored = (await session.scalars(sa.select(Book))).one()
        assert (stored.title, stored.isbn, stored.published) == ("Emma", book_in.isbn, book_in.published)

    @pytest.mark.parametrize("book_in__author_id", [7])
    async def test_an_unknown_author_is_refused(self, client: AsyncClient, book_in: BookIn) -> None:
        response = await client.post("/books", json=book_in.model_dump(mode="json"))
        assert (response.status_code, response.json()) == (404, {"detail": "There is no author 7."})

    @pytest.mark.parametrize("book_in__isbn", [LazyFixture(lambda book: book.isbn)])
    async def test_an_isbn_that_is_taken_is_refused_and_nothing_is_lost(
        self, client: AsyncClient, session: AsyncSession, book: Book, book_in: BookIn
    ) -> None:
        response = await client.post("/books", json=book_in.model_dump(mode="json"))
        assert (response.status_code, response.json()) == (
            409,
            {"detail": f"There is a book with the ISBN {book.isbn}."},
        )
        assert (await session.scalars(sa.select(Book.id))).all() == [book.id]

    @pytest.mark.parametrize("isbn", ["9780141439601", "9780141439587 "])
    async def test_a_wrong_isbn_is_refused(self, client: AsyncClient, book_in: BookIn, isbn: str) -> None:
        body = book_in.model_dump(mode="json") | {"isbn": isbn}
        assert blamed(await client.post("/books", json=body)) == {"isbn"}

    # What cannot be written as JSON cannot be sent.
    @pytest.mark.parametrize(
        "wrong",
        [wrong for wrong in BookInFactory.build_invalid() if not wrong.rule.endswith("type")],
        ids=lambda wrong: f"{wrong.field}-{wrong.rule}",
    )
    async def test_every_rule_of_the_body_is_checked(self, client: AsyncClient, wrong: Any) -> None:
        body = to_jsonable_python(wrong.attributes)
        assert blamed(await client.post("/books", json=body)) == {wrong.field}


def blamed(response: Any) -> set[str]:
    """Return the fields of which a response says that they are wrong."""
    assert response.status_code == 422
    return {error["loc"][1] for error in response.json()["detail"]}
