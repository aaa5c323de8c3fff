"""The frontier as a figure: what its lines, points, labels and its caption say."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest

import limits
from limits.assessment.assessor import assess_all
from limits.catalog import shipped
from limits.scaling import DEFAULT, get, loss, optimum
from limits.scaling.frontier.prediction import reducible
from limits.value import Value

from ..conftest import with_row

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")


from matplotlib.legend import Legend

from limits.report import figures
from limits.report.document import MEANINGS
from limits.report.figures.frontier import _losses
from limits.report.figures.places import places, published
from limits.report.figures.style import KINDS, RUNS
from limits.scaling.uncertain import spread

from .layouts import caption, drawn, labels, line

LAW = get(DEFAULT)
E = LAW.coefficients.E
BAND = "besiroglu2024-minimum"


@pytest.fixture(scope="module")
def figure(llama):
    return figures.frontier([llama])


def test_axes_are_named_with_units(figure):
    axes = figure.axes
    assert axes.get_xscale() == "log"
    assert axes.get_yscale() == "log"
    assert axes.get_xlabel() == "Training compute $C = 6ND$ [FLOP]"
    assert axes.get_ylabel() == "Loss above the asymptote $E$ [nat/token]"
    ticks = [tick.get_text() for tick in axes.get_yticklabels() if tick.get_text()]
    assert {"0.01", "0.1", "1"} <= set(ticks)  # plain numbers


def test_frontier_is_solid_within_the_runs_behind_the_law_and_dashed_beyond(figure):
    solid, dashed = line(figure, f"≈ trend {DEFAULT}"), line(figure, "beyond the runs behind the law")
    assert solid.get_linestyle() == "-"
    assert dashed.get_linestyle() == "--"
    span = LAW.fitted.compute
    C, _ = drawn(solid)
    assert (C.min(), C.max()) == pytest.approx((span.low, span.high), rel=1e-9, abs=0)
    C, _ = drawn(dashed)
    touching = np.isclose(C, span.low) | np.isclose(C, span.high)
    assert np.all((span.low > C) | (span.high < C) | touching)
    assert C.max() > 1e33


@pytest.mark.parametrize("part", [f"≈ trend {DEFAULT}", "beyond the runs behind the law"])
def test_frontier_is_the_least_loss_of_any_size_above_the_asymptote(figure, part):
    """The same by another way: the least of many sizes at one compute."""
    C, L = drawn(line(figure, part))
    for compute, least in zip(C[::40], L[::40], strict=True):
        N = np.geomspace(1e5, 1e16, 20001)
        assert least == pytest.approx(loss(LAW, N, compute / (6 * N)).min() - E, abs=1e-6)


def test_the_caption_says_what_was_taken_off_and_that_it_is_no_bound(figure):
    assert f"E is {E:.3f}" in caption(figure)
    assert "nat/token (" in caption(figure)
    assert "the end of a trend, no bound." in caption(figure)


def test_published_runs_are_ticks_at_their_compute_and_no_loss_is_drawn_of_them(figure, everything):
    """A loss that a law predicts is no observation: nothing of it may look like one."""
    ticks = [each for each in figure.axes.get_lines() if each.get_label() == "_published"]
    own = {a.run.name: a.frontier for a in everything if a.frontier is not None and a.frontier.loss is not None}
    del own["llama-3.1-405b"]  # asked, and not drawn twice
    compute = sorted(6 * float(found.parameters) * float(found.tokens) for found in own.values())
    assert len(ticks) == len(compute) > 50
    at = sorted(float(each.get_xdata()[0]) for each in ticks)
    half = 0.8 / 72 * figure.figure.dpi / figure.axes.bbox.width * np.diff(np.log10(figure.axes.get_xlim()))[0]
    assert np.log10(at) == pytest.approx(np.log10(compute), abs=1.01 * half)
    assert all(each.get_transform() == figure.axes.get_xaxis_transform() for each in ticks)
    assert max(max(each.get_ydata()) for each in ticks) < 0.1  # of the height of the axes: along the axis
    boxes = {(float(each.get_xdata()[0]), tuple(each.get_ydata())) for each in ticks}
    assert len(boxes) == len(ticks)
    for x in {x for x, _ in boxes}:
        stacked = sorted(ends for other, ends in boxes if other == x)
        assert all(above[0] > below[1] for below, above in pairwise(stacked))
    assert stacked[0][0] > 0
    shown = [each for each in figure.axes.get_lines() if each.get_marker() == "o"]
    assert [len(each.get_xdata()) for each in shown] == [1]  # the asked run
    assert f"{len(ticks)} published runs at their compute, 6 N D" in caption(figure)
    assert "their losses on one and the same text are not known, and none is drawn" in caption(figure)
    sparse = len({a.run.name for a in everything if a.run.texts["architecture"] == "moe"} & set(own))
    assert f"N of the {sparse} mixtures of experts being the active parameters" in caption(figure)
    assert "published runs, compute alone" in labels(figure)


def test_published_runs_are_counted_as_the_law_counts_or_said_to_be_the_total():
    law = get("kaplan2020")
    found = published(law, shipped())
    for name in ("gpt-3-175b", "llama-3.1-405b"):
        alone = limits.assess(name, scaling="kaplan2020")
        at = found.names.index(name)
        N, D = float(alone.frontier.parameters), float(alone.frontier.tokens)
        assert found.compute[at] == pytest.approx(6 * N * D, rel=1e-6, abs=1e-12)
        assert found.counted[at] == (float(alone.run.numbers["active_parameters"]) != N)
    figure = figures.frontier(laws=[law])
    left = int(np.sum(~found.counted))
    assert (f"N of {left} of {len(found.names)} published runs is the total" in caption(figure)) == (left > 0)
    assert published(LAW, shipped()).counted.all()


def test_asked_run_and_its_bounds_stand_where_the_assessment_says(figure, llama):
    run = line(figure, "predicted: llama-3.1-405b")
    now = float(llama.frontier.loss) - float(llama.frontier.irreducible_loss)
    assert run.get_ydata() == pytest.approx([now], rel=1e-6, abs=1e-12)
    N, D = float(llama.frontier.parameters), float(llama.frontier.tokens)
    assert run.get_xdata() == pytest.approx([6 * N * D], rel=1e-6, abs=1e-12)
    assert run.get_markerfacecolor() == "none"  # a prediction is a ring, and hides nothing
    path = line(figure, "_path")
    for key in ("all-reduce", "shannon", "cmos", "memory-capacity", "landauer"):
        row = llama.bounds[key]
        interval, mark = line(figure, f"_interval:{key}"), line(figure, f"_{row.kind}:{key}")
        at = row.binds_at.ends
        assert interval.get_xdata() == pytest.approx(at, rel=1e-3, abs=0)
        assert interval.get_ydata() == pytest.approx([now - float(row.loss_gained)] * 2, rel=1e-6, abs=1e-12)
        assert mark.get_marker() == KINDS[row.kind]["marker"]
        spot = np.interp(math.log(float(row.binds_at)), np.log(path.get_xdata()), np.log(path.get_ydata()))
        assert math.exp(spot) == pytest.approx(interval.get_ydata()[0], rel=1e-3, abs=0)
    assert not [each for each in figure.axes.get_lines() if "bekenstein" in str(each.get_label())]
    (beyond,) = re.findall(r"llama-3\.1-405b: bounds beyond this axis: ([\w, -]+)\.", caption(figure))
    drawn = {str(each.get_label()) for each in figure.axes.get_lines()}
    assert beyond.split(", ") == [row.law for row in llama.ladder if f"_{row.kind}:{row.law}" not in drawn]
    assert "bekenstein" in beyond


def test_kinds_never_look_alike_and_each_is_in_the_legend(llama):
    keys, looks = ("all-reduce", "shannon", "cmos"), set()
    kinds = list(KINDS)
    for some in (kinds[:3], kinds[3:]):
        rows = llama
        for key, kind in zip(keys, some, strict=True):
            rows = with_row(rows, key, kind=kind)
        figure = figures.frontier([rows])
        for key, kind in zip(keys, some, strict=True):
            mark = line(figure, f"_{kind}:{key}")
            looks.add((mark.get_marker(), mark.get_markerfacecolor() == "white"))
            assert MEANINGS[kind] in labels(figure)
    assert len(looks) == len(KINDS)


def test_names_of_bounds_are_written(figure):
    names = [text.get_text() for text in figure.axes.texts if text.get_text()]
    assert names == [
        "peak-operations",
        "all-reduce",
        "shannon",
        "cmos",
        "memory-capacity",
        "landauer*",
        "batch-latency",
    ]


def test_caption_names_law_kind_and_what_the_numbers_hang_on(figure, llama):
    assert f"≈ trend {DEFAULT}: {LAW.title}" in caption(figure)
    assert "none is measured" in caption(figure)
    assert "landauer 300 K, 16 bit/FLOP*" in caption(figure)
    assert figure.caption.splitlines()[-1] == (
        f"limits {limits.__version__}, CODATA 2022, catalogue {shipped().sha256[:12]}, law {LAW.sha256[:12]}, "
        f"input {llama.input_sha256[:12]}"
    )


def test_an_uncertain_law_has_a_band_and_its_run_an_interval():
    assessed = limits.assess("gpt-3", scaling=BAND)
    figure = figures.frontier([assessed], laws=[BAND])
    assert "its band, 5 to 95 %" in labels(figure)
    bar = line(figure, "_interval:gpt-3-175b")
    above = assessed.frontier.reducible_loss
    assert list(bar.get_ydata()) == [above.low, above.high]
    (band,) = figure.axes.collections
    x, y = band.get_paths()[0].vertices.T
    for compute in (1e20, 1e24, 1e28):
        ask = lambda law: {"above": reducible(law, *optimum(law, compute)[:2])}  # noqa: B023, E731 - asked here
        least, most = np.percentile(spread(get(BAND), ask)["above"][1:], [5, 95])
        near = np.abs(np.log(x / compute)) < 0.05
        assert y[near].min() == pytest.approx(least, rel=0.02, abs=0)
        assert y[near].max() == pytest.approx(most, rel=0.02, abs=0)
    assert "Bands are of L - E, each draw of a law with its own E" in caption(figure)
    assert "without band" not in caption(figure)


def test_marks_stand_under_their_names_at_the_top_and_all_on_one_height(figure):
    axes, points = figure.axes, figure.figure.dpi / 72
    names = [text for text in axes.texts if text.get_rotation() == 90]
    marks = [
        each for each in axes.get_lines() if str(each.get_label()).startswith(tuple(f"_{kind}:" for kind in KINDS))
    ]
    at = [axes.transData.transform(np.column_stack(each.get_data()))[0] for each in marks]
    feet = [axes.transData.transform(text.get_position()) for text in names]
    assert len(at) == len(feet) == 7
    assert [y for _, y in at] == pytest.approx([at[0][1]] * 7, rel=1e-6, abs=1e-12)
    for mark, foot in zip(sorted(map(tuple, at)), sorted(map(tuple, feet)), strict=True):
        assert foot[0] == pytest.approx(mark[0], rel=1e-6, abs=1e-12)
        assert 4.5 < (foot[1] - mark[1]) / points < 7.0  # above the mark, and close to it
    assert axes.bbox.y1 - 80 * points < at[0][1] < axes.bbox.y1 - 60 * points  # the longest name fits above


@pytest.mark.parametrize(("of", "scale"), [({}, 1.0), ({"size": figures.ONE_COLUMN}, 1.0), ({"style": "talk"}, 2.0)])
def test_curves_keep_their_distance_from_legends_and_names(of, scale):
    figure = figures.frontier([limits.assess("llama-3.1-405b", scaling=BAND)], laws=[BAND], **of)
    figure.figure.canvas.draw()
    axes, points = figure.axes, scale * figure.figure.dpi / 72
    renderer = figure.figure.canvas.get_renderer()
    curves = [each for each in axes.get_lines() if len(each.get_xdata()) > 10]
    spots = np.concatenate([axes.transData.transform(np.column_stack(drawn(each))) for each in curves])
    band = axes.transData.transform(axes.collections[0].get_paths()[0].vertices)
    spots = np.concatenate([spots, band[band[:, 0] > axes.bbox.x0]])
    legends = sorted(axes.findobj(Legend), key=lambda each: len(each.get_texts()))
    marks, rest = (each.get_window_extent(renderer) for each in legends)
    near = spots[spots[:, 0] < rest.x1 + 6 * points]
    assert near[:, 1].min() > rest.y1 + 4.5 * points  # of seven, less what the ticks of losses then take
    near = spots[spots[:, 0] > marks.x0 - 6 * points]
    assert near[:, 1].max() < marks.y0 - 6 * points
    heads = [
        each for each in axes.get_lines() if str(each.get_label()).startswith(tuple(f"_{kind}:" for kind in KINDS))
    ]
    at = np.concatenate([axes.transData.transform(np.column_stack(each.get_data())) for each in heads])
    near = spots[spots[:, 0] > at[:, 0].min() - 8 * points]
    assert near[:, 1].max() < at[:, 1].min() - 10 * points  # two gaps
    ticks = [each for each in axes.get_lines() if each.get_label() == "_published"]
    top = max(max(each.get_ydata()) for each in ticks) * axes.bbox.height + axes.bbox.y0
    assert top < rest.y0
    assert rest.y0 - top < 8 * points


def test_a_law_that_knows_nothing_of_its_uncertainty_has_no_band_and_says_so():
    figure = figures.frontier(laws=["hoffmann2022"])
    assert not figure.axes.collections
    assert "hoffmann2022: without band" in caption(figure)
    assert not [label for label in labels(figure) if "band" in label]


def test_several_laws_share_the_axes_and_the_first_one_predicts():
    asked = limits.assess("gpt-3", scaling=BAND)
    figure = figures.frontier([asked], laws=[BAND, "hoffmann2022", "kaplan2020"])
    said = labels(figure)
    assert "≈ trend hoffmann2022" in said
    unknown = "≈ trend kaplan2020: compute of its runs not stated"
    assert unknown in said
    assert said.count("beyond the runs behind the law") == 1
    assert line(figure, unknown).get_linestyle() == "--"
    assert figure.axes.get_ylabel() == "Loss above the asymptote $E$ [nat/token]"
    assert "E is 1.693 nat/token (hoffmann2022)" in caption(figure)
    assert "E is 0.000 nat/token (kaplan2020)" in caption(figure)
    assert "tokenizers and corpora do not compare" in caption(figure)
    assert "6 N D is not what its runs cost" in caption(figure)
    assert "hoffmann2022, kaplan2020: without band" in caption(figure)
    assert f"as {BAND} predicts them" in caption(figure)
    colors = {line(figure, label).get_color() for label in (f"≈ trend {BAND}", "≈ trend hoffmann2022", unknown)}
    assert len(colors) == 3


def test_several_runs_are_numbered_and_differ_in_marker():
    figure = figures.frontier(assess_all(["gpt-3", "palm", "llama-3.1-405b"]))
    runs = [line(figure, f"{n}, predicted: {name}") for n, name in enumerate(("gpt-3-175b", "palm-540b"), start=1)]
    assert runs[0].get_marker() != runs[1].get_marker()
    assert "landauer* (3)" in {text.get_text() for text in figure.axes.texts}
    assert len({marker for _, marker in RUNS}) == len({color for color, _ in RUNS}) == len(RUNS)


def test_a_run_of_bare_compute_stands_at_the_optimum_and_says_so(bare):
    figure = figures.frontier([bare])
    run = line(figure, "predicted: bare-flop")
    assert run.get_xdata() == pytest.approx([1e26], rel=1e-6, abs=1e-12)
    assert run.get_ydata() == pytest.approx([float(optimum(LAW, 1e26).loss) - E], rel=1e-6, abs=1e-12)
    assert "bare-flop: drawn at the optimum at its compute" in caption(figure)


def test_a_run_whose_stated_compute_is_not_six_times_size_and_tokens_is_on_its_law_and_says_so():
    (place,) = places([limits.assess("lamda-137b")], LAW)
    assert place.reducible[1] >= float(optimum(LAW, place.compute).loss) - E
    assert any("its stated compute, 3.55e23 FLOP" in note for note in place.notes)
    ladder = limits.assess("lamda-137b").ladder
    assert place.marks[0].compute / place.compute == pytest.approx(
        2.0 ** float(ladder[0].doublings_left), rel=1e-6, abs=1e-12
    )


def test_a_run_beyond_a_bound_has_its_mark_behind_it(llama):
    row = llama.bounds["cmos"]
    behind = with_row(
        llama,
        "cmos",
        binds_at=Value(1e24, "FLOP"),
        doublings_left=Value(-5.2, "1"),
        share_of_reducible_loss=Value(-0.9, "1"),
    )
    assert row.binds_at.value > 1e26
    figure = figures.frontier([behind])
    assert line(figure, "_interval:cmos").get_xdata() == pytest.approx([1e24] * 2, rel=1e-3, abs=0)
    assert line(figure, "_path").get_xdata().min() == pytest.approx(1e24, rel=1e-3, abs=0)


def test_losses_between_two_computes_hold_those_at_the_ends():
    curve = SimpleNamespace(get_data=lambda: ([1e20, 1e21, 1e22, 1e23], [10.0, 100.0, 1000.0, 1e4]))
    sheet = SimpleNamespace(axes=SimpleNamespace(get_lines=lambda: [curve], collections=[]))
    assert _losses(sheet, 1e20, 1e22) == (1.0, 3.0)
    assert _losses(sheet, 1e21, 1e23) == (2.0, 4.0)
