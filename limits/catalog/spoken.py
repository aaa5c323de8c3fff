"""How people and tools write a name that the catalogue has in small letters and with hyphens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LISTED = re.compile(r"gpu \d+: (.+?)(?: \(uuid: .*\))?")  # a line of `nvidia-smi -L`
_BETWEEN = re.compile(r"\s+")
_SIGNS = re.compile(r"[\s,'\N{RIGHT SINGLE QUOTATION MARK}()]+")


def spellings(name: str) -> Iterator[str]:
    """Yield what a name may be called in the catalogue, the nearest to what was written first.

    Examples
    --------
    >>> list(spellings("NVIDIA H100 80GB HBM3"))
    ['nvidia h100 80gb hbm3', 'nvidia-h100-80gb-hbm3']
    >>> list(spellings("GPU 0: Tesla V100-SXM2-32GB (UUID: GPU-0a1b)"))[-1]
    'tesla-v100-sxm2-32gb'
    >>> list(spellings("C\N{LATIN SMALL LETTER O WITH CIRCUMFLEX}te d'Ivoire"))[-1]
    'cote-d-ivoire'
    """
    said = name.strip().lower()
    yield said
    if listed := _LISTED.fullmatch(said):
        said = listed[1]
    joined = _BETWEEN.sub("-", said)
    if joined != name.strip().lower():
        yield joined
    plain = _SIGNS.sub("-", _unaccented(said)).strip("-")
    if plain not in (said, joined):
        yield plain


def _unaccented(text: str) -> str:
    """Return a text without the accents of its letters."""
    if text.isascii():
        return text
    import unicodedata

    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
