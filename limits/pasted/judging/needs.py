"""The bound turned round: what a measurement proves of hardware that nobody named, and what would settle it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from limits.network import collectives
from limits.pasted.expected import bounds, expectation
from limits.pasted.expected.bound import Reaching
from limits.pasted.judging.judged import Candidate, Needs, Verdict, Whose, of_share
from limits.pasted.machine import hardware
from limits.pasted.machine.hardware import Nics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.catalog import Catalog
    from limits.pasted.judging.judged import Judged

_ADAPTERS = (
    tuple(  # of nodes that are sold: count and rate [Gbit/s], the least first; of one total, the most adapters last
        Nics(count, rate)
        for count, rate in (
            *((1, 10.0), (1, 25.0), (1, 40.0), (1, 50.0), (1, 100.0), (1, 200.0), (2, 100.0), (1, 400.0), (4, 100.0)),
            *((8, 100.0), (4, 200.0), (4, 400.0), (8, 200.0), (8, 400.0), (8, 800.0)),
        )
    )
)
_USUAL = ("v100-sxm2-32gb", "a100-sxm-80gb", "h100-sxm", "b200", "mi300x")  # whose scale-up links differ
_EACH = 2  # accelerators that are named for each verdict
_UNLIKELY = 0.25  # share of a port below which its accelerator is no candidate


def of(judged: Judged, catalog: Catalog | None = None) -> Needs | None:
    """Return what a measurement needs; None where the number of ranks or the operation is unknown.

    Parameters
    ----------
    judged
        The measurement, with what is known of its machine.
    catalog
        Where candidates are looked up; without it none is named, as where a table shows no plateau.
    """
    ranks, domain = judged.ranks.count, judged.hardware.domain
    if ranks is None or domain is None or not judged.operation or judged.plateau <= 0.0:
        return None
    if judged.domains > 1:
        rate = float(collectives.needed_domain_rate(judged.operation, judged.plateau, ranks, judged.domains))
        candidates = tuple(_adapters(judged, ranks, domain, rate)) if catalog else ()
        if judged.measurement.of_one_adapter:
            return Needs(rate, judged.domains, candidates, ("--nic 400G",), Whose.ADAPTER)
        of = Whose.NODE
        if judged.operation == collectives.Operation.SENDRECV:
            rate, of = rate * judged.domains / ranks, Whose.ADAPTER
        elif domain > _per_node(judged, domain):
            of = Whose.DOMAIN
        adapters = f"--nic {judged.hardware.near or 8}x400G"
        return Needs(rate, judged.domains, candidates, ("--node NAME", adapters), of)
    rate = float(collectives.needed_port_rate(judged.operation, judged.plateau, ranks))
    apart = "--domain 1 where each rank has its own node"
    named = () if judged.hardware.accelerator else ("--accelerator NAME",)
    options: tuple[str, ...] = (*named, apart)
    open_to = judged.hardware.accelerator is None and judged.operation != collectives.Operation.SENDRECV
    candidates = tuple(_ports(judged, ranks, catalog)) if catalog and open_to else ()
    return Needs(rate, 1, candidates, options, Whose.ACCELERATOR)


def _adapters(judged: Judged, ranks: int, domain: int, least: float) -> list[Candidate]:
    """Return the smallest adapters with which the measurement is possible, and the smallest on which it is not good.

    Where that is one and the same, or there is none, all larger ones are alike.
    """
    per_node, one, near = _per_node(judged, domain), judged.measurement.of_one_adapter, judged.hardware.near
    fitting = {nics.together: nics for nics in _ADAPTERS if (nics.count == near if near else nics.count <= per_node)}
    named: list[Candidate] = []
    reached_by: Reaching | None = None
    for nics in fitting.values():
        if nics.together * domain / per_node * (1.0 if one else expectation.adapter_share()) < least:
            continue  # less than the measurement proves, or just as much, which protocols never leave
        machine = replace(judged.hardware, nics=nics, per_rank=nics.together / per_node)
        found = bounds.of(judged.operation, ranks, machine)
        if found.expected is None:
            break
        # What it passes on the smallest adapters, or healthy hardware does, it need not run as: nor on larger ones.
        passed = max(judged.plateau, found.expected.rate)
        reached_by = reached_by or next((bound.reached_by for bound in found.of_adapters if passed <= bound.rate), None)
        rate = next((bound.rate for bound in found.of_adapters if bound.reached_by == reached_by), None)
        if rate is None or reached_by is None:
            continue
        verdict = of_share(judged.plateau / found.expected.rate)
        if not named or verdict is not Verdict.GOOD:
            named.append(Candidate(_said(nics), judged.plateau / rate, reached_by, verdict))
        if verdict is not Verdict.GOOD:
            break
    if len(named) == 1 and named[0].verdict in {Verdict.GOOD, Verdict.LOW} and not one:
        return [replace(named[0], hardware=f"{named[0].hardware} or more")]
    return named


def _said(nics: Nics) -> str:
    """Return adapters, with the single one that carries as much, if there is one: it may be the only one in use."""
    single = Nics(1, nics.count * nics.each)
    return f"{single} or {nics}" if nics.count > 1 and single in _ADAPTERS else str(nics)


def _per_node(judged: Judged, domain: int) -> int:
    """Return the accelerators of a node: those of a host, where the text lists its ranks."""
    return hardware.devices_of_a_host(judged.measurement) or hardware.usual_node(domain)


def _ports(judged: Judged, ranks: int, catalog: Catalog) -> Iterator[Candidate]:
    """Yield accelerators on whose links the measurement would be good, and would not."""
    named: list[Verdict] = []
    for name in _USUAL:
        machine = replace(hardware.with_accelerator(judged.hardware, catalog.row("accelerator", name)), domains=1)
        found = bounds.of(judged.operation, ranks, machine)
        if found.expected is None or machine.port is None:
            continue
        share = judged.plateau / machine.port
        if not _UNLIKELY < share <= expectation.most_share(machine.link):
            continue
        verdict = of_share(judged.plateau / found.expected.rate)
        if named.count(verdict) < _EACH:
            named.append(verdict)
            yield Candidate(name, share, Reaching.LINE_RATE, verdict)
