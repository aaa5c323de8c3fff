"""What was found in one's own runs, as records: a fitted law, and the efficient frontier of learning curves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from limits import __version__
from limits.draws import LEVEL
from limits.errors import InputError
from limits.frozen import frozen
from limits.scaling.answers.estimates import known
from limits.scaling.answers.implications import Implied, implied
from limits.scaling.answers.misfit import HoldOutRecord, Misfit, held_out, misfit, untested

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from limits.scaling.fits.at import At
    from limits.scaling.fits.envelope import Envelope
    from limits.scaling.fits.record import Estimate, Fit
    from limits.scaling.held_out import HeldOut

__all__ = ["Coefficient", "EnvelopeRecord", "FitRecord", "LossAt", "TouchRecord", "enveloped", "fitted"]

_UNITS = {
    **dict.fromkeys(("alpha", "beta", "gamma", "eta", "q", "alpha_N", "alpha_D"), "1"),
    "N_c": "parameter",
    "D_c": "token",
}  # of coefficients; of all others that of the loss
_PINNED = "pinned, not fitted"
_OPEN = "the points do not determine it; the warnings say more"
_FEW = "too few curves touch the envelope"
_SCATTER = (
    f"Intervals, {100 * LEVEL:g} %, hold the scatter of curves, not that the least of many noisy readings lies low."
)


@frozen
class Coefficient:
    """A coefficient: its value, the ends of its interval, its standard error; null where the runs leave it open.

    A, B and K are for parameters, tokens and FLOP as bare numbers.
    """

    value: float | None
    unit: str
    low: float | None
    high: float | None
    standard_error: float | None


@frozen
class LossAt:
    """The loss of the fitted law at some size [unit], the interval of the law, decades beyond the runs."""

    sizes: dict[str, float]
    unit: str
    loss: float | None
    low: float | None
    high: float | None
    beyond: dict[str, float]


@frozen
class FitRecord:
    """A scaling law fitted to runs: the least objective, the coefficients there, and how far they can be trusted.

    `points` are rows, `runs` what errs by itself: rows of one run, checkpoints, count as one where the runs are
    named; with `blocks`, rows of one curve count in blocks. `fitted` counts the coefficients that were fitted,
    `pinned` names those that were not, `at` holds what the law says where it was asked; `holdout` is null where
    nobody asked. `unknown` says why a part of a coefficient is null; `delta` is null where no error is large,
    `seed` without a bootstrap.
    """

    schema: ClassVar[str] = "limits.fit/1"

    kind: str
    form: str
    formula: str
    minimised: str
    delta: float | None
    objective: float
    coefficients: dict[str, Coefficient]
    fitted: int
    pinned: tuple[str, ...]
    at: tuple[LossAt, ...]
    level: float
    loss_unit: str
    points: int
    runs: int
    blocks: bool
    left_out: int
    converged: bool
    gradient: float
    starts: int
    starts_agreeing: int
    spread: float
    covariance: tuple[tuple[float, ...], ...] | None
    implied: Implied | None
    misfit: Misfit
    holdout: HoldOutRecord | None
    bootstrap: int
    seed: int | None
    unknown: dict[str, str]
    warnings: tuple[str, ...]
    limits_version: str


@frozen
class TouchRecord:
    """A stretch of the envelope that one curve makes, from `low` to `high` [FLOP]."""

    curve: str
    low: float
    high: float


@frozen
class EnvelopeRecord:
    """The efficient frontier of learning curves: at each compute [FLOP] the least loss [loss_unit], and its law.

    The coefficients are those of L = E + K C^-gamma, none where too few curves touch. `unknown` says why something is
    null.
    """

    schema: ClassVar[str] = "limits.envelope/1"

    kind: str
    coefficients: dict[str, Coefficient]
    level: float
    objective: float | None
    converged: bool
    touches: tuple[TouchRecord, ...]
    loss_unit: str
    compute: tuple[float, ...]
    loss: tuple[float, ...]
    unknown: dict[str, str]
    cautions: tuple[str, ...]
    warnings: tuple[str, ...]
    limits_version: str


def fitted(
    fit: Fit,
    seed: int | None = None,
    compute: Sequence[float] = (),
    places: Sequence[Mapping[str, float]] = (),
    held: HeldOut | None = None,
) -> FitRecord:
    """Return a fit as a record.

    Parameters
    ----------
    fit
        What ``limits.scaling.fit`` returns.
    seed
        That of its bootstrap, if there was one.
    compute
        Computes whose best run by the law is wanted [FLOP].
    places
        Sizes at which the loss of the law is wanted, by the variables of its form.
    held
        What a hold-out said, if there was one: the `summary` of ``limits.scaling.holdout``.

    Examples
    --------
    >>> from limits import scaling
    >>> N, D = [1e8, 2e8, 4e8, 8e8, 1e9, 2e9], [1e9, 8e9, 2e9, 1e10, 3e9, 9e9]
    >>> record = fitted(scaling.fit(N, D, [1.8 + 480 / n**0.35 + 2100 / d**0.37 for n, d in zip(N, D)]))
    >>> record.schema, record.points, record.converged, round(record.coefficients["alpha"].value, 6)
    ('limits.fit/1', 6, True, 0.35)
    """
    coefficients = _coefficients(fit.coefficients, fit.points.loss_unit)
    pinned = tuple(fit.task.held)
    asked = tuple(_at(fit.at(**sizes), fit.points.loss_unit) for sizes in places)
    unknown = {key: _PINNED if key.split(".")[1] in pinned else said for key, said in _unknown(coefficients).items()}
    unknown |= {
        f"at.{place}.{part}": _OPEN
        for place, each in enumerate(asked)
        for part in ("loss", "low", "high")
        if getattr(each, part) is None
    }
    said, why = _implied(fit, compute)
    errors = misfit(fit)
    unknown |= untested(errors)
    return FitRecord(
        kind="trend",
        form=fit.form,
        formula=fit.task.form.formula,
        minimised=fit.objective_name,
        delta=known(fit.delta),
        objective=fit.objective,
        coefficients=coefficients,
        fitted=fit.free,
        pinned=pinned,
        at=asked,
        level=LEVEL,
        loss_unit=fit.points.loss_unit,
        points=len(fit.points),
        runs=fit.points.independent,
        blocks=fit.points.run is not None and fit.points.name is None,
        left_out=fit.points.left_out,
        converged=fit.converged,
        gradient=fit.gradient,
        starts=fit.starts,
        starts_agreeing=fit.starts_agreeing,
        spread=fit.spread,
        covariance=None if fit.covariance is None else tuple(tuple(row) for row in fit.covariance.tolist()),
        implied=said,
        misfit=errors,
        holdout=None if held is None else held_out(held),
        bootstrap=len(fit.resamples),
        seed=seed if len(fit.resamples) else None,
        unknown=unknown | ({"covariance": _OPEN} if fit.covariance is None else {}) | why,
        warnings=fit.warnings,
        limits_version=__version__,
    )


def enveloped(envelope: Envelope) -> EnvelopeRecord:
    """Return an envelope as a record.

    Parameters
    ----------
    envelope
        What ``limits.scaling.envelope`` returns.

    Examples
    --------
    >>> from limits import scaling
    >>> curves = scaling.Curves.of(["a", "a", "b"], [1e18, 1e19, 1e19], [4.0, 3.5, 3.4])
    >>> record = enveloped(scaling.envelope(curves))
    >>> record.objective, record.unknown["objective"]
    (None, 'too few curves touch the envelope')
    """
    coefficients = _coefficients(envelope.coefficients, envelope.loss_unit)
    objective = known(envelope.objective)
    return EnvelopeRecord(
        kind="trend",
        coefficients=coefficients,
        level=LEVEL,
        objective=objective,
        converged=envelope.converged,
        touches=tuple(TouchRecord(*touch) for touch in envelope.touches),
        loss_unit=envelope.loss_unit,
        compute=tuple(envelope.compute.tolist()),
        loss=tuple(envelope.loss.tolist()),
        unknown=_unknown(coefficients) | ({"objective": _FEW} if objective is None else {}),
        cautions=(_SCATTER,) if coefficients else (),
        warnings=envelope.warnings,
        limits_version=__version__,
    )


def _at(said: At, unit: str) -> LossAt:
    loss, low, high = map(known, (said.loss, said.low, said.high))
    return LossAt(dict(said.sizes), unit, loss, low, high, dict(said.beyond))


def _implied(fit: Fit, compute: Sequence[float]) -> tuple[Implied | None, dict[str, str]]:
    """Return what the law of a fit implies, or why there is none."""
    try:
        law = fit.law()
    except InputError as error:
        return None, {"implied": f"the fit is no law ({'; '.join(map(str, error.problems))})"}
    return implied(law, compute), {}


def _coefficients(estimates: Mapping[str, Estimate], loss_unit: str) -> dict[str, Coefficient]:
    return {name: _coefficient(name, estimate, loss_unit) for name, estimate in estimates.items()}


def _coefficient(name: str, estimate: Estimate, loss_unit: str) -> Coefficient:
    value, low, high, error = map(known, estimate)
    return Coefficient(value, _UNITS.get(name, loss_unit), low, high, error)


def _unknown(coefficients: Mapping[str, Coefficient]) -> dict[str, str]:
    parts = ("value", "low", "high", "standard_error")
    return {
        f"coefficients.{name}.{part}": _OPEN
        for name, coefficient in coefficients.items()
        for part in parts
        if getattr(coefficient, part) is None
    }
