"""A whole process: a library is imported, a class defined, one object made."""

from __future__ import annotations

import os

from bench.imports import ROOT
from bench.libraries import FACTORY_BOY, OURS
from bench.processor import time_python

#: What a program of each library does.
PROGRAMS = {
    OURS: """
import dataclasses
import typedfactory as factory

@dataclasses.dataclass
class User:
    name: str
    email: str

class UserFactory(factory.Factory[User]):
    name = factory.Sequence(lambda n: f"user{n}")
    email = factory.LazyAttribute(lambda o: f"{o.name}@example.com")

assert UserFactory().email == "user0@example.com"
""",
    FACTORY_BOY: """
import dataclasses
import factory

@dataclasses.dataclass
class User:
    name: str
    email: str

class UserFactory(factory.Factory):
    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"user{n}")
    email = factory.LazyAttribute(lambda o: f"{o.name}@example.com")

assert UserFactory().email == "user0@example.com"
""",
}

#: The least that factory_boy's time may be, as a multiple of ours.
LEAST = 3.0


def time_processes(times: int) -> dict[str, float]:
    """Run each library's program in turn; return contender → the seconds of the processor beyond an empty program's.

    Args:
        times: How often; the first time, which may have to write bytecode, does not count.
    """
    programs = {"": "", **PROGRAMS}
    # Whoever installs a library has its bytecode.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    runs: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(times + 1):
        for name, program in programs.items():
            runs[name].append(time_python(["-c", program], ROOT, environment))
    best = {name: min(found[1:]) for name, found in runs.items()}
    return {name: best[name] - best[""] for name in PROGRAMS}
