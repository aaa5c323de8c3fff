"""What a run takes from the configuration of its model, and from a default: each number and each text."""

import json

import pytest

from limits.errors import DataError, InputError, TextError
from limits.runs import TrainingRun, load
from limits.runs.defaults import DEFAULTS, Default, usual_hours
from limits.runs.described import Described, described
from limits.runs.fields import LONGEST_TEXT
from limits.value import GIVEN, Origin, OriginKind, Value

BASE = {"hidden_size": 132, "num_hidden_layers": 5, "num_attention_heads": 6, "vocab_size": 97}
DENSE = BASE | {"model_type": "llama", "intermediate_size": 86, "num_key_value_heads": 3}
MIXTURE = DENSE | {"model_type": "mixtral", "num_local_experts": 7, "num_experts_per_tok": 5}
ENCODER = BASE | {"model_type": "bert", "intermediate_size": 86, "max_position_embeddings": 67, "type_vocab_size": 3}
IMAGES = {name: size for name, size in BASE.items() if name != "vocab_size"} | {
    "model_type": "vit",
    "intermediate_size": 86,
    "image_size": 77,
    "patch_size": 11,
    "num_labels": 9,
}
SCANS = {"model_type": "mamba", "hidden_size": 132, "num_hidden_layers": 5, "state_size": 17, "vocab_size": 97}

ATTENTION, FEED = 132 * (132 + 2 * 66) + 132 * 132, 3 * 132 * 86
REST = 5 * 2 * 132 + 132 + 97 * 132


@pytest.mark.parametrize(
    ("keys", "numbers"),
    [
        (
            DENSE,
            {
                "parameters": 5 * (ATTENTION + FEED) + REST + 97 * 132,
                "active_parameters": 5 * (ATTENTION + FEED) + REST + 97 * 132,
                "layers": 5,
                "width": 132,
                "heads": 6,
                "vocabulary": 97,
                "matmul_parameters": 5 * (ATTENTION + FEED) + 97 * 132,
                "attention_width": 5 * 2 * 132,
            },
        ),
        (
            MIXTURE,
            {
                "parameters": 5 * (ATTENTION + 7 * FEED + 7 * 132) + REST + 97 * 132,
                "active_parameters": 5 * (ATTENTION + 5 * FEED + 7 * 132) + REST + 97 * 132,
                "layers": 5,
                "width": 132,
                "heads": 6,
                "vocabulary": 97,
                "matmul_parameters": 5 * (ATTENTION + 5 * FEED + 7 * 132) + 97 * 132,
                "attention_width": 5 * 2 * 132,
            },
        ),
    ],
)
def test_the_numbers_of_a_run_that_names_its_model(keys, numbers):
    found = described(keys).numbers
    assert {name: value.value for name, value in found.items()} == numbers
    assert found["parameters"].unit == found["matmul_parameters"].unit == "parameter"
    assert found["layers"].unit == "1"
    assert {str(value.origin) for value in found.values()} == {
        f"derived: counted from a dictionary of keys ({keys['model_type']})"
    }


@pytest.mark.parametrize(
    ("keys", "texts", "without"),
    [
        (DENSE, {"architecture": "dense", "attention": "causal"}, set()),
        (MIXTURE, {"architecture": "moe", "attention": "causal"}, set()),
        (ENCODER, {"architecture": "dense", "attention": "full", "objective": "masked tokens"}, set()),
        (
            IMAGES,
            {"architecture": "dense", "objective": "labels of images", "modality": "image"},
            {"vocabulary", "matmul_parameters", "attention_width"},
        ),
        (SCANS, {"architecture": "dense"}, {"heads", "matmul_parameters", "attention_width"}),
    ],
    ids=["dense", "mixture", "encoder", "images", "scans"],
)
def test_the_texts_of_a_run_that_names_its_model(keys, texts, without):
    found = described(keys)
    assert {name: str(text) for name, text in found.texts.items()} == texts
    assert set(found.numbers) == set(described(DENSE).numbers) - without


def test_notes_name_the_file_and_what_it_leaves_out(tmp_path):
    whole = DENSE | {"tie_word_embeddings": True, "attention_bias": False, "mlp_bias": False, "head_dim": 22}
    path = tmp_path / "config.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    assert described(str(path)).notes == ()
    path.write_text(json.dumps({**whole, "mlp_bias": None, "sliding_window": 7}), encoding="utf-8")
    window, silent = described(path).notes
    assert window.startswith(f"{path}: some or all layers look back no further than 7 tokens")
    assert silent == f"{path} says nothing of these, which are as type llama has them: mlp_bias: false"


def test_what_is_described_already_stays_as_it_is():
    once = described(DENSE)
    assert described(once) is once
    assert isinstance(once, Described)
    assert (str(once), once.stamp) == ("a dictionary of keys", once.model.sha256)


@pytest.mark.parametrize("given", [3, None, "", " ", "a\nb", "a" * (LONGEST_TEXT + 1)])
def test_what_is_no_path(given):
    with pytest.raises(TextError, match="its path, in at most 1,000 printable characters"):
        described(given)


def test_a_path_may_be_as_long_as_a_text():
    with pytest.raises(InputError):  # there is no such file
        described("a" * LONGEST_TEXT)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("llama", "config.json"), "llama"),
        (("llama", "small.json"), "small.json"),
        (("llama", "CONFIG.JSON"), "CONFIG.JSON"),
    ],
)
def test_a_run_of_a_configuration_is_called_as_its_folder_or_its_file(tmp_path, parts, name):
    path = tmp_path.joinpath(*parts)
    path.parent.mkdir()
    path.write_text(json.dumps(DENSE), encoding="utf-8")
    assert load(path).name == name


def test_a_configuration_here_is_called_as_its_file(tmp_path, monkeypatch):
    (tmp_path / "config.json").write_text(json.dumps(DENSE), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load("config.json").name == "config.json"


@pytest.mark.parametrize(
    ("stated", "active"),
    [
        ({}, 5 * (ATTENTION + 5 * FEED + 7 * 132) + REST + 97 * 132),
        ({"parameters": "2e6 parameter"}, 5 * (ATTENTION + 5 * FEED + 7 * 132) + REST + 97 * 132),
        ({"parameters": "1e6 parameter"}, None),
    ],
)
def test_active_parameters_of_a_mixture_are_no_more_than_are_stated(stated, active):
    from limits.runs.batch import Resolved

    found = Resolved([TrainingRun("r", config=MIXTURE, **stated)]).number(0, "active_parameters")
    assert (None if found is None else found.value) == active


def test_a_default_says_why_and_how_well_it_is_known():
    sure = Default("pue", "so it is", "paper", "primary", 1.1, 1.0, 1.3, "1")
    assert (sure.number.value, sure.number.low, sure.number.high, sure.number.unit) == (1.1, 1.0, 1.3, "1")
    assert (sure.origin.kind, sure.origin.how) == (OriginKind.DEFAULT, "so it is")
    assert (sure.origin.sources, sure.origin.doubts) == (("paper",), ())
    unsure = Default("pue", "so it is", "convention", "recalled", 1.1)
    assert (unsure.origin.sources, unsure.origin.doubts) == ((), ("recalled",))
    with pytest.raises(DataError, match="a text where a number is wanted"):
        _ = DEFAULTS["precision"].number


@pytest.mark.parametrize(
    ("hours", "usual"),
    [(None, False), (Value(3.0, "s", origin=GIVEN), False), (Value(3.0, "s", origin=Origin(OriginKind.DEFAULT)), True)],
)
def test_hours_of_a_usual_utilisation(hours, usual):
    assert usual_hours(hours) is usual


def test_which_defaults_there_are():
    assert {name: (row.value, row.low, row.high) for name, row in DEFAULTS.items() if row.unit == "bit/parameter"} == {
        "state": (128.0, None, None),
        "state_weights": (16.0, None, None),
        "gradient": (16.0, None, None),
        "checkpoint_state": (112.0, None, None),
    }
    assert {name: row.text for name, row in DEFAULTS.items() if row.text} == {
        "precision": "bf16",
        "erasure": "operands_inplace",
    }
