"""pytest-xdist: one seed for all workers, and a range of sequence numbers for each, when asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from typedfactory.pytest_plugin.runs.seeding import run_seed

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues


#: The ini option and the attribute of ``config.option``.
OPTION = "factory_worker_sequences"
_SEED = "typedfactory_seed"


def add_options(group: pytest.OptionGroup, parser: pytest.Parser) -> None:
    """Add the options for workers.

    Args:
        group: Where those of the command line belong.
        parser: Where ini options are added.
    """
    text = "Let the sequences of each worker of pytest-xdist begin elsewhere, for workers that share one database."
    group.addoption("--factory-worker-sequences", dest=OPTION, action="store_true", default=None, help=text)
    parser.addini(OPTION, text, type="bool", default=False)


def hand_over(node: UserValue) -> None:
    """Give a worker the seed of the run.

    Args:
        node: pytest-xdist's controller of the worker.
    """
    node.workerinput[_SEED] = node.config.stash[run_seed]


def seed_of_controller(config: pytest.Config) -> int | None:
    """Return the seed that the controller chose; None outside of workers."""
    seed: int | None = _input(config).get(_SEED)
    return seed


def first_number(config: pytest.Config) -> int:
    """Return what is added to the first numbers of sequences in this process."""
    digits = re.search(r"\d+$", _input(config).get("workerid", ""))
    asked = config.getini(OPTION) if config.getoption(OPTION) is None else config.getoption(OPTION)
    if not (digits and asked):
        return 0
    from typedfactory.ground.sequences import WIDER_START  # noqa: PLC0415 - late: few runs ask for it

    # As many numbers for the tests of a worker as for its wider fixtures.
    return int(digits[0]) * 2 * WIDER_START


def _input(config: pytest.Config) -> UserValues:
    return getattr(config, "workerinput", {})
