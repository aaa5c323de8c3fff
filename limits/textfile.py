"""The one way in for files of text: a run, a law, a catalogue, a table of runs, standard input.

No more is read than a file of its kind may hold, so that a device or a pipe without end is refused like any other
thing that is no such file. Text is UTF-8, with or without a byte-order mark, or UTF-16 with one, as some systems write
what is redirected to a file.
"""

from __future__ import annotations

import codecs
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from limits.errors import InputError, Problem

if TYPE_CHECKING:
    from typing import BinaryIO

STANDARD_INPUT = "-"

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

_PACKED = b"\x1f\x8b"  # with which a gzip file begins
_CONFIG = "config.json"  # in the folder of a checkpoint
WEIGHTS = (".safetensors", ".gguf", ".bin", ".pt", ".pth")
_ENDINGS = (".toml", ".json", ".yaml", ".yml", ".txt", ".csv", *WEIGHTS)  # of what is not read is said what it is
_NO_FILE = {
    FileNotFoundError: "the name of no file",
    IsADirectoryError: "a directory",
    NotADirectoryError: "the name of no file",
    PermissionError: "a file that may not be opened",
}


class Kind(NamedTuple):
    """A kind of file: what is wanted, in words, and the most bytes that one may have."""

    wanted: str
    most: int


RUN = Kind("a readable TOML file of a run, in UTF-8", 1_000_000)
LAW = Kind("a readable file of a scaling law, TOML in UTF-8", 4_000_000)
CATALOGUE = Kind("a readable CSV file of catalogue rows, in UTF-8", 1_000_000)
RUNS = Kind("a readable table of runs, in UTF-8", 32_000_000)


def called(source: str | Path) -> str:
    """Return what messages call a source.

    Examples
    --------
    >>> called("-"), called("runs/mine.toml")
    ('standard input', 'runs/mine.toml')
    """
    return "standard input" if source == STANDARD_INPUT else str(source)


def is_file(name: str) -> bool:
    """Tell the name of a file from the name of something that is known, without a look into either.

    Examples
    --------
    >>> is_file("llama-3.1-405b"), is_file("my-run.toml"), is_file("runs/mine"), is_file("-")
    (False, True, True, True)
    """
    separators = (os.sep, os.altsep or os.sep)
    return name == STANDARD_INPUT or name.lower().endswith(_ENDINGS) or any(mark in name for mark in separators)


def read(source: str | Path, kind: Kind, where: str = "") -> str:
    """Return the text of a file, or of standard input (`-`), with its line ends as they are.

    Parameters
    ----------
    source
        A path, or `-`.
    kind
        What it shall be.
    where
        What messages call it; as it is called if left out.

    Raises
    ------
    InputError
        When it cannot be read, is larger than one of its kind may be, or is no text.

    Examples
    --------
    >>> read("missing.toml", RUN)
    Traceback (most recent call last):
    limits.errors.InputError: missing.toml: 1 input cannot be used
      file: given the name of no file, wanted a readable TOML file of a run, in UTF-8
    """
    where = where or called(source)
    return decoded(read_bytes(source, kind, where), kind, where)


def read_bytes(source: str | Path, kind: Kind, where: str = "") -> bytes:
    """Return the bytes of a file, or of standard input; parameters and errors as in `read`."""
    where = where or called(source)
    try:
        if source == STANDARD_INPUT:
            content = _standard_input(where, kind).read(kind.most + 1)
        else:
            with Path(source).open("rb") as file:
                content = file.read(kind.most + 1)
    except IsADirectoryError as error:
        inside = Path(source) / _CONFIG
        mend = f"name the file in it: {inside}" if inside.is_file() else ""
        raise _refusal(where, no_file(error), kind, mend) from None
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise _refusal(where, no_file(error), kind) from None
    if len(content) > kind.most:
        raise _refusal(where, f"more than {kind.most:,} bytes", kind)
    return content


def no_file(error: OSError | ValueError) -> str:
    """Say what a name turned out to be that was opened as a file; ValueError is raised of names that no file can have.

    Examples
    --------
    >>> no_file(FileNotFoundError(2, "No such file or directory")), no_file(OSError(5, "Input/output error"))
    ('the name of no file', 'a file of which the system says: Input/output error')
    """
    for kind, what in _NO_FILE.items():
        if isinstance(error, kind):
            return what
    return f"a file of which the system says: {getattr(error, 'strerror', None) or error}"


def decoded(content: bytes, kind: Kind, where: str) -> str:
    r"""Return bytes as text.

    Raises
    ------
    InputError
        When they are neither UTF-8 nor UTF-16 with a byte-order mark; the first byte that is not is named.

    Examples
    --------
    >>> decoded("ä".encode("utf-8-sig"), RUN, "f"), decoded("ä".encode("utf-16"), RUN, "f")
    ('ä', 'ä')
    >>> decoded(b"a\xff", RUN, "f")
    Traceback (most recent call last):
    limits.errors.InputError: f: 1 input cannot be used
      file: given bytes that are not UTF-8 text (at byte 1), wanted a readable TOML file of a run, in UTF-8
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        name = "UTF-16" if encoding == "utf-16" else "UTF-8"
        raise _refusal(where, f"bytes that are not {name} text (at byte {error.start})", kind) from None


def unpacked(content: bytes, kind: Kind, where: str) -> bytes:
    """Return what bytes hold that were packed with gzip, and others as they are.

    Raises
    ------
    InputError
        When they unpack to more than a file of their kind may have, or are broken.

    Examples
    --------
    >>> import gzip
    >>> unpacked(gzip.compress(b"N,D"), RUNS, "f"), unpacked(b"N,D", RUNS, "f")
    (b'N,D', b'N,D')
    """
    if not content.startswith(_PACKED):
        return content
    import gzip
    import io
    import zlib

    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
            found = file.read(kind.most + 1)
    except (OSError, EOFError, zlib.error):
        raise _refusal(where, "a gzip file that is broken or cut off", kind) from None
    if len(found) > kind.most:
        raise _refusal(where, f"more than {kind.most:,} bytes when unpacked", kind)
    return found


def _standard_input(where: str, kind: Kind) -> BinaryIO:
    if sys.stdin is None:
        raise _refusal(where, "a closed stream", kind)
    return sys.stdin.buffer


def _refusal(where: str, given: str, kind: Kind, mend: str = "") -> InputError:
    return InputError(where, [Problem("file", given, kind.wanted, mend)])
