"""A channel as it was measured: its transfer, and what its file says about itself when it is checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.channel.ports import Ports
    from limits.channel.touchstone import Scattering
    from limits.typing import Array

__all__ = ["Response", "ghz", "response"]

_EXACT = 1e-6  # of a singular value above 1: what rounding in a file leaves
_BROKEN = 1.1  # largest singular value beyond which no error of measurement reaches
_RECIPROCAL = 1e-2  # of |S - S^T|, what calibrated measurements stay below


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """The transfer of a pair, from the way in to the way out, with the checks of its file.

    Parameters
    ----------
    name
        The file, without folders.
    frequency
        Frequencies, rising [Hz], shape (points,).
    gain
        Square of the magnitude of the transfer [1], shape (points,).
    ports
        Which ports were taken, and what told them.
    largest, largest_at
        The largest singular value of the matrix [1], and its frequency [Hz]; at most 1 of what is passive.
    unequal, unequal_at
        The largest difference between what goes one way and the other [1], and its frequency [Hz]; 0 of what is
        reciprocal.
    notes
        What was done to the numbers, in sentences.
    """

    name: str
    frequency: Array
    gain: Array
    ports: Ports
    largest: float
    largest_at: float
    unequal: float
    unequal_at: float
    notes: tuple[str, ...] = ()

    @property
    def passive(self) -> bool:
        """Whether no frequency gives back more than it gets."""
        return self.largest <= 1.0 + _EXACT

    @property
    def reciprocal(self) -> bool:
        """Whether both ways are alike, as far as calibrated measurements are."""
        return self.unequal <= _RECIPROCAL

    @property
    def end(self) -> float:
        """The last frequency [Hz]."""
        return float(self.frequency[-1])

    def gain_at(self, frequency: Array) -> Array:
        """Return the square of the transfer [1] at frequencies [Hz] in the file, between points by lines of voltage."""
        return np.asarray(np.interp(frequency, self.frequency, np.sqrt(self.gain)) ** 2)

    def loss(self, frequency: float) -> float | None:
        """Return the insertion loss at a frequency [Hz] in the file [dB], infinite if nothing passes; None outside."""
        if not self.frequency[0] <= frequency <= self.end:
            return None
        with np.errstate(divide="ignore"):
            return float(-10.0 * np.log10(self.gain_at(np.array(frequency))))

    def checks(self) -> Iterator[str]:
        """Yield what was found in the file, a sentence each."""
        yield f"{len(self.frequency):,} points, {ghz(self.frequency[0])} to {ghz(self.end)}"
        if self.passive:
            yield f"passive: largest singular value {self.largest:.4f} at {ghz(self.largest_at)}"
        if self.reciprocal:
            yield f"reciprocal: both ways differ by at most {self.unequal:.1e}, at {ghz(self.unequal_at)}"
        yield from self.remarks()

    def remarks(self) -> Iterator[str]:
        """Yield what is not as it should be, and what was done about it, a sentence each."""
        if not self.passive:
            beyond = f"{100.0 * (self.largest - 1.0):.2g} % above 1, more comes out than goes in"
            yield f"not passive: largest singular value {self.largest:.4f} at {ghz(self.largest_at)}, {beyond}"
        if not self.reciprocal:
            where = f"{self.unequal:.1e} at {ghz(self.unequal_at)}"
            yield f"not reciprocal, as cables and connectors are: both ways differ by up to {where}"
        first, second = self.frequency[:2]
        if first > 0.0:
            below = first - (second - first)
            counted = (
                f"nothing is counted below {ghz(below)}"
                if below > _EXACT * first
                else "the first stands for what lies below"
            )
            yield f"no point at 0 Hz: {counted}"
        yield from self.notes


def response(read: Scattering, ports: Ports) -> Response:
    """Return the transfer between ports of a file, with its checks.

    Parameters
    ----------
    read
        The matrix.
    ports
        Which lines; for crosstalk those of the through file.

    Raises
    ------
    InputError
        If the file has no such ports, or gives back so much more than it gets that no measurement explains it.
    """
    if ports.highest > read.ports:
        raise InputError(read.name, [Problem("ports", f"{read.ports} ports", f"a file with ports {ports}")])
    values = np.linalg.svd(read.matrix, compute_uv=False)[:, 0]
    at = int(np.argmax(values))
    if values[at] > _BROKEN:
        given = f"largest singular value {values[at]:.4g} at {ghz(read.frequency[at])}"
        wanted = f"at most 1 of what is passive (errors of measurement stay below {_BROKEN:g})"
        mend = "is the header's format right, MA, DB or RI, and is there no amplifier?"
        raise InputError(read.name, [Problem("matrix", given, wanted, mend)])
    apart = np.abs(read.matrix - np.swapaxes(read.matrix, 1, 2)).max(axis=(1, 2))
    worst = int(np.argmax(apart))
    return Response(
        name=read.name,
        frequency=read.frequency,
        gain=np.abs(ports.transfer(read.matrix)) ** 2,
        ports=ports,
        largest=float(values[at]),
        largest_at=float(read.frequency[at]),
        unequal=float(apart[worst]),
        unequal_at=float(read.frequency[worst]),
        notes=read.notes,
    )


def ghz(frequency: float) -> str:
    """Write a frequency [Hz] in GHz."""
    return f"{frequency / 1e9:.6g} GHz"
