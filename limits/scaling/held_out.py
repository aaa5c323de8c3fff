"""What a fit without its largest runs said of them: the only word there is on how far its form holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.draws import LEVEL
from limits.frozen import frozen

if TYPE_CHECKING:
    from limits.scaling.law import ScalingLaw

_FAR_BELOW = 0.7  # share of the runs in an interval of 90 %, below which the interval is too narrow for them
_UNTESTED = (
    "How far a fit holds beyond its runs no interval says; limits frontier fit --holdout tells how far it did so far."
)


@frozen
class HeldOut:
    """How a fit to the smaller runs of a file predicted the larger ones.

    Parameters
    ----------
    factor
        The runs that were left out are those of the largest factor of compute [1].
    fitted, predicted
        How many runs were fitted, and how many left out.
    rms, mean
        Errors of the predictions in ln(loss), predicted over seen: root mean square, and mean, above 0 where the
        predictions were too high [1].
    held
        Share of what was left out in the 90 % interval of the law; None where there was no interval.
    held_with_scatter
        Share in the 90 % interval of the next run, which scatters about the law as those that were fitted do.

    Examples
    --------
    >>> HeldOut(10.0, 40, 12, 0.012, -0.011, 0.08, 0.25).failed
    True
    """

    factor: float
    fitted: int
    predicted: int
    rms: float
    mean: float
    held: float | None
    held_with_scatter: float | None

    @property
    def failed(self) -> bool:
        """Whether far fewer runs lay in the interval of the next run than it says."""
        return self.held_with_scatter is not None and self.held_with_scatter < _FAR_BELOW * LEVEL


def told(found: HeldOut) -> str:
    """Say in one sentence what a hold-out said.

    Examples
    --------
    >>> import textwrap
    >>> print(textwrap.fill(told(HeldOut(10.0, 40, 12, 0.012, -0.011, 0.08, 0.25)), 100))
    Hold-out: a fit to 40 smaller runs put 12 of the largest factor 10 of compute 1.1 % too low on
    average, 1.2 % rms; its 90 % interval of a next run held 25 % of them, that of the law 8 %.
    """
    runs = f"{found.predicted} of the largest factor {found.factor:.3g} of compute"
    side = "high" if found.mean > 0 else "low"
    off = f"{100 * abs(found.mean):.2g} % too {side} on average, {100 * found.rms:.2g} % rms"
    said = f"Hold-out: a fit to {found.fitted} smaller runs put {runs} {off}; "
    if found.held is None or found.held_with_scatter is None:
        return f"{said}it had no interval."
    shares = f"{100 * found.held_with_scatter:.0f} % of them, that of the law {100 * found.held:.0f} %"
    return f"{said}its {100 * LEVEL:g} % interval of a next run held {shares}."


def beyond_the_runs(law: ScalingLaw) -> str:
    """Say what is known of a law of one's own beyond the compute of its runs; nothing of a published one.

    Examples
    --------
    >>> from limits import scaling
    >>> beyond_the_runs(scaling.get("hoffmann2022"))
    ''
    """
    if law.evidence != "own":
        return ""
    if law.holdout is None:
        return _UNTESTED
    return told(law.holdout) + (" So an interval here is too narrow." if law.holdout.failed else "")
