"""The axis, the lines and the words of a ladder, from rungs that are made up; letters of one width."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from limits.errors import InputError

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")

from limits.report.figures.key import lines_of
from limits.report.figures.ladder import _axis, _fitting, _kept, _lines, _rung, _texts, _wrapped
from limits.report.figures.rungs import Ladder, Rung
from limits.report.figures.sheet import Sheet
from limits.report.figures.style import RUNS

from .sheets import HIGH, LETTER, PAPER, WIDE, resized

pytestmark = pytest.mark.usefixtures("letters")


def rung(at, low=None, high=None, **of):
    ends = at if low is None else low, at, at if high is None else high
    return Rung(0, "bound", "law", *ends, "2 .. 3x", "2.5x", "1 W", starred=False, free=False)._replace(**of)


def ladder(*rungs, ratings=()):
    return Ladder(tuple((each,) for each in ratings), tuple((each,) for each in rungs))


def ends(sheet, found):
    _axis(sheet, found)
    return np.log10(sheet.axes.get_xlim())


def test_the_axis_reaches_from_the_run_to_the_last_limit_near_by(sheet):
    assert ends(sheet, ladder(rung(3.0), rung(5.3))) == pytest.approx([-0.12, 5.42], rel=1e-9, abs=0)
    assert ends(sheet, ladder(rung(3.0, -0.5, 6.0), rung(5.3))) == pytest.approx([-0.62, 6.12], rel=1e-9, abs=0)
    assert ends(sheet, ladder(rung(0.4, 0.2, 0.7))) == pytest.approx([-0.12, 1.12], rel=1e-9, abs=0)
    assert ends(sheet, ladder(rung(3.0), rung(9.0))) == pytest.approx([-0.12, 9.12], rel=1e-9, abs=0)
    assert ends(sheet, ladder(rung(3.0), ratings=[rung(6.5)])) == pytest.approx([-0.12, 6.62], rel=1e-9, abs=0)


def test_an_axis_with_an_edge_ends_at_a_decade_and_has_thirty_points_more(sheet):
    low, high = ends(sheet, ladder(rung(3.0), rung(5.3), rung(9.1, 2.0, 80.0)))
    assert low == pytest.approx(-0.12, rel=1e-9, abs=0)
    assert (6.0 - low) / (high - low) == pytest.approx((WIDE - 30.0) / WIDE, rel=1e-9, abs=0)
    low, high = ends(sheet, ladder(rung(20.0)))
    assert (2.0 - low) / (high - low) == pytest.approx((WIDE - 30.0) / WIDE, rel=1e-9, abs=0)


def labels(sheet, found):
    _axis(sheet, found)
    ticks = np.log10(sheet.axes.get_xticks()).round(6).tolist()
    return dict(zip(ticks, (text.get_text() for text in sheet.axes.get_xticklabels()), strict=True))


def test_powers_of_ten_are_written_out_up_to_a_hundred(sheet):
    assert labels(sheet, ladder(rung(4.0, -3.5, 4.3))) == {
        -3: "$10^{-3}$",
        -2: "0.01",
        -1: "0.1",
        0: "1",
        1: "10",
        2: "100",
        3: "$10^{3}$",
        4: "$10^{4}$",
    }


@pytest.mark.parametrize(("share", "step"), [(1.01, 1), (0.99, 2), (0.51, 2), (0.49, 3)])
def test_decades_that_have_no_room_for_a_label_are_passed_over(share, step):
    """A label takes four signs and a gap, 22.9 points; the axis has 8.74 decades."""
    sheet = Sheet((share * 8.74 * (4 * LETTER + 5.0) / 72 / 0.8, 4.5), PAPER)
    sheet.letters = 8.0
    found = labels(sheet, ladder(rung(8.5)))
    assert list(found) == [power for power in range(9) if power % step == 0]


@pytest.mark.parametrize(("decade", "powers"), [(60.0, [0, 1, 2, 3, 4]), (12.4, [0, 2, 4]), (11.8, [0, 2])])
def test_the_label_of_the_edge_stands_in_its_middle_and_no_other_in_its_way(decade, powers):
    """Half of it, of a label and of a gap are 27.1 points; the edge is 30 points wide."""
    sheet = Sheet(((5.12 * decade + 30.0) / 72 / 0.8, 4.5), PAPER)
    sheet.letters = 8.0
    found = labels(sheet, ladder(rung(4.3), rung(20.0)))
    *others, at = found
    assert found[at] == "farther"
    assert at == pytest.approx(5.0 + 15.0 / decade, rel=1e-5, abs=0)
    assert others == powers


def test_what_is_kept_of_a_size():
    assert _kept((7.0, 4.0), "paper", None) == _kept(None, "talk", SimpleNamespace()) == "size"
    assert _kept(None, "paper", None) == "width"
    assert _kept(None, "talk", None) == "ratio"


# Lines


def middles(found, *, key=0, below=(), several=False, twice=True):
    lines, whole = _lines(found, key, below, several=several, twice=twice)
    said = [(line.what if isinstance(line.what, str) else line.what.bound, line.middle, line.lines) for line in lines]
    return said, whole


def test_everything_has_a_height_of_its_own():
    found = ladder(rung(2.0, bound="a"), rung(3.0, bound="b", basis=""), ratings=[rung(1.0, bound="r")])
    said, whole = middles(found, key=2, below=["not known"])
    assert [each[0] for each in said] == ["r", "a", "b", "not known"]
    assert [each[1] for each in said] == pytest.approx([3.35, 6.0, 7.85, 9.2], rel=1e-9, abs=0)
    assert [each[2] for each in said] == [2, 2, 1, 1]
    assert whole == pytest.approx(10.05, rel=1e-9, abs=0)
    said, whole = middles(found, twice=False)
    assert [each[1] for each in said] == pytest.approx([0.5, 2.15, 3.5], rel=1e-9, abs=0)
    assert whole == pytest.approx(4.7, rel=1e-9, abs=0)
    said, whole = middles(ladder(rung(2.0)))
    assert (said[0][1], whole) == pytest.approx((1.0, 2.7), rel=1e-9, abs=0)


def test_several_runs_have_a_line_each_under_the_name_of_their_limit():
    near = (rung(2.0, bound="a"), rung(3.0, bound="a", run=1, starred=True))
    far = (rung(20.0, bound="f"), rung(30.0, bound="f", run=1))
    lines, _ = _lines(Ladder((), (near, far)), 0, (), several=True, twice=True)
    assert [line.what if isinstance(line.what, str) else line.what.times for line in lines] == [
        *("a*", "2 .. 3x", "2 .. 3x", "(1, 2)"),
    ]
    assert [line.middle for line in lines] == pytest.approx([0.5, 1.5, 2.5, 3.85], rel=1e-9, abs=0)


TALL = ladder(*(rung(2.0, bound=f"{number}") for number in range(5)))  # 5 x 2.35 + 0.35 lines, or 5 x 1.35 + 0.35
TWICE, ONCE = 12.1 * 1.3 * 8.0, 7.1 * 1.3 * 8.0  # points


@pytest.mark.parametrize(
    ("high", "count"), [(TWICE, 2), (0.9995 * TWICE, 2), (0.998 * TWICE, 1), (ONCE, 1), (0.9995 * ONCE, 1)]
)
def test_what_a_limit_hangs_on_shares_its_line_where_the_height_is_kept_and_too_small(high, count, sheet):
    resized(sheet, high)
    lines, height = _fitting(sheet, TALL, 0, (), several=False, kept="size")
    assert [line.lines for line in lines] == [count] * 5
    assert height == pytest.approx({2: 12.1, 1: 7.1}[count], rel=1e-9, abs=0)
    assert sheet.figure.get_size_inches().tolist() == [7.0, 4.5]


def test_a_height_that_is_kept_and_lower_is_refused(sheet):
    resized(sheet, 0.7 * ONCE)
    with pytest.raises(InputError, match=r"axes 0\.7 inch high, wanted 0\.3 inch more of height"):
        _fitting(sheet, TALL, 0, (), several=False, kept="size")


def test_a_page_is_as_high_as_its_lines_need(sheet):
    for high in (HIGH, 0.5 * ONCE):
        sheet.figure.set_size_inches(7.0, 4.5)
        resized(sheet, high)
        lines, _ = _fitting(sheet, TALL, 0, (), several=False, kept="width")
        assert [line.lines for line in lines] == [2] * 5
        width, whole = sheet.figure.get_size_inches()
        assert width == 7.0
        assert whole == pytest.approx(4.5 + (TWICE - high) / 72, rel=1e-9, abs=0)


def test_a_slide_grows_in_its_ratio_where_it_must(sheet):
    resized(sheet, 0.9995 * ONCE)
    _fitting(sheet, TALL, 0, (), several=False, kept="ratio")
    assert sheet.figure.get_size_inches().tolist() == [7.0, 4.5]
    resized(sheet, 0.5 * ONCE)
    _fitting(sheet, TALL, 0, (), several=False, kept="ratio")
    whole = 4.5 + 0.5 * ONCE / 72
    assert sheet.figure.get_size_inches() == pytest.approx([7.0 * whole / 4.5, whole], rel=1e-9, abs=0)


# Words


@pytest.mark.parametrize(
    ("made", "lines", "several", "texts"),
    [
        (
            rung(2.0),
            2,
            False,
            [
                ["bound 2 .. 3x", "1 W"],
                ["bound", "2 .. 3x, 1 W"],
                ["bound", "2 .. 3x"],
                ["bound 2 .. 3x"],
                ["bound 2.5x"],
            ],
        ),
        (rung(2.0), 1, False, [["bound 2 .. 3x, 1 W"], ["bound 2 .. 3x"], ["bound 2.5x"]]),
        (rung(2.0, basis=""), 1, False, [["bound 2 .. 3x"], ["bound 2.5x"]]),
        (rung(2.0, run=1), 1, True, [["2: 2 .. 3x"], ["2: 2.5x"]]),
        (rung(2.0, run=2, starred=True), 1, True, [["3: 2 .. 3x, 1 W"], ["3: 2 .. 3x"], ["3: 2.5x"]]),
        (rung(2.0, starred=True), 1, False, [["bound* 2 .. 3x, 1 W"], ["bound* 2 .. 3x"], ["bound* 2.5x"]]),
    ],
)
def test_what_may_be_written_beside_a_mark(made, lines, several, texts):
    alone = [f"{made.run + 1}:" if several else f"bound{'*' * made.starred}"]
    assert list(_texts(made, lines, several=several)) == [*texts, alone]


def test_what_several_runs_share_is_written_once():
    assert list(_texts(rung(2.0, run=-1, starred=True), 1, several=True)) == [["bound* 2 .. 3x"]]


def test_items_are_written_in_lines_that_fit(sheet):
    """Ninety signs have 403.2 points, a comma behind the last item of a line among them."""
    first, short, long = "a" * 40, "b" * 46, "b" * 48
    assert _wrapped(sheet, [first, short, "c"]) == [f"{first}, {short},", "c"]
    assert _wrapped(sheet, [first, long, "c"]) == [f"{first},", f"{long}, c"]
    assert _wrapped(sheet, []) == []


def written(sheet, made, *, lines=1, edged=False, high=8.0):
    """Draw a rung on an axis from 1 to so many decades; return its text, its side, and where it begins or ends."""
    sheet.axes.set_xscale("log")
    sheet.axes.set_xlim(1.0, 10.0**high)
    sheet.axes.set_ylim(10.0, 0.0)
    _rung(sheet, SimpleNamespace(what=made, middle=5.0, lines=lines), several=False, edged=edged)
    text = sheet.axes.texts[-1]
    return text.get_text(), text.get_ha(), text.get_position()[0] * WIDE


LAST = "bound 2 .. 3x, 1 W"  # 18 signs, 80.6 points


@pytest.mark.parametrize(
    ("end", "edged", "side"),
    [
        *((WIDE - 80.64 - 5.0 - 0.3, False, "left"), (WIDE - 80.64 - 5.0 + 0.3, False, "right")),
        *((WIDE - 80.64 - 40.0 - 0.3, True, "left"), (WIDE - 80.64 - 40.0 + 0.3, True, "right")),
    ],
)
def test_a_name_stands_right_of_its_bar_where_it_has_room(end, edged, side, sheet):
    decade = WIDE / 8.0
    text, found, x = written(sheet, rung(4.0, 3.0, end / decade), edged=edged)
    assert (text, found) == (LAST, side)
    assert x == pytest.approx(end + 5.0 if side == "left" else 3.0 * decade - 5.0, rel=1e-6, abs=0)


@pytest.mark.parametrize(("begin", "text"), [(85.9, LAST), (85.4, "bound 2 .. 3x")])
def test_a_name_that_has_no_room_on_either_side_is_shorter(begin, text, sheet):
    decade = WIDE / 8.0
    found, side, _ = written(sheet, rung(4.0, begin / decade, 7.9))
    assert (found, side) == (text, "right")


def test_a_mark_without_room_for_its_name_is_refused(sheet):
    decade = WIDE / 8.0
    assert written(sheet, rung(4.0, (5 * LETTER + 5.2) / decade, 7.9))[0] == "bound"
    with pytest.raises(InputError, match="its name has no room beside its mark"):
        written(sheet, rung(4.0, (5 * LETTER + 4.8) / decade, 7.9))


def guide(sheet):
    found = [each.get_xdata() for each in sheet.axes.get_lines() if each.get_label() == "_guide"]
    return [float(np.log10(x[1])) * WIDE / 8.0 for x in found]


def test_a_guide_ends_a_gap_before_the_bar_or_the_name(sheet):
    decade = WIDE / 8.0
    written(sheet, rung(4.0, 3.0, 4.5))
    assert guide(sheet) == pytest.approx([3.0 * decade - 5.0], rel=1e-6, abs=0)
    other = Sheet((7.0, 4.5), PAPER)
    written(other, rung(4.0, 3.0, 7.9))
    assert guide(other) == pytest.approx([3.0 * decade - 10.0 - 80.64], rel=1e-6, abs=0)
    for begin, count in ((5.2, 1), (4.8, 0)):
        other = Sheet((7.0, 4.5), PAPER)
        written(other, rung(1.0, begin / decade, 1.5))
        assert len(guide(other)) == count


def test_two_lines_stand_around_the_middle(sheet):
    written(sheet, rung(2.0), lines=2)
    first, second = (text.get_position()[1] for text in sheet.axes.texts)
    step = 10.4 * 10.0 / HIGH
    assert (first, second) == pytest.approx((5.0 - step / 2, 5.0 + step / 2), rel=1e-9, abs=0)


# The key


def test_the_key_has_lines_that_fit(sheet):
    """An entry takes 22.4 points beside its text; a third of the axes, 134.4 points, has room for 25 signs."""
    names = ["n" * 21] * 4
    found = lines_of(sheet, ladder(rung(2.0, starred=True)), names)
    assert [[entry.text for entry in line] for line in found] == [
        [f"{number}: {names[0]}" for number in (1, 2, 3)],
        [f"4: {names[0]}"],
        ["law of nature", "* a convention"],
    ]
    assert [entry.color for entry in (*found[0], *found[1])] == [color for color, _ in RUNS[:4]]
    assert [(entry.kind, entry.color) for entry in found[2]] == [("law", "#000000"), ("", "")]
    longer = lines_of(sheet, ladder(rung(2.0)), ["n" * 23] * 3)
    assert [len(line) for line in longer] == [2, 1, 1]  # the last of which is that of kinds
