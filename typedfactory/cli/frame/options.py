"""What all commands that load the user's code take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from typedfactory.cli.frame.loading import Loader, loader_for
from typedfactory.cli.frame.settings import read_settings

PythonPath: TypeAlias = Annotated[
    list[str],
    typer.Option(
        "--pythonpath",
        metavar="FOLDER",
        help="Import modules from this folder, too. May be given several times.",
        rich_help_panel="Your code",
        show_default=False,
    ),
]
DjangoSettings: TypeAlias = Annotated[
    str,
    typer.Option(
        "--django-settings",
        metavar="MODULE",
        help="Start Django with these settings; otherwise DJANGO_SETTINGS_MODULE says them, or the project.",
        rich_help_panel="Your code",
        show_default=False,
    ),
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def prepared_loader(pythonpath: list[str], django_settings: str) -> Loader:
    """Return what imports the user's code, ready to do so.

    Args:
        pythonpath: The folders of the call.
        django_settings: The settings of the call; empty for those of the project.
    """
    loader = loader_for(read_settings(Path.cwd()), pythonpath)
    loader.prepare(django_settings)
    return loader
