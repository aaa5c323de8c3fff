"""Copies between pairs of devices, or between a device and its host: one table of a tool, and what it comes to."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from limits.frozen import frozen
from limits.pasted.described import copy_bounds, models
from limits.pasted.described.copy_bounds import Held, Joined, Way
from limits.pasted.described.copy_facts import facts, remarks, what_next
from limits.pasted.described.description import Finding, Pair
from limits.pasted.expected.bounds import NONE
from limits.pasted.judging.judged import GOOD_FROM, Verdict, of_share
from limits.pasted.words import percent

if TYPE_CHECKING:
    from limits.catalog import Catalog, Row
    from limits.pasted.described.description import Fact
    from limits.pasted.described.matrix import Cell, Matrix
    from limits.pasted.machine.hardware import Hardware

KERNEL = "kernel"
"""What copied, where it was no copy engine: it carries less over NVLink."""

HOST = "CPU"
"""How the names of hosts begin."""

_TOGETHER = frozenset((Way.TO_ONE, Way.FROM_ONE, Way.INSIDE))  # with one row, of no device
_SLACK = 1e-9  # of sums of numbers that are no binary fractions
_SETTLED = frozenset((Verdict.GOOD, Verdict.BORDERLINE, Verdict.LOW))


class Latency(NamedTuple):
    """A table of latencies: what was timed, and the unit."""

    what: str
    matrix: Matrix
    unit: str


class Sum(NamedTuple):
    """A sum that a tool printed [GB/s], and half a unit of its last digit."""

    value: float
    half: float


@frozen
class Copies:
    """One table of copies.

    Attributes
    ----------
    way
        From where to where.
    models
        Models of the devices, as far as the text names them.
    matrix
        The rates [GB/s], as printed; None where no table is there.
    both_ways
        Whether data went the other way at the same time.
    summed
        Whether the rate is the sum of both directions.
    engine
        What copied: `copy engine`, `kernel`, `TMA`; empty where the text does not say it.
    peer
        Whether devices reach the memory of one another directly; None where the text does not say it.
    shared
        Whether all devices used the memory of the host at the same time.
    printed_sum
        The sum over all pairs.
    no_access
        How many pairs have no such access.
    without_peer
        What most pairs show without it [GB/s], where that was measured too.
    latencies
        Tables of latencies that belong to it.
    remarks
        What else is to be said of the table: cells that are no rates, tests that were waived.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.pasted.described.matrix import Matrix
    >>> from limits.pasted.machine.hardware import Hardware
    >>> table = Matrix(("GPU0", "GPU1"), ("GPU0", "GPU1"), ((None, 390.0), (391.0, None)))
    >>> finding = Copies(Way.DEVICES, ("NVIDIA H100 80GB HBM3",) * 2, table).found(Hardware(), shipped())
    >>> finding.verdict.value, finding.said
    ('good', '2 x NVIDIA H100 80GB HBM3, device to device, 390 .. 391 GB/s')
    """

    way: Way
    models: tuple[str, ...]
    matrix: Matrix | None
    both_ways: bool = False
    summed: bool = False
    engine: str = ""
    peer: bool | None = None
    shared: bool = False
    printed_sum: Sum | None = None
    no_access: int = 0
    without_peer: float | None = None
    latencies: tuple[Latency, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def pairs(self) -> list[Cell]:
        """Every pair with its rate [GB/s], of one direction."""
        if self.matrix is None or self.way is Way.INSIDE:
            return []
        factor = 0.5 if self.summed else 1.0
        return [cell._replace(value=cell.value * factor) for cell in self.matrix.pairs]

    @property
    def devices(self) -> int:
        """How many devices the table is of, without hosts."""
        if self.matrix is None:
            return len(self.models)
        named = {*self.matrix.columns} if self.way in _TOGETHER else {*self.matrix.rows, *self.matrix.columns}
        return sum(not name.startswith(HOST) for name in named)

    def found(self, machine: Hardware, catalog: Catalog) -> Finding:
        """Judge the slowest pair by what healthy links show, where that holds for every pair."""
        pairs = sorted(self.pairs, key=lambda cell: cell.value)
        row, assumed = models.accelerator(self.models, machine, catalog)
        held = self._held(row, machine, catalog)
        verdict, why = self._verdict(pairs, held)
        settled = verdict in _SETTLED
        found = remarks(self, pairs, held if settled else Held(NONE))
        return Finding(
            said=self._said(pairs, row),
            verdict=verdict,
            because=(why, *found, *self.remarks),
            try_next=tuple(what_next(self, pairs, verdict, row)),
            assumed=(*assumed, *held.assumed) if held.bounds.rows else (),
            facts=tuple(self._facts(pairs)),
            pairs=tuple(Pair(cell.source, cell.target, cell.value) for cell in self.pairs),
            rate=pairs[0].value if pairs and verdict is not Verdict.NO_MEASUREMENT else 0.0,
            bounds=held.bounds if pairs else NONE,
        )

    def _facts(self, pairs: list[Cell]) -> list[Fact]:
        return list(facts(self, pairs))

    def _held(self, row: Row | None, machine: Hardware, catalog: Catalog) -> Held:
        """Return what the rates are held against."""
        if self.way is Way.INSIDE:
            return Held(NONE, "no link was used: a device copied within its own memory")
        if self.peer is False:
            return Held(NONE, "P2P is off: copies pass through the memory of the host, whatever links there are")
        if row is None:
            return Held(NONE, self._unknown())
        if self.way not in {Way.TO_DEVICE, Way.TO_HOST}:
            held = copy_bounds.between_devices(row, catalog, self._joined(machine), kernel=self.engine == KERNEL)
            return held if self.way is Way.DEVICES else copy_bounds.of_all_links(held)
        held = copy_bounds.with_host(row, catalog)
        return held._replace(otherwise=held.otherwise or self._shares_the_host())

    def _joined(self, machine: Hardware) -> Joined:
        return Joined(self.devices, machine.domain, machine.links if self.way is Way.DEVICES else None)

    def _unknown(self) -> str:
        """Say why the accelerator is not known."""
        named = {*self.models}
        if len(named) > 1:
            return "the devices are of several models"
        return f"the catalogue does not know {named.pop()}" if named else "nothing tells which accelerator this is"

    def _shares_the_host(self) -> str:
        """Say why copies of a host may be slower than one at a time by a copy engine is; empty where it was that."""
        if self.shared or self.both_ways:
            return f"{'all devices at once' if self.shared else 'both directions'} share the memory of the host"
        return "a kernel copied, and no copy engine" if self.engine == KERNEL else ""

    def _verdict(self, pairs: list[Cell], held: Held) -> tuple[Verdict, str]:
        """Return the verdict, and why."""
        if (why := self._contradicts()) is not None:
            return Verdict.INCONSISTENT, why
        if not pairs:
            return Verdict.NO_MEASUREMENT, self._nothing(held)
        if self.peer is False:
            return Verdict.NO_MEASUREMENT, held.otherwise
        fastest, weakest = pairs[-1], held.bounds.weakest
        half = (self.matrix.half if self.matrix else 0.0) * (0.5 if self.summed else 1.0)
        if weakest is not None and fastest.value - half > weakest.rate:
            why = f"{fastest} shows {fastest.value:.4g} GB/s, more than {weakest.how}: is it a sum, or another machine?"
            return Verdict.IMPOSSIBLE, why
        return self._compared(pairs, held)

    def _contradicts(self) -> str | None:
        """Say how the sum that is printed contradicts the cells; None where it does not."""
        if self.matrix is None or self.printed_sum is None:
            return None
        cells, printed = self.matrix.all, self.printed_sum
        total = sum(cells)
        digits = self.matrix.half * len(cells) + printed.half
        if abs(total - printed.value) <= digits * (1.0 + _SLACK):
            return None
        return f"its cells add up to {total:.2f}, and the sum that is printed is {printed.value:.2f}"

    @staticmethod
    def _compared(pairs: list[Cell], held: Held) -> tuple[Verdict, str]:
        """Judge the slowest pair by what healthy hardware shows."""
        slowest, fastest = pairs[0], pairs[-1]
        weakest, expected = held.bounds.weakest, held.bounds.expected
        if expected is None:
            against = f"{percent(slowest.value / weakest.rate)} of {weakest.how}; " if weakest is not None else ""
            return Verdict.UNKNOWN_HARDWARE, f"{against}{held.otherwise}"
        share = slowest.value / expected.rate
        named = "" if fastest.value * GOOD_FROM <= slowest.value else f"the slowest pair, {slowest}, shows "
        how = f"{named}{percent(share)} of what healthy hardware shows ({expected.rate:.4g}: {expected.how})"
        if share >= GOOD_FROM or not held.otherwise:
            return of_share(share), how
        return Verdict.UNKNOWN_HARDWARE, f"{how}; {held.otherwise}"

    def _nothing(self, held: Held) -> str:
        """Say why there is no rate of a pair."""
        if self.way is Way.INSIDE:
            return held.otherwise
        if self.latencies:
            return "latencies, and no bandwidth"
        if self.printed_sum is not None and self.matrix is None:
            return "a sum over all pairs tells of none of them: paste the tables too"
        if self.matrix is not None and self.matrix.own:
            return "a device alone copied within its own memory: no link was measured"
        return self.remarks[0] if self.remarks else "the table has no rate of a pair"

    def _said(self, pairs: list[Cell], row: Row | None) -> str:
        """Say what was measured, as line one begins."""
        named = set(self.models)
        model = named.pop() if len(named) == 1 else "" if row is None else row.name
        count = self.devices
        what = f"{count} x {model}" if model else f"{count} devices" if count != 1 else "1 device"
        words = [what, self.way.value]
        if self.shared:
            words.append("all devices at once")
        if self.both_ways:
            words.append("both ways at once")
        if self.peer is not None:
            words.append(f"P2P {'on' if self.peer else 'off'}")
        if self.engine:
            words.append(f"by {self.engine}")
        if pairs:
            low, high = f"{pairs[0].value:.4g}", f"{pairs[-1].value:.4g}"
            words.append(f"{low} GB/s" if low == high else f"{low} .. {high} GB/s")
        elif self.latencies:
            words[1] = f"{self.way.value}, latency {_typical(self.latencies[0])}"
        return ", ".join(words)


def _typical(latency: Latency) -> str:
    values = [cell.value for cell in latency.matrix.pairs]
    return f"{median(values):.4g} {latency.unit}" if values else "of no pair"
