"""Starting Django, as pytest-django does, before models are imported."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

import django
from django import conf
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.test import utils

from typedfactory.checking.running import in_one_line
from typedfactory.cli.frame.mistakes import MistakeError


def start(module: str) -> None:
    """Load settings, and with them the models.

    Args:
        module: The module of the settings.

    Raises:
        MistakeError: There is no such module, or Django does not start with it.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = module
    try:
        _ = conf.settings.INSTALLED_APPS
        django.setup()
    except ModuleNotFoundError as error:
        raise MistakeError(f"Django's settings {module!r}: {error}. Name the module in --django-settings.") from error
    except ImproperlyConfigured as error:
        raise MistakeError(f"Django's settings {module!r}: {in_one_line(error)}") from error


@contextlib.contextmanager
def made_databases() -> Iterator[None]:
    """Make Django's test databases, as pytest-django does, and take them away.

    Raises:
        MistakeError: They cannot be made.
    """
    try:
        made = utils.setup_databases(verbosity=0, interactive=False)
    except DatabaseError as error:
        raise MistakeError(f"Django's test databases cannot be made: {in_one_line(error)}") from error
    try:
        yield
    finally:
        utils.teardown_databases(made, verbosity=0)
