"""What a law says of itself and what it gives for some inputs, as records: the JSON of ``limits law``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from limits import __version__
from limits.constants import CODATA2022
from limits.frozen import frozen
from limits.report.document import Section, kind_shown
from limits.report.formats.json import plain
from limits.report.numbers import significant
from limits.report.rounding import outward
from limits.value import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.laws.input import Input
    from limits.laws.law import Law

SCHEMA = "limits.law/2"
FOOT = f"limits {__version__}, {CODATA2022.vintage}"
SIGNS = {"at least": ">=", "at most": "<=", "equal": "=", "none": "="}
"""How the result compares with the law's value, by sense."""
IN_DECIBELS = {"shannon-limit", "pam-penalty", "pam-penalty-peak", "snr-gap", "net-coding-gain", "fibre-snr"}
"""Laws whose result is a ratio of powers, which readers know in decibels."""
DIGITS = 4
"""Significant digits in which a law's value is shown to readers."""


@frozen
class InputListing:
    """An input of a law, or its result: name, symbol in LaTeX, canonical unit, domain, typical range, meaning."""

    name: str
    symbol: str
    unit: str
    domain: str
    typical: tuple[float, ...]
    doc: str
    eg: str


@frozen
class LawListing:
    """A law: what it says, of which kind, on which side of its value the actual value must lie, and where it holds."""

    key: str
    kind: str
    sense: str
    title: str
    result: str
    unit: str
    inputs: tuple[InputListing, ...]
    latex: str
    holds_under: tuple[str, ...]
    reached_only: tuple[str, ...]
    references: tuple[str, ...]


@frozen
class LawValue:
    """The value that a law gives, or the input that solves it, in its canonical unit, with the inputs it comes from."""

    key: str
    kind: str
    sense: str
    name: str
    value: float
    unit: str
    inputs: dict[str, Value]


def law_to_dict(law: Law) -> dict[str, Any]:
    """Return a law as plain data.

    Examples
    --------
    >>> from limits import laws
    >>> said = law_to_dict(laws.landauer)
    >>> said["key"], said["kind"], said["sense"], [entry["name"] for entry in said["inputs"]]
    ('landauer', 'theorem', 'at least', ['bits', 'temperature'])
    """
    listing = LawListing(
        key=law.key,
        kind=str(law.kind),
        sense=str(law.sense),
        title=law.statement,
        result=law.result,
        unit=law.unit,
        inputs=tuple(_input(entry) for entry in law.inputs),
        latex=law.latex,
        holds_under=law.holds_under,
        reached_only=law.reached_only,
        references=law.refs,
    )
    return {"schema": SCHEMA, **plain(listing)}


def _input(entry: Input) -> InputListing:
    return InputListing(entry.name, entry.symbol, entry.unit, str(entry.domain), entry.typical, entry.doc, entry.eg)


def law_value_to_dict(law: Law, value: float, inputs: Mapping[str, float], *, solved: str = "") -> dict[str, Any]:
    """Return the value that a law gives as plain data.

    Parameters
    ----------
    law
        The law.
    value
        Its value in `law.unit`, or the value of the input `solved` in the unit of that input.
    inputs
        The known inputs (and the result, where an input was solved for) in canonical units, by name.
    solved
        Name of the input that the law was solved for.

    Examples
    --------
    >>> from limits import laws
    >>> said = law_value_to_dict(laws.landauer, 2.87e-21, {"bits": 1.0, "temperature": 300.0})
    >>> said["name"], said["value"], said["unit"], said["inputs"]["temperature"]
    ('energy', 2.87e-21, 'J', {'value': 300.0, 'unit': 'K'})
    """
    entries = {entry.name: entry for entry in (*law.inputs, law.output)}
    name = solved or law.result
    record = LawValue(
        key=law.key,
        kind=str(law.kind),
        sense=str(law.sense),
        name=name,
        value=float(value),
        unit=entries[name].unit,
        inputs={known: Value(float(number), entries[known].unit) for known, number in inputs.items()},
    )
    return {"schema": SCHEMA, **plain(record)}


def conditions(law: Law) -> tuple[Section, ...]:
    """Return what a law holds under, and what its value is reached only with."""
    return tuple(Section(title, paragraphs=listed) for title, listed in law.conditions)


def titled(law: Law) -> str:
    """Return kind, key and statement of a law on one line."""
    return f"{kind_shown(law.kind.value)} {law.key}: {law.statement}"


def written(law: Law, given: Mapping[str, str]) -> str:
    """Write inputs as they were given, with how they were read where a text leaves that open.

    Examples
    --------
    >>> from limits import laws
    >>> written(laws.shannon, {"bandwidth": "4 GHz", "snr": "20"})
    'bandwidth = 4 GHz, snr = 20 (13.0 dB)'
    """
    said = {name: (text, read_as(law, name, text)) for name, text in given.items()}
    return ", ".join(f"{name} = {text}" + (f" ({how})" if how else "") for name, (text, how) in said.items())


def read_as(law: Law, name: str, text: str) -> str:
    """Say how the text of an input or of the result was read where it leaves that open; nothing where it does not."""
    from limits.units import echo, si

    entry = next(entry for entry in (*law.inputs, law.output) if entry.name == name)
    level = entry.level or (entry is law.output and law.key in IN_DECIBELS)
    return echo(text, si(text, entry.unit, counted=entry.domain.whole), level=level)


def in_decibels(law: Law, what: Input, value: float) -> str:
    """Return a result, or an input that was solved for, in decibels where it is a ratio of powers; else nothing.

    Examples
    --------
    >>> from limits import laws
    >>> in_decibels(laws.shannon, laws.shannon.input("snr"), 58.9), in_decibels(laws.shannon, laws.shannon.output, 1.0)
    (' (17.70 dB)', '')
    """
    from limits.units import decibels

    level = what.level if what in law.inputs else law.key in IN_DECIBELS
    return f" ({decibels(value, 2)})" if level else ""


def with_unit(value: float, unit: str, digits: int = DIGITS, sense: str = "") -> str:
    """Write a number with its canonical unit; a floor is rounded down, a ceiling up.

    Examples
    --------
    >>> with_unit(2.8709e-21, "J"), with_unit(0.121212, "1"), with_unit(2.8709e-21, "J", sense="at least")
    ('2.871e-21 J', '0.1212', '2.87e-21 J')
    """
    number = significant(outward(value, digits, sense), digits)
    return number if unit == "1" else f"{number} {unit}"
