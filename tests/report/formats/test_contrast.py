"""Styles on a terminal are legible on light and on dark backgrounds, whatever its colours are."""

import pytest
from rich.color import blend_rgb
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, MONOKAI, NIGHT_OWLISH, SVG_EXPORT_THEME

from limits.report.formats.text import _STYLES

LEAST = 4.5  # WCAG 2.1, success criterion 1.4.3
GROUNDS = {"white": "#ffffff", "light": "#fdf6e3", "black": "#000000", "dark": "#002b36"}
OWN = {"white": "#000000", "light": "#000000", "black": "#ffffff", "dark": "#ffffff"}  # the terminal's foreground
THEMES = (DEFAULT_TERMINAL_THEME, MONOKAI, NIGHT_OWLISH, SVG_EXPORT_THEME)  # how terminals show the 16 colours


def rgb(text):
    return tuple(int(text[place : place + 2], 16) for place in (1, 3, 5))


def luminance(colour):
    """Relative luminance as WCAG defines it."""
    shares = (part / 255 for part in colour)
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def least(style, ground):
    """The least contrast of a style over the themes, on one background."""
    read, found = Style.parse(style), []
    for theme in THEMES:
        own, behind = rgb(OWN[ground]), rgb(GROUNDS[ground])
        front = own if read.color is None or read.color.is_default else tuple(read.color.get_truecolor(theme))
        back = behind if read.bgcolor is None or read.bgcolor.is_default else tuple(read.bgcolor.get_truecolor(theme))
        if read.reverse:
            front, back = back, front
        if read.dim:
            front = tuple(blend_rgb(front, back))
        found.append(contrast(front, back))
    return min(found)


def test_the_measure_is_that_of_its_definition():
    assert contrast(rgb("#ffffff"), rgb("#000000")) == pytest.approx(21.0, rel=1e-6, abs=1e-12)
    assert contrast(rgb("#777777"), rgb("#ffffff")) == pytest.approx(4.48, abs=0.01)  # the known grey that just fails


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("what", _STYLES)
def test_every_style_is_legible_on_every_background(what, ground):
    assert least(_STYLES[what], ground) >= LEAST


@pytest.mark.parametrize("style", ["dim", "yellow", "cyan", "magenta", "bright_black"])
def test_a_style_that_is_not_legible_everywhere_is_found(style):
    assert min(least(style, ground) for ground in GROUNDS) < LEAST


def test_no_colour_at_all_is_legible_on_all_backgrounds():
    levels = range(0, 256, 15)
    colours = ((red, green, blue) for red in levels for green in levels for blue in levels)
    assert max(min(contrast(each, rgb(ground)) for ground in GROUNDS.values()) for each in colours) < LEAST


def test_the_first_limit_looks_unlike_every_other_line_of_its_table():
    others = {kind: _STYLES.get(kind, "") for kind in ("definition", "theorem", "law", "model", "trend", "rating")}
    assert _STYLES["first"] not in others.values()
