"""``typedfactory check``: what is made, what is told, how it ends."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from xml.etree import ElementTree as ET

from tests.cli.running import FACTORIES, Shell

BROKEN = """
import typedfactory as factory


class LampFactory(factory.DictFactory):
    watt = 60

    class Params:
        dark = factory.Trait(watt=factory.LazyAttribute(lambda o: 1 / 0))
        old = factory.Trait(socket=factory.Faker("socet"))
        red = factory.Trait(colour="red")
"""


def test_all_that_can_be_made_is_counted(shell: Shell) -> None:
    shell.write("factories.py", FACTORIES)
    assert shell.run("check", "factories.py") == (0, "2 factories, 5 objects: all could be made.", "")


def test_what_fails_stands_in_one_table_with_trait_error_and_place(shell: Shell) -> None:
    shell.write("lamps.py", BROKEN)
    status, out, err = shell.run("check", "lamps")
    assert (status, err) == (1, "")
    rows = [line for line in out.splitlines() if "lamps.LampFactory" in line]
    assert [row.split()[1] for row in rows] == ["dark", "old"]
    assert "ZeroDivisionError: division by zero (while making LampFactory.watt)" in rows[0]
    assert "lamps.py:8" in rows[0]
    assert "lamps.py:9" in rows[1]
    assert out.splitlines()[-1] == "1 factory, 7 objects: 5 could not be made, 3 of them for a reason told above."


def test_a_narrow_terminal_gets_a_row_a_paragraph(shell: Shell) -> None:
    shell.write("lamps.py", BROKEN.replace('        old = factory.Trait(socket=factory.Faker("socet"))\n', ""))
    result = shell.start(script="COLUMNS=60 typedfactory check lamps.py")
    assert result.out.splitlines() == [
        "lamps.LampFactory",
        "  Traits: dark",
        "  Error: ZeroDivisionError: division by zero (while making ",
        "LampFactory.watt)",
        "  Place: lamps.py:8",
        "",
        "1 factory, 4 objects: 2 could not be made, 1 of them for a ",
        "reason told above.",
    ]


def test_traits_can_be_left_out(shell: Shell) -> None:
    shell.write("lamps.py", BROKEN)
    assert shell.run("check", "lamps.py", "--no-traits").out == "1 factory, 1 object: all could be made."


def test_json_is_for_programs(shell: Shell) -> None:
    shell.write("lamps.py", BROKEN)
    status, out, _ = shell.run("check", "lamps:LampFactory", "--json")
    data = json.loads(out)
    assert status == 1
    assert (data["ok"], data["factories"], data["made"], data["repeated"]) == (False, 1, 2, 3)
    assert data["failures"][0] == {
        "factory": "lamps.LampFactory",
        "traits": ["dark"],
        "strategy": "build",
        "error": "ZeroDivisionError: division by zero (while making LampFactory.watt)",
        "place": "lamps.py:8",
    }


def test_junit_has_a_case_for_each_factory(shell: Shell) -> None:
    shell.write("app/__init__.py", "")
    shell.write("app/lamps.py", BROKEN)
    shell.write("app/users.py", FACTORIES)
    assert shell.run("check", "app", "--junit", "report.xml").status == 1
    suite = ET.parse(shell.folder / "report.xml").getroot()[0]  # noqa: S314 - our own file
    assert suite.attrib == {"name": "typedfactory check", "tests": "3", "failures": "1", "errors": "0"}
    cases = {case.get("name"): len(case) for case in suite}
    assert cases == {"LampFactory": 2, "AddressFactory": 0, "UserFactory": 0}
    assert suite[0].get("classname") == "app.lamps"


def test_a_folder_is_searched_for_files_that_define_factories(shell: Shell) -> None:
    shell.write("tests/one/factories.py", FACTORIES)
    shell.write("tests/two/factories.py", FACTORIES.replace("UserFactory", "GuestFactory"))
    shell.write("tests/test_nothing.py", "raise RuntimeError('is not imported: no factory is defined here')\n")
    shell.write("tests/.hidden/factories.py", "class XFactory(factory.Factory): ...\n")
    shell.write("tests/env/pyvenv.cfg", "")
    shell.write("tests/env/factories.py", "class XFactory(factory.Factory): ...\n")
    assert shell.run("check", "tests").out == "4 factories, 10 objects: all could be made."


def test_a_module_that_raises_is_told_beside_the_others(shell: Shell) -> None:
    shell.write("app/good.py", FACTORIES)
    shell.write("app/wrong.py", "import typedfactory\n\nclass XFactory(typedfactory.Factory[Missing]):\n    pass\n")
    shell.write("app/worse.py", "class XFactory(Factory[\n")
    status, out, _ = shell.run("check", "app")
    rows = out.splitlines()
    assert status == 1
    assert "SyntaxError: '[' was never closed" in rows[2]
    assert "NameError: name 'Missing' is not defined" in rows[3]
    assert "app/wrong.py:3" in rows[3]
    assert rows[-2:] == ["2 modules could not be imported.", "2 factories, 5 objects: all could be made."]


def test_a_package_is_checked_with_all_in_it(shell: Shell) -> None:
    shell.write("src/app/__init__.py", "")
    shell.write("src/app/factories/__init__.py", "from app.factories.users import UserFactory\n")
    shell.write("src/app/factories/users.py", FACTORIES)
    shell.write("src/app/factories/lamps.py", BROKEN)
    shell.write("src/app/factories/wrong.py", "raise RuntimeError('not today')\n")
    status, out, _ = shell.run("check", "app.factories", "--pythonpath", "src", "--no-traits")
    assert status == 1
    assert "RuntimeError: not today" in out
    assert out.splitlines()[-1] == "3 factories, 3 objects: all could be made."


def test_paths_may_be_set_for_the_project(shell: Shell) -> None:
    shell.write("pyproject.toml", '[tool.typedfactory]\npaths = ["tests", "models"]\npythonpath = ["src"]\n')
    shell.write("src/models.py", FACTORIES)
    shell.write("tests/factories.py", "import models\n\nclass BossFactory(models.UserFactory):\n    admin = True\n")
    assert shell.run("check").out == "3 factories, 9 objects: all could be made."


def test_without_paths_it_says_what_to_name(shell: Shell) -> None:
    assert shell.run("check") == (
        2,
        "",
        (
            "typedfactory: check: name a folder, a file or a module, as in: typedfactory check tests/. "
            "Or set paths in [tool.typedfactory] of pyproject.toml.\n"
        ),
    )


def test_a_folder_without_factories_is_a_mistake(shell: Shell) -> None:
    shell.write("tests/test_one.py", "")
    assert shell.run("check", "tests") == (2, "", "typedfactory: tests: no factory is defined there.\n")


def test_a_report_that_cannot_be_written_is_one_line(shell: Shell) -> None:
    shell.write("factories.py", FACTORIES)
    result = shell.run("check", "factories.py", "--junit", "nowhere/report.xml")
    assert result == (2, "", "typedfactory: nowhere/report.xml: No such file or directory.\n")


SAVED = """
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory

engine = sa.create_engine("sqlite:///own.db")


class Base(DeclarativeBase):
    pass


class Town(Base):
    __tablename__ = "town"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


Base.metadata.create_all(engine)


class TownFactory(SQLAlchemyModelFactory[Town]):
    name = "Ulm"

    class Meta:
        sqlalchemy_session = Session(engine)
        sqlalchemy_session_persistence = "commit"


class NamelessFactory(TownFactory):
    name = None
"""


def test_objects_are_saved_and_taken_back(shell: Shell) -> None:
    shell.write("towns.py", SAVED)
    result = shell.run("check", "towns:TownFactory", "--create")
    assert result == (0, "1 factory, 1 object: all could be made.", "")
    with contextlib.closing(sqlite3.connect(shell.folder / "own.db")) as connection:
        assert connection.execute("select count(*) from town").fetchone() == (0,)


def test_what_the_database_refuses_fails(shell: Shell) -> None:
    shell.write("towns.py", SAVED)
    status, out, _ = shell.run("check", "towns", "--url", "sqlite://")
    assert status == 1
    assert "IntegrityError" in out
    assert "town.name" in out
    assert out.splitlines()[-1] == "2 factories, 2 objects: 1 could not be made."


def test_a_url_that_is_none_is_a_mistake(shell: Shell) -> None:
    shell.write("towns.py", SAVED)
    result = shell.run("check", "towns:TownFactory", "--url", "nonsense")
    assert result == (
        2,
        "",
        "typedfactory: nonsense: is no database that SQLAlchemy can reach: Could not parse SQLAlchemy URL from given URL string\n",
    )


def test_test_databases_need_settings_of_django(shell: Shell) -> None:
    shell.write("factories.py", FACTORIES)
    result = shell.start("check", "factories.py", "--test-database")
    assert result == (
        2,
        "",
        ("typedfactory: --test-database: there are no settings for Django. Name them with --django-settings.\n"),
    )
