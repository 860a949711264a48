"""How a command ends: statuses, and one line for what went wrong.

0: all is well. 1: the command did its work and found something. 2: the user has to change something. 130: Ctrl-C.
"""

from __future__ import annotations

import _thread
import contextlib
import errno
import functools
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator, Sequence

import typer
from typer.main import get_command
from typing_extensions import ParamSpec

from typedfactory.cli.frame.mistakes import MistakeError, ReaderGoneError, StoppedError
from typedfactory.cli.frame.output import error_console
from typedfactory.errors import FactoryError, did_you_mean

P = ParamSpec("P")

OK, FOUND, MISTAKEN, STOPPED = 0, 1, 2, 130
#: What typer raises for a command line that it cannot read; it has no public name there.
_UNREADABLE = typer.BadParameter.__mro__[1]
#: What it says of a misspelt name; its versions suggest others in ways of their own.
_UNKNOWN = re.compile(r"^No such (?P<kind>command|option):? '?(?P<name>[^\s']*[^\s'.:])")


def guarded(command: Callable[P, int]) -> Callable[P, None]:
    """Let a command return its status, and keep its errors from typer, which has its own ways with some.

    Args:
        command: The command.
    """

    @functools.wraps(command)
    def run_guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            status = command(*args, **kwargs)
            sys.stdout.flush()
        except KeyboardInterrupt as error:
            raise StoppedError from error
        except BrokenPipeError as error:
            raise ReaderGoneError from error
        except FactoryError as error:
            raise MistakeError(" ".join(str(error).split())) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise ReaderGoneError from error
            name = f"{error.filename}: " if error.filename else "the output: "
            raise MistakeError(f"{name}{error.strerror or error}.") from error
        raise typer.Exit(status)

    return run_guarded


def run_app(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Run the command that the arguments name, and return the status.

    Args:
        app: All commands.
        arguments: The command line, without the program's name.
    """
    try:
        with keeping_interrupts():
            status = get_command(app).main(args=list(arguments), prog_name="typedfactory", standalone_mode=False)
    except MistakeError as error:
        complain(str(error))
        status = MISTAKEN
    except StoppedError:
        complain("stopped.")
        status = STOPPED
    except ReaderGoneError:
        # What is left cannot be written; the interpreter would try.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = OK
    except Exception as error:
        if not isinstance(error, _UNREADABLE):
            raise
        if str(error):
            complain(_in_one_line(error))
        status = MISTAKEN
    return status if isinstance(status, int) else OK


@contextlib.contextmanager
def keeping_interrupts() -> Iterator[None]:
    """Let Ctrl-C reach the command in the block, even if it was pressed while Python collected garbage.

    What is raised then, Python only prints: ``Exception ignored in …``.
    """
    before = sys.unraisablehook

    def look(ignored: sys.UnraisableHookArgs) -> None:
        if issubclass(ignored.exc_type, KeyboardInterrupt):
            # Not here, where it would be ignored again.
            again = threading.Timer(LATER, _thread.interrupt_main)
            again.daemon = True
            again.start()
        else:
            before(ignored)

    sys.unraisablehook = look
    try:
        yield
    finally:
        sys.unraisablehook = before


#: How much later, in seconds, an interrupt comes again.
LATER = 0.02


def _in_one_line(error: Exception) -> str:
    format_message = getattr(error, "format_message", None)
    text = " ".join(str(error if format_message is None else format_message()).split())
    context: typer.Context | None = getattr(error, "ctx", None)
    path = "typedfactory" if context is None else context.command_path
    unknown = _UNKNOWN.match(text)
    if unknown is not None and context is not None:
        known = _names_in(context, unknown["kind"])
        return f"there is no {unknown['kind']} {unknown['name']!r}. {did_you_mean(unknown['name'], known)}"
    return f"{text.rstrip('.')}. See {path} --help."


def _names_in(context: typer.Context, kind: str) -> list[str]:
    if kind == "command":
        return list(getattr(context.command, "commands", ()))
    return [name for parameter in context.command.params for name in parameter.opts if name.startswith("--")]


def complain(message: str) -> None:
    """Say in one line what went wrong.

    Args:
        message: What, and what to do.
    """
    error_console().print(f"typedfactory: {message}", soft_wrap=True)
