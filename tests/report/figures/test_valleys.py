"""Valleys as a figure: what their lines, points and labels say; and what no figure can show."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

import limits
from limits.assessment.assessor import assess_all
from limits.errors import InputError, UnknownNameError
from limits.scaling import DEFAULT, get, loss, optimum
from limits.scaling.law import Span

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")


from matplotlib.text import Text

from limits.report import figures
from limits.report.figures.places import places
from limits.report.figures.style import LAWS
from limits.report.figures.valleys import _width

from .layouts import drawn, line

LAW = get(DEFAULT)
E = LAW.coefficients.E
SIX = ["gpt-3", "palm", "llama-3.1-405b", "deepseek-v3", "opt-175b", "bloom-176b"]


@pytest.fixture(scope="module")
def valleys():
    return figures.valleys([limits.assess("llama-3-8b")], compute=[1e20, 1e22])


def test_valleys_are_loss_at_fixed_compute(valleys):
    axes = valleys.axes
    assert axes.get_xscale() == "log"
    assert axes.get_yscale() == "log"
    assert axes.get_xlabel() == "Parameters $N$ [parameter]"
    assert axes.get_ylabel() == "Loss above the asymptote $E$ [nat/token]"
    for compute in (1e20, 1e22):
        parts = [each for each in axes.get_lines() if str(each.get_label()).endswith(f":{compute:g}")]
        assert parts
        for part in parts:
            N, L = drawn(part)
            assert pytest.approx(L + E, rel=1e-6, abs=1e-12) == loss(LAW, N, compute / (6 * N))


def test_valleys_are_solid_where_size_and_tokens_lie_within_the_runs_behind_the_law(valleys):
    sizes, tokens = LAW.fitted.parameters, LAW.fitted.tokens
    for compute in (1e20, 1e22):
        solid = line(valleys, f"_within:{compute:g}")
        assert solid.get_linestyle() == "-"
        N, _ = drawn(solid)
        whole = [each for each in valleys.axes.get_lines() if str(each.get_label()).endswith(f":{compute:g}")]
        left, right = (end(end(drawn(part)[0]) for part in whole) for end in (min, max))
        assert right / left > 10**2.4 * (1 - 1e-9)
        assert N.min() == pytest.approx(max(sizes.low, compute / 6 / tokens.high, left), rel=1e-9, abs=0)
        assert N.max() == pytest.approx(min(sizes.high, compute / 6 / tokens.low, right), rel=1e-9, abs=0)
    assert line(valleys, "_beyond:1e+22").get_linestyle() == "--"
    own = [str(each.get_label()) for each in valleys.axes.get_lines() if "e+23" in str(each.get_label())]
    assert [label.partition(":")[0] for label in own] == ["_beyond"]


def test_optima_are_the_lowest_points_and_the_path_joins_them(valleys):
    optima = line(valleys, "optimum, $N \\propto C^{0.51}$")
    assert len(optima.get_xdata()) == 3
    for compute, N, L in zip((1e20, 1e22), *optima.get_data(), strict=False):
        sizes = np.geomspace(N / 30, N * 30, 20001)
        losses = loss(LAW, sizes, compute / (6 * sizes))
        assert pytest.approx(losses.min() - E, abs=1e-6) == L
        assert sizes[losses.argmin()] == pytest.approx(N, rel=1e-2, abs=0)
    both = [drawn(line(valleys, f"_{part}:path")) for part in ("within", "beyond")]
    N, L = (np.concatenate(pair) for pair in zip(*both, strict=True))
    order = np.argsort(N)
    assert np.interp(np.log(optima.get_xdata()), np.log(N[order]), L[order]) == pytest.approx(
        optima.get_ydata(), abs=1e-4
    )


def test_an_asked_run_is_a_point_of_its_own_valley(valleys):
    run = line(valleys, "predicted: llama-3-8b")
    (N,), (L,) = run.get_data()
    at, losses = drawn(line(valleys, next(f"_beyond:{c:g}" for c in [places_of("llama-3-8b").compute])))
    assert np.interp(math.log(N), np.log(at), losses) == pytest.approx(L, abs=1e-3)
    assert at.min() < N < at.max()


def places_of(name):
    (place,) = places([limits.assess(name)], LAW)
    return place


def test_default_valleys_are_powers_of_ten_within_the_runs_behind_the_law():
    figure = figures.valleys(law="muennighoff2023")
    texts = [text.get_text() for text in figure.axes.texts]
    assert texts == [f"$10^{{{power}}}$ FLOP" for power in (21, 19, 17)]


def test_a_law_that_leaves_the_embedding_out_says_so_on_the_axis():
    figure = figures.valleys(law="kaplan2020", compute=[1e20])
    assert figure.axes.get_xlabel() == "Parameters $N$, non-embedding [parameter]"


@pytest.mark.parametrize(("of", "scale"), [({}, 1.0), ({"style": "talk"}, 2.0)])
def test_labels_stand_right_of_their_valleys_and_the_axis_ends_behind_the_last(of, scale):
    figure = figures.valleys(compute=[1e20, 1e22], **of)
    figure.figure.canvas.draw()
    axes, points = figure.axes, scale * figure.figure.dpi / 72
    boxes = [Text.get_window_extent(text, figure.figure.canvas.get_renderer()) for text in axes.texts]
    for compute, box in zip((1e22, 1e20), boxes, strict=True):
        parts = [each for each in axes.get_lines() if str(each.get_label()).endswith(f":{compute:g}")]
        ends = [axes.transData.transform(np.column_stack(drawn(each)))[-1] for each in parts]
        x, y = max(map(tuple, ends))
        assert box.x0 - x == pytest.approx(6 * points, abs=1.5)
        assert (box.y0 + box.y1) / 2 == pytest.approx(y, abs=2 * points)
    assert axes.bbox.x1 - max(box.x1 for box in boxes) == pytest.approx(6 * points, abs=2.5)
    assert not [text for text in axes.texts if getattr(text, "arrow_patch", None)]  # none was moved
    widest = max(each.get_xdata().max() for each in axes.get_lines() if len(each.get_xdata()) > 10)
    assert widest / 10 < max(axes.get_xticks()) <= 10 * widest
    assert max(axes.get_xticks(minor=True)) <= 10 * widest


def test_labels_of_crowded_valleys_stand_in_one_column_with_lines_to_their_ends():
    figure = figures.valleys(compute=[1e22 * 1.02**k for k in range(6)], size=figures.ONE_COLUMN)
    figure.figure.canvas.draw()
    boxes = [Text.get_window_extent(text, figure.figure.canvas.get_renderer()) for text in figure.axes.texts]
    assert len({round(box.x0) for box in boxes}) == 1
    middles = sorted((box.y0 + box.y1) / 2 for box in boxes)
    assert min(np.diff(middles)) == pytest.approx(1.5 * 7.0 * figure.figure.dpi / 72, rel=0.1, abs=0)
    assert all(text.arrow_patch is not None for text in figure.axes.texts)


# Refusals


def test_runs_off_the_frontier_are_refused_with_their_reasons():
    runs = [limits.assess(name) for name in ("gpt-3", "stable-diffusion-1", "alexnet")]
    for draw in (figures.frontier, figures.valleys):
        with pytest.raises(InputError, match="besiroglu2024-minimum describes modality text") as refused:
            draw(runs)
        assert [problem.where for problem in refused.value.problems] == ["stable-diffusion-1", "alexnet"]


def test_an_assessment_on_another_law_is_refused(llama):
    with pytest.raises(InputError, match="assess it with scaling='hoffmann2022'"):
        figures.frontier([llama], laws=["hoffmann2022"])


def behind(**ends):
    """Return a law of whose runs only one end of the compute is known."""
    return replace(LAW, key="mine", fitted=replace(LAW.fitted, compute=Span(**ends)))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: figures.frontier(laws=[]), "given 0, wanted 1 to 4"),
        (lambda: figures.frontier(laws=["besiroglu2024"] * (len(LAWS) + 1)), "given 5, wanted 1 to 4"),
        (lambda: figures.frontier(laws=[LAW, replace(LAW, key="mine", loss_unit="bit/byte")]), "loss_unit bit/byte"),
        (lambda: figures.frontier([limits.assess("gpt-3")] * 7), "at most 6"),
        (lambda: figures.frontier(size=(1.0, 4.0)), "each from 2.4 to 40"),
        (lambda: figures.frontier(size=(math.nan, math.inf)), "each from 2.4 to 40"),
        (
            lambda: figures.frontier([limits.assess("gpt-3")], size=(2.4, 2.4)),
            "legend and names of bounds leave no room",
        ),
        (lambda: figures.valleys(size=(2.4, 40.1)), "each from 2.4 to 40"),
        (lambda: figures.valleys(assess_all(SIX), size=(2.4, 2.4)), "the legend leaves no room"),
        (lambda: figures.valleys(compute=[0.0, math.inf, 1e20]), "given inf"),
        (lambda: figures.valleys(compute=[]), "computes of the valleys"),
        (lambda: figures.valleys(law="sardana2023-all"), "state them"),
        (lambda: figures.valleys(law=behind(low=1e18)), "state them"),
        (lambda: figures.valleys(law=behind(high=1e22)), "state them"),
        (lambda: figures.valleys(compute=np.geomspace(1e18, 1e28, 11).tolist()), "at most 10"),
        (lambda: figures.rendered(figures.valleys(), "jpg"), "one of png, svg, pdf"),
        (lambda: figures.format_of("frontier"), "ending in .png, .svg, .pdf"),
    ],
)
def test_what_cannot_be_drawn_is_refused(call, said):
    with pytest.raises(InputError) as refused:
        call()
    assert said in str(refused.value)


def test_an_unknown_law_is_refused():
    with pytest.raises(UnknownNameError, match="did you mean kaplan2020"):
        figures.frontier(laws=["kaplan"])


@pytest.mark.parametrize("times", [30.0, 1.0 / 30.0])
def test_a_valley_reaches_beyond_a_run_on_either_side_of_its_optimum(times):
    compute = 1e22
    best = float(optimum(LAW, compute).parameters)
    run = limits.TrainingRun(
        "r", parameters=f"{times * best} parameter", tokens=f"{compute / (6 * times * best)} token"
    )
    axes = figures.valleys([limits.assess(run)], law=LAW).axes
    sizes = np.concatenate([each.get_xdata() for each in axes.get_lines() if len(each.get_xdata()) > 20])
    assert min(sizes) < min(times, 1.0) * best
    assert max(sizes) > max(times, 1.0) * best


@pytest.mark.parametrize("times", [100.0, 0.01])
def test_a_valley_ends_a_quarter_of_a_decade_beyond_a_run(times):
    """Two decades to either side of the optimum, and 0.25 more; 1.2 where no run is farther."""
    place = SimpleNamespace(parameters=times * float(optimum(LAW, 1e22).parameters), compute=1e22)
    assert _width(LAW, [place]) == pytest.approx(2.25, rel=1e-9, abs=0)
    assert _width(LAW, []) == 1.2
