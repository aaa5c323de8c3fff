"""Transcripts: files of calls and of all that they print, run again and compared whole.

A call is a line that begins with ``$ limits``; what follows, up to the next, is what it prints, or the first lines of
it where it ends with ``| head -12``. To add one, write the line and run ``LIMITS_WRITE_GOLDEN=1 python -m pytest
tests/report``, which writes them all anew; read what changed.
"""

from __future__ import annotations

import math
import re
import shlex
from typing import TYPE_CHECKING

from click.testing import CliRunner

from limits.cli import main

from ..cli.conftest import UNMIXED
from .kept import same

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

_CALL = re.compile(r"^\$ (limits .*)\n", re.MULTILINE)
_HEAD = re.compile(r" \| head -(\d+)$")
_LONG = re.compile(r"(?<![\w.])(?=[\d.]{12})\d+\.\d+(?:e[-+]?\d+)?(?![\w.])")
_DECIMAL = re.compile(r"(?<![\w.])\d+\.\d+(?:e[-+]?\d+)?(?![\w.])")
_HASH = re.compile(r"\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])(?:[0-9a-f]{12}|[0-9a-f]{64})\b")
_GRADIENT = re.compile(r"(gradient +)\S+(?= of the sum of the slopes)|(,(?:gradient|spread),)[^,\n]+")
_ROWS = re.compile(r"(?<= \(of )\d+(?=\) says? )")


def names(folder: Path) -> list[str]:
    """Return the names of the transcripts of a folder."""
    return sorted(path.stem for path in folder.glob("*.txt"))


def folder(tmp_path_factory: pytest.TempPathFactory, texts: Mapping[str, str]) -> Path:
    """Return a folder with files of these names and texts."""
    found = tmp_path_factory.mktemp("files")
    for name, text in texts.items():
        (found / name).write_text(text, encoding="utf-8")
    return found


def compare(kept: Path) -> None:
    """Run the calls of a transcript, where files are named in the folder that is the current one, and compare.

    Hashes and numbers of rows are left out, since they change with every row of the catalogue; of the numbers of JSON
    and the like the first six digits are compared, the sixth to within one, since the last ones are those of the
    processor; of the gradient at a minimum and of the spread of the starts there, which are nothing but rounding, none.
    """
    begin, *parts = _CALL.split(kept.read_text(encoding="utf-8"))
    calls = zip(parts[::2], parts[1::2], strict=True)
    same(kept, begin + "".join(f"$ {call}\n{_comparable(call, found)}" for call, found in calls))


def _comparable(call: str, kept: str) -> str:
    """Return what a call prints, without what no two machines print alike."""
    rounded = "--format" in call
    text = _LONG.sub(lambda number: f"{float(number[0]):.6g}", _printed(call)) if rounded else _printed(call)
    text = _GRADIENT.sub(lambda said: f"{said[1] or said[2]}...", _ROWS.sub("...", _HASH.sub("...", text)))
    return _as_kept(text, kept) if rounded else text


def _as_kept(text: str, kept: str) -> str:
    """Return a text with the decimal numbers of the one that is kept, where they differ by one in the sixth digit."""
    mine, theirs = _DECIMAL.findall(text), _DECIMAL.findall(kept)
    if len(mine) != len(theirs):
        return text
    numbers = iter(
        there if _close(float(here), float(there)) else here for here, there in zip(mine, theirs, strict=True)
    )
    return _DECIMAL.sub(lambda _: next(numbers), text)


def _close(one: float, other: float) -> bool:
    unit = 10.0 ** (math.floor(math.log10(other)) - 5) if other else 0.0
    return abs(one - other) < 1.5 * unit


def _printed(call: str) -> str:
    """Return what a call prints, then its exit code where that is not 0."""
    head = _HEAD.search(call)
    words = shlex.split(call[: head.start()] if head else call)
    result = CliRunner(**UNMIXED).invoke(main, words[1:], prog_name="limits")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    lines = result.stdout.splitlines(keepends=True)
    code = f"(exit code {result.exit_code})\n" if result.exit_code else ""
    return "".join(lines[: int(head[1]) if head else None]) + result.stderr + code
