"""Findings are the same cold, warm, with a fine-grained cache and in the daemon, after edits to any of the files."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mypy import running

MODELS = """\
import dataclasses

@dataclasses.dataclass
class Address:
    city: str

@dataclasses.dataclass
class User:
    name: str
    address: Address
"""
FACTORIES = """\
import typedfactory as factory
from models import Address, User

class AddressFactory(factory.Factory[Address]):
    city = "x"

class UserFactory(factory.Factory[User]):
    class Params:
        level = 3
    name = factory.LazyAttribute(lambda o: "x" * o.level)
    address = factory.SubFactory(AddressFactory)

class MetaFactory(factory.Factory):
    class Meta:
        model = User
    name = "x"
"""
USE = """\
from factories import MetaFactory, UserFactory

def use() -> None:
    UserFactory(name="x", level=4, address__city="y")
    reveal_type(MetaFactory().name)
    reveal_type(UserFactory.stub().name)
"""
#: What each edit changes, and what is then found.
EDITS = {
    "a field renamed": (
        "models",
        "name: str",
        "nmae: str",
        [
            'factories.py:10: error: UserFactory.name: User has no field "name". Did you mean "nmae"? If it only helps others, move it to class Params or list it in Meta.exclude.  [factory-field]',
            'factories.py:16: error: MetaFactory.name: User has no field "name". Did you mean "nmae"? If it only helps others, move it to class Params or list it in Meta.exclude.  [factory-field]',
            'use.py:5: error: "User" has no attribute "name"  [attr-defined]',
            'use.py:5: note: Revealed type is "Any"',
            'use.py:6: note: Revealed type is "Any"',
        ],
    ),
    "a nested field of another type": (
        "models",
        "city: str",
        "city: int",
        [
            'factories.py:5: error: AddressFactory.city: "str" does not fit the field, which is "int".  [factory-field]',
            'use.py:4: error: UserFactory.address__city: "str" does not fit the field, which is "int".  [factory-override]',
            'use.py:5: note: Revealed type is "str"',
            'use.py:6: note: Revealed type is "str"',
        ],
    ),
    "a param renamed": (
        "factories",
        "level = 3",
        "grade = 3",
        [
            'factories.py:10: error: UserFactory: a lazy function reads "level", which is no field. It has: address, grade, name.  [factory-resolver]',
            'use.py:4: error: UserFactory.level: User has no field "level". It has: address, grade, name.  [factory-override]',
            'use.py:5: note: Revealed type is "str"',
            'use.py:6: note: Revealed type is "str"',
        ],
    ),
    "another model in Meta": (
        "factories",
        "model = User",
        "model = Address",
        [
            'factories.py:16: error: MetaFactory.name: Address has no field "name". It has: city. If it only helps others, move it to class Params or list it in Meta.exclude.  [factory-field]',
            'use.py:5: error: "Address" has no attribute "name"  [attr-defined]',
            'use.py:5: note: Revealed type is "Any"',
            'use.py:6: note: Revealed type is "str"',
        ],
    ),
}
UNCHANGED = ['use.py:5: note: Revealed type is "str"', 'use.py:6: note: Revealed type is "str"']
FILES = ("models.py", "factories.py", "use.py")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder: Path = tmp_path_factory.mktemp("project")
    (folder / "mypy.ini").write_text(
        f"[mypy]\nstrict = True\nplugins = {running.LOUD}\nmypy_path = {running.ROOT}\n", encoding="utf-8"
    )
    # What the libraries come to is read once; nothing of the project's own files is in this cache.
    (folder / "libraries.py").write_text(
        "import dataclasses\nimport pydantic\nimport pytest\nimport typedfactory\n", encoding="utf-8"
    )
    run_mypy(folder, "--cache-dir=libraries", files=("libraries.py",))
    write_files(folder)
    daemon(folder, "start", "--", "--no-error-summary", "--cache-dir=daemon")
    yield folder
    daemon(folder, "stop")


def write_files(project: Path, edited: str = "", old: str = "", new: str = "") -> None:
    for name, text in zip(FILES, (MODELS, FACTORIES, USE), strict=True):
        written = text.replace(old, new) if name == f"{edited}.py" else text
        path = project / name
        if not path.exists() or path.read_text(encoding="utf-8") != written:
            path.write_text(written, encoding="utf-8")


def daemon(project: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "mypy.dmypy", "--status-file", "daemon.json", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False).stdout


def run_mypy(project: Path, *arguments: str, files: tuple[str, ...] = FILES) -> list[str]:
    command = [sys.executable, "-m", "mypy", "--no-error-summary", *arguments, *files]
    result = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    return sorted(result.stdout.splitlines())


def run_each_way(project: Path, files: tuple[str, ...] = FILES) -> dict[str, list[str]]:
    shutil.rmtree(project / "cold", ignore_errors=True)
    shutil.copytree(project / "libraries", project / "cold")
    return {
        "cold": run_mypy(project, "--cache-dir=cold", files=files),
        "warm": run_mypy(project, "--cache-dir=warm", files=files),
        "fine-grained": run_mypy(project, "--cache-dir=fine", "--cache-fine-grained", files=files),
        "daemon": sorted(daemon(project, "check", *files).splitlines()),
    }


@pytest.mark.parametrize("edit", EDITS)
def test_findings_follow_edits(project: Path, edit: str) -> None:
    write_files(project)
    assert run_each_way(project) == dict.fromkeys(("cold", "warm", "fine-grained", "daemon"), UNCHANGED)

    module, old, new, found = EDITS[edit]
    write_files(project, module, old, new)
    assert run_each_way(project) == dict.fromkeys(("cold", "warm", "fine-grained", "daemon"), found)


def test_a_class_from_the_cache_is_known_as_well_as_one_just_read(project: Path) -> None:
    write_files(project)
    run_mypy(project, "--cache-dir=warm")
    write_files(project, "use", USE, USE + '    UserFactory(address__cty="x")\n')
    assert run_mypy(project, "--cache-dir=warm") == [
        'use.py:5: note: Revealed type is "str"',
        'use.py:6: note: Revealed type is "str"',
        'use.py:7: error: UserFactory.address__cty: Address has no field "cty". Did you mean "city"?  [factory-path]',
    ]


BY_PATH = {
    "towns.py": MODELS.replace("Address", "Town"),
    "parts.py": """\
import typedfactory as factory
from towns import Town

class TownFactory(factory.Factory[Town]):
    class Params:
        zone = "x"
    city = "x"
""",
    "people.py": """\
import typedfactory as factory
from towns import User

class PersonFactory(factory.Factory[User]):
    name = factory.SelfAttribute("address.city")
    address = factory.SubFactory("parts.TownFactory", zone="y")
""",
}
#: File, what each edit changes, and what is then found in the file that names the factory by its path.
PATH_EDITS = {
    "nothing": ("parts.py", "", "", []),
    "the factory renamed": (
        "parts.py",
        "class TownFactory",
        "class TwonFactory",
        [
            'people.py:6: error: Module "parts" has no factory "TownFactory". Did you mean "TwonFactory"?  [factory-nested]'
        ],
    ),
    "a param of another type": (
        "parts.py",
        'zone = "x"',
        "zone = 3",
        ['people.py:6: error: TownFactory.zone: "str" does not fit the field, which is "float".  [factory-nested]'],
    ),
    "a field at the end of a path": (
        "towns.py",
        "city: str",
        "city: int",
        [
            'parts.py:7: error: TownFactory.city: "str" does not fit the field, which is "int".  [factory-field]',
            'people.py:5: error: PersonFactory.name: "int" does not fit the field, which is "str".  [factory-field]',
        ],
    ),
}


def test_factories_named_by_a_path_to_a_module_that_nothing_imports(project: Path) -> None:
    # The file with the path comes first, and would be read before the other.
    files = ("people.py", "parts.py", "towns.py")
    for edited, old, new, found in PATH_EDITS.values():
        for name, text in BY_PATH.items():
            (project / name).write_text(text.replace(old, new) if name == edited else text, encoding="utf-8")
        shutil.rmtree(project / "cold", ignore_errors=True)
        shutil.copytree(project / "libraries", project / "cold")
        assert run_mypy(project, "--cache-dir=cold", files=files) == found
        assert run_mypy(project, "--cache-dir=warm", files=files) == found
        assert sorted(daemon(project, "check", *files).splitlines()) == found


TESTS = {
    "conftest.py": """\
from factories import AddressFactory, UserFactory
from typedfactory.pytest_plugin import register

register(UserFactory)
""",
    "sub/__init__.py": "",
    "sub/conftest.py": "import pytest\n",
    "sub/test_users.py": """\
from models import User

def test_it(user: User, user__name: str) -> None:
    assert user.name
""",
}
OTHER = 'test_it.user: the fixture of AddressFactory, registered in conftest, gives "Address", not "User". Annotate it with "Address".  [factory-fixture]'
#: File, what each edit changes, and what is then found in the test, which is the same all the time.
FIXTURE_EDITS = {
    "nothing": ("conftest.py", "", "", []),
    "another factory registered": (
        "conftest.py",
        "(UserFactory)",
        '(AddressFactory, "user")',
        [f"sub/test_users.py:3: error: {OTHER}"],
    ),
    "a nearer fixture of the user's own": (
        "sub/conftest.py",
        "pytest\n",
        "pytest\n\n@pytest.fixture\ndef user__name() -> int:\n    return 3\n",
        [],
    ),
    "a factory of another model": (
        "factories.py",
        "UserFactory(factory.Factory[User]):",
        "UserFactory(factory.Factory[Address]):",
        [f"sub/test_users.py:3: error: {OTHER.replace('AddressFactory', 'UserFactory')}"],
    ),
    "a field of another type": (
        "models.py",
        "name: str",
        "name: int",
        [
            'sub/test_users.py:3: error: test_it.user__name: the fixture of UserFactory, registered in conftest, gives "int", not "str". Annotate it with "int".  [factory-fixture]',
        ],
    ),
}


def test_fixtures_follow_edits_of_other_files(project: Path) -> None:
    write_files(project)
    for edited, old, new, found in FIXTURE_EDITS.values():
        for name, text in {**TESTS, "models.py": MODELS, "factories.py": FACTORIES}.items():
            (project / name).parent.mkdir(exist_ok=True)
            written = text.replace(old, new) if name == edited else text
            if not (project / name).exists() or (project / name).read_text(encoding="utf-8") != written:
                (project / name).write_text(written, encoding="utf-8")
        ways = run_each_way(project, (*TESTS, *FILES[:2]))
        kept = {way: [line for line in lines if line.startswith("sub")] for way, lines in ways.items()}
        assert kept == dict.fromkeys(("cold", "warm", "fine-grained", "daemon"), found)


CONFIGURED = {
    "configured.py": """\
import pydantic

class Base(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(frozen=True)

class User(Base, str_strip_whitespace=True):
    name: str = "x"
""",
    "configuring.py": """\
import typedfactory as factory
from configured import User

class UserFactory(factory.Factory[User]):
    pass

UserFactory(nmae="x")
""",
}
MISSPELT = [
    'configuring.py:7: error: UserFactory.nmae: User has no field "nmae". Did you mean "name"?  [factory-override]'
]
#: What each edit changes in the models' module, and what is then found in the factories', which is the same all the time.
CONFIG_EDITS = {
    "nothing": ("", "", MISSPELT),
    "a base that takes any name": ("frozen=True", 'extra="allow"', []),
    "a class keyword that does": ("str_strip_whitespace=True", 'extra="allow"', []),
    "nothing again": ("", "", MISSPELT),
}


def test_options_of_models_in_another_module_are_known_from_the_cache(project: Path) -> None:
    files = tuple(CONFIGURED)
    # The daemon keeps what it has read on a conftest's account, and tells of it when other files are asked for.
    write_files(project)
    for edit, (old, new, found) in CONFIG_EDITS.items():
        for name, text in CONFIGURED.items():
            (project / name).write_text(text.replace(old, new) if name == "configured.py" else text, encoding="utf-8")
        ways = run_each_way(project, files)
        assert ways == dict.fromkeys(("cold", "warm", "fine-grained", "daemon"), found), edit
        # A change of the factories alone leaves the models to the cache.
        changed = CONFIGURED["configuring.py"] + "\n"
        (project / "configuring.py").write_text(changed, encoding="utf-8")
        assert run_mypy(project, "--cache-dir=warm", files=files) == found, edit
