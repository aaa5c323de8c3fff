"""Tools whose output is known and not read: the answer is their name, where silence would say that nothing is there."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from limits.pasted.lines import HOST
from limits.pasted.log.evidence import Evidence
from limits.pasted.measurement import Measurement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.lines import Lines


class Tool(NamedTuple):
    """A tool, what it shows, and how lines of its output begin."""

    name: str
    shows: str
    begins: str


TOOLS = (
    Tool("DeepEP", "exchange between experts", r"\[tuning\]\s(?:SMs|Best)\s|\[rank\s\d+\]\sDispatch\s\+\scombine\s"),
    Tool("TransferBench", "copies between AMD devices", r"TransferBench\sv\d"),
    Tool("nvloom", "copies in an NVLink domain", r"nvloom_cli\s\d"),
    Tool("libfabric tests", "fi_pingpong and its like", r"bytes\s+(?:\#sent\s+\#ack|iters)\s+total\s+time\s+MB/sec\s"),
    Tool("ds_bench", "collectives of DeepSpeed", r"----\sPerformance\sof\s\w+\son\s\d+\sdevices"),
    Tool("iperf3", "TCP between two hosts", r"\[\s?ID\]\s+Interval\s+Transfer\s+(?:Bitrate|Bandwidth)\b"),
    Tool("GPCNeT", "a network under load", r"Network\sTests\sv\d|(?:RR|Nat)\s(?:Two-sided|Get|Put)\s(?:BW|Lat)"),
)
"""What is recognised; where two could begin with a line, the first does."""

BEGINS = "|".join(tool.begins for tool in TOOLS)
WORDS = ()


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield one measurement without rows for each tool in turn; parameters as in `nccl_tests.read`."""
    last = None
    for line in own:
        tool = _tool(line)
        if tool is not None and tool is not last:
            last = tool
            evidence, lines.evidence = lines.evidence, Evidence()
            yield Measurement(
                tool=tool.name,
                test=tool.shows,
                operation=None,
                rows=(),
                known_only=True,
                sweep=False,
                evidence=evidence,
                line=lines.number,
            )


def _tool(line: str) -> Tool | None:
    for tool, begins in _patterns():
        if begins.match(line):
            return tool
    return None


@functools.cache
def _patterns() -> tuple[tuple[Tool, re.Pattern[str]], ...]:
    return tuple((tool, re.compile(f"{HOST}(?:{tool.begins})")) for tool in TOOLS)
