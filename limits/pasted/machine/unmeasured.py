"""A machine that nobody measured: its bounds, and what is expected of an operation on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.errors import InputError, Problem, shown
from limits.network.collectives import Operation, called
from limits.pasted.expected import bounds
from limits.pasted.judging.judged import Judged, Verdict
from limits.pasted.machine import hardware
from limits.pasted.measurement import Measurement
from limits.pasted.table import curve
from limits.pasted.table.ranks import Ranks

if TYPE_CHECKING:
    from limits.catalog import Catalog


def expected(stated: hardware.Stated, ranks: int, operation: str, catalog: Catalog) -> Judged:
    """Return what is known of an operation over so many ranks of a machine, where nothing was measured.

    Parameters
    ----------
    stated
        The machine.
    ranks
        How many take part.
    operation
        By its name, as `all_reduce`.
    catalog
        Where names are looked up.

    Raises
    ------
    InputError, UnknownNameError
        Where a name is not known.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> found = expected(hardware.Stated("dgx-h100"), 512, "all_reduce", shipped())
    >>> [round(bound.rate, 1) for bound in found.bounds.rows][:3]
    [405.6, 400.0, 450.0]
    """
    try:
        named = called(operation)
    except ValueError:
        known = ", ".join(each.value for each in Operation)
        raise InputError("--operation", [Problem("operation", shown(operation), f"one of {known}")]) from None
    nothing = Measurement("", named.value, ())
    counted = Ranks(ranks, "statement", None, None, None)
    machine = hardware.of(nothing, counted, stated, catalog)
    found = bounds.of(named, ranks, machine)
    return Judged(nothing, counted, curve.of(nothing), machine, found, Verdict.NO_MEASUREMENT, assumed=machine.assumed)
