"""What the machine of a measurement is: said with it, printed in it, or taken from a row of the catalogue.

Each fact keeps where it comes from, so that an answer can say what was assumed. A rate is each way, in GB/s.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from limits.errors import UnknownNameError
from limits.frozen import frozen
from limits.pasted.machine.beside import NOTHING, Node
from limits.pasted.machine.nics import COUNTED, Nics, nics

if TYPE_CHECKING:
    from limits.catalog import Catalog, Row
    from limits.pasted.measurement import Measurement
    from limits.pasted.table.ranks import Ranks

__all__ = [
    "USUAL_NODE",
    "Hardware",
    "Nics",
    "Stated",
    "devices_of_a_host",
    "nics",
    "of",
    "usual_node",
    "with_accelerator",
]

_BIT = 8e9  # bit/s in a GB/s
USUAL_NODE = 8
"""Accelerators of a node, where nothing tells."""


@frozen
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


@frozen
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
    near
        How many adapters of a node serve accelerators, where their rate is unknown.
    links
        How many links join every two accelerators of a node, where wiring beside the measurement tells it.
    told
        What stands beside the table and is taken to be of its nodes.
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
    near: int | None = None
    links: int | None = None
    told: tuple[str, ...] = ()
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


def of(measurement: Measurement, ranks: Ranks, stated: Stated, catalog: Catalog, beside: Node = NOTHING) -> Hardware:
    """Return what is known of the machine of a measurement.

    What is stated goes first, then what the measurement prints and its log says, then what stands `beside` it.

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
    if found.accelerator is None and not measurement.of_one_adapter:
        found = _modelled(found, beside, catalog)
    if stated.domain is not None:
        found = replace(found, domain=stated.domain)
    adapters = stated.nics or found.nics or _logged(measurement, ranks)
    if adapters is None and beside.nics is not None and ranks.count != 1:
        adapters, rated = beside.nics, f"a node has {beside.nics} adapters, by {beside.rated_by} beside the table"
        found = replace(found, told=(*found.told, rated))
    if measurement.of_one_adapter:
        each = None if adapters is None else adapters.each / 8.0
        return replace(
            found, accelerator=None, port=None, domain=1, domains=2, per_rank=each, nics=adapters, one_adapter=True
        )
    found = _domains(found, measurement, ranks, stated, beside)
    if adapters is None:
        return replace(found, near=beside.near)
    return replace(
        found, nics=adapters, per_rank=adapters.together / _per_node(found, measurement, ranks, stated, beside)
    )


def _logged(measurement: Measurement, ranks: Ranks) -> Nics | None:
    """Return the adapters of a node that rings use by a log of this job, if all rings and equal rates are there."""
    evidence = measurement.evidence
    if evidence.ranks != ranks.count or len(evidence.listed) != evidence.rings:
        return None
    used = [evidence.adapters.get(name) for name in evidence.used]
    rate = used[0] if len(set(used)) == 1 else None
    return None if rate is None else Nics(len(used), 8.0 * rate)


def _local(measurement: Measurement, ranks: Ranks, beside: Node) -> tuple[int | None, str]:
    """Return how many ranks share a domain, and what is assumed: by the log if it is of as many ranks, or the list.

    What stands beside the table goes before a list of which lines are missing.
    """
    evidence = measurement.evidence
    if evidence.nodes is not None and evidence.ranks == ranks.count and ranks.count is not None:
        return evidence.local_ranks or -(-ranks.count // evidence.nodes), ""
    listed = devices_of_a_host(measurement)
    if beside.accelerators is None or _whole_list(measurement, ranks):
        return listed, ""
    if (ranks.count or 0) <= beside.accelerators and (evidence.network or len(measurement.hosts) > 1):
        return listed, ""  # one node could hold all, and several do
    return (
        beside.accelerators,
        f"a node has {beside.accelerators} accelerators, by {beside.counted_by} beside the table",
    )


def _node(stated: Stated, catalog: Catalog) -> Hardware:
    """Return what the node says that was stated."""
    if stated.node is None:
        return Hardware()
    if found := COUNTED.match(stated.node.strip()):
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


def _modelled(hardware: Hardware, beside: Node, catalog: Catalog) -> Hardware:
    """Return the machine with the accelerator that stands beside the table, if the catalogue has it."""
    try:
        row = catalog.row("accelerator", beside.model) if beside.model else None
    except UnknownNameError:
        row = None
    if row is None:
        return hardware
    told = f"the accelerator is {row.name}, by {beside.modelled_by} beside the table"
    return replace(with_accelerator(hardware, row), told=(*hardware.told, told))


def _whole_list(measurement: Measurement, ranks: Ranks) -> bool:
    """Tell whether the list of ranks has every rank."""
    listed = measurement.operation_ranks
    return listed is not None and len(measurement.ranks_listed) >= listed == (ranks.count or listed)


def devices_of_a_host(measurement: Measurement) -> int | None:
    """Return how many ranks one host has by the list of ranks, even where only some of its lines are there."""
    listed = measurement.ranks_listed
    if not listed:
        return None
    if len(listed) == (measurement.operation_ranks or 0):
        hosts = measurement.hosts
        return max(sum(rank.host == host for rank in listed) for host in hosts)
    return max(rank.device for rank in listed) + 1


def _domains(hardware: Hardware, measurement: Measurement, ranks: Ranks, stated: Stated, beside: Node) -> Hardware:
    """Return the machine with its domains: from what was stated, the hosts of the list, or the usual node."""
    if ranks.count is None:
        return hardware
    each, wired = _local(measurement, ranks, beside)
    domain, assumed = hardware.domain, list(hardware.assumed)
    if wired and stated.domain is None:
        hardware = replace(hardware, told=(*hardware.told, wired))
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


def _per_node(hardware: Hardware, measurement: Measurement, ranks: Ranks, stated: Stated, beside: Node) -> int:
    """Return how many ranks share the adapters of a node."""
    if hardware.per_node is not None and stated.nics is None:
        return hardware.per_node
    if beside.accelerators is not None and not _whole_list(measurement, ranks):
        return beside.accelerators
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
