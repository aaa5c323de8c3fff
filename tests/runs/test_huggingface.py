"""Counts of published architectures to the digit, and what is no configuration that is understood."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.errors import InputError
from limits.runs.huggingface.model import builders, load
from limits.runs.huggingface.text import parsed

from .configs import LLAMA

with (Path(__file__).parents[1] / "tables" / "model_counts.csv").open(encoding="utf-8", newline="") as file:
    COUNTED = {row["name"]: row for row in csv.DictReader(file)}

NO_MATRIX = {  # tensors of two axes that no token is multiplied by; one layer of ALBERT stands for twelve
    "albert-xxlarge-v2": -11 * (4 * 4096**2 + 2 * 4096 * 16384),
    "command-r-plus-104b": 64 * (96 + 8) * 128,  # norms of queries and keys, a row for each head
    "vit-huge-14": 1280,  # the class token
    "vit-large-16": 1024,
}


UNCOUNTED = [
    "deepseek-v3.2-exp",
    "glm-5",
    "kimi-linear-48b-a3b",
    "qwen3.5-35b-a3b-text",
    "gemma-3n-e4b-text",
    "olmo-hybrid-7b",
    "recurrentgemma-2b",
    "lfm2-1.2b",
    "falcon-h1-36-layers",
    "nemotron-3-nano-30b-a3b",
    "bart-large",
    "deberta-v3-base",
]


def config_of(name):
    return json.loads(COUNTED[name]["config"])


def counts_of(name):
    return load(config_of(name)).architecture


@pytest.mark.parametrize("row", COUNTED.values(), ids=COUNTED)
def test_counts_equal_those_of_meta_tensors(row):
    model = load(json.loads(row["config"])).architecture
    count = model.count
    found = [count.total, model.embedding, model.untied_head, model.routed, count.active, count.matmul]
    wanted = [int(row[key]) for key in ("total", "input_embedding", "untied_head", "routed", "active", "matmul")]
    wanted[-1] -= NO_MATRIX.get(row["name"], 0)
    assert found == wanted
    assert sum(part.total for part in model.parts.values()) == count.total


@pytest.mark.parametrize(
    ("name", "context", "full", "causal"),
    [  # operator counts on meta tensors, eager attention over the whole sequence; the causal half is arithmetic
        ("llama-2-7b", 4096, 1.536164e10, 1.536164e10 - 1.073742e9),
        ("llama-3-8b", 2048, 1.608306e10, None),
        ("llama-3-8b", 4096, 1.715680e10, 1.715680e10 - 1.073742e9),
        ("llama-3-8b", 8192, 1.930428e10, None),
        ("llama-3-8b", 32768, 3.218919e10, None),
        ("llama-3.1-405b", 2048, 8.244072e11, None),
        ("llama-3.1-405b", 4096, 8.413187e11, 8.413187e11 - 1.691143e10),
        ("llama-3.1-405b", 8192, 8.751415e11, 8.751415e11 - 3.382287e10),
        ("llama-3.1-405b", 32768, 1.078079e12, None),
        ("qwen2.5-0.5b", 4096, 1.340244e9, 1.340244e9 - 1.761608e8),
        ("gemma-2-9b", 4096, 2.130077e10, 2.130077e10 - 1.409286e9),
        ("gemma-3-27b-text", 8192, 6.233748e10, None),
        ("gpt-neox-20b", 4096, 4.491156e10, 4.491156e10 - 2.214593e9),
        ("starcoder2-15b", 4096, 3.533282e10, 3.533282e10 - 2.013266e9),
        ("mixtral-8x7b", 4096, 2.764466e10, 2.764466e10 - 1.073742e9),
        ("qwen3-0.6b", 2048, 1.661731e9, None),
        ("qwen3-30b-a3b", 4096, 9.304539e9, 9.304539e9 - 1.610613e9),
        ("qwen3-30b-a3b", 32768, 3.185312e10, None),
        ("deepseek-v2-lite", 4096, 6.035079e9, 6.035079e9 - 5.662310e8),
        ("deepseek-v3", 4096, 9.371740e10, 9.371740e10 - 1.023410e10),
        ("deepseek-v3", 32768, 2.369948e11, None),
        ("gpt3-175b-as-gpt2", 2048, 3.587911e11, 3.587911e11 - 4.831838e9),
    ],
)
def test_forward_flop_equal_operator_counts(name, context, full, causal):
    model = counts_of(name)
    # The counter sees the products of a mixture's tokens with padding of its own, 0.02 % of Mixtral's.
    allowed = 3e-4 if model.routed else 1e-6
    assert model.forward_flop(context, causal=False) == pytest.approx(full, rel=allowed, abs=0)
    if causal is not None:
        assert model.forward_flop(context, causal=True) == pytest.approx(causal, rel=allowed, abs=0)


def test_a_layer_computed_again_takes_what_was_counted_or_a_little_more():
    for name, context, counted in [
        ("llama-3-8b", 4096, 3.7197),
        ("llama-3.1-405b", 8192, 3.7440),
        ("gpt3-175b-as-gpt2", 2048, 3.9966),
        ("qwen3-30b-a3b", 4096, 3.9331),
    ]:
        model = counts_of(name)
        times = model.recomputed_flop(context, causal=False) / model.forward_flop(context, causal=False)
        assert counted - 1e-3 <= times <= 4.0


def test_flop_of_qwen3_by_a_published_convention():
    """pytorch/torchtitan#4300: 6 (active - input embedding) + 12 L heads d S, to the digit."""
    model = counts_of("qwen3-30b-a3b")
    assert 6 * (model.count.active - model.embedding) + 6 * model.count.attention * 8192 == 37_578_559_488


def test_mfu_of_llama_3_by_a_published_convention():
    """pytorch/torchtitan docs/performance.md: without the input embedding, attention in full, of 312 TFLOP/s."""
    found = []
    for name, rate in (("llama-3-8b", 2904), ("llama-3.1-70b", 331)):
        model = counts_of(name)
        flop = 6 * (model.count.active - model.embedding) + 6 * model.count.attention * 8192
        found.append(rate * flop / 312e12)
    assert found == pytest.approx([0.539, 0.511], rel=0, abs=5e-4)


def test_sparse_layers_of_qwen_stand_where_they_say():
    """huggingface/trl#7069: (i + 1) % decoder_sparse_step == 0, and not in mlp_only_layers."""
    config = {**config_of("qwen1.5-moe-a2.7b"), "num_hidden_layers": 4, "decoder_sparse_step": 2}
    one = load({**config, "mlp_only_layers": [3]}).architecture
    two = load(config).architecture
    assert one.routed == 60 * 3 * 2048 * 1408
    assert two.routed == 2 * one.routed


@pytest.mark.parametrize("name", ["llama-3-8b", "qwen3-4b", "mixtral-8x7b", "gpt2", "bloom-1b1", "deepseek-v2-lite"])
def test_a_tie_changes_parameters_by_one_table_and_flop_by_nothing(name):
    """tenstorrent/tt-metal#50114."""
    tied, untied = (load({**config_of(name), "tie_word_embeddings": tie}).architecture for tie in (True, False))
    assert untied.count.total - tied.count.total == tied.vocabulary * tied.width
    assert untied.forward_flop(4096, causal=True) == tied.forward_flop(4096, causal=True)


def test_further_prediction_layers_are_counted_and_said():
    """One of them adds 4.4 % to the products of DeepSeek-V3."""
    model = load({**config_of("deepseek-v3"), "num_nextn_predict_layers": 1})
    main = counts_of("deepseek-v3")
    assert model.architecture.without_further == main.count.total
    assert model.architecture.count.matmul / main.count.matmul == pytest.approx(1.044, rel=0, abs=5e-4)
    assert any(f"{main.count.total:,} without them" in note for note in model.notes)


@pytest.mark.parametrize(
    "name", ["mamba-130m", "jamba-v0.1", "granite-4.0-h-small", "nemotron-nano-9b-v2", "t5-small", *UNCOUNTED]
)
def test_what_cannot_be_counted_says_why(name):
    assert counts_of(name).uncounted


@given(
    layers=st.integers(1, 40),
    heads=st.integers(1, 16),
    size=st.integers(1, 64),
    inner=st.integers(1, 500),
    vocabulary=st.integers(1, 1000),
)
def test_every_layer_adds_the_same(layers, heads, size, inner, vocabulary):
    def total(depth):
        config = {**LLAMA, "num_hidden_layers": depth, "intermediate_size": inner, "vocab_size": vocabulary}
        config |= {"hidden_size": heads * size, "num_attention_heads": heads, "num_key_value_heads": 1}
        return load(config).architecture.count

    step = total(layers + 1).total - total(layers).total
    assert step == total(2).total - total(1).total > 0
    assert total(layers).active == total(layers).total >= total(layers).matmul


def refusal(config):
    with pytest.raises(InputError) as caught:
        load(config) if isinstance(config, dict) else parsed(config, "config.json")
    return caught.value


@pytest.mark.parametrize(
    ("name", "published"),
    [  # printed by those who loaded the checkpoint, or by the index of its file
        ("chatglm3-6b", 6_243_584_000),
        ("internlm2-7b", 7_737_708_544),
        ("qwen-7b", 7_721_324_544),
        ("deepseek-moe-16b", 16_375_728_128),
        ("minicpm-2b", 2_724_880_896),
        ("lfm2-1.2b", 1_170_340_608),
        ("nemotron-3-nano-30b-a3b", 31_577_937_344),
    ],
)
def test_counts_equal_those_of_published_checkpoints(name, published):
    assert counts_of(name).count.total == published


@pytest.mark.parametrize(
    ("name", "class_"),
    [
        ("t5-small", "T5EncoderModel"),
        ("bart-large", "BartForCausalLM"),
        ("whisper-base", "WhisperForCausalLM"),
        ("gpt2", "GPT2DoubleHeadsModel"),
    ],
)
def test_a_class_that_is_half_a_model_or_has_another_head_is_refused(name, class_):
    error = refusal({**config_of(name), "architectures": [class_]})
    assert [problem.where for problem in error.problems] == ["architectures"]


def test_one_layer_of_qwen3_5_that_predicts_a_further_token_is_counted():
    config = config_of("qwen3.5-35b-a3b-text")
    more = load({**config, "mtp_num_hidden_layers": 1}).architecture
    assert more.without_further == load(config).architecture.count.total
    width, kv = 2048, 2 * 256
    attention = width * (16 * 512 + 2 * kv) + 16 * 256 * width + 2 * 256
    experts = 257 * 3 * width * 512 + width + 256 * width
    assert more.count.total - more.without_further == attention + experts + 5 * width + 2 * width**2


def test_what_stands_in_a_checkpoint_beside_its_model_is_refused_by_name():
    error = refusal({**config_of("nemotron-3-nano-30b-a3b"), "num_nextn_predict_layers": 1})
    assert "num_nextn_predict_layers" in str(error)


def test_a_configuration_written_by_transformers_counts_as_the_published_one():
    kimi = config_of("kimi-linear-48b-a3b")
    full = [at for at, kind in enumerate(kimi["layer_types"], start=1) if kind == "full_attention"]
    own = {"num_heads": 32, "head_dim": 128, "short_conv_kernel_size": 4, "full_attn_layers": full}
    own["kda_layers"] = [at for at in range(1, 28) if at not in full]
    published = {key: value for key, value in kimi.items() if not key.startswith(("linear_", "layer_types"))}
    assert load({**published, "linear_attn_config": own}).architecture.count == counts_of("kimi-linear-48b-a3b").count
    gemma = config_of("gemma-4-text-class-defaults")
    published = {key: value for key, value in gemma.items() if key != "per_layer_config"} | {"global_head_dim": 512}
    assert load(published).architecture.count == counts_of("gemma-4-text-class-defaults").count


def test_what_the_type_implies_is_named():
    model = load({key: value for key, value in LLAMA.items() if key != "num_key_value_heads"})
    assert model.assumed["num_key_value_heads"] == "4, as many as num_attention_heads"
    assert model.assumed["head_dim"] == "16, hidden_size / num_attention_heads"
    assert model.assumed["tie_word_embeddings"] == "false"


def test_of_a_model_of_several_kinds_the_text_is_counted_and_said():
    inner = {key: value for key, value in config_of("gemma-3-4b-text").items() if key != "vocab_size"}
    inner = {key: value for key, value in inner.items() if not key.startswith("num_att")}
    model = load({"model_type": "gemma3", "text_config": inner, "vision_config": {"hidden_size": 1152}, "mm_tokens": 4})
    assert model.architecture.count.total == int(COUNTED["gemma-3-4b-text"]["total"])
    assert "only the text model (gemma3_text) of this gemma3 is counted" in model.notes[0]
    assert "vision_config" in model.notes[0]


def test_a_text_model_may_stand_under_another_key():
    model = load({"model_type": "internvl_chat", "llm_config": config_of("internlm2-7b"), "vision_config": {}})
    assert model.architecture.count == counts_of("internlm2-7b").count
    error = refusal({"model_type": "internvl_chat", "llm_config": {**config_of("internlm2-7b"), "hidden_size": -1}})
    assert [problem.where for problem in error.problems] == ["llm_config.hidden_size"]


def test_a_text_model_may_stand_beside_the_vision_it_is_given():
    text = config_of("qwen2-vl-text-small")
    flat = {**text, "model_type": "qwen2_vl", "vision_config": {"depth": 32}, "vision_start_token_id": 1}
    model = load({**flat, "architectures": ["Qwen2VLForConditionalGeneration"]})
    assert model.architecture.count == load(text).architecture.count
    assert "only the text model (qwen2_vl_text) of this qwen2_vl" in model.notes[0]
    assert "hidden_rank" in str(refusal({**flat, "hidden_rank": 3}))


def test_a_quantised_checkpoint_is_counted_as_the_model_it_holds():
    model = load({**LLAMA, "quantization_config": {"quant_method": "gptq", "bits": 4}})
    assert model.architecture.count == load(LLAMA).architecture.count
    assert "quantised (gptq, 4 bit)" in model.notes[0]


def test_each_type_of_model_has_a_row_with_a_known_total():
    assert {json.loads(row["config"])["model_type"] for row in COUNTED.values()} == set(builders())


def test_a_bare_model_has_no_head():
    bare = load({**LLAMA, "architectures": ["LlamaModel"]}).architecture
    assert load(LLAMA).architecture.count.total - bare.count.total == 64 * 100


SILENT = {  # types whose classes fall back on as many heads as of queries, or on a number of their own
    *("apertus", "cohere", "cohere2", "deepseek", "deepseek_v2", "deepseek_v3", "deepseek_v32", "flex_olmo"),
    *("gemma3_text", "glm4_moe_lite", "glm_moe_dsa", "granite", "granitemoe", "granitemoeshared", "hunyuan_v1_dense"),
    *("internlm", "kimi_k2", "kimi_linear", "llama", "minicpm", "minicpm3", "ministral", "mistral", "mixtral"),
    *("nemotron", "olmo", "olmo2", "olmo3", "olmo_hybrid", "olmoe", "phi3", "recurrent_gemma", "youtu"),
}


@pytest.mark.parametrize("name", [name for name in COUNTED if "num_key_value_heads" in config_of(name)])
def test_heads_of_keys_and_values_are_guessed_for_no_type_that_must_say_them(name):
    config = config_of(name)
    del config["num_key_value_heads"]
    if config["model_type"] in SILENT:
        assert load(config).architecture.count.total > 0
        return
    with pytest.raises(InputError) as refused:
        load(config)
    assert [problem.where for problem in refused.value.problems] == ["num_key_value_heads"]


def test_the_rank_of_the_steps_of_jamba_is_a_sixteenth_of_the_width():
    config = config_of("jamba-v0.1")
    auto = [load(config | {"hidden_size": width, "mamba_dt_rank": "auto"}).architecture for width in (4096, 4128)]
    said = [load(config | {"hidden_size": width, "mamba_dt_rank": width // 16}).architecture for width in (4096, 4128)]
    assert [each.count for each in auto] == [each.count for each in said]
    odd = config | {"hidden_size": 4112, "num_attention_heads": 16, "num_key_value_heads": 8}
    assert (
        load(odd | {"mamba_dt_rank": "auto"}).architecture.count
        == load(odd | {"mamba_dt_rank": 257}).architecture.count
    )


def test_keys_of_gemma_4_that_are_the_values_too():
    """Five layers of 8 heads of 512 attend to everything: without values of their own each lacks 2304 x 4 x 512."""
    config = config_of("gemma-4-text-class-defaults")
    apart = load(config).architecture.count.total
    one = load(config | {"attention_k_eq_v": True}).architecture.count.total
    assert apart - one == 5 * 2304 * 4 * 512


@pytest.mark.parametrize(("layers", "step", "listed"), [(3, 2, [1]), (7, 3, [2, 5]), (4, 1, [0, 1, 2, 3])])
def test_experts_of_llama_4_stand_in_the_last_layer_of_each_step(layers, step, listed):
    config = config_of("llama-4-maverick-text") | {"num_hidden_layers": layers, "interleave_moe_layer_step": step}
    assert load(config).architecture.count == load(config | {"moe_layers": listed}).architecture.count


def test_the_inner_width_of_falcon_h1_is_that_of_its_heads_where_nobody_says_it():
    config = config_of("falcon-h1-36-layers")
    del config["mamba_d_ssm"]
    assert load(config).architecture.count.total == int(COUNTED["falcon-h1-36-layers"]["total"])
