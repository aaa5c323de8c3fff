"""Encoders after BERT: with narrow embeddings, shared layers, relative positions, or gates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.runs.huggingface.families.common import WIDER, class_of, depth, divided, stacked
from limits.runs.huggingface.families.encoders import BELOW, CLASSES, POOLER, filling_in, layer_of
from limits.training.architecture.architecture import Architecture, Layer
from limits.training.architecture.parts import (
    EMBEDDING,
    HEAD,
    POSITIONS,
    Again,
    Attention,
    FeedForward,
    Linear,
    Lookup,
    Vectors,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.runs.huggingface.keys import Keys
    from limits.training.architecture.parts import Part

_RELATIVE = "its keys and queries meet positions too, in products that are not counted"


def _plain(keys: Keys) -> tuple[int, int, int, tuple[Part, ...]]:
    """Return width, heads, vocabulary and a layer of an encoder whose keys are those of BERT."""
    width, heads = keys.whole("hidden_size"), keys.whole("num_attention_heads")
    keys.off("add_cross_attention")
    keys.text("position_embedding_type", "absolute", ("absolute",))
    keys.skip("is_decoder", "cross_attention_hidden_size", "classifier_dropout")
    size = divided(keys, "num_attention_heads", width, heads, "hidden_size")
    layer = layer_of(width, heads, size, keys.whole("intermediate_size"))
    return width, heads, keys.whole("vocab_size"), layer


def _kind(keys: Keys, *known: str) -> str:
    """Return the kind of the class that `architectures` names; the bare encoder where it names none."""
    stated = class_of(keys)
    if stated and stated not in known:
        keys.refuse("architectures", stated, f"a class that ends in {', '.join(known)}")
    if not stated:
        keys.assumed["architectures"] = "class Model"
    return stated or "Model"


def _masked(keys: Keys, width: int, narrow: int, vocabulary: int) -> tuple[Part, ...]:
    """Return the head that fills in tokens: a projection, a norm, and the embedding with a bias."""
    return filling_in(width, narrow, vocabulary, tied=keys.flag("tie_word_embeddings", default=True))


def _encoder(
    before: Sequence[Part],
    layers: Sequence[tuple[Part, ...]],
    after: Sequence[Part],
    *,
    width: int,
    heads: int,
    vocabulary: int,
    uncounted: str = "",
) -> Architecture:
    return Architecture(
        before=tuple(before),
        layers=stacked(layers),
        after=tuple(after),
        width=width,
        heads=heads,
        vocabulary=vocabulary,
        causal=False,
        uncounted=uncounted,
    )


def _narrow(keys: Keys, vocabulary: int) -> tuple[int, list[Part]]:
    """Return the width of the embedding, and the embedding with positions and kinds of tokens."""
    narrow = keys.whole("embedding_size")
    rows = keys.whole("max_position_embeddings") + keys.whole("type_vocab_size", least=0)
    before: list[Part] = [Lookup(vocabulary, narrow, EMBEDDING), Lookup(rows, narrow, POSITIONS), Vectors(2 * narrow)]
    return narrow, before


def electra(keys: Keys) -> Architecture:
    """ELECTRA: the discriminator (`ForPreTraining`), the generator (`ForMaskedLM`), or neither head."""
    width, heads, vocabulary, layer = _plain(keys)
    narrow, before = _narrow(keys, vocabulary)
    if narrow != width:
        before.append(Linear(narrow, width, WIDER, bias=True))
    after: tuple[Part, ...] = ()
    kind = _kind(keys, "Model", "ForMaskedLM", "ForPreTraining")
    if kind == "ForPreTraining":
        after = (Linear(width, width, BELOW, bias=True), Linear(width, 1, CLASSES, bias=True))
    if kind == "ForMaskedLM":
        after = _masked(keys, width, narrow, vocabulary)
    keys.skip("tie_word_embeddings")
    return _encoder(before, [layer] * depth(keys), after, width=width, heads=heads, vocabulary=vocabulary)


def albert(keys: Keys) -> Architecture:
    """ALBERT: groups of layers share their parameters; every layer costs its FLOP all the same."""
    width, heads, vocabulary, layer = _plain(keys)
    narrow, before = _narrow(keys, vocabulary)
    before.append(Linear(narrow, width, WIDER, bias=True))
    layers = depth(keys)
    groups = keys.whole("num_hidden_groups", default=1, most=layers)
    inner = keys.whole("inner_group_num", default=1, most=100)
    keys.skip("net_structure_type", "gap_size", "num_memory_blocks", "down_scale_factor")
    keys.off("layers_to_keep")
    after: list[Part] = []
    kind = _kind(keys, "Model", "ForMaskedLM", "ForPreTraining")
    if kind != "ForMaskedLM":
        after.append(Linear(width, width, POOLER, bias=True))
    if kind != "Model":
        after += _masked(keys, width, narrow, vocabulary)
    if kind == "ForPreTraining":
        after.append(Linear(width, 2, CLASSES, bias=True))  # whether two sentences stand in their order
    keys.skip("tie_word_embeddings")
    once, more = layer * inner, (Again(layer * inner),)
    return Architecture(
        before=tuple(before),
        layers=(Layer(once, groups), *((Layer(more, layers - groups),) if layers > groups else ())),
        after=tuple(after),
        width=width,
        heads=heads,
        vocabulary=vocabulary,
        causal=False,
    )


def mpnet(keys: Keys) -> Architecture:
    """MPNet: positions learned and relative, the latter shared by all layers."""
    width, heads, vocabulary, layer = _plain(keys)
    rows = keys.whole("max_position_embeddings")
    relative = keys.whole("relative_attention_num_buckets", default=32) * heads
    kind = _kind(keys, "Model", "ForMaskedLM")
    after = (Linear(width, width, POOLER, bias=True),) if kind == "Model" else _masked(keys, width, width, vocabulary)
    keys.skip("tie_word_embeddings")
    before = (
        Lookup(vocabulary, width),
        Lookup(rows, width, POSITIONS),
        Vectors(relative, POSITIONS),
        Vectors(2 * width),
    )
    return _encoder(before, [layer] * depth(keys), after, width=width, heads=heads, vocabulary=vocabulary)


def deberta(keys: Keys) -> Architecture:
    """DeBERTa v2 and v3, whose positions are relative and pass the projections of the tokens."""
    width, heads, vocabulary, layer = _plain(keys)
    if not keys.flag("relative_attention", default=False):
        keys.refuse("relative_attention", False, "true: models without it are not understood here")
    if not keys.flag("share_att_key", default=False):
        keys.refuse("share_att_key", False, "true: what projects positions otherwise is not understood here")
    keys.off("conv_kernel_size", "0: its convolution is not understood here")
    keys.skip("pos_att_type", "legacy", "pooler_hidden_size", "pooler_hidden_act", "conv_act", "attention_head_size")
    reach = keys.whole("max_relative_positions", default=-1, least=-1)
    rows = keys.whole("max_position_embeddings")
    buckets = keys.whole("position_buckets", default=-1, least=-1)
    span = buckets if buckets > 0 else reach if reach > 0 else rows
    norm = keys.text("norm_rel_ebd", "none", ("none", "layer_norm"))
    learned = rows * keys.flag("position_biased_input", default=True) + keys.whole("type_vocab_size", least=0)
    before = (
        Lookup(vocabulary, width),
        Lookup(learned + 2 * span, width, POSITIONS),
        Vectors(2 * width * (1 + (norm == "layer_norm"))),
    )
    kind = _kind(keys, "Model", "ForMaskedLM")
    after = _masked(keys, width, width, vocabulary) if kind == "ForMaskedLM" else ()
    keys.skip("tie_word_embeddings")
    layers = [layer] * depth(keys)
    return _encoder(before, layers, after, width=width, heads=heads, vocabulary=vocabulary, uncounted=_RELATIVE)


def modernbert(keys: Keys) -> Architecture:
    """ModernBERT: gates, rotary positions, and no norm before the first attention."""
    width, heads, layers = keys.whole("hidden_size"), keys.whole("num_attention_heads"), depth(keys)
    vocabulary, inner = keys.whole("vocab_size"), keys.whole("intermediate_size")
    size = divided(keys, "num_attention_heads", width, heads, "hidden_size")
    bias, feed_bias = keys.flag("attention_bias", default=False), keys.flag("mlp_bias", default=False)
    norm = width * (1 + keys.flag("norm_bias", default=False))
    attention = Attention(width, heads, heads, size, size, bias=bias, out_bias=bias)
    feed = FeedForward(width, inner, gated=True, bias=feed_bias)
    keys.skip("global_attn_every_n_layers", "local_attention", "layer_types", "classifier_pooling", "sparse_prediction")
    keys.skip("sparse_pred_ignore_index", "deterministic_flash_attn", "reference_compile", "repad_logits_with_grad")
    keys.skip(
        "classifier_activation", "embedding_dropout", "local_rope_theta", "global_rope_theta", "classifier_dropout"
    )
    biased, head_bias = keys.flag("classifier_bias", default=False), keys.flag("decoder_bias", default=True)
    after: tuple[Part, ...] = (Vectors(norm),)
    tied = keys.flag("tie_word_embeddings", default=True)
    if _kind(keys, "Model", "ForMaskedLM") == "ForMaskedLM":
        head = Linear(width, vocabulary, HEAD, bias=head_bias, tied=tied)
        after = (Vectors(norm), Linear(width, width, BELOW, bias=biased), Vectors(norm), head)
    made = [(attention, feed, Vectors(norm * (1 + (at > 0)))) for at in range(layers)]
    before = (Lookup(vocabulary, width), Vectors(norm))
    return _encoder(before, made, after, width=width, heads=heads, vocabulary=vocabulary)


def distilbert(keys: Keys) -> Architecture:
    """DistilBERT, with keys of its own."""
    width, heads, layers = keys.whole("dim"), keys.whole("n_heads"), depth(keys, "n_layers")
    vocabulary, inner, rows = keys.whole("vocab_size"), keys.whole("hidden_dim"), keys.whole("max_position_embeddings")
    size = divided(keys, "n_heads", width, heads, "dim")
    keys.skip("sinusoidal_pos_embds", "tie_weights_")
    kind = _kind(keys, "Model", "ForMaskedLM")
    after = _masked(keys, width, width, vocabulary) if kind == "ForMaskedLM" else ()
    keys.skip("tie_word_embeddings")
    before = (Lookup(vocabulary, width), Lookup(rows, width, POSITIONS), Vectors(2 * width))
    made = [layer_of(width, heads, size, inner)] * layers
    return _encoder(before, made, after, width=width, heads=heads, vocabulary=vocabulary)


BUILDERS = {
    "electra": electra,
    "albert": albert,
    "mpnet": mpnet,
    "deberta-v2": deberta,
    "modernbert": modernbert,
    "distilbert": distilbert,
}
