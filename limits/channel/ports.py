"""Which ports of a file belong together: the lines of a pair, told by the through file or by the user."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, Problem, shown
from limits.frozen import frozen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from limits.channel.touchstone import Scattering

__all__ = ["Ports", "found", "stated"]

_LINES = re.compile(r"\s*(\d{1,2})\s*-\s*(\d{1,2})\s*(?:,\s*(\d{1,2})\s*-\s*(\d{1,2})\s*)?", re.ASCII)
_PAIR = 4  # ports of a pair of lines
_CLEAR = 3.0  # times by which one way through must exceed the others
_THROUGH = 0.1  # of the voltage, what passes any line at its lowest frequency
_WANTED = "two lines, each from its way in to its way out"
_OPTION = "e.g. --ports 1-2,3-4"


@frozen
class Ports:
    """The lines of a channel, each from its way in to its way out, ports counted from 1, and what told them.

    Parameters
    ----------
    lines
        One line, or the two of a pair with the positive one first.
    told
        What told the order, in words.

    Examples
    --------
    >>> print(stated("1-2, 3-4"))
    1-2,3-4
    """

    lines: tuple[tuple[int, int], ...]
    told: str

    def __str__(self) -> str:
        return ",".join(f"{way_in}-{way_out}" for way_in, way_out in self.lines)

    @property
    def highest(self) -> int:
        """The highest port."""
        return max(port for line in self.lines for port in line)

    def transfer(self, matrix: NDArray[np.complex128]) -> NDArray[np.complex128]:
        """Return the transfer of these lines: of two, the differential one, half the sum of what pairs pass on.

        Parameters
        ----------
        matrix
            Scattering parameters, receiver first, shape (points, ports, ports).

        Examples
        --------
        >>> whole = np.array([[[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]], dtype=complex)
        >>> stated("1-2,3-4").transfer(whole).tolist()
        [(1+0j)]
        """
        (a, b), *rest = [(way_in - 1, way_out - 1) for way_in, way_out in self.lines]
        if not rest:
            return matrix[:, b, a]
        ((c, d),) = rest
        whole: NDArray[np.complex128] = matrix[:, b, a] - matrix[:, b, c] - matrix[:, d, a] + matrix[:, d, c]
        return whole / 2.0


def stated(text: str) -> Ports:
    """Read the order of ports as somebody wrote it.

    Raises
    ------
    InputError
        If these are no lines, or one port stands twice.

    Examples
    --------
    >>> stated("1-3,2-4").lines
    ((1, 3), (2, 4))
    >>> stated("1,2,3,4")
    Traceback (most recent call last):
    limits.errors.InputError: --ports: 1 input cannot be used
      ports: given '1,2,3,4', wanted two lines, each from its way in to its way out; e.g. --ports 1-2,3-4
    """
    lines = _LINES.fullmatch(text)
    numbers = [int(number) for number in lines.groups() if number is not None] if lines else []
    if not numbers or 0 in numbers or len(set(numbers)) < len(numbers):
        raise InputError("--ports", [Problem("ports", shown(text), _WANTED, _OPTION)])
    return Ports(tuple(zip(numbers[::2], numbers[1::2], strict=True)), "as stated")


def found(through: Scattering) -> Ports:
    """Tell the order of ports from the through file, by what passes at its lowest frequency.

    A file of crosstalk has no way through and would tell the order wrongly: ask this of the through file alone.

    Parameters
    ----------
    through
        The channel of the signal itself.

    Raises
    ------
    InputError
        If the file does not tell: too many lines to choose a pair from, or no way that stands out.
    """
    if through.differential:
        if len(through.differential) > 2:  # noqa: PLR2004 - a pair in, a pair out
            raise _unknown(through, f"{len(through.differential)} differential pairs")
        way_in, *way_out = through.differential
        if way_out:
            return Ports(((way_in, way_out[0]),), "the file says which ports are differential")
        raise _unknown(through, "one differential pair")
    if through.ports == 2:  # noqa: PLR2004 - in and out
        return Ports(((1, 2),), "2 ports: taken as they are, single-ended or differential already")
    if through.ports != _PAIR:
        raise _unknown(through, _ways(through))
    lowest = through.frequency[0]
    passing = np.abs(through.matrix[0, 1:, 0])  # from port 1 to 2, 3, 4
    best, second = np.argsort(passing)[::-1][:2]
    values = ", ".join(f"|S{port}1| = {value:.4f}" for port, value in zip((2, 3, 4), passing, strict=True))
    told = f"{values} at {lowest / 1e9:.4g} GHz"
    if passing[best] < _THROUGH:
        raise _unknown(through, f"no way through ({told})", "is this a file of crosstalk?")
    if passing[best] <= _CLEAR * passing[second]:
        raise _unknown(through, told)
    partner = int(best) + 2
    other = [port for port in (2, 3, 4) if port != partner]
    return Ports(((1, partner), (other[0], other[1])), f"by {told}")


def _ways(through: Scattering) -> str:
    """Say which lines a file of many ports seems to have."""
    passing = np.abs(through.matrix[0]) * (1.0 - np.eye(through.ports))
    partner = np.argmax(passing, axis=0)
    lines = [f"{one + 1}-{other + 1}" for one, other in enumerate(partner.tolist()) if one < other]
    seen = ", ".join(lines[:8]) + (", ..." if len(lines) > 8 else "")  # noqa: PLR2004 - what a message has room for
    return f"{through.ports} ports (what passes most: {seen})"


def _unknown(through: Scattering, given: str, ask: str = "") -> InputError:
    wanted = f"an order of ports that stands out: {_WANTED}"
    return InputError(through.name, [Problem("ports", given, wanted, f"{ask} say which, {_OPTION}".strip())])
