"""`ethtool -S` of a port: bits received, and those that the error correction put right.

A rate needs both: the bytes that a port counts are those of its traffic, and not all bits that its lanes carry.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.pasted.described.bit_errors import Port, Ports
from limits.pasted.lines import HOST
from limits.pasted.readers import describing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from limits.pasted.lines import Lines
    from limits.pasted.measurement import Measurement

BEGINS = r"NIC\sstatistics:|[rt]x_\w{2,40}_phy:\s*\d"
WORDS = ("ethtool -S", "ethtool --statistics")
_CALL = re.compile(r"ethtool (?:-S|--statistics) (\S{1,80})")
_HEAD = "NIC statistics:"
_MOST = 4096  # ports of a text, and counters of a port
_COUNTER = re.compile(HOST + r"\s*([a-z][\w.]{1,80}): (\d{1,20})\s*")
_LANE = re.compile(r"rx_err_lane_(\d{1,2})_phy")
_BITS, _CORRECTED, _SYMBOLS = "rx_bits_phy", "rx_corrected_bits_phy", "rx_pcs_symbol_err_phy"
_UNCORRECTED = re.compile(r".*(?:fec\w*uncorr|uncorrect\w*(?:block|codeword|cw)|fec_ue)\w*")


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield one measurement for the ports of a text; parameters as in `nccl_tests.read`."""
    ports: list[Port] = []
    counters: dict[str, int] = {}
    name, begun, first, device = "", 0, 0, ""
    for line in own:
        if call := _CALL.search(line):
            device = call[1]
        elif _HEAD in line:  # the next port
            ports += _port(counters, name, begun) if len(ports) < _MOST else ()
            counters, name, begun, device = {}, device, lines.number, ""
        elif counter := _COUNTER.fullmatch(line):
            begun = begun or lines.number
            if len(counters) < _MOST and _telling(counter[1]):
                counters.setdefault(counter[1], int(counter[2]))
        first = first or begun
    ports += _port(counters, name or device, begun)
    if ports:
        yield describing.measurement("ethtool -S", first, Ports(tuple(ports)))


def _port(counters: Mapping[str, int], name: str, line: int) -> Iterator[Port]:
    """Yield a port, if there was one."""
    if not line:
        return
    bits, corrected = counters.get(_BITS), counters.get(_CORRECTED)
    past = [count for key, count in counters.items() if key == _SYMBOLS or _UNCORRECTED.fullmatch(key)]
    yield Port(
        name=name or f"port at line {line}",
        ber=corrected / bits if bits and corrected is not None else None,
        counted=float(bits) if bits else None,
        without=_without(counters),
        lanes=tuple(float(count) for _, count in sorted(_of_lanes(counters))),
        uncorrected=float(max(past)) if past else None,
    )


def _telling(name: str) -> bool:
    """Tell whether a counter says something of bit errors."""
    return name in (_BITS, _CORRECTED, _SYMBOLS) or "fec" in name or _LANE.fullmatch(name) is not None


def _of_lanes(counters: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    for key, count in counters.items():
        if lane := _LANE.fullmatch(key):
            yield int(lane[1]), count


def _without(counters: Mapping[str, int]) -> str:
    """Say which counters are missing that a rate needs."""
    missing = [key for key in (_CORRECTED, _BITS) if key not in counters]
    return (
        f"a bit error rate needs {' and '.join(missing)}, not among these counters; mlxlink -c has it"
        if missing
        else ""
    )
