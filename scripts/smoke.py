"""What must work right after ``pip install typedfactory``; run with the Python of a fresh environment.

The only argument is the folder of that environment: the package has to come from there, not from a source tree.
"""

from __future__ import annotations

import dataclasses
import datetime
import sys
from importlib import metadata
from pathlib import Path

import typedfactory


@dataclasses.dataclass
class User:
    """A model."""

    name: str
    email: str
    age: int
    joined: datetime.date
    active: bool = True


class UserFactory(typedfactory.Factory[User]):
    """A factory that leaves ``age`` and ``joined`` to their types."""

    name = typedfactory.Faker("first_name")
    email = typedfactory.LazyAttribute(lambda o: f"{o.name.lower()}@example.org")


def main(environment: Path) -> None:
    """Build, and raise when something is not as promised."""
    installed = Path(typedfactory.__file__).resolve()
    if environment.resolve() not in installed.parents:
        raise SystemExit(f"typedfactory was imported from {installed}, not from {environment}.")
    version = metadata.version("typedfactory")
    if typedfactory.__version__ != version:
        raise SystemExit(f"typedfactory says {typedfactory.__version__}, its metadata say {version}.")
    for name in dir(typedfactory):
        getattr(typedfactory, name)
    users = UserFactory.build_batch(3, active=False)
    for user in users:
        if user.email != f"{user.name.lower()}@example.org" or user.active or not isinstance(user.age, int):
            raise SystemExit(f"The factory made {user}.")
    print(f"typedfactory {version} works from the wheel: {users[0]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
