"""Codes of links: up to which bit error rate each of them corrects, and how that is known."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from limits.errors import InputError, Problem, shown
from limits.frozen import frozen

__all__ = ["Code", "codes", "of_overhead", "stated", "written"]

_FILE = Path(__file__).parents[1] / "data" / "error_correction.toml"
_SAME = 1e-6  # relative, between overheads: rates are printed to seven digits
_LINE = 257 / 256  # the line code under every Reed-Solomon code of Ethernet and InfiniBand
_BEYOND = 100e9  # Bd: faster lanes follow 802.3dj
_MARKED = re.compile(r"[\s_]+")
_GUESSED = "raw over net rate is that of 256b/257b with RS(544,514), and with RS(272,257) too"


@frozen
class Code:
    """What corrects the errors of a lane.

    Attributes
    ----------
    key, title
        What it is asked for by, and what it is called.
    limit
        Highest bit error rate before correction at which it still works [1]; of no code, what is asked of such lanes.
    evidence, source
        How that is known: `secondary`, `recalled`, `derived`, `stated`, or `unverified` of this link; and by whom.
    share
        What the code leaves of the bits that it protects [1]; None where that is not known.
    how
        Why this code is taken for the lane's, where nobody said so.
    also
        What else it is called.
    """

    key: str
    title: str
    limit: float
    evidence: str
    source: str
    share: float | None = None
    how: str = ""
    also: str = ""

    @property
    def corrects(self) -> bool:
        """Whether it corrects anything."""
        return self.key != "none"

    @property
    def electrical(self) -> bool:
        """Whether IEEE 802.3 has electrical lanes with this code, of which it asks a margin."""
        return self.key in ("kp4", "rs528", "dj")

    @property
    def guessed(self) -> bool:
        """Whether it is taken for the code of a lane by what it leaves of the rate, and nobody said so."""
        return self.how == _GUESSED

    @property
    def doubt(self) -> str:
        """What belongs beside every verdict that hangs on the limit; empty where nothing speaks against it.

        Examples
        --------
        >>> codes()["cfec"].doubt, codes()["kp4"].doubt, of_overhead(53.125e9, 106.25e9, 100e9).doubt
        ('recalled, confirmed in no source', '', 'if that is its code')
        """
        if self.evidence == "recalled":
            return "recalled, confirmed in no source"
        return "if that is its code" if self.guessed or self.evidence == "unverified" else ""

    @property
    def doubts(self) -> tuple[str, ...]:
        """The same in the words of the catalogue, as the past of a number has them."""
        return (("recalled" if self.evidence == "recalled" else "unverified"),) if self.doubt else ()

    @property
    def aside(self) -> str:
        """The doubt in brackets, as it follows a word."""
        return f" ({self.doubt})" if self.doubt else ""


@functools.cache
def codes() -> dict[str, Code]:
    """Return the codes of `data/error_correction.toml` by their keys.

    Examples
    --------
    >>> codes()["kp4"].limit, codes()["rs528"].evidence
    (0.00024, 'derived')
    """
    return {
        key: Code(
            key,
            row["title"],
            row["limit"],
            row["evidence"],
            row["source"],
            row["payload"] / row["symbols"] if "payload" in row else None,
            also=row.get("also", ""),
        )
        for key, row in _tables().items()
    }


@functools.cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def written(text: str) -> Code | None:
    """Return the code that a text names, as a catalogue or a tool writes it; None where it names none that is known.

    Examples
    --------
    >>> written("256b/257b + RS(544,514)").key, written("Ethernet_Consortium_LL_50G_RS_FEC_PLR -(272,257+1)").key
    ('kp4', 'rs272')
    >>> written("Firecode") is None
    True
    """
    said = _MARKED.sub(" ", text.lower().replace(", ", ","))
    for key, row in _tables().items():
        if any(re.search(rf"(?<![a-z0-9]){re.escape(part)}(?![a-z0-9])", said) for part in row["written"]):
            return codes()[key]
    return None


def of_overhead(symbol_rate: float, raw: float, net: float) -> Code | None:
    """Return the code that a lane of these `raw` and `net` rates [bit/s] probably has; None for another overhead.

    Examples
    --------
    >>> of_overhead(53.125e9, 106.25e9, 100e9).title, of_overhead(25.78125e9, 25.78125e9, 25e9)
    ('RS(544,514)', None)
    """
    likely = codes()["dj" if symbol_rate > _BEYOND else "kp4"]
    share = codes()["kp4"].share or 1.0
    if abs(raw / net * share / _LINE - 1.0) > _SAME:
        return None
    return replace(likely, how=_GUESSED)


def stated(text: str) -> Code:
    """Return the code that ``--fec`` names, or the limit that it states as a number.

    Raises
    ------
    InputError
        If it is neither.

    Examples
    --------
    >>> stated("RS(544,514)").key, stated("5e-5").limit
    ('kp4', 5e-05)
    >>> stated("ldpc")
    Traceback (most recent call last):
    limits.errors.InputError: --fec: 1 input cannot be used
      code: given 'ldpc', wanted one of dj-inner, dj, kp4, rs546, rs528, rs272, rs271, pcie-6, cfec, none, or a bit \
error rate, 2.4e-4
    """
    said = text.strip()
    if (code := codes().get(said.lower())) or (code := written(said)):
        return code
    try:
        limit = float(said) if said.isascii() and "_" not in said else 0.0
    except ValueError:
        limit = 0.0
    if 0.0 < limit < 0.5:  # noqa: PLR2004 - of a coin
        return Code("", "a code", limit, "stated", "as stated")
    wanted = f"one of {', '.join(codes())}, or a bit error rate, 2.4e-4"
    raise InputError("--fec", [Problem("code", shown(text), wanted)])
