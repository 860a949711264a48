"""The graph as text that other programs draw: Mermaid and Graphviz's DOT."""

from __future__ import annotations

from collections.abc import Mapping

from typedfactory.cli.graph.model import Edge, Graph, Kind, Node

#: How Mermaid draws each kind.
_ARROWS: Mapping[Kind, str] = {Kind.SUB: "-->", Kind.RELATED: "==>", Kind.MANY: "<-->", Kind.FILLED: "-.->"}
#: How DOT draws each kind.
_STYLES: Mapping[Kind, str] = {
    Kind.SUB: "style=solid",
    Kind.RELATED: "style=bold",
    Kind.MANY: "dir=both",
    Kind.FILLED: "style=dashed",
}


def mermaid(graph: Graph) -> str:
    """Return a graph as Mermaid, which GitHub, GitLab and many editors draw.

    Args:
        graph: The graph.

    Example:
        >>> nodes = Node("f0", "UserFactory", "app", "User", "named"), Node("f1", "TeamFactory", "app", "Team", "named")
        >>> print(mermaid(Graph(nodes, (Edge("f0", "f1", "team", Kind.SUB),))))
        flowchart LR
          f0["UserFactory<br/><small>User</small>"]
          f1["TeamFactory<br/><small>Team</small>"]
          f0 -->|"team"| f1
    """
    lines = ["flowchart LR"]
    lines += [f'  {node.key}["{_html(node.name)}<br/><small>{_html(node.model)}</small>"]' for node in graph.nodes]
    lines += [f'  {edge.source} {_ARROWS[edge.kind]}|"{_html(edge.label)}"| {edge.target}' for edge in graph.edges]
    automatic = ",".join(node.key for node in graph.nodes if node.origin == "automatic")
    if automatic:
        lines += ["  classDef automatic stroke-dasharray: 4 3", f"  class {automatic} automatic"]
    return "\n".join(lines)


def _html(text: str) -> str:
    """Return a text as Mermaid takes it between quotation marks."""
    return text.replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")


def dot(graph: Graph) -> str:
    r"""Return a graph in Graphviz's language.

    Args:
        graph: The graph.

    Example:
        >>> print(dot(Graph((Node("f0", "UserFactory", "app", "User", "named"),), ())))
        digraph factories {
          rankdir=LR;
          node [shape=box, style=rounded, fontname="Helvetica"];
          edge [fontname="Helvetica", fontsize=10];
          f0 [label="UserFactory\nUser", tooltip="app"];
        }
    """
    lines = [
        "digraph factories {",
        "  rankdir=LR;",
        '  node [shape=box, style=rounded, fontname="Helvetica"];',
        '  edge [fontname="Helvetica", fontsize=10];',
        *map(_dot_node, graph.nodes),
        *map(_dot_edge, graph.edges),
        "}",
    ]
    return "\n".join(lines)


def _dot_node(node: Node) -> str:
    style = ', style="rounded,dashed"' if node.origin == "automatic" else ""
    return (
        f'  {node.key} [label="{_quoted(node.name)}\\n{_quoted(node.model)}", tooltip="{_quoted(node.module)}"{style}];'
    )


def _dot_edge(edge: Edge) -> str:
    return f'  {edge.source} -> {edge.target} [label="{_quoted(edge.label)}", {_STYLES[edge.kind]}];'


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
