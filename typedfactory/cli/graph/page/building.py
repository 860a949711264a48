"""Putting the page together."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from importlib import resources

from typedfactory.cli.graph.details import Details
from typedfactory.cli.graph.model import Graph, Kind

#: The names that the page has for kinds.
_KINDS: Mapping[Kind, str] = {Kind.SUB: "sub", Kind.RELATED: "related", Kind.MANY: "many", Kind.FILLED: "filled"}
#: Where the page has a part put in.
_MARK = re.compile("<!--([a-z]+)-->")


def page(graph: Graph, details: Mapping[str, Details], title: str) -> str:
    """Return the page.

    Args:
        graph: The graph.
        details: Key → what is shown of a factory.
        title: What stands at its top.
    """
    here = resources.files("typedfactory.cli.graph.page")

    def text_of(*name: str) -> str:
        return here.joinpath(*name).read_text(encoding="utf-8")

    parts = {
        "title": escape(title),
        "heading": escape(title),
        "css": text_of("page.css"),
        "licences": text_of("vendored", "LICENSES.txt").replace("--", "- -"),
        "cytoscape": _script(text_of("vendored", "cytoscape.min.js")),
        "dagre": _script(text_of("vendored", "cytoscape-dagre.min.js")),
        "data": _data(graph, details),
        "js": text_of("page.js"),
    }
    # At once, so that nothing that is put in is taken for a mark.
    return _MARK.sub(lambda mark: parts[mark[1]], text_of("page.html"))


def _script(text: str) -> str:
    """Return a script without the place of its source, which a browser would look for outside of the file."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("//# sourceMappingURL"))


def _data(graph: Graph, details: Mapping[str, Details]) -> str:
    nodes = [
        {
            "id": node.key,
            "name": node.name,
            "module": node.module,
            "model": node.model,
            "origin": node.origin,
            "about": details[node.key].about,
            "traits": details[node.key].traits,
            "fields": [[field.name, field.kind, field.text] for field in details[node.key].fields],
            "sample": details[node.key].sample,
            "trouble": details[node.key].trouble,
        }
        for node in graph.nodes
    ]
    edges = [
        {
            "id": f"e{number}",
            "source": edge.source,
            "target": edge.target,
            "label": edge.label,
            "field": edge.field,
            "kind": _KINDS[edge.kind],
        }
        for number, edge in enumerate(graph.edges)
    ]
    text = json.dumps({"nodes": nodes, "edges": edges}, ensure_ascii=False, separators=(",", ":"))
    # Nothing in it may end the script that it stands in.
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
