"""One made-up document in every format, at several widths and with styles: files kept, compared whole.

``LIMITS_WRITE_GOLDEN=1 python -m pytest tests/report/formats/test_golden_formats.py`` writes them anew; read what
changed.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from limits.report.document import Document, Line, Section, table
from limits.report.formats import FORMATS, called, of_file
from limits.report.formats.text import plain, styled
from limits.report.view import View

from ..kept import same
from .documents import CELLS, DOCUMENT, READ, VIEW

GOLDEN = Path(__file__).parent / "golden"


def golden(name: str, text: str) -> None:
    same(GOLDEN / name, text)


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "text"])
def test_an_odd_document(form):
    golden(f"odd{FORMATS[form].endings[0]}", VIEW.to(form))


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_an_odd_document_as_text(width):
    golden(f"odd-{width}.txt", plain(DOCUMENT, width))
    assert width < 100 or VIEW.to("text") == plain(DOCUMENT, width) == plain(DOCUMENT)


@pytest.mark.parametrize("width", [60, 300])
def test_an_odd_document_with_styles(width):
    """On a terminal that is wider than a page, the lines are those of a page."""
    from rich.console import Console

    shown = io.StringIO()
    Console(file=shown, width=width, force_terminal=True, color_system="standard").print(styled(VIEW))
    golden(f"odd-styled-{width}.txt", shown.getvalue().replace("\x1b", "ESC"))


def test_an_odd_table_is_read_back_as_it_was():
    read = list(csv.reader(io.StringIO(VIEW.to("csv"), newline="")))
    assert read[0] == list(CELLS[0])
    assert [row[2] for row in read[1:]] == ["1.5", "", "-0.0", "True"]
    assert [row[0] for row in read[1:]] == ["'=1+1", "-7", "'@x", "+1e3"]
    assert read[2][1] == 'a "q"\\n'


@pytest.mark.parametrize("form", READ)
@pytest.mark.parametrize("cells", [("a",), ("a", "b", "c")])
def test_a_line_has_a_cell_for_each_column(form, cells):
    """Too few or too many are never dropped in silence; Markdown shows them as they are."""
    view = View(Document("h", (), (Section("T", table("one|>two", [Line(cells)])),), "f"), None)
    if form == "markdown":
        assert f"| {' | '.join(cells)} |" in view.to(form)
        return
    with pytest.raises((ValueError, IndexError)):
        view.to(form)


def test_a_number_that_is_none_is_refused_in_json():
    for number in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="JSON compliant"):
            View(DOCUMENT, {"x": number}).to("json")


@pytest.mark.parametrize(
    ("letters", "columns"),
    [
        ((30, 19), "lr"),  # thirty letters are no running text
        ((31, 19), r"p{0.77\linewidth}r"),  # 1 - 19 / 95 - 0.03
        ((200, 19), r"p{0.77\linewidth}r"),
        ((31, 31, 19), r"p{0.37\linewidth}p{0.37\linewidth}r"),  # (1 - 19 / 95) / 2 - 0.03
        ((31, 10, 50, 19), r"p{0.32\linewidth}lp{0.32\linewidth}r"),  # (1 - 29 / 95) / 2 - 0.03
        ((40, 40, 40, 38), r"p{0.17\linewidth}p{0.17\linewidth}p{0.17\linewidth}r"),  # (1 - 38 / 95) / 3 - 0.03
        ((40, 90), r"p{0.15\linewidth}r"),  # too little is left: what a column has at the least
    ],
)
def test_running_text_shares_what_the_other_columns_leave_of_a_line(letters, columns):
    heading = "|".join(f"{'>' * (place == len(letters))}c{place}" for place in range(1, len(letters) + 1))
    page = View(
        Document("h", (), (Section("T", table(heading, [Line(tuple("x" * many for many in letters))])),), "f"), None
    ).to("latex")
    assert f"\\begin{{tabular}}{{{columns}}}" in page


@pytest.mark.parametrize(("letters", "most"), [(73, 30), (74, 15), (146, 15), (147, 10)])
def test_a_table_of_running_text_goes_over_pages_by_its_lines_of_print(letters, most):
    """A column of 0.77 of a line of 95 letters holds 73.15 of them; thirty lines of print stay on a page."""

    def kind(count):
        lines = [Line(("x" * letters, "1" * 19)) for _ in range(count)]
        page = View(Document("h", (), (Section("T", table("a|>b", lines)),), "f"), None).to("latex")
        return "longtable" if r"\begin{longtable}" in page else "tabular"

    assert [kind(most), kind(most + 1)] == ["tabular", "longtable"]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.txt", "text"), ("a.md", "markdown"), ("a.MD", "markdown"), ("a.html", "html"), ("a.htm", "html"),
        ("a.tex", "latex"), ("a.json", "json"), ("a.csv", "csv"), ("a.csv.txt", "text"), ("md", "text"), ("", "text"),
        ("a.pdf", "text"), (None, "text"), ("tex/a", "text"),
    ],
)  # fmt: skip
def test_the_ending_of_a_file_tells_its_format(name, form):
    assert of_file(name).name == form
    assert (called(form).styled(VIEW) is None) == (form != "text")


def test_short_parts_of_a_line_stay_whole_where_columns_have_no_room():
    """Thirty characters with their name are kept together, thirty-one are broken where a line ends."""
    said = "ab cd ef gh ij kl mn op qr s"
    lines = [Line(("n" * 40, said, f"{said}t"))]
    text = plain(Document("h", (), (Section("", table("name|x|y", lines)),), "f"), 34)
    assert text == f"h\n\n  name\n  {'n' * 40}\n      x {said};\n      y ab cd ef gh ij kl mn op qr\n      st\n\nf\n"
