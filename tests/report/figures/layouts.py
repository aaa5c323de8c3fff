"""What the tests of figures draw, and what they look at: texts and marks with their places."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from matplotlib.legend import Legend
from matplotlib.text import Text

import limits
from limits import scaling
from limits.assessment.assessor import assess_all
from limits.catalog import shipped
from limits.pasted import read
from limits.pasted.judging.verdict import judge
from limits.pasted.machine import hardware
from limits.report import figures
from limits.value import Value

from ...pasted.written import nccl
from ..conftest import BARE, with_row

ROOT = Path(__file__).parents[3]
TWO_NODES = ROOT / "docs" / "examples" / "two-nodes.log"
RUNS = ROOT / "docs" / "examples" / "fits" / "runs.csv"
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
    "fit": lambda **of: figures.fit(scaling.fit(scaling.Points.read(RUNS)), panels=["data"], **of),
    "link": lambda **of: figures.link(measured(TWO_NODES.read_text(encoding="utf-8"), "8x200G"), **of),
    "valleys of several": lambda **of: figures.valleys(assess_all(["gpt-3", "llama-3-8b"]), **of),
}
"""What stands in one column of a journal, on a slide, and on somebody's axes."""

LARGE = tuple(2**power for power in range(28, 34))  # byte

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
    "link of unknown hardware": lambda: figures.link(measured(TWO_NODES.read_text(encoding="utf-8")), size=ONE),
    "link of large sizes alone": lambda: figures.link(measured(nccl(sizes=LARGE).text, "8x400G"), size=ONE),
    "link over all sizes": lambda: figures.link(measured(nccl().text, "8x400G"), size=ONE),
    "link of one size": lambda: figures.link(measured(nccl(sizes=LARGE[-1:]).text, "8x400G")),
    "link of bounds that crowd": lambda: figures.link(measured(nccl(rate=400.0).text, "8x410G"), size=ONE),
    "an odd name": lambda: figures.frontier([odd()]),
    "ladder of an odd name": lambda: figures.ladder([replace(limits.assess(LLAMA), run=odd().run)]),
}
SIZES = {"one column": {"size": ONE}, "two columns": {}, "a slide": {"style": "talk"}}
DRAWN = {
    **{f"{name}, {size}": partial(draw, **of) for name, draw in LAYOUTS.items() for size, of in SIZES.items()},
    **OTHERS,
}
TOO_LOW = {"ladder of several, one column"}  # refused, see below


def measured(text, nic=None):
    """Return the one measurement of a text, on a machine with these adapters."""
    (table,) = read(text)
    return judge(table, hardware.Stated(nics=nic and hardware.nics(nic)), shipped())


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


def line(figure, label):
    """Return the one line of a label; labels that begin with _ are those that the legend leaves out."""
    (found,) = [each for each in figure.axes.get_lines() if each.get_label() == label]
    return found


def labels(figure):
    return [text.get_text() for legend in figure.axes.findobj(Legend) for text in legend.get_texts()]


def caption(figure):
    """Return the caption on one line."""
    return " ".join(figure.caption.split())


def drawn(found):
    """Return the points of a line that are drawn."""
    x, y = (np.asarray(values, dtype=float) for values in found.get_data())
    return x[np.isfinite(y)], y[np.isfinite(y)]
