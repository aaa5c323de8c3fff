"""What goes into a paper as it is printed: strict structure everywhere, and a TeX engine where there is one."""

from __future__ import annotations

import re
import shutil
import subprocess

import numpy as np
import pytest

import limits
from limits import laws
from limits.assessment.assessor import assess_all
from limits.report.assessment import view
from limits.report.law import pages
from limits.runs.power_factors import shipped

from .documents import READ

ENGINE = next((name for name in ("pdflatex", "lualatex", "xelatex", "tectonic") if shutil.which(name)), None)
RUNS = ("gpt-3-175b", "llama-3.1-405b", "deepseek-v3", "glam-1.2t")


def pieces():
    yield pages.listing(laws.LAWS).to("latex")
    yield pages.matching(laws.search("heat"), "heat").to("latex")
    for law in laws.LAWS:
        given = {entry.name: entry.eg for entry in law.inputs}
        yield pages.page(law).to("latex")
        yield pages.evaluated(law, given, float(law.value(given))).to("latex")
    assessments = assess_all(RUNS)
    yield from (view.one(each).to("latex") for each in assessments)
    yield view.many(assessments).to("latex")


PIECES = list(pieces())


def flaws(piece):
    """Yield what keeps a piece from being read by every engine."""
    body = "\n".join(line for line in piece.splitlines() if not line.startswith("%"))
    if not piece.isascii():
        yield "not ASCII"
    if "% needs the package" not in piece:
        yield "no packages named"
    plain = re.sub(r"\\[{}\\$&%#_]", "", body)
    if plain.count("{") != plain.count("}") or plain.count("$") % 2:
        yield "not balanced"
    yield from misplaced(body)
    yield from uneven(body)


def misplaced(body):
    """Yield environments that do not nest."""
    opened = []
    for what, name in re.findall(r"\\(begin|end)\{(\w+)\}", body):
        if what == "begin":
            opened.append(name)
        elif not opened or opened.pop() != name:
            yield f"{name} ends that did not begin"
    if opened:
        yield f"{opened} do not end"


def uneven(body):
    """Yield the rows of tables that do not fill their columns."""
    for columns, lines in re.findall(
        r"\\begin\{(?:tabular|longtable)\}\{((?:[^{}]|\{[^{}]*\})*)\}(.*?)\\end", body, re.DOTALL
    ):
        wanted = len(re.findall("[lrcp]", re.sub(r"\{[^{}]*\}", "", columns.replace("@{}", ""))))
        for line in lines.splitlines():
            if line.endswith(r"\\") and "&" in line:
                spanned = sum(int(n) - 1 for n in re.findall(r"\\multicolumn\{(\d)\}", line))
                if len(re.findall(r"(?<!\\)&", line)) + 1 + spanned != wanted:
                    yield f"columns: {line}"


@pytest.mark.parametrize("piece", PIECES)
def test_every_piece_is_well_made(piece):
    assert list(flaws(piece)) == []


@pytest.mark.parametrize(
    "broken", [r"a & b \\", "% needs the package x\n\\begin{a}", "% needs the package x\n$", "% needs the package x\né"]
)
def test_what_is_not_is_found(broken):
    assert list(flaws(broken))


def test_labels_are_stable_and_differ_between_questions():
    found = [label for piece in PIECES for label in re.findall(r"\\label\{(.*?)\}", piece)]
    assert len(found) == len(set(found))
    again = pages.page(laws.landauer).to("latex")
    assert r"\label{eq:landauer}" in again


@pytest.mark.skipif(ENGINE is None, reason="no TeX engine is installed")
def test_all_pieces_compile_in_one_paper(tmp_path):
    for place, piece in enumerate(PIECES):
        (tmp_path / f"piece{place}.tex").write_text(piece, encoding="ascii")
    read = "\n".join(rf"\clearpage\input{{piece{place}}}" for place in range(len(PIECES)))
    head = "\\documentclass{article}\n\\usepackage{amsmath,amssymb,booktabs,longtable}\n\\begin{document}\n"
    (tmp_path / "paper.tex").write_text(f"{head}{read}\n\\end{{document}}\n", encoding="ascii")
    options = [] if ENGINE == "tectonic" else ["-halt-on-error", "-interaction=nonstopmode"]
    done = subprocess.run([ENGINE, *options, "paper.tex"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:].decode(errors="replace")


def test_runs_are_compared_at_one_convention():
    """As they stand, 16 and 8 bit per FLOP alone set them 0.30 decades apart; hosts and PUE do the rest."""
    gpt, llama, deepseek, glam = (each.comparable for each in assess_all(RUNS))
    assert (gpt.erasure, deepseek.erasure) == ("16 bit/FLOP, 300 K", "8 bit/FLOP, 300 K")
    assert len({each.boundary for each in (gpt, llama, deepseek, glam)}) == 4
    own = limits.assess("deepseek-v3").bounds["landauer"].headroom
    assert own is not None
    assert deepseek.decades is not None
    factor = shipped().node("h800-sxm").median
    assert own.value - deepseek.decades.value == pytest.approx(np.log10(2.0 * 1.1 * factor), abs=1e-4)
    assert glam.decades is None
    assert "cluster.accelerator_hours" in (glam.because or "")
    for form in READ:
        said = " ".join(view.many(assess_all(RUNS)).to(form).split()).lower()
        assert "not comparable" in said
        assert "the pue assumed" in said
    assert view.many(assess_all(RUNS)).to("json").count('"comparable"') == 4
