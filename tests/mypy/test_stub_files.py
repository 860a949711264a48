"""Factories in stub files are as well known as others."""

from __future__ import annotations

from pathlib import Path

from tests.mypy import running

STUB = """\
from typing import Any
import typedfactory as factory
from models_dataclass import Address, User

class AddressFactory(factory.Factory[Address]):
    city: factory.Sequence[str]

class UserFactory(factory.Factory[User]):
    class Params:
        loud: factory.Trait
        level: int
    class Meta:
        autofil: bool
    name: factory.LazyAttribute[str]
    age = ...
    tags: factory.LazyFunction[list[int]]
    address: factory.SubFactory[Address]
    nmae: str
    @factory.post_generation
    def greeted(self, create: bool, extracted: str | None, **kwargs: Any) -> None: ...
"""
USE = """\
from stubbed import UserFactory

UserFactory(name="x", age=3, loud=True, level=3, greeted="hi", address__city="x")
reveal_type(UserFactory())
UserFactory(agee=3)
UserFactory(age="x")
UserFactory(loud=3)
UserFactory(greeted=3)
"""


def test_a_stub_file_and_its_use(tmp_path: Path) -> None:
    (tmp_path / "stubbed.pyi").write_text(STUB, encoding="utf-8")
    found = running.check({"use": USE}, tmp_path, more_files=("stubbed.pyi",))
    assert dict(found["stubbed"]) == {
        13: ['E: UserFactory.Meta.autofil: there is no such option. Did you mean "autofill"?  [factory-meta]'],
        16: ['E: UserFactory.tags: "list[int]" does not fit the field, which is "list[str]".  [factory-field]'],
        18: [
            'E: UserFactory.nmae: User has no field "nmae". Did you mean "name"? If it only helps others, move it to class Params or list it in Meta.exclude.  [factory-field]'
        ],
    }
    assert dict(found["use"]) == {
        4: ['N: Revealed type is "models_dataclass.User"'],
        5: ['E: UserFactory.agee: User has no field "agee". Did you mean "age"?  [factory-override]'],
        6: ['E: UserFactory.age: "str" does not fit the field, which is "int".  [factory-override]'],
        7: ['E: UserFactory.loud: "int" does not fit the field, which is "bool".  [factory-trait]'],
        8: ['E: UserFactory.greeted: "int" does not fit the field, which is "str | None".  [factory-hook]'],
    }
