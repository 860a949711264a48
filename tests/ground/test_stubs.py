"""StubObject: attributes, and nothing else."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

import typedfactory


def test_the_arguments_are_the_attributes() -> None:
    stub = typedfactory.StubObject(name="joe", self=1)
    assert (stub.name, stub.self) == ("joe", 1)
    assert repr(stub) == "StubObject(name='joe', self=1)"


def test_a_missing_attribute_is_named_together_with_those_there_are() -> None:
    with pytest.raises(AttributeError) as caught:
        _ = typedfactory.StubObject(name="joe", age=3).nmae
    assert str(caught.value) == "StubObject has no attribute 'nmae'; it has: name, age."


def test_attributes_can_be_set_and_stubs_copied_and_pickled() -> None:
    stub: Any = typedfactory.StubObject(name="joe")
    stub.name = "ann"
    for twin in (copy.copy(stub), copy.deepcopy(stub), pickle.loads(pickle.dumps(stub))):  # noqa: S301 - our own
        assert vars(twin) == {"name": "ann"}
