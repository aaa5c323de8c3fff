"""The figures as they are drawn: no text, mark or curve covers another, and the axes have most of the room."""

from __future__ import annotations

import numpy as np
import pytest

from limits.errors import InputError, UnknownNameError

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from limits.report import figures

from .layouts import DRAWN, LAYOUTS, TOO_LOW, legends_of, marks_of, texts_of


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


@pytest.mark.parametrize("name", [name for name in DRAWN if "ladder" not in name])
def test_no_curve_or_tick_runs_through_a_legend_or_a_name(name, drawings):
    axes = drawings(name).axes
    boxes = [box for text, box in texts_of(axes) if axes.bbox.contains(*box.min) and axes.bbox.contains(*box.max)]
    assert boxes
    for each in axes.get_lines():
        ends = np.column_stack(each.get_data())
        if len(ends) < 2 or str(each.get_label()).startswith("_interval"):
            continue
        points = each.get_transform().transform(ends)
        points = np.concatenate([points, (points[1:] + points[:-1]) / 2])
        for box in boxes:
            inside = (points > box.min).all(axis=1) & (points < box.max).all(axis=1)
            assert not inside.any(), each.get_label()


# What journals ask for


@pytest.mark.parametrize("name", LAYOUTS)
def test_axes_take_most_of_one_column_with_type_of_seven_points(name, drawings):
    column = f"{name}, one column"
    drawing = LAYOUTS[name](size=(3.3, 6.5)) if column in TOO_LOW else drawings(column)
    assert drawing.figure.get_size_inches()[0] == pytest.approx(3.3, rel=1e-6, abs=1e-12)
    assert drawing.axes.get_position().width * drawing.axes.get_position().height >= 0.6
    written = [text for text in drawing.figure.findobj(Text) if text.get_text()]
    assert {text.get_fontsize() for text in written} == {7.0}
    assert drawing.figure.texts == []  # notes stand in the caption


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_slide_has_large_letters_and_thick_lines(name, drawings):
    slide, page = drawings(f"{name}, a slide"), drawings(f"{name}, two columns")
    width, height = slide.figure.get_size_inches()
    assert width / height == pytest.approx(16 / 9, rel=1e-3, abs=0)
    assert width > 15 if name == "ladder of several" else width >= 10.0  # one that needs more grows
    assert {text.get_fontsize() for text in slide.figure.findobj(Text) if text.get_text()} == {16.0}
    assert {text.get_fontsize() for text in page.figure.findobj(Text) if text.get_text()} == {8.0}
    assert slide.axes.get_position().width * slide.axes.get_position().height >= 0.6
    wide = [max(e.get_linewidth() for e in one.axes.get_lines() if e.get_marker() == "None") for one in (slide, page)]
    assert wide[0] == pytest.approx(2 * wide[1], rel=1e-6, abs=1e-12)


def test_an_unknown_style_is_refused(llama):
    with pytest.raises(UnknownNameError, match="did you mean talk"):
        figures.ladder([llama], style="talks")


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
        assert leader.xy[0] == pytest.approx(float(llama.bounds[bound].binds_at), rel=2e-3, abs=0)
        assert leader.xyann == pytest.approx(inverted.transform((x, y)), rel=1e-6, abs=1e-12)


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
