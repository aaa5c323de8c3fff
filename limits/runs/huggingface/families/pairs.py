"""Encoders with decoders: T5, BART and its like, Whisper.

Their tokens take different ways, so FLOP are not counted for a token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.runs.huggingface.families.common import class_of, depth, divided, output_head, stacked
from limits.runs.huggingface.keys import MOST_LAYERS
from limits.training.architecture.architecture import Architecture
from limits.training.architecture.parts import CROSS, POSITIONS, Attention, FeedForward, Linear, Lookup, Vectors

if TYPE_CHECKING:
    from limits.runs.huggingface.keys import Keys

_TWO_WAYS = "tokens of the encoder and of the decoder pass different layers, and no number of each is stated"


def _both(keys: Keys) -> None:
    """Refuse a class that is only one half of a model of two."""
    if class_of(keys) not in {"", "ForConditionalGeneration", "MTModel", "Model"}:
        keys.refuse("architectures", keys.says("architectures"), "a class of encoder and decoder together")


def t5(keys: Keys) -> Architecture:
    """T5 and its like: no biases but those of relative positions, in the first layer of each side or in all."""
    _both(keys)
    width, heads, size = keys.whole("d_model"), keys.whole("num_heads"), keys.whole("d_kv")
    layers = depth(keys, "num_layers")
    decoder = keys.whole("num_decoder_layers", default=layers, why="as many as num_layers", most=MOST_LAYERS)
    vocabulary, inner = keys.whole("vocab_size"), keys.whole("d_ff")
    projection = keys.text("feed_forward_proj", "relu" if keys.says("model_type") == "t5" else "gated-gelu")
    buckets = keys.whole("relative_attention_num_buckets", default=32)
    keys.skip("relative_attention_max_distance", "is_gated_act", "dense_act_fn", "n_positions", "is_decoder")
    keys.skip("scale_decoder_outputs")
    gated = projection.startswith("gated")
    if keys.says("is_gated_act") not in (None, gated):
        wanted = f"{str(gated).lower()}, as feed_forward_proj = {projection} says"
        keys.refuse("is_gated_act", keys.says("is_gated_act"), wanted)
    everywhere = keys.says("model_type") == "umt5"
    own = Attention(width, heads, heads, size, size, extra=buckets * heads * everywhere)
    cross = Attention(width, heads, heads, size, size, shown=CROSS)
    feed = FeedForward(width, inner, gated=gated)
    biases = 0 if everywhere else 2 * buckets * heads
    return Architecture(
        before=(Lookup(vocabulary, width),),
        layers=(
            *stacked([(own, feed, Vectors(2 * width))] * layers),
            *stacked([(own, cross, feed, Vectors(3 * width))] * decoder),
        ),
        after=(
            Vectors(biases, POSITIONS),
            Vectors(2 * width),
            *output_head(keys, width, vocabulary, tied=True),
        ),
        width=width,
        heads=heads,
        vocabulary=vocabulary,
        uncounted=_TWO_WAYS,
    )


def bart(keys: Keys) -> Architecture:
    """BART, mBART, Pegasus and Marian, which differ in positions and in norms around their layers."""
    _both(keys)
    learned, first, last = _AROUND[str(keys.says("model_type"))]
    width, vocabulary = keys.whole("d_model"), keys.whole("vocab_size")
    encoder, heads, feed, attention = _side(keys, "encoder", width, bias=True)
    decoder, _, after, own = _side(keys, "decoder", width, bias=True)
    cross = Attention(width, own.heads, own.groups, own.key, own.value, bias=True, out_bias=True, shown=CROSS)
    keys.skip(
        "num_hidden_layers", "scale_embedding", "normalize_before", "normalize_embedding", "static_position_embeddings"
    )
    keys.skip("add_final_layer_norm", "add_bias_logits", "gradient_checkpointing", "force_bos_token_to_be_generated")
    keys.skip("decoder_vocab_size", "extra_pos_embeddings", "num_heads", "is_decoder")
    if keys.says("share_encoder_decoder_embeddings") is False:
        keys.refuse("share_encoder_decoder_embeddings", False, "true: two vocabularies are not understood here")
    keys.skip("share_encoder_decoder_embeddings")
    positions = 2 * (keys.whole("max_position_embeddings") + _OFFSET) * learned
    return Architecture(
        before=(Lookup(vocabulary, width), Lookup(positions, width, POSITIONS), Vectors(4 * width * first)),
        layers=(
            *stacked([(attention, feed, Vectors(4 * width))] * encoder),
            *stacked([(own, cross, after, Vectors(6 * width))] * decoder),
        ),
        after=(Vectors(4 * width * last), *output_head(keys, width, vocabulary, tied=True)),
        width=width,
        heads=heads,
        vocabulary=vocabulary,
        uncounted=_TWO_WAYS,
    )


_OFFSET = 2  # rows of the table of positions that stand before the first
_AROUND = {
    "bart": (True, True, False),
    "mbart": (True, True, True),
    "pegasus": (False, False, True),
    "marian": (False, False, False),
}
"""Whether positions are learned, and whether a norm stands after the embedding, and after the last layer."""


def _side(keys: Keys, name: str, width: int, *, bias: bool) -> tuple[int, int, FeedForward, Attention]:
    """Return layers, heads, feed-forward part and attention of the encoder or the decoder."""
    heads = keys.whole(f"{name}_attention_heads")
    size = divided(keys, f"{name}_attention_heads", width, heads, "d_model")
    extra = 0 if bias else 2 * width  # of query and value
    attention = Attention(width, heads, heads, size, size, bias=bias, out_bias=True, extra=extra)
    feed = FeedForward(width, keys.whole(f"{name}_ffn_dim"), gated=False, bias=True)
    return depth(keys, f"{name}_layers"), heads, feed, attention


def whisper(keys: Keys) -> Architecture:
    """Whisper: convolutions over the spectrum, keys without biases."""
    _both(keys)
    width, vocabulary, mels = keys.whole("d_model"), keys.whole("vocab_size"), keys.whole("num_mel_bins")

    encoder, heads, feed, attention = _side(keys, "encoder", width, bias=False)
    decoder, _, after, own = _side(keys, "decoder", width, bias=False)
    cross = Attention(width, own.heads, own.groups, own.key, own.value, out_bias=True, extra=2 * width, shown=CROSS)
    keys.skip("num_hidden_layers", "median_filter_width", "classifier_proj_size", "use_weighted_layer_sum")
    sources, targets = keys.whole("max_source_positions"), keys.whole("max_target_positions")
    convolutions = (
        Linear(3 * mels, width, "convolutions", bias=True),
        Linear(3 * width, width, "convolutions", bias=True),
    )
    return Architecture(
        before=(Lookup(vocabulary, width), *convolutions, Lookup(sources + targets, width, POSITIONS)),
        layers=(
            *stacked([(attention, feed, Vectors(4 * width))] * encoder),
            *stacked([(own, cross, after, Vectors(6 * width))] * decoder),
        ),
        after=(Vectors(4 * width), *output_head(keys, width, vocabulary, tied=True)),
        width=width,
        heads=heads,
        vocabulary=vocabulary,
        uncounted=_TWO_WAYS,
    )


BUILDERS = {
    "t5": t5,
    "mt5": t5,
    "umt5": t5,
    "bart": bart,
    "mbart": bart,
    "pegasus": bart,
    "marian": bart,
    "whisper": whisper,
}
