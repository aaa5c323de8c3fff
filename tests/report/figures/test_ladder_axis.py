"""The axis of a ladder: what is near stands on it to scale, what is far at its edge."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")

from limits.report import figures

from .layouts import line


def test_only_far_limits_leave_a_decade_to_scale(llama):
    rows = type(llama.bounds)(row for row in llama.bounds if row.law in ("bekenstein", "light-latency"))
    drawing = figures.ladder([replace(llama, bounds=rows)])
    assert line(drawing, "_edge").get_xdata()[0] >= 10.0


def test_only_near_limits_need_no_edge(llama):
    rows = type(llama.bounds)(row for row in llama.bounds if row.law in ("all-reduce", "shannon"))
    drawing = figures.ladder([replace(llama, bounds=rows)])
    assert not [each for each in drawing.axes.get_lines() if each.get_label() == "_edge"]
    assert "farther" not in [tick.get_text() for tick in drawing.axes.get_xticklabels()]
    assert "Not to scale" not in drawing.caption
    assert drawing.axes.get_xlim()[1] < 1000.0


def test_what_is_near_stands_within_the_axis(llama):
    drawing = figures.ladder([llama])
    low, high = drawing.axes.get_xlim()
    near = [row.doublings_left for row in llama.ladder if row.doublings_left.value * math.log10(2) <= 9.0]
    assert len(near) > 3
    for row in near:
        assert low < 2.0 ** min(row.ends) <= 2.0 ** max(row.ends) < high
    assert low < min(drawing.axes.get_xticks())
    assert max(drawing.axes.get_xticks()) < high  # what is far has its edge beyond its label
