from __future__ import annotations

from tests.pytest_plugin.conftest import Run

SOURCE = """
from factories import AuthorFactory

def test_it():
    AuthorFactory(nmae="Bo")
"""


def test_an_error_of_a_factory_is_shown_where_the_call_stands(run: Run) -> None:
    result = run(SOURCE)
    result.stdout.fnmatch_lines(
        [
            ">       AuthorFactory(nmae=*",
            "E       typedfactory.errors.UnknownFieldError: AuthorFactory.nmae: *",
            "",
            "*test_it.py:6: UnknownFieldError",
        ],
        consecutive=True,
    )
    result.stdout.no_fnmatch_line("*start_default*")


def test_full_trace_shows_the_frames_of_the_library(run: Run) -> None:
    run(SOURCE, "--full-trace").stdout.fnmatch_lines(["*start_default*"])


def test_an_error_of_the_users_own_keeps_its_traceback(run: Run) -> None:
    result = run(
        """
        import typedfactory as factory
        from factories import AuthorFactory

        def fail(author):
            raise KeyError("mine")

        def test_it():
            AuthorFactory(name=factory.LazyAttribute(fail))
        """
    )
    result.stdout.fnmatch_lines(["*def fail(author):*", "E       KeyError: 'mine'"])
