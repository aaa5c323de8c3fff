"""What is said of a table of copies: its facts, the pairs that stand out, and what to look at next."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from limits.pasted.described.copy_bounds import Way
from limits.pasted.described.description import Fact
from limits.pasted.described.matrix import kinds, standing_out, unlike_back
from limits.pasted.expected.expectation import shares
from limits.pasted.judging.judged import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.catalog import Row
    from limits.pasted.described.copies import Copies, Latency
    from limits.pasted.described.copy_bounds import Held
    from limits.pasted.described.matrix import Cell

_NAMED = 4  # pairs that are named one by one
_FEW = 2  # pairs that show no pattern
_MARKEDLY = 1.25  # times as fast without P2P, from which it is said


def facts(copies: Copies, pairs: list[Cell]) -> Iterator[Fact]:
    """Yield the lines of the table that a view shows; `pairs` ascend by rate."""
    if len(pairs) == 1:
        yield Fact("rate", f"{pairs[0].value:.4g} GB/s, {pairs[0]}")
    elif pairs:
        yield Fact("slowest", f"{pairs[0].value:.4g} GB/s, {pairs[0]}")
        yield Fact("median", f"{median(cell.value for cell in pairs):.4g} GB/s of {len(pairs)} pairs")
        yield Fact("fastest", f"{pairs[-1].value:.4g} GB/s, {pairs[-1]}")
    found = kinds(pairs)
    if len(found) > 1:
        yield Fact("by rate", ", ".join(f"{len(kind)} at {_span(kind)}" for kind in found))
    if copies.summed:
        yield Fact("", "printed as the sum of both directions; half of it is one direction")
    if copies.matrix is not None and (own := copies.matrix.own if copies.way is not Way.INSIDE else copies.matrix.all):
        counted = "read and written both counted" if copies.peer is not None else "of its own memory"
        yield Fact("a device alone", f"{min(own):.4g} .. {max(own):.4g} GB/s, {counted}: no link")
    if copies.printed_sum is not None and len(pairs) != 1:
        yield Fact("printed sum", f"{copies.printed_sum.value:.2f} GB/s, over all pairs: no rate of any link")
    for latency in copies.latencies:
        yield from _timed(latency)


def _span(cells: list[Cell]) -> str:
    low, high = f"{min(cells, key=_rate).value:.4g}", f"{max(cells, key=_rate).value:.4g}"
    return f"{low} GB/s" if low == high else f"{low} .. {high} GB/s"


def _rate(cell: Cell) -> float:
    return cell.value


def _timed(latency: Latency) -> Iterator[Fact]:
    pairs = sorted(latency.matrix.pairs, key=_rate)
    if pairs:
        span = f"{pairs[0].value:.4g} .. {pairs[-1].value:.4g}"
        yield Fact(
            f"latency{latency.what}",
            f"median {median(map(_rate, pairs)):.4g} {latency.unit}, {span}; the longest is {pairs[-1]}",
        )


def remarks(copies: Copies, pairs: list[Cell], held: Held) -> tuple[str, ...]:
    """Return what stands out in the table; `held` has no bounds where no verdict rests on them."""
    return tuple(_remarks(copies, pairs, held))


def _remarks(copies: Copies, pairs: list[Cell], held: Held) -> Iterator[str]:
    slow = standing_out(pairs)
    if slow:
        yield _named(slow, pairs)
    elif len(pairs) > _FEW and len(kinds(pairs)) > 1 and held.bounds.expected is None:
        yield "rates are of several kinds, as where pairs have different links, switches or sockets between them"
    if copies.no_access:
        yield f"{copies.no_access} pairs have no peer access: they copy through the memory of the host"
    if (back := unlike_back(pairs)) and not copies.both_ways and not slow:
        yield f"{back[0]}: {back[0].value:.4g} GB/s, and {back[1]:.4g} on the way back"
    if _slower_with_peer(copies, pairs):
        yield f"slower than without P2P, where most pairs show {copies.without_peer:.4g} GB/s"
    elif (
        copies.peer
        and pairs
        and copies.without_peer is not None
        and pairs[-1].value < _MARKEDLY * copies.without_peer
        and held.bounds.expected is not None
        and held.bounds.expected.rate > _MARKEDLY * pairs[-1].value
    ):
        yield f"no faster than without P2P ({copies.without_peer:.4g} GB/s): the links between the devices are not used"


def _slower_with_peer(copies: Copies, pairs: list[Cell]) -> bool:
    if not copies.peer or copies.without_peer is None or not pairs:
        return False
    return copies.without_peer > _MARKEDLY * median(map(_rate, pairs))


def _named(slow: list[Cell], pairs: list[Cell]) -> str:
    """Name the pairs that stand out, or the device that all of them have in common."""
    usual = f"where the median is {median(map(_rate, pairs)):.4g}"
    common = set(slow[0][:2]).intersection(*(cell[:2] for cell in slow))
    if len(common) == 1 and len(slow) > 1:
        device = common.pop()
        of_it = [cell for cell in pairs if device in cell[:2]]
        many = f"all {len(of_it)}" if len(of_it) == len(slow) else f"{len(slow)} of {len(of_it)}"
        return f"{device}: {many} of its pairs show {_span(slow)}, {usual}"
    names = ", ".join(f"{cell}: {cell.value:.4g} GB/s" for cell in slow[:_NAMED])
    more = f" and {len(slow) - _NAMED} more" if len(slow) > _NAMED else ""
    return f"{names}{more}, {usual}"


def what_next(copies: Copies, pairs: list[Cell], verdict: Verdict, row: Row | None) -> Iterator[str]:
    """Yield what to do."""
    if verdict is Verdict.INCONSISTENT:
        yield "paste the output as it was printed, of one run"
    elif verdict is Verdict.NO_MEASUREMENT and not pairs:
        yield "measure: nvbandwidth -t device_to_device_memcpy_read_ce, and paste all that it prints"
    elif verdict is Verdict.UNKNOWN_HARDWARE:
        if row is None:
            yield "say --accelerator, as --accelerator H100"
        if copies.way is Way.DEVICES:
            yield _who_is_joined(copies)
    elif verdict in {Verdict.LOW, Verdict.BORDERLINE}:
        yield _where_to_look(copies, pairs)
    if _slower_with_peer(copies, pairs):
        yield "look at ACS and the IOMMU: they send what goes from one device to another by the root port"


def _who_is_joined(copies: Copies) -> str:
    if _of_amd(copies):
        return "rocm-smi --showtopo says what joins each pair"
    return "nvidia-smi topo -m says what joins each pair: paste it with the table, which is then judged by it"


def _where_to_look(copies: Copies, pairs: list[Cell]) -> str:
    """Say where the fault of a slow pair may be seen."""
    if copies.way is not Way.DEVICES:
        return "look at width and speed of the slot (LnkSta of lspci -vv), and bind the test to the nearest socket"
    if _of_amd(copies):
        return "look at rocm-smi --showxgmierr and --showtopo, and at dmesg, for the devices of the slowest pairs"
    if pairs[-1].value <= shares()["path"]["rate"] and len(pairs) > 1:
        return "this is the rate of PCIe: look at nvidia-smi nvlink -s, nvidia-smi topo -m and the fabric manager"
    return "look at nvidia-smi nvlink -s and -e, and at Xid messages in dmesg, for the devices of the slowest pairs"


def _of_amd(copies: Copies) -> bool:
    return any("AMD" in model or "Radeon" in model for model in copies.models)
