"""How Sphinx builds the documentation. The pages are written in MyST Markdown; nothing is fetched while building."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import addnodes

if TYPE_CHECKING:
    from docutils import nodes  # type: ignore[import-untyped]
    from sphinx.application import Sphinx

from typedfactory.__about__ import __version__

project = "typedfactory"
author = "typedfactory contributors"
copyright = author
version = release = __version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
    "sphinx_copybutton",
]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["_build"]
# Every name in the reference that leads nowhere is a warning, but for those of other people's documentation, which are
# not fetched, and those that say nothing by themselves.
nitpicky = True
nitpick_ignore_regex = [
    ("py:class", r"(collections|datetime|decimal|random)\..+"),  # the standard library
    # pytest, Django, SQLAlchemy, Hypothesis, Faker
    ("py:class", r"(_pytest|django|sqlalchemy|hypothesis|st)\..+|BaseProvider"),
    ("py:class", r"(.+\.)?[A-Z](_co)?"),  # type variables
    ("py:class", r"typedfactory\.declarations\.nested\.FactoryOf"),  # any factory, as a protocol
    (
        "py:class",
        r"(typedfactory\.ground\.given\.)?User(Value|Values|Function)|FactoryClass|Checker|TypeIs|Random|AnySession|SessionFactory",
    ),  # overloads, and other names of types
    (
        "py:class",
        r"typedfactory\.(plan\.describe\.spec\.FactorySpec|facade\.realistic\.Switched)|Locale|Subject",
    ),  # shown, not documented: they may change
    ("py:class", r"typedfactory\.datasets\.\w+\..+|typing_extensions\.Unpack|(pathlib\.)?Path|os\.PathLike"),
    ("py:class", r"RunKeywords|By|Engine"),  # of data sets: names of types
]
# `name` in a docstring is a link to the entry of that name.
default_role = "py:obj"

# Headings down to the third level can be linked to: [text](page.md#heading).
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence", "deflist"]

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_numpy_docstring = False

# Prompts and what is printed are not copied.
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

html_theme = "furo"
html_title = f"typedfactory {release}"


def add_unreleased(app: Sphinx, page: str, source: list[str]) -> None:
    """Show on the changelog's page what no release has yet: the fragments in changelog.d/."""
    if page != "changelog":
        return
    folder = Path(app.srcdir).parent / "changelog.d"
    parts = ["# Changelog", "## Not released yet"]
    for kind in ("added", "changed", "fixed", "removed"):
        fragments = [path.read_text(encoding="utf-8").strip() for path in sorted(folder.glob(f"*.{kind}*.md"))]
        if fragments:
            parts += [f"### {kind.title()}", *("- " + text.replace("\n", "\n  ") for text in fragments)]
    source[0] = "\n\n".join([*parts, source[0]])


#: What stands in signatures for the library's names of what passes through it.
PLAIN_TYPES = (
    (r"\bUserValues\b", "dict[str, Any]"),
    (r"\bUserValue\b", "Any"),
    (r"\bUserFunction\b", "Callable[..., Any]"),
    (r"\bFunctionGiving\[(\w+)\]", r"Callable[..., \1]"),
    (r"\bFactoryClass\b", "type"),
    (r"(?<![\w.])Factory\b", "typedfactory.Factory"),
)


def show_plain_types(
    app: Sphinx, what: str, name: str, obj: object, options: object, signature: str | None, returns: str | None
) -> tuple[str | None, str | None]:
    """Name types in signatures as readers know them."""
    for pattern, plain in PLAIN_TYPES:
        signature = signature and re.sub(pattern, plain, signature)
        returns = returns and re.sub(pattern, plain, returns)
    return signature, returns


def name_the_factory(app: Sphinx, doctree: nodes.document) -> None:
    """Let `Factory` in an overload, whose source is shown as it is written, mean the one that users derive from."""
    for reference in doctree.findall(addnodes.pending_xref):
        if reference["reftarget"] == "Factory" and reference.get("py:module") is None:
            reference["reftarget"] = "typedfactory.Factory"


def setup(app: Sphinx) -> None:
    """Register what this file adds to Sphinx."""
    app.connect("doctree-read", name_the_factory)
    app.connect("autodoc-process-signature", show_plain_types)
    app.connect("source-read", add_unreleased)
