"""Decoders in the manner of GPT-2 and GPT-3: layer norms with biases, a feed-forward part of four widths, no gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.runs.huggingface.families.common import WIDER, depth, divided, output_head, stacked
from limits.runs.huggingface.keys import MOST_EXPERTS
from limits.training.architecture.architecture import Architecture
from limits.training.architecture.parts import (
    POSITIONS,
    Attention,
    Experts,
    FeedForward,
    Linear,
    Lookup,
    Vectors,
)

if TYPE_CHECKING:
    from limits.runs.huggingface.keys import Keys
    from limits.training.architecture.parts import Part

_FOUR = "four widths"


def _built(
    keys: Keys,
    before: tuple[Part, ...],
    layer: tuple[Part, ...],
    *,
    layers: int,
    attention: Attention,
    tied: bool,
    final: int,
    head_bias: bool = False,
) -> Architecture:
    """Put a model of equal layers together; `final` is the size of the last norm."""
    vocabulary = keys.whole("vocab_size")
    head = output_head(keys, attention.width, vocabulary, tied=tied, bias=head_bias)
    return Architecture(
        before=(Lookup(vocabulary, attention.width), *before),
        layers=stacked([(attention, *layer)] * layers),
        after=(Vectors(final), *head),
        width=attention.width,
        heads=attention.heads,
        vocabulary=vocabulary,
    )


def _attention(
    keys: Keys, width: int, heads: int, groups: int = 0, *, bias: bool = False, out_bias: bool = False
) -> Attention:
    size = divided(keys, "n_head", width, heads, "the width")
    return Attention(width, heads, groups or heads, size, size, bias=bias, out_bias=out_bias)


def gpt2(keys: Keys) -> Architecture:
    """GPT-2, and GPT BigCode, whose heads may share one key and value."""
    width, layers = keys.whole("n_embd", "hidden_size"), depth(keys, "n_layer", "num_hidden_layers")
    heads = keys.whole("n_head", "num_attention_heads")
    inner = keys.whole("n_inner", default=4 * width, why=_FOUR)
    keys.off("add_cross_attention")
    shared = keys.says("model_type") == "gpt_bigcode" and keys.flag("multi_query", default=True)
    keys.skip("num_key_value_heads")
    attention = _attention(keys, width, heads, 1 if shared else heads, bias=True, out_bias=True)
    positions = Lookup(keys.whole("n_positions", "max_position_embeddings"), width, POSITIONS)
    layer = (FeedForward(width, inner, gated=False, bias=True), Vectors(4 * width))
    return _built(keys, (positions,), layer, layers=layers, attention=attention, tied=True, final=2 * width)


def gpt1(keys: Keys) -> Architecture:
    """GPT of 2018: no norm after the last layer."""
    width, layers, heads = keys.whole("n_embd"), depth(keys, "n_layer"), keys.whole("n_head")
    keys.skip("afn", "n_special", "predict_special_tokens")
    attention = _attention(keys, width, heads, bias=True, out_bias=True)
    positions = Lookup(keys.whole("n_positions"), width, POSITIONS)
    layer = (FeedForward(width, 4 * width, gated=False, bias=True), Vectors(4 * width))
    return _built(keys, (positions,), layer, layers=layers, attention=attention, tied=True, final=0)


def xglm(keys: Keys) -> Architecture:
    """XGLM: positions are computed, not learned."""
    width, layers, heads = keys.whole("d_model"), depth(keys, "num_layers"), keys.whole("attention_heads")
    keys.off("add_cross_attention")
    attention = _attention(keys, width, heads, bias=True, out_bias=True)
    layer = (FeedForward(width, keys.whole("ffn_dim"), gated=False, bias=True), Vectors(4 * width))
    return _built(keys, (), layer, layers=layers, attention=attention, tied=True, final=2 * width)


def biogpt(keys: Keys) -> Architecture:
    """BioGPT: positions with an offset of two."""
    width, layers, heads = keys.whole("hidden_size"), depth(keys), keys.whole("num_attention_heads")
    attention = _attention(keys, width, heads, bias=True, out_bias=True)
    positions = Lookup(keys.whole("max_position_embeddings") + 2, width, POSITIONS)
    layer = (FeedForward(width, keys.whole("intermediate_size"), gated=False, bias=True), Vectors(4 * width))
    return _built(keys, (positions,), layer, layers=layers, attention=attention, tied=True, final=2 * width)


def gptj(keys: Keys) -> Architecture:
    """GPT-J and CodeGen: attention without biases, one norm for attention and feed-forward part, a biased head."""
    width, layers = keys.whole("n_embd", "hidden_size"), depth(keys, "n_layer", "num_hidden_layers")
    heads = keys.whole("n_head", "num_attention_heads")
    inner = keys.whole("n_inner", default=4 * width, why=_FOUR)
    keys.skip("n_positions")
    layer = (FeedForward(width, inner, gated=False, bias=True), Vectors(2 * width))
    attention = _attention(keys, width, heads)
    return _built(keys, (), layer, layers=layers, attention=attention, tied=False, final=2 * width, head_bias=True)


def gpt_neo(keys: Keys) -> Architecture:
    """GPT-Neo: only the projection out of attention has a bias."""
    width, layers = keys.whole("hidden_size"), depth(keys, "num_layers", "num_hidden_layers")
    heads = keys.whole("num_heads", "num_attention_heads")
    inner = keys.whole("intermediate_size", default=4 * width, why=_FOUR)
    keys.skip("attention_types", "attention_layers")  # which layers look back no further than a window
    positions = Lookup(keys.whole("max_position_embeddings"), width, POSITIONS)
    layer = (FeedForward(width, inner, gated=False, bias=True), Vectors(4 * width))
    attention = _attention(keys, width, heads, out_bias=True)
    return _built(keys, (positions,), layer, layers=layers, attention=attention, tied=True, final=2 * width)


def gpt_neox(keys: Keys) -> Architecture:
    """GPT-NeoX and Pythia."""
    width, layers, heads = keys.whole("hidden_size"), depth(keys), keys.whole("num_attention_heads")
    bias = keys.flag("attention_bias", default=True)
    keys.skip("use_parallel_residual", "is_decoder")
    layer = (FeedForward(width, keys.whole("intermediate_size"), gated=False, bias=True), Vectors(4 * width))
    attention = _attention(keys, width, heads, bias=bias, out_bias=bias)
    return _built(keys, (), layer, layers=layers, attention=attention, tied=False, final=2 * width)


def bloom(keys: Keys) -> Architecture:
    """BLOOM: a norm after the embedding."""
    width, layers = keys.whole("hidden_size", "n_embed"), depth(keys, "n_layer", "num_hidden_layers")
    heads = keys.whole("n_head", "num_attention_heads")
    keys.skip("apply_residual_connection_post_layernorm", "skip_bias_add", "skip_bias_add_qkv", "offset_alibi")
    keys.skip("slow_but_exact", "unk_token_id", "bias_dropout_fusion", "masked_softmax_fusion")
    layer = (FeedForward(width, 4 * width, gated=False, bias=True), Vectors(4 * width))
    attention = _attention(keys, width, heads, bias=True, out_bias=True)
    before = (Vectors(2 * width),)
    return _built(keys, before, layer, layers=layers, attention=attention, tied=True, final=2 * width)


def falcon(keys: Keys) -> Architecture:
    """Falcon in its three architectures: heads apart, one key for all, or groups."""
    width = keys.whole("hidden_size")
    layers = depth(keys, "num_hidden_layers", "n_layer")
    heads = keys.whole("num_attention_heads", "n_head")
    grouped = keys.flag("new_decoder_architecture", default=False)
    parallel, bias = keys.flag("parallel_attn", default=True), keys.flag("bias", default=False)
    one = keys.flag("multi_query", default=True)
    groups = keys.whole("num_kv_heads", "n_head_kv", default=heads, why="as many as heads", most=heads)
    own_norms = keys.whole("num_ln_in_parallel_attn", default=2 if grouped else 1, most=2)
    norms = own_norms if parallel else 2
    inner = keys.whole("ffn_hidden_size", default=4 * width, why=_FOUR)
    attention = _attention(keys, width, heads, groups if grouped else 1 if one else heads, bias=bias, out_bias=bias)
    keys.skip("alibi", "apply_residual_connection_post_layernorm")
    layer = (FeedForward(width, inner, gated=False, bias=bias), Vectors(2 * norms * width))
    return _built(keys, (), layer, layers=layers, attention=attention, tied=True, final=2 * width)


def opt(keys: Keys) -> Architecture:
    """OPT: positions with an offset of two, and an embedding that may be narrower than the model."""
    width, layers, heads = keys.whole("hidden_size"), depth(keys), keys.whole("num_attention_heads")
    narrow = keys.whole("word_embed_proj_dim", default=width, why="as wide as the model")
    vocabulary, bias = keys.whole("vocab_size"), keys.flag("enable_bias", default=True)
    norm = 2 * width * keys.flag("layer_norm_elementwise_affine", default=True)
    final = keys.flag("do_layer_norm_before", default=True) and not keys.flag("_remove_final_layer_norm", default=False)
    attention = _attention(keys, width, heads, bias=bias, out_bias=bias)
    feed = FeedForward(width, keys.whole("ffn_dim"), gated=False, bias=bias)
    to_width = (Linear(narrow, width, WIDER),) if narrow != width else ()
    back = (Linear(width, narrow, WIDER),) if narrow != width else ()
    positions = Lookup(keys.whole("max_position_embeddings") + 2, width, POSITIONS)
    return Architecture(
        before=(Lookup(vocabulary, narrow), positions, *to_width),
        layers=stacked([(attention, feed, Vectors(2 * norm))] * layers),
        after=(Vectors(norm * final), *back, *output_head(keys, narrow, vocabulary, tied=True)),
        width=width,
        heads=heads,
        vocabulary=vocabulary,
    )


def mpt(keys: Keys) -> Architecture:
    """MPT: no biases at all, positions by linear biases."""
    width, layers, heads = keys.whole("d_model"), depth(keys, "n_layers"), keys.whole("n_heads")
    own = keys.within("attn_config")
    own.skip("attn_type", "prefix_lm", "attn_uses_sequence_id", "alibi_bias_max", "softmax_scale")
    own.off("qk_ln")
    if not own.flag("alibi", default=True):
        own.refuse("alibi", False, "true: positions that are learned are not understood here")
    groups = own.whole("kv_n_heads", default=heads, why="as many as n_heads", most=heads)
    own.finish()
    if not keys.flag("no_bias", default=True):
        keys.refuse("no_bias", False, "true: which biases there are is not understood here")
    if keys.says("embedding_fraction") not in (None, 1, 1.0):
        keys.refuse("embedding_fraction", keys.says("embedding_fraction"), "1, which changes nothing")
    keys.skip(
        "embedding_fraction",
        "learned_pos_emb",
        "emb_prob_drop",
        "logit_scale",
        "norm_type",
        "verbose",
        "init_config",
        "init_device",
    )
    ratio = keys.whole("expansion_ratio", default=4, most=1000)
    attention = _attention(keys, width, heads, groups)
    layer = (FeedForward(width, ratio * width, gated=False), Vectors(2 * width))
    return _built(keys, (), layer, layers=layers, attention=attention, tied=True, final=width)


def dbrx(keys: Keys) -> Architecture:
    """DBRX: a mixture of experts with keys of its own."""
    width, layers, heads = keys.whole("d_model"), depth(keys, "n_layers"), keys.whole("n_heads")
    own, feed = keys.within("attn_config"), keys.within("ffn_config")
    groups = own.whole("kv_n_heads", most=heads)
    routed = feed.whole("moe_num_experts", most=MOST_EXPERTS)
    each = FeedForward(width, feed.whole("ffn_hidden_size"), gated=True)
    experts = Experts(each, routed, feed.whole("moe_top_k", most=routed))
    feed.skip("hidden_size", "ffn_act_fn", "moe_normalize_expert_weights", "uniform_expert_assignment", "ffn_act_type")
    for inner in (own, feed):
        inner.finish()
    keys.skip("num_key_value_heads")  # of attn_config
    attention = _attention(keys, width, heads, groups)
    layer = (experts, Vectors(2 * width))
    return _built(keys, (), layer, layers=layers, attention=attention, tied=False, final=width)


BUILDERS = {
    "gpt2": gpt2,
    "gpt_bigcode": gpt2,
    "openai-gpt": gpt1,
    "xglm": xglm,
    "biogpt": biogpt,
    "gptj": gptj,
    "codegen": gptj,
    "gpt_neo": gpt_neo,
    "gpt_neox": gpt_neox,
    "bloom": bloom,
    "falcon": falcon,
    "opt": opt,
    "mpt": mpt,
    "dbrx": dbrx,
}
