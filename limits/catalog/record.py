"""What the catalogue hands out: a row, and the numbers in it with what is known about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from limits.value import Origin, OriginKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.value import Value

RECALLED = "recalled"
ESTIMATE = "third-party-estimate"
UNVERIFIED = "unverified"
THIRD_PARTY = "third-party estimate"
"""The doubt of a number that somebody else than the developer estimated."""
SECONDARY = "secondary"
REPORTED = frozenset({"memory_reported"})
"""Fields that hold what a driver reports of a device that it found, where others hold what a data sheet promises."""
_ESTIMATED = (ESTIMATE, "assumed-utilisation-x-time")  # nobody assumes what his own machine did
_WHO = "Epoch"  # AI, of whose data on models many rows have an estimate
_PARTS = ("flop", "count", "accelerator_hours", "energy")  # numbers that are too small where a part is left out
_PLAIN = frozenset({"shared_names", "developer", "year", "subject", "modality"})
"""Texts that say which row it is: nobody estimates them, whoever estimated the rest."""


@dataclass(frozen=True)
class Row:
    """One run, accelerator, node, link, memory or grid, with its sources.

    Attributes
    ----------
    kind, name, aliases
        What it is and the names that it answers to.
    cells
        Its numbers by field name, in canonical units; a field that is absent is unknown.
    printed
        The texts of the same cells, in the units of their columns.
    texts
        Its texts by field name; a text that is absent is unknown.
    source, evidence, confidence, notes
        Where the facts were read, how they were seen (`primary`, `secondary`, `third-party-estimate`,
        `recalled`), how far they are trusted, and what else should be known.
    unverified
        Fields that nobody saw in the source, whatever the evidence of the rest.
    secondary
        Fields of a primary row that were seen in a secondary source alone, which the row names too.
    """

    kind: str
    name: str
    aliases: tuple[str, ...]
    cells: Mapping[str, Value]
    printed: Mapping[str, str]
    texts: Mapping[str, str]
    source: str
    evidence: str
    confidence: str
    notes: str
    unverified: frozenset[str]
    secondary: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"<Row of kind {self.kind}, {self.name}: {', '.join((*self.cells, *self.texts))}>"

    def verified(self, field: str) -> bool:
        """Tell whether somebody saw a field in the source that the row names."""
        return self.evidence != RECALLED and field not in self.unverified

    def evidence_of(self, field: str) -> str:
        """Return how one field was seen.

        Examples
        --------
        >>> from limits import catalog
        >>> row = catalog.row("run", "llama-3.1-405b")
        >>> row.evidence_of("flop"), row.evidence_of("cost")
        ('primary', 'secondary')
        """
        return SECONDARY if field in self.secondary else self.evidence

    def doubts(self, field: str) -> tuple[str, ...]:
        """Return what speaks against a field."""
        if self.evidence == RECALLED:
            return (RECALLED,)
        if field in _PLAIN:
            return () if self.verified(field) else (UNVERIFIED,)
        estimated = (THIRD_PARTY,) if self._estimated(field) else ()
        without = (f"without {self.texts['leaves_out']}",) if field in _PARTS and "leaves_out" in self.texts else ()
        return (*estimated, *without, *(() if self.verified(field) else (UNVERIFIED,)))

    def _estimated(self, field: str) -> bool:
        """Tell whether somebody else than the developer estimated a field.

        Its kind and its basis (flop_kind, energy_kind, cost_basis) speak of that field alone, the evidence of all.
        """
        kind = self.texts.get(f"{field}_kind", "").replace("_", "-")
        return self.evidence == ESTIMATE or kind in _ESTIMATED or self.texts.get(f"{field}_basis", "").startswith(_WHO)

    def origin(self, field: str) -> Origin:
        """Return where a field comes from, with what weakens it.

        Parameters
        ----------
        field
            Name of a number or a text of this row.

        Examples
        --------
        >>> from limits import catalog
        >>> str(catalog.row("accelerator", "h100").origin("tdp"))
        'catalogue: h100-sxm'
        >>> catalog.row("run", "gpt-4").origin("flop").doubts
        ('third-party estimate',)
        """
        return Origin(OriginKind.CATALOGUE, row=self.name, doubts=self.doubts(field), reported=field in REPORTED)

    def value(self, field: str) -> Value | None:
        """Return a number with its origin, or None where it is unknown."""
        cell = self.cells.get(field)
        return None if cell is None else cell.moved(self.origin(field))
