"""A project of a few tests for each test here."""

from __future__ import annotations

import pytest

from tests.pytest_plugin.seeds_project import Project


@pytest.fixture
def project(pytester: pytest.Pytester) -> Project:
    """A folder of tests."""
    return Project(pytester)
