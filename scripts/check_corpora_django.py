"""Make an object of every model of three published Django projects and check it: ``make corpora-django``.

An automatic factory creates each object, which must read back from the database as it was saved; with
``Meta.autofill = "clean"`` it must also pass ``full_clean()``. The tables are made by the projects' own migrations. Prints the counts, and each model that fails with its error; those that nobody can make are named in `KNOWN`.
"""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from typing import Any

import attrs
import django
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction

from typedfactory.orm.django import DjangoModelFactory

_TEMPLATES = {
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": True,
    "OPTIONS": {
        "context_processors": [
            "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages",
            "django.template.context_processors.request",
        ]
    },
}
_DJANGOS_OWN = ["admin", "auth", "contenttypes", "flatpages", "messages", "sessions", "sites", "staticfiles"]


@attrs.frozen
class Project:
    """A published project.

    Attributes:
        settings: The module with the settings that it brings, if it does.
        apps: Its apps, where it brings no settings; a name with a colon is a module's list of them.
        options: Further settings.
    """

    settings: str = ""
    apps: tuple[str, ...] = ()
    options: dict[str, Any] = attrs.Factory(dict)


PROJECTS = {
    # With the apps of its own tests, which are part of the package.
    "wagtail": Project(settings="wagtail.test.settings"),
    "oscar": Project(
        settings="oscar.defaults",
        apps=("oscar:INSTALLED_APPS",),
        options={"HAYSTACK_CONNECTIONS": {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}},
    ),
    "cms": Project(
        apps=(
            "cms",
            "menus",
            "treebeard",
            "sekizai",
            "cms.test_utils.project.sampleapp",
            "cms.test_utils.project.placeholderapp",
            "cms.test_utils.project.extensionapp",
            "cms.test_utils.project.objectpermissionsapp",
        ),
        options={
            "CMS_CONFIRM_VERSION4": True,
            "LANGUAGE_CODE": "en",
            "LANGUAGES": [("en", "English")],
            "CMS_TEMPLATES": [("page.html", "Page")],
        },
    ),
}


def configure(project: Project) -> None:
    """Set Django up for a project, with an SQLite database in memory."""
    chosen: dict[str, Any] = {}
    if project.settings:
        module = importlib.import_module(project.settings)
        chosen = {name: getattr(module, name) for name in dir(module) if name.isupper()}
    names: list[str] = []
    for each in project.apps:
        module_name, _, attribute = each.partition(":")
        names += getattr(importlib.import_module(module_name), attribute) if attribute else [each]
    if names:
        own = [f"django.contrib.{name}" for name in _DJANGOS_OWN]
        chosen["INSTALLED_APPS"] = [*(name for name in own if name not in names), *names]
    chosen = {"TEMPLATES": [_TEMPLATES], "SITE_ID": 1, "USE_TZ": True, "ROOT_URLCONF": __name__, **chosen}
    chosen |= {
        "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        "DEFAULT_AUTO_FIELD": "django.db.models.AutoField",
        "MEDIA_ROOT": tempfile.mkdtemp(prefix="typedfactory-corpora-"),
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "SECRET_KEY": "none",
    }
    settings.configure(**{**chosen, **project.options})
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)


#: Models whose rows nobody can make valid from what their fields say → why.
KNOWN = {
    "wagtailsearch.SQLiteFTSIndexEntry": "a trigger of the database inserts the row together with the one it belongs to",
    "wagtailcore.ModelLogEntry": "save() takes none but the actions that were registered, and the field says nothing of them",
    "wagtailcore.PageLogEntry": "as ModelLogEntry",
    "customuser.CustomUser": "full_clean() raises TypeError for every row: its key is of a class that cannot be compared",
    "reviews.Vote": "clean() counts the rows like it, and so refuses every row that is saved",
    "order.ShippingEventQuantity": "save() takes a line of the same order as the event alone",
    "objectpermissionsapp.UserObjectPermission": "save() takes a permission for the model that it points to alone",
}
_CLEANED = "save() calls full_clean(), which wants more than the database"
#: The same where no more is filled than the database wants.
KNOWN_REQUIRED = {
    **dict.fromkeys(
        [
            "tests.EventPage",
            "tests.SingleEventPage",
            "tests.EventPageCarouselItem",
            "tests.EventPageRelatedLink",
            "tests.EventPageSpeaker",
            "tests.EventPageSpeakerAward",
            "tests.EventPageChooserModel",
            "tests.HeadCountRelatedModelUsingPK",
        ],
        _CLEANED,
    ),
    "reviews.ProductReview": "save() reads the product, which may be NULL",
    "cms.GlobalPagePermission": "save() wants one of two keys that may be NULL",
    "cms.PagePermission": "as GlobalPagePermission",
    **KNOWN,
}
#: ``Meta.autofill`` → what is asked of the objects.
MODES = {"required": "created and read back", "clean": "created, valid and read back"}
#: There is nothing to visit.
urlpatterns: list[Any] = []


def as_stored(instance: Any) -> dict[str, Any]:
    """Return what is written of an object; floating-point numbers are not compared."""
    fields = [field for field in instance._meta.concrete_fields if field.get_internal_type() != "FloatField"]
    full = [field for field in fields if getattr(instance, field.attname) is not None]
    return {field.attname: field.value_to_string(instance) for field in full}


def fault_of(model: Any, mode: str) -> tuple[str, str]:
    """Make an object of a model; return what went wrong and the error, or two empty strings."""
    meta = type("Meta", (), {"model": model, "autofill": mode})
    stage = "not created"
    try:
        with transaction.atomic():
            factory: Any = type(f"{model.__name__}Factory", (DjangoModelFactory,), {"Meta": meta})
            made = factory.create()
            stage = "not valid"
            if mode == "clean":
                made.full_clean()
            stage = "does not read back"
            again = model._base_manager.get(pk=made.pk)  # noqa: SLF001 - Django documents it
            made.refresh_from_db()
            if as_stored(again) != as_stored(made):
                return stage, "it differs"
    except ValidationError as error:
        return stage, f"ValidationError: {error.messages if not hasattr(error, 'error_dict') else error.message_dict}"
    except Exception as error:  # noqa: BLE001 - whatever a foreign model raises is a finding
        notes = "; ".join(getattr(error, "__notes__", ()))
        return stage, f"{type(error).__name__}: {' '.join(str(error).split())[:300]} [{notes}]"
    return "", ""


def check(name: str, mode: str) -> int:
    """Check the models of a project in one mode; return how many fail that need not."""
    configure(PROJECTS[name])
    started = time.perf_counter()
    models = [model for model in apps.get_models() if model._meta.managed]
    faults = {model: fault_of(model, mode) for model in models}
    wrong = {model: fault for model, fault in faults.items() if fault[0]}
    stages = Counter(stage for stage, _ in wrong.values())
    seconds = time.perf_counter() - started
    failed = ", ".join(f"{count} {stage}" for stage, count in stages.items()) or "none fails"
    right = len(models) - len(wrong)
    expected = KNOWN_REQUIRED if mode == "required" else KNOWN
    print(f"{name}: {len(models)} models, {right} {MODES[mode]}; {failed}; {seconds:.0f} s")
    for model, (stage, error) in wrong.items():
        label = model._meta.label
        print(f"  {stage}: {label}: {error}\n    {expected.get(label, 'UNEXPECTED')}")
    return len({model._meta.label for model in wrong} - set(expected))


def main() -> int:
    """Check the projects, each and each mode in a process of its own; the exit code is 1 where a model failed that need not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projects", nargs="*", metavar="PROJECT", help=f"of {', '.join(PROJECTS)}")
    parser.add_argument("--mode", choices=list(MODES), help="Meta.autofill; left out, one after the other")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    if len(arguments.projects) == 1 and arguments.mode is not None:
        return 1 if check(arguments.projects[0], arguments.mode) else 0
    names = arguments.projects or list(PROJECTS)
    modes = list(MODES) if arguments.mode is None else [arguments.mode]
    command = [sys.executable, "-m", "scripts.check_corpora_django"]
    commands = [[*command, name, "--mode", mode] for name in names for mode in modes]
    codes = [subprocess.run(command, check=False).returncode for command in commands]
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
