"""How well energies are estimated: every measured run, predicted by coefficients that saw no run of its family.

From hours, the power alone is estimated; from FLOP, the hours are too. What is only computed from a design power, or
from an assumed one, is no measurement, and checked nowhere here.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from limits.catalog.energy_kinds import MEASURED_KINDS
from limits.catalog.measured_power import board_power, measured_power
from limits.draws import HIGH, LOW
from limits.estimates.energy import drawn
from limits.estimates.fitting import fit, mean_power
from limits.frozen import frozen
from limits.runs.batch import Resolved
from limits.runs.draws import of_draws
from limits.runs.power_factors import design_scale
from limits.runs.run import TrainingRun
from limits.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.catalog import Row
    from limits.runs.power_factors import Coefficients

__all__ = ["Checked", "from_flop", "from_hours", "predicted_power"]


@frozen
class Checked:
    """One measured run beside its estimate.

    Attributes
    ----------
    row
        The measurement.
    measured
        Its energy, PUE taken out [J].
    estimate
        The estimate with its 5 to 95 % interval [J].
    design
        Hours x design power, as other tools have it; None where the hours are not stated [J].
    """

    row: Row
    measured: float
    estimate: Value
    design: float | None

    @property
    def error(self) -> float:
        """Estimate over measurement, less 1."""
        return self.estimate.value / self.measured - 1.0

    @property
    def covered(self) -> bool:
        """Whether the measurement lies within the interval."""
        low, high = self.estimate.ends
        return low <= self.measured <= high

    @property
    def width(self) -> float:
        """High over low end of the interval."""
        low, high = self.estimate.ends
        return high / low


def predicted_power(row: Row, coefficients: Coefficients) -> Value:
    """Return the mean power of one accelerator of a measured run, from what an estimator may know of it [W].

    Parameters
    ----------
    row
        A measurement: its design power, power limit, family and boundary are read, and nothing that was measured.
    coefficients
        Those of a fit.
    """
    from statistics import NormalDist

    tdp, family = row.cells["tdp"].value, row.texts["family"]
    ends = [0.0, *(NormalDist().inv_cdf(share) for share in (LOW, HIGH))]
    if row.texts["boundary"] == "board":
        factor = coefficients.board(family)
        wanted = (tdp * math.exp(factor.log_mean + z * factor.log_sd) for z in ends)
        limit = row.cells["power_limit"].value
        powers = [float(coefficients.board_under(limit, each)) for each in wanted]
    else:
        factor = coefficients.node(family)
        scale = design_scale(family, tdp, coefficients.exponent)
        side = coefficients.dc_over_ac if row.texts["boundary"] == "node-dc" else 1.0
        powers = [side * scale * math.exp(factor.log_mean + z * factor.log_sd) for z in ends]
    return Value(powers[0], "W", low=powers[1], high=powers[2])


@cache
def without(family: str) -> Coefficients:
    """Return coefficients fitted to all rows but those of one family, in either table."""
    return fit(
        (row for row in measured_power().values() if row.texts["family"] != family),
        (row for row in board_power().values() if row.texts["family"] != family),
    )


def _measured() -> Iterator[Row]:
    return (row for row in measured_power().values() if row.texts["energy_kind"] in MEASURED_KINDS)


def from_hours() -> Iterator[Checked]:
    """Predict every measured run from its accelerator-hours.

    Examples
    --------
    >>> found = list(from_hours())
    >>> len(found), f"{sorted(abs(each.error) for each in found)[len(found) // 2]:.2f}"
    (26, '0.09')
    """
    for row in _measured():
        if "accelerator_hours" not in row.cells:
            continue
        time = row.cells["accelerator_hours"].value
        power = predicted_power(row, without(row.texts["family"]))
        low, high = power.ends
        estimate = Value(time * power.value, "J", low=time * low, high=time * high)
        yield Checked(row, time * mean_power(row), estimate, time * row.cells["tdp"].value)


def from_flop() -> Iterator[Checked]:
    """Predict every measured run whose compute is known from that compute, at a usual utilisation.

    The usual utilisation is that of the catalogue, in which some of these runs stand among many.

    Examples
    --------
    >>> all(each.estimate.low < each.estimate.high for each in from_flop())
    True
    """
    for row in _measured():
        if "flop" not in row.cells or row.texts["boundary"] not in ("node-ac", "system"):
            continue
        tdp, name = row.cells["tdp"].value, row.texts["accelerator"]
        factor = without(row.texts["family"]).node_over_design_power(name, tdp)
        run = TrainingRun(
            row.name,
            flop=Value(row.cells["flop"].value, "FLOP"),
            accelerator=name,
            precision=(row.texts.get("precision") or "bf16").split(" ")[0].split("/")[0],
            tdp=Value(tdp, "W"),
            node_factor=factor,
        )
        estimate = of_draws(drawn(Resolved([run]).batch.run(0)).nodes, "J")
        if estimate is None:  # the accelerator has no peak at the precision
            continue
        pue = row.cells["pue"].value if "pue" in row.cells else 1.0
        time = row.cells["accelerator_hours"].value if "accelerator_hours" in row.cells else None
        yield Checked(row, row.cells["energy"].value / pue, estimate, None if time is None else time * tdp)
