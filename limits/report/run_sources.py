"""The sources of a run's facts, as the catalogue names them, in the form of a bibliography.

A paper that the bibliography has is cited by its key there; every other source becomes an entry of its own that says
what the catalogue says: its text, its address, how it was seen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.references import entries
from limits.report.bibliography import Reference, references
from limits.report.bibtex import field
from limits.report.formats.tex import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from limits.runs.sources import Source

_ARXIV = "https://arxiv.org/abs/"
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b(?!\.\d)")
_ODD = re.compile(r"[^A-Za-z0-9.:-]+")


def cited(sources: Iterable[Source]) -> tuple[Reference, ...]:
    """Return each source once, the same paper or file read for several facts too.

    Examples
    --------
    >>> from limits.runs.sources import Source
    >>> [made] = cited([Source("run", "mine", "Kimi K2 report", "primary", None)])
    >>> made.key, made.text
    ('mine-1', 'Kimi K2 report')
    """
    keys = {entry.fields["eprint"]: key for key, entry in entries().items() if "eprint" in entry.fields}
    found: dict[str, Reference] = {}
    counts: dict[str, int] = {}
    for source in sources:
        counts[source.row] = counts.get(source.row, 0) + 1  # its place in its row: the same key whatever else is cited
        place = source.address or source.text
        if place in found:
            continue
        key = keys.get((source.address or "").removeprefix(_ARXIV))
        if key is not None:
            [found[place]] = references([key]).rows
            continue
        found[place] = _own(f"{_ODD.sub('-', source.row)}-{counts[source.row]}", source)
    return tuple({reference.key: reference for reference in found.values()}.values())


def _own(key: str, source: Source) -> Reference:
    """Make an entry of what the catalogue says of a source: no author is guessed from its text."""
    year = _YEAR.search(source.text.partition("(arXiv")[0])
    fields = {
        "key": key,
        "title": f"{{{escaped(source.text)}}}",
        "howpublished": f"\\url{{{source.address}}}" if source.address else "",
        "year": year[1] if year else "",
        "note": f"of the {source.row_kind} {escaped(source.row)}, a row of {source.evidence} evidence",
    }
    said = "".join(field(name, text, len("howpublished")) for name, text in fields.items() if text)
    told = source.address is None or source.address in source.text
    text = source.text if told else f"{source.text}, {source.address}"
    return Reference(key, text, f"@misc{{{key},\n{said}}}")
