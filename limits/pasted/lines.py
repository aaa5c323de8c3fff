"""The lines of what was pasted, one after the other, in bounded memory, without what schedulers put before.

A line loses the prefix of the process that wrote it (`[1,0]<stdout>:`, `0: `, `node-7: `), quotes and fences of
markdown, colours, and control characters; what is longer than any tool writes is cut.
"""

from __future__ import annotations

import codecs
import re
from collections import deque
from typing import TYPE_CHECKING

from limits.errors import InputError, Problem
from limits.pasted.log.evidence import CONNECTIONS, Evidence
from limits.textfile import no_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_CHUNK = 1 << 18
_LONGEST = 4000  # characters of a line that are looked at: the widest table has some 300
_WANTED = "the text output of a bandwidth test, such as nccl-tests"
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF8, "utf-8"))
_BEGIN = r"(?=[ \t|`]*(?:\\?\#|\**[\d_,]+[ \t|*]+[\d.]|$))"  # what a table may go on with: a remark, or two numbers
_PREFIX = re.compile(
    rf"""(?:[ \t>|`]*  # indented, quoted or fenced
        (?:\[[^\[\]\s]{{1,80}}\]<std(?:out|err)>:?  # mpirun --tag-output
        |\[\d+,\d+\]:
        |\[(?:rank|default)?\d+\]:?+[ ]?+(?![\s"])  # MPICH, torchrun
        |\d+:(?=[ \t\[]|\#)  # srun --label
        |(?:[A-Z][a-z]{{2}}[ ])?[A-Z][a-z]{{2}}[ ]+\d{{1,2}}[ ]\d\d:\d\d:\d\d  # mpirun, syslog
            (?:[ ]\d{{4}})?(?=\[\d|[ ])
        |\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?(?=[ \t])  # kubectl logs --timestamps
        |-?[ ]*(?:INFO|DEBUG|WARNING|ERROR|std(?:out|err)[ ]F)[ ]?[-:]?{_BEGIN}  # loggers
        |\((?:\w+,?[ ]?)?(?:pid|ip)=[^)]*\)  # ray
        |\[[\w.:,@/ -]{{1,120}}\]:?{_BEGIN}  # kubectl logs --prefix
        |[A-Za-z][\w.-]*(?:[ ][\w.-]+\[\d+\])?[ ]*[:|](?:\d+:)?{_BEGIN}  # pdsh, docker compose, syslog, grep
        |[a-z][\w.]*-[\w.-]+[ ]+[a-z][\w.-]*(?![\w.-]){_BEGIN}  # stern: pod and container
        ))*[ \t>|`]*""",
    re.VERBOSE,
)
_DECIMAL_COMMA = re.compile(
    r"(?<!\S)(\d+),(\d{1,2})(?!\S)"
)  # as spreadsheets write 180.71; 1,024 is a thousand and more
_SEPARATORS = 6  # at least, in a row of a table as CSV
_NO_END = "\0"  # behind the last line, where no sign ended it
_BEFORE = len("NCCL INFO ")
_INDENT = " \t>|`"
_NO_TEXT = bytes({*range(32)} - set(b"\t\n\r\x08\x0c\x1b"))
HOST = r"(?:(?:\[[\w.:-]{1,120}\]:|[\w.-]{1,80}:(?=\s))\s*+)?"
"""Expression of the name of a host before a line, where what follows must tell that it is one."""
DOCUMENT = ('{"version":', '{"nvbandwidth":')
"""How documents of JSON begin that may be one line: those of nccl-tests, and of nvbandwidth after a tool rewrote it."""
LONGEST_DOCUMENT = 1 << 26
"""Characters of such a line at most, and of any that does not end."""
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]{0,200}\x07?|[()][0-9A-Z]|.?)")
_CONTROLS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)], None) | {9: " "}
_CONTROLS |= dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), None
)  # of no width, marks of direction
_CONTROLS |= dict.fromkeys(map(ord, "\xa0\u2002\u2003\u2007\u2009\u202f\u3000"), " ")
_ENTITIES = (("&nbsp;", " "), ("&#160;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


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
    cut
        Whether nothing ended the line that was handed out last: its last number may be cut in two.
    """

    __slots__ = ("_back", "_numbered", "_read", "_source", "cut", "evidence", "number")

    def __init__(self, text: Iterator[str]) -> None:
        """Begin before the first line."""
        self._source = _split(text)
        self._numbered: Iterator[tuple[int, str]] = iter(())
        self._read = 0
        self._back: deque[str] = deque()
        self.evidence = Evidence()
        self.number = 0
        self.cut = False

    def __iter__(self) -> Iterator[str]:
        """Return itself."""
        return self

    def __next__(self) -> str:
        """Return the next line that is no line of a log."""
        if self._back:
            self.number += 1
            return self._back.popleft()
        while (line := self._beyond_the_log()) is None:
            lines = next(self._source)
            self._numbered = enumerate(lines, self._read + 1)
            self._read += len(lines)
        if line[-1:] == _NO_END:
            line, self.cut = line[:-1], True
        line = cleaned(line if len(line) <= _LONGEST or line.startswith(DOCUMENT) else line[:_LONGEST])
        return _in_columns(line) if line[:1].isdigit() and ("," in line or ";" in line) else line

    def _beyond_the_log(self) -> str | None:
        """Return the next line at hand that is none of a log, which may have millions: this loop must be fast."""
        evidence = self.evidence
        for number, line in self._numbered:
            if "NCCL " not in line:
                self.number = number
                return line
            message = line.find("NCCL INFO ") + _BEFORE
            if message >= _BEFORE:
                if not (evidence.settled and line[message : message + 5] in CONNECTIONS):
                    evidence.line(line[:_LONGEST], message)
            elif "NCCL WARN" not in line and "NCCL TRACE" not in line:
                self.number = number
                return line
        return None

    def back(self, line: str) -> None:
        """Give a line back: it is the next one."""
        self._back.appendleft(line)
        self.number -= 1


def _in_columns(line: str) -> str:
    """Return a row of numbers as a spreadsheet keeps it (CSV, decimal commas) in columns that blanks part.

    Examples
    --------
    >>> _in_columns("1048576;262144;float;sum;-1;100,0;10,49;18,35;0"), _in_columns("1,048,576 262,144 float 100,0")
    ('1048576 262144 float sum -1 100.0 10.49 18.35 0', '1,048,576 262,144 float 100.0')
    """
    if " " not in line:
        sign = ";" if ";" in line else ","
        line = line.replace(sign, " ") if line.count(sign) >= _SEPARATORS else line
    return _DECIMAL_COMMA.sub(r"\1.\2", line)


def cleaned(line: str) -> str:
    r"""Return a line without what stands before and between what the tool wrote.

    Examples
    --------
    >>> cleaned("   [1,0]<stdout>:#  Rank  0"), cleaned("12:[1,0]<stdout>:  8  2"), cleaned("> \x1b[1m 8 2")
    ('#  Rank  0', '8  2', '8 2')
    >>> cleaned("rccl-tests: Version develop")
    'rccl-tests: Version develop'
    """
    if not line.isprintable():
        if "\x1b" in line:
            line = _ESCAPES.sub("", line)
        line = line.translate(_CONTROLS)
        if not line.isprintable():  # marks of direction, halves of signs
            line = "".join(sign for sign in line if sign.isprintable())
    if line.startswith("#"):
        return line
    if "&" in line:
        for entity, sign in _ENTITIES:
            line = line.replace(entity, sign)
    if "\\" in line:  # markdown writes a sign of its own so
        line = line.replace("\\#", "#").replace("\\_", "_").replace("\\*", "*").replace("\\|", "|")
    if not (":" in line or "]" in line or "|" in line or "-" in line or ")" in line):
        return line.lstrip(_INDENT)
    found = _PREFIX.match(line)
    return line[found.end() :] if found else line


def _split(pieces: Iterator[str]) -> Iterator[list[str]]:
    """Cut pieces into lists of lines, whichever sign ends them; of a long one, its beginning is kept.

    Raises
    ------
    InputError
        Where a line has no end: nothing that anybody pastes is so long.
    """
    rest: list[str] = []  # pieces of a line that has not ended
    kept = length = 0
    returned = ""
    for piece in pieces:
        text = returned + piece
        returned = "\r" if text.endswith("\r") else ""  # half of an end, perhaps
        if "\r" in text:
            text = text[: len(text) - len(returned)].replace("\r\n", "\n").replace("\r", "\n")
        first, *lines = text.split("\n")
        length += len(first)
        if length > LONGEST_DOCUMENT:
            raise InputError(
                "text", [Problem("line", f"more than {LONGEST_DOCUMENT:,} characters without an end", _WANTED)]
            )
        if kept < _LONGEST or rest[0].startswith(DOCUMENT):
            rest.append(first)
            kept += len(first)
        if lines:
            last = lines.pop()
            yield ["".join(rest), *lines]
            rest = [last]
            kept = length = len(last)
    if kept:
        yield ["".join(rest) + _NO_END]


def _odd(chunk: bytes) -> bool:
    """Tell whether bytes are no text: more than one in thirty is a sign of control that no text has."""
    return (len(chunk) - len(chunk.translate(None, _NO_TEXT))) * 30 > len(chunk)


def _encoding(chunk: bytes) -> str:
    """Return how the first bytes are written: what their mark says, or which of two bytes is mostly zero."""
    marked = next((name for mark, name in _MARKS if chunk.startswith(mark)), None)
    if marked:
        return marked
    half = len(chunk) // 2 or 1
    if chunk[1::2].count(0) * 2 > half:
        return "utf-16-le" if chunk[::2].count(0) * 10 < half else "utf-8"
    return "utf-16-be" if chunk[::2].count(0) * 2 > half else "utf-8"


def decoded(stream: BinaryIO, where: str) -> Iterator[str]:
    """Return a stream of bytes as pieces of text, as long as it lasts; odd bytes become the sign for what is none.

    Raises
    ------
    InputError
        Where it cannot be read, or as soon as it is no text.
    """
    try:
        chunk = stream.read(_CHUNK)
        encoding = _encoding(chunk)
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        while chunk:
            if encoding.startswith("utf-8") and _odd(chunk):
                raise InputError(where, [Problem("file", "bytes that are no text", _WANTED)])
            yield decoder.decode(chunk)
            chunk = stream.read(_CHUNK)
        yield decoder.decode(b"", final=True)
    except OSError as error:
        raise InputError(where, [Problem("file", no_file(error), _WANTED)]) from None
