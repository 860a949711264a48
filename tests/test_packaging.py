"""What is shipped: one version, a typed wheel with the package and nothing else, extras, a light import."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

import typedfactory
from typedfactory import __about__

ROOT = Path(__file__).resolve().parent.parent
OPTIONAL = {
    *{"pydantic", "sqlalchemy", "django", "mongoengine", "mogo", "msgspec", "mypy", "pytest", "hypothesis"},
    *{"cli", "datasets"},
}
#: Libraries that a plain import must not load, by the name of their module.
HEAVY = [
    "faker",
    "numpy",
    "pyarrow",
    "distributed",
    "duckdb",
    "pydantic",
    "sqlalchemy",
    "django",
    "mongoengine",
    "pymongo",
    "mogo",
    "msgspec",
    "mypy",
    "rich",
    "typer",
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from the tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def run_python(code: str) -> str:
    """Return what a fresh interpreter prints."""
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def test_the_version_is_the_same_wherever_it_is_asked_for() -> None:
    assert typedfactory.__version__ == __about__.__version__ == metadata.version("typedfactory")


def test_the_version_is_written_in_one_place() -> None:
    literal = re.compile(rf"""["']{re.escape(__about__.__version__)}["']""")
    sources = [ROOT / "pyproject.toml", *ROOT.glob("typedfactory/**/*.py"), ROOT / "docs" / "conf.py"]
    assert [path.name for path in sources if literal.search(path.read_text(encoding="utf-8"))] == ["__about__.py"]


def test_the_wheel_says_that_the_package_is_typed(wheel: zipfile.ZipFile) -> None:
    assert "typedfactory/py.typed" in wheel.namelist()


def test_the_wheel_holds_the_package_and_its_metadata_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    modules = {
        path.relative_to(ROOT).as_posix() for path in ROOT.glob("typedfactory/**/*.py*") if path.suffix != ".pyc"
    }
    info = f"typedfactory-{__about__.__version__}.dist-info"
    extra = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
    shipped = {name for name in wheel.namelist() if name.removeprefix(f"{info}/") not in extra}
    shop = {f"typedfactory/cli/demo/shop/{path.name}" for path in ROOT.glob("examples/shop/*.py")}
    page = (path for path in ROOT.glob("typedfactory/cli/graph/page/**/*") if path.is_file() and path.suffix != ".pyc")
    parts = {path.relative_to(ROOT).as_posix() for path in page}
    assert shipped == {*modules, *shop, *parts, "typedfactory/py.typed"}


def test_the_wheel_is_for_every_platform(wheel: zipfile.ZipFile) -> None:
    assert Path(wheel.filename or "").name == f"typedfactory-{__about__.__version__}-py3-none-any.whl"


def requirements_of(extra: str) -> set[str]:
    """Return the requirements that an extra adds, as the metadata of the installed package have them."""
    marker = re.compile(rf"""(?P<requirement>[^;]+?) *; *extra == ["']{extra}["']""")
    lines = metadata.requires("typedfactory") or ()
    return {match["requirement"] for match in map(marker.fullmatch, lines) if match}


@pytest.mark.parametrize("extra", sorted(OPTIONAL - {"cli", "datasets"}))
def test_each_extra_names_one_library_with_a_lower_bound(extra: str) -> None:
    (requirement,) = requirements_of(extra)
    assert re.fullmatch(r"[a-z]+>=[0-9.]+", requirement)


def test_the_command_line_needs_what_it_is_made_of() -> None:
    assert {re.split("[>=]", line)[0] for line in requirements_of("cli")} == {"libcst", "rich", "typer"}


def test_data_sets_need_what_they_are_made_of() -> None:
    lines = metadata.requires("typedfactory") or ()
    named = {re.split("[>=]", line)[0] for line in lines if re.search("extra == .datasets.", line)}
    assert named == {"cloudpickle", "distributed", "duckdb", "numpy", "pyarrow"}


def test_the_extra_all_is_the_union_of_the_others() -> None:
    assert requirements_of("all") == {line for extra in OPTIONAL for line in requirements_of(extra)}


def test_the_extras_are_those_of_the_optional_libraries_and_those_for_working_on_the_project() -> None:
    provided = set(metadata.metadata("typedfactory").get_all("Provides-Extra") or ())
    assert provided == {
        *OPTIONAL,
        "all",
        "test",
        "dev",
        "bench",
        "corpora",
        "corpora-django",
        "corpora-sqlalchemy",
        "docs",
    }


def test_importing_the_package_loads_no_optional_library() -> None:
    code = f"import json, sys, typedfactory; print(json.dumps([name for name in {HEAVY} if name in sys.modules]))"
    assert json.loads(run_python(code)) == []


def test_the_optional_libraries_are_installed_here_so_that_the_test_above_means_something() -> None:
    code = "import importlib.util as u, json; "
    code += f"print(json.dumps([name for name in {HEAVY} if u.find_spec(name) is None]))"
    assert json.loads(run_python(code)) == []


def test_every_public_name_can_be_had() -> None:
    missing = [name for name in dir(typedfactory) if not hasattr(typedfactory, name)]
    assert missing == []


def test_importing_the_package_or_the_mypy_plugin_loads_nothing_of_the_runtime() -> None:
    code = "import json, sys, typedfactory, typedfactory.mypy; "
    code += "print(json.dumps([name for name in sys.modules if name.startswith('typedfactory')]))"
    loaded = {name for name in json.loads(run_python(code)) if not name.startswith("typedfactory.mypy")}
    assert loaded == {"typedfactory", "typedfactory.__about__", "typedfactory.facade", "typedfactory.facade.lazy"}


def test_all_names_come_with_a_star_import() -> None:
    names: dict[str, object] = {}
    exec("from typedfactory import *", names)  # noqa: S102 - only a module's top may say it
    assert set(names) - {"__builtins__"} == set(dir(typedfactory))


def test_a_name_that_does_not_exist_is_an_attribute_error_that_names_it() -> None:
    with pytest.raises(AttributeError) as caught:
        _ = typedfactory.Factroy  # type: ignore[attr-defined]  # mypy says so too
    assert str(caught.value) == "module 'typedfactory' has no attribute 'Factroy'. Did you mean \"Factory\"?"
    with pytest.raises(AttributeError) as caught:
        _ = typedfactory.qqq  # type: ignore[attr-defined]  # as above
    assert str(caught.value) == "module 'typedfactory' has no attribute 'qqq'."
