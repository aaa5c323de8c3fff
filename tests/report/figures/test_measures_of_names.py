"""Where names and ticks stand and when they have no room, on either side of each limit; letters of one width."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from limits.errors import InputError

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")


from limits.report.figures.frontier import _columns as columns
from limits.report.figures.frontier import _range, _steep
from limits.report.figures.link import _along, _follows, _labels, _legend, _of_bounds, _Shown
from limits.report.figures.places import Mark
from limits.report.figures.sheet import Sheet
from limits.report.figures.stops import Stop, height, placed
from limits.report.figures.valleys import _computes, _heighten, _inside, _label, _powers, _ticks, _widen

from .sheets import HIGH, LETTER, PAPER, WIDE, resized

pytestmark = pytest.mark.usefixtures("letters")


# A link


def prepared(sheet, first=2.0**20, last=2.0**30, texts=()):
    sheet.axes.set_xscale("log", base=2)
    _along(sheet, first, last, last * 2**0.5, texts)
    return sheet.axes.get_xlim()


def test_the_axis_of_sizes_ends_behind_the_longest_label(sheet):
    assert prepared(sheet) == pytest.approx((2.0**19.5, 2.0**30.8), rel=1e-12, abs=0)
    share = (30 * LETTER + 2 * 5.0) / WIDE
    low, high = prepared(sheet, texts=["n" * 30, "n" * 9])
    assert (low, np.log2(high)) == pytest.approx((2.0**19.5, 19.5 + 11.3 / (1 - share)), rel=1e-9, abs=0)


def test_a_label_may_take_seven_tenths_of_the_width(sheet):
    prepared(sheet, texts=["n" * 60])  # 268.8 + 10 of 403.2 points
    with pytest.raises(InputError, match="a wider figure: this label has no room"):
        prepared(sheet, texts=["n", "n" * 61])


@pytest.mark.parametrize(("last", "step"), [(30, 1), (31, 2), (39, 2), (43, 5)])
def test_sizes_are_labelled_in_steps_that_fit(last, step, sheet):
    """A label of seven signs needs 1.1 of its width, 34.5 points; a doubling has 403.2 / (last - 18.7) points."""
    prepared(sheet, last=2.0**last)
    powers = range(20, last + 1)
    axis = sheet.axes.xaxis
    assert list(np.log2(axis.get_major_locator().locs)) == [power for power in powers if power % step == 0]
    assert list(np.log2(axis.get_minor_locator().locs)) == list(powers)


def test_a_size_that_is_no_power_of_two_has_a_label_where_it_stands_alone(sheet):
    prepared(sheet, 3e6, 3e6)
    assert list(sheet.axes.xaxis.get_major_locator().locs) == [3e6]


@pytest.mark.parametrize(("rows", "rms", "follows"), [(2, 0.0, False), (3, 0.12, True), (3, 0.121, False)])
def test_a_line_is_one_that_three_rows_follow_closely(rows, rms, follows):
    assert _follows(SimpleNamespace(line=SimpleNamespace(rows=rows), rms=rms)) is follows


def bound(rate, text="n"):
    return _Shown(SimpleNamespace(rate=rate, kind="model", name="some bound"), text)


def named(sheet, rates):
    """Write the names of bounds beside an axis of as many units as it has points; return their texts."""
    sheet.axes.set_xlim(0.0, WIDE)
    sheet.axes.set_ylim(0.0, HIGH)
    _labels(sheet, [bound(rate, f"bound {rate:g}") for rate in rates], 100.0)
    return sheet.axes.texts


def test_names_of_bounds_stand_behind_their_ends_in_their_order(sheet):
    texts = named(sheet, [70.0, 40.0])
    assert [text.get_text() for text in texts] == ["bound 40", "bound 70"]
    assert [text.get_position()[0] for text in texts] == pytest.approx([105.0, 105.0], rel=1e-9, abs=0)
    assert [text.get_position()[1] for text in texts] == pytest.approx([40.0, 70.0], rel=1e-9, abs=0)
    assert [text.arrow_patch for text in texts] == [None, None]


@pytest.mark.parametrize(("apart", "moved"), [(9.1, False), (8.8, True)])
def test_a_name_that_has_moved_by_a_pixel_has_a_line(apart, moved, sheet):
    """Names stand 10.4 points apart, so that each moves by half of what is missing; a pixel is 0.72 points."""
    texts = named(sheet, [100.0, 100.0 + apart])
    middle = 100.0 + apart / 2
    assert [text.get_position()[1] for text in texts] == pytest.approx([middle - 5.2, middle + 5.2], rel=1e-9, abs=0)
    assert [text.arrow_patch is not None for text in texts] == [moved, moved]
    assert [text.xy for text in texts] == [(100.0, 100.0), (100.0, 100.0 + apart)]


def test_names_of_bounds_need_a_line_each(sheet):
    texts = named(sheet, range(1, 25))
    assert texts[0].get_position()[1] > 5.2 - 1e-9
    assert texts[-1].get_position()[1] < HIGH - 5.2 + 1e-9
    with pytest.raises(InputError, match="a higher figure: the names of the bounds have no room"):
        named(sheet, range(1, 26))


def test_a_bound_two_and_a_half_times_the_plateau_stands_in_the_figure():
    rows = [SimpleNamespace(rate=rate, kind="model", name=str(rate), how="so") for rate in (250.0, 251.0)]
    judged = SimpleNamespace(bounds=SimpleNamespace(rows=rows), plateau=100.0, because=())
    assert list(_of_bounds(judged)) == [
        "~ 250.0: 250 GB/s (so); plateau 40 % of it.",
        "~ 251.0: 251 GB/s (so); plateau 40 % of it; above the figure.",
    ]


def covered(sheet):
    """Draw a line through every corner."""
    sheet.axes.set_xlim(0.0, 10.0)
    sheet.axes.set_ylim(0.0, 10.0)
    sheet.line(np.tile([0.0, 10.0], 20), np.repeat(np.linspace(0.0, 10.0, 20), 2), linewidth=1.0, label="a line")


def test_a_legend_above_everything_takes_its_height_and_two_gaps(sheet):
    covered(sheet)
    _legend(sheet, 10.0)
    (legend,) = [each for each in sheet.axes.get_children() if type(each).__name__ == "Legend"]
    assert sheet.taken(legend).height / sheet.point == pytest.approx(8.0, rel=1e-3, abs=0)
    assert sheet.axes.get_ylim() == pytest.approx((0.0, 10.0 / (1 - 18.0 / HIGH)), rel=1e-3, abs=0)


@pytest.mark.parametrize(("high", "fine"), [(18.0 / 0.7 + 0.2, True), (18.0 / 0.7 - 0.2, False)])
def test_a_legend_leaves_three_tenths_of_the_height(high, fine, sheet):
    covered(sheet)
    resized(sheet, high)
    if fine:
        _legend(sheet, 10.0)
    else:
        with pytest.raises(InputError, match="a legend without room"):
            _legend(sheet, 10.0)


def legend_beside(sheet, x, y):
    """Draw a legend beside a point; return the legend."""
    sheet.axes.set_xlim(0.0, WIDE)
    sheet.axes.set_ylim(0.0, HIGH)
    sheet.line([x, x], [y, y], linewidth=1.0, label="a line")
    _legend(sheet, 300.0)
    (legend,) = [each for each in sheet.axes.get_children() if type(each).__name__ == "Legend"]
    return legend


def edges(sheet, legend):
    """Return the least and the greatest place of a legend [points from the corner of the axes]."""
    box = sheet.taken(legend)
    return (box.min - sheet.inner.min) / sheet.point, (box.max - sheet.inner.min) / sheet.point


def test_a_legend_stands_half_a_letter_from_what_is_drawn(sheet):
    """Low and right, left of the names of bounds, unless something is there; else high and left."""
    low, high = edges(sheet, legend_beside(sheet, 10.0, 200.0))
    assert (high[0], low[1]) == pytest.approx((300.0 - 2.4, 2.4), rel=1e-2, abs=0)
    middle, pad = (low + high) / 2, 4.0
    for side, way in ((0, -1), (0, 1), (1, -1), (1, 1)):
        for away, fine in ((pad + 0.3, True), (pad - 0.3, False)):
            at = middle.copy()
            at[side] = (low if way < 0 else high)[side] + way * away
            found, _ = edges(other := Sheet((7.0, 4.5), PAPER), legend_beside(other, *at))
            assert bool(found[1] < HIGH / 2) is fine, (side, way, away)


def test_a_legend_that_is_wider_than_the_room_left_of_the_names_stands_high_and_left(sheet):
    sheet.axes.set_xlim(0.0, WIDE)
    sheet.axes.set_ylim(0.0, HIGH)
    sheet.line([10.0, 10.0], [200.0, 200.0], linewidth=1.0, label="n" * 20)
    _legend(sheet, 100.0)
    (legend,) = [each for each in sheet.axes.get_children() if type(each).__name__ == "Legend"]
    low, high = edges(sheet, legend)
    assert (low[0], high[1]) == pytest.approx((2.4, HIGH - 2.4), rel=1e-2, abs=0)


# A frontier


def place(compute, *marks):
    return SimpleNamespace(compute=compute, marks=[Mark("b", "law", at, at / 3, at * 4, 0.1, False) for at in marks])


def law(low=np.nan, high=np.nan):
    return SimpleNamespace(fitted=SimpleNamespace(compute=SimpleNamespace(low=low, high=high)))


NONE = SimpleNamespace(compute=np.empty(0))
FREE = 10.0**0.2


@pytest.mark.parametrize(
    ("laws", "found", "others", "ends"),
    [
        ([law()], [], NONE, (1e18, 1e27)),
        ([law(3e18, 7e21), law()], [], NONE, (3e18, 7e21)),
        ([law(3e18, 7e21)], [place(5e24)], NONE, (3e18, 5e24)),
        ([law()], [place(5e24)], SimpleNamespace(compute=np.array([2e17, 3e19])), (2e17, 5e24)),
        ([law()], [place(2e20, 2.1e10, 1.9e33), place(2e23)], NONE, (0.7e10, 7.6e33)),
        ([law()], [place(2e20, 1.9e10, 2.1e33), place(2e23)], NONE, (2e20, 2e23)),
        ([law()], [place(1e20, 1e10, 1e30)], NONE, (1e10 / 3, 4e30)),
    ],
)
def test_compute_reaches_over_all_runs_and_the_bounds_within_ten_decades_of_them(laws, found, others, ends):
    assert _range(laws, found, others) == pytest.approx((ends[0] / FREE, ends[1] * FREE), rel=1e-9, abs=0)


@pytest.mark.parametrize(
    ("length", "ends", "steep"), [(6.0, (1.0, 4.0), True), (6.1, (1.0, 4.0), False), (2.0, (1.0, 1.5), True)]
)
def test_curves_are_steep_enough_where_they_take_their_share_of_the_axis(length, ends, steep):
    assert _steep((0.5, 0.5 + length), ends, 2.0) is steep
    assert not _steep(None, ends, 2.0)


def test_published_runs_stand_in_columns_on_one_another(sheet):
    """A column is 1.6 points wide, a row 2.6 high, of which the tick takes seven tenths."""
    sheet.axes.set_xscale("log")
    sheet.axes.set_xlim(1.0, 10.0 ** (WIDE / 1.6))  # a decade is a column
    ticks, foot = columns(sheet, np.array([10.0**7.4, 10.0**3.2, 10.0**6.6, 10.0**2.9, 10.0**3.6]))
    assert foot == pytest.approx(3 * 2.6 * sheet.point, rel=1e-9, abs=0)
    assert [np.log10(tick.compute) for tick in ticks] == pytest.approx([3, 3, 4, 7, 7], rel=1e-6, abs=0)
    rows = [(row + 0.15, row + 0.85) for row in (0, 1, 0, 0, 1)]
    assert [(tick.low, tick.high) for tick in ticks] == pytest.approx(np.array(rows) * 2.6 / HIGH, rel=1e-9, abs=0)
    assert columns(sheet, np.empty(0)) == ([], pytest.approx(2.6 * sheet.point, rel=1e-9, abs=0))


def stop(compute, text="n"):
    return Stop(compute, 0.1, text, 0, None)


def test_upright_names_stand_near_their_places_and_need_a_line_each(sheet):
    sheet.axes.set_xlim(0.0, WIDE)
    found = placed(sheet, [stop(1.0), stop(200.0), stop(200.0)])
    assert (np.array(found) - sheet.inner.x0) / sheet.point == pytest.approx([5.2, 194.8, 205.2], rel=1e-9, abs=0)
    assert len(placed(sheet, [stop(1.0)] * 38)) == 38  # 395.2 of 403.2 points
    with pytest.raises(InputError, match="the names of their bounds have no room"):
        placed(sheet, [stop(1.0)] * 39)
    assert height(sheet, [stop(1.0, "n" * 9), stop(1.0, "n" * 7)]) / sheet.point == pytest.approx(
        9 * LETTER + 14.0, rel=1e-9, abs=0
    )
    assert height(sheet, []) == 0.0


# Valleys


def spans(low, high):
    return SimpleNamespace(low=low, high=high)


@pytest.mark.parametrize(
    ("N", "D", "inside"),
    [
        *((3e8, 4e10, True), (2e8 * (1 - 1e-10), 4e10, True), (2e8 * (1 - 1e-8), 4e10, False)),
        *((5e9 * (1 + 1e-10), 4e10, True), (5e9 * (1 + 1e-8), 4e10, False)),
        *((3e8, 3e9 * (1 - 1e-10), True), (3e8, 3e9 * (1 - 1e-8), False)),
        *((3e8, 7e11 * (1 + 1e-10), True), (3e8, 7e11 * (1 + 1e-8), False), (1e8, 1e9, False)),
    ],
)
def test_a_place_within_the_runs_behind_a_law_is_within_both_of_its_ranges(N, D, inside):
    behind = SimpleNamespace(fitted=SimpleNamespace(parameters=spans(2e8, 5e9), tokens=spans(3e9, 7e11)))
    assert _inside(behind, np.array([N]), np.array([D])).tolist() == [inside]


def test_a_compute_within_a_hundredth_of_that_of_a_run_is_its_valley():
    found = [place(1e20), place(1e20), place(3e20)]
    assert _computes(law(), found, [1.011e20, 1.009e20, 2e20, 2.96e20, 2.98e20, 2e20]) == [
        *(1e20, 1.011e20, 2e20, 2.96e20, 3e20),
    ]
    with pytest.raises(InputError, match="11 valleys"):
        _computes(law(), [place(1e20)], [10.0**power for power in range(21, 31)])
    assert len(_computes(law(), [place(1e20)], [10.0**power for power in range(21, 30)])) == 10


@pytest.mark.parametrize(
    ("low", "high", "powers"),
    [
        (1.1e18, 9e21, [21, 20, 19]),
        (1e18, 9e21, [21, 20, 19, 18]),
        (1e18, 1e22, [22, 20, 18]),
        (1e14, 1e22, [22, 19, 16]),
        (2e18, 9e18, []),
        (np.nan, 1e22, []),
        (1e18, np.inf, []),
    ],
)
def test_valleys_are_at_four_powers_of_ten_at_most(low, high, powers):
    assert _powers(law(low, high)) == [10.0**power for power in powers]


def test_the_axis_of_parameters_ends_behind_the_farthest_label(sheet):
    sheet.axes.set_xscale("log")
    share = (30 * LETTER + 12.0) / WIDE
    _widen(sheet, (1e2, 1e7), [(1e6, 1.0), (1e3, 2.0)], ["n" * 30, "n"])
    assert sheet.axes.get_xlim() == pytest.approx((1e2, 10.0 ** (2.0 + 4.0 / (1 - share))), rel=1e-9, abs=0)
    _widen(sheet, (1e2, 1e9), [(1e6, 1.0)], ["n"])
    assert sheet.axes.get_xlim() == pytest.approx((1e2, 1e9), rel=1e-9, abs=0)
    _widen(sheet, (1e2, 1e3), [(1e2, 1.0)], ["n" * 87])  # 389.8 + 12 of 403.2 points
    with pytest.raises(InputError, match="a wider figure: this label has no room"):
        _widen(sheet, (1e2, 1e3), [(1e2, 1.0)], ["n" * 88])


def test_no_tick_stands_where_no_valley_reaches(sheet):
    axes = sheet.axes
    axes.set_xscale("log")
    axes.set_xlim(1.0, 1e9)
    axes.set_xticks([1.0, 1e2, 1e4, 1e6, 1e8])
    axes.set_xticks([2.0, 3e2, 3e4, 9e4, 2e5], minor=True)
    _ticks(sheet, (50.0, 2e4))
    assert axes.get_xticks().tolist() == [1e2, 1e4]
    assert axes.get_xticks(minor=True).tolist() == [3e2, 3e4, 9e4]


def below(sheet, high, most=10.0):
    """Draw a line over a legend, in axes of so many points and one decade; return how many decades there are then."""
    resized(sheet, high)
    axes = sheet.axes
    axes.set_xscale("log")
    axes.set_yscale("log")
    sheet.line([1.0, 10.0], [1.0, most], linewidth=1.0, label="a line")
    axes.set_xlim(1.0, 10.0)
    axes.set_ylim(1.0, 10.0)
    _heighten(sheet, sheet.legend(sheet.entries(), loc="lower left"))
    return np.log10(axes.get_ylim())


def test_a_legend_below_valleys_has_a_gap_above_it(sheet):
    """It takes 0.3 of a letter to the edge and one for itself; the gap is 6 points."""
    taken = (2.4 + 8.0 + 6.0) / HIGH
    assert below(sheet, HIGH) == pytest.approx([1 - 1 / (1 - taken), 1.0], rel=1e-3, abs=0)


def test_valleys_take_half_of_the_height_at_least(sheet):
    assert np.diff(below(sheet, 2 * 16.4 + 0.2)) == pytest.approx([2.0], rel=1e-2, abs=0)
    with pytest.raises(InputError, match="the legend leaves no room"):
        below(sheet, 2 * 16.4 - 0.2)


def valleys_named(sheet, ends, legend_at="upper left"):
    sheet.axes.set_xlim(0.0, WIDE)
    sheet.axes.set_ylim(0.0, HIGH)
    sheet.line([0.0], [0.0], linewidth=1.0, label="a line")
    legend = sheet.legend(sheet.entries(), loc=legend_at)
    _label(sheet, ends, [f"{x:g}" for x, _ in ends], legend)
    return [(text.get_text(), *text.get_position(), text.arrow_patch is not None) for text in sheet.axes.texts]


def test_labels_of_valleys_stand_behind_their_ends(sheet):
    found = valleys_named(sheet, [(300.0, 80.0), (200.0, 40.0)])
    assert [each[0] for each in found] == ["200", "300"]
    assert np.array([each[1:] for each in found]) == pytest.approx(
        np.array([(206.0, 40.0, 0), (306.0, 80.0, 0)]), rel=1e-9, abs=0
    )


@pytest.mark.parametrize(("apart", "moved"), [(10.7, False), (10.4, True)])
def test_labels_that_have_moved_by_a_pixel_stand_in_one_column_with_lines(apart, moved, sheet):
    """They stand 12 points apart."""
    found = valleys_named(sheet, [(200.0, 100.0), (300.0, 100.0 + apart)])
    middle = 100.0 + apart / 2
    assert [each[2] for each in found] == pytest.approx([middle - 6.0, middle + 6.0], rel=1e-9, abs=0)
    assert [each[1] for each in found] == pytest.approx([306.0 if moved else 206.0, 306.0], rel=1e-9, abs=0)
    assert [each[3] for each in found] == [moved, moved]


def test_labels_stand_above_a_legend_that_is_in_their_way(sheet):
    (found,) = valleys_named(sheet, [(30.0, 1.0)], "lower left")
    assert found[2] == pytest.approx(10.4 + 6.0, rel=1e-3, abs=0)
    other = Sheet((7.0, 4.5), PAPER)
    (found,) = valleys_named(other, [(130.0, 1.0)], "lower left")
    assert found[2] == pytest.approx(6.0, rel=1e-6, abs=0)


def test_labels_of_valleys_need_a_line_each(sheet):
    ends = [(300.0, 10.0 * place) for place in range(22)]
    assert len(valleys_named(sheet, ends[:21])) == 21  # 252 of 259.2 points
    with pytest.raises(InputError, match="the labels of the valleys have no room"):
        valleys_named(Sheet((7.0, 4.5), PAPER), ends)
