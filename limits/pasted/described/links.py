"""Links of accelerators, with the raw rate of each, as a driver lists them: which are up, and how many should be."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from limits.frozen import frozen
from limits.pasted.described import models
from limits.pasted.described.description import Fact, Finding
from limits.pasted.judging.judged import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.catalog import Catalog, Row
    from limits.pasted.machine.hardware import Hardware

_RATE_OF = 0.01  # relative: rates of links that are of one generation
_BIT = 8e9  # bit/s in a GB/s
_STATES = "look at the counters of errors (nvidia-smi nvlink -e) and at Xid messages in dmesg; reset, then reseat it"


@frozen
class Device:
    """One accelerator: how the text calls it, its model, and the raw rate of each link [GB/s], None where it is down.

    Examples
    --------
    >>> Device("GPU 0", "NVIDIA H100 80GB HBM3", (26.562, None)).up
    (26.562,)
    """

    name: str
    model: str
    links: tuple[float | None, ...]

    @property
    def up(self) -> tuple[float, ...]:
        """The rates of those that are up."""
        return tuple(rate for rate in self.links if rate is not None)

    @property
    def rate(self) -> float:
        """Of all links together, raw [GB/s]."""
        return sum(self.up)


@frozen
class Links:
    """The links of every accelerator of a node."""

    devices: tuple[Device, ...]

    def found(self, machine: Hardware, catalog: Catalog) -> Finding:
        """Hold the links that are up against those of the catalogue, or of the other accelerators.

        Where the accelerator is of a model with links of a known generation, its data sheet tells how many there are.
        """
        row, assumed = models.accelerator((device.model for device in self.devices), machine, catalog)
        link = None if row is None or "scale_up" not in row.texts else catalog.row("link", row.texts["scale_up"])
        wanted = _number(row, link)
        because = tuple(self._faults(wanted, link))
        model = self.devices[0].model or "accelerators"
        most = max(self.devices, key=lambda device: device.rate)
        said = f"{len(self.devices)} x {model}, {_counted(most)}"
        nothing_wrong = "every link is up" if wanted is None else f"all {wanted} links of each are up"
        return Finding(
            said=said,
            verdict=Verdict.NO_MEASUREMENT,
            because=(*(because or (nothing_wrong,)), "these are line rates: nothing was sent to measure them"),
            try_next=(
                *((_STATES,) if because else ()),
                "measure: nvbandwidth -t device_to_device_memcpy_read_ce, or all_reduce_perf over the node",
            ),
            assumed=assumed,
            facts=tuple(self._facts(most, link)),
        )

    def _faults(self, wanted: int | None, link: Row | None) -> Iterator[str]:
        """Yield what is wrong: links that are down, missing, or slower than the others."""
        usual = wanted or max(len(device.up) for device in self.devices)
        rates = [rate for device in self.devices for rate in device.up]
        normal = median(rates) if rates else 0.0
        for device in self.devices:
            if len(device.up) < usual:
                yield f"{device.name}: {len(device.up)} of {usual} links are up"
            slow = [rate for rate in device.up if rate < normal * (1.0 - _RATE_OF)]
            if slow:
                yield f"{device.name}: {len(slow)} of its links run at {min(slow):g} GB/s, most others at {normal:g}"
        raw = None if link is None else link.cells["raw_rate"].value / _BIT
        if raw is not None and normal and not any(abs(normal / each - 1.0) <= _RATE_OF for each in _rates(link)):
            yield f"links run at {normal:g} GB/s, and those of {link.name if link else ''} at {raw:g} raw"

    @staticmethod
    def _facts(most: Device, link: Row | None) -> Iterator[Fact]:
        yield Fact("all links of one", f"{most.rate:.4g} GB/s each way, as listed")
        if link is not None:
            raw, net = (link.cells[name].value / _BIT for name in ("raw_rate", "rate"))
            listed = median(most.up) if most.up else 0.0
            payload = net / raw if abs(listed / raw - 1.0) <= _RATE_OF else 1.0
            if payload < 1.0:
                yield Fact(
                    "of that data", f"{most.rate * payload:.4g} GB/s: coding takes {100.0 * (1.0 - payload):.2g} %"
                )


def _rates(link: Row | None) -> Iterator[float]:
    """Yield what a driver may list of a link [GB/s]: raw, or the rate of data."""
    for name in ("raw_rate", "rate"):
        if link is not None:
            yield link.cells[name].value / _BIT


def _number(row: Row | None, link: Row | None) -> int | None:
    """Return how many links the accelerator has by the rates of the catalogue."""
    if row is None or link is None or (port := row.cells.get("scale_up_rate")) is None:
        return None
    return round(port.value / link.cells["rate"].value)


def _counted(device: Device) -> str:
    """Say how many links of which rate are up."""
    rates = sorted(set(device.up))
    each = f"{rates[0]:g}" if len(rates) == 1 else f"{rates[0]:g} .. {rates[-1]:g}" if rates else "0"
    return f"{len(device.up)} links of {each} GB/s each way"
