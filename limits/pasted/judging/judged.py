"""A measurement with all that is concluded from it."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from limits.frozen import frozen

if TYPE_CHECKING:
    from limits.pasted.described.description import Finding
    from limits.pasted.expected.bound import Reaching
    from limits.pasted.expected.bounds import Bounds
    from limits.pasted.machine.beside import Node
    from limits.pasted.machine.hardware import Hardware
    from limits.pasted.measurement import Measurement
    from limits.pasted.table.curve import Curve
    from limits.pasted.table.ranks import Ranks

GOOD_FROM = 0.85
"""Share of what healthy hardware shows from which a measurement is good: a convention."""

LOW_BELOW = 0.7
"""Share of it below which a measurement is low: a convention."""


class Verdict(StrEnum):
    """What is said of a measurement."""

    GOOD = "good"
    BORDERLINE = "borderline"
    LOW = "low"
    IMPOSSIBLE = "impossible"
    INCONSISTENT = "inconsistent"
    STILL_RISING = "still-rising"
    LATENCY_BOUND = "latency-bound"
    NOT_A_BANDWIDTH_MEASUREMENT = "not-a-bandwidth-measurement"
    NO_MEASUREMENT = "no-measurement"
    UNKNOWN_HARDWARE = "unknown-hardware"


def of_share(share: float) -> Verdict:
    """Return the verdict on a share of what healthy hardware shows.

    Examples
    --------
    >>> of_share(0.9).value, of_share(0.8).value, of_share(0.5).value
    ('good', 'borderline', 'low')
    """
    return Verdict.GOOD if share >= GOOD_FROM else Verdict.LOW if share < LOW_BELOW else Verdict.BORDERLINE


@frozen
class Candidate:
    """Hardware that would settle the verdict: what it is, the verdict there, and the share of what it can reach.

    Attributes
    ----------
    hardware
        Adapters of a node, or an accelerator.
    share
        Bus bandwidth over that of `of`.
    of
        What it is compared with: a ring, any algorithm where it passes a ring, or the line rate of a port.
    verdict
        What would be said of the measurement there.
    """

    hardware: str
    share: float
    of: Reaching
    verdict: Verdict


class Whose(StrEnum):
    """What has the rate that a measurement proves."""

    ADAPTER = "an adapter"
    NODE = "the adapters of a node"
    DOMAIN = "the adapters of a domain"
    ACCELERATOR = "the ports of an accelerator"


@frozen
class Needs:
    """The bound turned round: the least rate that a measurement proves [GB/s], each way.

    Attributes
    ----------
    rate
        The rate.
    domains
        Over how many domains: more than one, and it is that of the adapters of one of them; one, and it is that of the
        ports of an accelerator.
    candidates
        What would settle the verdict.
    options
        How to say it.
    of
        What has that rate.
    """

    rate: float
    domains: int
    candidates: tuple[Candidate, ...]
    options: tuple[str, ...]
    of: Whose


@frozen
class Judged:
    """A measurement, what is known of its machine, what it is held against, and the verdict.

    Attributes
    ----------
    because
        Why, the first of them in a few words.
    try_next
        What to do.
    assumed
        What nobody said.
    needs
        The bound turned round, where the hardware is not known.
    finding
        What a description comes to; None for a table of sizes.
    beside
        What else the text tells of the nodes.
    """

    measurement: Measurement
    ranks: Ranks
    curve: Curve
    hardware: Hardware
    bounds: Bounds
    verdict: Verdict = Verdict.UNKNOWN_HARDWARE
    because: tuple[str, ...] = ()
    try_next: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    needs: Needs | None = None
    finding: Finding | None = None
    beside: Node | None = None

    @property
    def plateau(self) -> float:
        """The largest bus bandwidth of both halves, or that of the slowest pair, of one direction [GB/s]; 0 if none."""
        if self.finding is not None:
            return self.finding.rate
        printed = self.measurement.plateau
        return 0.0 if printed is None else printed.value * self.measurement.per_direction

    @property
    def describes(self) -> bool:
        """Whether it describes a machine, and measures nothing."""
        return self.finding is not None and not self.finding.rate

    @property
    def share(self) -> float | None:
        """The plateau over what healthy hardware shows; None where nothing tells that."""
        return None if self.bounds.expected is None else self.plateau / self.bounds.expected.rate

    @property
    def domains(self) -> int:
        """Number of domains, 1 where it is unknown."""
        return self.hardware.domains or 1

    @property
    def operation(self) -> str:
        """The operation; empty where nothing names it."""
        return self.measurement.operation or ""


def concluded(seen: Judged, verdict: Verdict, because: str, *try_next: str) -> Judged:
    """Return a measurement with its verdict, why, and what to do."""
    return replace(seen, verdict=verdict, because=(because,), try_next=try_next)
