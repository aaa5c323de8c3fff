"""The page of what `limits link` reads and how it judges."""

from __future__ import annotations

from layout import page, table

from limits.pasted.expected.expectation import shares
from limits.pasted.judging.judged import GOOD_FROM, LOW_BELOW, Verdict
from limits.pasted.judging.unfinished import SOUND
from limits.pasted.readers import READERS
from limits.pasted.table.curve import RISING, STEEP
from limits.pasted.words import percent
from limits.report.network.link import word

_INTRO = """
What people paste is read line by line, whatever stands around it. Each tool has one reader; several tables and several
tools in one text are each found.
"""

_MEANINGS = {
    Verdict.GOOD: f"at least {percent(GOOD_FROM)} of what healthy hardware shows",
    Verdict.BORDERLINE: f"at least {percent(LOW_BELOW)} of it, and less than {percent(GOOD_FROM)}",
    Verdict.LOW: f"less than {percent(LOW_BELOW)} of it, or two ranks on one device; of a sweep that "
    f"rises at its end, less than {percent(LOW_BELOW * SOUND)} of what "
    "[NCCL expects there](../explanation/expected-bandwidth.md)",
    Verdict.IMPOSSIBLE: "more than these line rates carry, even with reduction in the network",
    Verdict.INCONSISTENT: "columns, or cells and their sum, contradict one another by more than the rounding of print",
    Verdict.STILL_RISING: f"borderline, and the last doubling of the size still gains more than {100.0 * RISING:g} %",
    Verdict.LATENCY_BOUND: f"the last doubling of the size gains more than {percent(STEEP)}: all sizes take as long",
    Verdict.NOT_A_BANDWIDTH_MEASUREMENT: "the sizes end before the curve is flat, or it stalls, or it is noise",
    Verdict.NO_MEASUREMENT: (
        "one rank, a table without rows, wiring and line rates, bit errors, copies without P2P or within one device, "
        "latencies, or a tool that is known and not read"
    ),
    Verdict.UNKNOWN_HARDWARE: "what the measurement proves is said, and what would settle it",
}

_JUDGED = f"""
The first rule that applies decides. Where good begins ({percent(GOOD_FROM)}) and low ends ({percent(LOW_BELOW)}) is a
convention; [other programs](other-link-checks.md) have rules and thresholds of their own. What healthy hardware shows
is [what somebody measured in just that case](healthy-interconnects.md); where nobody did, what protocols leave of the
line rates:
"""

_COPIES = f"""
## Copies between pairs

Each table of copies gets one verdict, on its slowest pair: good, borderline or low only where every pair has the same
path. That is so behind switches (boards of eight with NVLink, racks), and where each pair has one link of its own.
Boards of fewer accelerators share their links among one another, hybrid meshes join pairs by two links, one or none,
and PCIe lies behind switches, root ports and sockets: there a pair is good if it reaches the share, and else
`{Verdict.UNKNOWN_HARDWARE}` with the reason. With `nvidia-smi topo -m` in the same text, the links of a pair are known
where all pairs have as many. A pair below {percent(LOW_BELOW)} of the median is named in any case,
unless every device has as many slow partners, which tells of another path. `{Verdict.IMPOSSIBLE}` is more than all
ports of a device carry. Rates of both directions together are halved. All devices at once, both directions at once and
kernels share what lies between a device and its host, and no share of that is published.
"""


def pasted() -> str:
    """Return the page."""
    readers = table(("reader", "reads"), [[reader.name, reader.tools] for reader in READERS])
    rows = [[f"`{verdict}`", word(verdict), _MEANINGS[verdict]] for verdict in Verdict]
    verdicts = table(("verdict", "line one says", "it means"), rows)
    tables = shares()
    rows = [[link, percent(row["share"]), row["source"]] for link, row in tables["scale_up"].items()]
    rows += [
        ["network adapters, in collectives", percent(tables["adapter"]["share"]), tables["adapter"]["source"]],
        ["a network adapter, one message at a time", percent(tables["message"]["share"]), tables["message"]["source"]],
        [
            f"PCIe 5 x16 ({tables['path']['rate']:g} GB/s), from one accelerator to all its adapters",
            percent(tables["path"]["share"]),
            tables["path"]["source"],
        ],
    ]
    rows += [
        [f"{link}, copy engine", percent(row["share"]), row["source"]]
        for link, row in tables["copy"].items()
        if "share" in row
    ]
    rows += [
        [f"{link}, between a device and its host", percent(row["share"]), row["source"]]
        for link, row in tables["host"].items()
        if "share" in row
    ]
    left = table(("of the line rate of", "healthy hardware reaches", "source"), rows)
    return page("What `limits link` reads", _INTRO, readers, "## Verdicts", verdicts, _JUDGED, left, _COPIES)
