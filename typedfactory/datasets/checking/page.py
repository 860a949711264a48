"""A report as one page of HTML, which refers to nothing outside."""

from __future__ import annotations

import html

from typedfactory.datasets.checking.report import Finding, Histogram, Report

_STYLE = """
:root { color-scheme: light dark; --bar: #4878a8; --line: #8884; --good: #2c7a3f; --bad: #c0392b; }
@media (prefers-color-scheme: dark) { :root { --bar: #7aa7d6; --good: #6cc784; --bad: #ff7b6b; } }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
.ok { color: var(--good); } .no { color: var(--bad); font-weight: 600; }
.columns { display: grid; grid-template-columns: repeat(auto-fill, minmax(21rem, 1fr)); gap: 1.2rem 1.6rem; }
figure { margin: 0; } figcaption { font-weight: 600; margin-bottom: .3rem; }
figcaption span { font-weight: 400; opacity: .7; }
.bar { display: grid; grid-template-columns: 10rem 1fr 3.6rem; gap: .5rem; align-items: center; font-size: .8rem; }
.bar b { font-weight: 400; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.bar i { display: block; height: .72rem; background: var(--bar); min-width: 1px; }
.bar span { text-align: right; font-variant-numeric: tabular-nums; }
"""


def page_of(report: Report) -> str:
    """Return a report as HTML.

    Args:
        report: The report.
    """
    failed = sum(not each.passed for each in report.findings)
    verdict = f'<p class="no">{failed} of {len(report.findings)} do not hold.</p>'
    if not failed:
        verdict = f'<p class="ok">All {len(report.findings)} checks hold.</p>'
    tables = "".join(_table(report, name) for name in report.rows)
    title = html.escape(report.name)
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}: check</title>\n<style>{_STYLE}</style>\n<h1>{title}</h1>\n{verdict}\n{tables}</html>\n"
    )


def _table(report: Report, name: str) -> str:
    findings = "".join(map(_row, (each for each in report.findings if each.table == name)))
    figures = "".join(map(_figure, (each for each in report.histograms if each.table == name)))
    return (
        f"<h2>{html.escape(name)}: {report.rows[name]:,} rows, {report.sampled[name]:,} looked at</h2>\n"
        f"<table><tr><th></th><th>column</th><th>what</th><th>seen</th></tr>\n{findings}</table>\n"
        f'<h3>Columns</h3>\n<div class="columns">\n{figures}</div>\n'
    )


def _row(finding: Finding) -> str:
    mark = '<td class="ok">✓</td>' if finding.passed else '<td class="no">✗</td>'
    cells = "".join(f"<td>{html.escape(each)}</td>" for each in (finding.column, finding.what, finding.detail))
    return f"<tr>{mark}{cells}</tr>\n"


def _figure(histogram: Histogram) -> str:
    most = max((bar.count for bar in histogram.bars if not bar.rest), default=1)
    bars = "".join(
        f'<div class="bar"><b title="{html.escape(bar.label)}">{html.escape(bar.label)}</b>'
        f"{'<span></span>' if bar.rest else _bar(bar.count / most)}<span>{bar.count:,}</span></div>\n"
        for bar in histogram.bars
    )
    missing = f", {histogram.missing:,} missing" if histogram.missing else ""
    return (
        f"<figure><figcaption>{html.escape(histogram.column)} "
        f"<span>{histogram.different:,} different{missing}</span></figcaption>\n{bars}</figure>\n"
    )


def _bar(share: float) -> str:
    return f'<i style="width:{100 * share:.1f}%"></i>'
