"""The bibliography: every key that the package cites resolves, and every entry can be pasted."""

import re

import pytest

from limits.constants import CODATA2022, record
from limits.errors import UnknownNameError
from limits.laws import LAWS
from limits.references import entries, entry

CITED = re.compile(r"\[(\w+\d{4}|codata2022)\]_")


def test_every_law_and_constant_cites_what_exists():
    for law in LAWS:
        assert law.refs
        assert all(entry(key).line for key in law.refs)
        cited = set(CITED.findall(law.kernel.__doc__))
        assert cited <= set(law.refs), law.key
    names = [name for name in CODATA2022.__slots__ if name != "vintage"]
    assert all(entry(record(name).source).line for name in names)


def test_entries_are_balanced_and_bare_of_our_own_field():
    for found in entries().values():
        assert found.bibtex.startswith("@")
        assert found.bibtex.count("{") == found.bibtex.count("}")
        assert "evidence" not in found.bibtex
        assert found.evidence in {"primary", "secondary", "recalled"}
        assert "\\" not in found.line
        assert "{" not in found.line


def test_file_holds_nothing_that_the_reader_skips():
    from limits import references

    text = references._FILE.read_text(encoding="utf-8")
    assert text.count("\n@") == len(entries())


def test_lines():
    assert entry("landauer1961").line == (
        "Landauer (1961), Irreversibility and Heat Generation in the Computing Process, "
        "IBM J. Res. Dev. 5, 183-191, doi:10.1147/rd.53.0183"
    )
    assert entry("traff2024").line.startswith("Träff (2024)")
    assert entry("berut2012").line.startswith("Bérut and others (2012)")


def test_unknown_keys():
    with pytest.raises(UnknownNameError, match="did you mean landauer1961"):
        entry("landauer1962")
