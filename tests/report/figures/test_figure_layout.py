"""The figures as they are drawn: no text covers another, equal input gives equal bytes, nothing global changes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import limits
from limits.assessment.assessor import assess_all
from limits.value import Value

from ..conftest import BARE, with_row

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")

from matplotlib.text import Text

from limits.report import figures

ROOT = Path(__file__).parents[3]
PROPOSED = ROOT / "docs" / "examples" / "proposed-run.toml"


def texts_of(figure):
    """Return what is written, with its place [pixel]."""
    figure.canvas.draw()
    (axes,) = figure.axes
    written = [*figure.texts, *axes.texts, axes.xaxis.label, axes.yaxis.label]
    for legend in figure.legends:
        written += legend.get_texts()
    for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
        written += [tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
    renderer = figure.canvas.get_renderer()
    return [(text.get_text(), Text.get_window_extent(text, renderer)) for text in written if text.get_text()]


ONE = figures.ONE_COLUMN
LAYOUTS = {
    "llama": lambda: figures.frontier([limits.assess("llama-3.1-405b")]),
    "llama in one column": lambda: figures.frontier([limits.assess("llama-3.1-405b")], size=ONE),
    "llama in a low figure": lambda: figures.frontier([limits.assess("llama-3.1-405b")], size=(7.0, 3.2)),
    "gpt-3 in one column": lambda: figures.frontier([limits.assess("gpt-3")], size=ONE),
    "pythia-70m": lambda: figures.frontier([limits.assess("pythia-70m")]),
    "a proposed run": lambda: figures.frontier([limits.assess(limits.load(PROPOSED))]),
    "several": lambda: figures.frontier(
        [*assess_all(["gpt-3", "palm", "llama-3.1-405b"]), limits.assess(limits.load(PROPOSED))]
    ),
    "small and large": lambda: figures.frontier(assess_all(["cerebras-gpt-111m", "pythia-70m", "llama-3.1-405b"])),
    "behind a bound": lambda: figures.frontier(
        [
            with_row(
                limits.assess("llama-3.1-405b"),
                "cmos",
                binds_at=Value(1e20, "FLOP"),
                doublings_left=Value(-18.5, "1"),
                loss_gained=Value(-0.65, "nat/token"),
            )
        ]
    ),
    "six": lambda: figures.frontier(
        assess_all(["gpt-3", "palm", "llama-3.1-405b", "deepseek-v3", "opt-175b", "bloom-176b"])
    ),
    "bare compute": lambda: figures.frontier([limits.assess(BARE)]),
    "no run": figures.frontier,
    "three laws": lambda: figures.frontier(laws=["besiroglu2024-minimum", "hoffmann2022", "kaplan2020"]),
    "three laws and a run": lambda: figures.frontier(
        [limits.assess("gpt-3")], laws=["besiroglu2024", "hoffmann2022", "kaplan2020"]
    ),
    "valleys": lambda: figures.valleys([limits.assess("llama-3.1-405b")]),
    "valleys in one column": lambda: figures.valleys(assess_all(["gpt-3", "llama-3-8b"]), size=ONE),
    "kaplan in one column": lambda: figures.frontier(
        [limits.assess("gpt-3", scaling="kaplan2020")], laws=["kaplan2020"], size=ONE
    ),
    "near valleys": lambda: figures.valleys(compute=[1e22 * 1.2**k for k in range(9)]),
    "an odd name": lambda: figures.frontier([limits.assess(limits.TrainingRun("_$x^$ 走 " + "y" * 80, **ODD))]),
}
ODD = {"flop": Value(1e24, "FLOP")}


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_text_covers_another_or_leaves_the_figure(name):
    figure = LAYOUTS[name]()
    texts = texts_of(figure)
    whole = figure.bbox
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


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_text_covers_a_point(name):
    figure = LAYOUTS[name]()
    texts = texts_of(figure)
    (axes,) = figure.axes
    for each in axes.get_lines():
        if each.get_marker() in (None, "None", "none", ""):
            continue
        for point in axes.transData.transform(np.column_stack(each.get_data())):
            assert not [text for text, box in texts if box.contains(*point)], each.get_label()


def test_names_that_somebody_gave_are_shown_and_never_set_as_mathematics():
    figure = LAYOUTS["an odd name"]()
    said = [text.get_text() for legend in figure.legends for text in legend.get_texts()]
    (label,) = [text for text in said if text.startswith("this run")]
    assert label.startswith("this run: _\\$x^\\$ ? y")
    assert len(label) < 70


def test_letters_stay_legible_in_one_column():
    figure = LAYOUTS["gpt-3 in one column"]()
    sizes = {text.get_fontsize() for text in figure.findobj(Text) if text.get_text()}
    assert min(sizes) >= 5.5


@pytest.mark.parametrize("layout", ["llama", "llama in one column"])
def test_leaders_start_at_the_foot_of_their_names(layout):
    figure = LAYOUTS[layout]()
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    named = [text for text in figure.axes[0].texts if getattr(text, "arrow_patch", None) and text.get_rotation() == 90]
    assert named
    for text in named:
        box = Text.get_window_extent(text, renderer)
        x, y = text.arrow_patch.get_transform().transform(text.arrow_patch.get_path().vertices)[0]
        assert x == pytest.approx((box.x0 + box.x1) / 2, abs=box.width / 4)
        assert y <= box.y0 + 1


# Bytes, and the state of the process


@pytest.mark.parametrize("form", figures.FORMATS)
def test_equal_input_gives_equal_bytes(form, llama):
    first, second = (figures.rendered(figures.frontier([llama]), form) for _ in range(2))
    assert first == second
    assert first.startswith({"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[form])


def test_drawing_one_figure_twice_gives_equal_bytes(llama):
    figure = figures.frontier([llama])
    assert figures.rendered(figure, "png") == figures.rendered(figure, "png")


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
    print(hashlib.sha256(figures.rendered(figures.valleys(), form)).hexdigest())
"""
    assert run_alone(code, PYTHONHASHSEED="1") == run_alone(code, PYTHONHASHSEED="2")


def test_nothing_of_the_process_is_changed():
    code = """
import sys, limits, matplotlib
before = dict(matplotlib.rcParams.copy())
from limits.report import figures
for figure in (figures.frontier([limits.assess("gpt-3")]), figures.valleys()):
    for form in figures.FORMATS:
        figures.rendered(figure, form)
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
for draw in (figures.frontier, figures.valleys):
    try:
        draw()
    except figures.MissingMatplotlibError as error:
        print(error)
"""
    assert run_alone(code).splitlines() == [
        'figures are drawn by matplotlib, which is not installed; python -m pip install "matplotlib>=3.8"'
    ] * len(("frontier", "valleys"))
