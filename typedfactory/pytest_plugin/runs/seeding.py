"""Seeds: one for the run, and from it one for each test, each wider fixture and each module that is collected."""

from __future__ import annotations

import contextlib
import os
import random
import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from typedfactory.random import process_seeded, reseed_process

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


#: The ini option and the attribute of ``config.option``.
OPTION = "factory_seed"
#: Where pytest-randomly keeps its own.
_RANDOMLY = "randomly_seed"
#: A chosen seed is below; it is to be typed.
_SEEDS = 2**32
#: What ``conftest.py`` files draw while they are imported, which may be before a seed is chosen.
_BEFORE = "before the run"
#: Parameters that look alike in every process.
_PLAIN = (str, bytes, int, float, type(None))

#: Items that are a test each.
_WHOLE = (pytest.Function, pytest.DoctestItem)

run_seed = pytest.StashKey[int]()
_document = pytest.StashKey[object]()


def add_options(group: pytest.OptionGroup, parser: pytest.Parser) -> None:
    """Add the options for seeds.

    Args:
        group: Where those of the command line belong.
        parser: Where ini options are added.
    """
    group.addoption(
        "--factory-seed",
        dest=OPTION,
        type=int,
        default=None,
        metavar="N",
        help="the seed of everything that factories choose by chance; default: pytest-randomly's, or a random one",
    )
    parser.addini(OPTION, "The seed of everything that factories choose by chance.", default="")


def choose_seed(config: pytest.Config) -> int:
    """Return the seed of the run: the option's, the ini file's, pytest-randomly's, or a random one.

    Args:
        config: The configuration, pytest-randomly's part included.

    Raises:
        pytest.UsageError: The one in the ini file is no whole number.
    """
    given = config.getoption(OPTION)
    if given is not None:
        return int(given)
    written = str(config.getini(OPTION))
    if written:
        try:
            return int(written)
        except ValueError:
            raise pytest.UsageError(f"{OPTION}: {written!r} is no whole number. Write one, or leave it away.") from None
    other = config.getoption(_RANDOMLY, default=None)
    return other if isinstance(other, int) else random.SystemRandom().randrange(_SEEDS)


def describe(seed: int) -> str:
    """Return the header of the run."""
    return f"typedfactory: seed {seed} (repeat with --factory-seed={seed})"


def describe_failure(config: pytest.Config, nodeid: str) -> str:
    """Return what a failure says on how to repeat it.

    Args:
        config: The configuration.
        nodeid: The test's id.
    """
    seed = config.stash[run_seed]
    test = _quoted(_as_typed(config, nodeid))
    return f"seed of the run: {seed}\nrepeat this test: pytest {test} --factory-seed={seed}"


def _as_typed(config: pytest.Config, nodeid: str) -> str:
    """Return a test's id as one types it in the folder that pytest was called from."""
    here = config.invocation_params.dir
    if here == config.rootpath:
        return nodeid
    path, separator, rest = nodeid.partition("::")
    return f"{os.path.relpath(config.rootpath / path, here)}{separator}{rest}"


def _quoted(text: str) -> str:
    quoted = shlex.quote(text)
    return f"'{text}'" if quoted == text else quoted


def start_before_run() -> None:
    """Let the factories begin that ``conftest.py`` files use while they are imported."""
    reseed_process(_BEFORE)


def start_collecting(collector: pytest.Collector) -> None:
    """Let a module, class or folder begin from a seed of its own."""
    reseed_process(f"{collector.config.stash[run_seed]} collecting {collector.nodeid}")


def begun_by(item: pytest.Item) -> str | None:
    """Return the id of what begins with an item; None if it goes on with what has begun.

    Each test begins anew, with its own fixtures. The examples in a document, which Sybil makes items of, are one program
    and so one test.
    """
    if isinstance(item, _WHOLE):
        return item.nodeid
    before, item.config.stash[_document] = item.config.stash.get(_document, None), item.parent
    if before is item.parent:
        return None
    return item.nodeid if item.parent is None else item.parent.nodeid


@contextlib.contextmanager
def own_seed(fixturedef: pytest.FixtureDef[UserValue], request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the set-up of a wider fixture begin from a seed of its own, and the test go on afterwards as if it were not.

    Args:
        fixturedef: The fixture.
        request: Its request.
    """
    seed = request.config.stash[run_seed]
    node = getattr(request.node, "nodeid", "")
    with process_seeded(f"{seed} fixture {fixturedef.argname} {node} {_parameter(request)}"):
        yield


def _parameter(request: pytest.FixtureRequest) -> str:
    """Return what tells the parameter of a fixture from others, the same in each process."""
    parameter = getattr(request, "param", None)
    # What else a parameter is has no name that can be relied on; its place in the list has to do.
    return repr(parameter) if isinstance(parameter, _PLAIN) else f"[{getattr(request, 'param_index', 0)}]"
