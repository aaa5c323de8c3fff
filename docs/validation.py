"""The page that sets every measured energy beside its estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from layout import page, table

from limits.catalog.columns import KWH
from limits.catalog.energy_kinds import MEASURED_KINDS
from limits.catalog.measured_power import measured_power
from limits.estimates.validation import from_flop, from_hours

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.estimates.validation import Checked

_HEADER = ("run", "family", "boundary", "measured, kWh", "estimate, kWh", "5 to 95 %", "error", "inside", "hours x TDP")

_INTRO = """
Every run whose energy was metered, or whose mean power was measured in production, beside what the package estimates.
Each is predicted by coefficients fitted **without any run of its family of hardware** (leave-one-family-out): what a
run on hardware that nobody measured must expect. Where a family was measured its own coefficients are used, and
errors are smaller. PUE is taken out; boundaries are those of the measurement: boards, nodes behind their power
supplies (DC), nodes at the wall (AC), accelerators with their share of hosts (system). Integrals of logs of MLPerf
Training: result not verified by MLCommons Association.

Some choices of the fit (the exponent of a TPU's design power, which spreads are added to which family) were made with
these rows in view: rows that come later test them. `python docs/generate.py` writes this page.
"""

_FAMILIES = "Each family as the others predict it, the worst first."

_FROM_FLOP = """
Where hours are not known, a usual utilisation over all hours stands in their place ([defaults](defaults.md)), and the
interval is as wide as utilisations are. Reported apart, since it is no test of the powers.
"""

_CIRCULAR = """
Published energies that are hours x a design power or an assumed one, about which any such product is right, or that
were extrapolated from samples of one node. They count for no error on this page.
"""


def energy_validation() -> str:
    """Return the page: from hours, by family, from FLOP, and what is no measurement."""
    hours, flop = list(from_hours()), list(from_flop())
    return page(
        "Measured energies and their estimates",
        _INTRO,
        "## From accelerator-hours",
        _summary(hours),
        _naive(hours),
        table(_HEADER, map(_line, hours)),
        "## By family",
        _FAMILIES,
        table(("family", "rows", "median error", "worst error", "inside"), _families(hours)),
        "## From FLOP",
        _FROM_FLOP,
        _summary(flop),
        table(_HEADER, map(_line, flop)),
        "## Not counted",
        _CIRCULAR,
        table(("run", "how it came about", "energy, kWh"), _circular()),
    )


def _percent(share: float) -> str:
    return f"{100.0 * share:+.0f} %"


def _summary(rows: Sequence[Checked]) -> str:
    errors = 100.0 * np.abs([each.error for each in rows])
    widths = np.median([each.width for each in rows])
    covered = 100.0 * np.mean([each.covered for each in rows])
    worst = max(rows, key=lambda each: abs(each.error))
    return (
        f"{len(rows)} rows: median absolute error {np.median(errors):.1f} %, mean {errors.mean():.1f} %, worst "
        f"{_percent(worst.error)} ({worst.row.name}). {covered:.1f} % of the rows lie within the 5 to 95 % interval, "
        f"whose upper end is {widths:.2f} times its lower one (median)."
    )


def _naive(rows: Sequence[Checked]) -> str:
    ratios = np.array([each.design / each.measured for each in rows if each.design is not None])
    plain, raised = (100.0 * np.abs(factor * ratios - 1.0) for factor in (1.0, 1.2))
    return (
        f"Hours x design power is off by {np.median(plain):.1f} % (median), {plain.max():.0f} % at worst, and has no "
        f"interval; 1.2 times that is off by {np.median(raised):.1f} % and {raised.max():.0f} %."
    )


def _line(each: Checked) -> tuple[str, ...]:
    low, high = each.estimate.ends
    design = "" if each.design is None else _percent(each.design / each.measured - 1.0)
    kwh = [f"{value / KWH:.4g}" for value in (each.measured, each.estimate.value, low, high)]
    return (
        each.row.name,
        each.row.texts["family"],
        each.row.texts["boundary"],
        kwh[0],
        kwh[1],
        f"{kwh[2]} .. {kwh[3]}",
        _percent(each.error),
        "yes" if each.covered else "no",
        design,
    )


def _families(rows: Sequence[Checked]) -> Iterator[tuple[str, ...]]:
    grouped: dict[str, list[Checked]] = {}
    for each in rows:
        grouped.setdefault(each.row.texts["family"], []).append(each)
    for name, found in sorted(grouped.items(), key=lambda item: -np.median([abs(each.error) for each in item[1]])):
        errors = [each.error for each in found]
        inside = f"{sum(each.covered for each in found)} of {len(found)}"
        yield name, str(len(found)), _percent(float(np.median(errors))), _percent(max(errors, key=abs)), inside


def _circular() -> Iterator[tuple[str, ...]]:
    for row in measured_power().values():
        if row.texts["energy_kind"] not in MEASURED_KINDS:
            yield row.name, row.texts["energy_kind"].replace("_", " "), f"{row.cells['energy'].value / KWH:.4g}"
