"""The graph as SVG: a box for each factory, a row in it for each field that leads to another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from typedfactory.cli.graph.layout.boxes import Box, Link, Placed, Point
from typedfactory.cli.graph.layout.placing import place
from typedfactory.cli.graph.model import Edge, Graph, Kind, Node

#: Heights of the head of a box and of a row, in pixels; the margin around the picture, and the room for the legend.
HEAD, ROW, MARGIN, LEGEND = 44.0, 19.0, 24.0, 44.0
#: How wide letters are, at most nearly always, in the head (14 px) and in rows (12 px, of one width).
TITLE_LETTER, ROW_LETTER = 9.8, 7.3
#: Where links enter a box, below its top.
ENTRY = 22.0

_CLASSES: Mapping[Kind, str] = {Kind.SUB: "sub", Kind.RELATED: "related", Kind.MANY: "many", Kind.FILLED: "filled"}

_STYLE = """
text { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1b2330 }
.paper { fill: #ffffff } .box { fill: #f6f8fb; stroke: #8a97a8; stroke-width: 1.2 }
.automatic .box { stroke-dasharray: 5 3; fill: #ffffff } .reached .box { fill: #ffffff }
.rule { stroke: #d3dae3 } .name { font-size: 14px; font-weight: 600 } .model { font-size: 12px; fill: #5b6878 }
.row, .legend { font-size: 12px } .row { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace }
.link { fill: none; stroke-width: 1.5; opacity: .85 }
.sub { stroke: #2563b8 } .related { stroke: #b4540a } .many { stroke: #7a35b5 } .filled { stroke: #4a7a3a; stroke-dasharray: 5 3 }
marker path { stroke: none } .tip-sub { fill: #2563b8 } .tip-related { fill: #b4540a } .tip-many { fill: #7a35b5 }
.tip-filled { fill: #4a7a3a }
@media (prefers-color-scheme: dark) {
text { fill: #e6ebf2 } .paper { fill: #12161c } .box { fill: #1d242e; stroke: #5f6d80 }
.automatic .box, .reached .box { fill: #12161c } .rule { stroke: #333d4a } .model { fill: #9aa7b8 }
.sub { stroke: #6ea8ff } .related { stroke: #f0a060 } .many { stroke: #c79bff } .filled { stroke: #93c47d }
.tip-sub { fill: #6ea8ff } .tip-related { fill: #f0a060 } .tip-many { fill: #c79bff } .tip-filled { fill: #93c47d }
}
""".strip()


def svg(graph: Graph, title: str) -> str:
    """Return a graph as SVG, light or dark as the reader's system is.

    Args:
        graph: The graph.
        title: What a reader without eyes is told.
    """
    rows = {node.key: list(dict.fromkeys(edge.label for edge in graph.edges_of(node.key))) for node in graph.nodes}
    boxes = {node.key: _box(node, rows[node.key]) for node in graph.nodes}
    number = {node.key: index for index, node in enumerate(graph.nodes)}
    links = [
        Link(number[edge.source], number[edge.target], _row_middle(rows[edge.source].index(edge.label)), ENTRY)
        for edge in graph.edges
    ]
    placed = place(list(boxes.values()), links)
    kinds = [kind for kind in Kind if any(edge.kind is kind for edge in graph.edges)]
    inner = [
        *map(_link, graph.edges, placed.routes),
        *(_node(node, rows[node.key], boxes[node.key], placed.corners[number[node.key]]) for node in graph.nodes),
    ]
    return "\n".join([*_head(placed, kinds, title), *inner, "</g>", *_legend(kinds), "</svg>"]) + "\n"


def _box(node: Node, rows: Sequence[str]) -> Box:
    width = max(
        len(node.name) * TITLE_LETTER, len(_subtitle(node)) * ROW_LETTER, *(len(row) * ROW_LETTER for row in rows), 90.0
    )
    return Box(round(width + 26), HEAD + ROW * len(rows) + (8 if rows else 0))


def _subtitle(node: Node) -> str:
    return f"{node.model} · automatic" if node.origin == "automatic" else node.model


def _row_middle(row: int) -> float:
    return HEAD + 4 + ROW * row + ROW / 2


def _head(placed: Placed, kinds: Iterable[Kind], title: str) -> list[str]:
    width, height = max(placed.width, 520.0) + 2 * MARGIN, placed.height + 2 * MARGIN + LEGEND
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        f"<title>{escape(title)}</title>",
        f"<style>{_STYLE}</style>",
        "<defs>",
        *(_marker(kind) for kind in kinds),
        "</defs>",
        '<rect class="paper" width="100%" height="100%"/>',
        f'<g transform="translate({MARGIN:.0f} {MARGIN + LEGEND:.0f})">',
    ]


def _marker(kind: Kind) -> str:
    name = _CLASSES[kind]
    return (
        f'<marker id="tip-{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
        f'orient="auto-start-reverse"><path class="tip-{name}" d="M0 0 10 5 0 10z"/></marker>'
    )


def _link(edge: Edge, points: tuple[Point, ...]) -> str:
    name = _CLASSES[edge.kind]
    start = f' marker-start="url(#tip-{name})"' if edge.kind is Kind.MANY else ""
    title = f"<title>{escape(f'{edge.label}: {edge.kind.value}')}</title>"
    return f'<path class="link {name}" d="{_curve(points)}" marker-end="url(#tip-{name})"{start}>{title}</path>'


def _curve(points: tuple[Point, ...]) -> str:
    """Return a way through points that leaves and reaches each of them horizontally."""
    (x, y), *_ = points
    parts = [f"M{x:.1f} {y:.1f}"]
    if len(points) == 3 and points[0][0] == points[2][0]:  # noqa: PLR2004 - back to its own box
        (_, _), (far, _), (_, end) = points
        return f"{parts[0]}C{far:.1f} {y:.1f} {far:.1f} {end:.1f} {x:.1f} {end:.1f}"
    for (left, one), (right, other) in pairwise(points):
        if one == other:
            parts.append(f"H{right:.1f}")
            continue
        middle = (left + right) / 2
        parts.append(f"C{middle:.1f} {one:.1f} {middle:.1f} {other:.1f} {right:.1f} {other:.1f}")
    return "".join(parts)


def _node(node: Node, rows: Sequence[str], box: Box, corner: Point) -> str:
    x, y = corner
    title = f"{node.module}.{node.name} makes {node.model}"
    parts = [
        f'<g class="{node.origin}" data-factory={quoteattr(node.name)}><title>{escape(title)}</title>',
        f'<rect class="box" x="{x:.1f}" y="{y:.1f}" width="{box.width:.0f}" height="{box.height:.0f}" rx="7"/>',
        f'<text class="name" x="{x + 13:.1f}" y="{y + 19:.1f}">{escape(node.name)}</text>',
        f'<text class="model" x="{x + 13:.1f}" y="{y + 36:.1f}">{escape(_subtitle(node))}</text>',
    ]
    if rows:
        right = x + box.width
        parts.append(f'<path class="rule" d="M{x:.1f} {y + HEAD:.1f}H{right:.1f}"/>')
    for index, row in enumerate(rows):
        down = y + _row_middle(index) + 4
        parts.append(f'<text class="row" x="{x + 13:.1f}" y="{down:.1f}">{escape(row)}</text>')
    return "".join([*parts, "</g>"])


def _legend(kinds: Iterable[Kind]) -> list[str]:
    found = []
    x = MARGIN
    for kind in kinds:
        name = _CLASSES[kind]
        start = f' marker-start="url(#tip-{name})"' if kind is Kind.MANY else ""
        found.append(
            f'<path class="link {name}" d="M{x:.0f} 26h34" marker-end="url(#tip-{name})"{start}/>'
            f'<text class="legend" x="{x + 42:.0f}" y="30">{kind.value}</text>'
        )
        x += 60 + len(kind.value) * ROW_LETTER
    return found
