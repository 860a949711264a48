"""Names of factory_boy's in texts: targets of patches, loggers, modules to import."""

from __future__ import annotations

import re

import libcst as cst

from typedfactory.cli.migrate.factory_boy.renames import NAMESAKES, NEW, OLD, today

#: The ends of functions that take a name to look up.
_TAKERS = ("patch", "patch.multiple", "setattr", "delattr", "import_module", "import_string", "resolve_name")
_LOGGERS = ("getLogger", "assertLogs", "assertNoLogs", "at_level", "set_level")
_NAMED = re.compile(rf"^{OLD}\.(?P<below>[A-Za-z_]\w*(?:\.\w+)*)$")


def takes_names(function: str) -> bool:
    """Say whether a function looks up the name that it is given.

    Args:
        function: The text of what is called, ``mock.patch``.
    """
    return any(function == each or function.endswith(f".{each}") for each in (*_TAKERS, *_LOGGERS))


def moved_text(text: str, function: str) -> str:
    """Return the name that a text says as it is today; the text where it names nothing of factory_boy's.

    Args:
        text: The text.
        function: The text of what is called with it.

    Example:
        >>> moved_text("factory.fuzzy.FuzzyText", "mock.patch"), moved_text("factory", "logging.getLogger")
        ('typedfactory.factory_boy.fuzzy.FuzzyText', 'typedfactory')
    """
    if any(function == each or function.endswith(f".{each}") for each in _LOGGERS):
        return "typedfactory" if text == OLD or text.startswith(f"{OLD}.") else text
    match = names_theirs(text)
    return text if match is None else f"{NEW}.{today(match)}"


def names_theirs(text: str) -> str | None:
    """Return what a text names below the package ``factory``; None where it names something else.

    Args:
        text: The text.
    """
    match = _NAMED.match(text)
    if match is None:
        return None
    first = match["below"].partition(".")[0]
    return match["below"] if first in NAMESAKES or (first[:1].isupper() and "." not in match["below"]) else None


def with_text(node: cst.SimpleString, text: str) -> cst.SimpleString:
    """Return a text with another content, in the same quotes.

    Args:
        node: The text; has no escapes.
        text: The new content.
    """
    return node.with_changes(value=f"{node.prefix}{node.quote}{text}{node.quote}")
