"""Run a module under a sampling profiler, and note how much of the processor's time some packages take themselves.

Runs with any Python, without a word of this project's: in the environments of the projects whose tests are run.

    python sampling.py REPORT PACKAGE,PACKAGE MODULE [ARGUMENTS …]

A sample belongs to the innermost function on the stack that is none of the standard library's: what a package has done
for it there counts as its own. Importing a package counts, too. The report is JSON: seconds in all, seconds by package,
and by file for the files that take most.
"""

from __future__ import annotations

import json
import runpy
import signal
import sys
import sysconfig
from collections import Counter
from pathlib import Path
from types import FrameType

#: Seconds of the processor between two samples.
INTERVAL = 0.001
#: How many files are told.
SHOWN = 25

_STANDARD = tuple({sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")})
_INSTALLED = tuple({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})


class Sampler:
    """Counts whose code runs.

    Args:
        packages: The packages that are told apart.
    """

    def __init__(self, packages: list[str]) -> None:
        self.packages = packages
        self.samples = 0
        self.files: Counter[str] = Counter()
        self._made = tuple(f"<{package} " for package in packages)
        self._standard: dict[str, bool] = {}

    def sample(self, _number: int, frame: FrameType | None) -> None:
        """Take one sample."""
        self.samples += 1
        while frame is not None:
            file = frame.f_code.co_filename
            if not self._is_standard(file):
                self.files[file] += 1
                return
            frame = frame.f_back

    def _is_standard(self, file: str) -> bool:
        known = self._standard.get(file)
        if known is None:
            installed = file.startswith(_INSTALLED)
            made = file.startswith("<") and not file.startswith(self._made)
            known = self._standard[file] = not installed and (made or file.startswith(_STANDARD))
        return known

    def report(self) -> dict[str, object]:
        """Return what was counted, in seconds."""
        own: Counter[str] = Counter()
        for package in self.packages:
            # What was compiled at run time is named after the package that did.
            places = (f"<{package} ", *_folders_of(package))
            own[package] = sum(count for file, count in self.files.items() if file.startswith(places))
        return {
            "seconds": self.samples * INTERVAL,
            "own": {package: own[package] * INTERVAL for package in self.packages},
            "files": {file: count * INTERVAL for file, count in self.files.most_common(SHOWN)},
        }


def _folders_of(package: str) -> list[str]:
    """Return where the modules of a package are; none where it was not imported."""
    module = sys.modules.get(package)
    return [] if module is None else [f"{path}/" for path in module.__path__]


def main() -> None:
    """Run the module that is named, and write the report when it ends, however it does."""
    path, packages, module = sys.argv[1:4]
    sampler = Sampler(packages.split(","))
    del sys.argv[0:3]
    signal.signal(signal.SIGPROF, sampler.sample)
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        Path(path).write_text(json.dumps(sampler.report(), indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
