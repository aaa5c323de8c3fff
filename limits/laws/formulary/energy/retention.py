"""Reliability: the barriers that keep a bit what it is while heat shakes it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.errors import Problem
from limits.laws.domain import POSITIVE, Domain
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.laws.reading import shortly

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.constants import Constants
    from limits.typing import Num

__all__ = [
    "BARRIER",
    "RETENTION",
    "barrier_energy",
    "retention_barrier",
    "retention_time",
]

_LN10 = math.log(10.0)
_TEMPERATURE = ("T", "K", POSITIVE, (1e-2, 1e3), "temperature", "300 K")


def barrier_energy(log10_error: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Least barrier that heat crosses with no more than a given probability.

    .. math:: E_b \ge k_B T \ln(1/p)

    Parameters
    ----------
    log10_error
        Decimal logarithm of the probability of crossing, -15 for one in 1e15 [1].
    temperature
        Temperature [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Height of the barrier [J].

    Notes
    -----
    A model: Boltzmann's factor taken as the probability of error of one attempt [zhirnov2003]_. The logarithm is the
    argument since the probability of one error in a whole run, shared out over all its switching events, is below what
    floating-point numbers hold. Say what the probability is for: an event, a bit or a run.

    Examples
    --------
    >>> f"{barrier_energy(-15.0, 300.0):.4g}"
    '1.431e-19'
    """
    return (0.0 - log10_error) * _LN10 * const.k_B * temperature  # of 0 it makes 0, not -0


BARRIER = Law(
    key="barrier",
    kernel=barrier_energy,
    kind=Kind.MODEL,
    sense=Sense.AT_LEAST,
    result="energy",
    symbol="E_b",
    unit="J",
    gives="height of the barrier",
    inputs=(
        Input(
            "log10_error",
            r"\log_{10} p",
            "1",
            Domain(-math.inf, closed=False, high=0.0, high_closed=True),
            (-1e3, -1e-3),
            "decimal logarithm of the probability of crossing",
            "-15",
            power=1.0,
        ),
        Input("temperature", *_TEMPERATURE, power=1.0),
    ),
    latex=r"E_b \ge k_B T \ln(1/p)",
    holds_under=(
        "classical thermal activation over one barrier; no tunnelling",
        "the probability is that of one attempt, with Boltzmann's factor and no other",
    ),
    refs=("zhirnov2003",),
)


def retention_barrier(time: Num, attempt_time: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Least barrier that keeps a state for a given `time` when heat tries to leave it once in each `attempt_time`.

    .. math:: E_b \ge k_B T \ln(\tau/\tau_0)

    Parameters
    ----------
    time
        Mean time until the state is lost [s].
    attempt_time
        Inverse of the attempt frequency [s].
    temperature
        Temperature [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Height of the barrier [J].

    Notes
    -----
    A model, the law of Arrhenius with a constant prefactor. One nanosecond is the usual assumption for magnetic media;
    computed attempt times differ from it by many orders of magnitude and depend on the barrier itself [desplat2020]_.
    Ten years need 40.3 kT; the mean time is not the time for which nearly all of many bits are kept.

    Examples
    --------
    >>> f"{retention_barrier(10 * 365.25 * 86400, 1e-9, 300.0) / (1.380649e-23 * 300.0):.4g} kT"
    '40.29 kT'
    """
    near = (time / 2.0 < attempt_time) & (attempt_time / 2.0 < time)  # where the difference of the two is exact
    excess = (np.where(near, time, attempt_time) - attempt_time) / attempt_time
    far = 2.0 * np.log(np.sqrt(time) / np.sqrt(attempt_time))  # the ratio may overflow
    return const.k_B * temperature * np.where(near, np.log1p(excess), far)[()]


def retention_time(energy: Num, attempt_time: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    """Mean time [s] for which a barrier of given `energy` [J] keeps a state: an inverse of `retention_barrier`.

    Examples
    --------
    >>> float(retention_time(0.0, 1e-9, 300.0))
    1e-09
    """
    half = np.exp(energy / (2.0 * const.k_B * temperature))  # whose square may overflow
    return attempt_time * half * half


def _attempt_time(energy: Num, time: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    half = np.exp(-energy / (2.0 * const.k_B * temperature))
    return time * half * half


def _not_shorter(values: Mapping[str, Num]) -> Problem | None:
    """No state is kept for less than one attempt."""
    time, attempt = values["time"], values["attempt_time"]
    if np.all(time >= attempt):
        return None
    return Problem("time", f"{shortly(time)} s", f"at least the attempt time, {shortly(attempt)} s")


RETENTION = Law(
    key="retention",
    kernel=retention_barrier,
    kind=Kind.MODEL,
    sense=Sense.AT_LEAST,
    result="energy",
    symbol="E_b",
    unit="J",
    gives="height of the barrier",
    inputs=(
        Input("time", r"\tau", "s", POSITIVE, (1e-3, 1e12), "mean time until the state is lost", "10 year"),
        Input("attempt_time", r"\tau_0", "s", POSITIVE, (1e-13, 1e-6), "inverse of the attempt frequency", "1 ns"),
        Input("temperature", *_TEMPERATURE, power=1.0),
    ),
    latex=r"E_b \ge k_B T \ln(\tau/\tau_0)",
    holds_under=(
        "thermal activation over one barrier (Arrhenius); no tunnelling",
        "an attempt time that does not depend on the barrier",
    ),
    refs=("desplat2020",),
    inverse={"time": retention_time, "attempt_time": _attempt_time},
    condition=_not_shorter,
)
