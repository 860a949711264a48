"""Build the wheel, install it into a fresh environment, and use it there, away from the source tree."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: What the commands are tried on.
SHOP = """
import dataclasses
import enum
import typedfactory as factory


class Kind(enum.Enum):
    GUEST = "guest"
    MEMBER = "member"


@dataclasses.dataclass
class User:
    name: str
    kind: Kind = Kind.GUEST


class UserFactory(factory.Factory[User]):
    name = factory.Sequence(lambda n: f"user{n}")

    class Params:
        member = factory.Trait(kind=Kind.MEMBER)
"""
#: Exit status, and what is asked for.
COMMANDS = (
    (0, "--version"),
    (0, "demo"),
    (0, "check shop.py"),
    (0, "explain shop:UserFactory member=true"),
    (0, "graph shop -o shop.html"),
    (0, "graph shop -o shop.svg"),
    (0, "generate shop:UserFactory -n 3 -o users.jsonl"),
    (0, "generate shop:UserFactory -n 3 -o users.csv"),
    (0, "new shop -o factories.py"),
    (0, "check factories.py"),
    (0, "types shop.py"),
    (0, "types shop.py --check"),
    (0, "migrate shop.py"),
    (2, "check nothing.py"),
    (2, "explain shop:PersonFactory"),
    (2, "explain shop:UserFactory nmae=x"),
    (2, "graph shop -o shop.xyz"),
    (2, "generate shop:UserFactory -n 3 -o nowhere/users.csv"),
    (2, "new nothing -o other.py"),
    (2, "types nothing.py"),
    (2, "migrate nothing.py"),
    (2, "seed shop:UserFactory -n 3 --url sqlite:///shop.db"),
)


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
    subprocess.run([*pip, f"{wheel}[cli]"], check=True)
    return python


def try_commands(python: Path, folder: Path) -> None:
    """Run each command through its entry point, with what it takes and with a mistake in it; compare the exit statuses."""
    (folder / "shop.py").write_text(SHOP, encoding="utf-8")
    for status, line in COMMANDS:
        done = subprocess.run(
            [str(python.with_name("typedfactory")), *line.split()],
            cwd=folder,
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode != status or (status and (done.stderr.count("\n") != 1 or "Traceback" in done.stderr)):
            raise SystemExit(
                f"typedfactory {line}: status {done.returncode}, not {status}.\n{done.stdout}{done.stderr}"
            )
    print(f"{len(COMMANDS)} calls of commands do what they should from the wheel.")


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
        commands = folder / "commands"
        commands.mkdir()
        try_commands(python, commands)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"This command failed: {' '.join(map(str, error.cmd))}") from None
