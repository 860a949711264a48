"""``typedfactory graph``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Annotated

import attrs
import typer

from typedfactory.cli.frame.finding import find
from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.cli.frame.options import DjangoSettings, Json, PythonPath, prepared_loader
from typedfactory.cli.frame.output import show_json
from typedfactory.cli.frame.running import complain
from typedfactory.cli.frame.waiting import watched
from typedfactory.cli.graph.details import details_of
from typedfactory.cli.graph.page.building import page
from typedfactory.cli.graph.reading import Read, read
from typedfactory.cli.graph.svg import svg
from typedfactory.cli.graph.texts import dot, mermaid
from typedfactory.errors import did_you_mean

EXAMPLE = "Example: typedfactory graph app.factories -o factories.html"

FORMATS = ("svg", "html", "mmd", "dot")
_OTHER_NAMES: Mapping[str, str] = {"mermaid": "mmd", "gv": "dot", "htm": "html"}
#: The standard output, as it is named on the command line.
STANDARD = "-"


def graph(
    targets: Annotated[
        list[str],
        typer.Argument(
            metavar="FACTORIES…",
            help="Modules (app.factories), files, folders, or single factories (app.factories:UserFactory).",
            show_default=False,
        ),
    ],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="PATH", help="The file, or - for the terminal.")
    ] = STANDARD,
    format_name: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"{', '.join(FORMATS)}; otherwise the file's name says it, and on the terminal it is mmd.",
            show_default=False,
        ),
    ] = "",
    seed: Annotated[int, typer.Option("--seed", help="Where the values of the samples start (html).")] = 0,
    as_json: Json = False,
    pythonpath: PythonPath = [],  # noqa: B006 - typer reads it, nobody changes it
    django_settings: DjangoSettings = "",
) -> int:
    """Draw factories, and what leads from one to another: sub-factories, related ones, many-to-many, and by type."""
    kind = format_of("" if output == STANDARD else output, format_name)
    found = find(prepared_loader(pythonpath, django_settings), targets)
    if not found.factories:
        # There is nothing to draw.
        raise found.broken[0]
    drawn = read(found.factories)
    for each in found.broken:
        complain(str(each))
    if as_json:
        show_json({"nodes": [attrs.asdict(node) for node in drawn.graph.nodes], "edges": edges_of(drawn)})
        return 1 if found.broken else 0
    title = f"Factories of {', '.join(targets)}"
    text = {
        "svg": lambda: svg(drawn.graph, title),
        "mmd": lambda: mermaid(drawn.graph) + "\n",
        "dot": lambda: dot(drawn.graph) + "\n",
        "html": lambda: page_of(drawn, seed, title),
    }[kind]()
    if output == STANDARD:
        sys.stdout.write(text)
    else:
        Path(output).write_text(text, encoding="utf-8", newline="\n")
    return 1 if found.broken else 0


def format_of(path: str, named: str) -> str:
    """Return the format that is meant.

    Args:
        path: The file; empty for the terminal.
        named: The format that the user names; empty for that of the file's name, or Mermaid.

    Raises:
        MistakeError: There is no such format.
    """
    found = named or PurePath(path).suffix.removeprefix(".").lower() or ("" if path else "mmd")
    found = _OTHER_NAMES.get(found, found)
    if found not in FORMATS:
        where = f"{path}: " if path else ""
        raise MistakeError(
            f"{where}there is no format {found!r} for pictures. {did_you_mean(found, FORMATS)} Choose with --format."
        )
    return found


def page_of(drawn: Read, seed: int, title: str) -> str:
    """Return the page, with the fields of each factory and a sample.

    Args:
        drawn: The graph, and its factories.
        seed: Where the values of samples start.
        title: The title.
    """
    factories = watched(drawn.factories.items(), "Looking at factories", len(drawn.factories))
    return page(drawn.graph, {key: details_of(factory, seed) for key, factory in factories}, title)


def edges_of(drawn: Read) -> list[dict[str, object]]:
    """Return what leads from one factory to another, as plain data.

    Args:
        drawn: The graph.
    """
    return [{**attrs.asdict(edge), "kind": edge.kind.value} for edge in drawn.graph.edges]
