"""Profiles of a fit: how the least objective rises as one coefficient is held away from its estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from limits.report.figures.curves import apart
from limits.report.figures.style import FAINT, GUIDE, INK
from limits.report.numbers import bare, significant
from limits.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

    from limits.report.figures.fits.shown import Shown
    from limits.report.figures.sheet import Sheet
    from limits.scaling.fits.profile import Profile
    from limits.scaling.fits.record import Estimate
    from limits.typing import Array

TITLE = "profiles of the coefficients"
_SIGNS = {"E": "$E$", "A": "$A$", "B": "$B$", "alpha": r"$\alpha$", "beta": r"$\beta$"}
_FACTORS = ("A", "B")  # whose logarithms are fitted and drawn
_REACH = 2.0  # times the interval, to either side of the estimate
_STEPS = 15
_TOP = 3.0  # times the rise that chance explains, up to which a profile is drawn
_COLUMNS = 3
_BETWEEN = 1.0  # letters between small axes
_TICK = 4.0  # points from an axis to the numbers under it
_BESIDE, _BELOW = 0.12, 0.75  # shares of small axes: half the width of a sign, and its foot
_UNDER = 2.0  # letters of numbers under each, with its ticks


def profiles(shown: Shown) -> list[Profile]:
    """Return the profiles of all coefficients that were fitted, each over what rises no higher than is drawn."""
    fit = shown.fit
    found = []
    for name in fit.task.names:
        if name in fit.task.held or (name == "beta" and fit.task.form.tied):
            continue
        first = fit.profile(name, _held(fit.coefficients[name], name, shown))
        found.append(fit.profile(name, _nearer(first, fit.coefficients[name].value, fit.objective)))
    return found


def _nearer(profile: Profile, value: float, least: float) -> Array:
    """Return where a coefficient is held so that its profile fills what is drawn."""
    order = np.argsort(profile.values)
    values, root = profile.values[order], np.sqrt(np.maximum(profile.objective[order] - least, 0.0) / profile.limit)
    below, above = values < value, values > value
    top = np.sqrt(_TOP)
    logarithm = profile.name in _FACTORS
    scale = np.log if logarithm else np.asarray
    ends = []
    for side, turned in ((below, -1), (above, 1)):
        x, y = scale(values[side])[::turned], root[side][::turned]
        x, y = np.concatenate([[scale(value)], x]), np.maximum.accumulate(np.concatenate([[0.0], y]))
        ends.append(float(np.interp(top, y, x)) if len(x) > 1 else float(x[0]))
    held = np.unique(np.append(np.linspace(ends[0], ends[1], _STEPS), scale(value)))
    return np.asarray(np.exp(held) if logarithm else held)


def _held(estimate: Estimate, name: str, shown: Shown) -> Array | None:
    """Return where a coefficient is held: about its interval; None where that is open."""
    value, low, high, _ = estimate
    steps = np.linspace(-_REACH, _REACH, _STEPS)
    if name == "E":
        least = 1e-3 * shown.points.loss.min()
        if not np.isfinite(high) or value < least:
            return np.linspace(least, shown.points.loss.min(), _STEPS)
        below, above = (_REACH * max(abs(end - value), 1e-6 * value) for end in (low, high))
        return np.linspace(max(value - below, least), min(value + above, shown.points.loss.min()), _STEPS)
    if name in _FACTORS:
        if not (low > 0.0 and np.isfinite(high)):
            return None
        value, low, high = np.log([value, low, high])
    if not (np.isfinite(low) and np.isfinite(high)):
        return None
    held = value + steps * np.where(steps < 0.0, value - low, high - value)
    return np.exp(held) if name in _FACTORS else held


def draw(sheet: Sheet, shown: Shown) -> None:  # noqa: ARG001 - the same call for every panel
    """Write what is upright; the small axes come when the room is known."""
    sheet.label(" ", "Rise of the objective")
    sheet.axes.set(xticks=[], yticks=[], facecolor="none")
    for spine in sheet.axes.spines.values():
        spine.set_visible(False)
    sheet.axes.yaxis.labelpad = sheet.letters + 5.0 * sheet.scale


def finish(sheet: Sheet, shown: Shown) -> None:
    """Draw small axes for the coefficients, each with the ends of its interval."""
    found = profiles(shown)
    rows = -(-len(found) // _COLUMNS)
    inner, letter = sheet.inner, sheet.letters * sheet.point
    gap, under = _BETWEEN * letter / inner.width, _UNDER * letter / inner.height
    wide, high = (1.0 - (_COLUMNS - 1) * gap) / _COLUMNS, (1.0 - (rows - 1) * under) / rows
    for place, profile in enumerate(found):
        row, column = divmod(place, _COLUMNS)
        corner = column * (wide + gap), 1.0 - high - row * (high + under)
        small = sheet.axes.inset_axes((*corner, wide, high), facecolor="none")
        _profile(sheet, small, profile, shown, first=column == 0)
    sheet.axes.set_xlabel("")


def _profile(sheet: Sheet, small: Axes, profile: Profile, shown: Shown, *, first: bool) -> None:
    from matplotlib.ticker import FixedLocator, NullLocator

    value = shown.fit.coefficients[profile.name].value
    rise = (profile.objective - shown.fit.objective) / profile.limit
    order = np.argsort(profile.values)
    scale = sheet.scale
    small.plot(profile.values[order], rise[order], linewidth=1.1 * scale, color=INK, label=f"_profile:{profile.name}")
    if profile.name in _FACTORS:
        small.set_xscale("log")
    small.set_ylim(0.0, _TOP)
    small.set_xlim(profile.values.min(), profile.values.max())
    ends = [end for end in (profile.low, profile.high) if profile.values.min() <= end <= profile.values.max()]
    for end in ends:
        small.plot([end, end], [0.0, 1.0], color=FAINT, linewidth=0.8 * scale, linestyle=":", label="_end")
    small.axhline(1.0, color=GUIDE, linewidth=0.6 * scale, linestyle=":", zorder=0)
    if profile.values.min() <= value <= profile.values.max():
        small.plot([value], [0.0], marker="o", markersize=3.4 * scale, color=INK, clip_on=False, label="_estimate")
    small.xaxis.set_major_locator(FixedLocator(ends))
    small.xaxis.set_minor_locator(NullLocator())
    small.yaxis.set_major_locator(FixedLocator([0.0, 1.0, 2.0, 3.0]))
    small.tick_params(
        length=2.5 * scale,
        width=0.6 * scale,
        pad=1.5 * scale,
        color=INK,
        labelcolor=INK,
        labelsize=sheet.letters,
        labelfontfamily=sheet.font()["family"],
        labelleft=first,
        labelbottom=False,
    )
    _numbers(sheet, small, ends)
    for side, spine in small.spines.items():
        spine.set(linewidth=0.6 * scale, edgecolor=INK, visible=side in ("bottom", "left"))
    look: dict[str, Any] = {"ha": "center", "va": "top", "transform": small.transAxes, "color": INK}
    small.text(_free(small, profile.values[order], rise[order]), 0.97, _SIGNS[profile.name], **look, **sheet.font())


def _free(small: Axes, values: Array, rise: Array) -> float:
    """Return where along small axes the curve leaves room at the top, as a share of them."""
    places = small.transAxes.inverted().transform(small.transData.transform(np.column_stack([values, rise])))
    for middle in (0.5, 0.75, 0.25, 0.9, 0.1):
        near = np.interp(np.linspace(middle - _BESIDE, middle + _BESIDE, _STEPS), places[:, 0], places[:, 1])
        if near.max() < _BELOW or near.min() > 1.0:
            return middle
    return 0.5


def _numbers(sheet: Sheet, small: Axes, ends: list[float]) -> None:
    """Write the numbers of the ends below them, apart from each other and from those of the next small axes."""
    if not ends:
        return
    box, texts = small.get_window_extent(), [significant(end) for end in ends]
    if len(ends) > 1:  # with the digits that tell them apart
        texts = bare(Value(ends[0], "1", low=ends[0], high=ends[1])).split(" .. ")
    wide = max(sheet.measure(text) for text in texts)
    letter = sheet.letters * sheet.point
    places = np.array([float(small.transData.transform((end, 0.0))[0]) for end in ends])
    overhang = 0.5 * wide - 0.4 * _BETWEEN * letter
    placed = apart(places, wide + 0.3 * letter, box.x0 + overhang, box.x1 - overhang)
    under = -_TICK * sheet.scale * sheet.point / box.height
    look: dict[str, Any] = {"ha": "center", "va": "top", "color": INK, "transform": small.transAxes}
    for x, text in zip(placed.tolist(), texts, strict=False):
        small.text((x - box.x0) / box.width, under, text, **look, **sheet.font())


def said(shown: Shown) -> Iterator[str]:
    """Say what the panel cannot show."""
    yield (
        "The least objective that is left as one coefficient is held and all others follow, above its minimum, in "
        "units of what chance explains: where a profile passes 1, the 90 % interval of the profile ends, whose ends "
        "stand below; an end that is not there lies beyond what is drawn. Dots: estimates. A flat profile is a "
        "coefficient that the runs do not tell."
    )
    found = [f"{name} {significant(each.value)}" for name, each in shown.fit.coefficients.items()]
    yield f"Estimates: {', '.join(found)}."
