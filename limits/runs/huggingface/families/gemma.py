"""Gemma 3n and Gemma 4: an embedding for each layer, and late layers that take keys and values from earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.runs.huggingface.families.common import depth, kinds_of_layers, output_head, stacked, stated_kinds
from limits.runs.huggingface.keys import MOST, MOST_EXPERTS, Keys
from limits.training.architecture.architecture import Architecture
from limits.training.architecture.parts import (
    EMBEDDING,
    ROUTER,
    Attention,
    Experts,
    FeedForward,
    Linear,
    Lookup,
    Vectors,
)

if TYPE_CHECKING:
    from limits.training.architecture.parts import Part

PER_LAYER, STREAMS = "embeddings of each layer", "parallel streams"
_MIXED = "its parallel streams are mixed by products of states with each other, which are not counted"
_KINDS = ("sliding_attention", "full_attention")


def _per_layer(keys: Keys, width: int, layers: int) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return what stands before the layers, and in each of them, for embeddings of each layer; empty without them."""
    size = keys.whole("hidden_size_per_layer_input", least=0)
    rows = keys.whole("vocab_size_per_layer_input")
    if not size:
        return (), ()
    before = (
        Lookup(rows, layers * size, PER_LAYER),
        Linear(width, layers * size, PER_LAYER),
        Vectors(size, PER_LAYER),
    )
    return before, (Linear(width, size, PER_LAYER), Linear(size, width, PER_LAYER), Vectors(width))


def _shared(keys: Keys, layers: int) -> int:
    """Return from which layer on keys and values are those of earlier layers."""
    return layers - keys.whole("num_kv_shared_layers", least=0, most=layers)


def gemma3n(keys: Keys) -> Architecture:
    """Gemma 3n: the text model."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    heads, groups = keys.whole("num_attention_heads"), keys.whole("num_key_value_heads")
    size, bias = keys.whole("head_dim"), keys.flag("attention_bias", default=False)
    full = Attention(width, heads, groups, size, size, bias=bias, out_bias=bias, extra=2 * size)
    reused = Attention(width, heads, 0, size, size, bias=bias, out_bias=bias, extra=size)
    kinds_of_layers(keys, layers, _KINDS)
    keys.skip("activation_sparsity_pattern", "altup_active_idx", "altup_coef_clip", "altup_correct_scale")
    before, inside = _per_layer(keys, width, layers)
    streams, rank = keys.whole("altup_num_inputs", most=100), keys.whole("laurel_rank")
    if keys.says("altup_correct_scale") is False:
        keys.refuse("altup_correct_scale", False, "true: without it a layer has other parameters")
    beside = (
        Vectors(2 * width + streams * (streams + streams**2), STREAMS),
        Linear(width, streams, STREAMS),
        Linear(width, rank, STREAMS),
        Linear(rank, width, STREAMS),
        Vectors(width),
    )
    first = _shared(keys, layers)
    made: list[tuple[Part, ...]] = []
    for at, inner in enumerate(_inner(keys, layers)):
        attention = full if at < first else reused
        made.append((attention, FeedForward(width, inner, gated=True), Vectors(4 * width), *beside, *inside))
    vocabulary = keys.whole("vocab_size")
    mixing = Linear(width, 2 * (streams - 1) * width, STREAMS)
    return Architecture(
        before=(Lookup(vocabulary, width), *before, mixing),
        layers=stacked(made),
        after=(Vectors(width), *output_head(keys, width, vocabulary, tied=True)),
        width=width,
        heads=heads,
        vocabulary=vocabulary,
        uncounted=_MIXED,
    )


def _inner(keys: Keys, layers: int) -> list[int]:
    """Return the feed-forward width of each layer, which may be one number for all."""
    name = "intermediate_size"
    if not isinstance(keys.says(name), list):
        return [keys.whole(name)] * layers
    inner = keys.listed(name, int) or []
    if len(inner) != layers or not all(1 <= each <= MOST for each in inner):
        keys.refuse(name, keys.says(name), f"a width, 1 to {MOST:,}, for each of {layers} layers")
        return []
    return inner


def gemma4(keys: Keys) -> Architecture:
    """Gemma 4: the text model; layers that attend to everything have heads of their own size."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    kinds = stated_kinds(keys, layers, _KINDS, "sliding or full attention") or [_KINDS[1]] * layers
    before, inside = _per_layer(keys, width, layers)
    first, inner = _shared(keys, layers), keys.whole("intermediate_size")
    wide = keys.flag("use_double_wide_mlp", default=False)
    keys.skip("use_bidirectional_attention")
    extra = _beside(keys, width)
    parts = {(kind, own): _attention(keys, width, kind, own=own) for kind in _KINDS for own in (True, False)}
    made: list[tuple[Part, ...]] = []
    for at, kind in enumerate(kinds):
        own = at < first
        feed = FeedForward(width, inner * (1 + (wide and not own)), gated=True)
        made.append((parts[kind, own], feed, Vectors(4 * width), *inside, *extra))
    vocabulary = keys.whole("vocab_size")
    return Architecture(
        before=(Lookup(vocabulary, width, EMBEDDING), *before),
        layers=stacked(made),
        after=(Vectors(width), *output_head(keys, width, vocabulary, tied=True)),
        width=width,
        heads=parts[_KINDS[1], True].heads,
        vocabulary=vocabulary,
    )


def _attention(keys: Keys, width: int, kind: str, *, own: bool) -> Attention:
    """Return attention with keys and values of its own or of an earlier layer; the keys may be the values too."""
    heads, groups = keys.whole("num_attention_heads"), keys.whole("num_key_value_heads")
    size, bias = keys.whole("head_dim"), keys.flag("attention_bias", default=False)
    one = keys.flag("attention_k_eq_v", default=False)
    wide, few = _of_full(keys, groups)
    full = kind == _KINDS[1]
    if full:
        size, groups = wide, few if one else groups
    if not own:
        return Attention(width, heads, 0, size, size, bias=bias, out_bias=bias, extra=size)
    if full and one:
        keyed = groups * size
        return Attention(width, heads, 0, size, size, bias=bias, out_bias=bias, extra=2 * size, gates=keyed)
    return Attention(width, heads, groups, size, size, bias=bias, out_bias=bias, extra=2 * size)


def _of_full(keys: Keys, groups: int) -> tuple[int, int]:
    """Return size and groups of heads where a layer attends to everything: as published, or as transformers writes."""
    layers = keys.says("per_layer_config")
    if keys.says("global_head_dim") is not None or layers is None:
        keys.skip("per_layer_config")
        few = keys.whole("num_global_key_value_heads", default=groups, why="as many as num_key_value_heads")
        return keys.whole("global_head_dim"), few
    each = list(layers.values()) if isinstance(layers, dict) else []
    kinds = keys.says("layer_types")
    full = [at for at, kind in enumerate(kinds) if kind == _KINDS[1]] if isinstance(kinds, list) else []
    same = each and isinstance(each[0], dict) and all(one == each[0] for one in each)
    if not same or sorted(layers) != sorted(f"{at:02d}" for at in full):
        keys.refuse("per_layer_config", layers, "the same keys for each layer of full attention, and for no other")
        return 1, 1
    keys.skip("per_layer_config")
    own = Keys(each[0], "per_layer_config.")
    own.problems, own.assumed = keys.problems, keys.assumed
    sizes = own.whole("head_dim"), own.whole("num_key_value_heads", default=groups, why="as in the others")
    own.finish()
    return sizes


def _beside(keys: Keys, width: int) -> tuple[Part, ...]:
    """Return the experts that stand beside the dense part, if there are any."""
    names = ("num_experts", "moe_intermediate_size", "top_k_experts", "expert_intermediate_size")
    keys.skip(*names)
    if not keys.flag("enable_moe_block", default=False):
        return ()
    routed = keys.whole("num_experts", most=MOST_EXPERTS)
    each = FeedForward(width, keys.whole("moe_intermediate_size", "expert_intermediate_size"), gated=True)
    experts = Experts(each, routed, keys.whole("top_k_experts", most=routed))
    return experts, Vectors(width + routed, ROUTER), Vectors(3 * width)


BUILDERS = {"gemma3n_text": gemma3n, "gemma4_text": gemma4}
