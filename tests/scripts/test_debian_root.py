"""A root of another Debian: what it is made from, and what is left when a command in it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import debian_root
from scripts.debian_root import CannotRunError, DebianRoot, ask_for_means, find_mirror, mirrors, named_paths, settings


def test_both_formats_of_sources_are_read() -> None:
    one_line = "# deb http://old.example/debian stable main\ndeb [arch=amd64] http://a.example/debian/ stable main\n"
    stanza = "Types: deb\nURIs: https://b.example/debian\n http://c.example/debian\nSuites: stable\n"
    others = "deb cdrom:[Debian]/ stable main\ndeb-src http://d.example/debian stable main\n"
    assert mirrors([one_line, stanza, others, one_line]) == [
        "http://a.example/debian",
        "https://b.example/debian",
        "http://c.example/debian",
    ]


def test_the_first_source_that_has_the_release_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sources.list").write_text("deb http://tools.example stable main\n", encoding="utf-8")
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "sources.list.d" / "debian.sources").write_text("URIs: http://debian.example\n", encoding="utf-8")
    monkeypatch.setattr(debian_root, "answers", lambda address: address.startswith("http://debian.example"))
    assert find_mirror("forky", tmp_path) == "http://debian.example"


def test_without_network_it_says_what_was_asked(tmp_path: Path) -> None:
    # A port that nobody listens on.
    (tmp_path / "sources.list").write_text("deb http://127.0.0.1:9/debian stable main\n", encoding="utf-8")
    with pytest.raises(CannotRunError) as caught:
        find_mirror("forky", tmp_path)
    assert str(caught.value) == (
        "no network, or no source of apt's with Debian's forky (asked: http://127.0.0.1:9/debian)."
    )


def test_a_machine_without_apt_has_no_mirror(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError) as caught:
        find_mirror("forky", tmp_path)
    assert str(caught.value) == f"no network, or no source of apt's with Debian's forky (asked: none in {tmp_path})."


def test_only_root_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(CannotRunError, match=r"^only the user root may mount"):
        ask_for_means()


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(debian_root, "TOOLS", ("sh", "no-such-debootstrap"))
    with pytest.raises(CannotRunError) as caught:
        ask_for_means()
    assert str(caught.value) == (
        "no-such-debootstrap: not installed. On Debian: apt-get install debootstrap util-linux."
    )


def test_the_ways_to_the_network_are_kept_and_nothing_else() -> None:
    machine = {
        "PIP_INDEX_URL": "https://index.example/simple",
        "SSL_CERT_FILE": "/certificates.pem",
        "REQUESTS_CA_BUNDLE": "/certificates.pem",
        "https_proxy": "http://proxy.example:3128",
        "TYPEDFACTORY_HYPOTHESIS_PROFILE": "thorough",
        "PATH": "/home/ann/bin",
        "PYTHONPATH": "/home/ann/code",
        "API_KEY": "a secret",
    }
    kept = settings(machine)
    assert kept.pop("PATH") == debian_root.PATH
    assert kept.pop("HOME") == str(Path.home())
    assert kept.pop("LANG") == "C.UTF-8"
    assert kept == {name: value for name, value in machine.items() if name not in {"PATH", "PYTHONPATH", "API_KEY"}}


def test_paths_in_settings_are_found(tmp_path: Path) -> None:
    index = tmp_path / "index" / "simple"
    index.mkdir(parents=True)
    file = tmp_path / "constraints.txt"
    file.touch()
    text = f"[global]\nconstraint = {file}\nextra-index-url = https://index.example{file} file://{index}\n/nowhere ."
    assert list(named_paths(text)) == [file, index.parent]


def test_what_somebody_mounted_is_not_removed() -> None:
    with pytest.raises(CannotRunError, match="mounted by somebody else"):
        DebianRoot(Path("/proc"), "forky", ()).remove()


@pytest.fixture
def root(tmp_path: Path) -> DebianRoot:
    """A root that shows the system of the machine; skips where there can be none."""
    try:
        ask_for_means()
    except CannotRunError as error:
        pytest.skip(str(error))
    for name in ("bin", "sbin", "lib", "lib64"):
        if Path("/", name).is_symlink():
            (tmp_path / name).symlink_to(Path("/", name).readlink())
    for name in ("proc", "dev"):
        (tmp_path / name).mkdir()
    return DebianRoot(tmp_path, "none", ())


SHARED = (Path("/usr"),)


def mounted_below(folder: Path) -> list[str]:
    """Return the lines of the machine's list of mounts that name a folder."""
    return [line for line in Path("/proc/self/mountinfo").read_text("utf-8").splitlines() if str(folder) in line]


def test_a_command_sees_the_root_and_shared_folders_that_it_cannot_write(root: DebianRoot) -> None:
    script = "ls /; pwd; touch /usr/here 2>/dev/null || echo read only; touch /proof; mount | grep -c ' on /proc '"
    entering = root.entering("sh", "-c", script, shared=SHARED, directory="/usr")
    done = subprocess.run(entering, check=True, capture_output=True, text=True, env=settings({}))
    assert done.stdout.splitlines()[-3:] == ["/usr", "read only", "1"]
    assert {"dev", "proc", "usr"} <= set(done.stdout.splitlines())
    assert (root.folder / "proof").exists()
    assert mounted_below(root.folder) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_whatever_ends_a_command_nothing_stays_mounted_and_nothing_runs_on(root: DebianRoot, number: int) -> None:
    code = "import subprocess, sys; subprocess.run(sys.argv[1:])"
    script = "echo begun > /begun; sleep 600; true"
    entering = root.entering("sh", "-c", script, shared=SHARED)
    process = subprocess.Popen([sys.executable, "-c", code, *entering], env=settings({}), start_new_session=True)
    wait_for((root.folder / "begun").exists)
    # As a terminal sends it: to the whole group.
    os.killpg(process.pid, number)
    process.wait(timeout=30)
    wait_for(lambda: not any(is_below(root.folder, each) for each in Path("/proc").glob("[0-9]*/root")))
    assert mounted_below(root.folder) == []


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds, half a minute at most."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def is_below(folder: Path, link: Path) -> bool:
    """Say whether the root of a process, by its link in /proc, is in a folder."""
    try:
        return link.readlink().is_relative_to(folder)
    except OSError:
        # It has ended.
        return False


def test_settings_are_carried_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheels, configuration = tmp_path / "wheels", tmp_path / "pip.conf"
    wheels.mkdir()
    configuration.write_text(f"[global]\nfind-links = {wheels}\n", encoding="utf-8")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(configuration))
    monkeypatch.setattr(debian_root, "PIP_FILES", ())
    root = DebianRoot(tmp_path / "root", "forky", ())
    assert wheels in root.carry_in()
    assert root.inside(configuration).read_text(encoding="utf-8") == configuration.read_text(encoding="utf-8")
    assert root.inside(Path("/etc/resolv.conf")).exists() == Path("/etc/resolv.conf").exists()


def test_a_link_in_the_root_is_not_followed_out_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside, configuration = tmp_path / "outside", tmp_path / "pip.conf"
    outside.write_text("the machine's own", encoding="utf-8")
    configuration.write_text("[global]\n", encoding="utf-8")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(configuration))
    monkeypatch.setattr(debian_root, "PIP_FILES", ())
    root = DebianRoot(tmp_path / "root", "forky", ())
    root.inside(configuration).parent.mkdir(parents=True)
    root.inside(configuration).symlink_to(outside)
    root.carry_in()
    assert outside.read_text(encoding="utf-8") == "the machine's own"
