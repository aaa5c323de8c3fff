"""The figures that are recorded: each goes another way through the code than the others."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import limits
from limits import scaling
from limits.assessment.assessor import assess_all
from limits.catalog import shipped
from limits.catalog.catalog import Catalog, Sheet
from limits.channel import files
from limits.channel.conditions import conditions
from limits.channel.lane import lane, row_called
from limits.channel.measured import measured as on_channel
from limits.report import figures

from ...pasted.written import nccl
from ..conftest import BARE
from .fits import TRUTH, fitted, one_sided, random_runs, simulated
from .layouts import BAND, LARGE, LLAMA, ONE, PROPOSED, ROOT, TWO_NODES, behind, measured, odd

PUBLISHED = (  # some of about the same compute, one of another objective, two that are no dense models
    *("bert-large", "pythia-70m", "gpt-3-175b", "palm-540b", "chinchilla-70b", "gopher-280b", "opt-175b", "bloom-176b"),
    *("llama-1-33b", "falcon-40b", "deepseek-v3", "olmoe-1b-7b", "kimi-k2"),
)
FOUR = ("gpt-3", "palm", LLAMA, "deepseek-v3")
THREE = (BAND, "hoffmann2022", "kaplan2020")
LANE = ROOT / "docs" / "examples" / "lane"


assess = cache(limits.assess)


@cache
def catalog():
    """Return the catalogue with few runs, so that no run that is added changes a record."""
    sheets = []
    for sheet in shipped().sheets:
        head, *rows = sheet.content.splitlines(keepends=True)
        kept = [row for row in rows if row.partition(b",")[0].decode() in PUBLISHED] if sheet.kind == "run" else rows
        sheets.append(Sheet(sheet.kind, sheet.file, b"".join([head, *kept])))
    return Catalog(tuple(sheets))


def frontier(*runs, **of):
    return figures.frontier([assess(run) if isinstance(run, str) else run for run in runs], catalog=catalog(), **of)


def proposed():
    return limits.assess(limits.load(PROPOSED))


def link(text, nic=None, **of):
    return figures.link(measured(text, nic), **of)


def unruly():
    """Return a table whose rows follow no line."""
    rates = (40.0, 90.0, 30.0, 100.0, 20.0, 80.0)
    return "\n".join(
        f"{size} {size // 4} float sum -1 " + f"{size / rate / 1e3:.2f} {rate:.2f} {rate * 1.75:.2f} 0 " * 2
        for size, rate in zip(LARGE, rates, strict=True)
    )


def on_axes(draw):
    """Draw on the right one of two pairs of axes of somebody else."""
    figure = Figure(figsize=(12, 5))
    FigureCanvasAgg(figure)
    return draw(ax=figure.subplots(1, 2)[1])


def channel(*, noisy=True, **of):
    read = files.read(LANE / "thru.s4p", [LANE / "fext.s4p"] * noisy, [LANE / "next.s4p"] * noisy)
    return figures.channel(on_channel(lane(row_called("100g", shipped())), conditions(), read), **of)


def far_from_optimum():
    """Return a run with thirty times the parameters that are best."""
    run = limits.TrainingRun("large", parameters="1e12 parameter", tokens="2e10 token")
    return figures.valleys([limits.assess(run)], size=(6.0, 5.0))


def budgets():
    """Return runs of four budgets, no two of which have the same compute to the last digit."""
    C = np.repeat([1e18, 1e19, 1e20, 1e21], 7) * np.linspace(0.999, 1.001, 28)
    N = scaling.optimum(TRUTH, C).parameters * np.tile(10 ** np.linspace(-0.7, 0.7, 7), 4)
    return simulated(N, C / 6 / N)


def checkpoints():
    """Return curves of eight runs, the first of which begins far off the law."""
    sizes = [1.0e8, 1.8e8, 3.1e8, 4.5e8, 8.3e8, 1.4e9, 2.9e9, 4.1e9]
    N = np.repeat(sizes, 20)
    points = simulated(N, 20 * N * np.tile(np.linspace(0.05, 1.0, 20), 8), 0.002, np.repeat(list("abcdefgh"), 20))
    points.loss[:3] *= 2.0
    return points


def held():
    return figures.fit(fitted("example"), held=random_runs(8, seed=2), panels=["residuals", "data"])


TABLE = TWO_NODES.read_text(encoding="utf-8")
RECORDED = {  # one of each kind first
    "link": lambda: link(TABLE, "8x200G", catalogue="c" * 64),
    "ladder": lambda: figures.ladder([assess(LLAMA)]),
    "valleys": lambda: figures.valleys([assess(LLAMA)]),
    "frontier": lambda: frontier(LLAMA),
    "channel": channel,
    "ladder-column": lambda: figures.ladder([assess(LLAMA)], size=ONE),
    "ladder-beyond-a-limit": lambda: figures.ladder([behind("cmos", -18.5)], style="talk"),
    "ladder-of-several": lambda: figures.ladder(assess_all(FOUR), style="talk"),
    "ladder-of-three": lambda: figures.ladder(assess_all(["palm", LLAMA, "bloom-176b"])),
    "ladder-of-a-proposed-run": lambda: figures.ladder([proposed()], size=(3.3, 4.2)),
    "ladder-of-an-odd-name": lambda: on_axes(partial(figures.ladder, [replace(assess(LLAMA), run=odd().run)])),
    "frontier-column": lambda: frontier("gpt-3", size=ONE),
    "frontier-slide": lambda: frontier(LLAMA, style="talk"),
    "frontier-low": lambda: frontier(LLAMA, size=(7.0, 3.2)),
    "frontier-of-several": lambda: frontier("gpt-3", "lamda-137b", proposed(), size=(7.0, 6.0)),
    "frontier-with-its-legend-below": lambda: frontier(LLAMA, laws=THREE, size=(4.9, 3.5)),
    "frontier-with-its-legend-in-three-columns": lambda: frontier("gpt-3", "palm", LLAMA, size=(7.0, 3.0)),
    "frontier-beyond-a-limit": lambda: on_axes(partial(frontier, behind("cmos", -18.5))),
    "frontier-of-bare-compute": lambda: frontier(limits.assess(BARE)),
    "frontier-of-three-laws": lambda: frontier(limits.assess("gpt-3", scaling=BAND), laws=THREE),
    "frontier-of-laws-alone": lambda: frontier(laws=["kaplan2020", "hoffmann2022"], size=ONE),
    "valleys-slide": lambda: figures.valleys(assess_all(["gpt-3", "llama-3-8b"]), style="talk"),
    "valleys-near": lambda: on_axes(partial(figures.valleys, compute=[1e22 * 1.2**k for k in range(9)])),
    "valleys-far-from-the-optimum": far_from_optimum,
    "valleys-without-embedding": lambda: figures.valleys(law="kaplan2020", compute=[1e20, 3e21, 1e23], size=ONE),
    "link-of-unknown-hardware": lambda: link(TABLE, size=ONE),
    "link-slide": lambda: link(nccl(sizes=LARGE).text, "8x400G", style="talk"),
    "link-of-small-sizes-too": lambda: link(nccl(halves="in place").text, "8x400G", size=ONE),
    "link-of-one-size": lambda: on_axes(partial(link, nccl(sizes=LARGE[-1:]).text, "8x400G")),
    "link-of-crowded-bounds": lambda: link(nccl(rate=400.0).text, "8x410G", size=ONE),
    "link-without-a-line": lambda: link(unruly(), size=(5.0, 3.0)),
    "fit": lambda: figures.fit(fitted("example")),
    "fit-of-budgets": lambda: figures.fit(scaling.fit(budgets()), size=(3.3, 5.5)),
    "fit-of-checkpoints": lambda: figures.fit(scaling.fit(checkpoints()), size=(7.0, 3.0)),
    "fit-that-is-no-law": lambda: on_axes(partial(figures.fit, scaling.fit(one_sided()))),
    "fit-held-against-runs": held,
    "channel-column": lambda: channel(size=ONE, catalogue="c" * 64),
    "channel-without-crosstalk": lambda: channel(noisy=False, style="talk"),
}
