"""Every column of some made-up runs beside the formulas of a scaling law in plain Python, run by run."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from limits import scaling
from limits.assessment.columns import bounds_and_frontier, evaluate
from limits.bounds import ALL
from limits.runs.batch import Batch
from limits.runs.fields import MODALITIES
from limits.scaling.forms import hoffmann

E, A, B, ALPHA, BETA = 1.73, 390.0, 1900.0, 0.31, 0.37
LAW = replace(
    scaling.get("besiroglu2024"),
    coefficients=hoffmann(E=E, A=A, B=B, alpha=ALPHA, beta=BETA),
    fitted=replace(scaling.get("besiroglu2024").fitted, compute=scaling.Span(3e18, 5e21)),
)
a, b, GAMMA = BETA / (ALPHA + BETA), ALPHA / (ALPHA + BETA), ALPHA * BETA / (ALPHA + BETA)
TEXT, IMAGE = (float(MODALITIES.index(name)) for name in ("text", "image"))
NAN = math.nan
RUNS = {  # one column, one run: below the optimum's size, above it, no tokens, of images, of another objective, tiny
    "parameters": [3.1e9, 41e9, 7.7e9, 3.1e9, 3.1e9, 1703.5],
    "active_parameters": [3.1e9, 13e9, 7.7e9, 3.1e9, 3.1e9, 1703.5],
    "tokens": [777.5e9, 90e9, NAN, 777.5e9, 777.5e9, 90210.25],
    "flop": [1.7e22, 6.9e21, 5.3e22, 1.7e22, 1.7e22, 1.1e9],
    "vocabulary": [50257.0, 32000.0, NAN, 1e3, 1e3, 1e3],
    "width": [2048.0, 5120.0, 4096.0, 1e3, 1e3, 1e3],
    "modality": [TEXT, TEXT, TEXT, IMAGE, TEXT, TEXT],
    "objective": [0.0, 0.0, 0.0, 0.0, -1.0, 0.0],
    "energy": [3.3e11, 2.7e12, 8.1e11, 3.3e11, 3.3e11, 0.7],
    "erased": [16.0, 7.0, 8.0, 16.0, 16.0, 16.0],
    "bath_temperature": [300.0, 77.0, 310.0, 300.0, 300.0, 300.0],
    "count": [64.0, 100.0, 300.0, 64.0, 64.0, 3.0],
    "memory": [6.4e11, 3.2e11, 6.4e11, 6.4e11, 6.4e11, 6.4e11],
    "state": [128.0, 144.0, 128.0, 128.0, 128.0, 128.0],
    "unique_tokens": [5.1e11, 3.3e10, 1e12, 5.1e11, 5.1e11, 5e4],
    "epochs": [4.0, 3.0, 4.0, 4.0, 4.0, 4.0],
}
BATCH = Batch.of({name: np.array(values)[:, None] for name, values in RUNS.items()})
COUNT = len(RUNS["flop"])


def loss(N, D):
    return E + A * N**-ALPHA + B * D**-BETA


def optimum(C):
    G = (ALPHA * A / (BETA * B)) ** (1 / (ALPHA + BETA))
    N, D = G * (C / 6) ** a, (C / 6) ** b / G
    return N, D, loss(N, D)


def frontier(index, *, counts="total"):
    """Return the place of one run; NaN where the law does not describe it, its own numbers where they are known."""
    run = {name: values[index] for name, values in RUNS.items()}
    columns = (
        *("a", "b", "gamma", "reducible", "parameters", "tokens", "loss", "excess_loss", "overcompute"),
        *("compute_of_own", "extrapolation", "optimum.parameters", "optimum.tokens", "optimum.loss"),
        "compute_for_same_loss",
    )
    if run["modality"] != TEXT or run["objective"] != 0.0:
        return dict.fromkeys(columns, NAN)
    N, D, C = run["active_parameters"], run["tokens"], run["flop"]
    if counts != "total" and not math.isnan(run["vocabulary"]):
        left = N - 2 * run["vocabulary"] * run["width"]
        N = left if left > 0 else N
    best = optimum(C)
    decades = math.log10(C / 5e21) if C > 5e21 else min(math.log10(C / 3e18), 0.0)
    of_law = {"a": a, "b": b, "gamma": GAMMA, "extrapolation": decades}
    of_optimum = dict(zip(("optimum.parameters", "optimum.tokens", "optimum.loss"), best, strict=True))
    if math.isnan(D):
        return dict.fromkeys(columns, NAN) | of_law | of_optimum | {"reducible": best[2] - E}
    own = loss(N, D)
    over = ((own - E) / (optimum(6 * N * D)[2] - E)) ** (1 / GAMMA)
    return {
        **of_law, **of_optimum, "reducible": own - E, "parameters": N, "tokens": D, "loss": own,
        "excess_loss": own - optimum(6 * N * D)[2], "overcompute": over, "compute_of_own": 6 * N * D,
        "compute_for_same_loss": 6 * N * D / over,
    }  # fmt: skip


@pytest.mark.parametrize("counts", ["total", "non-embedding"])
def test_the_place_on_the_frontier(counts):
    columns, _ = bounds_and_frontier(BATCH, replace(LAW, counts=counts), [])
    found = {name: np.broadcast_to(column, (COUNT, 1))[:, 0] for name, column in columns.items()}
    for index in range(COUNT):
        wanted = frontier(index, counts=counts)
        assert {f"frontier.{name}" for name in wanted} == set(found)
        for name, value in wanted.items():
            got = found[f"frontier.{name}"][index]
            assert got == pytest.approx(value, rel=2e-9, abs=1e-12, nan_ok=True), (name, index)


@pytest.mark.parametrize(
    ("key", "demand", "budget", "elasticity"),
    [
        ("landauer", lambda run: run["flop"] * run["erased"] * 1.380649e-23 * run["bath_temperature"] * math.log(2),
         lambda run: run["energy"], 1.0),
        ("memory-capacity", lambda run: run["parameters"] * run["state"], lambda run: run["count"] * run["memory"], a),
        ("epochs", lambda run: run["tokens"], lambda run: run["unique_tokens"] * run["epochs"], b),
    ],
)  # fmt: skip
def test_what_a_bound_leaves(key, demand, budget, elasticity):
    (bound,) = (each for each in ALL if each.key == key)
    columns, applied = bounds_and_frontier(BATCH, LAW, [bound])
    assert list(applied) == [key]
    for index in range(COUNT):
        run = {name: values[index] for name, values in RUNS.items()}
        needs, has, place = demand(run), budget(run), frontier(index)
        headroom = math.log10(has / needs)
        described = not math.isnan(place["a"])
        growth = headroom / elasticity if described or elasticity == 1.0 else NAN
        share = 1 - 10 ** (-GAMMA * growth) if described else NAN
        wanted = {
            "needs": needs, "has": has, "headroom": headroom, "binds_at": run["flop"] * 10**growth,
            "doublings_left": growth / math.log10(2), "share_of_reducible_loss": share,
            "loss_gained": share * place["reducible"],
        }  # fmt: skip
        for name, value in wanted.items():
            got = np.broadcast_to(columns[f"{key}.{name}"], (COUNT, 1))[index, 0]
            assert got == pytest.approx(value, rel=1e-8, abs=1e-11, nan_ok=True), (name, index)


def test_terms_stand_apart_and_estimates_beside():
    landauer = next(each for each in ALL if each.key == "landauer")
    parts = {"one": lambda run: 3.0 * run.flop, "other": lambda run: 0.5 * run.flop}
    columns, applied = evaluate(BATCH, LAW, [replace(landauer, demand=parts)])
    for name, times in (("one", 3.0), ("other", 0.5)):
        assert columns[f"landauer.terms.{name}"][:, 0] == pytest.approx(
            times * np.array(RUNS["flop"]), rel=1e-12, abs=0
        )
    assert applied["landauer"].demand[:, 0] == pytest.approx(3.5 * np.array(RUNS["flop"]), rel=1e-12, abs=0)
    estimates = {name for name in columns if name.startswith("estimate.")}
    assert {"estimate.energy", "estimate.cost", "estimate.memory_per_device"} <= estimates
    assert not any(name.startswith("estimate.") for name in bounds_and_frontier(BATCH, LAW, [landauer])[0])


@pytest.mark.parametrize(("modality", "objective"), [("smell", "next-token cross entropy"), ("text", "something else")])
def test_a_law_of_what_no_run_is_describes_none(modality, objective):
    columns, _ = bounds_and_frontier(BATCH, replace(LAW, modality=modality, objective=objective), ALL)
    assert all(np.isnan(column).all() for name, column in columns.items() if name.startswith("frontier."))
    assert np.isfinite(columns["landauer.doublings_left"]).all()
    assert np.isnan(columns["landauer.loss_gained"]).all()


def test_what_is_uncertain_in_a_law_is_drawn_where_that_is_asked():
    law = scaling.get("besiroglu2024-minimum")
    sure, _ = bounds_and_frontier(BATCH, law, [])
    drawn, _ = bounds_and_frontier(BATCH, law, [], uncertain=True)
    assert set(sure) == set(drawn)
    for name in sure:
        first = np.broadcast_to(drawn[name], (COUNT, np.shape(drawn[name])[-1]))[:, 0]
        assert first == pytest.approx(np.broadcast_to(sure[name], (COUNT, 1))[:, 0], rel=1e-9, abs=1e-9, nan_ok=True)
    low, high = (np.nanmin(drawn["frontier.excess_loss"]), np.nanmin(drawn["frontier.overcompute"]))
    assert low >= 0.0
    assert high >= 1.0
    whole = (drawn["frontier.a"] + drawn["frontier.b"])[:3]
    assert whole == pytest.approx(np.ones_like(whole), rel=1e-12, abs=0)
