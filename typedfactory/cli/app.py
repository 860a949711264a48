"""All commands, put together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from typedfactory.__about__ import __version__
from typedfactory.cli.check import command as check
from typedfactory.cli.demo import command as demo
from typedfactory.cli.explain import command as explain
from typedfactory.cli.frame.running import guarded, run_app
from typedfactory.cli.generate import command as generate
from typedfactory.cli.graph import command as graph
from typedfactory.cli.migrate import command as migrate
from typedfactory.cli.new import command as new
from typedfactory.cli.seed import command as seed
from typedfactory.cli.types import command as types

app = typer.Typer(
    name="typedfactory",
    help="Test data factories that know your types.",
    epilog="A command's own help has an example: typedfactory check --help",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"typedfactory {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Test data factories that know your types."""


app.command("check", epilog=check.EXAMPLE)(guarded(check.check))
app.command("demo", epilog=demo.EXAMPLE)(guarded(demo.demo))
app.command("explain", epilog=explain.EXAMPLE)(guarded(explain.explain))
app.command("generate", epilog=generate.EXAMPLE)(guarded(generate.generate))
app.command("graph", epilog=graph.EXAMPLE)(guarded(graph.graph))
app.command("migrate", epilog=migrate.EXAMPLE)(guarded(migrate.migrate))
app.command("new", epilog=new.EXAMPLE)(guarded(new.new))
app.command("seed", epilog=seed.EXAMPLE)(guarded(seed.seed))
app.command("types", epilog=types.EXAMPLE)(guarded(types.types))


def run(arguments: Sequence[str]) -> int:
    """Run the command line, and return the status.

    Args:
        arguments: What stands after the program's name.
    """
    return run_app(app, arguments)
