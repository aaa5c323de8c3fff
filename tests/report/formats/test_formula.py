r"""Formulas in letters: nothing of LaTeX is left, nothing is lost, and products, fractions and functions stay apart."""

import re

import pytest

from limits import laws
from limits.laws import LAWS
from limits.report.document import Document, Formula, Line, Section, table
from limits.report.formats.formula import GREEK, in_letters
from limits.report.formats.text import encodable, plain
from limits.report.law import pages
from limits.scaling.trends.relations import RELATIONS

LATEX = {law.key: law.latex for law in LAWS} | {key: relation.latex for key, relation in RELATIONS.items()}
SYMBOLS = {entry.symbol for law in LAWS for entry in (*law.inputs, law.output)}


@pytest.mark.parametrize("key", LATEX)
def test_nothing_of_latex_is_left(key):
    said = in_letters(LATEX[key])
    assert not re.search(r"\\|  |\( | \)|^ | $", said), said
    for opened, closed in ("()", "[]", "{}"):
        assert said.count(opened) == said.count(closed), said


@pytest.mark.parametrize("key", LATEX)
def test_every_letter_and_digit_is_there(key):
    """Signs may be added, letters never: those of the source without its commands are those of the text."""
    source = re.sub(r"\\(?:mathrm|mathcal|mathbb|left|right|quad|[a-z]?frac)", "", LATEX[key])
    for name, letter in GREEK.items():
        source = re.sub(rf"\\{name}(?![A-Za-z])", letter, source)
    source = re.sub(r"\\(?:le|ge|approx|mid|cdot|star|infty)(?![A-Za-z])", "", source)
    source = source.replace(r"\ell", "l").replace(r"\lceil", "ceil").replace(r"\lfloor", "floor")
    source = re.sub(r"\\(?:rceil|rfloor)", "", source)
    letters = sorted(re.findall(r"\w", source.replace("_", "")))
    said = in_letters(LATEX[key]).replace("inf", "")
    assert sorted(re.findall(r"\w", said.replace("_", ""))) == letters


@pytest.mark.parametrize(
    ("latex", "said"),
    [
        (r"E \ge n\,k_B T \ln 2", "E ≥ n k_B T ln 2"),
        (r"R \le C = B \log_2(1 + S/N)", "R ≤ C = B log_2(1 + S/N)"),
        (r"\eta \le \frac{\Delta T}{T_h} = 1 - \frac{T_c}{T_h}", "η ≤ ΔT/T_h = 1 - T_c/T_h"),
        (r"\Delta = 1", "Δ = 1"),
        (r"\tfrac12 \log_2 x", "(1/2) log_2 x"),
        (r"\frac1k - 1", "1/k - 1"),
        (r"\frac{a}{bc}", "a/(bc)"),
        (r"\frac{a}{2b}", "a/(2b)"),
        (r"\frac{a + b}{c}", "(a + b) / c"),
        (r"\frac{a}{b}\,\frac{c}{d}", "(a/b) c/d"),
        (r"\frac{1}{k_B}\left(\frac{c}{d}\right)^{1/4}", "(1/k_B) (c/d)^(1/4)"),
        (r"\ln\frac{2}{\delta}", "ln(2/δ)"),
        (r"p\ln p", "p ln p"),
        (r"\sqrt M + \sqrt{a/b}", "sqrt(M) + sqrt(a/b)"),
        (r"\frac{x}{\sqrt{2 m}}", "x / sqrt(2 m)"),
        (r"Q\!\left(x\right) + T\left[y\right]", "Q(x) + T [y]"),
        (r"e^{-2A^2}", "e^(-2A^2)"),
        (r"Q^{-1}(p)", "Q^-1(p)"),
        (r"\pi\hbar c", "π ħ c"),
        (r"2\pi c", "2π c"),
        (r"\sum_{i=t+1}^{n} \binom{n}{i}", "sum_(i=t+1)^n binom(n, i)"),
        (r"\lceil \log_2 n \rceil\, \alpha", "ceil(log_2 n) α"),
        (r"\bar n + \dot I + \hat P_M", "nbar + Idot + Phat_M"),
        (r"\mathrm{SNR}_{\mathrm{out}}", "SNR_out"),
        (r"\min\{a, b\}", "min{a, b}"),
        (r"\exp\left[x\right]", "exp[x]"),
        (r"B_\star \prod_i (1 + x_i)", "B_* prod_i (1 + x_i)"),
        (r"\frac{c}{(1-S)^\lambda}", "c/(1-S)^λ"),
        (r"100\,\%", "100 %"),
        (r"\unheardof x", r"\unheardof x"),  # nothing is lost in silence
        ("", ""),
        (r"x^", "x^()"),
        (r"a}b", "a"),
    ],
)
def test_a_formula_is_written_so(latex, said):
    assert in_letters(latex) == said


def test_symbols_are_in_letters_too():
    assert not [symbol for symbol in SYMBOLS if re.search(r"[\\{}]", in_letters(symbol))]


def test_text_has_letters_where_other_formats_set_the_formula():
    page = Document(
        "h", (Formula(r"\eta \le 1"),), (Section("T", table("a|b", [Line((Formula(r"\tau_0"), r"\tau"))])),), "f"
    )
    said = plain(page)
    assert "η ≤ 1" in said
    assert r"τ_0  \tau" in said  # what is no formula stays as it is
    assert encodable(said, "ascii").splitlines()[1] == "eta <= 1"


def test_the_page_of_a_law_has_no_latex():
    for law in LAWS:
        assert "\\" not in pages.page(law).to("text"), law.key
    assert laws.shannon.latex in pages.page(laws.shannon).to("markdown")
