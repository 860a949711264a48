"""Find the Pythons of a machine that the project supports."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

VERSIONS = ("3.10", "3.11", "3.12", "3.13", "3.14", "3.15")
#: Where version managers keep what is not on the path.
MANAGED = ("~/.pyenv/versions/{}*/bin/python", "~/.local/share/uv/python/cpython-{}*/bin/python")


def candidates(version: str) -> list[str]:
    """Return the commands that may be this version of Python, best first."""
    on_path = shutil.which(f"python{version}")
    found = [on_path] if on_path else []
    for pattern in MANAGED:
        path = Path(pattern.format(version)).expanduser()
        root = Path(path.anchor)
        found += map(str, sorted(root.glob(str(path.relative_to(root))), reverse=True))
    return found


def runs_as(command: str, version: str) -> bool:
    """Say whether a command runs, is this version of Python, and can make environments."""
    code = "import ensurepip, sys, venv; print('.'.join(map(str, sys.version_info[:2])))"
    result = subprocess.run([command, "-c", code], capture_output=True, text=True, check=False)
    return result.returncode == 0 and result.stdout.strip() == version


def find() -> dict[str, str | None]:
    """Return version → command for each supported version, None for those that the machine lacks."""
    return {
        version: next((command for command in candidates(version) if runs_as(command, version)), None)
        for version in VERSIONS
    }
