"""Types of factories for checkers and editors that have no plugin: stub files whose calls name each field.

Inside: `naming` (annotations as text, and the imports they need), `parameters` (what a factory's calls take), `classes`
(one factory in a stub file), `modules` (a whole stub file), `files` (where it goes, and whether it is stale), `loading`;
``python -m typedfactory.typing`` is in `__main__`.
May be used from outside: what is imported here, by the command line.
May import: `checking`, the façade and below.
"""

from __future__ import annotations

from typedfactory.typing.files import Outcome, StubFile, stub_files, write_stubs

__all__ = ["Outcome", "StubFile", "stub_files", "write_stubs"]
