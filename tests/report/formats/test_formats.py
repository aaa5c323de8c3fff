"""Markdown, HTML and BibTeX: the same content, escaped as each format needs."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest

import limits
from limits.errors import UnknownNameError
from limits.references import entry
from limits.report.assessment import view
from limits.report.bibliography import bibtex
from limits.report.formats.csv import as_csv
from limits.report.formats.text import plain
from limits.value import Value

HOSTILE = limits.TrainingRun(
    "<script>alert(1)</script>|[x](javascript:y)*`", flop=Value(1e24, "FLOP")
)  # what a run file may call itself


def test_markdown_tables_are_whole(everything):
    for assessment in everything:
        blocks = assessment.to_markdown().split("\n\n")
        tables = [block.splitlines() for block in blocks if block.startswith("|")]
        assert len(tables) >= 4
        for table in tables:
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table}) == 1, assessment.run.name


def test_markdown_says_at_length_what_text_says_in_short(llama):
    markdown = llama.to_markdown()
    assert markdown.startswith("# llama-3.1-405b: ")
    assert all(condition in markdown for row in llama.bounds for condition in row.assumptions if "<" not in condition)
    assert all(entry(key).line in markdown for key in llama.references)
    assert all(row.title in markdown for row in llama.bounds)
    assert markdown.rstrip().endswith(f"input {llama.input_sha256[:12]}*")


def test_markdown_notes_stand_in_a_column_of_their_own(llama):
    ladder = next(block for block in llama.to_markdown().split("\n\n") if block.startswith("|"))
    assert ladder.splitlines()[0].endswith("| remark |")
    bekenstein = next(line for line in ladder.splitlines() if "bekenstein" in line)
    assert llama.bounds["bekenstein"].remark in bekenstein


def test_nothing_that_a_run_calls_itself_is_read_as_markup():
    hostile = limits.assess(HOSTILE)
    for seen in (view.one(hostile), view.many([hostile, hostile])):
        assert "<script" not in seen.to("markdown")
        assert "[x](" not in seen.to("markdown").replace("\\[", "")
        assert "<script" not in seen.to("html")


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
    assert set(plain(view.one(llama, full=True).brief).split()) <= set(reader.words)


def test_html_says_what_is_a_heading_and_opens_the_ladder_and_the_bounds_only(llama):
    html = llama.to("html")
    assert html.startswith("<article><header><h3>llama-3.1-405b: ")
    assert html.rstrip().endswith("</footer></article>")
    assert html.count("<details open>") == 2
    assert html.count("<details>") >= 4
    assert html.count('<th scope="col">') > 20
    assert "<th>" not in html


def test_html_breaks_a_heading_where_the_other_formats_do():
    from limits.report.document import Document, Section, table
    from limits.report.view import View

    html = View(Document("h", (), (Section("", table("x|>loss gain,\nnat", [])),), "f"), None).to("html")
    assert '<th scope="col">loss gain,<br>nat</th>' in html


def test_html_escapes_what_is_said_of_a_line():
    from limits.report.document import Document, Line, Section, table
    from limits.report.view import View

    lines = [Line(("a&b", "1 < 2"), note="<i>no</i>", kind="theorem")]
    html = View(Document("h", (), (Section("<t>", table("x|>y", lines), ("p > q",)),), "f"), None).to("html")
    for written in ("a&amp;b", "1 &lt; 2", "<i>&lt;i&gt;no&lt;/i&gt;</i>", "&lt;t&gt;", "p &gt; q", "font-weight:bold"):
        assert written in html


def test_every_source_of_every_assessment_has_an_entry(everything):
    keys = {key for assessment in everything for key in assessment.references}
    keys |= {key for law in limits.laws.LAWS for key in law.refs}
    said = bibtex(sorted(keys))
    assert re.findall(r"^@\w+\{([\w.:-]+),", said, re.MULTILINE) == sorted(keys)
    assert "evidence" not in said


def test_the_package_is_cited_with_its_version():
    said = bibtex(["limits", "limits"])
    assert said.count("@misc{limits,") == 1
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
    lines = limits.assess(limits.TrainingRun(FORMULAS[0], flop="1e24 FLOP")).to("csv")
    names = {row["run"] for row in csv.DictReader(io.StringIO(lines))}
    assert names == {f"'{FORMULAS[0]}"}
