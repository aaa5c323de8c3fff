r"""An entry of the bibliography as a paper takes it: under the plain styles too, with fonts of every encoding.

The plain styles lower the capitals of a title outside braces, and print neither doi nor eprint nor url: names and
acronyms are braced here, and what finds the source stands in a field that they print.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from limits.references import entries
from limits.report.formats.tex import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from limits.references import Reference

__all__ = ["field", "file", "printed"]

_COMMANDS = {
    "url": (re.compile(r"\\url\{"), r"{\ttfamily\detokenize{#1}}"),
    "doi": (re.compile(r"^  doi .*_", re.MULTILINE), r"doi:\,{\ttfamily\detokenize{#1}}"),
}

_BRACED = re.compile(r"(\{(?:[^{}]|\{[^{}]*\})*\})")
_WORD = re.compile(r"[A-Za-z0-9]+")
_ACCENT = re.compile(r"(?<!\{)\\(?:['`\"^~=.](?:[A-Za-z]|\{\\?[A-Za-z]\}|\\[ij]\b)|[cuvHdbrt]\{[A-Za-z]+\})")
_LOOSE = {"software": "misc"}  # types that the plain styles do not know
_NO_OT1 = re.compile(r"\\k\{(\w)\}")  # an ogonek, which these fonts have not
_INNER = re.compile(r"[A-Za-z0-9][A-Z]|[A-Z]\d")
_ARTICLE = "A"


def printed(reference: Reference) -> str:
    r"""Return the BibTeX of a reference, ready for a paper.

    Examples
    --------
    >>> from limits.references import entry
    >>> print(printed(entry("pearce2024")))
    @misc{pearce2024,
      author        = {Pearce, Tim and Song, Jinyeop},
      title         = {Reconciling {Kaplan} and {Chinchilla} Scaling Laws},
      year          = {2024},
      eprint        = {2406.12907},
      archiveprefix = {arXiv},
      howpublished  = {arXiv:2406.12907},
      url           = {https://arxiv.org/abs/2406.12907},
    }
    """
    keeps = _noun if reference.fields.get("langid") == "german" else _says
    fields = {name: _accents(text) for name, text in reference.fields.items() if name != "evidence"}
    fields["title"] = _capitals(fields["title"], keeps)
    kind = _LOOSE.get(reference.kind, reference.kind)
    fields |= _identifier(kind, fields)
    width = max(map(len, fields))
    written = "".join(field(name, text, width) for name, text in fields.items())
    return f"@{kind}{{{reference.key},\n{written}}}"


def file(entries: Sequence[str]) -> str:
    r"""Return entries as a file, with what lets them compile without the package url, whose line breaks are better.

    Examples
    --------
    >>> print(file([r"@misc{a, note = {\url{https://example.org}}}"]).splitlines()[0])
    @preamble{ "\providecommand{\url}[1]{{\ttfamily\detokenize{#1}}}" }
    """
    text = "\n\n".join(entries)
    head = (
        rf'@preamble{{ "\providecommand{{\{name}}}[1]{{{meaning}}}" }}'
        for name, (needed, meaning) in _COMMANDS.items()
        if needed.search(text)
    )
    return "\n\n".join((*head, text)) + "\n"


def field(name: str, text: str, width: int) -> str:
    r"""Write a field of an entry on a line of its own.

    Examples
    --------
    >>> field("year", "1961", 6)
    '  year   = {1961},\n'
    """
    return f"  {name:<{width}} = {{{text}}},\n"


def _identifier(kind: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields to add: an identifier, or an address, where every style prints it."""
    if "doi" in fields:
        said = f"doi:{escaped(fields['doi'])}"
    elif "eprint" in fields:
        said = f"arXiv:{fields['eprint']}"
    elif "url" in fields:
        said = rf"\url{{{fields['url']}}}"
    elif "isbn" in fields:
        said = f"ISBN {fields['isbn']}"
    else:
        return {}
    added = {"url": f"https://arxiv.org/abs/{fields['eprint']}"} if said.startswith("arXiv:") else {}
    if kind == "misc" and "howpublished" not in fields:
        return {"howpublished": said} | added
    return {"note": f"{fields['note']}, {said}" if "note" in fields else said} | added


def _accents(text: str) -> str:
    r"""Brace each accent with its letter, so that a style that shortens or sorts names takes both for one letter.

    Examples
    --------
    >>> print(_accents(r"B\'erut, Gon\c{c}alves, Mej{\'\i}a, Gaw\k{e}dzki"))
    B{\'e}rut, Gon{\c{c}}alves, Mej{\'\i}a, Gawedzki
    """
    return _ACCENT.sub(lambda found: f"{{{found[0]}}}", _NO_OT1.sub(r"\1", text))


def _capitals(title: str, keeps: Callable[[str], bool]) -> str:
    """Brace the words of a title whose capitals say something; what is braced already stays as it is."""
    parts = _BRACED.split(title)
    return "".join(
        part if part.startswith("{") else _WORD.sub(lambda w: f"{{{w[0]}}}" if keeps(w[0]) else w[0], part)
        for part in parts
    )


def _says(word: str) -> bool:
    """Whether the capitals of an English word say something: an acronym, a number in Roman numerals, a name."""
    return bool(_INNER.search(word)) or (len(word) == 1 and word.isupper() and word != _ARTICLE) or word in _names()


def _noun(word: str) -> bool:
    """Whether a word has a capital at all, as the nouns of German have."""
    return word != word.lower()


@cache
def _names() -> frozenset[str]:
    """Return the words that some title of the bibliography has in braces: names there are names everywhere."""
    braced = (part for each in entries().values() for part in _BRACED.findall(each.fields["title"]))
    return frozenset(word for part in braced if "\\" not in part for word in _WORD.findall(part) if word[1:])
