"""Counted FLOP: against public questions with known answers, published numbers, and counts of a model's parts."""

import csv
import json
from pathlib import Path

import pytest

import limits
from limits import catalog
from limits.estimates.flop import CONVENTIONS, FLOP_KINDS, counts, of
from limits.runs.batch import Resolved
from limits.runs.called import called
from limits.runs.huggingface.model import load

TABLE = Path(__file__).parents[1] / "tables" / "model_counts.csv"
CONFIGS = {
    row["name"]: json.loads(row["config"]) for row in csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())
}
LLAMA = {"config": CONFIGS["llama-3.1-405b"], "context": "8192 token", "tokens": "15.6e12 token"}


def by_name(name, **changes):
    return counts(called(name, catalog.shipped()).but(**changes))


def run(**stated):
    return counts(limits.TrainingRun("mine", **stated))


def shown(found):
    return [f"{each.value.value:.3g}" if each.value is not None else None for each in found.conventions]


class TestLlama405B:
    """6 N D, counted with causal attention over 8192 tokens, and with full attention."""

    @pytest.mark.parametrize("how", ["name", "config"])
    def test_the_three_numbers(self, how):
        found = by_name("llama-3.1-405b") if how == "name" else run(**LLAMA)
        assert [each.key for each in found.conventions] == ["6nd", "causal", "full"]
        assert shown(found) == ["3.8e+25", "3.94e+25", "4.1e+25"]

    def test_of_the_rounded_parameters(self):
        assert shown(by_name("llama-3.1-405b", parameters="405e9", active_parameters=None)) == [
            "3.79e+25", "3.94e+25", "4.1e+25",
        ]  # fmt: skip

    def test_each_utilisation_over_all_hours(self):
        found = by_name("llama-3.1-405b")
        capacity = 30.84e6 * 3600 * 989.4e12
        assert found.capacity.value == pytest.approx(capacity, rel=1e-3, abs=0)
        for each in found.conventions:
            assert each.mfu.value == pytest.approx(each.value.value / found.capacity.value, rel=1e-12, abs=0)
        assert [round(each.mfu.value, 3) for each in found.conventions] == [0.346, 0.358, 0.373]

    def test_the_published_compute_is_6nd(self):
        found = by_name("llama-3.1-405b")
        assert (found.nearest, found.nearest_hardware) == ("6nd", False)
        assert found.to_nearest.value == pytest.approx(1.0, rel=1e-3, abs=0)
        assert found.came_about == "published as model FLOP"

    def test_parts_add_up_and_training_is_three_times_forward(self):
        for each in run(**LLAMA).conventions[1:]:
            assert sum(part.value for part in each.parts.values()) == pytest.approx(each.value.value, rel=1e-12, abs=0)
            assert each.forward.value + each.backward.value == pytest.approx(each.value.value, rel=1e-12, abs=0)
            assert each.backward.value == pytest.approx(2 * each.forward.value, rel=1e-12, abs=0)
            assert set(each.parts) == {"matrices", "logits", "attention"}

    def test_logits_are_twice_vocabulary_x_width_each_way(self):
        part = run(**LLAMA)["full"].parts["logits"]
        assert part.value == pytest.approx(6 * 128256 * 16384 * 15.6e12, rel=1e-12, abs=0)


class TestPublicQuestions:
    """Questions that people asked in public, with the answers that are right."""

    def test_flop_of_one_token_of_qwen3_30b(self):
        """pytorch/torchtitan#4300 multiplies norms too: 6 FLOP for each active parameter but the input embedding's."""
        config = CONFIGS["qwen3-30b-a3b"]
        found = run(config=config, context="8192 token")
        model = load(config).architecture
        norms = model.count.active - model.embedding - model.count.matmul
        assert found["full"].per_token.value + 6 * norms == 37_578_559_488
        assert found["full"].value is None
        assert found["full"].because == "not stated: corpus.tokens"

    @pytest.mark.parametrize(
        ("name", "rate", "full", "rule"),
        [("llama-3-8b", 2904, 0.539, 0.448), ("llama-3.1-70b", 331, 0.511, 0.449)],
    )
    def test_utilisation_from_tokens_per_second(self, name, rate, full, rule):
        """pytorch/torchtitan docs/performance.md; its own 56.8 and 51.7 % multiply the looked-up embedding."""
        found = run(
            config=CONFIGS[name],
            context="8192 token",
            accelerator="a100-sxm-80gb",
            accelerator_hours="1 hour",
            tokens=f"{rate * 3600} token",
        )
        assert found["full"].mfu.value == pytest.approx(full, rel=0, abs=5e-4)
        assert found["6nd"].mfu.value == pytest.approx(rule, rel=0, abs=1e-3)

    def test_a_fine_tuning_of_70b_on_16_accelerators(self):
        """huggingface/blog#1649 printed 45.5 %, of one accelerator."""
        found = run(
            parameters="70e9", tokens="16384000 token", count=16, wall_time="13.5 hour", accelerator="a100-sxm-80gb"
        )
        assert found["6nd"].value.value == pytest.approx(6.88e18, rel=1e-3, abs=0)
        assert found["6nd"].mfu.value == pytest.approx(0.028, rel=0, abs=5e-4)
        assert found["full"].value is None

    @pytest.mark.parametrize(
        ("stated", "mfu"),
        [({"precision": "fp8", "peak": "1979 TFLOP/s"}, 0.165), ({"precision": "bf16"}, 0.331)],
    )
    def test_utilisation_of_deepseek_v3_is_of_a_precision(self, stated, mfu):
        """jax-ml/scaling-book#31."""
        found = by_name("deepseek-v3", **stated)
        assert found["6nd"].value.value == pytest.approx(3.286e24, rel=1e-3, abs=0)
        assert found["6nd"].mfu.value == pytest.approx(mfu, rel=0, abs=1e-3)


class TestWhatIsComputedAgain:
    def test_all_layers_as_their_parts_say(self):
        model = load(CONFIGS["llama-3.1-405b"]).architecture
        found = run(**LLAMA, recompute="full")
        for key in ("causal", "full"):
            token = model.recomputed_flop(8192, causal=key == "causal")
            assert found[key].hardware.value == pytest.approx(token * 15.6e12, rel=1e-12, abs=0)
            assert found[key].again.value < found[key].forward.value
        assert found["6nd"].hardware.value == pytest.approx(8 / 6 * found["6nd"].value.value, rel=1e-12, abs=0)

    def test_attention_alone(self):
        found = run(**LLAMA, recompute="selective")
        for key in ("causal", "full"):
            assert found[key].again.value == pytest.approx(found[key].parts["attention"].value / 3, rel=1e-12, abs=0)
        assert found["6nd"].hardware is None
        assert "no attention" in found["6nd"].hardware_because

    def test_nothing(self):
        for each in run(**LLAMA, recompute="none").conventions:
            assert each.again.value == 0.0
            assert each.hardware.value == each.value.value

    @pytest.mark.parametrize(
        ("stated", "because"),
        [
            ({}, "not stated: parallelism.recompute"),
            ({"recompute": "every second product"}, "a framework's own choice"),
        ],
    )
    def test_what_is_not_known_is_not_guessed(self, stated, because):
        for each in run(**LLAMA, **stated).conventions:
            assert each.hardware is None
            assert each.hfu is None
            assert because in each.hardware_because

    def test_a_head_that_is_not_known(self):
        stated = {"parameters": "8e9", "matmul_parameters": 7.5e9, "attention_width": 262144, "context": "8192 token"}
        found = run(**stated, tokens="1e12 token", recompute="full")["full"]
        assert found.value is not None
        assert set(found.parts) == {"matrices", "attention"}
        assert found.hardware is None
        assert found.hardware_because.startswith("not stated: model.vocabulary")

    def test_opt_published_hardware_flop(self):
        """OPT-175B: 4.3e23 FLOP of the hardware, which 8 N D comes near, and 6 N D does not."""
        found = by_name("opt-175b", recompute="full")
        assert found.came_about.startswith("published as hardware FLOP")
        assert (found.nearest, found.nearest_hardware) == ("6nd", True)
        assert found.to_nearest.value == pytest.approx(1.0, rel=0.03, abs=0)


def test_utilisation_of_the_hardware():
    stated = {**LLAMA, "accelerator": "h100-sxm", "accelerator_hours": "30.84e6 hour", "recompute": "full"}
    found = run(**stated)["full"]
    assert found.hfu.value == pytest.approx(
        found.mfu.value * found.hardware.value / found.value.value, rel=1e-12, abs=0
    )


def test_hybrids_are_refused_with_the_reason_and_6nd_is_not():
    found = run(config=CONFIGS["jamba-v0.1"], context="4096 token", tokens="1e12 token")
    assert found["6nd"].value is not None
    for key in ("causal", "full"):
        assert found[key].value is None
        assert found[key].per_token is None
        assert "state space" in found[key].because


def test_an_encoder_attends_to_all_of_its_sequence():
    found = run(config=CONFIGS["bert-base-uncased"], context="512 token", tokens="1e11 token")
    assert found["causal"].value is None
    assert "whole sequence" in found["causal"].because
    assert found["full"].value is not None
    assert found["full"].parts["logits"].value == 0.0  # this one has no head


def test_all_that_is_missing_is_named():
    found = run(parameters="7e9")
    assert found["6nd"].because == "not stated: corpus.tokens"
    assert found["causal"].because == (
        "not stated: model.matmul_parameters, model.attention_width, model.context, corpus.tokens"
    )
    assert found.capacity is None
    assert found.capacity_because.startswith("not stated: cluster.accelerator_hours")
    assert (found.run, found.nearest, found.came_about) == (None, None, None)


def test_a_shape_that_does_not_explain_the_parameters_is_told():
    shape = {"layers": 32, "width": 4096, "heads": 32, "kv_heads": 8, "feedforward": 14336, "vocabulary": 128256}
    found = run(parameters="20e9", **shape, tokens="1e12 token", context="8192 token")
    assert "do not explain the parameters" in found["full"].because
    assert run(parameters="8e9", **shape, tokens="1e12 token", context="8192 token")["full"].value is not None


def test_the_compute_that_follows_from_6nd_is_6nd_with_its_interval():
    found = run(parameters="400e9 .. 410e9", tokens="15e12 .. 16e12 token")
    assert found.run.value == found["6nd"].value.value
    assert found["6nd"].value.low == found.run.low < found.run.high
    assert (found.nearest, found.to_nearest.value, found.to_nearest.low) == ("6nd", 1.0, None)
    assert found.came_about == "6 N D"


def test_compute_that_is_stated_or_follows_from_hours():
    assert run(parameters="7e9", tokens="1e12 token", flop="5e22 FLOP").came_about == "stated"
    found = run(accelerator_hours="1e6 hour", accelerator="h100-sxm", mfu="0.4")
    assert found.came_about == "accelerator-hours x peak x MFU x goodput"
    assert found.nearest is None


@pytest.mark.parametrize("name", catalog.names("run"))
def test_every_run_of_the_catalogue_is_counted_or_says_why_not(name):
    resolved = Resolved([called(name, catalog.shipped())], catalog.shipped())
    found = of(resolved, 0)
    assert [each.key for each in found.conventions] == list(CONVENTIONS)
    for each in found.conventions:
        assert (each.value is None) == (each.because is not None)
        assert (each.hardware is None) == (each.hardware_because is not None)
    assert (found.capacity is None) == (found.capacity_because is not None)
    kind = catalog.row("run", name).texts.get("flop_kind")
    assert kind is None or kind in FLOP_KINDS


def test_one_run_of_several_is_counted_as_it_is_alone():
    names = ["gpt-3", "llama-3.1-405b", "gpt-4"]
    together = Resolved([called(name, catalog.shipped()) for name in names], catalog.shipped())
    assert shown(of(together, 1)) == shown(by_name("llama-3.1-405b"))
    assert shown(of(together, 0)) == shown(by_name("gpt-3"))
