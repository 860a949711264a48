"""What differs between the supported Python versions, and nothing else."""

from __future__ import annotations

import sys

if sys.version_info >= (3, 11):  # pragma: no branch - measured on one version

    def add_note(error: BaseException, note: str) -> None:
        """Attach a note to an exception (PEP 678)."""
        error.add_note(note)

else:  # pragma: no cover - Python 3.10

    def add_note(error: BaseException, note: str) -> None:
        """Attach a note to an exception in the place where Python 3.11 and later keep it."""
        notes = getattr(error, "__notes__", None)
        if notes is None:
            notes = []
            error.__notes__ = notes  # type: ignore[attr-defined]  # typeshed knows it from 3.11 on
        notes.append(note)
