"""The ladder as a figure: what its marks, bars, texts and its caption say, and what is refused."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

import limits
from limits.assessment.assessor import assess_all
from limits.assessment.records import Basis, Choice, Status
from limits.errors import InputError
from limits.report import numbers
from limits.report.document import MEANINGS
from limits.value import Value

from ..conftest import with_row

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")

from limits.report import figures
from limits.report.figures.rungs import FAR, ladder_of, unknown
from limits.report.figures.style import KINDS, RUNS, STYLES, mark, styled

SEVERAL = ["gpt-3", "palm", "llama-3.1-405b", "deepseek-v3"]


@pytest.fixture(scope="module")
def drawing(llama):
    return figures.ladder([llama])


@pytest.fixture(scope="module")
def several():
    return figures.ladder(assess_all(SEVERAL))


def line(drawing, label):
    (found,) = [each for each in drawing.axes.get_lines() if each.get_label() == label]
    return found


def lines(drawing, begin):
    return [each for each in drawing.axes.get_lines() if str(each.get_label()).startswith(begin)]


def texts(drawing):
    return [text.get_text() for text in drawing.axes.texts if text.get_text()]


def caption(drawing):
    return " ".join(drawing.caption.split())


def height(each):
    (low,) = set(each.get_ydata())
    return low


# What is drawn


def test_each_mark_stands_at_the_times_that_the_assessment_says(drawing, llama):
    for row in llama.ladder:
        found = line(drawing, f"_{row.kind}:{row.law}:0")
        assert found.get_marker() == KINDS[row.kind]["marker"]
        if row.doublings_left.value * math.log10(2) <= 9.0:
            assert found.get_xdata()[0] == pytest.approx(2.0**row.doublings_left.value, rel=1e-6, abs=1e-12)
            low, high = row.doublings_left.ends
            bar = line(drawing, f"_interval:{row.law}:0")
            assert list(bar.get_xdata()) == pytest.approx([2.0**low, 2.0**high], rel=1e-6, abs=1e-12)
            assert height(bar) == height(found)


def test_what_is_far_stands_at_the_edge_not_to_scale_and_says_how_far(drawing, llama):
    far = [row for row in llama.ladder if row.doublings_left.value * math.log10(2) > FAR]
    assert {row.law for row in far} >= {"light-latency", "bekenstein"}
    edge = line(drawing, "_edge").get_xdata()[0]
    at = {line(drawing, f"_{row.kind}:{row.law}:0").get_xdata()[0] for row in far}
    assert len(at) == 1
    assert edge < at.pop() < drawing.axes.get_xlim()[1]
    near = [row for row in llama.ladder if row not in far]
    assert all(2.0**row.doublings_left.value < edge for row in near)
    assert drawing.axes.get_xticklabels()[-1].get_text() == "farther"
    for row in far:
        assert not lines(drawing, f"_interval:{row.law}")
        assert f"{row.law} {numbers.times(row.doublings_left)}" in texts(drawing)
        assert f"{row.law} {numbers.times(row.doublings_left)}" in caption(drawing)
    assert "Not to scale, at the edge: " in caption(drawing)


def test_ratings_stand_apart_above_everything_else(llama):
    middle = with_row(llama, "cmos", kind="rating")  # one that would stand between theorems
    drawing = figures.ladder([middle])
    rated = [height(each) for each in lines(drawing, "_rating:")]
    others = [height(each) for kind in ("theorem", "law", "model") for each in lines(drawing, f"_{kind}:")]
    assert len(rated) == 2
    assert max(rated) < height(line(drawing, "_apart")) < min(others)  # heights are counted from the top
    assert "Data sheets are no law: they stand apart, above." in caption(drawing)


def test_without_ratings_nothing_is_set_apart(llama):
    drawing = figures.ladder([with_row(llama, "peak-operations", doublings_left=None, headroom=None)])
    assert not lines(drawing, "_apart")
    assert "Data sheets" not in drawing.caption


def test_everything_has_a_line_of_the_axes(drawing, several):
    for figure in (drawing, several):
        low, high = figure.axes.get_ylim()
        assert high == 0.0  # the top; lines are counted from there
        heights = [text.get_position()[1] for text in figure.axes.texts if text.get_text()]
        heights += [height(each) for each in figure.axes.get_lines() if each.get_marker() not in ("None", None)]
        assert min(heights) == pytest.approx(0.5, rel=1e-6, abs=1e-12)  # the key stands on the first line
        assert max(heights) == pytest.approx(low - 0.5 - 0.35, rel=1e-6, abs=1e-12)  # and what is not known on the last
        rows = [height(each) for kind in KINDS for each in lines(figure, f"_{kind}:")]
        key = len({height(each) for each in lines(figure, "_key:")})
        assert min(rows) == pytest.approx(key + 0.35 + (1.0 if figure is drawing else 1.5), rel=1e-6, abs=1e-12)
        lines_of_text = figure.axes.bbox.height / (low - high)
        assert lines_of_text == pytest.approx(1.3 * 8.0 / 72 * figure.figure.dpi, rel=1e-3, abs=0)


def test_limits_stand_in_their_order_from_top_to_bottom(drawing, llama):
    heights = [height(line(drawing, f"_{row.kind}:{row.law}:0")) for row in llama.ladder]
    assert heights == sorted(heights)
    assert len(set(heights)) == len(heights)  # a height of its own: none hides another


def test_names_numbers_and_what_they_hang_on_are_written(drawing):
    said = texts(drawing)
    for text in ("peak-operations 2.9x", "989 TFLOP/s", "all-reduce 31x", "400 Gbit/s", "16 byte/parameter, 85.5 GB"):
        assert text in said
    assert "8.44 m" in said  # of light-latency; the bare number of its medium is left out
    place = said.index("all-reduce 31x")
    assert said[place + 1] == "400 Gbit/s"


def test_the_axis_says_larger_than_what(drawing):
    axes = drawing.axes
    assert axes.get_xscale() == "log"
    assert axes.get_xlabel() == "Times larger than llama-3.1-405b, on the same budget"
    assert axes.get_ylabel() == ""
    assert [tick.get_text() for tick in axes.get_xticklabels()][:5] == ["1", "10", "100", "$10^{3}$", "$10^{4}$"]
    now = line(drawing, "_now")
    assert list(now.get_xdata()) == [1, 1]
    rungs = [height(each) for kind in KINDS for each in lines(drawing, f"_{kind}:")]
    assert min(now.get_ydata()) < min(rungs) < max(rungs) < max(now.get_ydata())
    assert axes.get_xlim()[0] < 1.0


def test_what_hangs_on_a_convention_has_a_star_and_what_is_free_under_another_one_an_arrow(drawing, llama):
    said = texts(drawing)
    assert "landauer* 45 million x" in said
    assert "300 K, 16 bit/FLOP*" in said
    assert "* a convention" in said
    assert [text for text in said if "*" in text and "landauer" not in text and "FLOP*" not in text] == [
        "* a convention"
    ]
    arrows = [text.arrow_patch for text in drawing.axes.texts if getattr(text, "arrow_patch", None)]
    assert len(arrows) == 1
    (arrow,) = [text for text in drawing.axes.texts if getattr(text, "arrow_patch", None)]
    mark_at = line(drawing, "_theorem:landauer:0")
    assert arrow.xyann[1] == arrow.xy[1] == height(mark_at)
    assert mark_at.get_xdata()[0] < arrow.xyann[0] < arrow.xy[0]
    assert "Arrow: under another convention landauer is no limit at all." in caption(drawing)
    assert "* landauer hangs on a convention; its floor under each: 0 J (none), 1.75 MJ (output_overwrite)" in caption(
        drawing
    )
    row = llama.bounds["landauer"]
    plain = with_row(llama, "landauer", choices=row.choices[1:], basis=row.basis[:1])
    bare = figures.ladder([plain])
    assert "landauer 45 million x" in texts(bare)
    assert "* a convention" not in texts(bare)
    assert "Arrow" not in bare.caption
    assert not [text for text in bare.axes.texts if getattr(text, "arrow_patch", None)]


def test_only_a_choice_that_leaves_nothing_is_an_arrow(llama):
    row = llama.bounds["landauer"]
    unknown_one = with_row(llama, "landauer", choices=(Choice("gates", None, "not known"), *row.choices[1:2]))
    assert not [rung for rung in ladder_of([unknown_one]).rungs if rung.free]
    assert [rung.bound for rung in ladder_of([llama]).rungs if rung.free] == ["landauer"]


def test_the_key_names_every_kind_that_is_drawn_and_no_other(drawing, several, llama):
    for figure, runs in ((drawing, [llama]), (several, assess_all(SEVERAL))):
        present = {row.kind for run in runs for row in run.ladder}
        assert {str(each.get_label()).partition(":")[2] for each in lines(figure, "_key:")} - {"run"} == present
        for kind in MEANINGS:
            assert (MEANINGS[kind] in texts(figure)) == (kind in present)
            if kind in present:
                assert line(figure, f"_key:{kind}").get_marker() == KINDS[kind]["marker"]
                assert MEANINGS[kind] in caption(figure)


def test_what_is_not_known_is_said_in_the_figure_and_why_below_it(drawing, llama):
    assert "Not known: epochs" in texts(drawing)
    assert unknown([llama]) == ["epochs"]
    assert "Not known: epochs: not stated: corpus.unique_tokens." in caption(drawing)
    known = replace(llama, bounds=type(llama.bounds)(row for row in llama.bounds if row.doublings_left is not None))
    figure = figures.ladder([known])
    assert not [text for text in texts(figure) if text.startswith("Not known")]
    assert "Not known" not in figure.caption


def test_a_run_beyond_a_limit_has_its_mark_left_of_itself_and_the_caption_says_what_that_means(llama):
    beyond = with_row(llama, "cmos", doublings_left=Value(-10.0, "1"), beyond="beyond this limit if metered")
    drawing = figures.ladder([beyond])
    assert line(drawing, "_model:cmos:0").get_xdata()[0] == pytest.approx(2.0**-10, rel=1e-6, abs=1e-12)
    assert drawing.axes.get_xlim()[0] < 2.0**-10
    assert "0.01" in [tick.get_text() for tick in drawing.axes.get_xticklabels()]
    assert "cmos: beyond this limit if metered." in caption(drawing)


# Several runs


def test_several_runs_stand_below_one_another_under_each_limit_with_their_numbers(several):
    assessments = assess_all(SEVERAL)
    said = texts(several)
    for number, assessment in enumerate(assessments):
        assert f"{number + 1}: {assessment.run.name}" in said
        row = assessment.bounds["memory-capacity"]
        found = line(several, f"_theorem:memory-capacity:{number}")
        assert found.get_xdata()[0] == pytest.approx(2.0**row.doublings_left.value, rel=1e-6, abs=1e-12)
        assert found.get_color() == RUNS[number][0]
        assert f"{number + 1}: {numbers.times(row.doublings_left)}" in said
    heights = [height(line(several, f"_theorem:memory-capacity:{number}")) for number in range(len(SEVERAL))]
    assert heights == sorted(set(heights))
    assert said.count("memory-capacity") == 1
    assert "landauer*" in said
    assert (
        "4: (100 .. 150) million x, 300 K, 8 bit/FLOP*" in said
    )  # another convention than the others: said where it stands
    assert several.axes.get_xlabel() == "Times larger than the run, on the same budget"
    assert f"How many times larger {', '.join(each.run.name for each in assessments)} could be" in caption(several)


def test_what_all_of_several_runs_are_far_from_is_one_line(several):
    assert "bekenstein (1, 2, 3, 4)" in texts(several)
    assert "collective-rounds (2, 3, 4)" in texts(several)
    assert [each.get_color() for each in lines(several, "_law:bekenstein")] == ["#000000"]
    for number, assessment in enumerate(assess_all(SEVERAL)):
        times = numbers.times(assessment.bounds["bekenstein"].doublings_left)
        assert f"bekenstein {times} ({number + 1})" in caption(several)


def test_what_is_not_known_of_several_runs_says_of_which(several):
    said = " ".join(texts(several))
    assert "Not known: all-reduce (1, 2, 4)," in said
    assert "1 gpt-3-175b: Not known: " in caption(several)
    at = texts(several).index("peak-operations (4)")  # on a line of its own, so the one before ends with a comma
    assert texts(several)[at - 1].endswith("epochs (2, 3, 4),")


def test_limits_of_several_runs_stand_in_the_order_in_which_the_first_run_meets_them():
    ladder = ladder_of(assess_all(SEVERAL))
    nearest = [min(rung.at for rung in bound) for bound in ladder.bounds]
    assert nearest == sorted(nearest)
    assert [bound[0].bound for bound in ladder.ratings] == ["peak-operations"]
    assert ladder.far
    assert [rung.kind for rung in ladder.rungs][:3] == ["rating"] * 3


# Room


def test_a_figure_is_as_high_as_its_limits_need(drawing, llama):
    fewer = with_row(llama, "cmos", doublings_left=None, headroom=None)
    smaller = figures.ladder([fewer])
    assert drawing.figure.get_size_inches()[0] == smaller.figure.get_size_inches()[0] == 7.0
    lower = drawing.figure.get_size_inches()[1] - smaller.figure.get_size_inches()[1]
    assert lower == pytest.approx(2.35 * 1.3 * 8.0 / 72, abs=0.01)  # two lines of type and what parts them


def test_what_a_limit_hangs_on_shares_its_line_where_the_height_is_small(llama):
    low, high = (texts(figures.ladder([llama], size=(7.0, inch))) for inch in (3.4, 5.0))
    assert "all-reduce 31x, 400 Gbit/s" in low
    assert {"all-reduce 31x", "400 Gbit/s"} <= set(high)
    with pytest.raises(InputError, match=r"axes \d\.\d inch high, wanted \d\.\d inch more of height"):
        figures.ladder([llama], size=(7.0, 2.4))


def test_an_interval_that_has_no_room_beside_its_mark_is_left_to_the_bar():
    uncertain = limits.assess("llama-3.1-405b", scaling="besiroglu2024-minimum")
    row = uncertain.bounds["memory-capacity"]
    assert row.doublings_left.interval is not None
    middle = numbers.times(Value(row.doublings_left.value, "1"))
    assert f"memory-capacity {middle}" in texts(figures.ladder([uncertain], size=(3.4, 2.9)))
    assert "memory-capacity" in texts(figures.ladder([uncertain], size=(3.3, 2.9)))
    tall = texts(figures.ladder([uncertain], size=(3.3, 4.2)))
    assert tall[tall.index("memory-capacity") + 1] == numbers.times(row.doublings_left)


def test_guides_lead_from_the_run_to_each_mark_or_to_its_name(drawing, llama):
    guides = {height(each): each.get_xdata() for each in lines(drawing, "_guide")}
    for row in llama.ladder:
        found = line(drawing, f"_{row.kind}:{row.law}:0")
        assert guides[height(found)][0] == 1
        assert 1 < guides[height(found)][1] < found.get_xdata()[0]


def extents(drawing, begin):
    """Return the first text that begins so, with its ends along the axis [point]."""
    drawing.figure.canvas.draw()
    (text,) = [text for text in drawing.axes.texts if text.get_text().startswith(begin)]
    box = text.get_window_extent(drawing.figure.canvas.get_renderer())
    return np.array([box.x0, box.x1]) * 72 / drawing.figure.dpi


def across(drawing, x):
    """Return where a value of the axis stands [point]."""
    return drawing.axes.transData.transform((x, 0.0))[0] * 72 / drawing.figure.dpi


@pytest.mark.parametrize(("style", "scale"), [("paper", 1.0), ("talk", 2.0)])
def test_distances_are_those_of_the_style(llama, style, scale):
    near = with_row(llama, "landauer", doublings_left=Value(3.0, "1"))
    drawing = figures.ladder([near], style=style)
    for law, kind in (("all-reduce", "theorem"), ("peak-operations", "rating")):
        (x,) = line(drawing, f"_{kind}:{law}:0").get_xdata()
        assert extents(drawing, law)[0] - across(drawing, x) == pytest.approx(5.0 * scale, abs=1.0)
        guide = [each for each in lines(drawing, "_guide") if height(each) == height(line(drawing, f"_{kind}:{law}:0"))]
        assert across(drawing, x) - across(drawing, guide[0].get_xdata()[1]) == pytest.approx(5.0 * scale, abs=0.1)
    (arrow,) = [text for text in drawing.axes.texts if getattr(text, "arrow_patch", None)]
    start, end = across(drawing, arrow.xyann[0]), across(drawing, arrow.xy[0])
    (x,) = line(drawing, "_theorem:landauer:0").get_xdata()
    assert start - across(drawing, x) == pytest.approx(5.0 * scale, abs=0.1)
    assert end - start == pytest.approx(14.0 * scale, abs=0.1)
    assert extents(drawing, "landauer*")[0] - end == pytest.approx(5.0 * scale, abs=1.0)
    assert arrow.arrow_patch.get_linewidth() == pytest.approx(0.8 * scale, rel=1e-6, abs=1e-12)
    edge = across(drawing, line(drawing, "_edge").get_xdata()[0])
    last = drawing.axes.bbox.x1 * 72 / drawing.figure.dpi
    assert last - edge == pytest.approx(30.0 * scale, abs=0.1)
    (far,) = line(drawing, "_law:bekenstein:0").get_xdata()
    assert across(drawing, far) == pytest.approx((edge + last) / 2, abs=0.1)
    assert edge - extents(drawing, "bekenstein")[1] == pytest.approx(5.0 * scale, abs=1.0)
    (key,) = line(drawing, "_key:theorem").get_xdata()
    letters = 16.0 if style == "talk" else 8.0
    words = extents(drawing, "theorem")
    begin = drawing.axes.bbox.x0 * 72 / drawing.figure.dpi
    assert words[0] - begin == pytest.approx(1.3 * letters, abs=1.0)
    assert key * drawing.axes.bbox.width * 72 / drawing.figure.dpi == pytest.approx(0.65 * letters, abs=0.1)
    assert extents(drawing, "law of nature")[0] - words[1] == pytest.approx(2.8 * letters, abs=2.0)


# Refusals


def test_what_cannot_be_drawn_is_refused(llama):
    with pytest.raises(InputError, match="given 0, wanted 1 to 6"):
        figures.ladder([])
    with pytest.raises(InputError, match="given 7, wanted 1 to 6"):
        figures.ladder([llama] * 7)
    bare = limits.assess(limits.TrainingRun("bare", flop="1e22 FLOP"))
    assert not bare.ladder
    with pytest.raises(InputError, match="a run without any rung") as refused:
        figures.ladder([llama, bare])
    assert [problem.where for problem in refused.value.problems] == ["bare"]
    assert "not stated" in str(refused.value)


def test_styles_and_marks():
    assert list(STYLES) == ["paper", "talk"]
    assert styled("paper").type_of(5.0) == 8.0
    assert styled("paper").type_of(4.99) == 7.0
    for kind in KINDS:
        small, large = mark(kind, "#123456"), mark(kind, "#123456", 3.0)
        for what in ("markersize", "markeredgewidth"):
            assert large[what] == pytest.approx(3.0 * small[what], rel=1e-6, abs=1e-12)
        assert small["markeredgecolor"] == "#123456"
        assert small["markerfacecolor"] == ("white" if kind in ("law", "model") else "#123456")
        assert small["linestyle"] == "none"


def test_a_basis_is_starred_by_its_status_alone(llama):
    row = llama.bounds["all-reduce"]
    (basis,) = row.basis
    starred = with_row(llama, "all-reduce", basis=(Basis(basis.name, basis.value, Status.CONVENTION),))
    assert [rung.bound for rung in ladder_of([starred]).rungs if rung.starred] == ["all-reduce", "landauer"]
