"""Both sides of every bound, worked out from the formulas of the textbooks for one run."""

import math

import numpy as np
import pytest

from limits.bounds import ALL
from limits.runs.batch import Batch

C, HBAR, K_B = 299792458.0, 1.054571817e-34, 1.380649e-23
RUN = {
    "parameters": 4e11, "active_parameters": 4e11, "tokens": 1.6e13, "unique_tokens": 1.5e13, "flop": 3.84e25,
    "count": 16384.0, "wall_time": 8e6, "energy": 8e13, "memory": 6.4e11, "scale_out_rate": 4e11, "lanes": 4.0,
    "accelerator_hours": 1.3e11, "peak": 1e15, "layers": 100.0,
    "symbol_rate": 50e9, "bandwidth": 25e9, "snr": 63.0, "fec_snr": 15.0,
    "tensor": 8.0, "pipeline": 16.0, "data": 128.0, "batch": 1.6e7, "erased": 16.0,
    "bath_temperature": 300.0, "cmos_efficiency": 5e15, "state": 128.0, "gradient": 16.0, "epochs": 4.0,
    "mass": 3e5, "radius": 50.0, "diameter": 100.0, "group_index": 1.5, "hop_latency": 2e-6,
}  # fmt: skip
STEPS = 1.6e13 / 1.6e7
SENT = 2 * 127 / 128 * 16 * 4e11 / (8 * 16) * STEPS / 8e6  # a ring sends nearly everything twice
BY_HAND = {  # demand, budget
    "peak-operations": (3.84e25, 1.3e11 * 1e15),
    "landauer": (3.84e25 * 16 * K_B * 300 * math.log(2), 8e13),
    "cmos": (3.84e25 / 5e15, 8e13),
    "memory-capacity": (4e11 * 128, 16384 * 6.4e11),
    "bekenstein": (4e11 * 128, 2 * math.pi * 50 * 3e5 * C / (HBAR * math.log(2))),
    "all-reduce": (SENT, 4e11),
    "shannon": (SENT, 4 * 25e9 * 6),  # 1 + 63 is 2^6, and the band half the symbol rate
    "shannon-margin": (SENT, 4 * 25e9 * 4),
    "light-latency": (STEPS * 100 * 1.5 / C, 8e6),  # one diameter a step: both directions at once
    "batch-latency": (STEPS * 100 * 4 * 2e-6, 8e6),  # four collectives of a layer
    "collective-rounds": (STEPS * 7 * 2e-6, 8e6),  # 128 ranks are reached in 7 rounds of doubling
    "margolus-levitin": (3.84e25 / 8e6, 2 * 3e5 * C**2 / (math.pi * HBAR)),
    "epochs": (1.6e13, 4 * 1.5e13),
}


def applied(bound):
    batch = Batch.of({name: np.array([value]) for name, value in RUN.items()})
    return bound.apply(batch, np.array([0.5]), np.array([0.5]))


@pytest.mark.parametrize("bound", ALL, ids=lambda bound: bound.key)
def test_demand_budget_and_headroom(bound):
    demand, budget = BY_HAND[bound.key]
    found = applied(bound)
    assert float(np.ravel(found.demand)[0]) == pytest.approx(demand, rel=1e-8, abs=0)
    assert float(np.ravel(found.budget)[0]) == pytest.approx(budget, rel=1e-8, abs=0)
    assert float(np.ravel(found.headroom)[0]) == pytest.approx(math.log10(budget / demand), abs=1e-8)


OF_HALF = ("memory-capacity", "bekenstein", "light-latency", "batch-latency", "collective-rounds", "epochs")
ELASTICITY = dict.fromkeys(OF_HALF, 0.5)


@pytest.mark.parametrize("bound", ALL, ids=lambda bound: bound.key)
def test_growth_is_headroom_over_the_power_with_which_the_demand_grows(bound):
    demand, budget = BY_HAND[bound.key]
    expected = math.log10(budget / demand) / ELASTICITY.get(bound.key, 1.0)
    assert float(np.ravel(applied(bound).growth)[0]) == pytest.approx(expected, abs=1e-8)
