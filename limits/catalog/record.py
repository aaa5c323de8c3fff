"""What the catalogue hands out: a row, and the numbers in it with what is known about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

RECALLED = "recalled"
ESTIMATE = "third-party-estimate"


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a row, in the canonical unit.

    Attributes
    ----------
    value
        The number, or the centre of the interval where only its ends are printed [`unit`].
    low, high
        Ends of the printed interval [`unit`]; None where the table prints a bare number.
    unit
        The canonical unit.
    verified
        Whether somebody saw this number in the source that the row names.
    as_printed
        The text of the cell, in the unit of its column.
    """

    value: float
    low: float | None
    high: float | None
    unit: str
    verified: bool
    as_printed: str


@dataclass(frozen=True)
class Row:
    """One run, accelerator, link, memory or grid, with its sources.

    Attributes
    ----------
    kind, name, aliases
        What it is and the names that it answers to.
    cells
        Its numbers by field name; a field that is absent is unknown.
    texts
        Its texts by field name; a text that is absent is unknown.
    source, evidence, confidence, notes
        Where the facts were read, how they were seen (`primary`, `secondary`, `third-party-estimate`,
        `recalled`), how far they are trusted, and what else should be known.
    unverified
        Fields that nobody saw in the source, whatever the evidence of the rest.
    """

    kind: str
    name: str
    aliases: tuple[str, ...]
    cells: Mapping[str, Cell]
    texts: Mapping[str, str]
    source: str
    evidence: str
    confidence: str
    notes: str
    unverified: frozenset[str]

    def origin(self, field: str) -> str:
        """Say where a field comes from, and what weakens it.

        Parameters
        ----------
        field
            Name of a number or a text of this row.

        Examples
        --------
        >>> from limits import catalog
        >>> catalog.row("accelerator", "h100").origin("tdp")
        'catalogue: h100-sxm'
        >>> catalog.row("run", "gpt-4").origin("flop")
        'catalogue: gpt-4 (third-party estimate)'
        """
        marks = []
        if self.evidence == RECALLED:
            marks.append("recalled")
        else:
            # The kind column of a field (flop_kind, energy_kind) speaks of that field alone, the evidence of all.
            if ESTIMATE in (self.evidence, self.texts.get(f"{field}_kind", "").replace("_", "-")):
                marks.append("third-party estimate")
            if field in self.unverified:
                marks.append("unverified")
        return f"catalogue: {self.name}" + (f" ({', '.join(marks)})" if marks else "")
