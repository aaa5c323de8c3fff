"""What a set of runs can determine: refused where it cannot fix a law at all, said where it hardly does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.scaling.fits.points import Points
    from limits.scaling.fits.record import Estimate
    from limits.typing import Array

_SIZES = 3  # a power and a constant have three unknowns
_SAME = 1e-6  # relative difference below which two sizes are one
_ON_A_LINE = 1e-2  # deviation of ln D from a line in ln N, below which runs differ in one way only
_TOGETHER = 0.99  # correlation of ln N and ln D from which their terms are hardly told apart
_GONE = 1e-6  # share of a term in every predicted loss, below which the fit does without it
_BROAD = 3.0  # ratio of high to low of A or B that deserves no word; beyond that their exponent says it
_SURE = 2.0  # standard errors below 0 from which the loss is said to rise
_FEW = 3  # runs for each coefficient, below which intervals are rough
_TERMS = {"alpha": ("A", "parameters"), "beta": ("B", "tokens")}


def refuse(points: Points, free: int) -> None:
    """Refuse runs that leave a law open whatever their losses are.

    Parameters
    ----------
    points
        The runs.
    free
        Coefficients to be fitted [1].

    Raises
    ------
    InputError
        With every reason.
    """
    if len(points) <= free:
        without = f", {points.left_out} more without all numbers" if points.left_out else ""
        raise InputError(
            "fit", [Problem("points", f"{len(points)}{without}", f"more than the {free} coefficients of the form")]
        )
    problems = []
    for name, values in (("parameters", points.parameters), ("tokens", points.tokens)):
        different = _different(values)
        if different < _SIZES:
            given = f"{different} different {'value' if different == 1 else 'values'}"
            problems.append(Problem(name, given, f"at least {_SIZES}: fewer fix no power beside a constant"))
    if not problems and _off_the_line(points) < _ON_A_LINE:
        given = "a power of parameters in every run"
        ratios = points.tokens / points.parameters
        if ratios.max() < ratios.min() * (1.0 + _ON_A_LINE):
            given = f"{ratios.mean():.3g} tokens per parameter in every run"
        mend = "add runs of one size with different tokens; the loss along this line alone is --form compute"
        problems.append(Problem("tokens", given, "runs that vary parameters and tokens apart", mend))
    if problems:
        raise InputError("fit", problems)


def refuse_endless(coefficients: Mapping[str, float], points: Points) -> None:
    """Refuse a minimum with a coefficient that no float holds: an exponent beyond all that the runs can show.

    Raises
    ------
    InputError
        With the coefficients.
    """
    endless = [name for name, value in coefficients.items() if not np.isfinite(value)]
    if endless:
        given = f"{len(points)} runs whose best law has {' and '.join(endless)} beyond floats"
        mend = "add runs of other sizes, and look for losses that are no losses"
        raise InputError("fit", [Problem("points", given, "runs that determine a law", mend)])


def opened(estimates: Mapping[str, Estimate]) -> dict[str, Estimate]:
    """Open the intervals of what the runs leave open.

    A term whose exponent may be 0 may be a constant. Then it is not told apart from E, any exponent serves, and an
    interval drawn around the one that was found would be a confident mistake.
    """
    found = dict(estimates)
    for exponent, (factor, _) in _TERMS.items():
        if not estimates[exponent].low > 0:
            for name in (exponent, factor):
                found[name] = found[name]._replace(low=min(found[name].low, 0.0), high=np.inf)
            found["E"] = found["E"]._replace(low=0.0)
    return found


def warnings(points: Points, estimates: Mapping[str, Estimate], shares: Array, free: int) -> list[str]:
    """Say what the runs hardly determine.

    Parameters
    ----------
    points
        The runs.
    estimates
        The fitted coefficients by name.
    shares
        Shares of A/N^alpha, B/D^beta and E in each predicted loss, shape (3, points).
    free
        Coefficients that were fitted [1].
    """
    said = []
    if points.independent < _FEW * free:
        said.append(f"{points.independent} runs for {free} coefficients: the intervals are rough")
    together = float(np.corrcoef(np.log(points.parameters), np.log(points.tokens))[0, 1])
    if abs(together) > _TOGETHER:
        said.append(
            f"parameters and tokens change together (correlation {together:.4f}): alpha and beta are hardly told apart"
        )
    for (exponent, (factor, size)), share in zip(_TERMS.items(), shares, strict=False):
        estimate = estimates[exponent]
        if share.max() < _GONE:
            said.append(f"the fit does without {factor}: the loss does not depend on {size} here, {exponent} is open")
        elif estimate.value + _SURE * estimate.standard_error < 0:
            said.append(f"the loss rises with {size}: {exponent} = {estimate.value:.3g} is no scaling law")
        elif not np.isfinite(estimate.standard_error):
            said.append(f"the runs do not determine {exponent}")
        elif estimate.low <= 0:
            said.append(f"{exponent} may be anything: what these runs show of {size}, a constant explains as well")
    said += _of_constant(estimates["E"], float(shares[2].max()))
    if points.left_out:
        said.append(f"{points.left_out} runs left out, since a number is missing")
    return [*said, *points.remarks]


def _of_constant(estimate: Estimate, share: float) -> list[str]:
    """Say whether the runs determine the irreducible loss, which has the given largest share of a predicted loss."""
    if share < _GONE:
        return [
            "E is at its lower end, 0: the runs show no irreducible loss, and all intervals suppose that there is none"
        ]
    if not estimate.low > estimate.value / _BROAD:
        return ["the runs hardly determine E: losses far beyond them are guesses"]
    return []


def _different(values: Array) -> int:
    """Count values that differ by more than rounding."""
    return int(np.sum(np.diff(np.sort(values)) > _SAME * np.sort(values)[:-1])) + 1


def _off_the_line(points: Points) -> float:
    """Return the deviation of ln D from its best line in ln N."""
    x, y = np.log(points.parameters), np.log(points.tokens)
    x, y = x - x.mean(), y - y.mean()
    return float(np.std(y - x * (x @ y) / (x @ x)))
