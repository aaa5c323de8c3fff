"""What a report says of the memory per device: whether the layout fits, its parts, and what would make it fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.estimates.memory import UNSETTLED, Fits
from limits.estimates.occupied import PARTS
from limits.report import numbers
from limits.report.document import Document, Line, Section, table
from limits.report.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.assessment.records import Assessment
    from limits.estimates.memory import Change, MemoryEstimate
    from limits.report.document import Table

_TITLE = "Memory per device, on the fullest stage"
_FITS = {
    Fits.YES: "fits",
    Fits.NO: "does not fit",
    Fits.PERHAPS: "may not fit",
    Fits.UNKNOWN: "capacity unknown",
}


def line(found: MemoryEstimate) -> str:
    """Return in one line whether the layout fits.

    Examples
    --------
    >>> import limits
    >>> from limits.catalog import shipped
    >>> from limits.estimates import memory
    >>> from limits.runs.batch import Resolved
    >>> run = limits.TrainingRun("mine", parameters="7.5e9 parameter", tokens="1e12 token", memory="32 GB", data=64)
    >>> line(memory.of(Resolved([run], shipped())))
    'Memory a device: unknown; hangs on shard, recompute, sequence; say layers, width and 2 more'
    """
    of = f" of {numbers.quantity(found.capacity)}" if found.capacity is not None else ""
    if found.fits is Fits.DEPENDS and found.value is None:
        return f"Memory a device: unknown; hangs on {_choices(found)}; {_asked(found)}"
    if found.fits is Fits.DEPENDS:
        return f"Memory a device: {numbers.quantity(found.spanned)}{of}; hangs on {_choices(found)}"
    if found.value is not None:
        return f"Memory a device: {numbers.with_interval(found.value)}{of}, {_FITS[found.fits]}"
    if found.state is None:
        return f"Memory a device: unknown; {_asked(found)}"
    said = f", {_FITS[found.fits]}" if found.fits is Fits.NO else ""
    return f"Memory a device: at least {numbers.quantity(found.state)}{of}{said}; {_asked(found)}"


_TOLD = 2  # fields that are asked for on one line


def _asked(found: MemoryEstimate) -> str:
    """Say which fields would tell, the first of them where they are many; else why it is not known."""
    if not found.missing:
        return found.because or ""
    fields = [path.rpartition(".")[2] for path in found.missing]
    more = f" and {len(fields) - _TOLD} more" if len(fields) > _TOLD else ""
    return f"say {', '.join(fields[:_TOLD])}{more}"


def _choices(found: MemoryEstimate) -> str:
    return ", ".join(path.rpartition(".")[2] for path in found.open)


def sections(assessment: Assessment) -> tuple[Section, ...]:
    """Return what a report says of the memory per device of a run."""
    return _of_estimate(assessment.memory_per_device)


def _of_estimate(found: MemoryEstimate) -> tuple[Section, ...]:
    """Return the parts of the memory, what would make it fit, and what the number rests on; or why nothing is known."""
    if found.known == 0.0:
        return (Section(_TITLE, paragraphs=(f"Not known: {found.because}.",)),)
    lines = [
        Line((shown, numbers.with_interval(found.parts.get(name)), _share(found, name)))
        for name, shown in PARTS.items()
        if name not in found.parts or found.parts[name].value != 0.0
    ]
    lines.append(Line(("all", numbers.with_interval(found.value), "")))
    parts = Section(_TITLE, table("part|>value|>share", lines), tuple(_below(found)))
    rests = Section(
        "What the memory rests on",
        table("field|taken|because", [Line((each.field, each.taken, each.why)) for each in found.supposed]),
        (f"In: {found.counted}.", f"Out: {found.not_counted}.", f"Basis: {found.basis}."),
    )
    return (parts, *_changes(found), rests)


def _share(found: MemoryEstimate, name: str) -> str:
    if found.value is None or name not in found.parts:
        return numbers.UNKNOWN
    return f"{100.0 * found.parts[name].value / found.value.value:.0f} %"


def _below(found: MemoryEstimate) -> Iterator[str]:
    each = ", ".join(f"{part.value / 8:g} {name}" for name, part in found.per_parameter.items())
    if each:
        yield f"Training state, byte/parameter before anything divides it: {each}."
    if found.left is not None:
        yield f"Left of {numbers.quantity(found.capacity)}: {numbers.with_interval(found.left)}."
    if found.least is not None and found.fits is Fits.DEPENDS:
        least = numbers.with_interval(found.least)
        yield f"Whether it fits hangs on {', '.join(found.open)}, not stated: at their leanest {least}."
    if found.dominant is not None:
        yield f"The largest part is {PARTS[found.dominant]}."
    if found.because is not None:
        yield f"Not all is known: {found.because}."


def _changes(found: MemoryEstimate) -> tuple[Section, ...]:
    """Return what would make it fit: single changes, or those that do so together; nothing where it fits."""
    if found.alone:
        return (Section("Each of these alone would make it fit, the cheapest first", _table(found.alone)),)
    if found.together:
        return (Section("These together would make it fit", _table(found.together)),)
    if found.fits in UNSETTLED and found.value is not None:
        return (Section("What would make it fit", None, ("Nothing that was tried: more devices are needed.",)),)
    return ()


def _table(changes: tuple[Change, ...]) -> Table:
    lines = [Line((each.field, each.to, numbers.with_interval(each.value), each.cost)) for each in changes]
    return table("field|to|>memory|costs", lines)


def view(found: MemoryEstimate) -> View:
    """Return the view of an estimate of memory: every format renders it."""
    return View(lambda: Document(line(found), (), _of_estimate(found), "limits"), found)
