"""How much room axes, panels and legends get, on either side of each limit; letters of one width."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from limits.errors import InputError

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from limits.report.figures.channel import _align
from limits.report.figures.channel import _legend as channel_legend
from limits.report.figures.fit import PANELS, _columns, _fitting
from limits.report.figures.sheet import Sheet, check

from .sheets import LETTER, PAPER, TALK, WIDE, resized, surrounded

pytestmark = pytest.mark.usefixtures("letters")


@pytest.mark.parametrize(
    ("size", "fine"), [((2.4, 40.0), True), ((40.0, 2.4), True), ((2.39, 4.0), False), ((4.0, 40.1), False)]
)
def test_a_size_has_ends(size, fine):
    if fine:
        check(size, None)
    else:
        with pytest.raises(InputError, match=r"from 2\.4 to 40"):
            check(size, None)


def test_type_is_smaller_in_one_column():
    assert [PAPER.type_of(width) for width in (2.4, 4.99, 5.0, 7.0)] == [7.0, 7.0, 8.0, 8.0]
    assert [Sheet((width, 4.0), PAPER).letters for width in (4.9, 5.1)] == [7.0, 8.0]
    figure = Figure(figsize=(12.0, 4.0))
    FigureCanvasAgg(figure)
    assert Sheet((0.0, 0.0), PAPER, figure.add_axes((0.0, 0.0, 4.9 / 12.0, 1.0))).letters == 7.0
    assert Sheet((0.0, 0.0), PAPER, figure.add_axes((0.0, 0.0, 5.1 / 12.0, 1.0))).letters == 8.0


def test_a_long_name_is_cut(sheet):
    assert sheet.named("n" * 40) == "n" * 40
    assert sheet.named("n" * 41) == "n" * 39 + "…"
    assert sheet.named("a$b走") == "a\\$b?"


@pytest.mark.parametrize(
    ("ends", "losses", "major"),
    [
        ((0.05, 20.0), (0.06, 19.0), [0.1, 1, 10]),
        ((0.05, 9.0), (0.05, 9.0), [0.05, 0.1, 0.2, 0.5, 1, 2, 5]),
        ((0.5, 4.0), (0.5, 4.0), [0.5, 1, 2]),
        ((0.55, 4.0), (0.55, 4.0), [0.6, 0.7, 0.8, 0.9, 1, 2, 3, 4]),
        ((2.05, 2.35), (2.1, 2.3), [2.1, 2.2, 2.3]),
        ((0.001, 30.0), (0.2, 0.9), [0.1, 0.2, 0.5, 1]),
        ((0.001, 30.0), (2.0, 90.0), [1, 2, 5, 10, 20]),
        ((1.0, 100.0), (1.0, 100.0), [1, 10, 100]),
    ],
)
def test_losses_have_three_labels_at_least_and_none_where_no_curve_is(ends, losses, major, sheet):
    sheet.axes.set_yscale("log")
    sheet.axes.set_ylim(*ends)
    sheet.losses(*losses)
    axis = sheet.axes.yaxis
    assert axis.get_majorticklocs() == pytest.approx(major, rel=1e-12, abs=0)
    assert [axis.get_major_formatter()(tick) for tick in major] == [f"{tick:g}" for tick in major]


def test_minor_ticks_of_losses_are_the_digits(sheet):
    sheet.axes.set_yscale("log")
    sheet.axes.set_ylim(0.75, 22.0)
    sheet.losses(0.75, 22.0)
    minor = [0.8, 0.9, *range(1, 11), 20]
    assert set(np.round(sheet.axes.yaxis.get_minorticklocs(), 9)) <= set(minor)
    assert sheet.axes.yaxis.get_minor_locator().locs == pytest.approx(minor, rel=1e-12, abs=0)


def test_axes_get_what_is_written_around_them_and_a_margin():
    sheet = Sheet((4.0, 5.0), PAPER)
    surrounded(sheet, 60, 40, -3, 10)
    left, foot, right, top = 0.64 / 4, 0.44 / 5, 0.04 / 4, 0.14 / 5
    sheet.fit()
    assert sheet.axes.get_position().extents == pytest.approx((left, foot, 1 - right, 1 - top), rel=1e-12, abs=0)
    for below in (75.0, 0.0):  # what is left free once stays free
        sheet.fit(below=below)
        found = sheet.axes.get_position().extents
        assert found == pytest.approx((left, foot + 0.75 / 5, 1 - right, 1 - top), rel=1e-12, abs=0)
    sheet.fit(below=25.0)
    assert sheet.axes.get_position().y0 == pytest.approx(foot + 0.25 / 5, rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("around", "fine"),
    [
        ((200, 0, 71, 0), True),  # of 400 pixels, less two margins of 4: 392 - 271 = 121
        ((200, 0, 73, 0), False),
        ((0, 200, 0, 111), True),
        ((0, 200, 0, 113), False),
    ],
)
def test_axes_need_three_tenths_of_the_width_and_two_of_the_height(around, fine):
    sheet = Sheet((4.0, 4.0), PAPER)
    surrounded(sheet, *around)
    if fine:
        sheet.fit()
    else:
        with pytest.raises(InputError, match=r"its letters leave no room"):
            sheet.fit()


LONG, SHORT = "Loss above the asymptote $E$ [nat/token]", "Loss above $E$ [nat/token]"
NAME = 38 * LETTER / 72  # inch


@pytest.mark.parametrize(("share", "below", "kept"), [(1.01, 0, True), (0.99, 0, False), (1.01, 20, False)])
def test_the_name_of_an_axis_is_shorter_where_it_is_longer_than_the_axis(share, below, kept):
    sheet = Sheet((7.0, share * NAME / 0.85), PAPER)
    sheet.label("x", LONG)
    sheet.fit(below=below)
    assert sheet.axes.get_ylabel() == (LONG if kept else SHORT)


@pytest.mark.parametrize(("share", "kept"), [(1.01, True), (0.99, False)])
def test_axes_of_somebody_else_have_their_own_height(share, kept):
    figure = Figure(figsize=(10.0, 5.0))
    FigureCanvasAgg(figure)
    sheet = Sheet((0.0, 0.0), PAPER, figure.add_axes((0.2, 0.2, 0.6, share * NAME / 5.0)))
    sheet.label("x", LONG)
    sheet.fit()
    assert sheet.axes.get_ylabel() == (LONG if kept else SHORT)


def test_a_legend_that_stands_outside_takes_nothing_from_its_axes(sheet):
    sheet.label("x", "y")
    sheet.line([0.0, 1.0], [0.0, 1.0], linewidth=1.0, label="a line")
    sheet.fit()
    before = sheet.axes.get_position().extents
    place = {"bbox_to_anchor": (0, 0), "bbox_transform": sheet.figure.transFigure}
    for own in (True, False):
        legend = sheet.legend(sheet.entries(), loc="lower left", **place)
        legend.set_clip_on(own)
        sheet.fit()
        assert sheet.axes.get_position().extents == pytest.approx(before, rel=1e-9, abs=0)


# A fit and a channel


def test_panels_stand_side_by_side_where_each_has_two_and_a_half_inches_of_eight_points():
    assert [_columns(width, PAPER) for width in (2.4, 4.37, 4.38, 4.9, 5.0, 40.0)] == [1, 1, 2, 2, 2, 2]
    assert [_columns(width, TALK) for width in (4.9, 9.9, 10.0)] == [1, 1, 2]


@pytest.mark.parametrize(
    ("size", "style", "many"),
    [
        *(((3.3, 2.4), PAPER, 1), ((3.3, 3.84), PAPER, 1), ((3.3, 3.86), PAPER, 2), ((3.3, 5.8), PAPER, 3)),
        *(((7.0, 4.3), PAPER, 2), ((7.0, 4.5), PAPER, 4), ((10.0, 5.6), TALK, 2), ((9.0, 5.6), TALK, 1)),
        *((None, PAPER, 4), (None, TALK, 1)),
    ],
)
def test_as_many_panels_as_fit_are_drawn(size, style, many):
    assert _fitting(size, style, None) == PANELS[:many]
    assert _fitting(size, style, SimpleNamespace()) == PANELS[:1]


def pair(place, letters):
    """Return two sheets in a figure of 4 by 4 inch, round the lower of which so many pixels are written."""
    upper = Sheet((4.0, 4.0), PAPER)
    upper.axes.set_position(place)
    lower = Sheet((4.0, 4.0), PAPER, upper.figure.add_axes((0.1, 0.1, 0.8, 0.2)))
    surrounded(lower, *letters, 0, 0)
    _align(upper, lower)
    return [sheet.axes.get_position().extents for sheet in (upper, lower)]


def test_lower_axes_stand_a_tenth_of_an_inch_under_the_upper_ones():
    upper, lower = pair((0.2, 0.5, 0.7, 0.4), (30, 40))
    assert upper == pytest.approx((0.2, 0.5, 0.9, 0.9), rel=1e-9, abs=0)
    assert lower == pytest.approx((0.2, 0.44 / 4, 0.9, 0.5 - 0.1 / 4), rel=1e-9, abs=0)
    upper, lower = pair((0.05, 0.5, 0.7, 0.4), (30, 40))
    assert upper == pytest.approx((0.34 / 4, 0.5, 0.75, 0.9), rel=1e-9, abs=0)
    assert lower == pytest.approx((0.34 / 4, 0.44 / 4, 0.75, 0.5 - 0.1 / 4), rel=1e-9, abs=0)


def test_lower_axes_need_a_tenth_of_the_height():
    pair((0.2, 0.5, 0.7, 0.4), (30, 145))
    with pytest.raises(InputError, match="the lower axes have no room"):
        pair((0.2, 0.5, 0.7, 0.4), (30, 147))


def legend_of_channel(sheet, *lengths):
    """Draw the legend of two lines for each of the choices of lengths of their names; return names and columns."""
    sheet.axes.set_ylim(10.0, 20.0)
    for _ in range(2):
        sheet.line([0.0, 1.0], [10.0, 20.0], linewidth=1.0, label="n")
    handles = [handle for handle, _ in sheet.entries()]
    channel_legend(sheet, *([(handle, "n" * length) for handle in handles] for length in lengths))
    (legend,) = [each for each in sheet.axes.get_children() if type(each).__name__ == "Legend"]
    return len(legend.get_texts()[0].get_text()), legend._ncols


def test_the_legend_of_a_channel_is_the_longest_that_fits():
    """Two columns of n signs take n letters, 2.3 letters of 8 points before each, and 8 points between."""
    fits = int((WIDE - 8.0 - 4.6 * 8.0) / 2 / LETTER)
    wide = int((WIDE - 2.3 * 8.0) / LETTER)
    for lengths, chosen in (
        ((fits, 3), (fits, 2)),
        ((fits + 1, 3), (3, 2)),
        ((fits + 1, fits + 2), (fits + 2, 1)),
        ((wide, wide), (wide, 1)),
    ):
        assert legend_of_channel(Sheet((7.0, 4.5), PAPER), *lengths) == chosen
    with pytest.raises(InputError, match="a legend has no room"):
        legend_of_channel(Sheet((7.0, 4.5), PAPER), wide + 1)


def test_the_legend_of_a_channel_takes_seven_tenths_of_the_height_at_most(sheet):
    """One line and a letter: 16 points."""
    resized(sheet, 16.0 / 0.7 + 0.1)
    legend_of_channel(sheet, 3)
    assert sheet.axes.get_ylim() == pytest.approx((10.0, 10.0 + 10.0 / 0.3), rel=2e-2, abs=0)
    assert max(sheet.axes.get_yticks()) <= 20.0
    low = Sheet((7.0, 4.5), PAPER)
    resized(low, 16.0 / 0.7 - 0.1)
    with pytest.raises(InputError, match="a legend has no room"):
        legend_of_channel(low, 3)
