"""From the text of a TOML file to its tables; what would cost far more to read than to write is refused before.

A key of thousands of parts, as in `a.a.a.a = 1`, makes the reader of the standard library remember every beginning of
it, and a few kilobytes fill the memory. No file of ours needs more than three parts, or more than a hundred keys.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from limits.errors import InputError, Problem, shown
from limits.textfile import RUN, called, read

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
# Of what is no TOML; compiled when a file needs them.
_YAML = r"(?P<key>[A-Za-z][\w-]*) *:(?: +(?P<value>.*))?"
_BARE = r"(?P<key>[A-Za-z][\w.-]*) *= *(?P<value>[^\"'\[{#\s=][^\"'#=]*?) *(?:#.*)?"
_GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"


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
            raise _refusal(text, str(error), kind, where) from None
        except ValueError:
            what = "an integer of thousands of digits"
        except RecursionError:
            what = "tables or arrays nested without end"
    raise InputError(where, [Problem("TOML", what, kind.wanted)])


def _refusal(text: str, what: str, kind: Kind, where: str) -> InputError:
    r"""Say what is no TOML in a text, and how it is mended where that can be told.

    Examples
    --------
    >>> from limits.textfile import RUN
    >>> print(_refusal("a = 1\ntokens = 2T # much", "Expected newline (at line 2, column 11)", RUN, "f"))
    f: 1 input cannot be used
      line 2: given tokens = 2T, wanted TOML; a text, or a number with its unit, is quoted: tokens = "2T"
    """
    if text.lstrip().startswith("{"):
        mend = 'write name = "mine" and tables as [compute] with flop = "1e26 FLOP" below' if kind is RUN else ""
        return InputError(where, [Problem("file", "JSON", kind.wanted, mend)])
    place = re.search(r"at line (\d+)", what)
    number = int(place[1]) if place else 0
    line = text.split("\n")[number - 1].strip() if number else ""
    if yaml := re.fullmatch(_YAML, line):
        value = yaml["value"].strip("\"'")
        mend = f'this reads like YAML; in TOML it is {yaml["key"]} = "{value}"' if value else ""
        mend = mend or f"this reads like YAML; in TOML a table begins with [{yaml['key']}]"
        return InputError(where, [Problem(f"line {number}", shown(line)[1:-1], "TOML", mend)])
    if bare := re.fullmatch(_BARE, line):
        key, value = bare["key"], bare["value"].strip()
        digits = value.replace(",", "_")
        mend = f'a text, or a number with its unit, is quoted: {key} = "{value}"'
        mend = f"digits are grouped by underscores: {key} = {digits}" if re.fullmatch(_GROUPED, value) else mend
        mend = f"a number has digits on both sides of the point: {key} = 0{value}" if value[:1] == "." else mend
        return InputError(where, [Problem(f"line {number}", f"{key} = {shown(value)[1:-1]}", "TOML", mend)])
    return InputError(where, [Problem("TOML", what, kind.wanted)])


def _excess(bare: str) -> str:
    """Say what a text, its quiet parts left out, has too much of; nothing where all is well."""
    if long := _LONG_KEY.search(bare):
        return f"a key of more than {_PARTS} parts (at line {bare.count(chr(10), 0, long.start()) + 1})"
    if bare.count("=") > _KEYS:
        return f"more than {_KEYS:,} keys"
    return f"more than {_ARRAYS:,} tables and arrays" if bare.count("[") > _ARRAYS else ""
