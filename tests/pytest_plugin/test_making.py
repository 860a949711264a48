from __future__ import annotations

from tests.pytest_plugin.conftest import Run, said


def test_a_field_is_overridden_by_parametrisation(run: Run) -> None:
    result = run(
        """
        @pytest.mark.parametrize("author__name", ["Bo", "Cy"])
        def test_asked_for(author, author__name):
            assert author.name == author__name

        @pytest.mark.parametrize("author__age", [7])
        def test_undeclared(author):
            assert author.age == 7

        @pytest.mark.parametrize(("author__star", "author__name"), [(True, "Di")])
        def test_trait(author):
            assert (author.vip, author.name) == (True, "Di")

        @pytest.mark.parametrize("author__shout, author__shout__end", [(True, "!")])
        def test_hook(author):
            assert author.name == "ANN!"
        """
    )
    result.assert_outcomes(passed=5)


def test_a_field_is_overridden_by_a_fixture(run: Run) -> None:
    result = run(
        """
        @pytest.fixture
        def author__name():
            return "Module"

        def test_module(author, book):
            assert author.name == book.author.name == "Module"

        class TestClass:
            @pytest.fixture
            def author__name(self, author__name):
                return author__name + ", class"

            def test_class(self, author):
                assert author.name == "Module, class"

            @pytest.fixture(params=["a", "b"])
            def author__age(self, request):
                return request.param

            def test_parameters(self, book, author__age):
                assert book.author.age == author__age
        """
    )
    # The parameters of author__age are those of every test of an author in the class.
    result.assert_outcomes(passed=5)


def test_an_object_is_overridden_by_a_fixture(run: Run) -> None:
    result = run(
        """
        @pytest.fixture
        def author(author):
            author.age = -1
            return author

        def test_it(author, book):
            assert author.age == -1
            assert book.author is author
        """
    )
    result.assert_outcomes(passed=1)


def test_a_fixture_in_the_file_that_registers_wins(run: Run) -> None:
    result = run(
        """
        from factories import AuthorFactory
        from typedfactory.pytest_plugin import register

        @pytest.fixture
        def writer__name():
            return "Own"

        register(AuthorFactory, "writer")

        def test_it(writer):
            assert writer.name == "Own"
        """
    )
    result.assert_outcomes(passed=1)


def test_the_fixture_of_a_field_gives_what_the_object_is_made_with(run: Run) -> None:
    result = run(
        """
        def test_constants(author__name, author__star, book__author, author):
            assert author__name == "Ann"
            assert author__star is False
            assert book__author is author

        def test_computed(author, author__age, book, book__title):
            assert author__age == author.age
            assert book__title == book.title == "Volume 0"

        def test_alone(book__title, author__age):
            assert book__title == "Volume 0"
            assert isinstance(author__age, int)
        """
    )
    result.assert_outcomes(passed=3)


def test_computed_fields_go_by_the_others(run: Run) -> None:
    result = run(
        """
        import typedfactory as factory
        from typedfactory.pytest_plugin import register

        @register
        class LoginFactory(factory.DictFactory):
            name = factory.Sequence(lambda n: f"user{n}")
            mail = factory.LazyAttribute(lambda o: f"{o.name}@{o.host}")
            class Params:
                host = "example.org"

        def test_both(login, login__mail, login__name):
            assert login == {"name": "user0", "mail": "user0@example.org"}
            assert (login__mail, login__name) == ("user0@example.org", "user0")

        @pytest.mark.parametrize("login__host", ["example.com"])
        def test_overridden(login, login__mail):
            assert login__mail == login["mail"] == "user0@example.com"
        """
    )
    result.assert_outcomes(passed=2)


def test_a_sub_factory_is_the_fixture_of_its_factory(run: Run) -> None:
    result = run(
        """
        def test_either_way(book, author):
            assert book.author is author

        def test_the_other_way(author, book):
            assert book.author is author

        @pytest.mark.parametrize("author__name", ["Bo"])
        def test_through_it(book):
            assert book.author.name == "Bo"

        @pytest.mark.parametrize("book__author__name", ["Bo"])
        def test_by_path(book, author):
            assert book.author is author
            assert author.name == "Bo"

        @pytest.mark.parametrize("book__author", [None])
        def test_replaced(book):
            assert book.author is None
        """
    )
    result.assert_outcomes(passed=5)


def test_two_sub_factories_of_one_factory_stay_two(run: Run) -> None:
    result = run(
        """
        def test_two(order, author):
            assert len({id(order.buyer), id(order.seller), id(author)}) == 3

        @pytest.mark.parametrize(("order__buyer__name", "order__seller__name"), [("Bo", "Cy")])
        def test_each(order):
            assert (order.buyer.name, order.seller.name) == ("Bo", "Cy")
        """
    )
    result.assert_outcomes(passed=2)


def test_a_sub_factory_with_overrides_of_its_own_keeps_them(run: Run) -> None:
    result = run(
        """
        import typedfactory as factory
        from factories import AuthorFactory, BookFactory
        from typedfactory.pytest_plugin import register

        @register
        class OldBookFactory(BookFactory):
            author = factory.SubFactory(AuthorFactory, age=99)

        @register
        class PulpFactory(BookFactory):
            author__name = "Pen Name"

        def test_both(old_book, pulp, author):
            assert old_book.author.age == 99
            assert pulp.author.name == "Pen Name"
            assert author not in (old_book.author, pulp.author)
        """
    )
    result.assert_outcomes(passed=1)


def test_a_trait_that_reaches_into_a_sub_factory_is_kept(run: Run) -> None:
    result = run(
        """
        from factories import BookFactory
        from typedfactory.pytest_plugin import register

        register(BookFactory, "pamphlet", anonymous=True)

        def test_it(pamphlet, book, author):
            assert pamphlet.author.name == "Anonymous"
            assert book.author is author
        """
    )
    result.assert_outcomes(passed=1)


def test_a_factory_that_is_not_registered_is_called(run: Run) -> None:
    result = run(
        """
        import typedfactory as factory
        from factories import AuthorFactory
        from typedfactory.pytest_plugin import register

        class GhostFactory(AuthorFactory):
            name = "Ghost"

        @register
        class NovelFactory(factory.DictFactory):
            author = factory.SubFactory(GhostFactory)

        def test_it(novel):
            assert novel["author"].name == "Ghost"

        @pytest.mark.parametrize("novel__author__name", ["Bo"])
        def test_path(novel):
            assert novel["author"].name == "Bo"
        """
    )
    result.assert_outcomes(passed=2)


def test_a_fixture_of_the_same_name_that_is_no_factorys_is_left_alone(run: Run) -> None:
    result = run(
        """
        import dataclasses
        import typedfactory as factory
        from typedfactory.pytest_plugin import register

        class ClientFactory(factory.DictFactory):
            name = "Cleo"

        @register
        class InvoiceFactory(factory.DictFactory):
            client = factory.SubFactory(ClientFactory)

        @pytest.fixture
        def client():
            return "an HTTP client"

        def test_it(invoice, client):
            assert invoice == {"client": {"name": "Cleo"}}
        """
    )
    result.assert_outcomes(passed=1)


CIRCLE = """
import dataclasses
import typedfactory as factory
from typedfactory.pytest_plugin import register


@dataclasses.dataclass
class Company:
    name: str
    owner: "Person | None" = None


@dataclasses.dataclass
class Person:
    name: str
    company: Company

    def __post_init__(self):
        self.company.owner = self


@register
class CompanyFactory(factory.Factory[Company]):
    name = "Acme"
    owner = factory.RelatedFactory("circle.PersonFactory", "company")


@register
class PersonFactory(factory.Factory[Person]):
    name = "Pat"
    company = factory.SubFactory(CompanyFactory)
"""


def test_a_related_factory_makes_the_object_of_its_fixture(run: Run) -> None:
    result = run(
        """
        import circle

        def test_forward(company, person):
            assert (company.owner, person.company) == (person, company)
            assert company.owner is person

        def test_backward(person, company):
            assert company.owner is person
            assert person.company is company

        @pytest.mark.parametrize("person__name", ["Quinn"])
        def test_overridden(company):
            assert company.owner.name == "Quinn"

        @pytest.mark.factory(company={"owner__name": "Max"})
        def test_by_path(company, person):
            assert company.owner is person
            assert person.name == "Max"

        @pytest.mark.parametrize("company__owner", [None])
        def test_none(company):
            assert company.owner is None
        """,
        circle=CIRCLE,
    )
    result.assert_outcomes(passed=5)


def test_a_misspelt_field_is_an_error(run: Run) -> None:
    result = run(
        """
        @pytest.mark.parametrize("author__nmae", ["Bo"])
        def test_it(author):
            pass
        """,
        "-rN",
    )
    result.assert_outcomes(errors=1)
    assert said(result, "fixture ") == (
        "fixture 'author': AuthorFactory.nmae: neither the factory nor Author has a field 'nmae'. "
        'Did you mean "name"?'
    )
    assert result.stdout.str().count("Did you mean") == 1


def test_parametrising_a_fixture_that_the_test_does_not_use_is_pytests_error(run: Run) -> None:
    result = run(
        """
        @pytest.mark.parametrize("book__title", ["T"])
        def test_it(author):
            pass
        """
    )
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*function uses no argument 'book__title'*"])
