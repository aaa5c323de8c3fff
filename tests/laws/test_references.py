"""The bibliography: every key that the package cites resolves, and every entry can be pasted."""

import re

import pytest

from limits.constants import CODATA2022, record
from limits.errors import UnknownNameError
from limits.laws import LAWS, get
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


ADDRESS = re.compile(r"^\s*(doi|eprint|isbn|url)\s*=", re.MULTILINE)
PRINTED = {"bremermann1962"}  # of which no public address has been seen


def test_what_a_law_cites_can_be_found():
    cited = {key for law in LAWS for key in law.refs}
    assert {key for key in cited if not ADDRESS.search(entry(key).bibtex)} == PRINTED


def test_a_law_cites_its_own_source_and_not_a_table_of_constants_first():
    """Tables state values, and only a definition can rest on one; lecture notes only add to a source."""
    first = {law.key: law.refs[0] for law in LAWS if law.kind != "definition"}
    assert {key for key, source in first.items() if source in {"codata2022", "mohr2016"}} == set()
    assert {key for key, source in first.items() if source == "powers2010"} == {"coolant"}


def test_laws_of_nature_cite_who_states_them():
    for key, source in [
        ("photon-energy", "einstein1905"),
        ("schwarzschild", "schwarzschild1916"),
        ("radiator", "modelica2020"),
        ("carnot", "ling2016"),
        ("light-latency", "einstein1907"),
    ]:
        assert get(key).refs[0] == source


def test_no_law_rests_on_a_source_that_is_only_recalled():
    assert {law.key for law in LAWS if entry(law.refs[0]).evidence == "recalled"} == set()
