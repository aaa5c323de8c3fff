"""What is said of a port that counts bit errors: its rate, its margin, and what else it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.channel.slicer import decibels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.described.bit_errors import Port, Seen

__all__ = ["margin_said", "past_said", "rate_said", "remarks"]

_RAISED = 10.0  # times the rate of now from which the highest one is told
_PLAIN = 1e-3  # rates from which on no power of ten is written


def margin_said(each: Seen) -> str:
    """Say the margin of a port, or what else is known.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.pasted.described.bit_errors import Port, seen
    >>> margin_said(seen(Port("a", 1e-8, speed="400G", width="4x"), shipped()))
    'healthy, 4.2 dB above what RS(544,514) needs'
    """
    if each.port.ber is None and each.port.without:
        return f"{each.verdict}: {each.port.without}"
    if each.lane is None:
        return each.verdict or "no margin, since nothing tells which lane it is"
    if each.slicer is None and each.beyond:
        return f"{each.verdict}: no better than noise without a signal"
    if each.slicer is None or each.slicer.margin is None or each.lane.code is None:
        code = f"of {each.port.code} no limit is known" if each.port.code else "nothing tells the code"
        return each.verdict or f"no margin, since {code}"
    if each.verdict == "counted too short":
        return each.verdict
    least, margin = "at least " if each.slicer.bound else "", decibels(each.slicer.margin)
    where = f"{least}{margin:.1f} dB above" if margin >= 0.0 else f"{-margin:.1f} dB short of"
    return f"{each.verdict}, {where} what {each.lane.code.title} needs{each.lane.code.aside}"


def rate_said(each: Seen) -> str:
    """Say the bit error rate before correction.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.pasted.described.bit_errors import Port, seen
    >>> rate_said(seen(Port("a", 0.0, 60.0, speed="400G", width="4x"), shipped()))
    'at most 1.96e-15'
    """
    if each.port.ber is None:
        return "unknown"
    bound = each.slicer is not None and each.slicer.bound
    return ("at most " if bound else "") + _rate(each.slicer.ber if each.slicer is not None else each.port.ber)


def _rate(ber: float) -> str:
    digits, power = f"{ber:.2e}".split("e")
    return f"{ber:.3g}" if ber == 0.0 or ber >= _PLAIN else f"{float(digits):g}e{int(power)}"


def remarks(port: Port) -> Iterator[str]:
    """Yield what a port tells besides its rate.

    Examples
    --------
    >>> from limits.pasted.described.bit_errors import Port
    >>> list(remarks(Port("a", 1e-8, lanes=(9.0, 0.0, 1.0, 0.0), uncorrected=2.0)))[1]
    'a: lane 0 has 90 % of the errors, 3.6 times the mean, and the code sees the mean'
    """
    if past := past_said(port):
        yield f"{port.name}: {past}"
    if port.highest is not None and port.highest >= _RAISED * (port.ber or 0.0) and port.highest > 0.0:
        yield f"{port.name}: the highest rate that it remembers is {_rate(port.highest)}"
    if port.uneven is not None:
        worst = max(port.lanes)
        share = 100.0 * worst / sum(port.lanes)
        place = port.lanes.index(worst)
        times = f"{port.uneven:.2g} times the mean, and the code sees the mean"
        yield f"{port.name}: lane {place} has {share:.0f} % of the errors, {times}"


def past_said(port: Port) -> str:
    """Say how many errors got past the correction; nothing where none did."""
    return f"{port.uncorrected:,.0f} were not corrected since the counters were cleared" if port.uncorrected else ""
