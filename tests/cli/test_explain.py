"""``typedfactory explain``: where values come from, and one object."""

from __future__ import annotations

import json

import pytest

from tests.cli.running import FACTORIES, Shell

TREE = """\
UserFactory → User
├── name     Sequence (factories.py:22)
├── address  SubFactory (factories.py:23)
│   └── city  override: 'Paris'
├── admin    trait "boss": True (factories.py:26)
├── boss     override: True — not passed to the model
└── moved    trait, off — not passed to the model"""


def test_each_value_is_shown_with_where_it_comes_from(shell: Shell) -> None:
    shell.write("factories.py", FACTORIES)
    assert shell.run("explain", "factories:UserFactory", "boss=true", "address__city=Paris") == (0, TREE, "")


def test_a_sample_is_the_same_each_time(shell: Shell) -> None:
    shell.write("factories.py", FACTORIES)
    first = shell.run("explain", "factories:UserFactory", "name=Ann", "--sample").out
    assert first.endswith("User\n├── name   'Ann'\n├── address\n│   └── city  'Rome'\n└── admin  False")
    assert shell.run("explain", "factories:UserFactory", "name=Ann", "--sample").out == first


def test_json_has_the_tree_and_the_sample(shell: Shell) -> None:
    shell.write("factories.py", FACTORIES)
    data = json.loads(shell.run("explain", "factories:UserFactory", "name=3", "--sample", "--json").out)
    assert (data["factory"], data["model"]) == ("UserFactory", "User")
    assert data["fields"][0] == {"name": "name", "kind": "override", "text": "override: '3'", "nested": None}
    assert data["sample"] == {"name": "3", "address": {"city": "Rome"}, "admin": False}


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("nmae=Ann", "UserFactory.nmae: neither the factory nor User has a field 'nmae'. Did you mean \"name\"?"),
        ("address__ctiy=x", "AddressFactory.ctiy: neither the factory nor Address has a field 'ctiy'"),
        ("Ann", "Ann: write field=value, as in Ann=Ann."),
        ("=Ann", "=Ann: write field=value, as in name=Ann."),
    ],
)
def test_what_is_misspelt_is_one_line(shell: Shell, word: str, said: str) -> None:
    shell.write("factories.py", FACTORIES)
    status, out, err = shell.run("explain", "factories:UserFactory", word)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"typedfactory: {said}")


def test_an_object_that_cannot_be_built_is_one_line(shell: Shell) -> None:
    shell.write(
        "lamps.py",
        """
        import typedfactory as factory

        class LampFactory(factory.DictFactory):
            watt = factory.LazyFunction(lambda: 1 / 0)
        """,
    )
    status, _, err = shell.run("explain", "lamps.py", "--sample")
    assert (status, err) == (
        2,
        (
            "typedfactory: LampFactory: cannot be built: ZeroDivisionError: division by zero "
            "(while making LampFactory.watt)\n"
        ),
    )


def test_a_factory_has_to_be_named_where_there_are_several(shell: Shell) -> None:
    shell.write("factories.py", FACTORIES)
    assert shell.run("explain", "factories.py").err == (
        "typedfactory: factories.py: which factory? Write factories.py:AddressFactory. "
        "Known names: AddressFactory, UserFactory.\n"
    )
