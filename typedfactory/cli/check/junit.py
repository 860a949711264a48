"""A report as build servers read it: one test case a factory, in JUnit's XML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from typedfactory.checking.report import CheckFailure

#: What XML cannot hold.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(path: Path, factories: Sequence[str], failures: Sequence[CheckFailure]) -> None:
    """Write a report.

    Args:
        path: The file.
        factories: The names of all that was checked, with their modules.
        failures: What failed; of modules that could not be imported, too.
    """
    names = dict.fromkeys([*factories, *(failure.factory for failure in failures)])
    failed = {failure.factory for failure in failures}
    suite = ET.Element(
        "testsuite", name="typedfactory check", tests=str(len(names)), failures=str(len(failed)), errors="0"
    )
    for name in names:
        module, _, last = name.rpartition(".")
        case = ET.SubElement(suite, "testcase", classname=module, name=last)
        for failure in failures:
            if failure.factory == name:
                told = ET.SubElement(case, "failure", message=_clean(failure.error))
                told.text = _clean(str(failure))
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    path.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
