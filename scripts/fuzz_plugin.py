"""Fuzz the mypy plugin: mutate the test corpus at random and see that mypy never breaks.

``python -m scripts.fuzz_plugin [count] [seed]`` deletes and swaps tokens of the cases, checks what is still Python, and
fails if mypy reports an internal error; with the tests' plugin, a failure inside a hook is one.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import tokenize
from pathlib import Path

from scripts.mutation_score import correct
from tests.mypy import running

#: How many modules mypy checks at once.
BATCH = 250
#: How many changes a mutant has, at most.
CHANGES = 4


def mutate(source: str, stream: random.Random) -> str | None:
    """Return a source with tokens deleted, doubled or swapped; None if it is no Python any more."""
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    words = [
        index for index, token in enumerate(tokens) if token.type in (tokenize.NAME, tokenize.NUMBER, tokenize.STRING)
    ]
    texts = [token.string for token in tokens]
    for _ in range(stream.randint(1, CHANGES)):
        first, second = stream.choice(words), stream.choice(words)
        change = stream.random()
        if change < 0.3:  # noqa: PLR2004 - a share
            texts[first] = ""
        elif change < 0.7:  # noqa: PLR2004 - a share
            texts[first], texts[second] = texts[second], texts[first]
        else:
            texts[first] = texts[second]
    mutant = _join(tokens, texts)
    try:
        compile(mutant, "mutant", "exec")
    except (SyntaxError, ValueError):
        return None
    return mutant


def _join(tokens: list[tokenize.TokenInfo], texts: list[str]) -> str:
    lines: list[str] = []
    row, column = 1, 0
    for token, text in zip(tokens, texts, strict=True):
        if token.type in (tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER):
            continue
        (start_row, start_column), end = token.start, token.end
        if start_row > row:
            lines.append("\n" * 0)
            row, column = start_row, 0
        lines.append(" " * max(start_column - column, 0) + text)
        row, column = end
        if token.type in (tokenize.NEWLINE, tokenize.NL):
            row, column = row + (0 if end[1] == 0 else 1), 0
    return "".join(lines)


def corpus() -> list[str]:
    """Return the correct files and the cases."""
    return [
        *(correct(kind, f"fuzzed_{kind}") for kind in running.KINDS),
        *(case.source for case in running.read_cases()),
    ]


def main(count: int = 2000, seed: int = 0) -> int:
    """Fuzz; return the exit code."""
    stream = random.Random(seed)  # noqa: S311 - nothing secret
    sources = corpus()
    made: list[str] = []
    while len(made) < count:
        mutant = mutate(stream.choice(sources), stream)
        if mutant is not None:
            made.append(mutant)
    broken = 0
    for start in range(0, count, BATCH):
        modules = {f"mutant_{start + index}": source for index, source in enumerate(made[start : start + BATCH])}
        broken += check(modules)
        print(f"{min(start + BATCH, count)} of {count}, {broken} broke mypy", flush=True)
    return 1 if broken else 0


def check(modules: dict[str, str]) -> int:
    """Check modules; return how many of them break mypy, after showing them."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            running.check(modules, Path(folder))
        except RuntimeError as error:
            if len(modules) > 1:
                names = sorted(modules)
                half = len(names) // 2
                return check({name: modules[name] for name in names[:half]}) + check(
                    {name: modules[name] for name in names[half:]}
                )
            ((_, source),) = modules.items()
            print(source, error, sep="\n")
            return int("INTERNAL ERROR" in str(error) or "Traceback" in str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
