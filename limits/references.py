"""Where every number comes from: the entries of ``data/references.bib`` by key.

The file keeps one field per line, so that reading it needs no BibTeX parser. Its extra field `evidence` says how the
entry was confirmed (primary, secondary or recalled); BibTeX ignores it, and it is left out of what users paste.

Examples
--------
>>> entry("landauer1961").evidence
'primary'
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from limits.errors import DataError, UnknownNameError
from limits.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Reference", "entries", "entry"]

_FILE = Path(__file__).parent / "data" / "references.bib"
_ENTRY = re.compile(r"^@\w+\{([\w.-]+),\n(.*?)^\}$", re.MULTILINE | re.DOTALL)
_FIELD = re.compile(r"^  (\w+)\s*= \{(.*)\},$", re.MULTILINE)
_EVIDENCE = re.compile(r"^  evidence\s*=.*\n", re.MULTILINE)
_ACCENT = re.compile(r"\\(?:(['`\"^~])\{?\\?([A-Za-z])\}?|([ck])\{([A-Za-z])\})")
_COMBINING = {"'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "c": "\u0327", "k": "\u0328"}
_VENUES = ("journal", "booktitle", "publisher", "institution", "school", "howpublished")
_MANY = 3  # authors that a line names before it says "and others"


@frozen
class Reference:
    """One source: its key, its kind for BibTeX and text, a citation on one line, how it was confirmed, its fields."""

    key: str
    kind: str
    bibtex: str
    line: str
    evidence: str
    fields: Mapping[str, str] = field(repr=False)


def _plain(latex: str) -> str:
    r"""Turn the little LaTeX that bibliographies hold into plain text.

    Examples
    --------
    >>> _plain(r"B\'erut {Bekenstein} 287--298, Gaw\k{e}dzki")
    'Bérut Bekenstein 287-298, Gawędzki'
    """
    text = _ACCENT.sub(lambda m: unicodedata.normalize("NFC", (m[2] or m[4]) + _COMBINING[m[1] or m[3]]), latex)
    return text.replace("---", " - ").replace("--", "-").replace("{", "").replace("}", "").replace("\\&", "&")


def _names(authors: str) -> str:
    """Give family names as a citation gives them."""
    names = [_plain(name.split(",")[0]) for name in authors.split(" and ")]
    if len(names) > _MANY:
        return f"{names[0]} and others"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _line(fields: Mapping[str, str]) -> str:
    """Citation on one line: who, when, what, where, and an identifier that finds it."""
    parts = [f"{_names(fields['author'])} ({fields['year']})", _plain(fields["title"])]
    venue = _plain(" ".join(fields[k] for k in _VENUES if k in fields))
    numbers = ", ".join(_plain(fields[k]) for k in ("volume", "pages") if k in fields)
    parts += [where] if (where := f"{venue} {numbers}".strip()) else []
    if "doi" in fields:
        parts.append(f"doi:{fields['doi']}")
    elif "eprint" in fields:
        parts.append(f"arXiv:{fields['eprint']}")
    elif "url" in fields:
        parts.append(fields["url"])
    return ", ".join(parts)


@cache
def entries() -> Mapping[str, Reference]:
    """Return every entry of the bibliography by key, in the order of the file.

    Raises
    ------
    DataError
        If an entry lacks author, title, year or evidence, or a key stands twice.
    """
    found: dict[str, Reference] = {}
    for match in _ENTRY.finditer(_FILE.read_text(encoding="utf-8")):
        key, fields = match[1], dict(_FIELD.findall(match[2]))
        missing = {"author", "title", "year", "evidence"} - fields.keys()
        if missing or key in found:
            raise DataError(_FILE.name, key, "stands twice" if key in found else f"no {', '.join(sorted(missing))}")
        text = _EVIDENCE.sub("", match[0])
        found[key] = Reference(
            key, text[1 : text.index("{")], text, _line(fields), fields["evidence"], MappingProxyType(fields)
        )
    return MappingProxyType(found)


def entry(key: str) -> Reference:
    """Return the reference that is cited as `key`.

    Raises
    ------
    UnknownNameError
        If the bibliography has no such key.

    Examples
    --------
    >>> entry("ho2023").line[-16:]
    'arXiv:2312.08595'
    """
    if key not in entries():
        raise UnknownNameError("reference", key, entries())
    return entries()[key]
