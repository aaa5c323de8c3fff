"""Decoders with latent attention and a mixture of experts, in the manner of DeepSeek-V2 and V3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.runs.huggingface.families import mixtures
from limits.runs.huggingface.families.common import depth, output_head, stacked
from limits.training.architecture.architecture import Architecture
from limits.training.architecture.parts import LatentAttention, Lookup, Vectors

if TYPE_CHECKING:
    from limits.runs.huggingface.keys import Keys


def build(keys: Keys) -> Architecture:
    """Build a model from its keys."""
    width, layers, vocabulary = keys.whole("hidden_size"), depth(keys), keys.whole("vocab_size")
    attention = latent(keys, width)
    feeds = mixtures.deepseek(keys, width, layers)
    keys.skip("num_key_value_heads", "head_dim", "qk_head_dim")  # each head has keys and values of its own
    keys.off("mlp_bias")
    around = (attention, Vectors(2 * width))
    return Architecture(
        before=(Lookup(vocabulary, width),),
        layers=stacked([(*around, *feed) for feed in feeds]),
        after=(Vectors(width), *output_head(keys, width, vocabulary, tied=False)),
        further=mixtures.further(keys, width, vocabulary, (*around, *feeds[-1])),
        width=width,
        heads=attention.heads,
        vocabulary=vocabulary,
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


BUILDERS = {"deepseek_v2": build, "deepseek_v3": build, "kimi_k2": build}
