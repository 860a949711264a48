"""``typedfactory new --update``: what is missing is added, and nothing else is touched."""

from __future__ import annotations

import pytest

from tests.cli.running import Shell

MODELS = """
import abc
import dataclasses
import enum


class Status(enum.Enum):
    OPEN = "open"
    SHUT = "shut"


@dataclasses.dataclass
class Address:
    city: str
    street: str


@dataclasses.dataclass
class Customer:
    first_name: str
    email: str
    address: Address


@dataclasses.dataclass
class Order:
    code: str
    customer: Customer
    status: Status
"""

MINE = '''\
"""Mine."""
import typedfactory as tf  # short

from models import Address, Customer


class PlaceFactory(tf.Factory[Address]):
    # by hand
    city = "Rome"


class CustomerFactory(tf.Factory[Customer]):
    """Customers."""

    @tf.lazy_attribute
    def first_name(self) -> str:
        return  "Ann"
'''

GROWN = '''\
"""Mine."""
import typedfactory as tf  # short

from models import Order, Status, Address, Customer


class PlaceFactory(tf.Factory[Address]):
    # by hand
    city = "Rome"
    street = tf.Faker("street_address")


class CustomerFactory(tf.Factory[Customer]):
    """Customers."""

    @tf.lazy_attribute
    def first_name(self) -> str:
        return  "Ann"

    email = tf.AUTO
    address = tf.SubFactory(PlaceFactory)


class OrderFactory(tf.Factory[Order]):
    code = tf.AUTO
    customer = tf.SubFactory(CustomerFactory)
    status = tf.AUTO

    class Params:
        open = tf.Trait(status=Status.OPEN)
        shut = tf.Trait(status=Status.SHUT)
'''


def test_what_is_missing_is_added_in_the_words_of_the_file(shell: Shell) -> None:
    shell.write("models.py", MODELS)
    file = shell.write("factories.py", MINE)
    result = shell.run("new", "models", "--update", "factories.py")
    assert (result.status, result.err.splitlines()) == (
        0,
        [
            "Added to factories.py: 1 factory, 3 fields, 0 traits.",
            "+ OrderFactory",
            "+ PlaceFactory.street",
            "+ CustomerFactory.email",
            "+ CustomerFactory.address",
            "3 factories, 8 fields: 4 by name (50 %), 2 by type (25 %), 2 by another factory (25 %), 0 left to you (0 %).",
        ],
    )
    assert file.read_text(encoding="utf-8") == GROWN


def test_a_second_time_nothing_is_missing(shell: Shell) -> None:
    shell.write("models.py", MODELS)
    file = shell.write("factories.py", GROWN)
    result = shell.run("new", "models", "--update", "factories.py")
    assert (result.status, result.err.splitlines()[0]) == (0, "factories.py: nothing is missing.")
    assert file.read_text(encoding="utf-8") == GROWN


@pytest.mark.parametrize(
    "said",
    [
        "    street = 'x'\n",
        "    street: str = 'x'\n",
        "    @tf.lazy_attribute\n    def street(self) -> str:\n        return 'x'\n",
        "    class Params:\n        street = 'x'\n",
    ],
)
def test_a_field_that_is_declared_in_any_way_is_not_missing(shell: Shell, said: str) -> None:
    shell.write("models.py", MODELS.partition("@dataclasses.dataclass\nclass Customer")[0])
    text = f"import typedfactory as tf\nimport models\n\n\nclass A(tf.Factory[models.Address]):\n    city = 'x'\n{said}"
    file = shell.write("factories.py", text)
    assert shell.run("new", "models", "--update", "factories.py").err.startswith("factories.py: nothing is missing.\n")
    assert file.read_text(encoding="utf-8") == text


def test_what_a_base_in_the_file_declares_is_not_missing(shell: Shell) -> None:
    shell.write("models.py", MODELS.partition("@dataclasses.dataclass\nclass Customer")[0])
    text = (
        "import typedfactory as tf\nfrom models import Address\n\n\nclass Base(tf.Factory):\n    class Meta:\n"
        "        abstract = True\n\n    city = 'x'\n    street = 'y'\n\n\n"
        "class AddressFactory(Base):\n    class Meta:\n        model = Address\n"
    )
    file = shell.write("factories.py", text)
    assert shell.run("new", "models", "--update", "factories.py").err.startswith("factories.py: nothing is missing.\n")
    assert file.read_text(encoding="utf-8") == text


def test_traits_go_where_the_others_are(shell: Shell) -> None:
    shell.write("models.py", MODELS)
    file = shell.write("factories.py", GROWN.replace("        shut = tf.Trait(status=Status.SHUT)\n", ""))
    result = shell.run("new", "models", "--update", "factories.py")
    assert result.err.splitlines()[:2] == [
        "Added to factories.py: 0 factories, 0 fields, 1 trait.",
        "+ OrderFactory.shut",
    ]
    assert file.read_text(encoding="utf-8") == GROWN


def test_a_new_factory_stands_before_the_one_that_uses_it(shell: Shell) -> None:
    shell.write("models.py", MODELS)
    shell.write(
        "factories.py",
        """
        import typedfactory as factory
        from models import Customer


        class CustomerFactory(factory.Factory[Customer]):
            first_name = "Ann"
        """,
    )
    assert shell.run("new", "models", "--update", "factories.py").status == 0
    text = (shell.folder / "factories.py").read_text(encoding="utf-8")
    assert text.index("class AddressFactory") < text.index("class CustomerFactory") < text.index("class OrderFactory")
    assert shell.run("check", "factories.py").out == "3 factories, 6 objects: all could be made."


def test_a_field_for_the_user_is_a_comment_once(shell: Shell) -> None:
    shell.write(
        "models.py",
        """
        import abc
        import dataclasses

        class Engine(abc.ABC):
            @abc.abstractmethod
            def start(self) -> None: ...

        @dataclasses.dataclass
        class Car:
            engine: Engine
        """,
    )
    file = shell.write(
        "factories.py",
        """
        import typedfactory
        from models import Car


        class CarFactory(typedfactory.Factory[Car]):
            pass
        """,
    )
    assert shell.run("new", "models", "--update", "factories.py").status == 1
    text = file.read_text(encoding="utf-8")
    assert text.count("    # engine: declare it by hand. ") == 1
    assert shell.run("new", "models", "--update", "factories.py").status == 1
    assert file.read_text(encoding="utf-8") == text


def test_a_field_called_as_the_package_does_not_hide_it(shell: Shell) -> None:
    shell.write(
        "models.py", "import dataclasses\n\n@dataclasses.dataclass\nclass Car:\n    factory: str\n    name: str\n"
    )
    assert shell.run("new", "models", "-o", "factories.py").status == 0
    text = (shell.folder / "factories.py").read_text(encoding="utf-8")
    assert "import typedfactory\n" in text
    assert "class CarFactory(typedfactory.Factory[Car]):" in text
    assert shell.run("check", "factories.py").out == "1 factory, 1 object: all could be made."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["models", "--update", "nowhere.py"],
            "nowhere.py: there is no such file. Write it with: -o nowhere.py",
        ),
        (
            ["models", "--update", "models.py", "-o", "x.py"],
            "new: --update adds to a file, and -o writes one. Say one of the two.",
        ),
        (["models", "--update", "broken.py"], "broken.py:1: is no Python: invalid syntax."),
        ([], "new: name a module with models, as in: typedfactory new app.models. Or a database: --url URL."),
    ],
)
def test_what_is_wrong_is_one_line(shell: Shell, arguments: list[str], said: str) -> None:
    shell.write("models.py", MODELS)
    shell.write("broken.py", "class A = 1\n")
    assert shell.run("new", *arguments) == (2, "", f"typedfactory: {said}\n")
