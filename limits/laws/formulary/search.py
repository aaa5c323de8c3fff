"""Finding laws by words: in their key, statement, inputs, assumptions and references, and last in their docstrings."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from limits.laws.law import Law

__all__ = ["ranked", "search"]

_WORD = re.compile(r"[^\W_]+")
_KEY, _STATEMENT, _QUANTITIES, _CONDITIONS, _SOURCES, _NOTES = 16.0, 8.0, 4.0, 2.0, 1.0, 0.5
_WHOLE, _BEGINNING, _STEM = 1.0, 0.75, 0.5  # how well a word is met
_SHORTEST = 4  # letters of a stem: erasure, erased and erases share one
_ENDING = 3  # letters that an ending may have


def search(words: str) -> tuple[Law, ...]:
    """Return the laws that say some words in key, statement, inputs, assumptions or references, best match first.

    Examples
    --------
    >>> from limits import laws
    >>> laws.landauer in laws.search("erasure"), laws.search("perpetuum mobile")
    (True, ())
    """
    from limits.laws import LAWS

    return ranked(LAWS, words)


def ranked(laws: Iterable[Law], words: str) -> tuple[Law, ...]:
    """Return the laws that say every one of some words, the best match first.

    Parameters
    ----------
    laws
        Laws to search; those that match equally well keep their order.
    words
        One or more words. Endings count little: ``erasure`` finds what is erased.

    Examples
    --------
    >>> from limits import laws
    >>> ranked(laws.LAWS, "speed of light")[0].key
    'light-latency'
    >>> ranked(laws.LAWS, "perpetuum mobile")
    ()
    """
    wanted = _words(words)
    scored = [(min(_met(word, law) for word in wanted), law) for law in laws] if wanted else []
    total = {law.key: sum(_met(word, law) for word in wanted) for least, law in scored if least > 0.0}
    return tuple(sorted((law for _, law in scored if law.key in total), key=lambda law: -total[law.key]))


def _met(word: str, law: Law) -> float:
    """Return how well a law says a word: the best over everything that it says."""
    return max((weight * _alike(word, term) for term, weight in _vocabulary(law).items()), default=0.0)


def _alike(word: str, term: str) -> float:
    if term == word:
        return _WHOLE
    if term.startswith(word):
        return _BEGINNING
    stem = word[: max(_SHORTEST, len(word) - _ENDING)]
    return _STEM if len(word) > _SHORTEST and term.startswith(stem) else 0.0


@cache
def _vocabulary(law: Law) -> dict[str, float]:
    """Return every word of a law with the weight of the best place where it stands."""
    from limits.references import entry

    quantities = [f"{i.name} {i.doc} {i.unit}" for i in (*law.inputs, law.output)]
    places = {
        _NOTES: law.kernel.__doc__ or "",
        _SOURCES: " ".join(f"{key} {entry(key).line}" for key in law.refs),
        _CONDITIONS: " ".join((*law.holds_under, *law.reached_only)),
        _QUANTITIES: " ".join((*quantities, law.kind)),
        _STATEMENT: law.statement,
        _KEY: law.key,
    }
    return {word: weight for weight, text in places.items() for word in _words(text)}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
