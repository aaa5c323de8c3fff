"""Fits that the tests of their figure draw, and what stands in such a figure."""

from __future__ import annotations

from functools import cache

import numpy as np
from matplotlib.collections import PathCollection

from limits import scaling
from limits.report import figures

from .layouts import RUNS, texts_of

TRUTH = scaling.get("besiroglu2024-minimum")


def simulated(N, D, noise=0.004, run=None, seed=3):
    """Return runs of a known law with noise."""
    N, D = np.asarray(N, dtype=float), np.asarray(D, dtype=float)
    wrong = noise * np.random.default_rng(seed).normal(size=len(N))
    return scaling.Points.of(N, D, scaling.loss(TRUTH, N, D) * np.exp(wrong), run)


def random_runs(many, seed=5):
    rng = np.random.default_rng(seed)
    N = 10 ** rng.uniform(7, 10, many)
    return simulated(N, N * 10 ** rng.uniform(0.5, 2.5, many))


def iso_flop():
    C = np.repeat([1e18, 1e19, 1e20, 1e21], 7)
    best = scaling.optimum(TRUTH, C).parameters
    N = best * np.tile(10 ** np.linspace(-0.7, 0.7, 7), 4)
    return simulated(N, C / 6 / N)


def checkpoints():
    """Return curves of eight runs; two of them begin far off the law, as in a warm-up."""
    N = np.repeat(10 ** np.linspace(8, 9.6, 8), 20)
    D = np.repeat(20 * 10 ** np.linspace(8, 9.6, 8), 20) * np.tile(np.linspace(0.05, 1.0, 20), 8)
    points = simulated(N, D, 0.002, np.repeat([f"run {k}" for k in range(8)], 20))
    points.loss[:3] *= 2.0
    return points


def one_sided():
    """Return runs whose loss rises with size: no law."""
    rng = np.random.default_rng(1)
    N, D = 10 ** rng.uniform(8, 9, 20), 10 ** rng.uniform(9, 11, 20)
    return scaling.Points.of(N, D, 1.8 + 0.01 * N**0.2 + 2000 / D**0.37)


SETS = {
    "example": lambda: scaling.Points.read(RUNS),
    "iso-FLOP": iso_flop,
    "checkpoints": checkpoints,
    "six": lambda: random_runs(6),
    "many": lambda: random_runs(3000),
    "no law": one_sided,
}
REAL = {
    "nonemb.csv": {},
    "ladder_final16.csv": {"parameters": "N", "loss": "c4", "run": "run"},
    "gem_dclm.csv": {"parameters": "params_active_precise", "loss": "final_loss", "run": "run_name"},
    "gadre2024_models.csv": {"parameters": "N", "tokens": "D", "loss": "loss_c4_val"},
    "chinchilla_fig4_points.csv": {"parameters": "params_N", "compute": "flop_C"},
}
WAYS = {"a page": {}, "one column": {"size": figures.ONE_COLUMN}, "a slide": {"style": "talk"}}


@cache
def fitted(name):
    return scaling.fit(SETS[name]())


@cache
def drawn(name, way="a page"):
    return figures.fit(fitted(name), **WAYS[way])


@cache
def panel(name, which, **of):
    return figures.fit(fitted(name), panels=[which], **of)


def rows(axes):
    """Return the places of the marks of rows, of whatever shape."""
    found = [each for each in axes.collections if isinstance(each, PathCollection)]
    return np.concatenate([np.asarray(each.get_offsets()) for each in found])


def crowded(drawing):
    """Return the first words that something covers, or that leave the figure; an empty text where there are none."""
    every = [each for axes in drawing.figure.axes for each in (axes, *axes.child_axes)]
    texts = [pair for axes in every for pair in texts_of(axes)]
    titles = [axes._left_title for axes in every if axes._left_title.get_text()]
    renderer = drawing.figure.canvas.get_renderer()
    texts += [(title.get_text(), title.get_window_extent(renderer)) for title in titles]
    whole = drawing.figure.bbox
    for place, (text, box) in enumerate(texts):
        if min(box.x0 - whole.x0, whole.x1 - box.x1, box.y0 - whole.y0, whole.y1 - box.y1) < -1.0:
            return f"{text} leaves the figure"
        for other, second in texts[place + 1 :]:
            shared = min(box.x1, second.x1) - max(box.x0, second.x0), min(box.y1, second.y1) - max(box.y0, second.y0)
            if min(shared) > 1.0:
                return f"{text} covers {other}"
    for axes in drawing.figure.axes:
        points = [axes.transData.transform(rows(axes))] if axes.collections else []
        for each in axes.get_lines():
            ends = each.get_transform().transform(np.column_stack(each.get_data()))
            points += [ends, (ends[1:] + ends[:-1]) / 2]
        seen = np.concatenate(points) if points else np.empty((0, 2))
        for text, box in texts_of(axes):
            inside = (seen > box.min).all(axis=1) & (seen < box.max).all(axis=1)
            inside &= (seen > axes.bbox.min).all(axis=1) & (seen < axes.bbox.max).all(axis=1)
            if inside.any():
                return f"something runs through {text}"
    return ""
