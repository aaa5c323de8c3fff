"""Every formula and every symbol can be set, and the sheet is drawn by one command."""

from __future__ import annotations

import sys

import contact_sheet
import pytest

from limits import laws

mathtext = pytest.importorskip("matplotlib.mathtext", reason="matplotlib is not installed (extra plot)")


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.key)
def test_formula_and_symbols_can_be_set(law):
    parser = mathtext.MathTextParser("path")
    for latex in (law.latex, law.symbol, *(entry.symbol for entry in law.inputs)):
        assert parser.parse(f"${contact_sheet.settable(latex)}$").width > 0


def test_the_sheet_is_drawn(tmp_path, monkeypatch):
    file = tmp_path / "sheet.png"
    monkeypatch.setattr(sys, "argv", ["contact_sheet.py", str(file)])
    contact_sheet.main()
    assert file.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("latex", "settable"),
    [
        (r"\tfrac12", r"\frac{1}{2}"),
        (r"\frac1k", r"\dfrac{1}{k}"),
        (r"\frac8\epsilon", r"\dfrac{8}{\epsilon}"),
        (r"\frac{1}{2}", r"\dfrac{1}{2}"),
        (r"\frac1{|\mathcal X|}", r"\dfrac{1}{|\mathcal{X}|}"),
        (r"\frac{\frac{a}{b}}{\sqrt M}", r"\dfrac{\dfrac{a}{b}}{\sqrt{M}}"),
        (r"\sqrt[3]{x}", r"\sqrt[3]{x}"),
        (r"\mathbb E[L] \le \ell", r"\mathbb{E}[L] \leq \ell"),
    ],
)
def test_what_matplotlib_lacks_is_replaced(latex, settable):
    assert contact_sheet.settable(latex) == settable
