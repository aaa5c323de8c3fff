"""`nvidia-smi nvlink -s`: the links of each device, with their raw rates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.pasted.described.links import Device, Links
from limits.pasted.readers import describing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.lines import Lines
    from limits.pasted.measurement import Measurement

BEGINS = r"GPU\s\d{1,3}:\s[^()]{1,80}\(UUID:\s|Link\s\d{1,2}:\s(?:[\d.]+\sGB/s|<inactive>)"
WORDS = ()
_DEVICE = re.compile(r"\s*GPU (\d{1,3}): ([^()]{1,80}?) *\(UUID: ")
_LINK = re.compile(r"\s*Link (\d{1,2}): (?:([\d.]{1,12}) GB/s|<inactive>)\s*$")
_MOST = 1024  # devices of a text


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield one measurement for the links of a node; parameters as in `nccl_tests.read`."""
    found: dict[str, tuple[str, dict[int, float | None]]] = {}
    device, begun = "accelerator", 0
    for line in own:
        if said := _DEVICE.match(line):
            device = f"GPU {said[1]}"
            if device in found:  # the next node
                yield from _all(found, begun)
                found = {}
            if len(found) < _MOST:
                found[device] = (said[2], {})
        elif said := _LINK.match(line):
            _, links = found.setdefault(device, ("", {}))
            links[int(said[1])] = _rate(said[2])
        elif line.strip():
            break
        begun = begun or lines.number
    yield from _all(found, begun)


def _rate(text: str | None) -> float | None:
    """Return a rate [GB/s]; None for a link that is down, as is one without a rate."""
    try:
        return float(text or "") or None
    except ValueError:
        return None


def _all(found: dict[str, tuple[str, dict[int, float | None]]], line: int) -> Iterator[Measurement]:
    """Yield what was found, unless no device has a link, as where devices are only listed (`nvidia-smi -L`)."""
    devices = tuple(Device(name, model, tuple(links.values())) for name, (model, links) in found.items())
    if any(device.links for device in devices):
        yield describing.measurement("nvidia-smi nvlink -s", line, Links(devices))
