"""Markdown, HTML, CSV and BibTeX: the same content, escaped as each format needs."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest

import limits
from limits.errors import UnknownNameError
from limits.references import entry
from limits.report.assessment.cells import COLUMNS, to_csv
from limits.report.bibliography import bibtex
from limits.report.formats.csv import as_csv
from limits.report.formats.html import many_to_html, to_html
from limits.report.formats.markdown import many_to_markdown, to_markdown
from limits.report.formats.text import to_text
from limits.runs.field import Field

HOSTILE = limits.TrainingRun(
    "<script>alert(1)</script>|[x](javascript:y)*`", flop=Field(1e24, "FLOP", "given")
)  # what a run file may call itself


def test_markdown_tables_are_whole(everything):
    for assessment in everything:
        blocks = to_markdown(assessment).split("\n\n")
        tables = [block.splitlines() for block in blocks if block.startswith("|")]
        assert len(tables) >= 4
        for table in tables:
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table}) == 1, assessment.run.name


def test_markdown_says_at_length_what_text_says_in_short(llama):
    markdown = to_markdown(llama)
    assert markdown == llama.to_markdown()
    assert markdown.startswith("# llama-3.1-405b: ")
    assert all(condition in markdown for row in llama.bounds for condition in row.assumptions if "<" not in condition)
    assert all(entry(key).line in markdown for key in llama.references)
    assert all(row.title in markdown for row in llama.bounds)
    assert markdown.rstrip().endswith(f"input {llama.input_sha256[:12]}*")


def test_markdown_notes_stand_in_a_column_of_their_own(llama):
    ladder = next(block for block in to_markdown(llama).split("\n\n") if block.startswith("|"))
    assert ladder.splitlines()[0].endswith("| remark |")
    bekenstein = next(line for line in ladder.splitlines() if "bekenstein" in line)
    assert llama.bounds["bekenstein"].remark in bekenstein


def test_nothing_that_a_run_calls_itself_is_read_as_markup():
    hostile = limits.assess(HOSTILE)
    for text in (to_markdown(hostile), many_to_markdown([hostile, hostile])):
        assert "<script" not in text
        assert "[x](" not in text.replace("\\[", "")
    for text in (to_html(hostile), many_to_html([hostile, hostile])):
        assert "<script" not in text


class _Balanced(HTMLParser):
    """Holds the tags that are open, and the words between them."""

    def __init__(self):
        super().__init__()
        self.open, self.words = [], []

    def handle_starttag(self, tag, attrs):
        del attrs
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data.split()


def test_html_is_well_formed_and_holds_every_word_of_the_text(llama):
    reader = _Balanced()
    reader.feed(llama._repr_html_())
    assert reader.open == []
    assert set(to_text(llama).split()) <= set(reader.words)


def test_html_opens_the_ladder_and_the_bounds_only(llama):
    html = to_html(llama)
    assert html.count("<details open>") == 2
    assert html.count("<details>") >= 4


def test_csv_holds_every_number_of_every_bound(everything):
    lines = list(csv.DictReader(io.StringIO(to_csv(everything))))
    assert tuple(lines[0]) == COLUMNS
    assert len(lines) == 7 * sum(len(assessment.bounds) for assessment in everything)
    by_place = {(line["run"], line["law"], line["quantity"]): line for line in lines}
    for assessment in everything:
        for row in assessment.bounds:
            line = by_place[assessment.run.name, row.law, "headroom"]
            if row.headroom is None:
                assert line["value"] == ""
                assert line["because"]
            else:
                assert float(line["value"]) == float(row.headroom)
                assert line["input_sha256"] == assessment.input_sha256


def test_every_source_of_every_assessment_has_an_entry(everything):
    keys = {key for assessment in everything for key in assessment.references}
    keys |= {key for law in limits.laws.LAWS for key in law.refs}
    said = bibtex(sorted(keys))
    assert re.findall(r"^@\w+\{([^,]+),", said, re.MULTILINE) == sorted(keys)
    assert "evidence" not in said


def test_the_package_is_cited_with_its_version():
    said = bibtex(["limits", "limits"])
    assert said.count("@software{limits,") == 1
    assert f"version = {{{limits.__version__}}}" in said
    assert said.count("{") == said.count("}")


def test_an_unknown_source_suggests_the_nearest():
    with pytest.raises(UnknownNameError, match="did you mean landauer1961"):
        bibtex(["landauer1960"])


FORMULAS = ['=HYPERLINK("https://example.org")', "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\uff1d1+1", "-", "=-1"]
HARMLESS = ["mine", "1e24", "-0.5", "+1.5e-3", "a=b", "'=1", "", "1 - 2", "≥ 1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula_to_a_spreadsheet(text):
    ((cell,),) = csv.reader(io.StringIO(as_csv([[text]]), newline=""))
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", ["\t=1", "\r=1", "a\r=1", "\n=1", "\x00=1"])
def test_no_control_character_makes_another_cell_or_row(text):
    ((cell,),) = csv.reader(io.StringIO(as_csv([[text]]), newline=""))
    assert cell == repr(text)[1:-1]


@pytest.mark.parametrize("text", HARMLESS)
def test_other_cells_are_written_as_they_are(text):
    assert list(csv.reader(io.StringIO(as_csv([[text, 1.0]]), newline=""))) == [[text, "1.0"]]
    assert as_csv([[-0.5, None, -1]]) == "-0.5,,-1\n"


def test_a_run_that_calls_itself_a_formula():
    lines = to_csv([limits.assess(limits.TrainingRun(FORMULAS[0], flop="1e24 FLOP"))])
    names = {row["run"] for row in csv.DictReader(io.StringIO(lines))}
    assert names == {f"'{FORMULAS[0]}"}
