"""What a set of runs can determine: refused where it cannot fix a law at all, said where it hardly does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, Problem
from limits.scaling.fits.fitted_forms import PLACES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from limits.scaling.fits.fitted_forms import FittedForm
    from limits.scaling.fits.points import Points
    from limits.scaling.fits.record import Estimate
    from limits.scaling.fits.task import Task
    from limits.typing import Array

_SAME = 1e-6  # relative difference below which two sizes are one
_ON_A_LINE = 1e-2  # deviation of ln D from a line in ln N, below which runs differ in one way only
_TOGETHER = 0.99  # correlation of ln N and ln D from which their terms are hardly told apart
_GONE = 1e-6  # share of a term in every predicted loss, below which the fit does without it
_BROAD = 3.0  # ratio of high to low of A or B that deserves no word; beyond that their exponent says it
_SURE = 2.0  # standard errors below 0 from which the loss is said to rise
_FEW = 3  # runs for each coefficient, below which intervals are rough


def refuse(points: Points, form: FittedForm, pinned: Collection[str] = ()) -> None:
    """Refuse runs that leave a law open whatever their losses are.

    Parameters
    ----------
    points
        The runs.
    form
        What is to be fitted.
    pinned
        Coefficients that are not.

    Raises
    ------
    InputError
        With every reason.
    """
    lacking = [name for name in form.needs if not np.isfinite(getattr(points, name)).all()]
    if lacking:
        given = f"runs without {' and '.join(lacking)}"
        raise InputError("fit", [Problem("points", given, f"runs with {', '.join(form.needs)}, for {form.formula}")])
    free = form.free - len(set(pinned))
    if len(points) <= free:
        without = f", {points.left_out} more without all numbers" if points.left_out else ""
        raise InputError(
            "fit", [Problem("points", f"{len(points)}{without}", f"more than the {free} coefficients of the form")]
        )
    problems = []
    constant = "E" in form.names and "E" not in pinned
    for exponent, factor, name in form.terms:
        values = getattr(points, name)
        open_ones = 2 - len({exponent, factor} & set(pinned))
        needed = open_ones + constant if open_ones else 1  # a power and a constant have three unknowns
        different = _different(values)
        if different < needed:
            given = f"{different} different {'value' if different == 1 else 'values'}"
            beside = "beside a constant" if constant else "with a known constant"
            problems.append(Problem(name, given, f"at least {needed}: fewer fix no power {beside}"))
    two = len(form.terms) > 1 and not any({exponent, factor} & set(pinned) for exponent, factor, _ in form.terms)
    if two and not problems and _off_the_line(points) < _ON_A_LINE:
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


def opened(estimates: Mapping[str, Estimate], task: Task) -> dict[str, Estimate]:
    """Open the intervals of what the runs leave open.

    A term whose exponent may be 0 may be a constant. Then it is not told apart from E, any exponent serves, and an
    interval drawn around the one that was found would be a confident mistake.
    """
    found = dict(estimates)
    for exponent, factor, _ in task.form.terms:
        if exponent not in task.held and not estimates[exponent].low > 0:
            for name in {exponent, factor} - task.held.keys():
                found[name] = found[name]._replace(low=min(found[name].low, 0.0), high=np.inf)
            if "E" in found.keys() - task.held.keys():
                found["E"] = found["E"]._replace(low=0.0)
    return found


def warnings(points: Points, estimates: Mapping[str, Estimate], shares: Array, task: Task) -> list[str]:
    """Say what the runs hardly determine.

    Parameters
    ----------
    points
        The runs.
    estimates
        The fitted coefficients by name.
    shares
        Shares of A/N^alpha, B/D^beta and E in each predicted loss, shape (3, points).
    task
        What was fitted.
    """
    said = []
    if points.independent < _FEW * task.free:
        said.append(f"{points.independent} runs for {task.free} coefficients: the intervals are rough")
    if len(task.form.terms) > 1:
        together = float(np.corrcoef(np.log(points.parameters), np.log(points.tokens))[0, 1])
        if abs(together) > _TOGETHER:
            said.append(
                f"parameters and tokens change together (correlation {together:.4f}): alpha and beta are hardly told "
                "apart"
            )
    for exponent, factor, size in task.form.terms:
        if exponent not in task.held:
            said += _of_term(exponent, factor, size, estimates[exponent], float(shares[PLACES[factor]].max()))
    if "E" in estimates.keys() - task.held.keys():
        said += _of_constant(estimates["E"], float(shares[2].max()))
    if points.left_out:
        said.append(f"{points.left_out} runs left out, since a number is missing")
    return [*said, *points.remarks]


def _of_term(exponent: str, factor: str, size: str, estimate: Estimate, share: float) -> list[str]:
    """Say whether the runs determine a term, which has the given largest share of a predicted loss."""
    if share < _GONE:
        return [f"the fit does without {factor}: the loss does not depend on {size} here, {exponent} is open"]
    if estimate.value + _SURE * estimate.standard_error < 0:
        return [f"the loss rises with {size}: {exponent} = {estimate.value:.3g} is no scaling law"]
    if not np.isfinite(estimate.standard_error):
        return [f"the runs do not determine {exponent}"]
    if estimate.low <= 0:
        return [f"{exponent} may be anything: what these runs show of {size}, a constant explains as well"]
    return []


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
