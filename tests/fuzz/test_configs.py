"""Configurations of models: whatever stands in one, it is counted in whole numbers or refused in one message."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from limits.runs.huggingface.model import load

from .odd import anything, examples, guarded, words

with (Path(__file__).parents[1] / "tables" / "model_counts.csv").open(encoding="utf-8", newline="") as file:
    CONFIGS = [json.loads(row["config"]) for row in csv.DictReader(file)]

KEYS = sorted({key for config in CONFIGS for key in config})
SIZES = (
    -1,
    0,
    1,
    2,
    3,
    7,
    64,
    10**5,
    10**9,
    10**40,
    1.5,
    1e40,
    "64",
    True,
    None,
    [],
    [1],
    {},
    float("nan"),
    float("inf"),
)
LONGEST = 10.0  # seconds of processor time on a machine at work; what is quadratic in these files takes minutes
FILES = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1")


@st.composite
def configs(draw):
    """Return a configuration that is counted, with a few keys taken out, changed or put in."""
    config = dict(draw(st.sampled_from(CONFIGS)))
    for _ in range(draw(st.integers(0, 4))):
        key = draw(st.sampled_from(sorted(config)) | st.sampled_from(KEYS) | words())
        if draw(st.integers(0, 3)) == 0:
            config.pop(key, None)
        else:
            config[key] = draw(st.sampled_from(SIZES) | anything())
    if draw(st.integers(0, 9)) == 0:
        config = {"model_type": draw(words()), "text_config": config}
    return config


def hold(read):
    """Hold what every configuration must keep: exact counts or one short message, at once."""
    start = time.process_time()
    with guarded():
        model = read()
        counts = [model.architecture.count, *model.architecture.parts.values()]
        numbers = [number for count in counts for number in (count.total, count.active, count.matmul, count.attention)]
        assert all(type(number) is int and number >= 0 for number in numbers)
        assert model.architecture.count.active <= model.architecture.count.total
        assert all(isinstance(note, str) for note in model.notes)
    assert time.process_time() - start < LONGEST


@examples(400)
@given(config=configs())
def test_keys_of_a_configuration(config):
    hold(lambda: load(config))


@examples(150)
@given(
    config=configs(),
    encoding=st.sampled_from(FILES),
    cut=st.integers(0, 400),
    noise=st.sampled_from(["", "", "", "\x00", "}", '{"a":1}', "[" * 40, "NaN", ","]),
)
def test_files_of_a_configuration(tmp_path_factory, config, encoding, cut, noise):
    text = json.dumps(config, default=str)
    text = text[: len(text) - cut] if cut < 100 else text
    path = tmp_path_factory.mktemp("configs") / "config.json"
    path.write_bytes((text + noise).encode(encoding, "replace" if encoding == "latin-1" else "surrogatepass"))
    hold(lambda: load(path))


@examples(100)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_bytes_that_may_be_anything(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("configs") / "config.json"
    path.write_bytes(content)
    hold(lambda: load(path))


def test_files_that_are_long_in_one_way_are_read_at_once(tmp_path):
    path = tmp_path / "config.json"
    llama = next(config for config in CONFIGS if config["model_type"] == "llama")
    lfm2 = next(config for config in CONFIGS if config["model_type"] == "lfm2")
    many = ", ".join(f'"k{at}": 0' for at in range(70_000))
    numbers = [100_001] * 100_000
    for text in (
        f'{{{many}, "k69999": 1}}',
        f'{{"model_type": "llama", {many}}}',
        json.dumps({**llama, "layer_types": ["full_attention"] * 40_000, "num_hidden_layers": 40_000}),
        json.dumps({**lfm2, "layer_types": None, "full_attn_idxs": numbers, "num_hidden_layers": 100_000}),
        '{"a": ' + "[{" * 200_000,
        '{"a": "' + "\\" * 400_000,
    ):
        path.write_text(text, encoding="utf-8")
        hold(lambda: load(path))
