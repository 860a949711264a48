"""The cases are about models of all these libraries; without one of them, none is run."""

from __future__ import annotations

import importlib.util

LIBRARIES = ("msgspec", "mypy", "pydantic", "sqlalchemy", "yaml")

collect_ignore_glob = [] if all(map(importlib.util.find_spec, LIBRARIES)) else ["test_*.py"]
