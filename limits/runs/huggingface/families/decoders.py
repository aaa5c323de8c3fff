"""Decoders in the manner of Llama: rotary positions, grouped attention, a feed-forward part, norms around them.

What tells one type from another is a row of `TRAITS`, as its configuration class and model of transformers have it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from limits.frozen import frozen
from limits.runs.huggingface.families import mixtures
from limits.runs.huggingface.families.common import depth, divided, kinds_of_layers, output_head, stacked
from limits.training.architecture.architecture import Architecture
from limits.training.architecture.parts import ATTENTION, Attention, FeedForward, Linear, Lookup, Vectors

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.runs.huggingface.keys import Keys
    from limits.training.architecture.architecture import Layer
    from limits.training.architecture.parts import Part

Switch = bool | str
"""A fixed choice, or the key of a switch that is off unless it says otherwise; a key that begins with + is on.

Further names of the key follow a bar.
"""

_WITH_BIAS = 2  # parameters of a norm with a bias, per channel
_ATTENDS = ("full_attention", "sliding_attention", "chunked_attention")


@frozen
class Traits:
    """What tells one type of decoder from another.

    Attributes
    ----------
    tied
        Whether the head is tied to the embedding where the configuration says nothing.
    norm, norms
        Parameters of a norm per channel (0 none, 1 a weight, 2 a weight and a bias), and norms of a layer.
    parallel
        Key of a switch by which attention and feed-forward part share one norm.
    qkv, out, mlp
        Biases of the projections into attention and out of it, and of the feed-forward part.
    head_bias
        Whether the output head has a bias.
    gated, extra
        Whether the feed-forward part has a gate; further parameters of its activation.
    groups
        Heads of keys and values where the configuration says nothing: 0 as many as heads; none where it must say.
    head
        Size of a head where the configuration says nothing; 0 for width / heads.
    normed
        Key of a switch for norms of queries and keys, or whether there are any.
    normed_over
        Over what they are: a head, or all heads, each with parameters of its own.
    sinks
        Whether each head has a sink.
    words
        Keys whose word the type knows only one of.
    gates
        Whether what comes out of attention passes a gate, with a weight for each of its channels.
    depth
        Names of the key of the number of layers.
    sizes
        Sizes that published configurations of this type leave to their class.
    feed
        Builds the feed-forward part of each layer; one dense part where there is none.
    """

    tied: bool = False
    norm: int = 1
    norms: int = 2
    parallel: str = ""
    qkv: Switch = "attention_bias"
    out: Switch = "attention_bias"
    mlp: Switch = False
    head_bias: Switch = False
    gated: bool = True
    extra: int = 0
    groups: int | None = 0
    head: int = 0
    normed: Switch = False
    normed_over: str = "head"
    sinks: bool = False
    words: tuple[tuple[str, str], ...] = ()
    gates: bool = False
    depth: tuple[str, ...] = ("num_hidden_layers",)
    sizes: tuple[tuple[str, int], ...] = ()
    feed: Callable[[Keys, int, int], list[tuple[Part, ...]]] | None = None
    further: Callable[[Keys, int, int, tuple[Part, ...]], tuple[Layer, ...]] | None = None


TRAITS: dict[str, Traits] = {
    "llama": Traits(mlp="mlp_bias"),
    "mistral": Traits(qkv=False, out=False, groups=8),
    "ministral": Traits(qkv=False, out=False, groups=8),
    "qwen2": Traits(qkv=True, out=False, groups=None),
    "qwen3": Traits(groups=None, head=128, normed=True),
    "qwen2_vl_text": Traits(qkv=True, out=False, groups=None),
    "qwen2_5_vl_text": Traits(qkv=True, out=False, groups=None),
    "qwen3_vl_text": Traits(groups=None, head=128, normed=True),
    "gemma": Traits(tied=True, groups=None, head=256),
    "gemma2": Traits(tied=True, groups=None, head=256, norms=4),
    "gemma3_text": Traits(
        tied=True,
        groups=4,
        head=256,
        norms=4,
        normed=True,
        sizes=(("vocab_size", 262_208), ("num_attention_heads", 8)),
    ),
    "phi": Traits(qkv=True, out=True, mlp=True, head_bias=True, norm=2, norms=1, gated=False, normed="qk_layernorm"),
    "phi3": Traits(qkv=False, out=False),
    "stablelm": Traits(
        qkv="use_qkv_bias",
        out=False,
        norm=2,
        parallel="use_parallel_residual",
        groups=None,
        normed="qk_layernorm",
        normed_over="all",
    ),
    "starcoder2": Traits(
        tied=True,
        qkv="+use_bias",
        out="+use_bias",
        mlp="+use_bias",
        norm=2,
        gated=False,
        groups=None,
        words=(("mlp_type", "default"), ("norm_type", "layer_norm")),
    ),
    "olmo": Traits(norm=0),
    "olmo2": Traits(normed=True, normed_over="all"),
    "olmo3": Traits(normed=True, normed_over="all"),
    "cohere": Traits(tied=True, norms=1, normed="use_qk_norm", normed_over="all"),
    "cohere2": Traits(tied=True, norms=1),
    "glm": Traits(qkv="+attention_bias", out=False, groups=None, head=128),
    "glm4": Traits(qkv="+attention_bias", out=False, groups=None, head=128, norms=4),
    "granite": Traits(mlp="mlp_bias"),
    "smollm3": Traits(tied=True, mlp="mlp_bias", groups=None),
    "arcee": Traits(mlp="mlp_bias", gated=False),
    "apertus": Traits(normed="+qk_norm", gated=False, extra=2),
    "nemotron": Traits(mlp="mlp_bias", norm=2, gated=False),
    "exaone4": Traits(qkv=False, out=False, normed=True, groups=None),
    "seed_oss": Traits(qkv="+attention_bias", out="attention_out_bias", mlp="mlp_bias", groups=None, head=128),
    "ernie4_5": Traits(tied=True, qkv="use_bias", out="use_bias", mlp="use_bias", groups=None, head=128),
    "hunyuan_v1_dense": Traits(normed=True),
    "ministral3": Traits(qkv=False, out=False, groups=None, head=128),
    "helium": Traits(mlp="mlp_bias", out=False, groups=None, head=128),
    "cwm": Traits(qkv=False, out=False, mlp="mlp_bias", groups=None, head=128),
    "vaultgemma": Traits(tied=True, groups=None, head=256),
    "exaone": Traits(mlp="mlp_bias", groups=None, depth=("num_layers", "num_hidden_layers")),
    "internlm": Traits(qkv="+bias", out="+bias"),
    "internlm2": Traits(qkv="+bias", out="+bias", groups=None),
    "internlm3": Traits(qkv="qkv_bias|attention_bias", out="bias|mlp_bias", mlp="bias|mlp_bias", groups=None, head=128),
    "baichuan": Traits(qkv=False, out=False),
    "minicpm": Traits(tied=True),
    "persimmon": Traits(qkv=True, out=True, mlp=True, norm=2, gated=False, normed="+qk_layernorm"),
    "jais2": Traits(qkv="+attention_bias", out="+attention_bias", mlp="+mlp_bias", norm=2, gated=False, groups=None),
    "nanochat": Traits(norm=0, gated=False, groups=None),
    "mixtral": Traits(qkv=False, out=False, groups=8, feed=mixtures.mixtral),
    "qwen2_moe": Traits(qkv="+qkv_bias", out=False, groups=None, feed=mixtures.qwen2),
    "qwen3_moe": Traits(groups=None, normed=True, feed=mixtures.qwen3),
    "qwen3_vl_moe_text": Traits(groups=None, normed=True, feed=mixtures.qwen3),
    "phimoe": Traits(norm=2, groups=None, head_bias="lm_head_bias", feed=mixtures.mixtral),
    "olmoe": Traits(normed=True, normed_over="all", feed=mixtures.mixtral),
    "flex_olmo": Traits(normed=True, normed_over="all", feed=mixtures.mixtral),
    "granitemoe": Traits(feed=mixtures.mixtral),
    "gpt_oss": Traits(
        qkv="+attention_bias", out="+attention_bias", groups=None, head=64, sinks=True, feed=mixtures.gpt_oss
    ),
    "glm4_moe": Traits(
        qkv="attention_bias",
        out=False,
        groups=None,
        normed="use_qk_norm",
        feed=mixtures.deepseek,
        further=mixtures.further,
    ),
    "dots1": Traits(groups=None, normed=True, feed=mixtures.deepseek),
    "deepseek": Traits(feed=partial(mixtures.deepseek, first=0, shared=0)),
    "solar_open": Traits(out=False, groups=None, head=128, feed=mixtures.deepseek2),
    "exaone_moe": Traits(qkv=False, out=False, groups=None, normed=True, feed=mixtures.deepseek),
    "hy_v3": Traits(groups=None, head=128, normed=True, feed=mixtures.deepseek),
    "afmoe": Traits(norms=4, groups=None, head=128, normed=True, gates=True, feed=mixtures.deepseek),
    "granitemoeshared": Traits(feed=mixtures.granite),
    "minimax_m2": Traits(
        qkv=False, out=False, groups=None, head=128, normed=True, normed_over="all", feed=mixtures.mixtral
    ),
    "ernie4_5_moe": Traits(
        tied=True, qkv="use_bias", out="use_bias", head_bias="use_bias", groups=None, feed=mixtures.ernie
    ),
    "llama4_text": Traits(groups=None, head=128, feed=mixtures.llama4),
}


def switched(keys: Keys, switch: Switch) -> bool:
    """Return a fixed choice, or what the key of a switch says."""
    if isinstance(switch, bool):
        return switch
    return keys.flag(*switch.removeprefix("+").split("|"), default=switch.startswith("+"))


def build(keys: Keys, model_type: str) -> Architecture:
    """Build a decoder from its keys."""
    traits = TRAITS[model_type]
    sizes = dict(traits.sizes)
    width, layers = keys.whole("hidden_size"), depth(keys, *traits.depth)
    vocabulary = keys.whole("vocab_size", default=sizes.get("vocab_size"))
    attention = grouped(keys, traits, width, sizes)
    kinds_of_layers(keys, layers, _ATTENDS)
    feeds = traits.feed(keys, width, layers) if traits.feed is not None else [_dense(keys, traits, width)] * layers
    single = bool(traits.parallel) and keys.flag(traits.parallel, default=False)
    norms = Vectors(width * traits.norm * (1 if single else traits.norms))
    head = output_head(keys, width, vocabulary, tied=traits.tied, bias=switched(keys, traits.head_bias))
    _without(keys, traits)
    for name, word in traits.words:
        keys.text(name, word, (word,))
    gate = (Linear(width, attention.heads * attention.value, ATTENTION),) if traits.gates else ()
    around = (attention, norms, *gate)
    return Architecture(
        before=(Lookup(vocabulary, width),),
        layers=stacked([(*around, *feed) for feed in feeds]),
        after=(Vectors(width * traits.norm), *head),
        further=traits.further(keys, width, vocabulary, (*around, *feeds[-1])) if traits.further is not None else (),
        width=width,
        heads=attention.heads,
        vocabulary=vocabulary,
    )


def _without(keys: Keys, traits: Traits) -> None:
    """Take switches of what this type never has, which published configurations say to be off."""
    if not traits.qkv and not traits.out:
        keys.off_where_free("attention_bias")
    if not traits.mlp:
        keys.off_where_free("mlp_bias")
    if not traits.head_bias:
        keys.off_where_free("lm_head_bias")
    if not traits.normed:
        keys.off_where_free("use_qk_norm", "qk_norm", "qk_layernorm")
    keys.off_where_free("post_norm")


def grouped(keys: Keys, traits: Traits, width: int, sizes: dict[str, int] | None = None) -> Attention:
    """Build attention with grouped heads."""
    heads = keys.whole("num_attention_heads", default=(sizes or {}).get("num_attention_heads"))
    why = "as many as num_attention_heads" if traits.groups == 0 else ""
    groups = keys.whole(
        "num_key_value_heads",
        default=None if traits.groups is None else traits.groups or heads,
        why=why,
        most=heads,
    )
    divided(keys, "num_key_value_heads", heads, groups, "num_attention_heads")
    size = head_size(keys, traits.head, width, heads)
    normed = switched(keys, traits.normed)
    extra = normed * (2 * size if traits.normed_over == "head" else (heads + groups) * size)
    if traits.norm == _WITH_BIAS and traits.normed_over == "head":  # a norm of queries with a bias
        extra *= 2
    return Attention(
        width,
        heads,
        groups,
        size,
        size,
        bias=switched(keys, traits.qkv),
        out_bias=switched(keys, traits.out),
        extra=extra + heads * traits.sinks,
    )


def head_size(keys: Keys, default: int, width: int, heads: int) -> int:
    """Return the size of a head: stated, that of the class, or width / heads."""
    if keys.says("head_dim") is None and not default:
        return keys.whole(
            "head_dim",
            default=divided(keys, "num_attention_heads", width, heads, "hidden_size"),
            why="hidden_size / num_attention_heads",
        )
    return keys.whole("head_dim", default=default or None)


def _dense(keys: Keys, traits: Traits, width: int) -> tuple[Part, ...]:
    inner, bias = keys.whole("intermediate_size"), switched(keys, traits.mlp)
    return (FeedForward(width, inner, gated=traits.gated, bias=bias, extra=traits.extra),)


BUILDERS = {name: partial(build, model_type=name) for name in TRAITS}
