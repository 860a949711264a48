"""A progress bar for long runs, with rich or tqdm where one of them is installed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def show_progress(sizes: Iterable[int], total: int) -> Iterator[int]:
    """Yield sizes of chunks and show how many rows are done; without rich and tqdm nothing is shown.

    Args:
        sizes: The sizes of the chunks.
        total: How many rows there are in all.
    """
    try:
        from rich.progress import Progress  # noqa: PLC0415 - installed or not
    except ModuleNotFoundError:
        yield from _with_tqdm(sizes, total)
        return
    with Progress() as progress:
        task = progress.add_task("bulk_create", total=total)
        for size in sizes:
            yield size
            progress.advance(task, size)


def _with_tqdm(sizes: Iterable[int], total: int) -> Iterator[int]:
    try:
        from tqdm import tqdm  # noqa: PLC0415 - installed or not
    except ModuleNotFoundError:
        yield from sizes
        return
    with tqdm(total=total, desc="bulk_create") as progress:
        for size in sizes:
            yield size
            progress.update(size)
