"""Views of the published scaling laws: trends, with the range in which each was seen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

from limits import __version__
from limits.frozen import frozen
from limits.report import answer
from limits.report.document import Document, Line, Section, kind_shown, table
from limits.report.numbers import significant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.report.view import View
    from limits.scaling import ScalingLaw, Span

_FOOT = f"limits {__version__}"
_RANGES = {"parameters": "parameter", "tokens": "token", "compute": "FLOP"}


@frozen
class ScalingLawRecord:
    """A scaling law: its constants as published, the range it was fitted in, what it counts, where it was read.

    `sha256` is over what its numbers are computed from. A range is null where nobody says what it was.
    """

    schema: ClassVar[str] = "limits.scaling-law/1"

    kind: str
    key: str
    aliases: tuple[str, ...]
    title: str
    sha256: str
    form: str
    constants: dict[str, float]
    counts: str
    modality: str
    objective: str
    corpus: str
    tokenizer: str
    loss_unit: str
    fitted: dict[str, tuple[float, ...] | None]
    source: str
    evidence: str
    references: tuple[str, ...]
    notes: tuple[str, ...]
    limits_version: str


@frozen
class ScalingLawRecords:
    """Several scaling laws."""

    schema: ClassVar[str] = "limits.scaling-laws/1"

    rows: tuple[ScalingLawRecord, ...]
    limits_version: str


def many(laws: Sequence[ScalingLaw]) -> View:
    """Return the view of several scaling laws, a line for each."""
    lines = [Line((law.key, kind_shown(law.kind), law.form, law.counts, law.title), kind=law.kind) for law in laws]
    section = Section("", table("scaling law|kind|form|N counts|title", lines))
    document = Document(f"{len(laws)} scaling laws", (), (section,), _FOOT)
    return answer.view(document, ScalingLawRecords(tuple(map(record, laws)), __version__), _cells(laws))


def one(law: ScalingLaw) -> View:
    """Return the view of one scaling law: its constants, where it was fitted, what it counts, where it was read."""
    constants = [Line((name, significant(value, 15))) for name, value in law.published.items()]
    fitted = [
        Line((name, f"{significant(span.low)} .. {significant(span.high)} {unit}"))
        for name, unit in _RANGES.items()
        if _stated(span := getattr(law.fitted, name))
    ]
    about = {
        "form": law.form,
        "N counts": f"{law.counts} parameters",
        "loss": f"{law.objective} [{law.loss_unit}], {law.modality}",
        "corpus": law.corpus,
        "tokenizer": law.tokenizer,
        "source": law.source,
        "evidence": law.evidence,
        "references": ", ".join(law.references),
    }
    sections = (
        Section("Constants, as published", table("constant|value", constants)),
        Section("Range of the runs behind the fit", table("of|range", fitted)) if fitted else None,
        Section("About", table("what|says", [Line(pair) for pair in about.items() if pair[1]]), law.notes),
    )
    called = f" (also called {', '.join(law.aliases)})" if law.aliases else ""
    headline = f"{kind_shown(law.kind)} {law.key}{called}: {law.title}"
    return answer.view(Document(headline, (), tuple(s for s in sections if s), _FOOT), record(law), _cells([law]))


def record(law: ScalingLaw) -> ScalingLawRecord:
    """Return a scaling law as a record.

    Examples
    --------
    >>> from limits import scaling
    >>> record(scaling.get("besiroglu2024")).constants["alpha"]
    0.3478
    """
    spans = {name: getattr(law.fitted, name) for name in _RANGES}
    return ScalingLawRecord(
        kind=law.kind,
        key=law.key,
        aliases=law.aliases,
        title=law.title,
        sha256=law.sha256,
        form=law.form,
        constants={name: float(value) for name, value in law.published.items()},
        counts=law.counts,
        modality=law.modality,
        objective=law.objective,
        corpus=law.corpus,
        tokenizer=law.tokenizer,
        loss_unit=law.loss_unit,
        fitted={name: (span.low, span.high) if _stated(span) else None for name, span in spans.items()},
        source=law.source,
        evidence=law.evidence,
        references=law.references,
        notes=law.notes,
        limits_version=__version__,
    )


def _stated(span: Span) -> bool:
    return math.isfinite(span.low) and math.isfinite(span.high)


def _cells(laws: Sequence[ScalingLaw]) -> list[tuple[str, ...]]:
    constants = list(dict.fromkeys(name for law in laws for name in law.published))
    headers = ("key", "title", "form", "counts", "modality", "loss_unit", *constants, "source", "evidence")
    lines = [
        (
            *(str(getattr(law, name)) for name in headers[:6]),
            *(repr(law.published[name]) if name in law.published else "" for name in constants),
            law.source,
            law.evidence,
        )
        for law in laws
    ]
    return [headers, *lines]
