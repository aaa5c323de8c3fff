"""Which inputs make an estimate uncertain, and by how much each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.frozen import frozen
from limits.runs.fields import path_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.runs.batch import Resolved
    from limits.typing import Array

__all__ = ["Share", "shares"]


@frozen
class Share:
    """One uncertain input of an estimate, and its share of the variance of the estimate's logarithm."""

    field: str
    share: float


def shares(resolved: Resolved, index: int, needs: Sequence[str], estimate: Array) -> tuple[Share, ...]:
    """Return the share of each uncertain input in the variance of an estimate, the largest first.

    Of the logarithm, by one least-squares fit to the logarithms of the inputs, which are drawn independently. Shares
    add up to 1, less what no product of powers of the inputs explains.

    Parameters
    ----------
    resolved
        Runs with everything that is known of them.
    index
        Which of them.
    needs
        The numbers that the estimate is made of; those that they follow from are found.
    estimate
        Its draws, all positive.

    Examples
    --------
    >>> import limits
    >>> from limits.runs.batch import Resolved
    >>> run = limits.TrainingRun("mine", flop="1e24 FLOP", accelerator_hours="1e6 .. 2e6 hour", pue="1.0 .. 1.1")
    >>> resolved = Resolved([run])
    >>> needs = ("accelerator_hours", "pue")
    >>> found = shares(resolved, 0, needs, resolved.drawn(0, "accelerator_hours") * resolved.drawn(0, "pue"))
    >>> [(each.field, round(each.share, 2)) for each in found]
    [('cluster.accelerator_hours', 0.98), ('facility.pue', 0.02)]
    """
    uncertain = _uncertain(resolved, index, needs)
    if not uncertain:
        return ()
    spread = _centred(estimate)
    variance = float(np.dot(spread, spread))
    if variance == 0.0:
        return ()
    logs = np.stack([_centred(each) for each in uncertain.values()], axis=1)
    slopes = np.linalg.lstsq(logs, spread, rcond=None)[0]
    parts = slopes**2 * (logs**2).sum(axis=0)
    rest = spread - logs @ slopes
    whole = parts.sum() + np.dot(rest, rest)
    found = (Share(path_of(name), float(part / whole)) for name, part in zip(uncertain, parts, strict=True))
    return tuple(sorted(found, key=lambda each: -each.share))


def _centred(drawn: Array) -> Array:
    """Return the logarithms of draws, their mean taken off; draw 0 is the centre and no draw."""
    logs: Array = np.log(drawn[1:])
    logs -= logs.mean()
    return logs


def _uncertain(resolved: Resolved, index: int, needs: Sequence[str]) -> dict[str, Array]:
    """Return the draws of the numbers from which all others follow, of those that vary and are positive."""
    found: dict[str, Array] = {}
    for name, value in resolved.used(index, needs).items():
        if value.uncertain and not (value.origin is not None and value.origin.needs):
            drawn = resolved.drawn(index, name)
            if drawn.min() > 0.0:
                found[name] = drawn
    return found
