"""Keep a root of another Debian: a folder with a system of its own, in which commands run as if it were the machine.

Each command gets namespaces of its own for mounts and processes. What is mounted for it is seen by nobody else, and ends
with it, however it ends: after Ctrl-C or a crash nothing stays mounted and nothing keeps running.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

#: Namespaces of their own; the last process takes the others and the mounts with it.
ISOLATED = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")
TOOLS = ("debootstrap", "unshare", "chroot", "mount")
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
APT_SOURCES = ("sources.list", "sources.list.d/*.list", "sources.list.d/*.sources")
DEBOOTSTRAP_SCRIPTS = Path("/usr/share/debootstrap/scripts")
CERTIFICATES = Path("/etc/ssl/certs")
PIP_FILES = ("/etc/pip.conf", "/etc/xdg/pip/pip.conf", "~/.config/pip/pip.conf", "~/.pip/pip.conf")
#: Variables that say how to reach the network, and what to test with. Nothing else gets into the root.
KEPT = re.compile(r"(PIP|SSL|TYPEDFACTORY)_\w+|(\w+_)?(CA_BUNDLE|PROXY)|NODE_EXTRA_CA_CERTS", re.IGNORECASE)
#: $1 is the root, $2 the number of folders that are shown in it, read only; then these, and the command.
ENTER = """
root=$1 shared=$2; shift 2
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
while [ "$shared" -gt 0 ]; do
    mkdir -p "$root$1"
    mount --bind -o ro "$1" "$root$1"
    shift; shared=$((shared - 1))
done
exec chroot "$root" "$@"
"""


class CannotRunError(Exception):
    """Something that a root needs is not to be had on this machine; the text says what."""


def ask_for_means() -> None:
    """See whether this machine and its user can have a root at all.

    Raises:
        CannotRunError: If not; says why.
    """
    if os.geteuid() != 0:
        message = "only the user root may mount, and change the root of a process. Run it as root."
        raise CannotRunError(message)
    missing = [tool for tool in TOOLS if not shutil.which(tool, path=PATH)]
    if missing:
        message = f"{', '.join(missing)}: not installed. On Debian: apt-get install debootstrap util-linux."
        raise CannotRunError(message)
    if subprocess.run([*ISOLATED, "true"], check=False, capture_output=True, env={"PATH": PATH}).returncode:
        message = "this machine grants no namespaces, not even to root. Run it outside the container, or grant them."
        raise CannotRunError(message)


def mirrors(texts: Iterable[str]) -> list[str]:
    """Return the addresses in the texts of apt's sources, of both formats, each once."""
    found: list[str] = []
    for text in texts:
        found += re.findall(r"^deb\s+(?:\[[^]]*\]\s+)?(\S+)", text, re.MULTILINE)
        for addresses in re.findall(r"^URIs:(.*(?:\n[ \t]+\S.*)*)", text, re.MULTILINE | re.IGNORECASE):
            found += addresses.split()
    return list(dict.fromkeys(address.rstrip("/") for address in found if re.match(r"https?://", address)))


def find_mirror(release: str, sources: Path = Path("/etc/apt")) -> str:
    """Return the first of the machine's own apt sources that has a release of Debian.

    Args:
        release: The release's name, like ``forky``.
        sources: The folder of apt's configuration.

    Raises:
        CannotRunError: If none has it, or none answers.
    """
    files = [path for pattern in APT_SOURCES for path in sorted(sources.glob(pattern))]
    known = mirrors(path.read_text(encoding="utf-8") for path in files)
    for address in known:
        if answers(f"{address}/dists/{release}/Release"):
            return address
    where = ", ".join(known) or f"none in {sources}"
    message = f"no network, or no source of apt's with Debian's {release} (asked: {where})."
    raise CannotRunError(message)


def answers(address: str) -> bool:
    """Say whether there is something at an http or https address."""
    request = urllib.request.Request(address, method="HEAD")  # noqa: S310 - `mirrors` gives no other schemes
    try:
        with urllib.request.urlopen(request, timeout=30):  # noqa: S310 - as above
            return True
    except OSError:
        return False


def settings(machine: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of commands in a root, made from the machine's."""
    kept = {name: value for name, value in machine.items() if KEPT.fullmatch(name)}
    return {**kept, "HOME": str(Path.home()), "PATH": PATH, "LANG": "C.UTF-8"}


def named_paths(text: str) -> Iterator[Path]:
    """Yield the files and folders of this machine that a setting or a configuration names.

    Of a package index in a folder, the folder above is what is meant: its pages point to files beside it.
    """
    for word in re.split(r"[\s=,]+", text):
        path = Path(word.removeprefix("file://"))
        if not path.is_absolute() or not path.exists() or path == Path("/"):
            continue
        above = path.parent
        yield above if word.startswith("file://") and path.is_dir() and above != Path("/") else path


class DebianRoot(NamedTuple):
    """A root: the folder, the release of Debian that it holds, and the packages that it has beyond the smallest."""

    folder: Path
    release: str
    packages: tuple[str, ...]

    def make(self) -> None:
        """Fill the folder, unless that was done before with the same packages.

        Raises:
            CannotRunError: If the packages are not to be had, or something is mounted where the root shall be.
        """
        stamp = self.folder / ".made"
        made_from = f"{self.release} {' '.join(self.packages)}"
        if stamp.exists() and stamp.read_text(encoding="utf-8") == made_from:
            return
        mirror = find_mirror(self.release)
        self.remove()
        print(f"Making {self.folder} of Debian's {self.release}, from {mirror} (once)", flush=True)
        self.folder.mkdir(parents=True)
        # An older debootstrap does not know the newest releases; they are made as sid is.
        script = next(path for name in (self.release, "sid") if (path := DEBOOTSTRAP_SCRIPTS / name).exists())
        options = ("--variant=minbase", f"--include={','.join(self.packages)}")
        command = ("debootstrap", *options, self.release, str(self.folder), mirror, str(script))
        with (self.folder.parent / f"{self.release}.log").open("w", encoding="utf-8") as log:
            done = subprocess.run(
                [*ISOLATED, *command], check=False, stdout=log, stderr=log, env={**os.environ, "PATH": PATH}
            )
        if done.returncode:
            message = f"debootstrap failed. See {log.name}."
            raise CannotRunError(message)
        stamp.write_text(made_from, encoding="utf-8")

    def remove(self) -> None:
        """Remove the folder, if it is there.

        Raises:
            CannotRunError: If something is mounted below it, which would be removed with it.
        """
        mounted = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()]
        below = [point for point in mounted if Path(point).is_relative_to(self.folder.resolve())]
        if below:
            message = f"mounted by somebody else: {', '.join(below)}. Unmount it."
            raise CannotRunError(message)
        shutil.rmtree(self.folder, ignore_errors=True)

    def carry_in(self) -> tuple[Path, ...]:
        """Copy into the root what the machine reaches the network with: certificates, pip's files, name servers.

        Returns:
            Folders of this machine that the settings name: too large to copy, they are shown in the root.
        """
        if CERTIFICATES.is_dir():
            # Links are followed: they lead out of the folder.
            shutil.rmtree(self.inside(CERTIFICATES), ignore_errors=True)
            shutil.copytree(CERTIFICATES, self.inside(CERTIFICATES), ignore_dangling_symlinks=True)
        named = [Path("/etc/resolv.conf")]
        for name in (*PIP_FILES, os.environ.get("PIP_CONFIG_FILE", os.devnull)):
            path = Path(name).expanduser()
            if path.is_file():
                named += [path, *named_paths(path.read_text(encoding="utf-8"))]
        for value in settings(os.environ).values():
            named += named_paths(value)
        for path in named:
            if path.is_file():
                self.inside(path).parent.mkdir(parents=True, exist_ok=True)
                # What is there may be a link, which leads out of the root.
                self.inside(path).unlink(missing_ok=True)
                shutil.copy(path, self.inside(path))
        self.inside(Path.home()).mkdir(parents=True, exist_ok=True)
        return tuple(dict.fromkeys(path for path in named if path.is_dir() and path not in {Path.home(), CERTIFICATES}))

    def inside(self, path: Path) -> Path:
        """Return where an absolute path of the root lies on the machine."""
        return self.folder / path.relative_to(path.anchor)

    def entering(self, *command: str, shared: Iterable[Path] = (), directory: str = "/") -> list[str]:
        """Return the command that runs another one in the root.

        Args:
            *command: What to run.
            shared: Folders of the machine that are to be seen there, read only.
            directory: Where in the root to run it.
        """
        folders = [str(path) for path in shared]
        arguments = [str(self.folder), str(len(folders)), *folders, "env", f"--chdir={directory}", *command]
        return [*ISOLATED, "sh", "-ec", ENTER, "sh", *arguments]
