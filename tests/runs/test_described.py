"""A run that names its model by a config.json: the doors, what it may reach, and which number wins."""

from __future__ import annotations

import copy
import json
import pickle
import sys

import pytest

from limits import assess
from limits.catalog import shipped
from limits.errors import InputError
from limits.runs import TrainingRun, load
from limits.runs.batch import Resolved
from limits.runs.contradictions import contradictions
from limits.runs.file import to_toml

LLAMA = {
    "model_type": "llama",
    "hidden_size": 16384,
    "intermediate_size": 53248,
    "num_hidden_layers": 126,
    "num_attention_heads": 128,
    "num_key_value_heads": 8,
    "vocab_size": 128256,
    "max_position_embeddings": 131072,
}
MIXTRAL = {
    "model_type": "mixtral",
    "hidden_size": 4096,
    "intermediate_size": 14336,
    "num_hidden_layers": 32,
    "num_attention_heads": 32,
    "num_key_value_heads": 8,
    "vocab_size": 32000,
    "num_local_experts": 8,
    "num_experts_per_tok": 2,
}


def resolved(run):
    return Resolved([run], shipped())


def number(run, name):
    return resolved(run).number(0, name)


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "run"
    inside.mkdir()
    (inside / "config.json").write_text(json.dumps(LLAMA), encoding="utf-8")
    (tmp_path / "outside.json").write_text(json.dumps(LLAMA), encoding="utf-8")
    return inside


def written(folder, config):
    path = folder / "run.toml"
    path.write_text(f'name = "mine"\n[model]\nconfig = "{config}"\n[corpus]\ntokens = "15.6e12 token"\n', "utf-8")
    return path


def test_a_run_file_finds_the_model_beside_it(folder):
    found = assess(load(written(folder, "config.json")))
    numbers = found.run.numbers
    assert numbers["parameters"].value == 405_853_388_800
    assert numbers["active_parameters"].value == 405_853_388_800
    assert numbers["matmul_parameters"].value == 403_747_897_344
    assert [numbers[name].value for name in ("layers", "width", "heads", "vocabulary")] == [126, 16384, 128, 128256]
    assert str(numbers["parameters"].origin) == "derived: counted from config.json (llama)"
    assert json.loads(found.to_json())["run"]["parameters"]["value"] == 405_853_388_800


def test_the_context_of_training_is_not_the_longest_position(folder):
    """NVIDIA-NeMo/RL#2790."""
    assert number(load(written(folder, "config.json")), "context") is None


@pytest.mark.parametrize("config", ["../outside.json", "/etc/passwd", "C:/config.json", "sub/../../outside.json"])
def test_a_run_file_reaches_nothing_outside_its_folder(folder, config):
    with pytest.raises(InputError, match="in the folder of the run file"):
        load(written(folder, config))


def test_a_run_file_follows_no_link_out_of_its_folder(folder):
    (folder / "link.json").symlink_to(folder.parent / "outside.json")
    with pytest.raises(InputError, match="a link to another folder"):
        load(written(folder, "link.json"))


def test_nothing_is_fetched(folder):
    with pytest.raises(InputError, match="nothing is fetched"):
        load(written(folder, "https://example.org/config.json"))


def test_whoever_calls_names_any_file(folder):
    path = str(folder.parent / "outside.json")
    for run in (TrainingRun("mine", config=path), load({"name": "mine", "model": {"config": path}}), load(path)):
        assert number(run, "parameters").value == 405_853_388_800
    assert load(folder / "config.json").name == "run"
    assert load(path).name == "outside.json"


def test_keys_stand_for_a_file():
    found = TrainingRun("mine", config=MIXTRAL)
    assert number(found, "parameters").value == 46_702_792_704
    assert number(found, "active_parameters").value == 12_879_925_248
    assert str(resolved(found).runs[0].texts["architecture"]) == "moe"


def test_what_is_stated_wins_and_is_said():
    run = TrainingRun("mine", config=LLAMA, layers=120, parameters="70e9 parameter")
    assert number(run, "parameters").value == number(run, "active_parameters").value == 70e9
    said = {each.key: each for each in contradictions(resolved(run), 0)}
    assert set(said) == {"config-layers", "config-parameters"}
    assert said["config-layers"].ratio == 1.05
    assert "model.layers" in said["config-layers"].sentence


def test_a_rounded_size_is_no_contradiction():
    assert contradictions(resolved(TrainingRun("mine", config=LLAMA, parameters="405e9 parameter")), 0) == ()


MATRICES = 126 * 16384 * (2 * 16384 + 2 * 1024 + 3 * 53248) + 128256 * 16384


@pytest.mark.parametrize(
    ("name", "unit", "counted", "allowed"),
    [
        ("parameters", " parameter", 405_853_388_800, 1.05),
        ("matmul_parameters", " parameter", MATRICES, 1.05),
        ("vocabulary", "", 128_256, 1.01),
    ],
)
def test_how_far_a_statement_may_lie_from_the_configuration(name, unit, counted, allowed):
    run = TrainingRun("mine", config=LLAMA)
    assert number(run, name).value == counted
    for factor, found in ((0.9999, []), (1.0001, [f"config-{name}"])):
        for stated in (counted * allowed * factor, counted / (allowed * factor)):
            said = contradictions(resolved(run.but(**{name: f"{stated:.0f}{unit}"})), 0)
            assert [each.key for each in said if each.key.startswith("config-")] == found
            assert all(f"(up to {allowed:g} is usual): the stated number" in each.sentence for each in said)


def test_layers_are_counted_and_not_rounded():
    assert contradictions(resolved(TrainingRun("mine", config=LLAMA, layers=126)), 0) == ()
    (found,) = contradictions(resolved(TrainingRun("mine", config=LLAMA, layers=127)), 0)
    assert (found.key, found.ratio) == ("config-layers", 127 / 126)
    assert "is usual" not in found.sentence


def test_a_total_below_the_active_count_leaves_that_unknown():
    run = TrainingRun("mine", config=MIXTRAL, parameters="7e9 parameter")
    assert number(run, "parameters").value == 7e9
    assert number(run, "active_parameters") is None


def test_of_a_hybrid_the_total_is_known_and_products_are_not():
    mamba = {"model_type": "mamba", "hidden_size": 768, "num_hidden_layers": 24, "state_size": 16, "vocab_size": 50280}
    found = resolved(TrainingRun("mine", config=mamba))
    assert found.number(0, "parameters").value == 129_135_360
    assert "state space" in found.because(0, ("matmul_parameters",))


def test_everything_wrong_in_file_and_model_is_said_at_once():
    with pytest.raises(InputError) as caught:
        load({"name": "mine", "model": {"config": {**LLAMA, "vocab_size": -1, "odd": 3}, "layers": 0}})
    places = {problem.where for problem in caught.value.problems}
    assert places == {"model.config, vocab_size", "model.config, odd", "model.layers"}


def test_the_hash_names_the_model_and_not_where_it_lies(folder):
    here, there = (TrainingRun("m", config=str(p)) for p in (folder / "config.json", folder.parent / "outside.json"))
    assert here.sha256 == there.sha256
    assert here.sha256 != TrainingRun("m", config={**LLAMA, "num_hidden_layers": 125}).sha256


def test_a_run_written_as_toml_stands_alone():
    run = load_text(to_toml(TrainingRun("mine", config=LLAMA, layers=120)))
    assert number(run, "parameters").value == 405_853_388_800
    assert number(run, "layers").value == 120
    assert "config" not in run.texts


def load_text(text):
    import tomllib

    return load(tomllib.loads(text))


def test_a_run_with_its_model_pickles_and_copies():
    run = TrainingRun("mine", config=MIXTRAL)
    for again in (pickle.loads(pickle.dumps(run)), copy.deepcopy(run), run.but("other")):
        assert number(again, "parameters").value == 46_702_792_704
        assert again.sha256 == run.sha256 or again.name == "other"


def test_an_encoder_is_of_no_scaling_law():
    bert = {"model_type": "bert", "hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12}
    bert |= {"intermediate_size": 3072, "vocab_size": 30522, "max_position_embeddings": 512, "type_vocab_size": 2}
    found = assess(TrainingRun("bert", config=bert, tokens="1e11 token"))
    assert found.frontier is None
    assert found.run.texts["attention"] == "full"


def test_what_has_to_be_said_of_a_count_stands_in_the_report():
    quantised = {**LLAMA, "quantization_config": {"quant_method": "gptq", "bits": 4}}
    found = assess(TrainingRun("r", config=quantised, tokens="1e12 token"))
    assert any("quantised (gptq, 4 bit): counted are the parameters of the model" in note for note in found.run.notes)
    assert any("says nothing of these" in note and "tie_word_embeddings: " in note for note in found.run.notes)
    assert "quantised (gptq, 4 bit)" in " ".join(found.to("markdown").split())


@pytest.mark.parametrize("name", ["model.safetensors", "model.gguf", "pytorch_model.bin"])
def test_weights_are_no_run(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"GGUF\x03\x00")
    with pytest.raises(InputError, match=r"weights of a model[^\n]*name its config\.json"):
        assess(str(path))


def test_links_in_a_circle_lead_nowhere(folder):
    """Before Python 3.13 the name of such a link has no resolution at all."""
    (folder / "loop").symlink_to(folder / "loop")
    said = "a link to another folder" if sys.version_info < (3, 13) else "config"
    with pytest.raises(InputError, match=said):
        load(written(folder, "loop/config.json"))
