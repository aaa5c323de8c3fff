r"""Approach 2 of Hoffmann et al. (2022): a parabola through the losses of each budget, and power laws of the minima.

Runs whose compute 6 N D lies within a tolerance are one budget. At one compute ln N, -ln D and ln(N/D)/2 differ by a
constant, so that a parabola in any of them has the same minimum; ln(N/D)/2 is taken, which treats parameters and tokens
alike where computes differ a little.

A valley of the loss is no parabola: where the exponents of size and tokens differ it is steeper on one side, and the
parabola's minimum depends on which sizes were run (Czech et al. 2026). How much is computed: a law fitted to all runs
(approach 3) tells losses without noise at the very same runs, and the same parabola through them misses the law's own
optimum by the bias of the parabola.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.errors import InputError, Problem
from limits.scaling.fits.budgets import FEWEST, adjoining, budgets
from limits.scaling.fits.parabola import Parabola, parabola
from limits.scaling.fits.power_law import PowerLaw, power_law
from limits.scaling.fits.record import Estimate
from limits.scaling.frontier import prediction
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from limits.scaling.fits.points import Points
    from limits.scaling.law import ScalingLaw
    from limits.typing import Array, Num

__all__ = ["TOLERANCE", "Bias", "Isoflop", "Valley", "isoflop"]

TOLERANCE = 0.1
"""Largest over least compute of one budget, less 1: that of Porian et al. (2024)."""

_MOST = 1.0  # from a factor of two on, budgets are none
_BUDGETS = 3  # minima of a power law


class Valley(NamedTuple):
    """The runs of one budget, and the minimum of the parabola through their losses.

    Parameters
    ----------
    compute
        Geometric mean of the compute of the runs [FLOP].
    rows
        Their places among the points.
    parameters, tokens, loss
        Where the minimum lies, and the loss there, with 90 % intervals; NaN where an end is not known.
    parabola
        Loss over ln(N/D)/2.
    refused
        Why the minimum is none that a power law may be fitted to; empty where it is one.
    """

    compute: float
    rows: NDArray[np.intp]
    parameters: Estimate
    tokens: Estimate
    loss: Estimate
    parabola: Parabola
    refused: str

    def __call__(self, parameters: Num) -> Num:
        """Return the parabola's loss of a model of so many parameters at this budget."""
        return self.parabola(np.log(parameters) - 0.5 * np.log(self.compute / FLOP_PER_PARAMETER_TOKEN))


class Bias(NamedTuple):
    """What a parabola makes of a law without noise, at the very runs of one budget.

    Parameters
    ----------
    parameters
        The law's own optimum at the budget [parameter].
    parabola
        The minimum of the parabola through the law's losses of the runs [parameter]; NaN where it has none among them.
    """

    parameters: float
    parabola: float

    @property
    def ratio(self) -> float:
        """The parabola's minimum over the optimum: 1 without bias."""
        return self.parabola / self.parameters


@dataclass(frozen=True, eq=False)
class Isoflop:
    """Minima of budgets, their power laws, and beside them a law of all runs.

    Parameters
    ----------
    points, tolerance
        The runs, and how far computes of one budget may lie apart.
    valleys
        A parabola for each budget, by compute.
    outside
        Places of the rows that belong to no budget of three sizes.
    parameters, tokens, loss
        Power laws of the minima over compute, weighted by how well the sizes that were run place each minimum; None
        where fewer than three budgets have one.
    law, no_law
        The law fitted to all runs, or why there is none.
    biases, exponent_bias
        The bias of each valley by that law, none without one; and that of the exponent of the best size.
    warnings
        What a reader must know.
    """

    points: Points
    tolerance: float
    valleys: tuple[Valley, ...]
    outside: NDArray[np.intp]
    parameters: PowerLaw | None
    tokens: PowerLaw | None
    loss: PowerLaw | None
    law: ScalingLaw | None
    no_law: str
    biases: tuple[Bias, ...]
    exponent_bias: float
    warnings: tuple[str, ...]

    @property
    def used(self) -> tuple[Valley, ...]:
        """The valleys whose minimum the power laws were fitted to."""
        return tuple(valley for valley in self.valleys if not valley.refused)


def isoflop(points: Points, *, tolerance: float = TOLERANCE, law: ScalingLaw | None = None) -> Isoflop:
    """Fit a parabola to each budget of some runs, and power laws to the minima.

    Parameters
    ----------
    points
        The runs.
    tolerance
        Largest over least compute of one budget, less 1.
    law
        The law that tells the bias; one fitted to the runs if left out.

    Raises
    ------
    InputError
        When no budget has runs of three different sizes, or the tolerance is none.

    Examples
    --------
    >>> from limits import scaling
    >>> truth = scaling.get("besiroglu2024")
    >>> C = np.repeat([1e19, 1e20, 1e21], 5)
    >>> N = np.array([scaling.optimum(truth, c).parameters for c in C]) * np.tile([0.25, 0.5, 1.0, 2.0, 4.0], 3)
    >>> runs = scaling.Points.of(N, C / 6 / N, scaling.loss(truth, N, C / 6 / N))
    >>> found = scaling.isoflop(runs)
    >>> f"a = {found.parameters.exponent:.4f}, by the law {found.law.coefficients.a:.4f}"
    'a = 0.5126, by the law 0.5126'
    >>> [f"{bias.ratio:.3f}" for bias in found.biases]  # the valley is nearly symmetric
    ['0.995', '0.995', '0.995']
    """
    if not 0.0 <= tolerance <= _MOST:
        raise InputError("isoflop", [Problem("tolerance", f"{tolerance:g}", f"0 to {_MOST:g}, as 0.1 for 10 %")])
    x = 0.5 * np.log(points.parameters / points.tokens)
    groups = budgets(points.compute, x, tolerance)
    if not groups:
        wanted = f"at least {FEWEST} sizes whose computes lie within {100 * tolerance:g} % of each other"
        raise InputError("isoflop", [Problem("budgets", "none", wanted, "a larger tolerance may join them")])
    valleys = tuple(_valley(points, rows, x[rows], points.loss[rows]) for rows in groups)
    outside = np.setdiff1d(np.arange(len(points)), np.concatenate(groups))
    said = list(points.remarks)
    no_law = ""
    if law is None:
        law, no_law, doubts = _law(points)
        said += doubts
    sizes, tokens, loss = _power_laws(valleys, np.array([valley.parameters.value for valley in valleys]))
    biases = () if law is None else tuple(_bias(law, points, valley, x) for valley in valleys)
    exponent_bias = np.nan
    if law is not None and sizes is not None:
        through = _power_laws(valleys, np.array([bias.parabola for bias in biases]))[0]
        if through is not None:
            exponent_bias = through.exponent - float(law.coefficients.a)
    said += _remarks(points, valleys, outside, tolerance)
    return Isoflop(
        points, tolerance, valleys, outside, sizes, tokens, loss, law, no_law, biases, exponent_bias, tuple(said)
    )


def _valley(points: Points, rows: NDArray[np.intp], x: Array, y: Array) -> Valley:
    compute = float(np.exp(np.log(points.compute[rows]).mean()))
    found = parabola(x, y)
    middle = np.sqrt(compute / FLOP_PER_PARAMETER_TOKEN)
    place = found.x
    with np.errstate(over="ignore"):
        N, low, high = (float(middle * np.exp(each)) for each in place[:3])
        D, least, most = (float(middle * np.exp(-each)) for each in (place.value, place.high, place.low))
    error = place.standard_error
    return Valley(
        compute,
        rows,
        Estimate(N, low, high, N * error),
        Estimate(D, least, most, D * error),
        found.y,
        found,
        _refusal(found, x),
    )


def _refusal(found: Parabola, x: Array) -> str:
    if not found.opens_upwards:
        return "the losses have no minimum: the parabola does not open upwards"
    if not x.min() <= found.x.value <= x.max():
        side = "larger" if found.x.value > x.max() else "smaller"
        return f"the minimum lies at {side} models than were run"
    return ""


def _power_laws(valleys: tuple[Valley, ...], sizes: Array) -> tuple[PowerLaw | None, ...]:
    """Return the power laws of size, tokens and loss over the minima that count; each None where they are too few."""
    kept = np.array([not valley.refused for valley in valleys]) & np.isfinite(sizes)
    if kept.sum() < _BUDGETS:
        return None, None, None
    C, N = np.array([valley.compute for valley in valleys])[kept], sizes[kept]
    deviation = np.array([valley.parabola.deviation for valley in valleys])[kept]
    loss = np.array([valley.loss.value for valley in valleys])[kept]
    return (
        power_law(C, N, deviation),
        power_law(C, C / (FLOP_PER_PARAMETER_TOKEN * N), deviation),
        power_law(C, loss) if (loss > 0.0).all() else None,
    )


def _law(points: Points) -> tuple[ScalingLaw | None, str, list[str]]:
    """Return the law of all runs, or why there is none, and what the fit doubts."""
    from limits.scaling.fits.fit import fit

    try:
        found = fit(points)
        if not found.converged:
            return None, "the fit of all runs has not converged", []
        return found.law("law of these runs"), "", [f"law of all runs: {each}" for each in found.warnings]
    except InputError as error:
        return None, "; ".join(map(str, error.problems)), []


def _bias(law: ScalingLaw, points: Points, valley: Valley, x: Array) -> Bias:
    rows = valley.rows
    losses = np.asarray(prediction.loss(law, points.parameters[rows], points.tokens[rows]))
    through = parabola(x[rows], losses)
    middle = np.sqrt(valley.compute / FLOP_PER_PARAMETER_TOKEN)
    least = np.nan if _refusal(through, x[rows]) else float(middle * np.exp(through.x.value))
    return Bias(float(prediction.optimum(law, valley.compute).parameters), least)


def _remarks(points: Points, valleys: tuple[Valley, ...], outside: NDArray[np.intp], tolerance: float) -> list[str]:
    said = []
    if points.left_out:
        said.append(f"{points.left_out} rows left out, since a number is missing")
    if len(outside):
        said.append(
            f"{len(outside)} of {len(points)} rows belong to no budget: no {FEWEST} sizes have computes within "
            f"{100 * tolerance:g} % of theirs; the law of all runs knows them"
        )
    beside = adjoining(points.compute, [valley.rows for valley in valleys], tolerance)
    if beside:
        said.append(
            f"computes do not lie apart: {beside} of {len(valleys)} budgets have a neighbour within "
            f"{100 * tolerance:g} %; a larger tolerance may join them"
        )
    kept = sum(not valley.refused for valley in valleys)
    if kept < _BUDGETS:
        their = "no budget has a minimum among its runs" if not kept else "1 budget has a minimum among its runs"
        if kept > 1:
            their = f"{kept} budgets have a minimum among their runs"
        said.append(f"{their}: {_BUDGETS} are needed for power laws")
    if points.run is not None:
        stands = [set(points.run[valley.rows].tolist()) for valley in valleys]
        if sum(map(len, stands)) > len(set().union(*stands)):
            said.append(
                "rows of one run stand in several budgets: their errors go together, which no interval here knows"
            )
    return said
