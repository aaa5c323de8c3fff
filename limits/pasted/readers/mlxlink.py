"""`mlxlink -c`: speed, width, error correction and bit errors of a port, as text or as JSON that is printed by line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.pasted.described.bit_errors import Port, Ports
from limits.pasted.lines import HOST
from limits.pasted.readers import describing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.lines import Lines
    from limits.pasted.measurement import Measurement

_BEGUN = r"(?:Operational\sInfo|Physical\sCounters\sand\sBER\sInfo|(?:Raw|Effective)\sPhysical\s(?:BER|Errors))\b"
BEGINS = rf'"?(?:{_BEGUN}|FEC"?\s*:\s"?[\w -]{{0,60}}FEC)'
WORDS = ("mlxlink -",)
_CALL = re.compile(r"mlxlink .{0,200}?(?:-d|--device)[ =]?(\S{1,80})")
_FIELD = re.compile(HOST + r'\s*"?([A-Z][A-Za-z. -]{1,40}(?:\[Min\])?)"?\s*:\s*(.{0,200})')
_HEAD = "Operational Info"
_FIRST = ("code", "lanes", "raw")  # what a port tells once, and a search for such lines through several ports again
_ONE = re.compile(r'\s*"?(\d{1,20})"?,?\s*')
_NAMES = {
    "Speed": "speed",
    "Width": "width",
    "FEC": "code",
    "State": "state",
    "Raw Physical BER": "raw",
    "Raw Physical Errors Per Lane": "lanes",
    "Effective Physical Errors": "uncorrected",
    "Time Since Last Clear [Min]": "minutes",
}
_NUMBER = re.compile(r"\d{1,30}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?")
_NOTHING = 1e-200  # the tool writes 15E-255 where no error was counted
_LANES, _MOST = 32, 4096  # of a port, and ports of a text
_LONGEST = 700  # characters of the counters of all lanes


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield one measurement for the ports of a text; parameters as in `nccl_tests.read`."""
    ports: list[Port] = []
    fields: dict[str, str] = {}
    name, begun, first, device, listed = "", 0, 0, "", False
    for line in own:
        if call := _CALL.search(line):
            device = call[1]
            continue
        field = _FIELD.match(line)
        key = _NAMES.get(field[1].strip()) if field else None
        if _HEAD in line or (key in _FIRST and key in fields and "raw" in fields):  # the next port
            ports += _port(fields, name, begun) if len(ports) < _MOST else ()
            fields, name, begun, device = {}, device, 0, ""
        begun = begun or lines.number
        first = first or begun
        if field and key:
            fields.setdefault(key, field[2].strip().rstrip(","))
            listed = key == "lanes" and field[2].strip().endswith(("{", "["))
        elif listed:  # JSON has the lanes in a list, a line each
            listed = "]" not in line and len(fields["lanes"]) < _LONGEST
            fields["lanes"] += f" {each[1]}" if (each := _ONE.fullmatch(line)) else ""
    ports += _port(fields, name or device, begun)
    if ports:
        yield describing.measurement("mlxlink", first, Ports(tuple(ports)))


def _port(fields: dict[str, str], name: str, line: int) -> Iterator[Port]:
    """Yield a port, unless nothing tells its errors."""
    if "raw" not in fields and "lanes" not in fields:
        return
    ber = _number(fields.get("raw", ""))
    yield Port(
        name=name or f"port at line {line}",
        ber=0.0 if ber is not None and ber < _NOTHING else ber,
        without="" if ber is not None else _without(fields.get("state", "").strip('" ')),
        minutes=_number(fields.get("minutes", "")),
        speed=_text(fields.get("speed", "")),
        width=_text(fields.get("width", "")),
        code=_text(fields.get("code", "")),
        lanes=_lanes(fields.get("lanes", "")),
        uncorrected=_number(fields.get("uncorrected", "")),
    )


def _lanes(text: str) -> tuple[float, ...]:
    found = [describing.held(float(each)) for each in _NUMBER.findall(text)[:_LANES]]
    known = tuple(each for each in found if each is not None)
    return known if len(known) == len(found) else ()  # one that was mangled leaves none to compare with


def _without(state: str) -> str:
    """Say why there is no rate: a port that is down tells none."""
    if state and state != "Active":
        return f"its state is {state}"
    return "no Raw Physical BER, which mlxlink -c prints"


def _text(text: str) -> str:
    said = text.strip('" ')
    return "" if said == "N/A" else said


def _number(text: str) -> float | None:
    found = _NUMBER.fullmatch(text.strip('" '))
    return describing.held(float(found[0])) if found else None
