"""The sheet of a fit: which panels it has, that nothing covers its words, what it refuses and what stands below it."""

from __future__ import annotations

import pytest

from limits import scaling
from limits.errors import InputError, UnknownNameError

pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")

from matplotlib.figure import Figure

from limits.report import figures

from .fits import REAL, SETS, WAYS, crowded, drawn, fitted, panel
from .layouts import caption


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", SETS)
def test_nothing_covers_words(name, way):
    assert crowded(drawn(name, way)) == ""


@pytest.mark.parametrize("which", figures.PANELS)
@pytest.mark.parametrize("name", ["example", "checkpoints", "no law"])
def test_nothing_covers_words_in_one_panel(name, which):
    for of in ({"size": (3.3, 2.6)}, {"size": figures.STYLES["talk"].size, "style": "talk"}):
        assert crowded(panel(name, which, **of)) == ""


@pytest.mark.parametrize("name", REAL)
def test_real_runs_are_drawn_without_words_that_are_covered(name, facts):
    fit = scaling.fit(scaling.Points.read(facts / "data" / "scaling" / name, REAL[name]))
    drawing = figures.fit(fit)
    assert crowded(drawing) == ""
    assert len(drawing.figure.axes) == 4


# The sheet


def test_panels_are_as_many_as_a_size_has_room_for():
    fit = fitted("example")
    for of, many in (
        ({}, 4),
        ({"size": (3.3, 3.3)}, 1),
        ({"size": (7.0, 3.0)}, 2),
        ({"size": (3.3, 8.5)}, 4),
        ({"style": "talk"}, 1),
    ):
        assert len(figures.fit(fit, **of).figure.axes) == many, of


def test_edges_of_panels_stand_in_line():
    data, errors, valleys, profiles = (axes.get_position() for axes in drawn("example").figure.axes)
    assert (data.x0, data.x1) == pytest.approx((valleys.x0, valleys.x1), rel=0, abs=1e-9)
    assert (errors.x0, errors.x1) == pytest.approx((profiles.x0, profiles.x1), rel=0, abs=1e-9)
    assert (data.y0, data.y1) == pytest.approx((errors.y0, errors.y1), rel=0, abs=1e-9)
    assert (valleys.y0, valleys.y1) == pytest.approx((profiles.y0, profiles.y1), rel=0, abs=1e-9)


def test_the_caption_has_each_panel_the_warnings_and_the_law():
    said = caption(drawn("six"))
    for begin in ("a, runs and law:", "b, error of the law:", "c, valleys of equal compute:", "d, profiles of the"):
        assert begin in said
    for warning in fitted("six").warnings:
        assert f"Mind: {warning}." in said
    assert fitted("example").law("mine").sha256[:12] in caption(drawn("example"))


@pytest.mark.parametrize("form", figures.FORMATS)
def test_equal_fits_give_equal_bytes(form):
    first, second = (figures.fit(fitted("example"), panels=["data", "profiles"]).to(form) for _ in range(2))
    assert first == second


def test_what_cannot_be_drawn_is_refused():
    fit = fitted("example")
    with pytest.raises(UnknownNameError, match="did you mean residuals"):
        figures.fit(fit, panels=["residual"])
    with pytest.raises(InputError, match="wanted each once"):
        figures.fit(fit, panels=["data", "data"])
    with pytest.raises(InputError, match="one beside ax"):
        figures.fit(fit, panels=["data", "valleys"], ax=Figure().add_subplot())
    for of in ({"panels": figures.PANELS, "style": "talk"}, {"panels": figures.PANELS, "size": (2.4, 2.4)}):
        with pytest.raises(InputError, match="fewer panels"):
            figures.fit(fit, **of)


@pytest.mark.parametrize("which", figures.PANELS)
def test_any_panel_stands_on_axes_of_somebody_else(which):
    figure = Figure(figsize=(9, 4))
    left, right = figure.subplots(1, 2)
    drawing = figures.fit(fitted("example"), panels=[which], ax=right)
    assert drawing.axes is right
    assert not left.lines
    assert right.lines or right.child_axes


def test_a_law_of_one_variable_is_refused():
    with pytest.raises(InputError, match="wanted a form with parameters and tokens"):
        figures.fit(scaling.fit(SETS["example"](), form="compute"))
