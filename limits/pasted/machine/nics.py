"""Network adapters of a node, as people say them."""

from __future__ import annotations

import re

from limits.errors import InputError, Problem, shown
from limits.frozen import frozen

COUNTED = re.compile(r"(\d{1,3})\s*[x×*]\s*(\S.*)\Z")
"""A number of things, as 8x400G or 4xGH200."""

_GBIT = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)\s*(?:G|Gb|Gbit|Gbps|Gb/s|Gbit/s)?\Z")
_SPEEDS = {"edr": 100.0, "hdr100": 100.0, "hdr": 200.0, "ndr200": 200.0, "ndr": 400.0, "xdr": 800.0, "fdr": 54.5}


@frozen
class Nics:
    """Network adapters of a node: how many, and the line rate of each [Gbit/s], each way.

    Examples
    --------
    >>> str(nics("8x400G")), nics("8 x NDR").each
    ('8 x 400G', 400.0)
    """

    count: int
    each: float

    @property
    def together(self) -> float:
        """Line rate of all [GB/s]."""
        return self.count * self.each / 8.0

    def __str__(self) -> str:
        return f"{self.count} x {self.each:g}G"


def nics(text: str) -> Nics:
    """Return adapters from what people write: a count and a rate.

    Raises
    ------
    InputError
        Where it is none.

    Examples
    --------
    >>> nics("4x100G")
    Nics(count=4, each=100.0)
    """
    found = COUNTED.match(text.strip())
    count, said = (int(found[1]), found[2]) if found else (1, text.strip())
    speed = _SPEEDS.get(said.lower().removeprefix("infiniband ").removeprefix("ib "))
    rate = _GBIT.match(said)
    each = speed if speed is not None else float(rate[1]) if rate else 0.0
    if count < 1 or each <= 0.0:
        raise InputError(
            "--nic", [Problem("nic", shown(text), "adapters of a node and their rate, as in 8x400G or 4xHDR")]
        )
    return Nics(count, each)
