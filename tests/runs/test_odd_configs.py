"""Files that are no configuration that is understood: each is refused in one message, with all that is wrong."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from limits.errors import InputError
from limits.runs.huggingface.model import builders, load
from limits.runs.huggingface.text import parsed

from .configs import LLAMA


def refusal(config):
    with pytest.raises(InputError) as caught:
        load(config) if isinstance(config, dict) else parsed(config, "config.json")
    return caught.value


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"model_type": "deepseek_v4", "hidden_size": 4096}, "'deepseek_v4'"),
        ({"model_type": "lama", "hidden_size": 4096}, "did you mean llama"),
        ({"model_type": "zzz", "hidden_size": 4096}, "docs/reference/models.md lists all"),
        ({**LLAMA, "new_low_rank": 8}, "new_low_rank: given '8'"),
        ({**LLAMA, "hidden_size": -64}, "hidden_size: given '-64'"),
        ({**LLAMA, "hidden_size": 64.0}, "hidden_size: given '64.0'"),
        ({**LLAMA, "hidden_size": True}, "hidden_size: given 'True'"),
        ({**LLAMA, "hidden_size": "64"}, "hidden_size: given '64'"),
        ({**LLAMA, "hidden_size": 10**10}, "1 to 1,000,000,000"),
        ({**LLAMA, "num_hidden_layers": 10**9}, "1 to 100,000"),
        ({**LLAMA, "hidden_size": 66}, "66 / 4 leaves a rest"),
        ({**LLAMA, "num_key_value_heads": 3}, "num_key_value_heads"),
        ({**LLAMA, "num_key_value_heads": 8}, "1 to 4"),
        ({**LLAMA, "attention_bias": "yes"}, "true or false"),
        ({**LLAMA, "architectures": ["LlamaForSequenceClassification"]}, "heads of other tasks"),
        ({**LLAMA, "layer_types": ["full_attention"]}, "one for each of the 2 layers"),
        ({**LLAMA, "layer_types": ["full_attention", "linear_attention"]}, "linear_attention"),
        ({"hidden_size": 64}, "model_type: given nothing"),
        ({"model_type": 3}, "model_type: given '3'"),
        ({"peft_type": "LORA", "r": 16}, "a LoRA adapter"),
        ({"tokenizer_class": "LlamaTokenizer", "model_max_length": 8}, "a tokenizer's configuration"),
        ({"added_tokens": [], "pre_tokenizer": {}}, "a tokenizer"),
        ({"do_sample": True, "temperature": 0.6}, "how text is generated"),
        ({"model_type": "siglip_vision_model", "hidden_size": 64}, "an encoder of images alone"),
        ({"model_type": "gemma3", "text_config": 3}, "text_config: given '3'"),
        ({**LLAMA, "pruned_heads": {"0": [1]}}, "pruned_heads"),
        ('{"a": 1, "a": 2}', "the key 'a' twice"),
        ("[" * 100_000, "brackets within brackets"),
        ('{"a": ' + "9" * 5000 + "}", "a number of 1000 digits or more"),
        ("[1]", "a JSON list"),
        ('{"a": }', "at line 1"),
        ("  ", "given nothing"),
    ],
)
def test_what_is_no_configuration_is_refused_by_name(config, said):
    error = refusal(config)
    assert said in str(error)
    assert len(error.problems) == 1


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"dim": 4096, "n_layers": 32, "n_heads": 32, "vocab_size": 128256}, "Meta's or Mistral's own code"),
        ({"general.architecture": "llama", "llama.block_count": 32}, "metadata of a GGUF file"),
        ({"word_embedding_dimension": 384}, "a sentence encoder"),
        ({"chat_template": "x"}, "a template of conversations"),
        ({"epoch": 1.0, "log_history": []}, "a record of a training"),
        ({"schema": "limits.assessment/1", "run": {}}, "an answer of limits"),
        ({"bos_token": "<s>", "eos_token": "</s>"}, "the special tokens of a tokenizer"),
        ({"eos_token_id": 2, "pad_token_id": 0, "transformers_version": "4.40"}, "how text is generated"),
        ({"model_type": "clip", "text_config": {"hidden_size": 512}}, "an encoder of images alone"),
        ({**LLAMA, "quantization_config": [1]}, "quantization_config: given '[1]'"),
        ({**LLAMA, 5: 1}, "keys that are texts"),
        ({**LLAMA, "dtype": {1: 2, "a": 3}}, "keys that are texts"),
        ({**LLAMA, "rope_theta": float("nan")}, "rope_theta: given 'nan'"),
        ({**LLAMA, "rope_scaling": {"factors": [1.0, float("nan")]}}, "no NaN"),
        ({**LLAMA, **{f"key{at}": at for at in range(20_000)}}, "20,000 keys that are not known"),
        ("null", "a JSON null, not an object"),
        ("5", "a JSON number, not an object"),
    ],
)
def test_files_beside_a_configuration_are_told_apart(config, said):
    error = refusal(config)
    assert said in str(error)
    assert len(error.problems) == 1
    assert len(str(error)) < 500


def test_absurd_numbers_are_said_together():
    text = json.dumps({**LLAMA, "hidden_size": -64, "num_hidden_layers": 0, "intermediate_size": float("nan")})
    text = text.replace('"vocab_size": 100', f'"vocab_size": 1{"0" * 40}').replace('"num_key', '"x": 1e40, "num_key')
    with pytest.raises(InputError) as caught:
        load(parsed(text, "config.json"))
    wrong = [problem.where for problem in caught.value.problems]
    assert sorted(wrong) == ["hidden_size", "intermediate_size", "num_hidden_layers", "vocab_size", "x"]


def test_what_is_no_json_but_means_nothing_is_read_from_python():
    assert load({**LLAMA, "torch_dtype": object, "label2id": {}}).architecture.count == load(LLAMA).architecture.count
    circular = {**LLAMA}
    circular["task_specific_params"] = circular
    assert "within one of them" in str(refusal(circular))


def test_everything_wrong_is_said_at_once():
    error = refusal({**LLAMA, "hidden_size": None, "vocab_size": -1, "hidden_rank": 3, "mlp_bias": 1})
    assert {problem.where for problem in error.problems} == {"hidden_size", "vocab_size", "hidden_rank", "mlp_bias"}


def test_a_file_of_a_hundred_megabytes_is_not_read(tmp_path):
    path = tmp_path / "config.json"
    path.write_bytes(b" " * 100_000_000)
    with pytest.raises(InputError, match="more than 1,000,000 bytes"):
        load(path)


@pytest.mark.parametrize("model_type", sorted(builders()))
def test_no_type_of_model_guesses_its_sizes(model_type):
    """Nothing but its type is no model: each size that is missing is said, and no traceback."""
    error = refusal({"model_type": model_type})
    assert any(problem.given == "nothing" for problem in error.problems)


@pytest.mark.parametrize(("projection", "gated"), [("relu", True), ("gated-gelu", False)])
def test_two_keys_of_a_gate_that_contradict_each_other(projection, gated):
    keys = {"model_type": "t5", "d_model": 64, "d_kv": 8, "d_ff": 80, "num_layers": 2, "num_heads": 4, "vocab_size": 99}
    keys |= {"feed_forward_proj": projection}
    assert load(keys).architecture.count == load(keys | {"is_gated_act": not gated}).architecture.count
    with pytest.raises(InputError, match=f"is_gated_act: given '{gated}', wanted {str(not gated).lower()}, as feed"):
        load(keys | {"is_gated_act": gated})


@pytest.mark.parametrize(
    ("name", "key", "most"), [("gemma-3n-e4b-text", "altup_num_inputs", 100), ("jamba-v0.1", "mamba_expand", 1000)]
)
def test_a_count_is_read_up_to_the_most_that_makes_sense(name, key, most):
    with (Path(__file__).parents[1] / "tables" / "model_counts.csv").open(encoding="utf-8", newline="") as file:
        config = next(json.loads(row["config"]) for row in csv.DictReader(file) if row["name"] == name)
    assert load(config | {key: most}).architecture.count.total > 0
    with pytest.raises(InputError, match=key):
        load(config | {key: most + 1})
