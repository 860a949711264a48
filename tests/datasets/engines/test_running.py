"""The same rows come out, whoever makes them, in whatever portions, and whatever happens on the way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import distributed
import pyarrow.parquet as pq
import pytest

import typedfactory as factory
from tests.datasets.describe.test_picks import message
from tests.datasets.shop import VisitFactory, make_shop
from typedfactory.datasets import Dataset
from typedfactory.datasets.engines.running import Progress
from typedfactory.errors import DatasetError

ROOT = Path(__file__).resolve().parents[3]
THOROUGH = os.environ.get("TYPEDFACTORY_HYPOTHESIS_PROFILE") == "thorough"
#: A program that writes the shop slowly enough to be killed.
WRITER = """
import sys, time
from tests.datasets.shop import make_shop
if __name__ == "__main__":
    def slowly(progress):
        print(progress.partitions, flush=True)
        time.sleep(0.02)
    shop = make_shop(users=900)
    shop.write(sys.argv[1], engine=sys.argv[2], workers=2, rows_of_a_partition=300, progress=slowly, resume=len(sys.argv) > 3)
"""


def content(path: Path) -> dict[str, Any]:
    """Return all rows of a folder, in the order of their keys."""
    tables = {each.name: pq.read_table(each) for each in path.iterdir() if each.is_dir()}
    return {name: table.sort_by(table.column_names[0]).to_pydict() for name, table in sorted(tables.items())}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one process writes at once."""
    path = tmp_path_factory.mktemp("local")
    make_shop().write(path)
    return content(path)


@pytest.mark.parametrize("rows", [97, 1000])
def test_any_size_of_partitions(tmp_path: Path, expected: dict[str, Any], rows: int) -> None:
    done = make_shop().write(tmp_path, rows_of_a_partition=rows)
    assert content(tmp_path) == expected
    assert done.rows == done.of == sum(table.count for table in make_shop())
    assert len(list((tmp_path / "visit").iterdir())) == -(-1000 // rows)


@pytest.mark.parametrize("workers", [1, 2] if THOROUGH else [2])
def test_several_processes(tmp_path: Path, expected: dict[str, Any], workers: int) -> None:
    make_shop().write(tmp_path, engine="processes", workers=workers, rows_of_a_partition=300)
    assert content(tmp_path) == expected


@pytest.mark.skipif(not THOROUGH, reason="starting a cluster takes ten seconds; make test-all does")
@pytest.mark.parametrize("workers", [1, 2, 4])
def test_a_cluster_of_dasks(tmp_path: Path, expected: dict[str, Any], workers: int) -> None:
    make_shop().write(tmp_path, engine="dask", workers=workers, rows_of_a_partition=300)
    assert content(tmp_path) == expected


def test_a_cluster_of_dasks_that_is_running(tmp_path: Path, expected: dict[str, Any]) -> None:
    dask: Any = distributed
    with dask.LocalCluster(n_workers=2, processes=False, dashboard_address=None, silence_logs=50) as cluster:
        make_shop().write(tmp_path, engine="dask", address=cluster.scheduler_address, rows_of_a_partition=300)
    assert content(tmp_path) == expected


def test_progress_is_told_of_all_partitions(tmp_path: Path) -> None:
    seen: list[Progress] = []
    make_shop().write(tmp_path, rows_of_a_partition=500, progress=seen.append)
    assert [each.partitions for each in seen] == list(range(1, seen[-1].of_partitions + 1))
    assert seen[-1].rows == seen[-1].of


def writer(path: Path, engine: str, *more: str) -> subprocess.Popen[str]:
    """Start the program."""
    command = [sys.executable, "-c", WRITER, str(path), engine, *more]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def children_of(pid: int) -> list[int]:
    """Return the workers that a process has started, but not multiprocessing's tracker of resources."""
    found: list[int] = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            words = (path / "cmdline").read_text(encoding="utf-8")
        except OSError:
            continue
        if parent == pid and "spawn_main" in words:
            found.append(int(path.name))
    return found


@pytest.fixture
def whole(tmp_path: Path) -> dict[str, Any]:
    """What the program writes when nobody kills anything."""
    make_shop(users=900).write(tmp_path / "whole", rows_of_a_partition=300)
    return content(tmp_path / "whole")


@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are found in /proc")
def test_a_worker_that_is_killed_is_replaced(tmp_path: Path, whole: dict[str, Any]) -> None:
    path = tmp_path / "killed"
    with writer(path, "processes") as program:
        assert program.stdout is not None
        program.stdout.readline()
        os.kill(children_of(program.pid)[0], signal.SIGKILL)
        program.communicate(timeout=120)
    assert program.returncode == 0
    assert content(path) == whole
    assert json.loads((path / "_dataset.json").read_text(encoding="utf-8"))["complete"]


@pytest.mark.parametrize("engine", ["local", "processes"] if THOROUGH else ["local"])
def test_a_run_that_is_killed_is_gone_on_with(tmp_path: Path, whole: dict[str, Any], engine: str) -> None:
    path = tmp_path / "killed"
    with writer(path, engine) as program:
        assert program.stdout is not None
        for _ in range(5):
            program.stdout.readline()
        workers = children_of(program.pid)
        program.kill()
    for worker in workers:
        wait_for_end(worker)
    written = {each: each.stat().st_mtime_ns for each in path.rglob("part-*.parquet")}
    assert written
    shop = make_shop(users=900)
    assert message(lambda: shop.write(path, rows_of_a_partition=300)) == (
        f"{path}: a data set is there, not all of it. "
        f"Pass resume=True to go on with it, overwrite=True to replace it, or another folder."
    )
    shop.write(path, rows_of_a_partition=300, resume=True)
    assert content(path) == whole
    same = [each for each, when in written.items() if each.stat().st_mtime_ns == when]
    assert len(same) >= len(written) - 1
    assert not list(path.rglob(".part-*"))


def wait_for_end(pid: int) -> None:
    """Wait for a process that is no child of this one."""
    for _ in range(500):
        if not Path(f"/proc/{pid}").exists():
            return
        time.sleep(0.02)


def test_two_runs_into_the_same_place_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "two"
    with writer(path, "local") as program:
        assert program.stdout is not None
        program.stdout.readline()
        found = message(lambda: make_shop(users=900).write(path, rows_of_a_partition=300, resume=True))
        program.kill()
    assert found == f"{path}: another run is writing there. Wait for it, or write elsewhere."


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk that is soon full."""
    path = tmp_path / "disk"
    path.mkdir()
    mounted = subprocess.run(
        [str(shutil.which("mount") or "mount"), "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(path)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("only root may mount a disk")
    yield path
    subprocess.run([str(shutil.which("umount") or "umount"), "--lazy", str(path)], check=True)


def test_a_full_disk_is_told_and_nothing_half_is_left(small_disk: Path) -> None:
    found = message(lambda: make_shop(users=3000).write(small_disk, rows_of_a_partition=1000))
    assert found.endswith("No space left on device. Put that right, and go on with resume=True.")
    assert not list(small_disk.rglob(".part-*"))
    for each in small_disk.rglob("part-*.parquet"):
        pq.read_table(each)


def test_what_is_there_already_is_refused_or_replaced(tmp_path: Path) -> None:
    make_shop().write(tmp_path)
    assert message(lambda: make_shop().write(tmp_path)) == (
        f"{tmp_path}: a data set is there. "
        f"Pass resume=True to go on with it, overwrite=True to replace it, or another folder."
    )
    assert message(lambda: make_shop(seed=8).write(tmp_path, resume=True)) == (
        f"{tmp_path}: another data set is there, or the same in other partitions. "
        f"Pass overwrite=True to replace it, or another folder."
    )
    make_shop(seed=8).write(tmp_path, overwrite=True)
    assert make_shop(seed=8).write(tmp_path, resume=True).partitions == 4
    (tmp_path / "other" / "user").mkdir(parents=True)
    assert message(lambda: make_shop().write(tmp_path / "other")) == (
        f"{tmp_path / 'other'}: a folder 'user' is there already. Write to another folder."
    )


def test_an_error_in_a_factory_ends_the_run(tmp_path: Path) -> None:
    broken = Dataset(1)
    broken.table(VisitFactory, 600, user_id=1, step=factory.Sequence(divide))
    with pytest.raises(ZeroDivisionError):
        broken.write(tmp_path, rows_of_a_partition=200)
    assert len(list((tmp_path / "visit").iterdir())) == 2


def divide(number: int) -> int:
    """Fail for one row."""
    return 1 // (number - 500)


def test_engines_and_formats_that_there_are_not(tmp_path: Path) -> None:
    with pytest.raises(DatasetError) as caught:
        make_shop().write(tmp_path, engine="daks")  # type: ignore[arg-type]  # what is refused
    assert str(caught.value) == "there is no engine 'daks'. Did you mean \"dask\"?"
    assert message(lambda: make_shop().write(tmp_path, "parket")) == (
        f"{tmp_path}: there is no format 'parket'. Did you mean \"parquet\"?"
    )


def test_values_from_a_clock_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    clock = Dataset(1)
    clock.table(VisitFactory, 600, user_id=1, step=factory.LazyFunction(time.perf_counter_ns))
    assert message(lambda: clock.write(tmp_path / "out")) == (
        "visit.step: row 0 has another value each time it is made: it comes from a clock, a default that reads one, or random "
        "numbers of its own. Declare the field."
    )
    assert not (tmp_path / "out").exists()
