"""From a figure to files: fonts, equal bytes for equal input, captions beside them, no state of the process."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

import limits
from limits.errors import InputError

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")

from matplotlib.figure import Figure

from limits.report import figures
from limits.report.figures.latex import piece
from limits.report.figures.sheet import by

from .layouts import texts_of

ROOT = Path(__file__).parents[3]


def fonts_of(pdf):
    """Return what a PDF says of its fonts, streams unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    whole = pdf
    for each in streams:
        try:
            whole += zlib.decompress(each)
        except zlib.error:
            continue
    return whole


@pytest.mark.parametrize("name", ["ladder", "frontier with a band", "valleys"])
def test_fonts_of_a_pdf_are_true_type(name, drawings):
    said = fonts_of(drawings(f"{name}, two columns").to("pdf"))
    assert b"/Type3" not in said
    assert b"/CIDFontType2" in said or b"/TrueType" in said
    assert b"/FontFile2" in said


@pytest.mark.parametrize("name", ["ladder", "frontier with a band", "valleys"])
def test_text_in_an_svg_is_text(name, drawings):
    drawing = drawings(f"{name}, two columns")
    svg = drawing.to("svg").decode("utf-8")
    said = [re.sub("<[^>]+>", "", text).strip() for text in re.findall(r"<text.*?</text>", svg, re.DOTALL)]
    for text, _ in texts_of(drawing.axes):
        if "$" not in text:
            assert text in said
    assert "DejaVuSans-" not in svg  # letters drawn as paths are called so
    assert svg.count("'DejaVu Sans'") == svg.count("'DejaVu Sans', 'Bitstream Vera Sans', Verdana, sans-serif")


# Files and notebooks


def test_a_notebook_shows_a_figure(llama):
    picture = figures.ladder([llama])._repr_png_()
    assert picture.startswith(b"\x89PNG")
    width = int.from_bytes(picture[16:20], "big")
    assert width == pytest.approx(150 * 7.0, abs=1)


def test_a_figure_saves_its_caption_beside_it(llama, tmp_path):
    drawing = figures.ladder([llama])
    files = drawing.save(tmp_path / "a.b.pdf")
    assert files == tuple(tmp_path / f"a.b.{ending}" for ending in ("pdf", "caption.txt", "figure.tex"))
    assert files[0].read_bytes() == drawing.to("pdf")
    assert files[1].read_text(encoding="utf-8") == drawing.caption
    piece = files[2].read_text(encoding="ascii")
    assert "{a.b.pdf}" in piece
    assert "\\label{fig:a.b}" in piece
    with pytest.raises(InputError, match=r"ending in \.png"):
        drawing.save(tmp_path / "a.jpg")


@pytest.mark.parametrize(("form", "dots"), [("png", 300), ("png", 100)])
def test_any_figure_of_matplotlib_is_rendered(form, dots):
    picture = figures.rendered(Figure(figsize=(3, 2)), form, dots=dots)
    assert int.from_bytes(picture[16:20], "big") == 3 * dots


def test_a_picture_has_three_hundred_dots_per_inch():
    for figure in (Figure(figsize=(3, 2)), figures.Drawing(Figure(figsize=(3, 2)), None, "")):
        picture = figures.rendered(figure, "png")
        assert int.from_bytes(picture[16:20], "big") == 900
    assert int.from_bytes(figures.Drawing(Figure(figsize=(3, 2)), None, "").to("png")[16:20], "big") == 900


def test_a_figure_for_a_paper_says_its_stamp_and_its_sentences():
    said = "Loss against\ncompute\n\nBars: 5 to 95 %; = data sheet\n\nNot known:\n\nlimits 0.1.0, law 0a\n"
    assert piece("a.b.pdf", 3.25, said).splitlines() == [
        "% limits 0.1.0, law 0a",
        "% needs the package graphicx",
        r"\begin{figure}[htbp]",
        r"\centering",
        r"\includegraphics[width=\ifdim 3.25in>\linewidth \linewidth\else 3.25in\fi]{a.b.pdf}",
        r"\caption{Loss against compute.}",
        r"\label{fig:a.b}",
        r"\smallskip\raggedright\footnotesize",
        r"Bars: 5 to 95 \%; = data sheet.",
        "Not known:",
        "limits 0.1.0, law 0a.",
        r"\end{figure}",
    ]
    assert piece("a.pdf", 7.0, "Marks: full square, = data sheet;").splitlines() == [
        "% Marks: full square, = data sheet;",
        "% needs the package graphicx",
        r"\begin{figure}[htbp]",
        r"\centering",
        r"\includegraphics[width=\ifdim 7in>\linewidth \linewidth\else 7in\fi]{a.pdf}",
        r"\caption{Marks: full square, data sheet;}",
        r"\label{fig:a}",
        r"\end{figure}",
    ]


def test_files_are_named_by_their_endings():
    assert [figures.format_of(f"a.b/c.{ending}") for ending in ("PNG", "svg", "Pdf")] == ["png", "svg", "pdf"]
    assert figures.caption_file("a.b/c.d.pdf").as_posix() == "a.b/c.d.caption.txt"
    assert by((3.3, 10.0)) == "3.3 x 10"


def test_a_figure_is_drawn_on_white_and_says_what_wrote_it():
    made = Figure(figsize=(3, 2), facecolor="red")
    assert f"limits {limits.__version__}".encode() in figures.rendered(made, "pdf")
    svg = figures.rendered(made, "svg").decode("utf-8")
    assert "<dc:date>" not in svg
    assert "fill: #ffffff" in svg
    assert "#ff0000" not in svg


# Bytes, and the state of the process


@pytest.mark.parametrize("form", figures.FORMATS)
def test_equal_input_gives_equal_bytes(form, llama):
    first, second = (figures.frontier([llama]).to(form) for _ in range(2))
    assert first == second
    assert first.startswith({"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[form])


@pytest.mark.parametrize("form", figures.FORMATS)
def test_drawing_one_figure_twice_gives_equal_bytes(form, llama):
    figure = figures.frontier([llama])
    assert figures.rendered(figure, form) == figure.to(form)


# What pyproject.toml forgives too; "pyparsing" keeps its own diagnoses off, which "error" would switch on.
THEIRS = ("matplotlib._fontconfig_pattern", "matplotlib._mathtext", "pyparsing.util", "pyparsing")


def run_alone(code, **environment):
    """Run Python in an interpreter of its own and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-W", "error", *(f"-Wignore::DeprecationWarning:{each}" for each in THEIRS), "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_bytes_do_not_depend_on_the_process():
    code = """
import hashlib
from limits.report import figures
for form in figures.FORMATS:
    print(hashlib.sha256(figures.valleys().to(form)).hexdigest())
"""
    assert run_alone(code, PYTHONHASHSEED="1") == run_alone(code, PYTHONHASHSEED="2")


def test_bytes_do_not_depend_on_the_settings_of_the_process():
    code = """
import hashlib, limits, matplotlib
from limits.report import figures
if %r:
    matplotlib.rcParams.update(
        {"mathtext.fontset": "cm", "pdf.fonttype": 3, "svg.fonttype": "path", "axes.unicode_minus": False}
    )
for figure in (figures.ladder([limits.assess("gpt-3")]), figures.frontier(), figures.valleys()):
    for form in figures.FORMATS:
        print(hashlib.sha256(figure.to(form)).hexdigest())
"""
    assert run_alone(code % True) == run_alone(code % False)


def test_nothing_of_the_process_is_changed():
    code = """
import sys, limits, matplotlib
before = dict(matplotlib.rcParams.copy())
from limits.report import figures
run = limits.assess("gpt-3")
for figure in (figures.ladder([run]), figures.frontier([run]), figures.valleys()):
    for form in figures.FORMATS:
        figure.to(form)
assert dict(matplotlib.rcParams.copy()) == before
assert "matplotlib.pyplot" not in sys.modules
"""
    run_alone(code)


def test_the_room_loads_no_matplotlib_before_it_draws():
    run_alone("import sys; from limits.report import figures; assert 'matplotlib' not in sys.modules")


def test_without_matplotlib_one_sentence_says_how_to_get_it():
    code = """
import sys
sys.modules["matplotlib"] = None
from limits.report import figures
import limits
for draw in (lambda: figures.ladder([limits.assess("gpt-3")]), figures.frontier, figures.valleys):
    try:
        draw()
    except figures.MissingMatplotlibError as error:
        print(error)
"""
    assert run_alone(code).splitlines() == [
        'figures are drawn by matplotlib, which is not installed; python -m pip install "matplotlib>=3.8"'
    ] * len(("ladder", "frontier", "valleys"))
