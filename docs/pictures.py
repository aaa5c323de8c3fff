"""The figures that pages show, as SVG, and what is written in one."""

from __future__ import annotations

import re
from html import unescape

import limits
from limits.report import figures

_TEXT = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def ladder(run: str) -> str:
    """Return the ladder of a run of the catalogue."""
    return figures.ladder([limits.assess(run)]).to("svg").decode("utf-8")


def letters(svg: str) -> list[str]:
    """Return what is written in a figure, each text on its own.

    Examples
    --------
    >>> letters('<svg><text x="1">a &amp; <tspan>b</tspan></text></svg>')
    ['a & b']
    """
    return [" ".join(unescape(_TAG.sub("", text)).split()) for text in _TEXT.findall(svg)]
