"""How people and tools write a name that the catalogue has in small letters and with hyphens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.errors import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOLD = 3  # other rows of one name that are told
_LISTED = re.compile(r"gpu \d+: (.+?)(?: \(uuid: .*\))?")  # a line of `nvidia-smi -L`
_BETWEEN = re.compile(r"\s+")
_SIGNS = re.compile(r"[\s,'\u2019()]+")  # a right single quotation mark; \N{...} would load all names of Unicode
_PART = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)*")  # letters, or a number
_MAKERS = frozenset(("nvidia", "amd", "instinct", "intel"))  # of accelerators alone
_APART = re.compile(r"(?<!\d)-|-(?!\d)")  # hyphens but those between two numbers


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


def bare(name: str) -> str:
    """Return letters and numbers of a name without its maker, of signs and blanks those that keep two numbers apart.

    Names of one row that differ in blanks, hyphens and capitals alone have the same; 1.3 is not 13, nor is 1 and 3.

    Examples
    --------
    >>> bare("DALL·E 2"), bare("gpt2_XL"), bare("Llama 3 70B"), bare("llama-1.3b"), bare("NVIDIA H100")
    ('dalle2', 'gpt2xl', 'llama3-70b', 'llama1.3b', 'h100')
    """
    *_, said = spellings(name)
    parts = _PART.findall(said)
    made = next((place for place, part in enumerate(parts) if part not in _MAKERS), 0)
    return _APART.sub("", "-".join(parts[made:]))


def read_as(name: str, row: str, others: Sequence[str]) -> str:
    """Say as which row a name is read that others answer to as well; empty where there are none.

    Examples
    --------
    >>> read_as("BERT", "bert-large", ("bert-base",)), read_as("bert-large", "bert-large", ())
    ("'BERT' is read as bert-large; bert-base is called so too", '')
    """
    if not others:
        return ""
    told = [*others] if len(others) <= _TOLD else [*others[:_TOLD], f"{len(others) - _TOLD} more"]
    said = " and ".join(filter(None, (", ".join(told[:-1]), told[-1])))
    return f"{shown(name.strip())} is read as {row}; {said} {'are' if others[1:] else 'is'} called so too"
