"""Parameters of catalogued models against counts from their configurations: trainable, tied matrices once."""

import pytest

from limits import catalog


def llama(vocabulary, width, layers, feedforward, keys):
    attention = 2 * width * width + 2 * width * keys
    return 2 * vocabulary * width + layers * (attention + 3 * width * feedforward + 2 * width) + width


def olmo3(vocabulary, width, layers, feedforward, keys):
    """As a Llama, with norms over all queries and all keys."""
    return llama(vocabulary, width, layers, feedforward, keys) + layers * (width + keys)


def neox(vocabulary, width, layers):
    return 2 * vocabulary * width + layers * (12 * width * width + 13 * width) + 2 * width


def gpt2(vocabulary, positions, width, layers):
    return (vocabulary + positions) * width + layers * (12 * width * width + 13 * width) + 2 * width


def falcon(vocabulary, width, layers, keys):
    attention = width * (width + 2 * keys) + width * width
    return vocabulary * width + layers * (attention + 8 * width * width + 4 * width) + 2 * width


def t5(vocabulary, width, layers, feedforward, inner, heads, buckets):  # noqa: PLR0917 - a configuration
    attention, feed = 4 * width * inner, 2 * width * feedforward
    encoder, decoder = attention + feed + 2 * width, 2 * attention + feed + 3 * width
    return vocabulary * width + layers * (encoder + decoder) + 2 * width + 2 * buckets * heads


def latent_experts(vocabulary, width, layers, heads, experts):
    query = width * 1536 + 1536 + 1536 * heads * (128 + 64)
    key_value = width * (512 + 64) + 512 + 512 * heads * (128 + 128)
    attention = query + key_value + heads * 128 * width
    routed = (experts + 1) * 3 * width * 2048 + experts * width
    feed = 3 * width * 18432 + (layers - 1) * routed
    return 2 * vocabulary * width + layers * (attention + 2 * width) + feed + width


COUNTED = {
    "llama-2-7b": llama(32000, 4096, 32, 11008, 4096),
    "llama-2-13b": llama(32000, 5120, 40, 13824, 5120),
    "llama-2-70b": llama(32000, 8192, 80, 28672, 1024),
    "pythia-6.9b": neox(50432, 4096, 32),
    "pythia-12b": neox(50688, 5120, 36),
    "gpt-neox-20b": neox(50432, 6144, 44),
    "gpt-2-xl": gpt2(50257, 1024, 1600, 48),
    "falcon-40b": falcon(65024, 8192, 60, 512),
    "t5-11b": t5(32128, 1024, 24, 65536, 16384, 128, 32),
    "kimi-k2": latent_experts(163840, 7168, 61, 64, 384),
    "olmo-3-32b": olmo3(100278, 5120, 64, 27648, 1024),
}
SHAPES = {
    "llama-2-70b": (80, 8192),
    "gpt-2-xl": (48, 1600),
    "falcon-40b": (60, 8192),
    "gpt-neox-20b": (44, 6144),
    "kimi-k2": (61, 7168),
}


@pytest.mark.parametrize("name", COUNTED)
def test_parameters_are_those_that_the_configuration_gives(name):
    assert catalog.row("run", name).cells["parameters"].value == COUNTED[name]


@pytest.mark.parametrize("name", SHAPES)
def test_layers_and_width_are_those_that_the_count_rests_on(name):
    cells = catalog.row("run", name).cells
    assert (cells["layers"].value, cells["width"].value) == SHAPES[name]


LAYERED = {
    "llama-3.1-405b": (126, 16384, 128),
    "gpt-3-175b": (96, 12288, 96),
    "deepseek-v3": (61, 7168, 128),
    "cerebras-gpt-13b": (40, 5120, 40),
    "olmo-3-32b": (64, 5120, 40),
    "mixtral-8x7b": (32, 4096, 32),
}


@pytest.mark.parametrize("name", LAYERED)
def test_layers_width_and_heads_of_language_models(name):
    cells = catalog.row("run", name).cells
    assert tuple(cells[field].value for field in ("layers", "width", "heads")) == LAYERED[name]


def test_shapes_agree_with_the_parameters_of_dense_models():
    """A layer has 9 to 19 squares of width: few keys and a feed-forward of 2.3 widths, or one of 5.4, both gated.

    LaMDA has 32: four matrices of two widths (128 heads of 128), and a gated feed-forward of 8 widths.
    """
    shaped = [row for row in catalog.rows("run") if {"layers", "width", "parameters"} <= row.cells.keys()]
    dense = [row for row in shaped if row.texts.get("architecture") == "dense"]
    assert len(dense) >= 45
    for row in dense:
        layers, width = row.cells["layers"].value, row.cells["width"].value
        largest = 2 * 262144 * width  # an embedding and a head of the largest vocabulary
        most = 32.0 if row.name == "lamda-137b" else 19.0
        low, high = 9.0 * layers * width**2, most * layers * width**2 + largest
        assert low <= row.cells["parameters"].value <= high, row.name


def test_heads_divide_the_width():
    for row in catalog.rows("run"):
        if "heads" in row.cells:
            assert row.cells["width"].value % row.cells["heads"].value == 0, row.name


def test_layers_name_the_source_that_has_them():
    for row in catalog.rows("run"):
        if "layers" in row.cells:
            assert "layers" in row.source or row.name.startswith("pythia"), row.name
