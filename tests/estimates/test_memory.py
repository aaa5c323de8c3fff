"""Whether a layout fits: published cases, parts that add up, what is unknown, and what would make it fit."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limits.catalog import shipped
from limits.estimates import memory
from limits.estimates.changes import CHANGES
from limits.estimates.occupied import PARTS, occupied
from limits.runs import TrainingRun
from limits.runs.batch import Batch, Resolved
from limits.runs.called import called

GPT_3 = {
    "parameters": "174.6e9 parameter", "tokens": "300e9 token", "layers": 96, "width": 12288, "heads": 96,
    "vocabulary": 50257, "tied": "yes", "context": "2048 token", "batch": "3.2e6 token", "tensor": 8, "pipeline": 8,
    "count": 1024, "memory": "80 GB", "state": "18 byte/parameter",
}  # fmt: skip
AS_IT_IS = {"shard": "none", "recompute": "none", "sequence": "no"}  # what is taken where nobody states it
QWEN = {  # Qwen3-30B-A3B
    "parameters": "30.53e9 parameter", "active_parameters": "3.35e9 parameter", "tokens": "1e12 token", "layers": 48,
    "width": 2048, "heads": 32, "vocabulary": 151936, "context": "8192 token", "experts": 128, "experts_per_token": 8,
    "tensor": 2, "pipeline": 1, "data": 16, "state": "18 byte/parameter", "memory": "80 GB",
}  # fmt: skip


def estimate(base, **stated):
    run = TrainingRun("r", **{name: value for name, value in (base | stated).items() if value is not None})
    return memory.of(Resolved([run], shipped()))


def gigabytes(value):
    return value.value / 8e9


def test_gpt_3_on_1024_a100_by_18_byte():
    whole = estimate(GPT_3)
    assert gigabytes(whole.state) == pytest.approx(49.1, abs=0.05)
    assert whole.dominant == "optimizer"
    divided = estimate(GPT_3, shard="zero-1")
    assert gigabytes(divided.state) == pytest.approx(18.4, abs=0.05)
    assert divided.dominant == "activations"
    assert divided.fits == "yes"
    assert "parallelism.shard" in {each.field for each in whole.supposed}
    assert "parallelism.shard" not in {each.field for each in divided.supposed}


@pytest.mark.parametrize(("state", "parts"), [(16, (2, 2, 12)), (18, (2, 4, 12)), (20, (2, 6, 12))])
def test_published_states_are_shown_by_their_parts(state, parts):
    found = estimate(GPT_3, state=f"{state} byte/parameter").per_parameter
    assert tuple(part.value / 8 for part in found.values()) == parts
    assert list(found) == ["weights", "gradients", "optimizer"]


def test_another_state_asks_for_its_gradients_instead_of_guessing():
    unknown = estimate(GPT_3, state="10 byte/parameter")
    assert unknown.value is None
    assert "assumptions.state_gradients" in unknown.because
    known = estimate(GPT_3, state="10 byte/parameter", state_gradients="2 byte/parameter")
    assert gigabytes(known.state) == pytest.approx(174.6 * 10 / 64, rel=1e-3, abs=0)


def test_logits_are_a_part_of_their_own_divided_by_tensor_and_context_ranks():
    small = {"layers": 4, "width": 1024, "heads": 8, "parameters": "4e8 parameter", "logits": "4 byte/token"}
    long = GPT_3 | small | {"vocabulary": 151936, "context": "8192 token", "overhead": 1, "tensor": 1, "pipeline": 1}
    whole = estimate(long, count=8).parts["logits"].value
    copies = 8192 * 151936 * 4 * 8
    assert whole == pytest.approx(copies, rel=1e-2, abs=0)  # and the inputs of norm and head
    assert estimate(long, count=8, tensor=2, sequence="yes").parts["logits"].value == pytest.approx(whole / 2, abs=0)
    assert estimate(long, count=8, context_ranks=4).parts["logits"].value == pytest.approx(whole / 4, abs=0)


def test_routed_experts_are_divided_by_expert_ranks_and_their_optimiser_by_their_own_data_ranks():
    """27.8e9 of 30.5e9 parameters are routed: over ETP x EP, not TP; norms and routers by nothing."""
    routed = (30.53e9 - 3.35e9) * 128 / 120
    small = 48 * 2048 * (2 + 128)
    rest = 30.53e9 - routed - small
    found = estimate(QWEN, expert_ranks=8, expert_tensor_ranks=1, shard="zero-1")
    held = rest / 2 + small + routed / 8
    assert found.parts["weights"].value / 16 == pytest.approx(held, rel=1e-9, abs=0)
    own = (rest / 2 + small) / 16 + routed / 8 / (2 * 16 / 8)
    assert found.parts["optimizer"].value / 96 == pytest.approx(own, rel=1e-9, abs=0)
    assert "no measured mixture" in found.basis
    undivided = estimate(QWEN, expert_ranks=1, expert_tensor_ranks=1)
    assert undivided.parts["weights"].value > 5 * found.parts["weights"].value


@pytest.mark.parametrize("shard", [None, "none", "zero-1", "zero-3"])
def test_more_expert_ranks_than_devices_are_no_layout(shard):
    impossible = estimate(QWEN, expert_ranks=64, expert_tensor_ranks=1, shard=shard)
    assert impossible.value is None
    assert "expert ranks are more than the devices" in impossible.because


@pytest.mark.parametrize("memory", ["48 GB", "8 GB"])
def test_no_change_is_proposed_after_which_there_are_fewer_devices_than_expert_ranks(memory):
    """Of 32 devices in one stage, two stages have 16 each."""
    whole = estimate(QWEN, expert_ranks=32, expert_tensor_ranks=1, memory=memory)
    assert whole.value is not None
    assert "parallelism.pipeline" not in {change.field for change in (*whole.alone, *whole.together)}
    assert estimate(QWEN, expert_ranks=32, expert_tensor_ranks=1, pipeline=2, data=8).value is None


def test_expert_ranks_of_a_model_without_experts_hold_nothing():
    plain, stated = estimate(GPT_3, shard="zero-1"), estimate(GPT_3, shard="zero-1", expert_ranks=4096)
    assert stated.value == plain.value
    assert stated.parts == plain.parts


def test_what_is_not_stated_is_said_and_what_is_known_may_already_be_too_much():
    unknown = estimate(GPT_3, layers=None, vocabulary=None, context=None)
    assert unknown.value is None
    assert unknown.because == "not stated: model.layers, model.vocabulary, model.context"
    assert unknown.fits == "unknown"
    undecided = estimate(GPT_3, layers=None, memory="40 GB")
    assert (undecided.fits, undecided.value) == ("depends", None)  # ZeRO would divide what is too much
    too_much = estimate(GPT_3, layers=None, memory="40 GB", shard="none", recompute="none", sequence="no")
    assert (too_much.fits, too_much.value, too_much.open) == ("no", None, ())
    assert estimate(GPT_3, memory=None).fits == "unknown"


def test_without_a_layout_nothing_is_guessed():
    nothing = estimate(GPT_3, tensor=None, pipeline=None)
    assert nothing.value is None
    assert "parallelism.tensor" in nothing.because


def test_offload_leaves_what_deepspeed_says():
    """T5-3b on 8 devices, ZeRO 2: weights alone stay; with weights off, nothing of the state does."""
    base = GPT_3 | {"parameters": "2851e6 parameter", "tensor": 1, "pipeline": 1, "count": 8, "shard": "zero-2"}
    assert gigabytes(estimate(base, state="20 byte/parameter").state) / 2**30 * 1e9 == pytest.approx(15.93, abs=0.005)
    assert gigabytes(estimate(base, offload="host memory").state) / 2**30 * 1e9 == pytest.approx(5.31, abs=0.005)
    off = estimate(base, offload="host memory", offloaded="optimiser and weights")
    assert off.state.value == 0.0


def test_the_capacity_is_what_drivers_report_where_that_is_known():
    found = estimate(GPT_3, memory=None, accelerator="a100-sxm-80gb").capacity
    assert found.value / 8 == 81920 * 2**20


def test_every_single_change_that_is_named_fits_and_the_cheapest_comes_first():
    found = estimate(GPT_3)
    assert found.fits == "depends"
    assert estimate(GPT_3, **AS_IT_IS).fits == "perhaps"
    assert found.alone
    order = [(each.field, place) for place, each in enumerate(CHANGES)]
    places = [min(place for field, place in order if field == each.field) for each in found.alone]
    assert places == sorted(places)
    for change in found.alone:
        assert change.value.high <= found.capacity.value
        assert change.cost
    first = found.alone[0]
    assert (first.field, first.to) == ("parallelism.shard", "zero-1")
    assert estimate(GPT_3, shard="zero-1").value.value == pytest.approx(first.value.value, rel=1e-12, abs=0)


def test_where_no_change_is_enough_the_cheapest_ones_are_that_are_together():
    tight = estimate(GPT_3, scores="stored", dropout="yes", memory="40 GB")
    assert tight.fits == "depends"
    assert estimate(GPT_3, scores="stored", dropout="yes", memory="40 GB", **AS_IT_IS).fits == "no"
    assert tight.alone == ()
    assert len(tight.together) > 1
    assert tight.together[-1].value.high <= tight.capacity.value
    assert len({each.field for each in tight.together}) == len(tight.together)
    hopeless = estimate(GPT_3, memory="1 MB")
    assert (hopeless.alone, hopeless.together) == ((), ())
    assert estimate(GPT_3, shard="zero-1").alone == ()


@pytest.mark.parametrize("parameters", ["1 parameter", "1e-60 parameter", "1e29 parameter", "1e30 parameter"])
def test_absurd_sizes_end_in_a_number_or_a_reason(parameters):
    found = estimate(GPT_3, parameters=parameters, tokens=None, flop="1e24 FLOP")
    assert (found.value is None) == (found.because is not None)
    if found.value is not None:
        assert math.isfinite(found.value.value)
    else:
        assert "the embeddings alone have 6.176e+08 parameters" in found.because


def test_an_assessment_needs_nothing_of_it_and_a_batch_is_its_runs():
    runs = [TrainingRun(f"r{n}", **(GPT_3 | {"tensor": n})) for n in (1, 2, 4)]
    together = Resolved(runs, shipped())
    for index, run in enumerate(runs):
        alone = memory.of(Resolved([run], shipped()))
        assert memory.of(together, index) == alone


counts = st.sampled_from([1, 2, 4, 8, 16, 32, 64])
LAYOUT = {
    "tensor": counts, "pipeline": counts, "data": counts, "shard": st.sampled_from([0.0, 1.0, 2.0, 3.0]),
    "recompute": st.sampled_from([0.0, 1.0, 3.0]), "sequence": st.sampled_from([0.0, 1.0]),
    "scores": st.sampled_from([0.0, 1.0]), "dropout": st.sampled_from([0.0, 1.0]), "virtual": st.just(1),
    "micro_batch": st.sampled_from([2048.0, 8192.0]), "context_ranks": counts,
}  # fmt: skip


def columns(layout):
    model = {
        "parameters": 64 * 12 * 8192**2 + 2 * 50304 * 8192, "layers": 64, "width": 8192, "heads": 64,
        "vocabulary": 50304, "context": 2048,
    }  # fmt: skip
    return Batch.of({name: np.array([float(number)]) for name, number in (model | layout).items()})


@settings(max_examples=60)
@given(layout=st.fixed_dictionaries(LAYOUT))
def test_parts_add_up_and_none_is_negative(layout):
    found = occupied(columns(layout))
    assert list(found.parts) == list(PARTS)
    assert all((part >= 0).all() for part in found.parts.values())
    assert found.total.item() == pytest.approx(sum(part.item() for part in found.parts.values()), rel=1e-12, abs=0)


@settings(max_examples=60)
@given(layout=st.fixed_dictionaries(LAYOUT), name=st.sampled_from(["tensor", "context_ranks", "data", "pipeline"]))
def test_more_ranks_never_need_more_on_a_device(layout, name):
    """Stages in a run that ZeRO 3 gathers whole are another layout; they are compared among themselves."""
    more = layout | {name: 2 * layout[name]}
    if name == "pipeline" and layout["shard"] == 3 and layout["pipeline"] == 1:
        return
    if name == "pipeline" and 2 * layout[name] > 64:
        return  # fewer layers than stages
    assert occupied(columns(more)).total.item() <= occupied(columns(layout)).total.item() * (1 + 1e-12)


@settings(max_examples=30)
@given(layout=st.fixed_dictionaries(LAYOUT))
def test_what_saves_memory_never_needs_more(layout):
    here = occupied(columns(layout | {"pipeline": 1})).total.item()
    for saves in ({"sequence": 1.0}, {"scores": 0.0}, {"recompute": 3.0}, {"dropout": 0.0}):
        assert occupied(columns(layout | {"pipeline": 1} | saves)).total.item() <= here * (1 + 1e-12)


def test_a_layout_that_may_fit_by_a_choice_that_nobody_stated_is_not_said_not_to_fit():
    """Llama 3.1 405B ran so: whether its tensor-parallel ranks divided the sequence is not published."""
    found = memory.of(Resolved([called("llama-3.1-405b", shipped())], shipped()))
    assert found.open == ("parallelism.sequence",)
    assert found.value.low > found.capacity.value > found.least.low
    assert found.fits == "depends"
