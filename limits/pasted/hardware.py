"""What the machine of a measurement is: said with it, printed in it, or taken from a row of the catalogue.

Each fact keeps where it comes from, so that an answer can say what was assumed. A rate is each way, in GB/s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from limits.errors import InputError, Problem, UnknownNameError, shown

if TYPE_CHECKING:
    from limits.catalog import Catalog, Row
    from limits.pasted.measurement import Measurement
    from limits.pasted.ranks import Ranks

_BIT = 8e9  # bit/s in a GB/s
USUAL_NODE = 8
"""Accelerators of a node, where nothing tells."""

_NICS = re.compile(r"(\d{1,3})\s*[x×*]\s*(\S.*)\Z")
_GBIT = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)\s*(?:G|Gb|Gbit|Gbps|Gb/s|Gbit/s)?\Z")
_SPEEDS = {"edr": 100.0, "hdr100": 100.0, "hdr": 200.0, "ndr200": 200.0, "ndr": 400.0, "xdr": 800.0, "fdr": 54.5}
_MOST = 100_000  # accelerators of a domain


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Stated:
    """What whoever asks says of the machine; what is None is looked for in the paste.

    Attributes
    ----------
    node
        A node of the catalogue, or a number of accelerators, as in 4xGH200.
    accelerator
        An accelerator of the catalogue.
    nics
        Adapters of a node.
    domain
        Accelerators that one scale-up network joins.
    """

    node: str | None = None
    accelerator: str | None = None
    nics: Nics | None = None
    domain: int | None = None


@dataclass(frozen=True, slots=True)
class Hardware:
    """The machine, as far as it is known.

    Attributes
    ----------
    accelerator
        Row of the catalogue; None where it is unknown.
    port
        Rate of the scale-up ports of one accelerator [GB/s], each way.
    domain
        Ranks that one scale-up network joins.
    domains
        Number of those.
    per_rank
        Rate of the adapters that one rank has [GB/s].
    nics
        Adapters of a node.
    per_node
        Devices of the node, where it is one of the catalogue.
    fabric
        Network, as the row of the node says.
    one_adapter
        Whether one adapter at each end is all there is to it.
    assumed
        What nobody said, with what it was taken for.
    """

    accelerator: str | None = None
    link: str = ""
    port: float | None = None
    domain: int | None = None
    domains: int | None = None
    per_rank: float | None = None
    nics: Nics | None = None
    per_node: int | None = None
    fabric: str = ""
    one_adapter: bool = False
    assumed: tuple[str, ...] = ()

    @property
    def domain_rate(self) -> float | None:
        """Rate of the adapters of one domain [GB/s]."""
        return None if self.per_rank is None or self.domain is None else self.per_rank * self.domain

    @property
    def known(self) -> bool:
        """Whether enough is known for an expectation: the ports, and the adapters where there are several domains."""
        if self.domains is None:
            return False
        return self.port is not None if self.domains == 1 else self.domain_rate is not None


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
    found = _NICS.match(text.strip())
    count, said = (int(found[1]), found[2]) if found else (1, text.strip())
    speed = _SPEEDS.get(said.lower().removeprefix("infiniband ").removeprefix("ib "))
    rate = _GBIT.match(said)
    each = speed if speed is not None else float(rate[1]) if rate else 0.0
    if count < 1 or each <= 0.0:
        raise InputError(
            "--nic", [Problem("nic", shown(text), "adapters of a node and their rate, as in 8x400G or 4xHDR")]
        )
    return Nics(count, each)


def of(measurement: Measurement, ranks: Ranks, stated: Stated, catalog: Catalog) -> Hardware:
    """Return what is known of the machine of a measurement.

    Raises
    ------
    InputError, UnknownNameError
        Where a name that was stated is not known.
    """
    found = _node(stated, catalog)
    if stated.accelerator is not None:
        found = with_accelerator(found, catalog.row("accelerator", stated.accelerator))
    elif found.accelerator is None:
        found = _printed(found, measurement, catalog)
    if stated.domain is not None:
        found = replace(found, domain=stated.domain)
    adapters = stated.nics or found.nics or _logged(measurement, ranks)
    if measurement.of_one_adapter:
        each = None if adapters is None else adapters.each / 8.0
        return replace(
            found, accelerator=None, port=None, domain=1, domains=2, per_rank=each, nics=adapters, one_adapter=True
        )
    found = _domains(found, measurement, ranks, stated)
    if adapters is None:
        return found
    return replace(found, nics=adapters, per_rank=adapters.together / _per_node(found, measurement, stated))


def _logged(measurement: Measurement, ranks: Ranks) -> Nics | None:
    """Return the adapters of a node that rings use by a log of this job, if all rings and equal rates are there."""
    evidence = measurement.evidence
    if evidence.ranks != ranks.count or len(evidence.listed) != evidence.rings:
        return None
    used = [evidence.adapters.get(name) for name in evidence.used]
    rate = used[0] if len(set(used)) == 1 else None
    return None if rate is None else Nics(len(used), 8.0 * rate)


def _local(measurement: Measurement, ranks: Ranks) -> int | None:
    """Return how many ranks share a domain by the list of ranks or the log, if the latter is of as many ranks."""
    evidence = measurement.evidence
    listed = devices_of_a_host(measurement)
    if evidence.nodes is None or evidence.ranks != ranks.count or ranks.count is None:
        return listed
    return evidence.local_ranks or -(-ranks.count // evidence.nodes)


def _node(stated: Stated, catalog: Catalog) -> Hardware:
    """Return what the node says that was stated."""
    if stated.node is None:
        return Hardware()
    if found := _NICS.match(stated.node.strip()):
        row = catalog.row("accelerator", found[2])
        return replace(with_accelerator(Hardware(), row), domain=int(found[1]))
    row = catalog.row("node", stated.node)
    devices = row.cells.get("devices")
    node = Hardware(per_node=None if devices is None else int(devices.value), fabric=row.texts.get("fabric", ""))
    if name := row.texts.get("accelerator"):
        node = with_accelerator(node, catalog.row("accelerator", name))
    count, rate = row.cells.get("nics"), row.cells.get("nic_rate")
    if count is not None and rate is not None:
        node = replace(node, nics=Nics(int(count.value), rate.value / 1e9))
    domain = row.cells.get("domain", devices)
    return replace(node, domain=None if domain is None else int(domain.value))


def with_accelerator(hardware: Hardware, row: Row) -> Hardware:
    """Return the machine with an accelerator of the catalogue."""
    port = row.cells.get("scale_up_rate")
    domain = row.cells.get("domain")
    return replace(
        hardware,
        accelerator=row.name,
        link=row.texts.get("scale_up", ""),
        port=None if port is None else port.value / _BIT,
        domain=hardware.domain if hardware.domain is not None or domain is None else int(domain.value),
    )


def _printed(hardware: Hardware, measurement: Measurement, catalog: Catalog) -> Hardware:
    """Return the machine with the accelerator whose name the list of ranks prints, if all have one name."""
    names = {rank.name for rank in measurement.ranks_listed}
    if len(names) != 1:
        return hardware
    try:
        return with_accelerator(hardware, catalog.row("accelerator", next(iter(names))))
    except UnknownNameError:
        return hardware


def devices_of_a_host(measurement: Measurement) -> int | None:
    """Return how many ranks one host has by the list of ranks, even where only some of its lines are there."""
    listed = measurement.ranks_listed
    if not listed:
        return None
    if len(listed) == (measurement.operation_ranks or 0):
        hosts = measurement.hosts
        return max(sum(rank.host == host for rank in listed) for host in hosts)
    return max(rank.device for rank in listed) + 1


def _domains(hardware: Hardware, measurement: Measurement, ranks: Ranks, stated: Stated) -> Hardware:
    """Return the machine with its domains: from what was stated, the hosts of the list, or the usual node."""
    if ranks.count is None:
        return hardware
    each = _local(measurement, ranks)
    domain, assumed = hardware.domain, list(hardware.assumed)
    read = measurement.evidence.nodes is not None and measurement.evidence.ranks == ranks.count
    if stated.domain is None and domain is not None and each is not None and (read or domain <= USUAL_NODE):
        domain = min(domain, each)
    elif stated.domain is None and domain is not None and domain > USUAL_NODE and ranks.count != each:
        assumed.append(
            f"one scale-up network joins {domain} accelerators, as of {hardware.accelerator}; --domain says otherwise"
        )
    if domain is None and each is not None:
        domain = each
    if domain is None and ranks.count == 2 and measurement.evidence.network:  # noqa: PLR2004 - two ranks, and a network between
        domain = 1
    if domain is None:
        domain = min(ranks.count, USUAL_NODE)
        one = "all ranks are on one node" if ranks.count <= USUAL_NODE else f"a node has {USUAL_NODE} accelerators"
        assumed.append(f"{one}; --domain says otherwise")
    domain = min(domain, ranks.count)
    return replace(hardware, domain=domain, domains=-(-ranks.count // domain), assumed=tuple(assumed))


def _per_node(hardware: Hardware, measurement: Measurement, stated: Stated) -> int:
    """Return how many ranks share the adapters of a node."""
    if hardware.per_node is not None and stated.nics is None:
        return hardware.per_node
    each = devices_of_a_host(measurement)
    if each is not None and stated.domain is None:
        return each
    return usual_node(hardware.domain)


def usual_node(domain: int | None) -> int:
    """Return the accelerators of a node where nothing but their domain is known, if that.

    Examples
    --------
    >>> usual_node(None), usual_node(4), usual_node(72)
    (8, 4, 8)
    """
    return min(domain or USUAL_NODE, USUAL_NODE)
