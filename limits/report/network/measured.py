"""The view of a lane on a measured channel: whether it passes first, then what the channel carries, loss and checks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limits.errors import printable
from limits.report.document import Line, Section, table
from limits.report.network.lane_lines import exact, giga, level
from limits.report.numbers import significant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.channel.measured import Measured
    from limits.channel.response import Response
    from limits.value import Value

__all__ = ["sections", "sentence"]

_MANY = 10.0  # times a capacity, beyond which per cent say nothing
_CONDITIONS = {
    "swing": "peak of the signal",
    "next_swing": "peak of near-end aggressors",
    "noise_density": "noise at the receiver",
    "transmitter_snr": "signal over noise at the transmitter",
}
_LEFT_OUT = (
    "left out: package, jitter, uneven levels, a limit on peaks, wrong decisions fed back; each lowers the answer",
    "aggressors send what the lane sends, and their crosstalk is noise; a receiver that cancels it is not held by this",
)
_BOUND = (
    "~ model: upper bounds for a signal of this power and band on this channel, as its file has it, with this noise; "
    "all but the last line have a flat spectrum."
)
_RATIOS = (
    "Salz SNR: at the slicer, behind the best linear equaliser with decision feedback, which detection of sequences "
    "may pass, though not C. Received SNR: before any, without the transmitter's noise."
)


def sentence(found: Measured) -> str:
    """Say whether the lane passes on the channel, by how much, and which share of the capacity it asks for."""
    lane, case = found.lane, found.decisive
    what, name = f"{_rate(lane.raw.value)} {lane.modulation}", found.files.through.name
    share = f"{_shares(found)} of the channel's capacity, {_rate(case.capacity, 4)}"
    if case.salz_snr is None:
        return f"{what} on {name} (model): {share} up to {giga(found.band):g} GHz."
    left = f"an ideal equaliser leaves {_db(case.salz_snr)} at the slicer"
    if found.margin is None or found.needs.at_limit is None or lane.code is None:
        return f"{what} on {name} (model): {left}, and no code is known that it must suffice; {share}."
    limit = f"{significant(lane.code.limit)}{lane.code.aside}"
    need = f"{_db(found.needs.at_limit)} that {lane.modulation} needs at a bit error rate of {limit}"
    if found.margin >= 1.0:
        above = f"{_db(found.margin)} above the {need}"
        return f"{what} passes on {name} (model): {left}, {above}; its rate is {share}."
    but = "although its rate is only" if lane.raw.value < case.capacity else "and its rate is"
    return f"{what} fails on {name} (model): {left}, {_db(1.0 / found.margin)} short of the {need}, {but} {share}."


def sections(found: Measured) -> Iterator[Section]:
    """Yield what the channel carries, its loss, the checks of its files, and what was assumed."""
    yield _carried(found)
    yield _losses(found)
    yield _files(found)
    yield _conditions(found)


def _carried(found: Measured) -> Section:
    lines = [
        Line(
            (
                f"~ {case.name}",
                f"{giga(case.capacity):.2f}",
                "" if case.salz_snr is None else level(case.salz_snr, 2),
                level(case.received_snr, 2),
                _share(found.lane.raw.value, case.capacity),
            ),
            kind="model",
        )
        for case in found.cases
    ]
    columns = "noise that is counted|>C Gbit/s|>Salz SNR dB|>received SNR dB|>line rate / C"
    last = found.frequency[found.filling.density > 0.0][-1]
    water = (
        f"Water-filling has the power of the flat signal and leaves what is above {giga(last):.4g} GHz empty"
        if last < found.frequency[-1]
        else "Water-filling has the power of the flat signal and uses the whole band"
    )
    return Section(
        f"What the channel carries up to {exact(found.band)} GHz",
        table(columns, lines),
        (
            _BOUND,
            _RATIOS,
            f"{water}; it is set against noise and crosstalk, so that transmitter noise may leave it a trace below.",
        ),
    )


def _losses(found: Measured) -> Section:
    through = found.files.through
    wanted = {
        "half the symbol rate": found.lane.bandwidth,
        "end of the band": found.band,
        "end of the file": through.end,
    }
    lines, seen = [], set()
    for what, frequency in wanted.items():
        if frequency in seen:
            continue
        seen.add(frequency)
        loss = through.loss(frequency)
        shown = "beyond the file" if loss is None else f"{loss:.2f} dB" if math.isfinite(loss) else "infinite"
        lines.append(Line((what, f"{exact(frequency)} GHz", shown)))
    return Section("Insertion loss", table("where|>frequency|>loss", lines))


def _files(found: Measured) -> Section:
    files = found.files
    roles = (("through", (files.through,)), ("far end", files.far), ("near end", files.near))
    lines = [Line(_file(role, each)) for role, those in roles for each in those]
    ports = files.through.ports
    said = [f"ports {ports}, {ports.told}; taken for every file"]
    for each in (files.through, *files.far, *files.near):
        if each.ports.lines != ports.lines:
            said.append(f"{each.name}: an aggressor's ports {each.ports}, as stated")
        said += [f"{each.name}: {check}" for check in each.remarks()]
    if not files.far and not files.near:
        said.append("no file of an aggressor: crosstalk is not counted, and the answer is kinder than the channel")
    if found.between:
        said.append(
            f"few or uneven points: read at {len(found.frequency):,}, between those of the file by lines of voltage"
        )
    if found.stated_band and found.band < found.lane.bandwidth:
        said.append(f"the band is cut at {exact(found.band)} GHz, as stated: nothing is sent or counted above")
    columns = "file|role|>points|>GHz|>largest singular value|>ways differ by"
    return Section("Checks of the files", table(columns, lines), tuple(f"- {printable(each)}" for each in said))


def _file(role: str, each: Response) -> tuple[str, ...]:
    passive = "" if each.passive else ", not passive"
    return (
        printable(each.name),
        role,
        f"{len(each.frequency):,}",
        f"{giga(each.frequency[0]):.4g} .. {giga(each.end):.4g}",
        f"{each.largest:.4f}{passive}",
        f"{each.unequal:.1e}{'' if each.reciprocal else ', not reciprocal'}",
    )


def _conditions(found: Measured) -> Section:
    lines = []
    assumed = dict(found.conditions.assumed())
    for name, what in _CONDITIONS.items():
        value: Value = getattr(found.conditions, name)
        origin = f"assumed: {value.origin.why}" if name in assumed and value.origin is not None else "stated"
        lines.append(Line((what, _condition(name, value), origin)))
    left_out = tuple(f"- {each}" for each in _LEFT_OUT)
    return Section("Signal and noise", table("what|>value|origin", lines), left_out)


def _condition(name: str, value: Value) -> str:
    return _db(value.value) if name == "transmitter_snr" else f"{value.value:.4g} {value.unit}"


def _shares(found: Measured) -> str:
    """Say the share of the line rate, and of the net rate where it is another."""
    lane, capacity = found.lane, found.decisive.capacity
    raw = _share(lane.raw.value, capacity)
    net = raw if lane.net is None else _share(lane.net.value, capacity)
    return raw if net == raw else f"{raw} (net rate {net})"


def _share(rate: float, capacity: float) -> str:
    from limits.pasted.words import percent  # loads the readers of all tools, which other lanes do without

    share = rate / capacity
    return percent(share) if share < _MANY else f"{significant(share)} times"


def _rate(rate: float, digits: int = 7) -> str:
    return f"{giga(rate):.{digits}g} Gbit/s"


def _db(ratio: float) -> str:
    return f"{level(ratio)} dB"
