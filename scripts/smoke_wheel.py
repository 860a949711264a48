"""Build the wheel, install it into a fresh environment, and use it there, away from the source tree."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def build_wheel(folder: Path) -> Path:
    """Build the wheel of the tree into a folder and return its path; the build's output is shown if it fails."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise SystemExit(f"The wheel could not be built:\n{result.stdout}{result.stderr}")
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, environment: Path) -> Path:
    """Make an environment, install the wheel and what it needs into it, and return its Python."""
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, str(wheel)], check=True)
    return python


def main() -> None:
    """Run the smoke test and the example shop from the wheel."""
    with tempfile.TemporaryDirectory(prefix="typedfactory-") as name:
        folder = Path(name)
        wheel = build_wheel(folder)
        print(f"Built {wheel.name}", flush=True)
        environment = folder / "environment"
        python = install(wheel, environment)
        elsewhere = folder / "elsewhere"
        shutil.copytree(ROOT / "examples", elsewhere / "examples")
        smoke = shutil.copy(ROOT / "scripts" / "smoke.py", elsewhere)
        subprocess.run([str(python), smoke, str(environment)], cwd=elsewhere, check=True)
        subprocess.run([str(python), "-m", "examples.shop"], cwd=elsewhere, check=True, stdout=subprocess.DEVNULL)
        print("The example shop runs from the wheel.")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"This command failed: {' '.join(map(str, error.cmd))}") from None
