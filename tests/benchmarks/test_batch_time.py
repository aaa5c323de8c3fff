"""Estimates beside bounds: what they cost in a batch of many runs."""

from __future__ import annotations

import numpy as np
import pytest

from limits.assessment import columns
from limits.runs.batch import Batch
from limits.scaling.published import DEFAULT, get

MANY = 20_000


@pytest.fixture(scope="module")
def batch():
    draw = np.random.default_rng(1)
    varied = {"parameters": (1e10, 1e12), "tokens": (1e11, 1e13), "mfu": (0.2, 0.5)}
    same = {
        "count": 1024.0, "peak": 989e12, "tdp": 700.0, "memory": 6.4e11, "layers": 80.0, "width": 8192.0, "heads": 64.0,
        "vocabulary": 128256.0, "context": 8192.0, "tensor": 8.0, "pipeline": 4.0, "batch": 4e6, "scale_out_rate": 4e11,
        "carbon_intensity": 1e-7, "electricity_price": 2e-8,
    }  # fmt: skip
    drawn = {name: draw.uniform(low, high, MANY)[:, None] for name, (low, high) in varied.items()}
    return Batch.of(drawn | {name: np.array([value]) for name, value in same.items()})


def test_estimates_cost_no_more_than_the_bounds(within, batch):
    """A share of a half of all columns is once the bounds alone."""
    law = get(DEFAULT)
    every = columns.evaluate(batch, law).columns
    assert np.isfinite(every["estimate.energy"]).all()
    assert np.isfinite(every["estimate.memory_per_device"]).all()
    ours, theirs = lambda: columns._estimated(batch), lambda: columns.evaluate(batch, law)
    within("estimates of 20,000 runs / all columns", ours, theirs, 0.5)
