"""The view of a machine on which nothing was measured: the bounds on its bandwidth, and what to expect at a size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits import __version__
from limits.errors import printable
from limits.pasted.judging import record as records
from limits.report import answer
from limits.report.document import MARKS, Document, Line, Section, table
from limits.report.network import at_size
from limits.report.network.link import layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.catalog import Catalog
    from limits.pasted.judging.judged import Judged
    from limits.report.view import View

_LEGEND = "■ theorem  ~ model  = data sheet; 1 GB is 1e9 byte, rates are each way"


def view(judged: Judged, catalog: Catalog, size: float | None = None) -> View:
    """Return the view of a machine.

    Parameters
    ----------
    judged
        The machine and its bounds, without a measurement.
    catalog
        Where it was looked up.
    size
        A size [byte] of which is said what to expect.
    """
    document = Document(
        printable(_headline(judged, size)),
        (),
        tuple(_sections(judged, size)),
        answer.foot(catalog),
    )
    return answer.view(document, records.of_machine(judged, catalog.sha256, __version__, size))


def _headline(judged: Judged, size: float | None) -> str:
    what = f"{layout(judged)}, {judged.operation.replace('_', '-')}"
    if size is not None:
        what = f"{what} of {at_size.headline(judged, size)}"
    least = min((bound for bound in judged.bounds.rows if bound.kind == "theorem"), key=lambda b: b.rate, default=None)
    return f"{what}; {least.rate:.4g} GB/s at most by any algorithm." if least else f"{what}."


def _sections(judged: Judged, size: float | None) -> Iterator[Section]:
    bounds = [*judged.bounds.rows, *((judged.bounds.weakest,) if judged.bounds.weakest else ())]
    lines = [
        Line((f"{MARKS.get(each.kind, '=')} {each.name}", f"{each.rate:.4g}", each.how), kind=each.kind)
        for each in bounds
    ]
    conditions = [f"{each.name}: if {each.conditions}." for each in judged.bounds.rows if each.conditions]
    if lines:
        yield Section("Bus bandwidth at large sizes", table("what|>GB/s|how", lines), (*conditions, _LEGEND))
    if size is not None:
        yield at_size.section(judged, size)
    if judged.assumed:
        yield Section("Assumed", paragraphs=tuple(f"- {printable(word)}" for word in judged.assumed))
