"""A drawn figure as lines of text, one for each thing that is drawn, and a comparison that leaves rounding alone.

Places on paper are in points from the lower left corner of the figure; values are those of the axes.
"""

from __future__ import annotations

import contextlib
import json
import math
import re
from itertools import zip_longest

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.text import Text
from matplotlib.ticker import LogLocator

import limits

from ..conftest import HASHES

WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s]+')
WAYS = {0: "left", 1: "right", 2: "up", 3: "down"}  # of ticks, by their markers
DIGITS = 4  # of a value
CLOSE = 2e-3  # relative, of values
NEAR = 0.16  # points, of places on paper


@contextlib.contextmanager
def steady():
    """Measure texts as if all letters were equally wide, and label even decades where not all can be labelled.

    So neither the version of a font, nor that of what draws it, nor that of matplotlib matters.
    """

    def measured(renderer, text, font, ismath):
        signs = re.sub(r"\\[a-zA-Z]+", "x", text.replace(r"\mathdefault", "")) if ismath else text
        signs = re.sub(r"[${}^_\\]", "", signs) if ismath else signs
        large = font.get_size_in_points() * renderer.dpi / 72
        return 0.56 * large * len(signs), large, 492 / 2048 * large  # of the font, which matplotlib 3.11 looks up

    def decades(locator, low, high):
        first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
        every = max(1, math.ceil((last - first + 1) / np.clip(locator.axis.get_tick_space(), 2, 9)))
        return 10.0 ** np.arange(first + -first % every, last + 1, every)

    def ticks(locator, low, high):
        plain = np.array_equal(locator._subs, [1.0]) and locator._base == 10 and high > low > 0
        return decades(locator, low, high) if plain else real_ticks(locator, low, high)

    real, real_ticks = RendererAgg.get_text_width_height_descent, LogLocator.tick_values
    RendererAgg.get_text_width_height_descent, LogLocator.tick_values = measured, ticks
    try:
        yield
    finally:
        RendererAgg.get_text_width_height_descent, LogLocator.tick_values = real, real_ticks


def record(drawing):
    """Return the lines of a drawing; `steady` must hold as it did when it was drawn."""
    figure = drawing.figure
    renderer = RendererAgg(100, 100, figure.dpi)
    width, height = figure.get_size_inches()
    lines = [f"figure {value(width)} {value(height)} inch {figure.dpi:g} dots {color(figure.get_facecolor())}"]
    for axes in figure.axes:
        lines += of_axes(axes, renderer, "")
        for child in axes.child_axes:
            lines += of_axes(child, renderer, "  inset ")
    lines += [f"caption {quoted(line)}" for line in caption(drawing.caption)]
    return "\n".join(lines) + "\n"


def caption(text):
    """Return the lines of a caption, without what changes with every version and every row of the catalogue."""
    said = HASHES.sub(r"\1...", " ".join(text.replace("\n\n", "¶").split()))
    said = said.replace(f"limits {limits.__version__}", "limits ...")
    return [each.strip() for each in said.split("¶")]


def of_axes(axes, renderer, begin):
    box = axes.get_window_extent(renderer)
    seen = [f"{side} {color(e.get_edgecolor())} {value(e.get_linewidth())}" for side, e in shown(axes.spines)]
    yield f"{begin}axes {places(axes, box.min, box.max)} {color(axes.get_facecolor())}, {', '.join(seen)}"
    for name in ("x", "y"):
        yield from of_axis(axes, name)
    yield from (of_line(axes, each) for each in axes.get_lines())
    yield from (of_collection(each) for each in axes.collections)
    yield from (of_patch(axes, each, renderer) for each in axes.patches)
    assert not axes.images
    titles = [each for each in (axes.title, axes._left_title, axes._right_title) if each.get_text()]
    yield from (of_text(axes, each, renderer) for each in [*axes.texts, *titles])
    legends = [each for each in axes.get_children() if type(each).__name__ == "Legend"]
    for each in legends:
        yield from of_legend(axes, each, renderer)


def shown(spines):
    return [(side, each) for side, each in sorted(spines.items()) if each.get_visible()]


def of_axis(axes, name):
    axis = getattr(axes, f"{name}axis")
    low, high = sorted(axis.get_view_interval().tolist())
    ends = [value(end) for end in axis.get_view_interval()]
    tick, small = axis.get_major_ticks(1)[0], axis.get_minor_ticks(1)[0]
    label = axis.label
    name = f"{name} {axis.get_scale()} {' '.join(ends)}"
    yield f"  {name} {quoted(label.get_text())} {value(axis.labelpad)} {look(label)}"
    for which, one, locator, formatter in (
        ("major", tick, axis.get_majorticklocs(), axis.get_major_formatter()),
        ("minor", small, axis.get_minorticklocs(), axis.get_minor_formatter()),
    ):
        inside = [place for place in locator if low * (1 - 1e-9) <= place <= high * (1 + 1e-9)]
        texts = formatter.format_ticks(inside) if which == "major" else []
        if inside and one.tick1line.get_visible():
            drawn = one.tick1line
            size = " ".join(map(value, (drawn.get_markersize(), drawn.get_markeredgewidth(), one.get_pad())))
            said = f" {look(one.label1)} {quoted(', '.join(texts))}" if texts and one.label1.get_visible() else ""
            way = f"{WAYS[drawn.get_marker()]} {color(drawn.get_color())}"
            yield f"    {which} {size} {way} at {' '.join(map(value, inside))}{said}"


def of_line(axes, line):
    x, y = (np.asarray(each, dtype=float) for each in line.get_data())
    count = len(x)
    chosen = sorted({0, count // 3, 2 * count // 3, count - 1}) if count else []
    points = " ".join(f"{value(x[k])},{value(y[k])}" for k in chosen)
    offset, dashes = line._unscaled_dash_pattern
    style = ""
    if line.get_linestyle() != "None":
        style = (
            line.get_solid_capstyle() if dashes is None else f"dashes {value(offset)} {' '.join(map(value, dashes))}"
        )
        style = f" {color(line.get_color())} {value(line.get_linewidth())} {style}"
    mark = ""
    if line.get_marker() not in ("None", "none", "", None):
        sizes = f"{value(line.get_markersize())} {value(line.get_markeredgewidth())}"
        mark = (
            f" mark {line.get_marker()} {sizes} {color(line.get_markerfacecolor())} {color(line.get_markeredgecolor())}"
        )
    return (
        f"  line {quoted(str(line.get_label()))}{style}{mark} "
        f"z {value(line.get_zorder())} {space(axes, line)} {count}: {points}"
    )


def space(axes, artist):
    """Return in which coordinates something stands: those of both axes, or shares across one of them."""
    across, up = artist.get_transform().contains_branch_seperately(axes.transData)
    return {(True, True): "data", (True, False): "x", (False, True): "y", (False, False): "shares"}[across, up]


def of_collection(each):
    faces, edges = (sorted({color(one) for one in found}) for found in (each.get_facecolor(), each.get_edgecolor()))
    wide = sorted({value(one) for one in np.atleast_1d(each.get_linewidths())})
    if isinstance(each, PathCollection):
        points = np.ma.filled(each.get_offsets(), np.nan)
        small = sorted({value(one) for one in each.get_sizes()})
        extent = (each.get_paths()[0].get_extents().size).tolist()
        kind = f"marks {' '.join(map(value, extent))} sizes {','.join(small)}"
    else:
        points = np.concatenate([path.vertices for path in each.get_paths()])
        kind = "area"
    count = len(points)
    chosen = sorted({0, count // 3, 2 * count // 3, count - 1}) if count else []
    said = " ".join(f"{value(x)},{value(y)}" for x, y in points[chosen].tolist())
    return (
        f"  {kind} {quoted(str(each.get_label()))} faces {','.join(faces[:3])} edges {','.join(edges[:3])} "
        f"widths {','.join(wide)} alpha {each.get_alpha()} z {value(each.get_zorder())} {count}: {said}"
    )


def of_patch(axes, patch, renderer):
    box = patch.get_window_extent(renderer)
    ends = f"{color(patch.get_facecolor())} {color(patch.get_edgecolor())} {value(patch.get_linewidth())}"
    said = f"  patch {quoted(str(patch.get_label()))} {ends} alpha {patch.get_alpha()} z {value(patch.get_zorder())}"
    return f"{said} {space(axes, patch)} {places(axes, box.min, box.max)}"


def of_text(axes, text, renderer):
    """Return a text with its place, and what leads from there to what it is about."""
    if hasattr(text, "update_positions"):
        text.update_positions(renderer)
    extent = Text.get_window_extent(text, renderer)
    sides = f"{text.get_ha()} {text.get_va()} {text.get_rotation():g}"
    said = f"  text {quoted(text.get_text())} {sides} {look(text)}" if text.get_text() else "  arrow"
    said += f" z {value(text.get_zorder())} {places(axes, extent.min, extent.max)}"
    arrow = getattr(text, "arrow_patch", None)
    if arrow is not None:
        sizes = arrow.get_mutation_scale(), arrow.get_linewidth(), arrow.shrinkA, arrow.shrinkB, *text._arrow_relpos
        said += f" {type(arrow.get_arrowstyle()).__name__} {' '.join(map(value, sizes))} {color(arrow.get_edgecolor())}"
        said += f" to {places(axes, axes.transData.transform(text.xy))}"
    return said


def of_legend(axes, legend, renderer):
    box = legend.get_window_extent(renderer)
    frame = "framed" if legend.get_frame_on() else "bare"
    looks = sorted({look(text) for text in legend.get_texts()})
    yield f"  legend {frame} {legend._ncols} columns {places(axes, box.min, box.max)} {', '.join(looks)}"
    for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=True):
        drawn = getattr(handle, "get_xdata", None)
        long = value(np.ptp(drawn())) if drawn else "area"
        yield f"    entry {quoted(text.get_text())} {long}"


def look(text):
    math = "" if text.get_parse_math() else " plain"
    return f"{color(text.get_color())} {value(text.get_size())} {quoted(text.get_family()[0])}{math}"


def color(given):
    drawn = to_hex(given, keep_alpha=True)
    return "none" if drawn.endswith("00") and len(drawn) == len("#rrggbbaa") else drawn.removesuffix("ff")


def places(axes, *pixels):
    """Write places on paper, in points."""
    dots = axes.figure.figure.dpi / 72
    return " ".join(f"{each / dots:.1f}pt" for each in np.ravel(pixels))


def value(number):
    return f"{float(number):.{DIGITS}g}"


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


# Comparison


def differences(kept, drawn):
    """Return the lines that differ by more than rounding."""
    pairs = zip_longest(kept.splitlines(), drawn.splitlines(), fillvalue="(nothing)")
    return [f"  kept {one}\n drawn {other}" for one, other in pairs if not alike(one, other)]


def alike(one, other):
    parts = [WORD.findall(re.sub(r"(?<=\d)[,:](?=\S)", " ", line)) for line in (one, other)]
    return one == other or (len(parts[0]) == len(parts[1]) and all(map(same, *parts)))


def same(one, other):
    if one == other:
        return True
    ends = [word.removesuffix("pt") if word.endswith("pt") else word for word in (one, other)]
    try:
        first, second = map(float, ends)
    except ValueError:
        return False
    if one.endswith("pt"):
        return abs(first - second) <= NEAR
    return bool(np.isclose(first, second, rtol=CLOSE, atol=1e-12, equal_nan=True))
