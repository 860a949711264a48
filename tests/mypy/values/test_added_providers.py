"""Providers that the user adds to Faker: known where they can be read, else not judged."""

from __future__ import annotations

from pathlib import Path

from mypy.nodes import Import, MypyFile

from tests.mypy import running
from typedfactory.mypy.reading.references import referenced_modules
from typedfactory.mypy.values.added_providers import added_names

PROVIDERS = """\
from faker.providers import BaseProvider

class Loud(BaseProvider):
    def shout(self, times: int = 1) -> str:
        return "x" * times

def make_provider() -> type[BaseProvider]:
    return Loud
"""
USE = """\
import dataclasses
import typedfactory as factory
from providers import {imported}

factory.Faker.add_provider({added})

@dataclasses.dataclass
class User:
    name: str
    age: int

class UserFactory(factory.Factory[User]):
    name = factory.Faker("shout")
    age = factory.Faker("shuot")
"""
UNKNOWN = 'E: Faker has no provider "shuot". Did you mean "shout"?  [factory-faker]'


def check(folder: Path, imported: str, added: str, extra: str = "") -> dict[int, list[str]]:
    modules = {"providers": PROVIDERS, "use": USE.format(imported=imported, added=added)}
    return dict(running.check(modules, folder, extra=extra).get("use", {}))


def test_of_a_class_that_is_imported_the_names_are_known(tmp_path: Path) -> None:
    assert check(tmp_path, "Loud as Louder", "Louder") == {14: [UNKNOWN]}


def test_what_cannot_be_read_may_add_any_name(tmp_path: Path) -> None:
    assert check(tmp_path, "make_provider", "make_provider()") == {}


def test_unless_the_user_wants_every_name_judged(tmp_path: Path) -> None:
    found = check(tmp_path, "make_provider", "make_provider()", "[typedfactory]\nstrict_faker = True\n")
    assert set(found) == {13, 14}


def test_a_class_of_the_module_at_hand_has_types_too(tmp_path: Path) -> None:
    source = USE.format(imported="Loud", added="Own").replace(
        "factory.Faker.add_provider",
        "class Own(Loud):\n    def number(self, least: int = 0) -> int:\n        return least\n\nfactory.Faker.add_provider",
    )
    source = source.replace('Faker("shuot")', 'Faker("number", least="x")').replace('Faker("shout")', 'Faker("number")')
    found = dict(running.check({"providers": PROVIDERS, "use": source}, tmp_path).get("use", {}))
    assert found == {
        17: ['E: UserFactory.name: "int" does not fit the field, which is "str".  [factory-faker]'],
        18: ['E: Faker("number", least=…): "str" does not fit the argument, which is "int".  [factory-faker]'],
    }


def test_files_that_are_gone_or_no_python_add_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("add_provider(\n", encoding="utf-8")
    assert [added_names(str(path)) for path in (tmp_path / "gone.py", broken)] == [(), ()]


def test_a_file_that_is_gone_names_no_factories(tmp_path: Path) -> None:
    file = MypyFile([], [Import([("typedfactory", None)])])
    file._fullname, file.path = "gone", str(tmp_path / "gone.py")
    assert referenced_modules(file, []) == []


def test_of_an_old_faker_that_has_no_stubs_nothing_is_judged(tmp_path: Path) -> None:
    package = tmp_path / "faker"
    package.mkdir()
    (package / "__init__.py").write_text("from faker.proxy import Faker as Faker\n", encoding="utf-8")
    (package / "proxy.py").write_text("class Faker:\n    def items(self) -> None: ...\n", encoding="utf-8")
    source = """\
import typedfactory as factory

class PageFactory(factory.DictFactory):
    title = factory.Faker("name")
"""
    found = running.check({"old_faker": source}, tmp_path, extra="# an old Faker\n")
    assert not found["old_faker"]
