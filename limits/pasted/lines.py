"""The lines of what was pasted: one after the other, in bounded memory, without what was put before and between.

A line loses the prefix of the process that wrote it (`[1,0]<stdout>:`, `0: `, `node-7: `), quotes and fences of
markdown, colours, and control characters; what is longer than any tool writes is cut.
"""

from __future__ import annotations

import codecs
import re
from collections import deque
from typing import TYPE_CHECKING

from limits.errors import InputError, Problem
from limits.pasted.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_CHUNK = 1 << 18
_LONGEST = 4000  # characters of a line that are looked at: the widest table has some 300
_WANTED = "the text output of a bandwidth test, such as nccl-tests"
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF8, "utf-8"))
_PREFIX = re.compile(
    r"""(?:[ \t>|`]*                                    # indented, quoted or fenced
        (?:\[\d+,\d+\](?:<std(?:out|err)>)?:            # mpirun --tag-output
        |\[[\d.]+\]<std(?:out|err)>:?
        |\d+:(?=[ \t\[]|\#)                             # srun --label
        |(?!busbw|algbw)[A-Za-z][\w.-]*:(?=[ \t]*[\#\d])        # pdsh, clush: the host
        |\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)(?=[ \t])   # kubectl logs --timestamps
        |\((?:\w+,?[ ]?)?(?:pid|ip)=[^)]*\)             # ray
        |\[[\w.-]+\](?=[ \t]*[\#\d])                    # kubectl logs --prefix, stern
        ))*[ \t>|`]*""",
    re.VERBOSE,
)
_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_CONTROLS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)], None) | {9: " "}


class Lines:
    """The lines of a text that readers share: each takes what is its own, and gives back what belongs to another.

    Parameters
    ----------
    text
        Pieces of the text, of any length.

    Attributes
    ----------
    number
        Of the line that was handed out last, from 1.
    evidence
        What lines of a log (`NCCL INFO`) said so far; they are not handed out.
    """

    __slots__ = ("_back", "_source", "evidence", "number")

    def __init__(self, text: Iterator[str]) -> None:
        """Begin before the first line."""
        self._source = _split(text)
        self._back: deque[str] = deque()
        self.evidence = Evidence()
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        """Return itself."""
        return self

    def __next__(self) -> str:
        """Return the next line that is no line of a log."""
        if self._back:
            self.number += 1
            return self._back.popleft()
        for line in self._source:
            self.number += 1
            if len(line) > _LONGEST:
                line = line[:_LONGEST]  # noqa: PLW2901 - its beginning is the line
            at = line.find("NCCL ")
            if at >= 0 and line.startswith(("INFO", "WARN", "TRACE"), at + 5):
                self.evidence.line(line, at + 5)
                continue
            return cleaned(line)
        raise StopIteration

    def back(self, line: str) -> None:
        """Give a line back: it is the next one."""
        self._back.appendleft(line)
        self.number -= 1


def cleaned(line: str) -> str:
    r"""Return a line without what stands before and between what the tool wrote.

    Examples
    --------
    >>> cleaned("   [1,0]<stdout>:#  Rank  0"), cleaned("12:[1,0]<stdout>:  8  2"), cleaned("> \x1b[1m 8 2")
    ('#  Rank  0', '8  2', '8 2')
    >>> cleaned("rccl-tests: Version develop")
    'rccl-tests: Version develop'
    """
    if "\x1b" in line:
        line = _COLOURS.sub("", line)
    if not line.isprintable():
        line = line.translate(_CONTROLS)
    found = _PREFIX.match(line)
    return line[found.end() :] if found else line


def _split(pieces: Iterator[str]) -> Iterator[str]:
    """Cut pieces into lines; of an endless one, its beginning is kept."""
    rest = ""
    for piece in pieces:
        lines = (rest + piece).split("\n")
        rest = lines.pop()
        if len(rest) > _LONGEST:
            rest = rest[:_LONGEST]
        yield from lines
    if rest:
        yield rest


def decoded(stream: BinaryIO, where: str) -> Iterator[str]:
    """Return a stream of bytes as pieces of text; bytes that are no text become the sign for that.

    Raises
    ------
    InputError
        Where it cannot be read, or is no text at all: more than one sign in a hundred of its first piece is none.
    """
    try:
        chunk = stream.read(_CHUNK)
        encoding = next((name for mark, name in _MARKS if chunk.startswith(mark)), "utf-8")
        if encoding == "utf-8" and chunk.count(b"\0") * 100 > len(chunk):
            raise InputError(where, [Problem("file", "bytes that are no text", _WANTED)])
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        while chunk:
            yield decoder.decode(chunk).lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")
            chunk = stream.read(_CHUNK)
        yield decoder.decode(b"", final=True)
    except OSError as error:
        raise InputError(where, [Problem("file", error.strerror or str(error), _WANTED)]) from None
