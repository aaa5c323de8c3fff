"""The figures that pages show, as SVG, and what is written in one."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import limits
from limits.catalog import shipped
from limits.channel import files
from limits.channel.conditions import conditions
from limits.channel.lane import lane, row_called
from limits.channel.measured import measured
from limits.pasted import read
from limits.pasted.judging.verdict import judge
from limits.pasted.machine import hardware
from limits.report import figures
from limits.scaling import Points
from limits.scaling import fit as fitted

_ROOT = Path(__file__).parents[1]
_PAGE = (7.0, 3.6)  # inch
_TEXT = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def ladder(run: str) -> str:
    """Return the ladder of a run of the catalogue."""
    return figures.ladder([limits.assess(run)]).to("svg").decode("utf-8")


def link(file: str, adapters: str) -> str:
    """Return the bus bandwidth that a test printed, against size, on a machine with these network adapters."""
    (table,) = read((_ROOT / file).read_text(encoding="utf-8"))
    stated = hardware.Stated(nics=hardware.nics(adapters))
    return figures.link(judge(table, stated, shipped()), size=_PAGE).to("svg").decode("utf-8")


def channel(folder: str) -> str:
    """Return what a lane of 100 Gbit/s finds on the channel whose files are in a folder."""
    role = {name: _ROOT / folder / f"{name}.s4p" for name in ("thru", "fext", "next")}
    read = files.read(role["thru"], [role["fext"]], [role["next"]])
    found = measured(lane(row_called("100g", shipped())), conditions(), read)
    return figures.channel(found, size=_PAGE).to("svg").decode("utf-8")


def fit(file: str) -> str:
    """Return a law fitted to a table of runs, beside them."""
    return figures.fit(fitted(Points.read(_ROOT / file))).to("svg").decode("utf-8")


def letters(svg: str) -> list[str]:
    """Return what is written in a figure, each text on its own.

    Examples
    --------
    >>> letters('<svg><text x="1">a &amp; <tspan>b</tspan></text></svg>')
    ['a & b']
    """
    return [" ".join(unescape(_TAG.sub("", text)).split()) for text in _TEXT.findall(svg)]
