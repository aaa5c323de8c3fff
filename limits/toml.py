"""From the text of a TOML file to its tables; what would cost far more to read than to write is refused before.

A key of thousands of parts, as in `a.a.a.a = 1`, makes the reader of the standard library remember every beginning of
it, and a few kilobytes fill the memory. No file of ours needs more than three parts, or more than a hundred keys.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from limits.errors import InputError, Problem
from limits.textfile import called, read

if TYPE_CHECKING:
    from pathlib import Path

    from limits.textfile import Kind

_PARTS, _KEYS, _ARRAYS = 8, 2_000, 50_000  # of a key, and of a file: a law has an array for each of its resamples
# Texts and comments, in which dots mean nothing; each ends where it must or with the file, so that none is tried twice.
_QUIET = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)'
    r"|'''.*?(?:'''|\Z)"
    r'|"(?:\\.|[^"\\\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+",
    re.DOTALL,
)
_LONG_KEY = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{_PARTS}}}[\w-]")


def tables(source: str | Path, kind: Kind, where: str = "") -> dict[str, Any]:
    """Read a TOML file, or standard input (`-`).

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
        When it cannot be read, holds nothing, or is no TOML; the line is named.
    """
    where = where or called(source)
    return parsed(read(source, kind, where), kind, where)


def parsed(text: str, kind: Kind, where: str) -> dict[str, Any]:
    r"""Return the tables of a TOML text.

    Raises
    ------
    InputError
        When it holds nothing or is no TOML; the line is named.

    Examples
    --------
    >>> from limits.textfile import RUN
    >>> parsed("name = 'mine'\r\n[a.b]\r\n", RUN, "f")
    {'name': 'mine', 'a': {'b': {}}}
    >>> parsed("a.b.c.d.e.f.g.h.i.j = 1", RUN, "f")
    Traceback (most recent call last):
    limits.errors.InputError: f: 1 input cannot be used
      TOML: given a key of more than 8 parts (at line 1), wanted a readable TOML file of a run, in UTF-8
    """
    import tomllib

    if not text.strip():
        raise InputError(where, [Problem("file", "nothing", kind.wanted)])
    text = text.replace("\r\n", "\n")
    bare = _QUIET.sub(lambda quiet: "q" + "\n" * quiet[0].count("\n"), text)
    what = _excess(bare)
    if not what:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            what = str(error)
        except ValueError:
            what = "an integer of thousands of digits"
        except RecursionError:
            what = "tables or arrays nested without end"
    raise InputError(where, [Problem("TOML", what, kind.wanted)])


def _excess(bare: str) -> str:
    """Say what a text, its quiet parts left out, has too much of; nothing where all is well."""
    if long := _LONG_KEY.search(bare):
        return f"a key of more than {_PARTS} parts (at line {bare.count(chr(10), 0, long.start()) + 1})"
    if bare.count("=") > _KEYS:
        return f"more than {_KEYS:,} keys"
    return f"more than {_ARRAYS:,} tables and arrays" if bare.count("[") > _ARRAYS else ""
