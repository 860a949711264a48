"""``typedfactory seed``, killed without a word, and with a server that goes away: no row is missing, none is there twice."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator

import pytest

from tests.cli.running import Shell
from tests.cli.seed.test_command import SHOP
from tests.orm.conftest import server_url

pytest.importorskip("sqlalchemy")
pytest.importorskip("psycopg")

import sqlalchemy as sa

#: Once while working, three times in `make test-all`.
KILLS = 3 if os.environ.get("TYPEDFACTORY_HYPOTHESIS_PROFILE") == "thorough" else 1
ROWS = 2_500 * (KILLS + 1)
CONTENT = (
    "select name, email, token, badge, colour, code from users join team on team.id = team_id order by email, badge"
)


@pytest.fixture
def databases(shell: Shell) -> Iterator[Callable[[], sa.Engine]]:
    """What makes empty schemas on PostgreSQL; they are dropped after the test."""
    server = sa.create_engine(server_url("postgres"), isolation_level="AUTOCOMMIT")
    waiting = "def name_of(n):\n    while pathlib.Path(f'gate{n}').exists():\n        time.sleep(0.02)"
    text = SHOP.replace("FuzzyInteger(0, 3000)", f"FuzzyInteger(0, {ROWS * 2})").replace("def name_of(n):", waiting)
    shell.write("shop.py", f"import time\n{text}")
    made: list[str] = []

    def make() -> sa.Engine:
        made.append(f"typedfactory_{uuid.uuid4().hex}")
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {made[-1]}")
        said = {"options": f"-csearch_path={made[-1]}", "application_name": made[-1]}
        return sa.create_engine(server.url.update_query_dict(said), poolclass=sa.NullPool)

    yield make
    with server.connect() as connection:
        for each in made:
            connection.exec_driver_sql(f"DROP SCHEMA {each} CASCADE")
    server.dispose()


def start(shell: Shell, engine: sa.Engine, number: int = ROWS) -> subprocess.Popen[str]:
    url = engine.url.render_as_string(hide_password=False)
    words = ["seed", "shop:UserFactory", "-n", str(number), "--chunk", "250", "--url", url, "--tables", "--resume"]
    return subprocess.Popen(
        [sys.executable, "-m", "typedfactory", *words],
        cwd=shell.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(program: subprocess.Popen[str], engine: sa.Engine, least: int) -> None:
    """Wait until so many rows are there."""
    while program.poll() is None:
        if sa.inspect(engine).has_table("users") and counted(engine) >= least:
            return
        time.sleep(0.02)


def counted(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("select count(*) from users").scalar_one())


def content(engine: sa.Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(CONTENT)]


def test_what_is_killed_again_and_again_makes_each_row_once(shell: Shell, databases: Callable[[], sa.Engine]) -> None:
    killed, whole = databases(), databases()
    for number in range(KILLS):
        # It is killed while it makes a chunk, of which nothing is there.
        gate = shell.write(f"gate{2_500 * number + 1_100}", "")
        program = start(shell, killed)
        wait_for(program, killed, 2_500 * number + 1_000)
        program.kill()
        program.communicate()
        assert program.returncode == -9
        assert counted(killed) == 2_500 * number + 1_000
        gate.unlink()
    assert start(shell, killed).communicate()[1] == ""
    assert start(shell, whole).communicate()[1] == ""
    assert len(content(killed)) == ROWS
    assert content(killed) == content(whole)


def test_a_server_that_goes_away_is_one_line(shell: Shell, databases: Callable[[], sa.Engine]) -> None:
    engine = databases()
    program = start(shell, engine, 1_000_000)
    wait_for(program, engine, 500)
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where application_name = current_setting('application_name') and pid <> pg_backend_pid()"
        )
    out, err = program.communicate()
    assert (program.returncode, out) == (2, "")
    there, said = err.splitlines()
    assert there == f"typedfactory: {counted(engine):,} of 1,000,000 rows are there. Go on with --resume."
    assert said.startswith("typedfactory: UserFactory: the database says: ")
    assert "terminat" in said
