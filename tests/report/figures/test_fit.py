"""The figure of a fit: its panels show the runs, the law and its intervals."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from limits import scaling
from limits.draws import interval

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")

from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgb

from limits.report import figures
from limits.scaling.uncertain import spread

from .fits import crowded, fitted, panel, rows
from .layouts import RUNS, caption, labels, line

# Runs and law


def test_runs_stand_at_their_compute_and_loss_and_lines_at_what_the_law_says():
    fit, axes = fitted("example"), panel("example", "data").axes
    points = fit.points
    assert sorted(map(tuple, rows(axes))) == sorted(zip(points.compute, points.loss, strict=True))
    law = fit.law("mine")
    assert labels(panel("example", "data"))[:6] == ["60M", "125M", "250M", "500M", "1B", "2B"]
    for size, text in ((6e7, "60M"), (2e9, "2B")):
        C, L = line(panel("example", "data"), f"_size:{text}").get_data()
        assert pytest.approx(scaling.loss(law, size, C / 6 / size), rel=1e-9, abs=0) == L
        own = points.compute[points.parameters == size]
        assert (C[0], C[-1]) == pytest.approx((own.min() / 1.25, own.max() * 1.25), rel=1e-9, abs=0)


def test_the_frontier_is_that_of_the_law_with_its_band_and_dashed_where_no_run_is():
    fit, drawing = fitted("example"), panel("example", "data")
    law, end = fit.law("mine"), fit.points.compute.max()
    within, beyond = line(drawing, "frontier of the law"), line(drawing, "beyond the runs")
    for part in (within, beyond):
        C, L = (np.asarray(each, dtype=float) for each in part.get_data())
        known = np.isfinite(L)
        assert pytest.approx(scaling.optimum(law, C[known]).loss, rel=1e-9, abs=0) == L[known]
    C = np.asarray(within.get_xdata())
    assert C[np.isfinite(within.get_ydata())].max() == end
    assert C.max() == pytest.approx(10 * end, rel=1e-9, abs=0)
    assert (within.get_linestyle(), beyond.get_linestyle()) == ("-", "--")
    (band,) = [each for each in drawing.axes.collections if not isinstance(each, PathCollection)]
    low, high = interval(spread(law, lambda law: {"L": scaling.optimum(law, np.array([10 * end])).loss})["L"])
    vertices = band.get_paths()[0].vertices
    ends = vertices[np.isclose(vertices[:, 0], 10 * end)][:, 1]
    assert (ends.min(), ends.max()) == pytest.approx((low, high), rel=1e-6, abs=0)
    assert (line(drawing, "_end").get_xdata() == end).all()


def test_large_models_are_dark_and_small_ones_light():
    drawing = panel("example", "data")
    shades = [sum(to_rgb(line(drawing, f"_size:{text}").get_color())) for text in labels(drawing)[:6]]
    assert shades == sorted(shades, reverse=True)
    assert shades[0] - shades[-1] > 1.0


def test_of_many_sizes_some_have_lines_and_the_caption_says_how_many():
    assert len([text for text in labels(panel("many", "data")) if text[-1] in "MB"]) == 6
    assert "the law at 6 of 3000 sizes" in caption(panel("many", "data"))
    assert "the law at each size" in caption(panel("example", "data"))


def test_checkpoints_are_thin_curves_that_end_in_a_mark():
    drawing, points = panel("checkpoints", "data"), fitted("checkpoints").points
    curves = [each for each in drawing.axes.get_lines() if each.get_label() == "_run"]
    assert len(curves) == 8
    assert sorted(C for curve in curves for C in curve.get_xdata()) == sorted(points.compute)
    assert sorted(map(tuple, rows(drawing.axes))) == sorted((c.get_xdata()[-1], c.get_ydata()[-1]) for c in curves)
    assert "checkpoints of runs" in caption(drawing)


def test_a_fit_that_is_no_law_has_lines_and_no_frontier_and_says_why():
    drawing = panel("no law", "data")
    assert not fitted("no law").coefficients["alpha"].value > 0
    assert "frontier of the law" not in labels(drawing)
    assert "No frontier and no band" in caption(drawing)
    assert "No minimum is drawn" in caption(panel("no law", "valleys"))
    assert [each for each in drawing.axes.get_lines() if str(each.get_label()).startswith("_size")]


# Errors


def test_errors_are_those_of_the_residuals_and_the_worst_have_numbers_and_names():
    fit, drawing = fitted("example"), panel("example", "residuals")
    found = scaling.residuals(fit)
    expected = np.array(sorted(zip(fit.points.compute, 100 * found.errors, strict=True)))
    assert np.array(sorted(map(tuple, rows(drawing.axes)))) == pytest.approx(expected, rel=1e-9, abs=1e-12)
    worst = found.worst(3)
    rings = np.column_stack(line(drawing, "_worst").get_data())
    assert rings == pytest.approx(
        np.column_stack([fit.points.compute[worst], 100 * found.errors[worst]]), rel=1e-9, abs=0
    )
    assert [text.get_text() for text in drawing.axes.texts] == ["1", "2", "3"]
    for number, place in enumerate(worst, start=1):
        assert f"{number} {fit.points.label(place)}: N " in caption(drawing)
    assert f"± rms, {100 * found.rms:.2g} %" in labels(drawing)


def test_means_by_budget_stand_among_the_errors_with_their_standard_errors():
    fit, drawing = fitted("example"), panel("example", "residuals")
    groups = [each for each in scaling.residuals(fit).by("compute") if each.rows > 1]
    assert line(drawing, "mean by budget").get_ydata() == pytest.approx([100 * g.mean for g in groups], rel=1e-9, abs=0)
    bars = [each for each in drawing.axes.get_lines() if each.get_label() == "_reach"]
    reach = [np.ptp(each.get_ydata()) / 2 for each in bars]
    assert reach == pytest.approx([100 * g.standard_error for g in groups], rel=1e-9, abs=0)


def test_wild_rows_stand_at_the_edge_and_the_caption_counts_them():
    fit, drawing = fitted("checkpoints"), panel("checkpoints", "residuals")
    errors = 100 * scaling.residuals(fit).errors
    low, high = drawing.axes.get_ylim()
    beyond = int(np.sum((errors < low) | (errors > high)))
    assert beyond == 3
    assert f"Triangles at the edge: {beyond} rows" in caption(drawing)
    assert (rows(drawing.axes)[:, 1] < low + 0.1 * (high - low)).sum() == beyond
    assert low < -100 * scaling.residuals(fit).rms


def test_the_worst_checkpoints_are_of_different_runs():
    said = caption(panel("checkpoints", "residuals")).partition("Worst: ")[2]
    assert len({each[:7] for each in re.findall(r"run \d, row \d+", said)}) == 3


def test_runs_that_were_left_out_are_squares_in_both_panels():
    points = fitted("many").points
    late = points.compute > points.compute.max() / 10
    parts = [scaling.Points.of(points.parameters[k], points.tokens[k], points.loss[k]) for k in (~late, late)]
    fit = scaling.fit(parts[0])
    drawing = figures.fit(fit, held=parts[1], panels=["data", "residuals"])
    held = parts[1]
    for axes, wanted in zip(
        drawing.figure.axes,
        (held.loss, 100 * np.log(scaling.loss(fit.law("mine"), held.parameters, held.tokens) / held.loss)),
        strict=True,
    ):
        squares = [each for each in axes.collections if isinstance(each, PathCollection)][-1].get_offsets()
        assert sorted(squares[:, 1]) == pytest.approx(sorted(wanted), rel=1e-6, abs=1e-9)
        low, high = axes.get_ylim()
        assert ((squares[:, 1] > low) & (squares[:, 1] < high)).all()
    assert f"Squares: {len(held)} runs that the fit has not seen" in caption(drawing)
    assert labels(figures.fit(fit, held=held, panels=["data"]))[-1] == "left out of the fit"
    assert crowded(drawing) == ""


# Valleys


def test_iso_flop_runs_stand_at_their_own_losses_with_law_and_parabola():
    fit, drawing = fitted("iso-FLOP"), panel("iso-FLOP", "valleys")
    points, law = fit.points, fit.law("mine")
    assert sorted(map(tuple, rows(drawing.axes))) == sorted(zip(points.parameters, points.loss, strict=True))
    best = scaling.optimum(law, np.array([1e18, 1e19, 1e20, 1e21]))
    minima = [each for each in drawing.axes.get_lines() if each.get_label() == "_minimum"]
    assert [each.get_xdata()[0] for each in minima] == pytest.approx(best.parameters, rel=1e-9, abs=0)
    assert [each.get_ydata()[0] for each in minima] == pytest.approx(best.loss, rel=1e-9, abs=0)
    ends = interval(spread(law, lambda law: {"N": scaling.optimum(law, np.array([1e18])).parameters})["N"])
    (bar, *_) = [each for each in drawing.axes.get_lines() if each.get_label() == "_interval"]
    assert tuple(bar.get_xdata()) == pytest.approx(ends, rel=1e-9, abs=0)
    bottoms = [each.get_xdata()[0] for each in drawing.axes.get_lines() if each.get_label() == "_bottom"]
    parabolas = scaling.isoflop(points).valleys
    assert bottoms == pytest.approx([each.parameters.value for each in parabolas], rel=1e-9, abs=0)
    assert "budgets that runs have in common" in caption(drawing)


def test_runs_without_a_common_budget_keep_their_errors_when_they_are_carried():
    fit, drawing = fitted("example"), panel("example", "valleys")
    law, errors = fit.law("mine"), scaling.residuals(fit).errors
    lines = [each for each in drawing.axes.get_lines() if "10^" in str(each.get_label())]
    marks = [each for each in drawing.axes.collections if isinstance(each, PathCollection)]
    left = []
    for curve, ring in zip(lines, marks, strict=True):
        N, L = np.asarray(ring.get_offsets()).T
        at, valley = curve.get_data()
        left += (np.interp(np.log(N), np.log(at), np.log(valley)) - np.log(L)).tolist()
        compute = 6 * at[0] * scaling_tokens(law, at[0], valley[0])
        assert np.ptp(6 * at * scaling_tokens(law, at, valley)) < 1e-6 * compute  # the line is at one compute
    assert sorted(left) == pytest.approx(sorted(errors), rel=0, abs=2e-4)
    assert "these runs share none" in caption(drawing)


def scaling_tokens(law, N, L):
    """Return the tokens at which a law has a loss."""
    E, A, B, alpha, beta, _ = law.coefficients
    return (B / (L - E - A * N**-alpha)) ** (1 / beta)


# Profiles


@pytest.mark.parametrize("name", ["E", "A", "B", "alpha", "beta"])
def test_profiles_pass_one_at_the_ends_of_their_intervals(name):
    fit, drawing = fitted("example"), panel("example", "profiles")
    curves = [each for small in drawing.axes.child_axes for each in small.get_lines()]
    (curve,) = [each for each in curves if each.get_label() == f"_profile:{name}"]
    x, rise = curve.get_data()
    value, wanted = fit.coefficients[name].value, fit.profile(name)
    assert np.interp(value, x, rise) == pytest.approx(0.0, rel=0, abs=1e-6)
    below, above = x <= value, x >= value
    low, high = np.interp(1.0, rise[below][::-1], x[below][::-1]), np.interp(1.0, rise[above], x[above])
    span = wanted.high - wanted.low
    assert (low, high) == pytest.approx((wanted.low, wanted.high), rel=0, abs=0.05 * span)
    assert 2.0 < min(rise[0], rise[-1]) < 4.5  # they fill what is drawn


def test_a_tied_exponent_has_one_profile():
    drawing = figures.fit(scaling.fit(scaling.Points.read(RUNS), form="hoffmann-tied"), panels=["profiles"])
    assert len(drawing.axes.child_axes) == 4


def test_a_pinned_coefficient_has_no_profile():
    drawing = figures.fit(scaling.fit(scaling.Points.read(RUNS), pin={"E": 1.69}), panels=["profiles"])
    assert len(drawing.axes.child_axes) == 4
    assert "E 1.69" in caption(drawing)


def test_losses_have_the_unit_of_the_runs():
    points = scaling.Points.read(RUNS, loss_unit="nat/token")
    bits = replace(points, loss=points.loss / 3.0, loss_unit="bit/byte")
    drawing = figures.fit(scaling.fit(bits), panels=["data", "valleys"])
    assert {axes.get_ylabel() for axes in drawing.figure.axes} == {"Loss [bit/byte]"}
