"""What all tests share: a known start for sequences and random values, and how long Hypothesis looks."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import hypothesis
import pytest

import typedfactory

# The fast profile tries the same examples each time, so that `make test` says the same of the same code;
# the thorough one, which `make test-all` uses, looks for new ones.
hypothesis.settings.register_profile("fast", max_examples=60, deadline=None, derandomize=True)
hypothesis.settings.register_profile("thorough", max_examples=5_000, deadline=None, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("TYPEDFACTORY_HYPOTHESIS_PROFILE", "fast"))


@pytest.fixture(autouse=True, scope="session")
def _ctrl_c() -> None:
    """Let Ctrl-C reach the programs that tests start: where these run in the background, all of them ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def known_start() -> Iterator[None]:
    """Start each test with sequences at their first number and random values from one seed; then restore the state."""
    state = typedfactory.random.get_random_state()
    typedfactory.reset_sequences()
    typedfactory.random.reseed_random("known start")
    yield
    typedfactory.random.set_random_state(state)
