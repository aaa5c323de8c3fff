"""What the log of NCCL says between and before the lines of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_MOST = 64  # facts of one kind that are kept: a log of 200 MB says the same a million times
_VIA = re.compile(r" via ((?:NET|P2P|SHM|COLLNET)[\w/ .-]*?)(?:\(\d+\))?(?:/GDRDMA)?(?:/Shared)?\s*$")
_USING_NETWORK = re.compile(r"Using network (\S[\w ./-]{0,40})")
_RANKS = re.compile(r"\bnranks (\d{1,7})\b")
_NODES = re.compile(r"\bnNodes (\d{1,6})\b|\bnnodes (\d{1,6})\b")
_SET = re.compile(r"(NCCL_[A-Z0-9_]{2,40}) set by environment to ([\w.,:=^/+-]{1,60})")
_VERSION = re.compile(r"NCCL version (\d[\w.+-]{0,30})")
_NICS = re.compile(r"\[\d+\]([\w.-]+):\d+/(IB|RoCE|ROCE)")


@dataclass(slots=True)
class Evidence:
    """Facts that a log states: how ranks are connected, by which algorithm, what the environment sets.

    Examples
    --------
    >>> found = Evidence()
    >>> found.line("a:1:2 [0] NCCL INFO Channel 00/0 : 1[1] -> 9[1] [send] via NET/IB/0/GDRDMA", 15)
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

    def __bool__(self) -> bool:
        """Tell whether anything was found."""
        return self != Evidence()

    def line(self, line: str, at: int) -> None:
        """Take the facts of one line; `at` is where the level of the log stands."""
        start = at + 5
        if line.startswith("Channel ", start) or line.startswith("Ring ", start) or line.startswith("Trees ", start):
            if not self.direct or not self.network:  # by far most lines of a log: once both are known, none tells more
                self._channel(line)
            return
        self._reductions(line)
        if found := _USING_NETWORK.search(line, start):
            self.network = self.network or found[1].strip()
        if found := _VERSION.search(line, start):
            self.version = self.version or found[1]
        if found := _RANKS.search(line, start):
            self.ranks = max(self.ranks or 0, int(found[1]))
        if found := _NODES.search(line, start):
            self.nodes = max(self.nodes or 0, int(found[1] or found[2]))
        if (found := _SET.search(line, start)) and len(self.environment) < _MOST:
            self.environment.setdefault(found[1], found[2])
        if not self.nics and "NET/IB : Using" in line:
            self.nics = tuple(name for name, _ in _NICS.findall(line)[:_MOST])

    def _reductions(self, line: str) -> None:
        """Take whether switches reduce: those of NVLink, those of the network."""
        if not self.multicast and "NVLS" in line:
            channels = "nvls channels" in line and " 0 nvls channels" not in line
            self.multicast = channels or "Connected NVLS" in line
        if not self.in_network and "CollNet" in line:
            self.in_network = "Connected" in line

    def _channel(self, line: str) -> None:
        found = _VIA.search(line)
        if found and found[1].startswith("NET/"):
            self.network = "/".join(found[1].split("/")[:2]).strip() if not self.network else self.network
            self.direct = self.direct or "GDRDMA" in line
