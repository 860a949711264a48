"""The pytest plugin: fixtures of factories, seeds, sequences."""

from typedfactory.pytest_plugin.hooks import pytest_addoption as pytest_addoption
from typedfactory.pytest_plugin.hooks import pytest_collectstart as pytest_collectstart
from typedfactory.pytest_plugin.hooks import pytest_configure as pytest_configure
from typedfactory.pytest_plugin.hooks import pytest_configure_node as pytest_configure_node
from typedfactory.pytest_plugin.hooks import pytest_fixture_setup as pytest_fixture_setup
from typedfactory.pytest_plugin.hooks import pytest_load_initial_conftests as pytest_load_initial_conftests
from typedfactory.pytest_plugin.hooks import pytest_report_header as pytest_report_header
from typedfactory.pytest_plugin.hooks import pytest_runtest_makereport as pytest_runtest_makereport
from typedfactory.pytest_plugin.hooks import pytest_runtest_setup as pytest_runtest_setup
from typedfactory.pytest_plugin.hooks import pytest_unconfigure as pytest_unconfigure
