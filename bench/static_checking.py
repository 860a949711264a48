"""What mypy finds in factories of each library: the same mistakes, one at a time, in otherwise correct code.

``python -m bench.static_checking`` prints the table, ``-v`` the messages as well. mypy runs with its defaults and
``--check-untyped-defs``; for typedfactory once without its plugin and once with it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

import attrs

#: The module of models that all programs import.
MODELS = """\
import dataclasses


@dataclasses.dataclass
class Address:
    city: str


@dataclasses.dataclass
class User:
    name: str
    age: int
    email: str
    address: Address


def greet(user: User) -> None: ...
"""
#: What is wrong; each library says for itself how that is written.
MISTAKES = (
    "the class body declares a field that does not exist",
    "the class body gives a field a value of another type",
    "a lazy function reads a field that does not exist",
    "Faker has no such provider",
    "a call gives a field that does not exist",
    "a call gives a value of another type",
    "a call reaches a nested field that does not exist",
    "what is made has no such attribute",
)
_FACTORY_BOY = """\
from factory.base import Factory
from factory.declarations import LazyAttribute, SubFactory
from factory.faker import Faker

from models import Address, User, greet


class AddressFactory(Factory[Address]):
    class Meta:
        model = Address

    city = "Oslo"


class UserFactory(Factory[User]):
    class Meta:
        model = User

    name = Faker("first_name")
    age = 3
    email = LazyAttribute(lambda o: f"{o.name}@example.org")
    address = SubFactory(AddressFactory)


UserFactory.build(name="ann", age=4, address__city="Rome").email
greet(UserFactory())
"""
_POLYFACTORY = """\
from polyfactory import Use
from polyfactory.decorators import post_generated
from polyfactory.factories import DataclassFactory

from models import Address, User, greet


class AddressFactory(DataclassFactory[Address]):
    city = "Oslo"


class UserFactory(DataclassFactory[User]):
    age = 3
    name = Use(DataclassFactory.__faker__.first_name)
    address = AddressFactory

    @post_generated
    @classmethod
    def email(cls, name: str) -> str:
        return f"{name}@example.org"


UserFactory.build(name="ann", age=4, address={"city": "Rome"}).email
greet(UserFactory.build())
"""
_OURS = """\
from typedfactory import Factory, Faker, LazyAttribute, SubFactory

from models import Address, User, greet


class AddressFactory(Factory[Address]):
    city = "Oslo"


class UserFactory(Factory[User]):
    name = Faker("first_name")
    age = 3
    email = LazyAttribute(lambda o: f"{o.name}@example.org")
    address = SubFactory(AddressFactory)


UserFactory.build(name="ann", age=4, address__city="Rome").email
greet(UserFactory())
"""
_AS_IN_FACTORY_BOY = (
    ("    age = 3", "    agee = 3"),
    ("    age = 3", '    age = "three"'),
    ("o.name", "o.nmae"),
    ('Faker("first_name")', 'Faker("frist_name")'),
    ('build(name="ann"', 'build(nmae="ann"'),
    ("age=4", 'age="four"'),
    ("address__city", "address__cty"),
    (").email", ").emial"),
)


@attrs.frozen
class Contestant:
    """A library, and how mypy is run on its factories.

    Attributes:
        name: What the table calls it.
        correct: A module without mistakes; what mypy says of it is a false alarm.
        mistakes: For each of `MISTAKES` what is replaced, and by what.
        plugins: mypy's plugins.
    """

    name: str
    correct: str
    mistakes: tuple[tuple[str, str], ...]
    plugins: str = ""


CONTESTANTS = (
    Contestant("factory_boy", _FACTORY_BOY, _AS_IN_FACTORY_BOY),
    Contestant(
        "polyfactory",
        _POLYFACTORY,
        (
            *_AS_IN_FACTORY_BOY[:2],
            ('name: str) -> str:\n        return f"{name}', 'nmae: str) -> str:\n        return f"{nmae}'),
            ("first_name", "frist_name"),
            *_AS_IN_FACTORY_BOY[4:6],
            ('{"city"', '{"cty"'),
            _AS_IN_FACTORY_BOY[7],
        ),
    ),
    Contestant("typedfactory", _OURS, _AS_IN_FACTORY_BOY),
    Contestant("typedfactory, plugin", _OURS, _AS_IN_FACTORY_BOY, "typedfactory.mypy"),
)


def check(contestant: Contestant, folder: Path) -> dict[str, list[str]]:
    """Return what mypy says of each module of a contestant: ``correct``, and ``mistake_0`` and so on."""
    modules = {"correct": contestant.correct}
    for number, (right, wrong) in enumerate(contestant.mistakes):
        if right not in contestant.correct:
            raise LookupError(f"{contestant.name}: {right!r} does not occur")
        modules[f"mistake_{number}"] = contestant.correct.replace(right, wrong, 1)
    folder.mkdir(exist_ok=True)
    for name, source in {"models": MODELS, **modules}.items():
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
    config = f"[mypy]\nplugins = {contestant.plugins}\ncheck_untyped_defs = true\nshow_error_context = false\n"
    (folder / "mypy.ini").write_text(config, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--no-error-summary", *(f"{name}.py" for name in modules)]
    output = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout  # noqa: S603 - mypy, of this environment
    said = {name: [line for line in output.splitlines() if line.startswith(f"{name}.py:")] for name in modules}
    return {name: [line.partition(" ")[2] for line in lines] for name, lines in said.items()}


def news(said: list[str], alarms: list[str]) -> list[str]:
    """Return what mypy says of a mistake, without what it says of correct code as well."""
    return [message for message in said if message not in alarms]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return the exit code."""
    verbose = "-v" in (sys.argv[1:] if arguments is None else arguments)
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("mypy", "factory_boy", "polyfactory"))
    print(f"{len(MISTAKES)} mistakes, {versions}")
    with tempfile.TemporaryDirectory() as work:
        for contestant in CONTESTANTS:
            found = check(contestant, Path(work) / contestant.name.replace(", ", "_"))
            alarms = found.pop("correct")
            found = {name: news(said, alarms) for name, said in found.items()}
            caught = [bool(messages) for messages in found.values()]
            print(f"{contestant.name:<22}{sum(caught)} of {len(caught)} found, {len(alarms)} false alarms")
            for message in alarms if verbose else ():
                print(f"           {message}")
            for name, mistake in zip(found, MISTAKES, strict=True):
                print(f"    {'found ' if found[name] else 'missed'} {mistake}")
                for message in found[name] if verbose else ():
                    print(f"           {message}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
