"""What a text tells of the nodes of a measurement beside its table: wiring, ports of adapters, models of accelerators.

It is taken to be of the same nodes, which an answer says. Texts that contradict one another tell nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from limits.frozen import frozen
from limits.pasted.described.links import Links
from limits.pasted.described.ports import Ports
from limits.pasted.described.wiring import Wiring
from limits.pasted.machine.nics import Nics

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from limits.pasted.measurement import Measurement

_T = TypeVar("_T")
_FAULTS = 3  # that are handed on


@frozen
class Node:
    """A node, as far as texts without a table of sizes tell it.

    Attributes
    ----------
    accelerators
        How many there are.
    model
        What accelerators are called.
    near
        How many adapters serve them; None where nothing tells it.
    nics
        These adapters with their rate, where all have one.
    links
        Links between every two accelerators, where they are as many.
    counted_by, modelled_by, rated_by
        The tools that say so.
    faults
        What is wrong with it, the first few.
    """

    accelerators: int | None = None
    model: str = ""
    near: int | None = None
    nics: Nics | None = None
    links: int | None = None
    counted_by: str = ""
    modelled_by: str = ""
    rated_by: str = ""
    faults: tuple[str, ...] = ()


NOTHING = Node()
"""Where nothing stands beside a table."""


def of(measurements: Iterable[Measurement]) -> Node:
    r"""Return what those of measurements tell that describe a node.

    Examples
    --------
    >>> from limits.pasted import read
    >>> of(read("GPU0 GPU1 mlx5_0 mlx5_1\nGPU0 X NV4 PIX SYS\nGPU1 NV4 X SYS PIX\n")).near
    2
    """
    told = [each for each in measurements if each.description is not None]
    wirings = [
        (x.tool, x.description) for x in told if isinstance(x.description, Wiring) and x.description.accelerators
    ]
    ports = [(x.tool, x.description) for x in told if isinstance(x.description, Ports)]
    models = {
        device.model: x.tool for x in told if isinstance(x.description, Links) for device in x.description.devices
    }
    rates = _rates([each for _, each in ports])
    rated_by = _tools([tool for tool, wiring in wirings if wiring.serving] + [tool for tool, _ in ports])
    counts = [len(wiring.serving) for _, wiring in wirings if wiring.serving]
    near = _one(counts)
    nics = _one([found for _, wiring in wirings if near and (found := _near(wiring, rates)) is not None])
    if not counts and rates:
        top = max(rates.values())
        nics = Nics(sum(rate == top for rate in rates.values()), top)
        rated_by += "" if nics.count == len(rates) else " (ports at the highest rate)"
    faults = [fault for _, wiring in wirings for fault in wiring.faults()]
    faults += [fault for _, each in ports for fault in each.faults()]
    return Node(
        _one([len(wiring.accelerators) for _, wiring in wirings]),
        _one([name for name in models if name]) or "",
        near,
        nics,
        _one([wiring.links_of_a_pair for _, wiring in wirings]),
        _tools([tool for tool, _ in wirings]),
        _tools(list(models.values())),
        rated_by,
        tuple(dict.fromkeys(faults))[:_FAULTS],
    )


def _one(values: Sequence[_T]) -> _T | None:
    """Return the value that all have; None where there is none, or another one."""
    return values[0] if values and all(value == values[0] for value in values) else None


def _tools(names: Sequence[str]) -> str:
    return " and ".join(dict.fromkeys(names))


def _rates(ports: Sequence[Ports]) -> dict[str, float]:
    """Return the rate of each adapter [Gbit/s]; without those to which two nodes give different ones."""
    rates: dict[str, float] = {}
    for name, rate in (pair for each in ports for pair in each.rates.items()):
        rates[name] = rate if rates.get(name, rate) == rate else 0.0
    return {name: rate for name, rate in rates.items() if rate}


def _near(wiring: Wiring, rates: dict[str, float]) -> Nics | None:
    """Return the adapters that serve accelerators, where all of them have one rate.

    Where no name says which port is which, the ports at the highest rate are meant if they are as many.
    """
    near = wiring.serving
    found = [each.rate or rates.get(each.label) or rates.get(each.name) for each in near]
    rate = _one(found)
    if near and rate is not None:
        return Nics(len(near), rate)
    top = max(rates.values(), default=0.0)
    named = any(each is not None for each in found)
    if near and not named and sum(each == top for each in rates.values()) == len(near):
        return Nics(len(near), top)
    return None
