"""What a run needs: against published arithmetic, by dimension, over arrays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.training.energy import board_power, facility_energy, node_power, scaled_power
from limits.training.memory import training_state
from limits.training.time import accelerator_time, steps
from limits.training.traffic import gradients_per_rank
from limits.training.transformer import training_flop
from limits.units import quantity

positive = st.floats(1e-6, 1e18)

KERNELS = {
    training_flop: ({"active_parameters": "parameter", "tokens": "token"}, "parameter * token"),
    training_state: ({"parameters": "parameter", "state": "bit/parameter"}, "bit"),
    gradients_per_rank: (
        {"parameters": "parameter", "tensor": "1", "pipeline": "1", "gradient": "bit/parameter"},
        "bit",
    ),
    steps: ({"tokens": "token", "batch": "token"}, "1"),
    accelerator_time: ({"flop": "FLOP", "peak": "FLOP/s", "mfu": "1"}, "s"),
    facility_energy: ({"accelerator_time": "s", "power": "W", "pue": "1"}, "J"),
    board_power: ({"limit": "W", "wanted": "W", "sharpness": "1"}, "W"),
    node_power: ({"node": "W", "board": "W", "limited": "W"}, "W"),
    scaled_power: ({"design_power": "W", "reference": "W", "exponent": "1"}, "W"),
}


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.__name__)
def test_dimensions_by_running_on_quantities(kernel):
    inputs, unit = KERNELS[kernel]
    result = kernel(**{name: quantity(2.0, u) for name, u in inputs.items()})
    assert result.to(unit).magnitude == pytest.approx(kernel(**dict.fromkeys(inputs, 2.0)), rel=1e-12, abs=0)


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.__name__)
def test_arrays_are_elements(kernel):
    names = list(KERNELS[kernel][0])
    columns = [np.array([1.5, 2.5, 7.0]) * (k + 1) for k in range(len(names))]
    together = kernel(**dict(zip(names, columns, strict=True)))
    assert together.tolist() == [kernel(*(float(c[i]) for c in columns)) for i in range(3)]


def test_palm_and_chinchilla_compute():
    """PaLM prints 2.53e24 FLOP for 540.35e9 parameters and 780e9 tokens; Chinchilla 5.76e23 for 70e9 and 1.4e12."""
    assert training_flop(540.35e9, 780e9) == pytest.approx(2.53e24, rel=2e-3, abs=0)
    assert training_flop(70e9, 1.4e12) == pytest.approx(5.76e23, rel=0.03, abs=0)


def test_a_megatron_shard():
    """175e9 parameters over 8 x 8 ranks: 5.469 GB of 16-bit gradients on each."""
    assert gradients_per_rank(175e9, 8, 8, 16.0) / 8e9 == pytest.approx(5.469, abs=5e-4)


@given(n=positive, d=positive, k=positive)
def test_compute_is_linear_in_both(n, d, k):
    assert training_flop(k * n, d) == pytest.approx(k * training_flop(n, d), rel=1e-12, abs=0)
    assert training_flop(n, k * d) == pytest.approx(k * training_flop(n, d), rel=1e-12, abs=0)
