"""Decoders with latent attention, in the manner of DeepSeek-V2: with experts, sparse attention, or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.runs.huggingface.families import mixtures
from limits.runs.huggingface.families.common import depth, kinds_of_layers, output_head, stacked
from limits.runs.huggingface.keys import MOST_EXPERTS
from limits.training.architecture.architecture import Architecture
from limits.training.architecture.parts import (
    ATTENTION,
    ROUTER,
    Experts,
    FeedForward,
    LatentAttention,
    Linear,
    Lookup,
    Vectors,
)

if TYPE_CHECKING:
    from limits.runs.huggingface.keys import Keys
    from limits.training.architecture.parts import Part

_SPARSE = "which tokens its sparse attention reads is chosen by an indexer, and the FLOP of that are not counted"


def experts(keys: Keys) -> Architecture:
    """DeepSeek-V3, Kimi K2 and GLM 4.7 Flash: how many of the first layers are dense must be stated."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    return _built(keys, width, mixtures.deepseek(keys, width, layers))


def deepseek2(keys: Keys) -> Architecture:
    """DeepSeek-V2: no layer is dense unless that is stated."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    return _built(keys, width, mixtures.deepseek2(keys, width, layers))


def sparse(keys: Keys) -> Architecture:
    """DeepSeek-V3.2 and GLM-5: beside each attention an indexer, which chooses the tokens that are read."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    kinds_of_layers(keys, layers, ("indexed_attention",))
    owners = keys.listed("indexer_types", str) or []
    if set(owners) - {"full"}:
        keys.refuse(
            "indexer_types", ", ".join(sorted(set(owners))), "full: indexers that layers share are not known here"
        )
    return _built(keys, width, mixtures.deepseek(keys, width, layers), _indexer(keys, width), _SPARSE)


def dense(keys: Keys) -> Architecture:
    """MiniCPM3 and Youtu: no experts."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    keys.off("mlp_bias")
    keys.skip("scale_emb", "dim_model_base", "scale_depth")
    feed = FeedForward(width, keys.whole("intermediate_size"), gated=True)
    return _built(keys, width, [(feed,)] * layers, tied=True)


def longcat(keys: Keys) -> Architecture:
    """LongCat-Flash: two attentions and two dense parts in a layer, experts beside them, some of which do nothing."""
    width, layers = keys.whole("hidden_size"), depth(keys, "num_layers", "num_hidden_layers")
    attention = latent(keys, width)
    inner, small = keys.whole("ffn_hidden_size", "intermediate_size"), keys.whole("expert_ffn_hidden_size")
    routed, taken = mixtures.taken_of(keys)
    idle = keys.whole("zero_expert_num", least=0, most=MOST_EXPERTS)
    keys.text("zero_expert_type", "identity", ("identity",))
    each = FeedForward(width, small, gated=True)
    choosing = Experts(each, routed, taken, router_bias=keys.flag("router_bias", default=False))
    rest: Part = Linear(width, idle, ROUTER)
    keys.skip("num_key_value_heads", "head_dim", "qk_head_dim", "mla_scale_q_lora", "mla_scale_kv_lora")
    keys.skip("attention_method")
    vocabulary = keys.whole("vocab_size")
    half = (attention, FeedForward(width, inner, gated=True), Vectors(2 * width))
    return Architecture(
        before=(Lookup(vocabulary, width),),
        layers=stacked([(*half, *half, choosing, rest)] * layers),
        after=(Vectors(width), *output_head(keys, width, vocabulary, tied=False)),
        width=width,
        heads=attention.heads,
        vocabulary=vocabulary,
        uncounted="how many of the experts that a token takes do nothing is chosen for each token",
    )


def _built(
    keys: Keys,
    width: int,
    feeds: list[tuple[Part, ...]],
    beside: tuple[Part, ...] = (),
    uncounted: str = "",
    *,
    tied: bool = False,
) -> Architecture:
    vocabulary = keys.whole("vocab_size")
    attention = latent(keys, width)
    keys.skip("num_key_value_heads", "head_dim", "qk_head_dim")  # each head has keys and values of its own
    around = (attention, *beside, Vectors(2 * width))
    return Architecture(
        before=(Lookup(vocabulary, width),),
        layers=stacked([(*around, *feed) for feed in feeds]),
        after=(Vectors(width), *output_head(keys, width, vocabulary, tied=tied)),
        further=mixtures.further(keys, width, vocabulary, (*around, *feeds[-1])),
        width=width,
        heads=attention.heads,
        vocabulary=vocabulary,
        uncounted=uncounted,
    )


def latent(keys: Keys, width: int) -> LatentAttention:
    """Build latent attention; a rank of queries that is null says that they have none."""
    direct = "q_lora_rank" in keys.content and keys.says("q_lora_rank") is None
    return LatentAttention(
        width,
        keys.whole("num_attention_heads"),
        0 if direct else keys.whole("q_lora_rank"),
        keys.whole("kv_lora_rank"),
        keys.whole("qk_nope_head_dim"),
        keys.whole("qk_rope_head_dim"),
        keys.whole("v_head_dim"),
        bias=keys.flag("attention_bias", default=False),
    )


def _indexer(keys: Keys, width: int) -> tuple[Part, ...]:
    """Build an indexer: queries from the latent, one key with a norm, and a weight for each head."""
    heads, size = keys.whole("index_n_heads"), keys.whole("index_head_dim")
    keys.skip("index_topk", "indexer_rope_interleave")
    rank = keys.whole("q_lora_rank")
    return (
        Linear(rank, heads * size, ATTENTION),
        Linear(width, size, ATTENTION),
        Vectors(2 * size, ATTENTION),
        Linear(width, heads, ATTENTION),
    )


BUILDERS = {
    "deepseek_v2": deepseek2,
    "deepseek_v3": experts,
    "kimi_k2": experts,
    "glm4_moe_lite": experts,
    "deepseek_v32": sparse,
    "glm_moe_dsa": sparse,
    "minicpm3": dense,
    "youtu": dense,
    "longcat_flash": longcat,
}
