"""Fault 57: a library that is too old counts as absent; only its own models are refused, by the version needed."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from tests.test_packaging import OPTIONAL, requirements_of
from typedfactory.ground.libraries import LIBRARIES

OLD = {
    "pydantic": "1.10.13",
    "msgspec": "0.9.1",
    "sqlalchemy": "1.4.50",
    "django": "3.2.25",
    "mongoengine": "0.20.0",
}
#: Puts a module in the place of a library, with nothing in it but a class that models derive from.
FAKE = """
import sys, types
import dataclasses

def pretend(name, version):
    module = types.ModuleType(name)
    module.__version__ = version
    module.Base = type("Base", (), {"__module__": name, "__init__": lambda self, **values: vars(self).update(values)})
    for each in (name, f"{name}.fields"):
        sys.modules[each] = module
    return module.Base
"""


def run(name: str, code: str) -> str:
    """Run code in a process with an old library, and return what it prints."""
    whole = f"{FAKE}\nBase = pretend({name!r}, {OLD[name]!r})\n{textwrap.dedent(code)}"
    ran = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


@pytest.mark.parametrize("name", OLD)
def test_models_of_others_are_made_as_if_it_were_absent(name: str) -> None:
    shown = run(
        name,
        """
        import attrs, typing, typedfactory as factory
        import typedfactory.factory_boy

        @dataclasses.dataclass
        class Inner:
            number: int
            names: list[str]

        @attrs.define
        class Outer:
            inner: Inner
            text: typing.Annotated[str, "mark"]
            maybe: typing.Optional[int]

        class OuterFactory(factory.Factory[Outer]):
            pass

        made = OuterFactory.build_batch(3)
        print(type(made[2].inner.number).__name__, len(list(OuterFactory.coverage())))
        """,
    )
    assert shown == "int 2"


@pytest.mark.parametrize("name", OLD)
def test_its_own_models_are_refused_by_the_version_needed(name: str) -> None:
    library = LIBRARIES[name]
    shown = run(
        name,
        """
        import typedfactory as factory

        class Old(Base):
            number: int

        class OldFactory(factory.Factory[Old]):
            number = 1

        try:
            OldFactory()
        except factory.errors.UnfillableError as error:
            print(error)

        @dataclasses.dataclass
        class Holder:
            old: Old

        try:
            factory.build(Holder)
        except factory.errors.UnfillableError as error:
            print(error)
        """,
    )
    why = (
        f"it is a class of {library.title} {OLD[name]}, and typedfactory knows those of {library.title} "
        f"{library.least} or newer"
    )
    assert shown.splitlines() == [
        f"OldFactory: Old cannot be filled: {why}. Install that, or declare what the model needs and say Meta.autofill = False.",
        f"HolderFactory.old: values of type Old cannot be made: {why}. Declare the field, or give it a default.",
    ]


@pytest.mark.parametrize("name", OLD)
def test_a_factory_that_fills_nothing_makes_them_as_factory_boy_does(name: str) -> None:
    shown = run(
        name,
        """
        import typedfactory.factory_boy as factory

        class Old(Base):
            number: int

        class OldFactory(factory.Factory):
            class Meta:
                model = Old

            number = factory.Sequence(lambda n: n)

        print(vars(OldFactory()))
        """,
    )
    assert shown == "{'number': 0}"


@pytest.mark.parametrize("name", ["sqlalchemy", "django", "mongoengine"])
def test_its_back_end_names_the_version_needed(name: str) -> None:
    library = LIBRARIES[name]
    shown = run(
        name,
        f"""
        try:
            import typedfactory.orm.{name}
        except ImportError as error:
            print(type(error).__name__, error.name, error)
        """,
    )
    assert shown == (
        f"ImportError {name} typedfactory.orm.{name} needs {library.title} {library.least} or newer, and {OLD[name]} is "
        f"installed. Install it with: pip install 'typedfactory[{name}]'"
    )


@pytest.mark.parametrize("extra", sorted(set(OPTIONAL) & set(LIBRARIES)))
def test_the_versions_are_those_of_the_extras(extra: str) -> None:
    (requirement,) = requirements_of(extra)
    assert LIBRARIES[extra].least in (requirement.partition(">=")[2], "")
