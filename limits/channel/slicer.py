"""Where the receiver decides: from a bit error rate or a signal-to-noise ratio to margin, capacity and gap.

White Gaussian noise and a Gray code are taken for granted. The ratio at the slicer includes the intersymbol
interference and the crosstalk that the equaliser left, so that what was lost before the slicer is not seen here.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limits import laws
from limits.channel import needed
from limits.errors import InputError, Problem
from limits.frozen import frozen

if TYPE_CHECKING:
    from limits.channel.lane import Lane

__all__ = ["HEALTHY", "Need", "Slicer", "decibels", "from_ber", "from_snr", "most_errors", "need"]

HEALTHY = 10.0
"""How many times below the limit of its code a bit error rate is called healthy: one power of ten, a convention."""
MOST = 10.0**20.0
"""Ratio that is still read as one [1], 200 dB: more is a slip of units."""
STANDARD_MARGIN = 10.0**0.3
"""COM of 3 dB, as the configuration sheets of IEEE 802.3 have it: by how much a compliant electrical channel is above
the ratio of its error rate."""
_CONFIDENCE = 3.0  # -ln 0.05, rounded up as everybody does: the rule of three


def decibels(ratio: float) -> float:
    """Return a ratio of powers in decibels.

    Examples
    --------
    >>> decibels(100.0)
    20.0
    """
    return 10.0 * math.log10(ratio)


@frozen
class Need:
    """What a lane needs at its slicer, ratios linear [1]; None where it is unknown.

    Attributes
    ----------
    least
        For its net rate, by Shannon's theorem, whatever the modulation and the code.
    at_limit
        At the limit of its error correction.
    gap
        From the one to the other: what modulation and code leave.
    compliant
        `at_limit` and the margin that the standard of its code asks of electrical channels.
    capacity
        Of the lane at `at_limit` [bit/s].
    """

    least: float | None
    at_limit: float | None
    gap: float | None
    compliant: float | None
    capacity: float | None


def need(lane: Lane) -> Need:
    """Return what a lane needs.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.channel.lane import lane
    >>> found = need(lane(shipped().row("link", "ib-ndr-4x")))
    >>> [f"{decibels(ratio):.2f}" for ratio in (found.least, found.at_limit, found.gap)]
    ['11.00', '17.66', '6.65']
    """
    rate = lane.symbol_rate.value
    least = None if lane.net is None else float(needed.least_snr(lane.net.value, rate))
    at_limit = None if lane.code is None else _ratio(lane, lane.code.limit)
    return Need(
        least=least,
        at_limit=at_limit,
        gap=None if least is None or at_limit is None else at_limit / least,
        compliant=at_limit * STANDARD_MARGIN if at_limit and lane.code and lane.code.electrical else None,
        capacity=None if at_limit is None else float(needed.capacity(rate, at_limit)),
    )


@frozen
class Slicer:
    """A lane at a known ratio; ratios are linear [1], and None where what they hang on is unknown.

    Attributes
    ----------
    snr
        Ratio of signal to noise at the slicer.
    ber
        Bit error rate before correction: measured, or by the law of the modulation from `snr`.
    measured
        Whether it was measured.
    bound
        Whether it is only known to be at most `ber`: then ratio, margin, capacity and gap are at least what they say.
    bits
        How many were counted without an error, where the bound is from that; else None.
    need
        What the lane needs.
    margin
        Ratio over that at the limit of the error correction.
    capacity
        Most that any code could carry at this ratio [bit/s].
    share
        Net rate over capacity.
    gap
        Ratio over the least one of the net rate: what modulation and code leave, times the margin.
    comfortable
        Whether the bit error rate is a power of ten or more below the limit of a code: where nothing is corrected, that
        would be half a decibel.
    corrected
        Whether the lane has a code that corrects errors.
    """

    snr: float
    ber: float
    measured: bool
    bound: bool
    bits: float | None
    need: Need
    margin: float | None
    capacity: float
    share: float | None
    gap: float | None
    comfortable: bool
    corrected: bool

    @property
    def verdict(self) -> str:
        """How the lane stands, in words; nothing where no limit is known.

        `healthy` begins a power of ten below the limit in bit errors, which is a convention; else it is `close to the
        limit` or `beyond the limit`. Of a bound, and of a lane that corrects nothing, it is `within the limit` where it
        is not healthy; of a bound beyond it, `counted too short`.
        """
        if self.margin is None:
            return ""
        if self.comfortable:
            return "healthy"
        if self.bound:
            return "counted too short" if self.margin < 1.0 else "within the limit"
        if self.margin < 1.0:
            return "beyond the limit"
        return "close to the limit" if self.corrected else "within the limit"


def from_ber(lane: Lane, ber: float, *, bound: bool = False, bits: float | None = None) -> Slicer:
    """Return a lane whose bit error rate before correction was measured.

    Parameters
    ----------
    lane
        The lane.
    ber
        Wrong bits per bit, above 0 [1].
    bound
        Whether that many errors at most are known.
    bits
        How many were counted, where `ber` is `most_errors` of them.

    Raises
    ------
    InputError
        If the rate is not above 0, or not below that of noise without a signal.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.channel.lane import lane
    >>> found = from_ber(lane(shipped().row("link", "ib-ndr-4x")), 1e-8)
    >>> f"{decibels(found.snr):.2f} dB, margin {decibels(found.margin):.2f} dB, {100 * found.share:.1f} %"
    '21.89 dB, margin 4.24 dB, 51.7 %'
    """
    if not 0.0 < ber < 1.0:
        mend = "a test without an error says how long it was: give what was counted, --bits 1e15" if ber == 0.0 else ""
        raise InputError(
            "--ber", [Problem("bit error rate", f"{ber:g}", "wrong bits per bit, above 0 and below 1", mend)]
        )
    return _at(lane, _ratio(lane, ber, "--ber"), ber, measured=True, bound=bound, bits=bits)


def from_snr(lane: Lane, snr: float) -> Slicer:
    """Return a lane whose ratio at the slicer [1] is known.

    Raises
    ------
    InputError
        If the ratio is not above 0, or beyond 200 dB.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.channel.lane import lane
    >>> f"{from_snr(lane(shipped().row('link', 'ib-ndr-4x')), 10**2.189).ber:.2g}"
    '1e-08'
    """
    if not 0.0 < snr <= MOST:
        wanted = "signal over noise, above 0 and at most 200 dB"
        raise InputError("--snr", [Problem("ratio", f"{snr:g}", wanted, "write e.g. '21.9 dB'")])
    ber = float(laws.pam_ber.kernel(lane.levels.value, snr))
    return _at(lane, snr, ber, measured=False, bound=False, bits=None)


def most_errors(bits: float) -> float:
    """Return the highest bit error rate [1] at which `bits` without an error are seen once in twenty times: 3 / bits.

    Examples
    --------
    >>> most_errors(3e15)
    1e-15
    """
    if not 1.0 <= bits < math.inf:
        raise InputError("--bits", [Problem("bits", f"{bits:g}", "how many bits were counted, at least 1")])
    return _CONFIDENCE / bits


def _ratio(lane: Lane, ber: float, where: str = "--fec") -> float:
    """Return the ratio at which a lane has a bit error rate."""
    ratio = float(needed.correctable_snr(lane.levels.value, ber))
    if not ratio > 0.0:
        noise = float(laws.pam_ber.kernel(lane.levels.value, 0.0))
        wanted = f"below {noise:.3g}, that of noise without a signal"
        raise InputError(where, [Problem("bit error rate", f"{ber:g}", wanted)])
    return ratio


def _at(lane: Lane, snr: float, ber: float, *, measured: bool, bound: bool, bits: float | None) -> Slicer:
    wants = need(lane)
    capacity = float(needed.capacity(lane.symbol_rate.value, snr))
    limit = 0.0 if lane.code is None else lane.code.limit
    corrected = lane.code is not None and lane.code.corrects
    return Slicer(
        snr=snr,
        ber=ber,
        measured=measured,
        bound=bound,
        bits=bits,
        need=wants,
        margin=None if wants.at_limit is None else snr / wants.at_limit,
        capacity=capacity,
        share=None if lane.net is None else lane.net.value / capacity,
        gap=None if wants.least is None else snr / wants.least,
        comfortable=corrected and ber * HEALTHY <= limit,
        corrected=corrected,
    )
