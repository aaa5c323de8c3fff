"""From measured powers to the coefficients of the estimates, with the spread that a run not yet measured must expect.

Everything is done in logarithms of mean power over design power. A family is weighed once, however many of its runs
were measured; how far a family lies from the mean of the others (the leave-one-family-out error) is what an unmeasured
one must expect, on top of the scatter of runs within families.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from limits.catalog.energy_kinds import MEASURED_KINDS
from limits.runs.power_factors import Coefficients, Factor, design_scale, is_tpu
from limits.training.energy import board_power

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from limits.catalog import Row

    Logs = Mapping[str, Sequence[float]]

__all__ = ["TPU_EXPONENT", "fit", "mean_power", "toml"]

TPU_EXPONENT = 0.5
"""Exponent of a TPU's design power. Halfway between a scale that is right (1) and one that says nothing (0): for most
TPUs no design power is published, and the figures in use serve other purposes. Chosen, not fitted: two families cannot
tell."""

_HELD = 1.02  # a board that draws more than its limit by a larger factor cannot hold it: such a row shows no limit
_SHARPNESS = np.linspace(1.0, 12.0, 111)
_WANTED = np.linspace(math.log(0.3), math.log(3.0), 461)


def mean_power(row: Row) -> float:
    """Return the mean power of one accelerator of a measured run, PUE taken out [W]."""
    cells = row.cells
    pue = cells["pue"].value if "pue" in cells else 1.0
    return cells["energy"].value / (cells["accelerator_hours"].value * pue)


def fit(measurements: Iterable[Row], traces: Iterable[Row]) -> Coefficients:
    """Fit every coefficient to measured rows; rows that are computed, or from samples of one node, are left out.

    Parameters
    ----------
    measurements
        Rows of `limits.catalog.measured_power.measured_power`.
    traces
        Rows of `limits.catalog.measured_power.board_power`.
    """
    rows = [each for each in measurements if each.texts["energy_kind"] in MEASURED_KINDS]
    rows = [each for each in rows if "accelerator_hours" in each.cells and "power_limit" not in each.cells]
    nodes, sizes, formats = _by_family(rows)
    gpus = {family: logs for family, logs in nodes.items() if not is_tpu(family)}
    tpus = {family: logs for family, logs in nodes.items() if is_tpu(family)}
    within = _within(nodes)
    apart = _apart(_means(gpus))
    sharpness, wanted = _boards(list(traces))
    boards = _factors(wanted, {}, {}, _within(wanted), _apart(_means(wanted)))
    return Coefficients(
        sharpness=sharpness,
        exponent=TPU_EXPONENT,
        dc_over_ac=_dc_over_ac(rows),
        nodes={
            **_factors(gpus, sizes, formats, within, apart),
            **_factors(
                tpus,
                sizes,
                formats,
                within,
                _apart(_means(tpus)) if len(tpus) > 1 else max(apart, boards["gpu"].log_sd),
            ),
        },
        boards=boards,
    )


def _by_family(rows: Sequence[Row]) -> tuple[dict[str, list[float]], dict[str, int], dict[str, set[str]]]:
    """Return ln(power / scaled design power) of every run of nodes by family, its largest run, and its formats."""
    logs: dict[str, list[float]] = defaultdict(list)
    sizes: dict[str, int] = {}
    formats: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.texts["boundary"] not in ("node-ac", "system"):
            continue
        family = row.texts["family"]
        scale = design_scale(family, row.cells["tdp"].value, TPU_EXPONENT)
        logs[family].append(math.log(mean_power(row) / scale))
        sizes[family] = max(sizes.get(family, 0), int(row.cells["count"].value))
        formats[family] |= {row.texts["precision"]} if row.texts.get("precision") else set()
    return dict(logs), sizes, dict(formats)


def _means(logs: Logs) -> list[float]:
    return [float(np.mean(each)) for each in logs.values()]


def _within(logs: Logs) -> float:
    """Return the standard deviation of runs within their families."""
    squares = sum(float(np.var(each)) * len(each) for each in logs.values())
    return math.sqrt(squares / sum(len(each) - 1 for each in logs.values()))


def _apart(means: Sequence[float]) -> float:
    """Return the leave-one-family-out error: how far families lie from the mean of the others, root mean square."""
    whole, count = sum(means), len(means)
    return math.sqrt(sum((each - (whole - each) / (count - 1)) ** 2 for each in means) / count)


def _factors(
    logs: Logs, sizes: Mapping[str, int], formats: Mapping[str, set[str]], within: float, apart: float
) -> dict[str, Factor]:
    """Return the factor of each family, and that of a family that was not measured.

    A measured family is drawn towards the others by as much as its own scatter asks; where its largest run was one node
    (eight accelerators at most), the leave-one-family-out error is added, since more nodes wait for one another.
    """
    if not logs:
        return {}
    means, found = _means(logs), {}
    for family, own in logs.items():
        others = [mean for name, mean in zip(logs, means, strict=True) if name != family]
        noise = within**2 / len(own)
        trust = apart**2 / (apart**2 + noise)
        own_mean = float(np.mean(own))
        mean = trust * own_mean + (1.0 - trust) * float(np.mean(others)) if others else own_mean
        single = sizes.get(family, 9) <= 8  # noqa: PLR2004 - accelerators of one node
        spread = math.sqrt(trust * noise + within**2 + (apart**2 if single else 0.0))
        found[family] = Factor(mean, spread, len(own), 1, sizes.get(family, 0), tuple(sorted(formats.get(family, ()))))
    kind = "tpu" if is_tpu(next(iter(logs))) else "gpu"
    found[kind] = Factor(float(np.mean(means)), math.hypot(within, apart), 0, len(logs))
    return found


def _dc_over_ac(rows: Sequence[Row]) -> float:
    """Return the energy behind power supplies over that at the wall of the same runs; 1 where nobody read both."""
    read: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows:
        read[row.texts["run"]][row.texts["boundary"]] = row.cells["energy"].value
    ratios = [each["node-dc"] / each["node-ac"] for each in read.values() if {"node-dc", "node-ac"} <= set(each)]
    return float(np.mean(ratios)) if ratios else 1.0


def _boards(traces: Sequence[Row]) -> tuple[float, dict[str, list[float]]]:
    """Fit one sharpness, and what each workload of each family wants, to boards under limits, by least squares."""
    curves: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for row in traces:
        tdp, limit, power = (row.cells[name].value for name in ("tdp", "power_limit", "power"))
        if power <= _HELD * limit:
            curves[row.texts["family"], row.texts["workload"]].append((limit / tdp, power / tdp))
    best: tuple[float, float, list[float]] = (math.inf, 1.0, [])
    for sharpness in _SHARPNESS:
        errors, places = 0.0, []
        for points in curves.values():
            limit, power = np.array(points).T[:, :, None]
            squares = ((np.log(board_power(limit, np.exp(_WANTED), sharpness)) - np.log(power)) ** 2).sum(axis=0)
            place = int(squares.argmin())
            errors += float(squares[place])
            places.append(float(_WANTED[place]))
        best = min(best, (errors, float(sharpness), places))
    wanted: dict[str, list[float]] = defaultdict(list)
    for (family, _), log in zip(curves, best[2], strict=True):
        wanted[family].append(log)
    return best[1], dict(wanted)


def toml(coefficients: Coefficients) -> str:
    """Return the text of ``energy_coefficients.toml``, rounded far below the spread."""
    lines = [
        "# Written by docs/generate.py from limits/catalog/measured_power.csv and board_power.csv: change those.",
        "# Result not verified by MLCommons Association, where rows of MLPerf Training enter (h100, b200, gpu).",
        *(f"{n} = {getattr(coefficients, n):.4f}" for n in ("sharpness", "exponent", "dc_over_ac")),
    ]
    for table in ("nodes", "boards"):
        for name, factor in getattr(coefficients, table).items():
            lines += [
                f"\n[{table}.{name}]",
                f"log_mean = {factor.log_mean:.4f}",
                f"log_sd = {factor.log_sd:.4f}",
                f"runs = {factor.runs}",
                f"families = {factor.families}",
                f"accelerators = {factor.accelerators}",
                f"precisions = [{', '.join(f'{chr(34)}{each}{chr(34)}' for each in factor.precisions)}]",
            ]
    return "\n".join(lines) + "\n"
