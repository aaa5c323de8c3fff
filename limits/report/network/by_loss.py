"""The view of a lane of which only the loss is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report.document import Section, table
from limits.report.network.lane_lines import exact, giga, level, lines
from limits.report.numbers import significant

if TYPE_CHECKING:
    from limits.channel.lane import Lane
    from limits.channel.loss import Lossy
    from limits.channel.slicer import Need

__all__ = ["section", "sentence"]


def sentence(lane: Lane, lossy: Lossy, needs: Need) -> str:
    """Say whether the loss alone stops a lane."""
    low, high = lossy.snr
    said = f"By its loss alone (model): {level(low)} .. {level(high)} dB behind an ideal equaliser"
    if needs.at_limit is None or lane.code is None:
        return f"{said}."
    wanted = needs.at_limit
    word = "stops it" if high < wanted else "may stop it" if low < wanted else "does not stop it"
    return f"{said}; {lane.code.title} needs {level(wanted)} dB{lane.code.aside}, so loss alone {word}."


def section(lane: Lane, lossy: Lossy, needs: Need) -> Section:
    """Return what an ideal receiver could make of it, and what was assumed."""
    low, high = lossy.snr
    found = [
        (
            "= insertion loss",
            f"{level(lossy.loss)} dB",
            f"at {exact(lane.bandwidth)} GHz, half the symbol rate",
        ),
        (
            "~ SNR behind an ideal equaliser",
            f"{level(low)} .. {level(high)} dB",
            "with decision feedback",
        ),
        (
            "~ Shannon of that channel",
            f"{giga(lossy.capacity[0]):.3g} .. {giga(lossy.capacity[1]):.3g} Gbit/s",
            "a flat spectrum",
        ),
    ]
    if needs.at_limit is not None and lane.code is not None:
        margins = [level(end / needs.at_limit) for end in lossy.snr]
        name = f"~ margin to the limit of {lane.code.title}"
        found.append((name, f"{margins[0]} .. {margins[1]} dB", "kinder than any real channel of that loss"))
    noise = significant(lossy.noise.value * 1e9)
    assumed = (
        "Up to there the loss rises with the root of the frequency (lower end) or with the frequency (upper end).",
        f"As in 802.3dj: a signal of {lossy.swing:g} V peak, noise {noise} V^2/GHz received.",
        "Left out: crosstalk, reflections, jitter, noise of the transmitter, the package.",
    )
    return Section("By its loss", table("what|>value|how", lines(found)), assumed)
