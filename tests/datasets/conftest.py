"""Data sets need libraries that the newest Pythons have not."""

from __future__ import annotations

import importlib.util

collect_ignore_glob = [] if importlib.util.find_spec("pyarrow") and importlib.util.find_spec("numpy") else ["*"]
