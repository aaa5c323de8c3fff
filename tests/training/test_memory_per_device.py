"""What a device holds: against the figures of papers and of DeepSpeed's documentation, by dimension, over arrays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.training import activations, stages, states
from limits.units import quantity

KERNELS = {
    states.stage_parameters: (
        {"parameters": "parameter", "layers": "1", "embedding": "parameter", "tables": "1", "pipeline": "1"},
        "parameter",
    ),
    states.weights_held: ({"parameters": "parameter", "weights": "bit/parameter", "stage": "1", "ranks": "1"}, "bit"),
    states.gradients_held: (
        {"parameters": "parameter", "gradients": "bit/parameter", "copy": "bit/parameter", "stage": "1", "ranks": "1"},
        "bit",
    ),
    states.optimizer_held: (
        {"parameters": "parameter", "optimizer": "bit/parameter", "stage": "1", "ranks": "1"},
        "bit",
    ),
    states.routed_parameters: (
        {"parameters": "parameter", "active": "parameter", "experts": "1", "chosen": "1"},
        "parameter",
    ),
    states.gathered: ({"weights": "bit/parameter", "largest": "parameter", "tensor": "1"}, "bit"),
    activations.between_blocks: (
        {"width": "1", "value": "bit/token", "mask": "bit/token", "tensor": "1", "sequence": "1"},
        "bit/token",
    ),
    activations.inside_blocks: (
        {"query": "1", "key_value": "1", "feedforward": "1", "matrices": "1", "value": "bit/token", "tensor": "1"},
        "bit/token",
    ),
    activations.inside_by_count: (
        {"parameters": "parameter", "width": "parameter", "value": "bit/token", "tensor": "1"},
        "bit/token",
    ),
    activations.scores: (
        {"heads": "1", "context": "1", "value": "bit/token", "mask": "bit/token", "tensor": "1"},
        "bit/token",
    ),
    activations.dispatched: ({"width": "1", "chosen": "1", "value": "bit/token", "tensor": "1"}, "bit/token"),
    activations.every_second_product: (
        {
            "width": "1", "query": "1", "key_value": "1", "feedforward": "1", "value": "bit/token", "tensor": "1",
            "sequence": "1",
        },
        "bit/token",
    ),
    activations.layer_input: ({"width": "1", "value": "bit/token", "tensor": "1", "sequence": "1"}, "bit/token"),
    activations.logits_stored: (
        {"vocabulary": "1", "entry": "bit/token", "width": "1", "value": "bit/token", "tensor": "1", "sequence": "1"},
        "bit/token",
    ),
    stages.first_in_flight: ({"pipeline": "1", "virtual": "1", "micro_batches": "1"}, "1"),
    stages.last_in_flight: ({"pipeline": "1", "virtual": "1", "micro_batches": "1"}, "1"),
}  # fmt: skip
POWERS = (2.0, 3.0, 5.0, 7.0, 11.0, 13.0, 17.0)  # no two inputs alike


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.__name__)
def test_dimensions_by_running_on_quantities(kernel):
    inputs, unit = KERNELS[kernel]
    numbers = dict(zip(inputs, POWERS, strict=False))
    result = kernel(**{name: quantity(numbers[name], u) for name, u in inputs.items()})
    assert float(result.to(unit).magnitude) == pytest.approx(float(kernel(**numbers)), rel=1e-12, abs=0)


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.__name__)
def test_arrays_are_elements(kernel):
    names = list(KERNELS[kernel][0])
    columns = [np.array([1.5, 2.5, 7.0]) * (k + 1) for k in range(len(names))]
    together = kernel(**dict(zip(names, columns, strict=True)))
    assert together.tolist() == [
        float(kernel(**{name: float(c[i]) for name, c in zip(names, columns, strict=True)})) for i in range(3)
    ]


def held(stage, parameters=7.5e9, ranks=64.0, state=(16.0, 16.0, 0.0, 96.0)):
    weights, gradients, copy, optimizer = state
    return (
        states.weights_held(parameters, weights, stage, ranks)
        + states.gradients_held(parameters, gradients, copy, stage, ranks)
        + states.optimizer_held(parameters, optimizer, stage, ranks)
    ) / 8e9


@pytest.mark.parametrize(("stage", "gigabytes"), [(0, 120.0), (1, 31.4), (2, 16.6), (3, 1.88)])
def test_zero_prints_these_for_7_5_billion_parameters_on_64_devices(stage, gigabytes):
    assert held(stage) == pytest.approx(gigabytes, abs=0.05 if gigabytes > 2 else 0.005)


DOCUMENTED = 2851e6  # parameters of t5-3b; the documentation prints gibibytes and calls them GB
SIX = (16.0, 32.0, 16.0, 96.0)  # 20 byte: both copies of the gradients


def test_deepspeed_documents_these_for_t5_3b_on_8_devices():
    largest = states.gathered(16.0, 32e6, 1.0) / 8e9
    as_printed = 1e9 / 2**30
    assert held(2, DOCUMENTED, 8.0, SIX) * as_printed == pytest.approx(15.93, abs=0.005)
    assert held(2, DOCUMENTED, 8.0, (16.0, 0.0, 0.0, 0.0)) * as_printed == pytest.approx(5.31, abs=0.005)  # offloaded
    whole = held(3, DOCUMENTED, 8.0, (16.0, 32.0, 0.0, 96.0)) + largest
    assert whole * as_printed == pytest.approx(6.09, abs=0.005)
    assert (held(3, DOCUMENTED, 8.0, (16.0, 0.0, 0.0, 0.0)) + largest) * as_printed == pytest.approx(0.78, abs=0.005)
    assert largest * as_printed == pytest.approx(0.12, abs=0.005)


def test_gpt_3_on_64_model_ranks_at_18_byte():
    """174.6e9 parameters, tensor 8, pipeline 8: 49.1 GB, and 18.4 with the optimiser divided by 16."""
    state = (16.0, 32.0, 0.0, 96.0)
    assert held(0, 174.6e9 / 64, 16.0, state) == pytest.approx(49.1, abs=0.05)
    assert held(1, 174.6e9 / 64, 16.0, state) == pytest.approx(18.4, abs=0.05)


@pytest.mark.parametrize(("state", "terabytes"), [(128.0, 2.80), (144.0, 3.15), (160.0, 3.50)])
def test_three_published_states_of_mixed_precision_adam(state, terabytes):
    from limits.training.memory import training_state

    assert training_state(175e9, state) / 8e12 == pytest.approx(terabytes, abs=0.005)


def gpt(heads, context, width, tensor=1.0, sequence=0.0, *, stored=True):
    """Bytes that a layer of a GPT stores for each token, over its width."""
    inside = activations.inside_blocks(width, width, 4 * width, 1.0, value=16.0, tensor=tensor)
    between = activations.between_blocks(width, 16.0, 8.0, tensor, sequence)
    return (inside + between + stored * activations.scores(heads, context, 16.0, 8.0, tensor)) / 8 / width


@given(a=st.integers(1, 256), s=st.integers(1, 10**6), h=st.integers(64, 10**5), t=st.integers(1, 64))
def test_gpt_stores_what_korthikanti_counts(a, s, h, t):
    """sbh (34 + 5as/h); with tensor parallelism 10 + 24/t + 5as/(ht); with sequence parallelism all of it over t."""
    assert gpt(a, s, h) == pytest.approx(34 + 5 * a * s / h, rel=1e-12, abs=0)
    assert gpt(a, s, h, t) == pytest.approx(10 + 24 / t + 5 * a * s / (h * t), rel=1e-12, abs=0)
    assert gpt(a, s, h, t, 1) == pytest.approx((34 + 5 * a * s / h) / t, rel=1e-12, abs=0)
    assert gpt(a, s, h, t, 1, stored=False) == pytest.approx(34 / t, rel=1e-12, abs=0)


def test_selective_recomputation_saves_70_percent_of_gpt_3_and_65_of_mt_nlg():
    assert 1 - 34 / gpt(96, 2048, 12288) == pytest.approx(0.70, abs=0.005)
    assert 1 - 34 / gpt(128, 2048, 20480) == pytest.approx(0.65, abs=0.005)


@given(
    h=st.integers(64, 20480), kv=st.integers(1, 20480), f=st.integers(64, 10**5), gated=st.booleans(),
    q=st.integers(64, 20480),
)  # fmt: skip
def test_parameters_alone_say_what_is_stored_inside(h, kv, f, gated, q):
    matrices = 1 + gated
    layer = h * (2 * q + 2 * kv + (1 + matrices) * f)
    by_tensor = activations.inside_blocks(q, kv, f, matrices, value=16.0, tensor=4.0)
    assert activations.inside_by_count(layer, h, 16.0, 4.0) == pytest.approx(by_tensor, rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("tokens", "vocabulary", "gibibytes"), [(8192, 151936, 4.64), (32768, 128256, 15.7)], ids=["qwen3", "llama3"]
)
def test_logits_in_32_bit(tokens, vocabulary, gibibytes):
    found = tokens * activations.logits_stored(vocabulary, 32.0, 0.0, value=16.0, tensor=1.0, sequence=0.0)
    assert found / 8 / 2**30 == pytest.approx(gibibytes, rel=5e-3, abs=0)
    divided = (
        tokens / 2 * activations.logits_stored(vocabulary, 32.0, 0.0, value=16.0, tensor=4.0, sequence=1.0)
    )  # two context ranks
    assert divided == pytest.approx(found / 8, rel=1e-12, abs=0)


@given(p=st.integers(1, 64), v=st.integers(2, 16))
def test_interleaving_holds_what_korthikanti_says(p, v):
    """L (1 + (p - 1) / (p v)) layers' worth on the first stage, of which each stage has L / p; p in the middle."""
    first, last = stages.first_in_flight(p, v, 1e9), stages.last_in_flight(p, v, 1e9)
    assert first / p == pytest.approx(1 + (p - 1) / (p * v), rel=1e-12, abs=0)
    assert (first + last) / 2 == pytest.approx(p, rel=1e-12, abs=0)
    assert stages.first_in_flight(p, 1, 1e9) == p
    assert stages.last_in_flight(p, 1, 1e9) == 1
    assert stages.first_in_flight(p, v, 1) == 1


whole = st.integers(1, 512)


@given(n=st.floats(1e6, 1e13), stage=st.integers(0, 3), ranks=whole, more=whole)
def test_more_ranks_and_higher_stages_never_hold_more(n, stage, ranks, more):
    for kernel, parts in (
        (states.weights_held, (16.0,)),
        (states.gradients_held, (32.0, 16.0)),
        (states.optimizer_held, (96.0,)),
    ):
        here = kernel(n, *parts, stage, ranks)
        assert kernel(n, *parts, stage, ranks + more) <= here
        assert kernel(n, *parts, stage + 1, ranks) <= here


@given(layers=whole, pipeline=whole, more=whole, tables=st.integers(1, 2))
def test_more_stages_never_hold_more_parameters_and_one_stage_holds_all(layers, pipeline, more, tables):
    def fullest(p):
        return states.stage_parameters(layers * 1e8 + tables * 3e8, layers, 3e8, tables, p)

    assert fullest(pipeline + more) <= fullest(pipeline) * (1 + 1e-12)
    assert fullest(1) == pytest.approx(layers * 1e8 + tables * 3e8, rel=1e-12, abs=0)
    assert fullest(pipeline) * pipeline >= (layers * 1e8 + tables * 3e8) * (1 - 1e-12) or pipeline == 1


def test_routed_experts_of_mixtral():
    """32 layers, 8 experts, 3 matrices of 4096 x 14336: 45.1e9 of 46.7e9 parameters."""
    assert states.routed_parameters(46702792704, 12879925248, 8, 2) == pytest.approx(
        32 * 8 * 3 * 4096 * 14336, rel=1e-6, abs=0
    )
