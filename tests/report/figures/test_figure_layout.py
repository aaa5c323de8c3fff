"""The figures as they are drawn: nothing covers another, equal input gives equal bytes, nothing global changes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zlib
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import numpy as np
import pytest

import limits
from limits.assessment.assessor import assess_all
from limits.errors import InputError, UnknownNameError
from limits.value import Value

from ..conftest import BARE, with_row

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text

from limits.report import figures

ROOT = Path(__file__).parents[3]
PROPOSED = ROOT / "docs" / "examples" / "proposed-run.toml"
BAND = "besiroglu2024-minimum"  # a law that says how uncertain it is


def legends_of(axes):
    return axes.findobj(Legend)


def texts_of(axes):
    """Return what is written, with its place [pixel]."""
    figure = axes.figure.figure
    figure.canvas.draw()
    written = [*figure.texts, *axes.texts, axes.xaxis.label, axes.yaxis.label]
    for legend in legends_of(axes):
        written += legend.get_texts()
    for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, sorted(axes.get_ylim()))):
        written += [tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
    renderer = figure.canvas.get_renderer()
    seen = [text for text in written if text.get_text() and text.get_visible()]
    return [(text.get_text(), Text.get_window_extent(text, renderer)) for text in seen]


def marks_of(axes):
    """Return the marks that are drawn: label, centre [pixel], size [pixel], whether it has a face, and its order."""
    pixels = axes.figure.figure.dpi / 72
    found = []
    for each in axes.get_lines():
        if each.get_marker() in (None, "None", "none", "") or not len(each.get_xdata()):
            continue
        open_one = each.get_markerfacecolor() == "none" or each.get_marker() in ("x", "|")
        points = each.get_transform().transform(np.column_stack(each.get_data()))
        size = each.get_markersize() * pixels
        found += [(each.get_label(), point, size, not open_one, each.get_zorder()) for point in points]
    return found


ONE = figures.ONE_COLUMN
LLAMA = "llama-3.1-405b"
LAYOUTS = {
    "ladder": lambda **of: figures.ladder([limits.assess(LLAMA)], **of),
    "ladder of an uncertain law": lambda **of: figures.ladder([limits.assess(LLAMA, scaling=BAND)], **of),
    "ladder of several": lambda **of: figures.ladder(assess_all(["gpt-3", "palm", LLAMA, "deepseek-v3"]), **of),
    "ladder behind a limit": lambda **of: figures.ladder([behind("cmos", -18.5)], **of),
    "frontier": lambda **of: figures.frontier([limits.assess(LLAMA)], **of),
    "frontier with a band": lambda **of: figures.frontier([limits.assess(LLAMA, scaling=BAND)], laws=[BAND], **of),
    "valleys": lambda **of: figures.valleys([limits.assess(LLAMA)], **of),
    "valleys of several": lambda **of: figures.valleys(assess_all(["gpt-3", "llama-3-8b"]), **of),
}
"""What stands in one column of a journal, on a slide, and on somebody's axes."""

OTHERS = {
    "six ladders": lambda: figures.ladder(
        assess_all(["gpt-3", "palm", LLAMA, "deepseek-v3", "opt-175b", "bloom-176b"])
    ),
    "llama in a low figure": lambda: figures.frontier([limits.assess(LLAMA)], size=(7.0, 3.2)),
    "gpt-3 in one column": lambda: figures.frontier([limits.assess("gpt-3")], size=ONE),
    "pythia-70m": lambda: figures.frontier([limits.assess("pythia-70m")]),
    "a proposed run": lambda: figures.frontier([limits.assess(limits.load(PROPOSED))]),
    "ladder of a proposed run": lambda: figures.ladder([limits.assess(limits.load(PROPOSED))], size=(3.3, 4.2)),
    "several": lambda: figures.frontier([*assess_all(["gpt-3", "palm", LLAMA]), limits.assess(limits.load(PROPOSED))]),
    "small and large": lambda: figures.frontier(assess_all(["cerebras-gpt-111m", "pythia-70m", LLAMA])),
    "behind a bound": lambda: figures.frontier([behind("cmos", -18.5)]),
    "six": lambda: figures.frontier(
        assess_all(["gpt-3", "palm", LLAMA, "deepseek-v3", "opt-175b", "bloom-176b"]), size=(7.0, 6.0)
    ),
    "bare compute": lambda: figures.frontier([limits.assess(BARE)]),
    "no run": figures.frontier,
    "three laws": lambda: figures.frontier(laws=["besiroglu2024-minimum", "hoffmann2022", "kaplan2020"]),
    "three laws and a run": lambda: figures.frontier(
        [limits.assess("gpt-3", scaling=BAND)], laws=[BAND, "hoffmann2022", "kaplan2020"]
    ),
    "kaplan in one column": lambda: figures.frontier(
        [limits.assess("gpt-3", scaling="kaplan2020")], laws=["kaplan2020"], size=ONE
    ),
    "near valleys": lambda: figures.valleys(compute=[1e22 * 1.2**k for k in range(9)]),
    "an odd name": lambda: figures.frontier([odd()]),
    "ladder of an odd name": lambda: figures.ladder([replace(limits.assess(LLAMA), run=odd().run)]),
}
SIZES = {"one column": {"size": ONE}, "two columns": {}, "a slide": {"style": "talk"}}
DRAWN = {
    **{f"{name}, {size}": partial(draw, **of) for name, draw in LAYOUTS.items() for size, of in SIZES.items()},
    **OTHERS,
}
TOO_LOW = {"ladder of several, one column", "ladder of several, a slide"}  # refused, see below


def behind(bound, doublings):
    """Return a run beyond a limit."""
    return with_row(
        limits.assess(LLAMA),
        bound,
        binds_at=Value(1e20, "FLOP"),
        doublings_left=Value(doublings, "1"),
        loss_gained=Value(-0.65, "nat/token"),
        share_of_reducible_loss=Value(-8.0, "1"),
    )


def odd():
    return limits.assess(limits.TrainingRun("_$x^$ 走 " + "y" * 80, flop=Value(1e24, "FLOP")))


@pytest.fixture(scope="module")
def drawings():
    """Return what draws each layout once."""
    return cache(lambda name: DRAWN[name]())


@pytest.mark.parametrize("name", [name for name in DRAWN if name not in TOO_LOW])
def test_no_text_covers_another_or_leaves_the_figure(name, drawings):
    drawing = drawings(name)
    texts = texts_of(drawing.axes)
    whole = drawing.figure.bbox
    for text, box in texts:
        assert whole.x0 <= box.x0, text
        assert box.x1 <= whole.x1, text
        assert whole.y0 <= box.y0, text
        assert box.y1 <= whole.y1, text
    for place, (one, first) in enumerate(texts):
        for other, second in texts[place + 1 :]:
            shared = (
                min(first.x1, second.x1) - max(first.x0, second.x0),
                min(first.y1, second.y1) - max(first.y0, second.y0),
            )
            assert min(shared) <= 1.0, f"{one!r} covers {other!r}"  # a pixel of the box, not of the letters


@pytest.mark.parametrize("name", [name for name in DRAWN if name not in TOO_LOW])
def test_no_text_covers_a_mark(name, drawings):
    axes = drawings(name).axes
    texts = texts_of(axes)
    for label, point, *_ in marks_of(axes):
        assert not [text for text, box in texts if box.contains(*point)], label


@pytest.mark.parametrize("name", [name for name in DRAWN if name not in TOO_LOW])
def test_no_mark_is_hidden_under_another(name, drawings):
    """A mark with a face lies wholly beside every mark below it; a ring may cross another mark, and hides nothing."""
    marks = marks_of(drawings(name).axes)
    for place, (label, point, size, full, order) in enumerate(marks):
        for other, below, least, _, under in marks[:place]:
            upper_is_full = full if order >= under else False
            if upper_is_full and label != other:
                apart = np.abs(point - below).max()  # of squares
                assert apart >= 0.35 * (size + least), f"{label} hides {other}"


@pytest.mark.parametrize("name", [name for name in DRAWN if "frontier" in name or "run" in name])
def test_no_curve_runs_through_a_legend_or_a_name(name, drawings):
    if "ladder" in name:
        pytest.skip("a ladder has no curves")
    axes = drawings(name).axes
    boxes = [box for text, box in texts_of(axes) if axes.bbox.contains(*box.min) and axes.bbox.contains(*box.max)]
    for each in axes.get_lines():
        if str(each.get_label()).startswith("_published") or len(each.get_xdata()) < 10:
            continue
        points = each.get_transform().transform(np.column_stack(each.get_data()))
        for box in boxes:
            inside = (points > box.min).all(axis=1) & (points < box.max).all(axis=1)
            assert not inside.any(), each.get_label()


# What journals ask for


@pytest.mark.parametrize("name", LAYOUTS)
def test_axes_take_most_of_one_column_with_type_of_seven_points(name, drawings):
    column = f"{name}, one column"
    drawing = LAYOUTS[name](size=(3.3, 6.5)) if column in TOO_LOW else drawings(column)
    assert drawing.figure.get_size_inches()[0] == pytest.approx(3.3)
    assert drawing.axes.get_position().width * drawing.axes.get_position().height >= 0.6
    written = [text for text in drawing.figure.findobj(Text) if text.get_text()]
    assert {text.get_fontsize() for text in written} == {7.0}
    assert drawing.figure.texts == []  # notes stand in the caption


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_slide_has_large_letters_and_thick_lines(name, drawings):
    if f"{name}, a slide" in TOO_LOW:
        pytest.skip("several ladders want a page")
    slide, page = drawings(f"{name}, a slide"), drawings(f"{name}, two columns")
    assert slide.figure.get_size_inches() == pytest.approx((10.0, 5.625))
    assert {text.get_fontsize() for text in slide.figure.findobj(Text) if text.get_text()} == {16.0}
    assert {text.get_fontsize() for text in page.figure.findobj(Text) if text.get_text()} == {8.0}
    assert slide.axes.get_position().width * slide.axes.get_position().height >= 0.6
    wide = [max(e.get_linewidth() for e in one.axes.get_lines() if e.get_marker() == "None") for one in (slide, page)]
    assert wide[0] == pytest.approx(2 * wide[1])


def test_an_unknown_style_is_refused(llama):
    with pytest.raises(UnknownNameError, match="did you mean talk"):
        figures.ladder([llama], style="talks")


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


def test_names_that_somebody_gave_are_shown_and_never_set_as_mathematics(drawings):
    drawing = drawings("an odd name")
    said = [text.get_text() for legend in legends_of(drawing.axes) for text in legend.get_texts()]
    (label,) = [text for text in said if text.startswith("predicted")]
    assert label.startswith("predicted: _\\$x^\\$ ? y")
    assert len(label) < 70
    assert "_\\$x^\\$ ? y" in drawings("ladder of an odd name").axes.get_xlabel()


@pytest.mark.parametrize("size", [{"size": figures.ONE_COLUMN}, {}])
def test_leaders_lead_from_the_mark_below_a_name_to_its_place(size, llama):
    drawing = figures.frontier([llama], **size)
    axes = drawing.axes
    axes.figure.canvas.draw()
    inverted = axes.transData.inverted()
    named = [text for text in axes.texts if text.get_rotation() == 90]
    leaders = [text for text in axes.texts if getattr(text, "arrow_patch", None)]
    assert len(named) == len(leaders) == len([row for row in llama.ladder if float(row.doublings_left) < 33])
    for text, leader in zip(named, leaders, strict=True):
        box = Text.get_window_extent(text, axes.figure.canvas.get_renderer())
        bound = text.get_text().rstrip("*")
        (mark,) = [each for each in axes.get_lines() if each.get_label() == f"_{llama.bounds[bound].kind}:{bound}"]
        (x, y) = axes.transData.transform(np.column_stack(mark.get_data()))[0]
        assert x == pytest.approx((box.x0 + box.x1) / 2, abs=box.width / 4)
        assert box.y0 - 12 < y < box.y0
        assert leader.xy[0] == pytest.approx(float(llama.bounds[bound].binds_at), rel=2e-3)
        assert leader.xyann == pytest.approx(inverted.transform((x, y)))


# On the axes of somebody else


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != "ladder of several"])
def test_axes_that_are_given_are_drawn_on_and_nothing_else_is_touched(name):
    figure = Figure(figsize=(12, 5))
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2)
    figure.suptitle("mine")
    before = [each.get_position().bounds for each in (left, right)]
    drawing = LAYOUTS[name](ax=right)
    assert (drawing.figure, drawing.axes) == (figure, right)
    assert [each.get_position().bounds for each in (left, right)] == before
    assert tuple(figure.get_size_inches()) == (12, 5)
    assert [text.get_text() for text in figure.texts] == ["mine"]
    assert not left.lines
    assert not left.texts
    assert len(right.lines) > 5
    inside = right.get_tightbbox(figure.canvas.get_renderer())
    assert inside.x0 > left.bbox.x1
    assert inside.x1 <= figure.bbox.x1
    same = LAYOUTS[name]()
    assert drawing.caption == same.caption
    assert {each.get_label() for each in right.lines} == {each.get_label() for each in same.axes.lines}


def test_a_size_beside_axes_is_refused_rather_than_ignored(llama):
    ax = Figure().add_subplot()
    for draw in (figures.ladder, figures.frontier):
        with pytest.raises(InputError, match="none beside ax: these axes have a size"):
            draw([llama], ax=ax, size=(7.0, 4.0))
    with pytest.raises(InputError, match="none beside ax"):
        figures.valleys(ax=ax, size=(7.0, 4.0))


def test_axes_that_are_too_low_are_refused_with_what_they_want(llama):
    ax = Figure(figsize=(6.0, 1.5)).add_subplot()
    with pytest.raises(InputError, match=r"axes 1\.2 inch high, wanted \d\.\d inch more of height"):
        figures.ladder([llama], ax=ax)


# Files and notebooks


def test_a_notebook_shows_a_figure(llama):
    picture = figures.ladder([llama])._repr_png_()
    assert picture.startswith(b"\x89PNG")
    width = int.from_bytes(picture[16:20], "big")
    assert width == pytest.approx(150 * 7.0, abs=1)


def test_a_figure_saves_its_caption_beside_it(llama, tmp_path):
    drawing = figures.ladder([llama])
    files = drawing.save(tmp_path / "a.b.pdf")
    assert files == (tmp_path / "a.b.pdf", tmp_path / "a.b.caption.txt")
    assert files[0].read_bytes() == drawing.to("pdf")
    assert files[1].read_text(encoding="utf-8") == drawing.caption
    with pytest.raises(InputError, match=r"ending in \.png"):
        drawing.save(tmp_path / "a.jpg")


@pytest.mark.parametrize(("form", "dots"), [("png", 300), ("png", 100)])
def test_any_figure_of_matplotlib_is_rendered(form, dots):
    picture = figures.rendered(Figure(figsize=(3, 2)), form, dots=dots)
    assert int.from_bytes(picture[16:20], "big") == 3 * dots


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
