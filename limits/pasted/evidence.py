"""What the log of NCCL says between and before the lines of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_MOST = 64  # facts of one kind that are kept: a log of 200 MB says the same a million times
_VIA = re.compile(r" via ((?:NET|P2P|SHM|COLLNET)[\w/ .-]*?)(?:\(\d+\))?(?:/GDRDMA)?(?:/Shared)?\s*$")
_USING_NETWORK = re.compile(r"Using network (\S[\w ./-]{0,40})")
_RANKS = re.compile(r"\bn[rR]anks (\d{1,7})\b")
_NODES = re.compile(r"\bn[nN]odes (\d{1,6})\b")
_SET = re.compile(r"(NCCL_[A-Z0-9_]{2,40}) set by environment to ([\w.,:=^/+-]{1,60})")
_VERSION = re.compile(r"NCCL version (\d[\w.+-]{0,30})")
_NICS = re.compile(r"\[\d+\]([\w.-]+):\d+/(IB|RoCE|ROCE)")


CONNECTIONS = frozenset({"Chann", "Ring ", "Trees"})
"""How lines begin that say how ranks are connected."""


@dataclass(slots=True)
class Evidence:
    """Facts that a log states: how ranks are connected, by which algorithm, what the environment sets.

    Examples
    --------
    >>> found = Evidence()
    >>> found.line("a:1:2 [0] NCCL INFO Channel 00/0 : 1[1] -> 9[1] [send] via NET/IB/0/GDRDMA", 20)
    >>> found.network, found.direct
    ('NET/IB', True)
    """

    version: str = ""
    network: str = ""
    direct: bool = False
    ranks: int | None = None
    nodes: int | None = None
    multicast: bool = False
    in_network: bool = False
    environment: dict[str, str] = field(default_factory=dict)
    nics: tuple[str, ...] = ()
    settled: bool = False  # the lines that tell how ranks are connected can tell no more
    counted: str = field(default="\0", repr=False)

    def __bool__(self) -> bool:
        """Tell whether anything was found."""
        return self != Evidence()

    def line(self, line: str, start: int) -> None:
        """Take the facts of one line, whose message starts there."""
        if line[start : start + 5] in CONNECTIONS:  # by far most lines of a log
            if "NET/" in line:
                self._channel(line)
            return
        if "anks " in line and self.counted not in line:
            self._ranks(line, start)
        if " set by env" in line and len(self.environment) < _MOST and (found := _SET.search(line, start)):
            self.environment.setdefault(found[1], found[2])
        if "NVLS" in line or "nvls" in line or "CollNet" in line:
            self._reductions(line)
        if "Using" in line:
            self._networks(line, start)
        if not self.version and "version" in line and (found := _VERSION.search(line)):
            self.version = found[1]

    def _ranks(self, line: str, start: int) -> None:
        """Take how many ranks and nodes there are; of several communicators, the largest counts."""
        if found := _RANKS.search(line, start):
            self.ranks = max(self.ranks or 0, int(found[1]))
            self.counted = f"{found[0]} "  # most lines say the same again
        if found := _NODES.search(line, start):
            self.nodes = max(self.nodes or 0, int(found[1]))

    def _networks(self, line: str, start: int) -> None:
        """Take which network is used, and which devices."""
        if not self.network and (found := _USING_NETWORK.search(line, start)):
            self.network = found[1].strip()
        if not self.nics and "NET/IB : Using" in line:
            self.nics = tuple(name for name, _ in _NICS.findall(line)[:_MOST])

    def _reductions(self, line: str) -> None:
        """Take whether switches reduce: those of NVLink, those of the network."""
        if not self.multicast:
            channels = "nvls channels" in line and " 0 nvls channels" not in line
            self.multicast = channels or "Connected NVLS" in line
        if not self.in_network and "CollNet" in line:
            self.in_network = "Connected" in line

    def _channel(self, line: str) -> None:
        found = _VIA.search(line)
        if found and found[1].startswith("NET/"):
            self.network = "/".join(found[1].split("/")[:2]).strip() if not self.network else self.network
            self.direct = self.direct or "GDRDMA" in line
            self.settled = self.direct
