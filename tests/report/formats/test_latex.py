"""LaTeX: whole tables, nothing that LaTeX would read as a command, the numbers of the text, kinds in words."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace

import pytest

import limits
from limits.report.assessment import view
from limits.report.document import MARKS, Document, Formula, Line, Section, table
from limits.report.formats.tex import escaped
from limits.report.view import View
from limits.value import Value

SPECIAL = r"\input{/etc/passwd} \end{tabular} 50% & #1 _x_ ^2 $y$ ~z {a} <b> |c| \"d\" `e` -- [f] *g* ■ □ ≈ ≥ µ"
HOSTILE = limits.TrainingRun(SPECIAL, flop=Value(1e24, "FLOP"))
ENVIRONMENT = re.compile(
    r"\\begin\{(tabular|longtable)\}\{((?:[lr]|p\{[\d.]+\\linewidth\})+)\}\n(.*?)\\end\{\1\}", re.DOTALL
)
ESCAPED = re.compile(r"\\text[a-z]+\{\}|\\[{}$&#_%]")
OURS = {
    *("paragraph", "begin", "end", "item", "toprule", "midrule", "bottomrule", "endhead", "multicolumn", "emph"),
    *("quad", "linewidth", "times", "mu", "ge", "le", "approx", "lceil", "vert", "lfloor", "rule", "framebox"),
    *("shortstack", "textdagger"),
}
ENGINE = next((name for name in ("pdflatex", "lualatex", "xelatex", "tectonic") if shutil.which(name)), None)


def _whole(assessment):
    return view.one(assessment, full=True).to("latex")


def cells(line):
    return re.split(r"(?<!\\)&", line.removesuffix(r" \\"))


def rows(page):
    """Yield every row of every table with how many columns it fills and how many there are."""
    for _, columns, body in ENVIRONMENT.findall(page):
        wanted = len(re.sub(r"\{.*?\}", "", columns))
        for line in body.splitlines():
            if line.startswith(r"\multicolumn"):
                yield int(re.match(r"\\multicolumn\{(\d+)\}", line)[1]), wanted
            elif not line.startswith((r"\toprule", r"\midrule", r"\bottomrule")):
                yield len(cells(line)), wanted


def test_every_row_fills_its_columns(everything):
    pages = [*(_whole(each) for each in everything[:20]), view.many(everything, full=True).to("latex")]
    for page in pages:
        found = list(rows(page))
        assert len(found) > 20
        assert all(filled == wanted for filled, wanted in found)


def test_a_long_table_goes_over_pages(everything):
    page = view.many(everything, full=True).to("latex")
    assert r"\begin{longtable}" in page
    assert r"\midrule \endhead" in page
    assert r"\begin{tabular}" in view.many(everything[:3], full=True).to("latex")
    conditions = _whole(everything[0]).partition("under which conditions}")[2]
    assert conditions.startswith("\n\\begin{longtable}")  # few lines, but of long texts


def test_the_numbers_are_those_of_the_text(llama):
    """Taken back from powers of ten, every cell of the ladder and of the bounds is the cell of the document."""
    said = {tuple(map(_read, cells(row))) for row in _whole(llama).splitlines()}
    sections = [section for section in view.one(llama).document.sections if section.table is not None]
    for section in sections[:2]:
        for line in section.table.lines:
            assert line.cells in said


def _read(cell):
    """Return the text behind a cell."""
    text = re.sub(r"\$(-?[\d.]+) \\times 10\^\{(-?\d+)\}\$", r"\1e\2", cell.strip())
    text = re.sub(r"\$(-[\d.]+)\$", r"\1", text)
    for sign, said in (
        (r"\,", "\xa0"),
        (r"$\lceil$", "┌"),
        (r"$\lfloor$", "└"),
        (r"$\ge$", "≥"),
        (r"$\le$", "≤"),
        (r"\%", "%"),
        (r"\textdagger{}", "†"),
        (r"\textgreater{}", ">"),
        ("--", "\N{EN DASH}"),
    ):
        text = text.replace(sign, said)
    return f"{MARKS[text]} {text}" if text in MARKS else text


def test_kinds_are_words(llama):
    page = _whole(llama)
    assert all(f"& {row.kind} &" in page for row in llama.bounds)
    assert not (set(MARKS.values()) - {"="}) & set(page.replace(r"\textasciitilde{}", ""))
    side_by_side = view.many([llama, llama], full=True).to("latex")
    first = llama.ladder[0]
    assert f"& {first.law} ({first.kind}) &" in side_by_side


def test_nothing_that_a_run_calls_itself_is_read_as_latex():
    hostile = limits.assess(HOSTILE)
    for page in (_whole(hostile), view.many([hostile, hostile], full=True).to("latex")):
        assert r"\textbackslash{}input\{/etc/passwd\}" in page
        said = ESCAPED.sub("", "\n".join(line for line in page.splitlines() if not line.startswith("%")))
        assert set(re.findall(r"(?<!\\)\\([A-Za-z]+)", said)) <= OURS | {"text"}
        assert not re.search(r"(?<!\\)[%#_~^]", re.sub(r"10\^\{", "", said))
        assert all(filled == wanted for filled, wanted in rows(page))


def test_a_comment_ends_where_it_should():
    page = View(Document("h", (), (), "one\nline \\input{x}\r\x00"), None).to("latex")
    assert page.splitlines()[0] == "% one line \\input{x} "
    assert r"\input" not in "\n".join(page.splitlines()[1:])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[1 .. 2]", "{}[1 .. 2]"),
        ("*", "{}*"),
        ("--format", "-{}-format"),
        ("■ theorem x, ≈ trend", "theorem x, trend"),
        ("a\nb\x00c", "a b c"),
        ("5 µs ≥ \N{EN DASH}", r"5 $\mu$s $\ge$ --"),
        ("Ergüvenç", r"Erg\"{u}ven\c{c}"),
    ],
)
def test_what_is_special_is_escaped(text, written):
    assert escaped(text) == written


def test_facts_notes_formulas_and_sides():
    lines = [Line(("a" * 40, "-0.5", "1e-21 J"), note="50 % of it", kind="law"), Line(("b", "3.0e5 .. 4e6", "x1e5"))]
    sections = (Section("T & U", table("name\nof it|>n|q", lines), ("one_two",)), Section("", table("none", [])))
    page = View(Document("h", (Formula(r"E \ge k_B"), "a_b"), sections, "f"), None).to("latex")
    assert r"\[ E \ge k_B \]" in page
    assert "a\\_b\n" in page
    assert r"\paragraph{T \& U}" in page
    assert re.search(r"\\begin\{tabular\}\{p\{0\.\d\d\\linewidth\}rl\}", page)
    assert r"\shortstack[l]{name\\of it} & n & q \\" in page
    assert r"& $-0.5$ & $1 \times 10^{-21}$ J \\" in page
    assert r"b & $3.0 \times 10^{5}$ .. $4 \times 10^{6}$ & x1e5 \\" in page
    assert r"\multicolumn{3}{p{0.9\linewidth}}{\quad\emph{50 \% of it}} \\" in page
    assert r"\item one\_two" in page
    assert page.count(r"\begin{tabular}") == 1  # a table without lines is left out


def test_what_a_view_has_of_its_own_is_kept():
    shown = View(Document("h", (), (), "f"), None, latex=lambda: r"\begin{equation}")
    assert shown.to("latex") == r"\begin{equation}"


@pytest.mark.skipif(ENGINE is None, reason="no TeX engine is installed")
def test_the_fragment_compiles(llama, everything, tmp_path):
    own = replace(llama, run=replace(llama.run, name=SPECIAL))
    hostile = limits.assess(HOSTILE)
    fragments = [_whole(own), view.many(everything, full=True).to("latex"), _whole(hostile), hostile.to("latex")]
    fragments += [own.to("latex"), view.many(everything).to("latex"), view.many([hostile, own]).to("latex")]
    fonts = r"\usepackage[T1]{fontenc}\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}"
    head = f"\\documentclass{{article}}\n{fonts}\n\\usepackage{{amsmath,amssymb,booktabs,longtable}}\n"
    page = f"{head}\\begin{{document}}\n{chr(10).join(fragments)}\n\\end{{document}}\n"
    (tmp_path / "page.tex").write_text(page, encoding="utf-8")
    options = [] if ENGINE == "tectonic" else ["-halt-on-error", "-interaction=nonstopmode"]
    done = subprocess.run([ENGINE, *options, "page.tex"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:].decode(errors="replace")
    assert (tmp_path / "page.pdf").exists()


@pytest.mark.parametrize("note", ["", "with a note"])
def test_a_table_goes_over_pages_by_its_lines_and_their_notes(note):
    """Thirty lines stay on one page; a cell of any number of letters is at least one of them."""

    def kind(count):
        lines = [Line((f"r{step}", "1"), note=note) for step in range(count)]
        page = View(Document("h", (), (Section("T", table("name|>n", lines)),), "f"), None).to("latex")
        return re.search(r"\\begin\{(tabular|longtable)\}", page)[1]

    most = 15 if note else 30
    assert [kind(count) for count in (1, most, most + 1, 100)] == ["tabular", "tabular", "longtable", "longtable"]


@pytest.mark.parametrize(
    ("letter", "written"), [("λ", r"\lambda"), ("Λ", r"\Lambda"), ("σ", r"\sigma"), ("Ω", r"\Omega")]
)
def test_letters_of_greece_are_those_of_mathematics(letter, written):
    assert escaped(letter) == f"${written}$"
