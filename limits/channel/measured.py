"""A lane on a measured channel: what the channel carries, what an equaliser leaves, and whether that is enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from limits.channel import spectrum
from limits.channel.response import ghz
from limits.channel.slicer import Need, need
from limits.errors import InputError, Problem

if TYPE_CHECKING:
    from limits.channel.conditions import Conditions
    from limits.channel.files import Files
    from limits.channel.lane import Lane
    from limits.channel.response import Response
    from limits.channel.spectrum import Filling
    from limits.typing import Array
    from limits.value import Value

__all__ = ["Case", "Measured", "measured"]

_ROUNDING = 1e-12
_LEAST_GAIN = 1e-60  # 600 dB of loss: nothing
_EVEN = 1e-3  # of a step, by which rounding in a file moves a frequency
_FEWEST_POINTS = 1000  # in the band, below which the sum over points is too coarse for an integral
_POINTS = 4000, 20_000  # between which a file of few or uneven points is read: at least, at most


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """The channel under some of the noise.

    Parameters
    ----------
    name
        What is counted.
    snr
        Ratio of signal to noise density at each point, linear [1], shape (points,).
    capacity
        Information per time [bit/s].
    salz_snr
        Ratio at the slicer behind the best linear equaliser with decision feedback, linear [1]; None in a band above
        half of the symbol rate.
    received_snr
        Ratio received before any equaliser, without the noise of the transmitter, linear [1].
    """

    name: str
    snr: Array
    capacity: float
    salz_snr: float | None
    received_snr: float


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A lane on a channel as its file has it, under the noise that is stated.

    Parameters
    ----------
    lane, needs
        What is to pass, and the ratios that it needs.
    conditions
        Signal and noise.
    files
        The channel, and those of its aggressors at the far end and at the near end.
    band
        Width of the band from 0 Hz that the signal fills [Hz].
    stated_band
        Whether somebody stated that band; half of the symbol rate otherwise.
    frequency
        Points that are counted [Hz], shape (points,).
    step
        Width that each stands for [Hz].
    between
        Whether they lie between points of the file, which are few or uneven, by straight lines of voltage.
    gain, crosstalk
        Square of the transfer [1] and density of crosstalk at the receiver [V^2/Hz], shape (points,).
    density
        Flat density of the signal sent [V^2/Hz].
    filling
        Its best density against noise and crosstalk.
    cases
        From white noise alone to all of it, then with the best density.
    """

    lane: Lane
    needs: Need
    conditions: Conditions
    files: Files
    band: float
    stated_band: bool
    frequency: Array
    step: float
    between: bool
    gain: Array
    crosstalk: Array
    density: float
    filling: Filling
    cases: tuple[Case, ...]

    @property
    def decisive(self) -> Case:
        """The case by which the lane is judged: a flat signal under all of the noise."""
        return self.cases[-2]

    @property
    def margin(self) -> float | None:
        """What the best equaliser leaves over what modulation and code need, linear [1]; below 1 the lane fails."""
        if self.needs.at_limit is None or self.decisive.salz_snr is None:
            return None
        return self.decisive.salz_snr / self.needs.at_limit

    @property
    def passes(self) -> bool | None:
        """Whether the best equaliser would do; None where what it has to leave is unknown."""
        return None if self.margin is None else self.margin >= 1.0


def measured(
    lane: Lane,
    conditions: Conditions,
    files: Files,
    band: Value | None = None,
) -> Measured:
    """Return what a lane finds on a measured channel.

    Each point of the file stands for the step of frequency below it; points above the band, and what the file lacks
    below its first, count nothing. Aggressors send the same symbols as the lane and are added as power.

    Parameters
    ----------
    lane
        Symbols, rates and code.
    conditions
        Signal and noise.
    files
        The channel of the lane, and those from its aggressors to the same receiver.
    band
        Band from 0 Hz that the signal fills [Hz]; half of the symbol rate where nobody states one.

    Raises
    ------
    InputError
        If a file ends within the band.
    """
    through, far, near = files
    width = lane.bandwidth if band is None else band.value
    frequency, step, between = _points(through, width, lane, stated=band is not None)
    gain = _at(through, frequency, step)
    if gain.max() < _LEAST_GAIN:
        wanted = "a channel that lets something through"
        raise InputError(through.name, [Problem("transfer", f"nothing between ports {through.ports}", wanted)])
    levels = lane.levels.value
    power = spectrum.mean_square(levels, conditions.swing.value)
    near_power = spectrum.mean_square(levels, conditions.next_swing.value)
    aggressors = [(power, _at(each, frequency, step)) for each in far]
    aggressors += [(near_power, _at(each, frequency, step)) for each in near]
    crosstalk = spectrum.crosstalk_density(aggressors, width) if aggressors else np.zeros_like(frequency)
    white = np.full_like(frequency, conditions.noise_density.value)
    noise = white + crosstalk
    flat = np.full_like(frequency, power / width)
    filling = spectrum.filled(gain, noise, power, step)
    transmitter = conditions.transmitter_snr.value
    symbols = None if width > lane.bandwidth else lane.bandwidth

    def case(name: str, signal: Array, noise: Array, transmitter: float = np.inf) -> Case:
        snr = spectrum.with_transmitter_noise(signal * gain / noise, transmitter)
        carried = spectrum.carried(snr, step, symbols or width)
        salz = None if symbols is None else carried.salz_snr
        return Case(name, snr, carried.capacity, salz, spectrum.received_snr(signal, gain, noise))

    cases = [case("white noise", flat, white)]
    if aggressors:
        cases.append(case("+ crosstalk", flat, noise))
    cases.append(case("+ transmitter noise", flat, noise, transmitter))
    cases.append(case("+ water-filling", filling.density, noise, transmitter))
    return Measured(
        lane=lane,
        needs=need(lane),
        conditions=conditions,
        files=files,
        band=width,
        stated_band=band is not None,
        frequency=frequency,
        step=step,
        between=between,
        gain=gain,
        crosstalk=crosstalk,
        density=power / width,
        filling=filling,
        cases=tuple(cases),
    )


def _points(through: Response, width: float, lane: Lane, *, stated: bool) -> tuple[Array, float, bool]:
    """Return the points in the band, the step that each stands for, and whether they are others than the file's.

    Those of the file are taken where they are many and their steps equal.
    """
    steps = np.diff(through.frequency)
    step = float(steps.mean())
    _reaches(through, width, step, "as stated" if stated else f"half of {lane.symbol_rate.value / 1e9:g} GBd")
    own = bool(np.ptp(steps) <= _EVEN * step) and width >= _FEWEST_POINTS * step
    points = through.frequency
    if not own:
        step = width / float(np.clip(np.ceil(width / steps.min()), *_POINTS))
        last = min(through.end, width) * (1.0 + _ROUNDING)
        points = np.arange(np.ceil(through.frequency[0] / step), np.floor(last / step) + 1.0) * step
    inside = points[(points > 0.0) & (points <= width * (1.0 + _ROUNDING))]
    if not inside.size:
        given = f"{through.frequency[0] / 1e9:g} to {through.end / 1e9:g} GHz"
        raise InputError(through.name, [Problem("frequency", given, f"points within the band, 0 to {ghz(width)}")])
    return inside, step, not own


def _reaches(response: Response, width: float, step: float, why: str) -> None:
    """Refuse a band of which a file does not know the end; less than a step is not missed."""
    if response.end <= width - step:
        mend = (
            f"""take a lower symbol rate, a file that goes further, or cut it: --band "{response.end / 1e9:g} GHz\""""
        )
        wanted = f"a file up to the end of the band, {ghz(width)} ({why})"
        raise InputError(response.name, [Problem("frequency", f"the file ends at {ghz(response.end)}", wanted, mend)])


def _at(response: Response, frequency: Array, step: float) -> Array:
    """Return the gain of a file at some points, and never outside of its own."""
    if len(response.frequency) >= len(frequency):
        start = int(np.searchsorted(response.frequency, frequency[0] - step / 2.0))
        same = response.frequency[start : start + len(frequency)]
        if np.array_equal(same, frequency):
            return response.gain[start : start + len(frequency)]
    _reaches(response, float(frequency[-1]) + step / 2.0, step, "as the through file counts")
    if response.frequency[0] > frequency[0] + step:
        given = f"the file begins at {ghz(response.frequency[0])}"
        raise InputError(response.name, [Problem("frequency", given, f"one from {ghz(frequency[0])}, as the other")])
    return response.gain_at(frequency)
