"""Workers of pytest-xdist: when asked, each has sequence numbers that no other has."""

from __future__ import annotations

import pytest

from tests.pytest_plugin.seeds_project import Project
from typedfactory.ground.sequences import WIDER_START
from typedfactory.pytest_plugin.runs import workers

TESTS = """
@pytest.fixture(scope="session")
def shop():
    return UserFactory().number

@pytest.mark.parametrize("number", range(8))
def test_it(number, shop, worker_id):
    show(f"{worker_id} {number}", shop, UserFactory().number)

class LateFactory(factory.DictFactory):
    number = factory.Sequence(lambda n: n)

    @classmethod
    def _setup_next_sequence(cls):
        return 500

def test_late(worker_id):
    show(f"{worker_id} late", LateFactory()["number"])
"""


def test_workers_count_alike_unless_asked(project: Project) -> None:
    project.write(test_it=TESTS)
    values = project.values("-n2", plugins=["xdist"], apart=True)
    assert {tuple(numbers) for label, numbers in values.items() if "late" not in label} == {(WIDER_START, 0)}


def test_each_worker_has_a_range_of_its_own_when_asked(project: Project) -> None:
    project.write(test_it=TESTS)
    project.ini(factory_worker_sequences="true")
    values = project.values("-n2", "--dist=each", "--tx=2*popen", plugins=["xdist"], apart=True)
    assert len(values) == 18
    for index in range(2):
        start = index * 2 * WIDER_START
        expected: dict[str, list[int]] = {f"gw{index} {number}": [start + WIDER_START, start] for number in range(8)}
        expected[f"gw{index} late"] = [start + 500]
        assert {label: numbers for label, numbers in values.items() if label.startswith(f"gw{index}")} == expected


def test_one_process_counts_as_always(project: Project) -> None:
    project.write(test_it=TESTS.replace("worker_id", "request").replace("{request}", "alone"))
    values = project.values("--factory-worker-sequences")
    assert values == {"alone late": [500], **{f"alone {number}": [WIDER_START, 0] for number in range(8)}}


@pytest.mark.parametrize(("worker", "first"), [("gw0", 0), ("gw3", 6_000_000), ("gw12", 24_000_000)])
def test_ranges_follow_the_number_of_the_worker(project: Project, worker: str, first: int) -> None:
    config = project.pytester.parseconfig("-pno:django", "--factory-worker-sequences")
    config.workerinput = {"workerid": worker}  # type: ignore[attr-defined]  # as pytest-xdist does
    assert workers.first_number(config) == first


def test_a_worker_takes_the_seed_of_its_controller(project: Project) -> None:
    config = project.pytester.parseconfig("-pno:django", "--factory-seed=3")
    config.workerinput = {"workerid": "gw0", "typedfactory_seed": 8}  # type: ignore[attr-defined]  # as above
    assert workers.seed_of_controller(config) == 8
