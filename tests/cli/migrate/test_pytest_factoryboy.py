"""``typedfactory migrate``, from pytest-factoryboy: fixtures keep their names."""

from __future__ import annotations

import pytest

from tests.cli.migrate.moving import all_moved, dedented, moved


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from pytest_factoryboy import register", "from typedfactory.pytest_plugin import register"),
        ("from pytest_factoryboy.fixture import register as r", "from typedfactory.pytest_plugin import register as r"),
        ("import pytest_factoryboy", "import typedfactory.pytest_plugin as pytest_factoryboy"),
        ("import pytest_factoryboy as p", "import typedfactory.pytest_plugin as p"),
    ],
)
def test_every_form_of_import(before: str, after: str) -> None:
    assert moved(f"{before}\n").text == f"{after}\n"


def test_what_the_plugin_does_not_have_is_listed_and_left() -> None:
    text = "from pytest_factoryboy import register, compat\n"
    result = moved(text)
    assert result == (
        text,
        [(1, "typedfactory.pytest_plugin has no compat. The statement is left as it is.")],
    )


def test_a_fixture_that_was_called_after_its_model_still_is() -> None:
    result = moved(
        """
        import factory
        from pytest_factoryboy import register, LazyFixture


        class BlogUser: ...


        @register
        class BlogUserFactory(factory.Factory):
            class Meta:
                model = BlogUser


        @register
        class AuthorFactory(BlogUserFactory):
            pass


        @register(name="x")
        class StaffFactory(BlogUserFactory):
            pass


        register(AuthorFactory)
        register(AuthorFactory, "writer")
        register(AuthorFactory, _name="poet")
        register(AuthorFactory, boss=LazyFixture("poet"))
        """
    )
    assert result.text == dedented(
        """
        import typedfactory.factory_boy as factory
        from typedfactory.pytest_plugin import register, LazyFixture


        class BlogUser: ...


        @register
        class BlogUserFactory(factory.Factory):
            class Meta:
                model = BlogUser


        @register(_name="blog_user")
        class AuthorFactory(BlogUserFactory):
            pass


        @register(_name="blog_user", name="x")
        class StaffFactory(BlogUserFactory):
            pass


        register(AuthorFactory, "blog_user")
        register(AuthorFactory, "writer")
        register(AuthorFactory, _name="poet")
        register(AuthorFactory, "blog_user", boss=LazyFixture("poet"))
        """
    )
    assert result.findings == []


def test_models_are_found_across_files() -> None:
    result = all_moved(
        {
            "tests/factories.py": """
                import factory
                from app.models import User


                class PersonFactory(factory.Factory):
                    class Meta:
                        model = User
                """,
            "tests/conftest.py": """
                from pytest_factoryboy import register
                from tests import factories

                register(factories.PersonFactory)
                """,
        }
    )
    assert result["tests/conftest.py"] == dedented(
        """
        from typedfactory.pytest_plugin import register
        from tests import factories

        register(factories.PersonFactory, "user")
        """
    )


def test_what_shared_a_fixture_is_listed() -> None:
    result = moved(
        """
        import factory
        from elsewhere import StrangeFactory
        from pytest_factoryboy import register


        class UserFactory(factory.Factory):
            class Meta:
                model = dict


        @register
        class MatchFactory(factory.Factory):
            class Meta:
                model = Match

            home = factory.SubFactory(UserFactory)
            away = factory.SubFactory(UserFactory)


        register(StrangeFactory)
        """
    )
    assert result.findings == [
        (
            11,
            (
                "MatchFactory: home and away were one object, the fixture of UserFactory. They are two now; to have one, "
                'register with field=LazyFixture("…") for each.'
            ),
        ),
        (
            20,
            "StrangeFactory: its fixture was called after its model. Is the model's name that of the factory?",
        ),
    ]
