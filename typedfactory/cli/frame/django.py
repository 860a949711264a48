"""Starting Django, as pytest-django does, before models are imported."""

from __future__ import annotations

import os

import django
from django import conf
from django.core.exceptions import ImproperlyConfigured

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
