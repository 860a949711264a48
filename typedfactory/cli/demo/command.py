"""``typedfactory demo``."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.cli.frame.output import console

EXAMPLE = "Example: typedfactory demo shop.sqlite3 --seed 7"

#: What the shop is called while it runs, wherever it is.
_NAME = "typedfactory.cli.demo.shop"


def demo(
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help="The SQLite file that is written.", show_default=True)
    ] = Path("shop.sqlite3"),
    seed: Annotated[int, typer.Option("--seed", help="Where the random values start.")] = 2026,
) -> int:
    """Show an example: a shop, one order, a batch, and the same batch again, stored in an SQLite file."""
    folder = shop_folder()
    status = main_of(folder)([str(path), "--seed", str(seed)])
    if not status:
        console().print(f"\nWhat made them is in\n{folder / 'factories.py'}", soft_wrap=True)
    return 2 if status else 0


def shop_folder() -> Path:
    """Return where the shop is: beside this file where typedfactory is installed, else among the examples.

    Raises:
        MistakeError: It is nowhere.
    """
    here = Path(__file__).resolve()
    for folder in (here.parent / "shop", here.parents[3] / "examples" / "shop"):
        if (folder / "__init__.py").is_file():
            return folder
    raise MistakeError("demo: the example shop is missing. Install typedfactory again, with its wheel.")


def main_of(folder: Path) -> Callable[[Sequence[str]], int]:
    """Return the program of the shop.

    Args:
        folder: Where it is.
    """
    if _NAME not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            _NAME, folder / "__init__.py", submodule_search_locations=[str(folder)]
        )
        if spec is None or spec.loader is None:  # pragma: no cover - there is one for each Python file
            raise MistakeError(f"demo: {folder} cannot be imported.")
        module = importlib.util.module_from_spec(spec)
        sys.modules[_NAME] = module
        spec.loader.exec_module(module)
    main: Callable[[Sequence[str]], int] = importlib.import_module(f"{_NAME}.__main__").main
    return main
