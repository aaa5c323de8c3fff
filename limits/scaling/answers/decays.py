"""How fast repeated tokens lose their worth in one's own runs, as a record of the fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from limits import __version__
from limits.draws import LEVEL
from limits.errors import InputError, Problem
from limits.frozen import frozen
from limits.scaling.answers.asked import AskedLaw, asked_law
from limits.scaling.answers.estimates import Estimate, estimate
from limits.scaling.fits.losses import NATS
from limits.scaling.fits.repetition import fit_repetition

if TYPE_CHECKING:
    from limits.scaling.fits.repetition import Decay, RepeatedRuns
    from limits.scaling.law import ScalingLaw

__all__ = ["FittedDecays", "ProfilePoint", "fit_decays"]


@frozen
class ProfilePoint:
    """The least objective with R_D* held, and the R_N* that goes with it."""

    decay_tokens: float
    objective: float
    decay_parameters: float


@frozen
class FittedDecays:
    """The decays R_D* and R_N* that fit runs best with a law held, and the profile of R_D*.

    `level` is that of the intervals, `determined` says of each whether the runs determine it within a factor of ten.
    """

    schema: ClassVar[str] = "limits.decays/1"

    kind: str
    law: AskedLaw
    runs: int
    left_out: int
    objective: float
    level: float
    decay_tokens: Estimate
    decay_parameters: Estimate
    determined: dict[str, bool]
    profile: tuple[ProfilePoint, ...]
    unknown: dict[str, str]
    warnings: tuple[str, ...]
    references: tuple[str, ...]
    limits_version: str


def fit_decays(law: ScalingLaw, runs: RepeatedRuns) -> FittedDecays:
    """Fit the decays of repeated tokens and excess parameters to runs, a scaling law being held.

    Parameters
    ----------
    law, runs
        The law of runs without repetition, and the runs: `limits.scaling.fits.repetition.RepeatedRuns`.

    Raises
    ------
    InputError
        When no run repeats a token, so that nothing decays, or the law has other losses than the runs.
    """
    if law.loss_unit != NATS:
        raise InputError("repeat", [Problem("law", f"losses in {law.loss_unit}", f"in {NATS}, as those of the runs")])
    fit = fit_repetition(law, runs)
    decays = {"decay_tokens": fit.tokens, "decay_parameters": fit.parameters}
    open_ends = {
        f"{name}.{side}": "the runs leave this side open, as far as was searched"
        for name, decay in decays.items()
        for side, end in (("low", decay.low), ("high", decay.high))
        if end in (0.0, float("inf"))
    }
    return FittedDecays(
        kind=law.kind,
        law=asked_law(law),
        runs=fit.runs,
        left_out=fit.left_out,
        objective=fit.objective,
        level=LEVEL,
        decay_tokens=_estimate(fit.tokens),
        decay_parameters=_estimate(fit.parameters),
        determined={name: decay.determined for name, decay in decays.items()},
        profile=tuple(ProfilePoint(*map(float, row)) for row in fit.profile.T),
        unknown=open_ends,
        warnings=fit.warnings,
        references=law.references,
        limits_version=__version__,
    )


def _estimate(decay: Decay) -> Estimate:
    return estimate(decay.value, "1", decay.low or float("nan"), decay.high)
