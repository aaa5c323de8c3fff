"""`show interfaces counters fec-stats` of SONiC, and `portstat -f`: bit error rates of every port."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.errors import shown
from limits.pasted.described.bit_errors import Port, Ports
from limits.pasted.lines import HOST
from limits.pasted.readers import describing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.pasted.lines import Lines
    from limits.pasted.measurement import Measurement

BEGINS = r"(?:GB\s+)?IFACE\s+STATE\s+FEC_CORR\s"
WORDS = ("show interfaces counters fec-stats",)
_HOST = re.compile(HOST)
_RULE = re.compile(r"[\s-]+")
_NUMBER = re.compile(r"\d[\d,]{0,30}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?")
_MOST = 4096  # ports of a text
_DOWN, _IS_DOWN = ("D", "X"), "the port is down"  # X: by command


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield one measurement for all ports of a table; parameters as in `nccl_tests.read`."""
    heads: Sequence[str] = ()
    ports: list[Port] = []
    begun = 0
    for line in own:
        told = _HOST.sub("", line.strip(), count=1)
        words = told.split()
        if words[:1] == ["IFACE"] or words[:2] == ["GB", "IFACE"]:  # GB: of a gearbox, whose ports have two sides
            heads, begun = words, begun or lines.number
        elif not heads or not words or _RULE.fullmatch(told):
            continue
        elif len(words) < len(heads) - 1 or not re.match(r"[A-Za-z]", words[0]):
            break
        elif len(ports) < _MOST:
            ports.append(_port(dict(zip(heads, words, strict=False))))
    if ports:
        yield describing.measurement("SONiC fec-stats", begun, Ports(tuple(ports)))


def _port(cells: dict[str, str]) -> Port:
    told = cells.get("FEC_PRE_BER")
    ber = _number(told or "")
    if told is not None and cells.get("STATE") in _DOWN and not ber:
        ber, told = None, _IS_DOWN
    return Port(
        name=" ".join(cells[head] for head in ("GB", "IFACE") if head in cells),
        ber=ber,
        without="" if ber is not None else _without(told),
        highest=_number(cells.get("FEC_PRE_BER_MAX", "")),
        uncorrected=_number(cells.get("FEC_UNCORR", "")),
    )


def _without(told: str | None) -> str:
    if told is None:
        return "no FEC_PRE_BER in this table"
    return told if told == _IS_DOWN else f"FEC_PRE_BER is {told if told == 'N/A' else shown(told)}"


def _number(text: str) -> float | None:
    return describing.held(float(text.replace(",", ""))) if _NUMBER.fullmatch(text) else None
