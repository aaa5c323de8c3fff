"""Where else a search for laws may lead: rows of the catalogue, trends, laws on the same kind of limit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.laws import Law

__all__ = ["elsewhere"]

_FEW = 3  # laws from which on nothing else is looked for
_NAMED = 4  # rows that are told
_OF_LINKS = r"lanes?|links?|ports?|cables?|optics?|transceivers?|serdes|nics?|wires?|\d+ ?[gt](?:b|bit|be|bps)?(?:/s)?"
_OF_MACHINES = r"gpus?|tpus?|chips?|accelerators?|hardware"
_TOPICS = (
    (re.compile(_OF_LINKS), "links", "what channels allow", "channel", "How far a lane is from them: limits channel"),
    (re.compile(_OF_MACHINES), "accelerators", "operations, their energy and their rate", "operations", ""),
)
"""Words of machines, what the catalogue calls them, which laws speak of them by which word, and a command."""


def elsewhere(words: str, laws: Sequence[Law]) -> list[str]:
    """Return where else something is said of words that few laws say; nothing where the laws are enough.

    Examples
    --------
    >>> for line in elsewhere("lane", ()):
    ...     print(line)
    Links of the catalogue: limits catalog links
    Laws on what channels allow: limits law --search channel
    How far a lane is from them: limits channel
    """
    told = list(dict.fromkeys(_told(words.strip().casefold()))) if len(laws) < _FEW else []
    return (
        told if told or laws else ["All laws: limits law", "What has been seen, and is no law: limits frontier trend"]
    )


def _told(words: str) -> Iterator[str]:
    from limits.catalog import shipped
    from limits.catalog.columns import TABLES
    from limits.scaling import trends

    catalog = shipped()
    for kind, about in TABLES.items():
        many = about.file.removesuffix(".csv")
        rows = [name for name in catalog.names(kind) if words and words in name]
        if rows:
            yield f"{many.capitalize()} called so: {_first(rows)} (limits catalog {many} NAME)"
    if found := [key for key in trends.names() if words and words in key]:
        yield f"Trends called so, which are no laws: {_first(found)} (limits frontier trend KEY)"
    for pattern, many, what, word, asked in _TOPICS:
        if any(pattern.fullmatch(each) for each in (words, *words.split())):
            yield f"{many.capitalize()} of the catalogue: limits catalog {many}"
            yield f"Laws on {what}: limits law --search {word}"
            if asked:
                yield asked


def _first(names: Sequence[str]) -> str:
    further = len(names) - _NAMED
    return ", ".join(names) if further < 2 else f"{', '.join(names[:_NAMED])} and {further} more"  # noqa: PLR2004
