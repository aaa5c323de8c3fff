"""Finding rows by words: in their names, in what they tell of themselves, and last in their sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.catalog.spoken import spellings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from limits.catalog.record import Row

_WORD = re.compile(r"[^\W_]+")
_NAME, _TEXTS, _SOURCE = 4.0, 2.0, 1.0
_BEGINNING = 0.75  # how well a word is met by one that begins so


def matching(rows: Iterable[Row], words: str) -> tuple[Row, ...]:
    """Return the rows that say every one of some words, the best match first.

    Parameters
    ----------
    rows
        Rows to search; those that match equally well keep their order.
    words
        One or more words, or their beginnings, in any case, with or without accents.

    Examples
    --------
    >>> from limits.catalog import rows
    >>> [row.name for row in matching(rows("grid"), "eemshaven")]
    ['gcp-europe-west4']
    >>> matching(rows("grid"), "perpetuum mobile")
    ()
    """
    wanted = _words(words)
    if not wanted:
        return ()
    met = [(row, [_met(word, vocabulary) for word in wanted]) for row in rows if (vocabulary := _vocabulary(row))]
    found = [(row, sum(scores)) for row, scores in met if min(scores) > 0.0]
    return tuple(row for row, _ in sorted(found, key=lambda pair: -pair[1]))


def _met(word: str, vocabulary: dict[str, float]) -> float:
    """Return how well a row says a word."""
    begun = max((weight for term, weight in vocabulary.items() if term.startswith(word)), default=0.0)
    return max(vocabulary.get(word, 0.0), _BEGINNING * begun)


def _vocabulary(row: Row) -> dict[str, float]:
    """Return every word of a row with the weight of the best place where it stands."""
    places = {
        _SOURCE: f"{row.source} {row.notes}",
        _TEXTS: " ".join(row.texts.values()),
        _NAME: " ".join((row.name, *row.aliases)),
    }
    return {word: weight for weight, text in places.items() for word in _words(text)}


def _words(text: str) -> list[str]:
    """Return the words of a text as names are spelled: in small letters, without accents."""
    return [word for spelled in list(spellings(text))[-1:] for word in _WORD.findall(spelled)]
