"""The console examples of README and docs: find them, run them, compare, and write their output afresh.

An example is a fenced block of the kind `console`: lines that begin with `$ ` are commands, what follows is all that
they print. A line `...` stands for any number of lines. Commands are `limits` and what a newcomer has: `cat` of one
file into `limits` through a pipe. They run in this process, from the root of the repository.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)
_ELLIPSIS = "..."
_CATALOGUE = re.compile(r"(\bcatalogue\s+)[0-9a-f]{8,64}\b")  # a page may break the line between them


@dataclass(frozen=True)
class Example:
    """One command and the output shown below it."""

    command: str
    shown: str

    def matches(self, output: str) -> bool:
        """Tell whether `output` is what is shown, a line `...` standing for any lines.

        The hash of the catalogue is not compared: a new row changes it, and no number but of fits to the rows.
        """
        lines = [
            r"(?:.*\n)*" if line == _ELLIPSIS else re.escape(line) + r"\n" for line in _masked(self.shown).splitlines()
        ]
        return re.fullmatch("".join(lines), _masked(output)) is not None


def pages() -> list[Path]:
    """Return every page that may hold examples: the README, the documentation, what a host of the repository shows."""
    return [ROOT / "README.md", *sorted((ROOT / ".github").glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def examples(text: str) -> Iterator[Example]:
    """Find the examples of a page."""
    for block in _BLOCK.finditer(text):
        yield from _of_block(block[1])


def refreshed(text: str) -> str:
    """Return a page with the output of every example that no longer matches written afresh."""
    return _BLOCK.sub(lambda block: f"```console\n{_fresh(block[1])}```", text)


def run(command: str) -> str:
    """Run one command in this process and return what it prints, errors included.

    Raises
    ------
    ValueError
        If the command is neither `limits ...` nor `cat FILE | limits ...`.
    """
    from click.testing import CliRunner

    from limits.cli import main

    words = shlex.split(command)
    typed = None
    if words[:1] == ["cat"] and words[2:3] == ["|"]:
        typed, words = (ROOT / words[1]).read_text(encoding="utf-8"), words[3:]
    if words[:1] != ["limits"]:
        raise ValueError(f"only limits is run, not {command!r}")
    result = CliRunner().invoke(main, words[1:], input=typed, prog_name="limits")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def _masked(text: str) -> str:
    return _CATALOGUE.sub(r"\1(hash)", text)


def _of_block(block: str) -> Iterator[Example]:
    _, *parts = _COMMAND.split(block)
    for command, shown in zip(parts[::2], parts[1::2], strict=True):
        yield Example(command, shown)


def _fresh(block: str) -> str:
    return "".join(f"$ {each.command}\n{_output(each)}" for each in _of_block(block))


def _output(example: Example) -> str:
    output = run(example.command)
    return example.shown if example.matches(output) else _shortened(output, example.shown)


def _shortened(output: str, shown: str) -> str:
    """Leave out of an output what was left out before: an ellipsis that is a paragraph of its own stays one."""
    before, now = shown.rstrip("\n").split("\n\n"), output.rstrip("\n").split("\n\n")
    if _ELLIPSIS not in before:
        return _excerpt(output.splitlines(), shown.splitlines()) if _ELLIPSIS in shown.splitlines() else output
    head = before.index(_ELLIPSIS)
    tail = len(before) - head - 1
    return "\n\n".join((*now[:head], _ELLIPSIS, *now[len(now) - tail :])) + "\n"


def _excerpt(now: list[str], shown: list[str]) -> str:
    """Find for each run of lines between ellipses the lines of an output that are most like it."""
    found, start = [], 0
    for is_ellipsis, lines in groupby(shown, _ELLIPSIS.__eq__):
        if is_ellipsis:
            found.append(_ELLIPSIS)
            continue
        old = list(lines)
        places = range(start, max(len(now) - len(old), start) + 1)
        best = max(places, key=lambda place: _alike("\n".join(now[place : place + len(old)]), "\n".join(old)))
        found += now[best : best + len(old)]
        start = best + len(old)
    return "\n".join(found) + "\n"


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
