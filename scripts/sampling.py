"""Run a module under a sampling profiler, and note how much of the processor's time some packages take themselves.

Runs with any Python, without a word of this project's: in the environments of the projects whose tests are run.

    python sampling.py REPORT PACKAGE,PACKAGE MODULE [ARGUMENTS …]

A sample belongs to the innermost function on the stack that is none of the standard library's: what a package has done
for it there counts as its own, and so does importing it. What other packages take while a package imports them is told
apart. The report is JSON: seconds in all, seconds by package, and by file for the files that take most.
"""

from __future__ import annotations

import gc
import json
import runpy
import signal
import sys
import sysconfig
import time
from collections import Counter
from pathlib import Path
from types import FrameType

#: Seconds of the processor between two samples that are asked for; a system may take fewer.
INTERVAL = 0.001
#: How many files are told.
SHOWN = 60

#: Where the standard library imports modules for import statements.
_IMPORTING = "<frozen importlib._bootstrap>"

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
        self.imported: Counter[str] = Counter()
        self._made = tuple(f"<{package} " for package in packages)
        self._standard: dict[str, bool] = {}

    def sample(self, _number: int, frame: FrameType | None) -> None:
        """Take one sample."""
        self.samples += 1
        if frame is not None and frame.f_code is Sampler.collect.__code__:
            return
        at = frame
        while at is not None:
            file = at.f_code.co_filename
            if not self._is_standard(file):
                self.files[file] += 1
                self._note_importer(file, at.f_back)
                return
            at = at.f_back

    def _note_importer(self, file: str, frame: FrameType | None) -> None:
        """Note the package that is importing another one's file, if one is."""
        inner = ""
        while frame is not None:
            outer = frame.f_code.co_filename
            if inner == _IMPORTING:
                for package in self.packages:
                    folders = tuple(_folders_of(package))
                    if folders and outer.startswith(folders) and not file.startswith(folders):
                        self.imported[package] += 1
                        return
            inner, frame = outer, frame.f_back

    def collect(self, _phase: str, _details: dict[str, int]) -> None:
        """Be the first that is called when garbage has been collected: what was sampled meanwhile is told here."""

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
        seconds = time.process_time()
        each = seconds / max(self.samples, 1)
        return {
            "seconds": seconds,
            "samples": self.samples,
            "own": {package: own[package] * each for package in self.packages},
            "imported": {package: self.imported[package] * each for package in self.packages},
            "files": {file: count * each for file, count in self.files.most_common(SHOWN)},
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
    gc.callbacks.insert(0, sampler.collect)
    signal.signal(signal.SIGPROF, sampler.sample)
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        Path(path).write_text(json.dumps(sampler.report(), indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
