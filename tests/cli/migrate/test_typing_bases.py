"""``typedfactory migrate --typed``: factories get their type argument."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.migrate.moving import all_moved, dedented, moved
from tests.cli.new.test_command import mypy_says
from tests.cli.running import Shell


def test_the_model_becomes_the_type_argument() -> None:
    result = moved(
        """
        import factory

        from app import User, models


        class UserFactory(factory.Factory):
            class Meta:
                model = User  # whom

            name = "ann"


        class GroupFactory(factory.Factory):
            class Meta:
                model = models.Group
                # hidden
                exclude = ("size",)
        """,
        typed=True,
    )
    assert result.text == dedented(
        """
        from app import User, models
        import typedfactory


        class UserFactory(typedfactory.Factory[User]):
            # whom

            name = "ann"


        class GroupFactory(typedfactory.Factory[models.Group]):
            class Meta:
                # hidden
                exclude = ("size",)
        """
    )
    assert result.findings == []


@pytest.mark.parametrize(
    ("module", "name", "place"),
    [
        ("django", "DjangoModelFactory", "typedfactory.orm.django"),
        ("alchemy", "SQLAlchemyModelFactory", "typedfactory.orm.sqlalchemy"),
        ("mongoengine", "MongoEngineFactory", "typedfactory.orm.mongoengine"),
        ("mogo", "MogoFactory", "typedfactory.orm.mogo"),
    ],
)
def test_back_ends_are_those_that_fill(module: str, name: str, place: str) -> None:
    body = "    class Meta:\n        model = User\n"
    by_name = f"from factory.{module} import {name}\nfrom app import User\n\n\nclass F({name}):\n{body}"
    assert moved(by_name, typed=True).text == (
        f"from app import User\nfrom {place} import {name}\n\n\nclass F({name}[User]):\n    pass\n"
    )
    by_module = f"import factory\nfrom app import User\n\n\nclass F(factory.{module}.{name}):\n{body}    x = factory.Faker('x')\n"
    assert moved(by_module, typed=True).text == (
        "import typedfactory.factory_boy as factory\nfrom app import User\n"
        f"from {place} import {name}\n\n\nclass F({name}[User]):\n    x = factory.Faker('x')\n"
    )


def test_a_base_of_several_models_is_generic_also_across_files() -> None:
    result = all_moved(
        {
            "app/base.py": """
                from factory.django import DjangoModelFactory


                class BaseFactory(DjangoModelFactory):
                    class Meta:
                        abstract = True
                """,
            "app/factories.py": """
                from app.base import BaseFactory
                from app.models import User


                class UserFactory(BaseFactory):
                    class Meta:
                        model = User


                class StaffFactory(UserFactory):
                    is_staff = True
                """,
        },
        typed=True,
    )
    assert result["app/base.py"] == dedented(
        """
        from typedfactory.orm.django import DjangoModelFactory
        from typing import TypeVar

        ModelT = TypeVar("ModelT")


        class BaseFactory(DjangoModelFactory[ModelT]):
            class Meta:
                abstract = True
        """
    )
    assert result["app/factories.py"] == dedented(
        """
        from app.base import BaseFactory
        from app.models import User


        class UserFactory(BaseFactory[User]):
            pass


        class StaffFactory(UserFactory):
            is_staff = True
        """
    )


def test_what_has_no_class_for_a_model_is_listed_and_left() -> None:
    result = moved(
        """
        import factory


        class UserFactory(factory.Factory):
            class Meta:
                model = "app.User"


        class LonelyFactory(factory.Factory):
            name = "x"


        class AFactory(factory.Factory):
            class Meta:
                model = A


        class BFactory(AFactory):
            class Meta:
                model = B
        """,
        typed=True,
    )
    assert "[" not in result.text
    assert result.findings == [
        (4, "UserFactory: its model is a text. Import the class, and write it as the type argument."),
        (9, "LonelyFactory: names no model. Give its base a type argument."),
        (13, "AFactory: BFactory makes objects of another model. Give both a base in common."),
    ]


def test_the_plugin_of_mypy_and_check_are_content(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.write("models.py", "import dataclasses\n\n@dataclasses.dataclass\nclass User:\n    name: str\n    age: int\n")
    shell.write(
        "factories.py",
        """
        import factory

        from models import User


        class BaseFactory(factory.Factory):
            class Meta:
                abstract = True


        class UserFactory(BaseFactory):
            FACTORY_FOR = User
            name = factory.Sequence(lambda n: "user%d" % n)
        """,
    )
    assert shell.run("migrate", "factories.py", "--typed", "--write").status == 0
    monkeypatch.setenv("MYPYPATH", str(shell.folder))
    assert mypy_says(shell.folder, "factories.py") == ""
    assert shell.run("check", "factories.py").out == "1 factory, 1 object: all could be made."
    assert "class UserFactory(BaseFactory[User]):" in Path("factories.py").read_text(encoding="utf-8")
