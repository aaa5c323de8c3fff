"""`nvidia-smi topo -m`: a matrix of the path between each two devices of a node; `topo -p2p`: whether they may copy."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from limits.pasted.described.peers import STATES, Peers
from limits.pasted.described.wiring import End, Wiring
from limits.pasted.readers import describing
from limits.pasted.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.described.description import Description
    from limits.pasted.lines import Lines
    from limits.pasted.measurement import Measurement

_NAME = r"(?:GPU\d{1,3}|NIC\d{1,3}|mlx\d\w{1,30})"
_PATH = r"(?:X|NV\d{1,2}|PIX|PXB|PHB|NODE|SYS|SOC|OK|NS|CNS|GNS|TNS|U)"
BEGINS = rf"GPU\d{{1,3}}\s+(?:{_NAME}\s|(?:{_PATH}\s+){{0,255}}?X(?:\s|$))|GPU0\s+CPU\sAffinity"
WORDS = ()
_COLUMN = re.compile(r"(?:GPU\d{1,3}|(?!GPU|CPU|NUMA)[A-Za-z][\w.-]{1,40})\Z")
_ENTRY = re.compile(rf"{_PATH}\Z")
_LEGEND = re.compile(r"(NIC\d{1,3}):? +([\w.-]{1,40})\s*\Z")
_EXPLAINS = re.compile(rf"(?:{_PATH}|NV#)\s+= |(?:NIC )?Legend:?\s*\Z|\Z")
_LINKS = re.compile(r"N\Z|NV\d{0,2}\Z")
_MOST = 256  # devices of a node


@dataclass(slots=True)
class _Matrix:
    """What was read of one matrix."""

    line: int
    columns: tuple[str, ...] = ()
    rows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    memory: set[str] = field(default_factory=set)
    numa: bool = False

    def take(self, words: list[str], entries: tuple[str, ...], line: int) -> None:
        """Take a row: its name, its entries, and what stands behind them."""
        self.line = self.line or line
        self.rows[words[0]] = entries
        rest = words[1 + len(entries) :]
        if self.numa and len(rest) > 1 and rest[1][0].isdigit():
            self.memory.add(rest[1])

    @property
    def names(self) -> tuple[str, ...]:
        """All devices: those of the columns, or where these are not there, those of the rows."""
        return self.columns or tuple(self.rows)

    def description(self) -> Description:
        """Return what it describes."""
        names = tuple(dict.fromkeys((*self.names, *self.rows)))
        paths = {
            (row, column): path
            for row, entries in self.rows.items()
            for column, path in zip(self.names, entries, strict=False)
            if path != "X"
        }
        ends = [End(name, self.labels.get(name, "")) for name in names]
        accelerators = tuple(end for end in ends if end.name.startswith("GPU"))
        if paths and all(path in STATES for path in paths.values()):
            return Peers(tuple(end.name for end in accelerators), paths)
        missing = len(names) - len(self.rows)
        hidden = len(names) - len(self.names)
        short = sum(len(entries) < len(self.names) for entries in self.rows.values())
        cut = [f"{missing} of {len(names)} rows of the matrix are not there"] if missing > 0 else []
        cut += [f"{hidden} of {len(names)} columns of the matrix are not there"] if hidden > 0 else []
        cut += [f"{counted(short, 'row')} of the matrix cut before the last column"] if short else []
        wiring = Wiring(accelerators, tuple(end for end in ends if end not in accelerators), paths)
        return replace(
            wiring,
            cpus=len(self.memory) or None,
            missing=", ".join(cut),
        )


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield one measurement for each matrix; parameters as in `nccl_tests.read`."""
    matrices = [_Matrix(0)]

    def take(line: str) -> bool:
        words = line.split()
        if lines.cut and words and _LINKS.match(words[-1]):  # of NV18 might be left NV1
            words.pop()
        if head := _head(words):
            matrices.append(_Matrix(lines.number, head, numa="NUMA Affinity" in line))
        elif entries := _row(words, matrices[-1]):
            if words[0] in matrices[-1].rows:  # the next node
                matrices.append(_Matrix(0))
            matrices[-1].take(words, entries, lines.number)
        elif said := _LEGEND.match(line):
            matrices[-1].labels[said[1]] = said[2]
        else:
            return bool(_EXPLAINS.match(line))
        return True

    for _ in describing.of_own(own, take):
        if len(matrices) > 1:
            yield from _whole(matrices.pop(0))
    yield from _whole(matrices[0])


def _head(words: list[str]) -> tuple[str, ...]:
    """Return the names of the columns, where a line is the head of a matrix."""
    names: list[str] = []
    for word in words[:_MOST]:
        if _ENTRY.match(word):  # a row
            return ()
        if not _COLUMN.match(word):
            break
        names.append(word)
    return tuple(names) if names and names[0].startswith("GPU") and len(set(names)) == len(names) else ()


def _row(words: list[str], matrix: _Matrix) -> tuple[str, ...]:
    """Return the entries of a line, where it is a row of the matrix."""
    if len(words) < 2 or not (words[0] in matrix.columns or re.fullmatch(_NAME, words[0])):  # noqa: PLR2004 - a name and a path
        return ()
    entries: list[str] = []
    for word in words[1 : 1 + (len(matrix.columns) or _MOST)]:
        if not _ENTRY.match(word):
            break
        entries.append(word)
    return tuple(entries)


def _whole(matrix: _Matrix) -> Iterator[Measurement]:
    """Yield what was found, unless it is a head without rows."""
    if matrix.rows:
        yield describing.measurement("nvidia-smi topo", matrix.line, matrix.description())
