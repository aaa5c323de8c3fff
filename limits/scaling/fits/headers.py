"""What the header of a column says: its name, and the unit that stands in brackets behind it."""

from __future__ import annotations

from typing import NamedTuple

from limits.errors import TextError
from limits.scaling.fits.cells import NUMBER

UNITS = {
    "parameters": "parameter",
    "tokens": "token",
    "unique_tokens": "token",
    "compute": "FLOP",
    "loss": "nat/token",
}
"""What a column of numbers may be, with its canonical unit; a header may state another of the same dimension."""

SYMBOLS = {
    **dict.fromkeys(("n", "params", "param", "parameter", "model_size", "size"), "parameters"),
    **dict.fromkeys(("d", "token", "training_tokens", "train_tokens"), "tokens"),
    **dict.fromkeys(("u", "unique"), "unique_tokens"),
    **dict.fromkeys(("c", "flop", "flops", "training_flop", "training_flops"), "compute"),
    **dict.fromkeys(("l", "val", "val_loss", "valid_loss", "validation_loss", "final_loss", "train_loss"), "loss"),
    **dict.fromkeys(("bpb", "bits_per_byte", "ppl", "perplexity"), "loss"),
    **dict.fromkeys(("model", "run"), "curve"),
}
"""What columns are often called, by what they hold: for suggestions only."""


class Header(NamedTuple):
    """The name of a column, and the unit that stands in brackets behind it."""

    name: str
    unit: str | None


def header(text: str) -> Header:
    """Take the header of a column apart.

    Examples
    --------
    >>> header("tokens [1e9 token]"), header("loss")
    (Header(name='tokens', unit='1e9 token'), Header(name='loss', unit=None))
    """
    name, bracket, unit = text.strip().partition("[")
    if not (bracket and unit.endswith("]")) or "[" in unit or "]" in name + unit[:-1]:
        return Header(text.strip(), None)
    return Header(name.strip(), unit[:-1])


def is_bare(text: str) -> bool:
    """Tell whether a text is a number without a unit.

    Examples
    --------
    >>> is_bare("1e24"), is_bare("30 days")
    (True, False)
    """
    return NUMBER.fullmatch(text.strip()) is not None


def factor(unit: str | None, canonical: str) -> float:
    """Return how many canonical units one unit of a column is.

    Parameters
    ----------
    unit
        A unit, a number with a unit, a bare number of canonical units, or None for the canonical unit.
    canonical
        Canonical unit of the column.

    Raises
    ------
    TextError
        When the text is no unit of that dimension, or an interval.

    Examples
    --------
    >>> factor("1e9", "token"), factor("B", "token"), factor("1e15 FLOP/s*day", "FLOP"), factor(None, "FLOP")
    (1000000000.0, 1000000000.0, 8.64e+19, 1.0)
    """
    from limits import units
    from limits.units.grammar import INTERVALS

    if unit is None:
        return 1.0
    text = unit.strip()
    if any(mark in text for mark in INTERVALS):
        raise TextError(unit, f"one number of {canonical}, not an interval", "ask once for each of its ends")
    if is_bare(text):
        text = f"{text} {canonical}"
    elif not NUMBER.match(text):
        text = f"1 {text}"
    value = units.si(text, canonical).value
    if not value > 0:
        raise TextError(unit, f"a positive unit of {canonical}")
    return value
