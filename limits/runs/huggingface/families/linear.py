"""Models with linear attention, recurrences or short convolutions in some layers: counted, but for their FLOP."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle, islice
from typing import TYPE_CHECKING

from limits.runs.huggingface.families import mixtures
from limits.runs.huggingface.families.common import depth, divided, kinds_of_layers, stated_kinds
from limits.runs.huggingface.families.decoders import Traits, grouped, head_size
from limits.runs.huggingface.families.hybrids import built
from limits.runs.huggingface.families.latent import latent
from limits.training.architecture.parts import Attention, Experts, FeedForward, Vectors
from limits.training.architecture.states import GatedDelta, KimiDelta, Lightning, Recurrence, ShortConvolution

if TYPE_CHECKING:
    from limits.runs.huggingface.keys import Keys
    from limits.training.architecture.architecture import Architecture
    from limits.training.architecture.parts import Part

_KINDS, _EITHER = ("linear_attention", "full_attention"), "linear or full attention"
_CONVOLUTION = "the FLOP of its short convolutions are no matrix products, and are not counted"


def qwen3_next(keys: Keys) -> Architecture:
    """Qwen3-Next: a gated delta rule in three layers of four, gated attention in the fourth, experts in all."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    return _qwen(keys, width, mixtures.qwen2(keys, width, layers))


def qwen3_5_moe(keys: Keys) -> Architecture:
    """As Qwen3-Next, but that no layer is dense."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    each = FeedForward(width, keys.whole("moe_intermediate_size"), gated=True)
    shared = FeedForward(width, keys.whole("shared_expert_intermediate_size"), gated=True)
    experts = Experts(each, *mixtures.taken_of(keys), shared=shared, shared_gate=True)
    return _qwen(keys, width, [(experts,)] * layers)


def qwen3_5(keys: Keys) -> Architecture:
    """As Qwen3-Next, without experts."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    feed = FeedForward(width, keys.whole("intermediate_size"), gated=True)
    return _qwen(keys, width, [(feed,)] * layers)


def _qwen(keys: Keys, width: int, feeds: list[tuple[Part, ...]]) -> Architecture:
    plain = grouped(keys, Traits(groups=None, head=256, normed=True), width)
    attention = replace(plain, gates=plain.heads * plain.value)
    if not keys.flag("attn_output_gate", default=True):
        keys.refuse("attn_output_gate", False, "true: the classes of this type always have the gate")
    kinds = kinds_of_layers(keys, len(feeds), _KINDS)
    every = keys.whole("full_attention_interval", default=4)
    kinds = kinds or [_KINDS[not (at + 1) % every] for at in range(len(feeds))]
    keys.skip("mamba_ssm_dtype", "partial_rotary_factor")
    keys.off("mtp_use_dedicated_embeddings")
    scan = _gated_delta(keys, width)
    mixers = _by_kind(scan, attention)
    made = [_layer(width, mixers[kind], feed) for kind, feed in zip(kinds, feeds, strict=True)]
    further = mixtures.further(
        keys, width, keys.whole("vocab_size"), _layer(width, attention, feeds[-1]), name="mtp_num_hidden_layers", most=1
    )
    return built(keys, width, made, tied=False, heads=attention.heads, further=further)


def _by_kind(scan: Part, attention: Part) -> dict[str, Part]:
    return {_KINDS[0]: scan, _KINDS[1]: attention}


def _layer(width: int, attention: Part, feed: tuple[Part, ...]) -> tuple[Part, ...]:
    return (attention, *feed, Vectors(2 * width))


def _gated_delta(keys: Keys, width: int) -> GatedDelta:
    return GatedDelta(
        width,
        keys.whole("linear_num_key_heads"),
        keys.whole("linear_key_head_dim"),
        keys.whole("linear_num_value_heads"),
        keys.whole("linear_value_head_dim"),
        keys.whole("linear_conv_kernel_dim"),
    )


def olmo(keys: Keys) -> Architecture:
    """OLMo Hybrid: a gated delta rule in three layers of four."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    attention = grouped(keys, Traits(normed=True, normed_over="all"), width)
    kinds = stated_kinds(keys, layers, _KINDS, _EITHER)
    scan = _gated_delta(keys, width)
    keys.skip("linear_allow_neg_eigval", "linear_a_log_min", "linear_a_log_max", "linear_dt_min", "linear_dt_max")
    keys.skip("linear_dt_init_floor", "linear_use_gate")
    feed = (FeedForward(width, keys.whole("intermediate_size"), gated=True),)
    mixers = _by_kind(scan, attention)
    made = [_layer(width, mixers[kind], feed) for kind in kinds]
    return built(keys, width, made, tied=False, heads=attention.heads)


def kimi(keys: Keys) -> Architecture:
    """Kimi Linear: a delta rule in three layers of four, latent attention without positions in the fourth."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    attention = latent(keys, width)
    keys.off("q_lora_rank", "null: its queries have no latent")
    scan, full = _kimi_layers(keys, width, layers)
    keys.skip(
        "num_key_value_heads",
        "head_dim",
        "qk_head_dim",
        "moe_renormalize",
        "moe_router_activation_func",
        "mla_use_nope",
    )
    keys.skip("use_grouped_topk", "num_expert_group")
    keys.off("num_nextn_predict_layers")
    feeds = mixtures.deepseek(keys, width, layers)
    made = [_layer(width, attention if at in full else scan, feed) for at, feed in enumerate(feeds, start=1)]
    return built(keys, width, made, tied=False, heads=attention.heads)


def _kimi_layers(keys: Keys, width: int, layers: int) -> tuple[KimiDelta, set[int]]:
    """Return the delta rule, and which layers, from 1, have full attention: as published, or as transformers writes."""
    if keys.says("linear_attn_config") is None:
        kinds = stated_kinds(keys, layers, _KINDS, _EITHER)
        sizes = (keys.whole(f"linear_{name}") for name in ("num_heads", "head_dim", "conv_kernel_dim"))
        return KimiDelta(width, *sizes), {at for at, kind in enumerate(kinds, start=1) if kind == _KINDS[1]}
    own = keys.within("linear_attn_config")
    scan = KimiDelta(width, own.whole("num_heads"), own.whole("head_dim"), own.whole("short_conv_kernel_size"))
    full, linear = own.listed("full_attn_layers", int) or [], own.listed("kda_layers", int) or []
    own.finish()
    if sorted([*full, *linear]) != list(range(1, layers + 1)):
        own.refuse("full_attn_layers", full or None, f"with kda_layers, each of the layers 1 to {layers} once")
    keys.skip("layer_types", "linear_num_heads", "linear_head_dim", "linear_conv_kernel_dim")
    return scan, set(full)


def minimax(keys: Keys) -> Architecture:
    """MiniMax-01: lightning attention in some layers, experts in all."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    attention = grouped(keys, Traits(qkv=False, out=False, groups=None), width)
    kinds = stated_kinds(keys, layers, _KINDS, _EITHER)
    keys.skip("block_size", *(f"{part}_{kind}_factor" for part in _SUMS for kind in ("alpha", "beta")))
    scan = Lightning(width, attention.heads, attention.key)
    feeds = mixtures.mixtral(keys, width, layers)
    mixers = _by_kind(scan, attention)
    made = [_layer(width, mixers[kind], feeds[0]) for kind in kinds]
    return built(keys, width, made, tied=False, heads=attention.heads)


_SUMS = ("full_attn", "linear_attn", "mlp")


def recurrent_gemma(keys: Keys) -> Architecture:
    """RecurrentGemma: recurrences and attention over a window in a pattern; its feed-forward width is of two halves."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    heads = keys.whole("num_attention_heads")
    groups = keys.whole("num_key_value_heads", default=heads, why="as many as num_attention_heads", most=heads)
    size = head_size(keys, 0, width, heads)
    bias = keys.flag("attention_bias", default=False)
    attention = Attention(width, heads, groups, size, size, bias=bias, out_bias=True)
    inner = keys.whole("lru_width", default=width, why="as wide as the model")
    divided(keys, "lru_width", inner, heads, "it")
    scan = Recurrence(width, inner, heads, keys.whole("conv1d_width", default=4))
    pattern = keys.listed("block_types", str) or keys.listed("_block_types", str) or []
    if not pattern or set(pattern) - {"recurrent", "attention"}:
        keys.refuse("block_types", pattern or None, "a pattern of recurrent and attention")
        pattern = ["recurrent"]
    keys.skip("final_w_init_variance_scale", "w_init_variance_scale", "embeddings_scale_by_sqrt_dim")
    half = divided(keys, "intermediate_size", keys.whole("intermediate_size"), 2, "it")
    feed = (FeedForward(width, half, gated=True, bias=True),)
    made = [_layer(width, attention if kind == "attention" else scan, feed) for kind in islice(cycle(pattern), layers)]
    return built(keys, width, made, tied=True, heads=heads)


def lfm2(keys: Keys) -> Architecture:
    """LFM2: gated short convolutions, with attention in some layers; its feed-forward width may be rounded up."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    inner = keys.whole("block_ff_dim", "intermediate_size")
    many = keys.whole("block_multiple_of", default=256)
    if keys.flag("block_auto_adjust_ff_dim", default=True):
        times = keys.says("block_ffn_dim_multiplier")
        if isinstance(times, bool) or not isinstance(times, int | float) or not 0 < times < MOST_TIMES:
            keys.refuse("block_ffn_dim_multiplier", times, f"a number above 0 and below {MOST_TIMES}")
            times = 1
        inner = -(-int(times * (2 * inner // 3)) // many) * many
    keys.skip(
        "block_ffn_dim_multiplier", "block_dim", "block_use_swiglu", "block_use_xavier_init", "block_mlp_init_scale"
    )
    keys.skip("block_out_init_scale", "conv_dim", "conv_dim_out", "conv_use_xavier_init", "num_heads", "use_pos_enc")
    return _convolutions(keys, width, [(FeedForward(width, inner, gated=True),)] * layers)


MOST_TIMES = 1000


def lfm2_moe(keys: Keys) -> Architecture:
    """LFM2 with experts in all but the first layers."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    return _convolutions(keys, width, mixtures.deepseek(keys, width, layers, shared=0))


def _convolutions(keys: Keys, width: int, feeds: list[tuple[Part, ...]]) -> Architecture:
    attention = grouped(keys, Traits(qkv=False, out=False, groups=None, normed=True), width)
    scan = ShortConvolution(width, keys.whole("conv_L_cache"), bias=keys.flag("conv_bias", default=False))
    kinds = kinds_of_layers(keys, len(feeds), ("conv", "full_attention"))
    listed = keys.listed("full_attn_idxs", int)
    if kinds is None and listed is not None:
        here = set(listed)
        kinds = ["full_attention" if at in here else "conv" for at in range(len(feeds))]
    if kinds is None:
        keys.refuse("layer_types", keys.says("layer_types"), "the kind of each layer, conv or full_attention")
        kinds = ["conv"] * len(feeds)
    tied = keys.flag("tie_embedding", "tie_word_embeddings", default=True)
    made = [
        _layer(width, attention if kind == "full_attention" else scan, feed)
        for kind, feed in zip(kinds, feeds, strict=True)
    ]
    return built(keys, width, made, tied=tied, heads=attention.heads, uncounted=_CONVOLUTION)


BUILDERS = {
    "qwen3_next": qwen3_next,
    "qwen3_5_text": qwen3_5,
    "qwen3_5_moe_text": qwen3_5_moe,
    "olmo_hybrid": olmo,
    "kimi_linear": kimi,
    "minimax": minimax,
    "recurrent_gemma": recurrent_gemma,
    "lfm2": lfm2,
    "lfm2_moe": lfm2_moe,
}
