"""Sources of a run's facts as entries of a bibliography: made-up rows, and the entries whole."""

from __future__ import annotations

import pytest

from limits.report.run_sources import cited
from limits.runs.sources import Source

PAPER = "https://arxiv.org/abs/2001.08361"
PAGE = "https://example.org/a_b"


def test_a_paper_of_the_bibliography_is_cited_by_its_key_and_once():
    found = cited(
        [
            Source("run", "zeta run", "read in the paper", "primary", PAPER),
            Source("node", "zeta_node", "and for its node", "secondary", PAPER),
        ]
    )
    assert [each.key for each in found] == ["kaplan2020"]


def test_any_other_source_is_an_entry_of_its_own():
    (made,) = cited([Source("run", "zeta run!2", "Moon & Chips 2023_b", "primary", PAGE)])
    assert made.key == "zeta-run-2-1"
    assert made.text == "Moon & Chips 2023_b, https://example.org/a_b"
    assert made.bibtex == (
        "@misc{zeta-run-2-1,\n"
        "  key          = {zeta-run-2-1},\n"
        "  title        = {{Moon \\& Chips 2023\\_b}},\n"
        "  howpublished = {\\url{https://example.org/a_b}},\n"
        "  note         = {of the run zeta run!2, a row of primary evidence},\n"
        "}"
    )


def test_a_source_without_an_address_is_known_by_its_text():
    first, second = cited(
        [
            Source("run", "zeta", "told in 2024", "secondary", None),
            Source("run", "zeta", "told in 2024", "secondary", None),
            Source("run", "zeta", f"see {PAGE}", "recalled", PAGE),
        ]
    )
    assert (first.key, first.text) == ("zeta-1", "told in 2024")
    assert "howpublished" not in first.bibtex
    assert "  year         = {2024},\n" in first.bibtex
    assert (second.key, second.text) == ("zeta-3", f"see {PAGE}")  # its place in its row, whatever else is cited
    assert "howpublished" in second.bibtex


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Moon 1999", "1999"),
        ("Moon 2099, of 2024", "2099"),
        ("Moon 1899", ""),
        ("version 2024.5", ""),
        ("version 2024.x", "2024"),
        ("Moon 20245", ""),
        ("Moon (arXiv 2403.05530, 2024)", ""),  # of an arXiv number nothing is a year
    ],
)
def test_a_year_is_taken_where_one_stands(text, year):
    (made,) = cited([Source("run", "zeta", text, "primary", None)])
    assert (f"  year         = {{{year}}},\n" in made.bibtex) if year else ("  year" not in made.bibtex)
