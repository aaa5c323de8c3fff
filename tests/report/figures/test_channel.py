"""A measured channel over frequency: what is drawn where, and what the caption says beside it."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")
pytest.importorskip("skrf", reason="scikit-rf is not installed (extra channel)")

from limits.catalog import shipped
from limits.channel import files
from limits.channel.conditions import conditions
from limits.channel.lane import lane, row_called
from limits.channel.measured import measured
from limits.errors import InputError
from limits.report import figures
from limits.report.network.measured import sentence

from .layouts import ROOT, caption, legends_of, texts_of

LANE = ROOT / "docs" / "examples" / "lane"
SIZES = {"two columns": {}, "one column": {"size": figures.ONE_COLUMN}, "a slide": {"style": "talk"}}


@pytest.fixture(scope="module")
def found():
    read = files.read(LANE / "thru.s4p", [LANE / "fext.s4p"], [LANE / "next.s4p"])
    return measured(lane(row_called("100g", shipped())), conditions(), read)


@pytest.fixture(scope="module", params=SIZES)
def drawing(request, found):
    return figures.channel(found, catalogue="c" * 64, **SIZES[request.param])


def curve(axes, begin):
    (line,) = [each for each in axes.get_lines() if str(each.get_label()).startswith(begin)]
    return line.get_data()


def test_the_upper_axes_have_densities_at_the_receiver(found, drawing):
    at = found.frequency / 1e9
    gain, sent = 10 * np.log10(found.gain), 10 * np.log10(0.413**2 * 5 / 9 / 26.5625e9)
    expected = {
        "signal received": sent + gain,
        "transmitter noise": sent + gain - 33.0,
        "water level": 10 * np.log10(found.filling.level) + gain,
        "white noise": np.full(at.shape, 10 * np.log10(6e-18)),
    }
    for label, decibels in expected.items():
        x, y = curve(drawing.axes, label)
        assert x == pytest.approx(at, rel=1e-12, abs=0)
        assert y == pytest.approx(decibels, abs=1e-9)
    assert 10 ** (curve(drawing.axes, "crosstalk")[1] / 10) == pytest.approx(found.crosstalk, rel=1e-9, abs=0)


def test_the_area_under_a_lower_curve_is_its_capacity(found, drawing):
    lower = drawing.figure.axes[1]
    for case in found.cases:
        x, y = curve(lower, f"{case.name}: ")
        assert np.sum(y) * found.step == pytest.approx(case.capacity, rel=1e-9, abs=0)
        assert len(x) == len(found.frequency)
    assert curve(lower, "line rate")[1] == pytest.approx([4.0, 4.0], rel=1e-12, abs=0)


def test_both_axes_show_the_same_band_one_above_the_other(drawing):
    upper, lower = drawing.figure.axes
    assert upper.get_xlim() == lower.get_xlim() == (0.0, 26.5625)
    above, below = upper.get_position(), lower.get_position()
    assert above.x0 == pytest.approx(below.x0, abs=1e-9)
    assert above.x1 == pytest.approx(below.x1, abs=1e-9)
    assert below.y1 < above.y0


def test_nothing_is_cut_off_and_legends_lie_above_all_curves(drawing):
    whole = drawing.figure.bbox
    for axes in drawing.figure.axes:
        for text, box in texts_of(axes):
            assert whole.x0 <= box.x0, text
            assert box.x1 <= whole.x1, text
            assert whole.y0 <= box.y0, text
            assert box.y1 <= whole.y1, text
        (legend,) = legends_of(axes)
        box = legend.get_window_extent()
        for line in axes.get_lines():
            points = axes.transData.transform(np.column_stack(line.get_data()))
            under = points[(points[:, 0] >= box.x0) & np.isfinite(points[:, 1])]
            assert not under.size or under[:, 1].max() <= box.y0 + 0.5, line.get_label()


def test_lines_differ_by_more_than_colour(drawing):
    for axes in drawing.figure.axes:
        looks = [(line.get_linestyle(), line.get_linewidth(), line._unscaled_dash_pattern) for line in axes.get_lines()]
        assert len({str(look) for look in looks}) == len(looks)


def test_the_caption_has_the_sentence_the_ports_and_the_catalogue(found, drawing):
    text = caption(drawing)
    assert " ".join(sentence(found).split()) in text
    for part in ("and 2 aggressors", "ports 1-2,3-4", "-114.5 dB", "catalogue cccccccccccc", "left out: package"):
        assert part in text


def test_without_crosstalk_and_in_too_little_room(found):
    alone = measured(found.lane, found.conditions, found.files._replace(far=(), near=()))
    labels = [line.get_label() for line in figures.channel(alone).axes.get_lines()]
    assert "crosstalk" not in labels
    for size in ((2.4, 2.4), (7.0, 2.4)):
        with pytest.raises(InputError, match=r"larger figure|higher figure"):
            figures.channel(found, size=size, style="talk")


def test_equal_input_gives_equal_bytes(found):
    assert figures.channel(found).to("svg") == figures.channel(found).to("svg")


def test_the_line_rate_is_a_level_over_the_band(found, drawing):
    axes = drawing.figure.axes[1]
    at, level = curve(axes, "line rate / band")
    assert list(at) == pytest.approx([0.0, found.band / 1e9], rel=1e-12, abs=0)
    assert set(level) == {found.lane.raw.value / found.band}
