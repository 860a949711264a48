"""The command line: ``typedfactory …`` and ``python -m typedfactory …``."""

from __future__ import annotations

import importlib
import sys

#: What the extra `cli` brings.
_NEEDED = ("rich", "typer")


def main() -> None:
    """Run the command line, and end the program with its status."""
    try:
        for name in _NEEDED:
            importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name not in _NEEDED:
            raise
        sys.stderr.write(
            f"typedfactory: the command line needs {error.name}, which is not installed. "
            f"Install it with: pip install 'typedfactory[cli]'\n"
        )
        sys.exit(2)
    # Late: it needs what was looked for above.
    from typedfactory.cli.app import run  # noqa: PLC0415 - as said above

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
