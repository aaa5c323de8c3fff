"""What lines look like: what is said by which width, style and colour, and what lies over what."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")

from matplotlib.colors import to_hex, to_rgb

from limits.report.figures.style import LAWS, RUNS

from .layouts import labels

INK, FAINT, GUIDE, RUN = "#000000", "#707070", "#b0b0b0", "#d55e00"
LINES = {  # width on paper [pt], style, colour: of each kind of line, by how its label begins
    "ladder": {
        "_now": (0.8, "-", INK),
        "_guide": (0.6, ":", GUIDE),
        "_edge": (0.8, ":", GUIDE),
        "_apart": (0.6, "-", GUIDE),
        "_interval:cmos": (1.4, "-", RUN),
    },
    "frontier with a band": {
        "≈ trend": (1.4, "-", INK),
        "beyond the runs": (1.4, "--", INK),
        "_path": (0.8, "-", RUN),
        "_interval:cmos": (1.4, "-", RUN),
        "_interval:llama": (1.2, "-", RUN),
        "_published": (0.9, "-", FAINT),
    },
    "valleys": {
        "_within:1e+21": (1.3, "-", None),
        "_beyond:3.": (1.3, "--", None),
        "_within:path": (0.8, "-", INK),
        "_beyond:path": (0.8, "--", INK),
        "within the runs": (1.3, "-", INK),
        "beyond them": (1.3, "--", INK),
    },
}


def lines(drawing, begin):
    return [each for each in drawing.axes.get_lines() if str(each.get_label()).startswith(begin)]


@pytest.mark.parametrize(("name", "begin"), [(name, begin) for name, table in LINES.items() for begin in table])
def test_each_kind_of_line_has_a_look_of_its_own(name, begin, drawings):
    width, style, color = LINES[name][begin]
    for size, scale in (("two columns", 1.0), ("a slide", 2.0)):
        found = lines(drawings(f"{name}, {size}"), begin)
        assert found
        for each in found:
            assert each.get_linewidth() == pytest.approx(width * scale, rel=1e-6, abs=1e-12)
            dashed = each.get_linestyle() != "-"
            assert dashed == (style != "-")
            if dashed:
                on, off = each._unscaled_dash_pattern[1]
                assert (on, off) == ((1, 2) if style == ":" else (4, 2))
            if color is not None:
                assert to_hex(each.get_color()) == color


def test_what_is_drawn_lies_over_what_guides_the_eye(drawings):
    ladder = drawings("ladder, two columns")
    (bar,), (mark,) = lines(ladder, "_interval:cmos"), lines(ladder, "_model:cmos")
    for guide in (*lines(ladder, "_guide"), *lines(ladder, "_edge"), *lines(ladder, "_apart"), *lines(ladder, "_now")):
        assert guide.get_zorder() < bar.get_zorder() < mark.get_zorder()
    frontier = drawings("frontier with a band, two columns")
    (band,) = frontier.axes.collections
    order = [
        band.get_zorder(),
        lines(frontier, "_path")[0].get_zorder(),
        lines(frontier, "≈ trend")[0].get_zorder(),
        lines(frontier, "_interval:cmos")[0].get_zorder(),
        lines(frontier, "predicted")[0].get_zorder(),
    ]
    assert order == sorted(set(order))
    assert band.get_alpha() == 0.2
    assert to_hex(band.get_facecolor()[0]) == INK


def test_a_ring_is_larger_than_what_it_may_lie_around(drawings):
    valleys = drawings("valleys, two columns")
    (ring,), (optimum,) = lines(valleys, "predicted"), lines(valleys, "optimum")
    assert (ring.get_markersize(), ring.get_markeredgewidth()) == (7.5, 1.5)
    assert (optimum.get_markersize(), optimum.get_markeredgewidth()) == (3.0, 0.8)
    assert (optimum.get_marker(), optimum.get_markerfacecolor()) == ("s", "white")
    assert optimum.get_linestyle() == "None"
    assert ring.get_zorder() > optimum.get_zorder()
    slide = drawings("valleys, a slide")
    assert lines(slide, "predicted")[0].get_markersize() == 15.0
    assert lines(slide, "optimum")[0].get_markersize() == 6.0


def test_marks_are_as_large_as_letters_and_the_bars_of_data_sheets_taller(drawings):
    for size, scale in (("two columns", 1.0), ("a slide", 2.0)):
        drawing = drawings(f"ladder, {size}")
        for kind, large, edge in (("theorem:landauer", 4.5, 0.9), ("model:cmos", 4.5, 0.9), ("rating:", 8.0, 2.2)):
            (mark,) = lines(drawing, f"_{kind}")
            assert mark.get_markersize() == pytest.approx(large * scale, rel=1e-6, abs=1e-12)
            assert mark.get_markeredgewidth() == pytest.approx(edge * scale, rel=1e-6, abs=1e-12)
    several = drawings("ladder of several, two columns")
    swatches = lines(several, "_key:run")
    assert [to_hex(each.get_color()).upper() for each in swatches] == [color for color, _ in RUNS[:4]]
    for each in swatches:
        long = np.diff(each.get_xdata())[0] * several.axes.bbox.width * 72 / several.figure.dpi
        assert long == pytest.approx(0.7 * 8.0, rel=1e-6, abs=1e-12)
        assert each.get_linewidth() == 3.0


def grey(color):
    """Return how light a colour is in grey, from 0 to 1."""
    return sum(part * share for part, share in zip(to_rgb(color), (0.2126, 0.7152, 0.0722), strict=True))


def test_valleys_go_from_light_to_dark_as_compute_grows(drawings):
    valleys = drawings("valleys, two columns")
    computes = sorted({float(str(each.get_label()).partition(":")[2]) for each in lines(valleys, "_beyond:3.")})
    shades = [grey(lines(valleys, f"_within:1e+{power}")[0].get_color()) for power in (19, 20, 21, 22)]
    shades.append(grey(lines(valleys, f"_beyond:{computes[-1]:g}")[0].get_color()))
    assert shades == sorted(shades, reverse=True)
    assert shades[0] - shades[-1] > 0.4
    assert min(one - two for one, two in pairwise(shades)) > 0.05


def test_laws_differ_in_grey_and_runs_in_shape():
    shades = sorted(grey(color) for color in LAWS)
    assert min(two - one for one, two in pairwise(shades)) > 0.1
    assert len({marker for _, marker in RUNS}) == len(RUNS) == 6


def test_ticks_and_spines_are_thin_and_only_where_something_is_read(drawings):
    for name, upright in (("ladder", False), ("frontier", True), ("valleys", True)):
        for size, scale in (("two columns", 1.0), ("a slide", 2.0)):
            axes = drawings(f"{name}, {size}").axes
            seen = {side for side, spine in axes.spines.items() if spine.get_visible()}
            assert seen == ({"left", "bottom"} if upright else {"bottom"})
            assert axes.spines["bottom"].get_linewidth() == pytest.approx(0.6 * scale, rel=1e-6, abs=1e-12)
            tick = axes.xaxis.get_major_ticks()[0]
            assert tick.tick1line.get_markersize() == pytest.approx(3.5 * scale, rel=1e-6, abs=1e-12)
            assert tick.tick1line.get_markeredgewidth() == pytest.approx(0.6 * scale, rel=1e-6, abs=1e-12)
            assert axes.xaxis.labelpad == pytest.approx(2.0 * scale, rel=1e-6, abs=1e-12)
            if upright:
                small = axes.yaxis.get_minor_ticks()[0]
                assert small.tick1line.get_markersize() == pytest.approx(2.0 * scale, rel=1e-6, abs=1e-12)
                assert {text.get_text() for text in axes.get_yticklabels(minor=True)} <= {""}
            else:
                assert not axes.yaxis.get_major_ticks()[0].tick1line.get_visible()


def test_legends_stand_without_a_frame_in_the_letters_of_the_figure(drawings):
    from matplotlib.legend import Legend

    drawing = drawings("frontier with a band, two columns")
    marks, rest = sorted(drawing.axes.findobj(Legend), key=lambda each: len(each.get_texts()))
    assert [text.get_text() for text in marks.get_texts()] == ["theorem", "model", "data sheet"]
    assert [text.get_text() for text in rest.get_texts()][:3] == [
        "≈ trend besiroglu2024-minimum",
        "beyond the runs behind the law",
        "its band, 5 to 95 %",
    ]
    for legend in (marks, rest):
        assert not legend.get_frame_on()
        assert {text.get_fontname() for text in legend.get_texts()} == {"DejaVu Sans"}
    assert len(labels(drawing)) == 8
