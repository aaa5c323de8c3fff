"""What is said of one size, and of a log, to programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.frozen import frozen
from limits.value import Value

_RATE = "GB/s"

if TYPE_CHECKING:
    from limits.pasted.compared.at_size import AtSize
    from limits.pasted.expected.nccl_expects import Expectation, Expected
    from limits.pasted.log.evidence import Evidence
    from limits.pasted.log.tuning_lines import Choice


@frozen
class WayRecord:
    """What NCCL expects of one algorithm and protocol; `bounded` where a theorem allows less than the model expects."""

    algorithm: str
    protocol: str
    heads: int
    time: Value
    bus_bandwidth: Value | None
    bounded: bool


@frozen
class ExpectationRecord:
    """All ways, the fastest first; `why_not` says why there is none."""

    ways: tuple[WayRecord, ...]
    why_not: str
    assumed: tuple[str, ...]


@frozen
class PointRecord:
    """What the measured table says of a size; `extrapolated` where it is beyond its rows."""

    time: Value
    bus_bandwidth: Value | None
    how: str
    extrapolated: bool


@frozen
class ChoiceRecord:
    """What NCCL took for an operation at a size, by the log; `time` is what it expected, where it says so."""

    operation: str
    size: Value
    algorithm: str
    protocol: str
    channels: int | None
    time: Value | None


@frozen
class AtSizeRecord:
    """One size: measured, by NCCL's model on the machine, and by the table of NCCL in the log.

    What is expected is an upper figure, of which a verdict takes no more than half.
    """

    size: Value
    measured: PointRecord | None
    not_measured: str
    model: ExpectationRecord
    logged: ExpectationRecord
    chosen: ChoiceRecord | None


@frozen
class CostRecord:
    """An entry of NCCL's own table: latency, and size per time at sizes without end."""

    operation: str
    algorithm: str
    protocol: str
    latency: Value
    algorithm_bandwidth: Value


@frozen
class LogRecord:
    """What the lines of a log state; null, empty or false where they do not."""

    version: str
    ranks: int | None
    nodes: int | None
    network: str
    gpudirect_rdma: bool
    adapters: tuple[str, ...]
    adapter_rates: dict[str, Value]
    adapters_in_rings: tuple[str, ...]
    channels: int | None
    nvls: bool | None
    nvls_heads: int | None
    collnet: bool
    environment: dict[str, str]
    choices: tuple[ChoiceRecord, ...]
    expects: tuple[CostRecord, ...]


def at_size(found: AtSize) -> AtSizeRecord:
    """Return the record of a size."""
    point = found.measured
    return AtSizeRecord(
        size=Value(found.size, "byte"),
        measured=None
        if point is None
        else PointRecord(Value(point.time, "s"), rate(point.bus_bandwidth), point.how, point.beyond),
        not_measured=found.not_measured,
        model=_expectation(found.model),
        logged=_expectation(found.logged),
        chosen=None if found.chosen is None else _choice(found.chosen),
    )


def log(evidence: Evidence) -> LogRecord | None:
    """Return the record of a log; None where there is none."""
    if not evidence:
        return None
    return LogRecord(
        version=evidence.version,
        ranks=evidence.ranks,
        nodes=evidence.nodes,
        network=evidence.network,
        gpudirect_rdma=evidence.direct,
        adapters=evidence.nics,
        adapter_rates={name: Value(rate, "GB/s") for name, rate in evidence.adapters.items()},
        adapters_in_rings=tuple(sorted(evidence.used)),
        channels=evidence.channels,
        nvls=evidence.multicast,
        nvls_heads=evidence.heads,
        collnet=evidence.in_network,
        environment=dict(evidence.environment),
        choices=tuple(map(_choice, evidence.choices.values())),
        expects=tuple(
            CostRecord(operation, name, kind, Value(cost.latency, "us"), Value(cost.bandwidth, _RATE))
            for operation, costs in evidence.table.costs.items()
            for (name, kind), cost in costs.items()
        ),
    )


def _expectation(found: Expectation) -> ExpectationRecord:
    return ExpectationRecord(tuple(map(_way, found.ways)), found.why_not, found.assumed)


def _way(way: Expected) -> WayRecord:
    time = Value(way.time, "s")
    return WayRecord(way.algorithm, way.protocol, way.heads, time, rate(way.bus_bandwidth), way.bounded)


def _choice(choice: Choice) -> ChoiceRecord:
    time = None if choice.time is None else Value(choice.time, "us")
    return ChoiceRecord(
        choice.operation, Value(choice.size, "byte"), choice.algorithm, choice.protocol, choice.channels, time
    )


def rate(number: float | None) -> Value | None:
    """Return a bandwidth [GB/s] with its unit; None where it is unknown."""
    return None if number is None else Value(number, _RATE)
