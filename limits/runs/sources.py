"""Who says what a run states: the sources of the catalogue rows that its numbers and names come from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.frozen import frozen
from limits.runs.fields import TEXTS
from limits.value import OriginKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.catalog import Catalog, Row
    from limits.runs.run import TrainingRun

_ARXIV = re.compile(r"arXiv (\d{4}\.\d{4,5})")
_WEB = re.compile(r"https?://[^\s();]+")
_GITHUB = re.compile(r"([\w.-]+/[\w.-]+)@([0-9a-f]{7,40})(?: ([\w./-]+\.\w+))?")
_BETWEEN = re.compile(r";\s*(?![^()]*\))")  # sources are kept apart by semicolons, outside brackets


@frozen
class Source:
    """One source of one row of the catalogue: the row, what it says of the source, how it was seen, where it is."""

    row_kind: str
    row: str
    text: str
    evidence: str
    address: str | None


def sources_of(run: TrainingRun, catalog: Catalog) -> tuple[Source, ...]:
    """Return the sources of what a run states; what a run file states itself has none.

    Parameters
    ----------
    run
        A run as it was stated, from the catalogue or a file.
    catalog
        Where its rows are.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.runs import TrainingRun
    >>> [source.row for source in sources_of(TrainingRun("mine", accelerator="h100"), shipped())][0]
    'h100-sxm'
    >>> sources_of(TrainingRun("mine", flop="1e24 FLOP"), shipped())
    ()
    """
    return tuple(source for row in _rows(run, catalog) for source in of_row(row))


def of_row(row: Row) -> tuple[Source, ...]:
    """Return the sources of one row of the catalogue, in the order in which it names them."""
    texts = [text for text in map(str.strip, _BETWEEN.split(row.source)) if text]
    return tuple(Source(row.kind, row.name, text, row.evidence, address(text)) for text in texts)


def _rows(run: TrainingRun, catalog: Catalog) -> Iterator[Row]:
    """Yield the rows behind a run: that of the run itself, and those that its names stand for."""
    origins = [value.origin for _, value in run.stated() if value.origin is not None]
    read = dict.fromkeys(origin.row for origin in origins if origin.kind is OriginKind.CATALOGUE and origin.row)
    known = set(catalog.names("run"))
    yield from (catalog.row("run", name) for name in read if name in known)
    yield from (catalog.row(row.kind, run.texts[row.name]) for row in TEXTS if row.kind and row.name in run.texts)


def address(text: str) -> str | None:
    """Return where a source is to be found, as far as its text tells.

    Examples
    --------
    >>> address("Hoffmann 2022 Table 3 (arXiv 2203.15556)")
    'https://arxiv.org/abs/2203.15556'
    >>> address("meta-llama/llama-models@a9c89c4 models/llama3/MODEL_CARD.md")
    'https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama3/MODEL_CARD.md'
    >>> address("Kimi K2 report") is None
    True
    """
    if found := _WEB.search(text):
        return found[0].rstrip(".,")
    if found := _ARXIV.search(text):
        return f"https://arxiv.org/abs/{found[1]}"
    if found := _GITHUB.search(text):
        return f"https://github.com/{found[1]}/" + (f"blob/{found[2]}/{found[3]}" if found[3] else f"tree/{found[2]}")
    return None
