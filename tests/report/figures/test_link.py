"""Bus bandwidth against size: what is drawn where, and what the caption says beside it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")

from matplotlib.colors import to_hex

from limits.errors import InputError
from limits.pasted.table import sizes
from limits.report import figures

from ...pasted.written import nccl
from .layouts import TWO_NODES, caption, labels, line, measured


@pytest.fixture(scope="module")
def judged():
    return measured(TWO_NODES.read_text(encoding="utf-8"), "8x200G")


@pytest.fixture(scope="module")
def drawing(judged):
    return figures.link(judged, catalogue="c" * 64)


def test_both_halves_are_drawn_at_their_sizes(judged, drawing):
    table = judged.measurement
    for label, half in (("out of place", "out_of_place"), ("in place", "in_place")):
        x, y = line(drawing, label).get_data()
        assert list(x) == [row.size for row in table]
        assert list(y) == [getattr(row, half).bus_bandwidth.value for row in table]
    assert drawing.axes.get_xscale() == "log"
    assert drawing.axes.get_yscale() == "linear"
    assert drawing.axes.get_ylim()[0] == 0.0


def test_halves_differ_in_shape_and_face_and_not_by_colour_alone(drawing):
    full, hollow = line(drawing, "out of place"), line(drawing, "in place")
    assert full.get_marker() != hollow.get_marker()
    assert hollow.get_markerfacecolor() == "none"
    assert to_hex(full.get_markerfacecolor()) == to_hex(full.get_color())
    assert hollow.get_markersize() > full.get_markersize()
    assert hollow.get_zorder() > full.get_zorder()
    assert full.get_color() != hollow.get_color()


def test_bandwidths_in_gibibytes_are_drawn_in_gigabytes(judged):
    other = replace(judged, measurement=replace(judged.measurement, scale=1.073741824))
    once, again = (line(figures.link(each), "in place").get_ydata() for each in (judged, other))
    assert np.array(again) == pytest.approx(np.array(once) * 1.073741824, rel=1e-9, abs=0)


def test_the_ring_is_the_plateau(judged, drawing):
    ring = line(drawing, "plateau, 334.8 GB/s")
    assert (ring.get_xdata()[0], ring.get_ydata()[0]) == (judged.measurement.top.size, judged.plateau)


def test_bounds_are_lines_of_their_rate_with_name_and_sign(judged, drawing):
    written = [text.get_text() for text in drawing.axes.texts]
    for bound in judged.bounds.rows:
        drawn = line(drawing, f"_bound:{bound.name}")
        assert set(drawn.get_ydata()) == {bound.rate}
        assert drawn.get_xdata()[-1] > judged.curve.largest
        (name,) = [text for text in written if text.endswith(f"{bound.rate:.4g}")]
        assert name[0] in "■~="
        assert f"{bound.name}: {bound.rate:.4g} GB/s" in caption(drawing)
    drawn = {bound.kind: line(drawing, f"_bound:{bound.name}") for bound in judged.bounds.rows}
    styles = {kind: str(each._unscaled_dash_pattern) for kind, each in drawn.items()}
    assert len(set(styles.values())) == len(styles) >= 3


def test_a_bound_far_above_stands_in_the_caption_alone():
    far = measured(nccl(rate=20.0).text, "8x400G")
    drawing = figures.link(far)
    high = [bound for bound in far.bounds.rows if bound.rate > 2.5 * far.plateau]
    assert high
    for bound in high:
        assert not [each for each in drawing.axes.get_lines() if each.get_label() == f"_bound:{bound.name}"]
        assert f"{bound.name}: {bound.rate:.4g} GB/s" in caption(drawing)
    assert caption(drawing).count("above the figure") == len(high)


def test_the_dashed_line_is_that_of_the_upper_regime_alone(judged, drawing):
    fitted = sizes.upper(judged.measurement)
    x, y = (np.asarray(each) for each in line(drawing, "line of the upper regime").get_data())
    found = sizes.of(judged.measurement)
    assert x[0] == pytest.approx(found.size[found.bus >= 0.2 * judged.plateau][0], rel=1e-9, abs=0)
    assert x[-1] > judged.curve.largest
    assert y == pytest.approx(
        1.875 * x / (fitted.latency * 1e-6 + 1.875 * x / fitted.bandwidth / 1e9) / 1e9, rel=1e-4, abs=0
    )
    assert f"{fitted.latency:.4g} us" in caption(drawing)
    assert f"tends to {fitted.bandwidth:.4g} GB/s" in caption(drawing)


def test_rows_that_follow_no_line_get_none():
    rates = (40.0, 90.0, 30.0, 100.0, 20.0, 80.0)
    rows = [
        f"{size} {size // 4} float sum -1 " + f"{size / rate / 1e3:.2f} {rate:.2f} {rate * 1.75:.2f} 0 " * 2
        for size, rate in zip((2**power for power in range(28, 34)), rates, strict=True)
    ]
    drawing = figures.link(measured("\n".join(rows)))
    assert "line of the upper regime" not in labels(drawing)
    assert "its rows follow none" in caption(drawing)


def test_the_caption_says_the_verdict_and_what_the_numbers_hang_on(drawing):
    said = caption(drawing)
    assert said.startswith("Bus bandwidth against size of all-reduce, 2 x 8 h100-sxm: nccl-tests.")
    assert "2 x 8 h100-sxm, all-reduce, 334.8 GB/s: good" in said
    assert said.endswith("catalogue cccccccccccc")


def test_of_unknown_hardware_the_caption_says_what_is_proved_of_it():
    said = caption(figures.link(measured(TWO_NODES.read_text(encoding="utf-8"))))
    assert "needs at least 1428 Gbit/s per node" in said


def test_a_table_without_a_bandwidth_is_refused():
    with pytest.raises(InputError, match="none with a bandwidth"):
        figures.link(measured("\n".join(line for line in nccl().lines if line.startswith("#"))))
