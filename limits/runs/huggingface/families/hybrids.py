"""Models with state spaces (Mamba) in some or all layers: counted, but for their FLOP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.runs.huggingface.families import mixtures
from limits.runs.huggingface.families.common import SCANS, depth, output_head, stacked, stated_kinds
from limits.runs.huggingface.families.decoders import Traits, grouped
from limits.runs.huggingface.keys import MOST_EXPERTS, MOST_LAYERS
from limits.training.architecture.architecture import Architecture
from limits.training.architecture.parts import ROUTED, Experts, FeedForward, Linear, Lookup, Vectors
from limits.training.architecture.states import Mamba, Mamba2

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.runs.huggingface.keys import Keys
    from limits.training.architecture.architecture import Layer
    from limits.training.architecture.parts import Part

_PLAIN = Traits(groups=None)


def built(
    keys: Keys,
    width: int,
    layers: Sequence[tuple[Part, ...]],
    *,
    tied: bool,
    heads: int = 0,
    further: tuple[Layer, ...] = (),
    uncounted: str = SCANS,
) -> Architecture:
    """Put a model together whose last norm is a weight for each channel."""
    vocabulary = keys.whole("vocab_size")
    return Architecture(
        before=(Lookup(vocabulary, width),),
        layers=stacked(layers),
        after=(Vectors(width), *output_head(keys, width, vocabulary, tied=tied)),
        further=further,
        width=width,
        heads=heads,
        vocabulary=vocabulary,
        uncounted=uncounted,
    )


def mamba(keys: Keys) -> Architecture:
    """Mamba and Falcon Mamba: nothing but selective state spaces."""
    width, layers = keys.whole("hidden_size", "d_model"), depth(keys, "num_hidden_layers", "n_layer")
    expand = keys.whole("expand", default=2, most=1000)
    inner = keys.whole("intermediate_size", "d_inner", default=expand * width, why="expand x hidden_size")
    rank = keys.says("time_step_rank")
    keys.skip("time_step_rank")
    part = Mamba(
        width,
        inner,
        keys.whole("state_size"),
        -(-width // 16) if rank in (None, "auto") else keys.whole("time_step_rank"),
        keys.whole("conv_kernel", default=4),
        bias=keys.flag("use_bias", default=False),
        kernel_bias=keys.flag("use_conv_bias", default=True),
    )
    keys.skip("ssm_cfg", "rms_norm", "pad_vocab_size_multiple", "mixer_rms_eps")
    return built(keys, width, [(part, Vectors(width))] * layers, tied=True)


def mamba2(keys: Keys) -> Architecture:
    """Mamba 2."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    keys.skip("expand", "chunk_size", "time_step_rank", "rms_norm", "norm_before_gate", "intermediate_size")
    part = Mamba2(
        width,
        keys.whole("num_heads"),
        keys.whole("head_dim"),
        keys.whole("state_size"),
        keys.whole("n_groups"),
        keys.whole("conv_kernel", default=4),
        bias=keys.flag("use_bias", default=False),
        kernel_bias=keys.flag("use_conv_bias", default=True),
    )
    return built(keys, width, [(part, Vectors(width))] * layers, tied=False)


def _mamba2_of(keys: Keys, width: int) -> Mamba2:
    """Build the state space of a hybrid whose keys begin with mamba_."""
    keys.skip("mamba_expand", "mamba_chunk_size", "mamba_n_heads", "mamba_d_head")
    return Mamba2(
        width,
        keys.whole("mamba_n_heads"),
        keys.whole("mamba_d_head"),
        keys.whole("mamba_d_state"),
        keys.whole("mamba_n_groups"),
        keys.whole("mamba_d_conv", default=4),
        bias=keys.flag("mamba_proj_bias", default=False),
        kernel_bias=keys.flag("mamba_conv_bias", default=True),
    )


def jamba(keys: Keys) -> Architecture:
    """Jamba: attention in every eighth layer, experts in every second."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    attention = grouped(keys, Traits(qkv=False, out=False, groups=None), width)
    expand, state = keys.whole("mamba_expand", default=2, most=1000), keys.whole("mamba_d_state", default=16)
    rank = -(-width // 16) if keys.says("mamba_dt_rank") == "auto" else keys.whole("mamba_dt_rank")
    keys.skip("mamba_dt_rank", "mamba_inner_layernorms")
    scan = Mamba(
        width,
        expand * width,
        state,
        rank,
        keys.whole("mamba_d_conv", default=4),
        bias=keys.flag("mamba_proj_bias", default=False),
        kernel_bias=keys.flag("mamba_conv_bias", default=True),
        extra=rank + 2 * state,
    )
    dense = FeedForward(width, keys.whole("intermediate_size"), gated=True)
    routed, taken = mixtures.taken_of(keys)
    experts: Part = Experts(dense, routed, taken) if routed > 1 else dense

    def on(layer: int, what: str) -> bool:
        return layer % keys.whole(f"{what}_layer_period") == keys.whole(f"{what}_layer_offset", least=0)

    made = [
        (attention if on(at, "attn") else scan, experts if on(at, "expert") else dense, Vectors(2 * width))
        for at in range(layers)
    ]
    return built(keys, width, made, tied=False, heads=attention.heads)


def granite(keys: Keys) -> Architecture:
    """Granite 4: attention or Mamba 2, then experts beside a shared one."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    attention = grouped(keys, _PLAIN, width)
    known = ("mamba", "linear_attention", "attention", "full_attention")
    kinds = stated_kinds(keys, layers, known, "mamba or attention")
    scan = _mamba2_of(keys, width)
    shared = FeedForward(width, keys.whole("shared_intermediate_size"), gated=True)
    feed: Part = shared
    if keys.whole("num_local_experts", least=0, most=MOST_EXPERTS):
        each = FeedForward(width, keys.whole("intermediate_size"), gated=True)
        feed = Experts(each, *mixtures.taken_of(keys, "num_local_experts"), shared=shared)
    keys.skip("num_experts_per_tok", "intermediate_size", "init_method")
    made = [
        (attention if "mamba" not in kind and "linear" not in kind else scan, feed, Vectors(2 * width))
        for kind in kinds
    ]
    return built(keys, width, made, tied=True, heads=attention.heads)


def nemotron(keys: Keys) -> Architecture:
    """Nemotron-H and Nemotron 3: one part a layer, Mamba 2, attention, a feed-forward part or experts."""
    width = keys.whole("hidden_size")
    for switch in ("attention_bias", "mamba_proj_bias", "use_bias"):
        keys.off(switch)
    keys.off("num_nextn_predict_layers", "0, which counts the model without them: their parts are not known here")
    keys.skip("mtp_layers_block_type", "mtp_hybrid_override_pattern")
    attention = grouped(keys, Traits(qkv=False, out=False, groups=None, head=128), width)
    pattern = _pattern(keys)
    scan = Mamba2(
        width,
        keys.whole("mamba_num_heads"),
        keys.whole("mamba_head_dim"),
        keys.whole("ssm_state_size"),
        keys.whole("n_groups"),
        keys.whole("conv_kernel", default=4),
        kernel_bias=keys.flag("use_conv_bias", default=True),
    )
    keys.skip("expand", "chunk_size", "mamba_hidden_act", "rescale_prenorm_residual", "attention_head_dim")
    keys.skip("time_step_rank")
    bias = keys.flag("mlp_bias", default=False)
    part: dict[str, tuple[Part, ...]] = {"M": (scan,), "*": (attention,)}
    if "-" in pattern:
        part["-"] = (FeedForward(width, keys.whole("intermediate_size"), gated=False, bias=bias),)
    if "E" in pattern:
        part["E"] = _nemotron_experts(keys, width, bias=bias)
    keys.skip("intermediate_size", "moe_intermediate_size", "moe_shared_expert_intermediate_size")
    keys.skip("n_routed_experts", "n_shared_experts", "num_experts_per_tok", "moe_shared_expert_overlap")
    made = [(*part[sign], Vectors(width)) for sign in pattern]
    return built(keys, width, made, tied=False, heads=attention.heads)


_SIGNS = {"mamba": "M", "linear_attention": "M", "attention": "*", "full_attention": "*", "mlp": "-", "moe": "E"}


def _pattern(keys: Keys) -> str:
    """Return a sign for each layer, from a list of kinds or a pattern of signs."""
    kinds = keys.listed("layers_block_type", str)
    if kinds is None:
        kinds = keys.listed("layer_types", str)
    pattern = keys.text("hybrid_override_pattern", "") if kinds is None else ""
    keys.skip("hybrid_override_pattern", "layers_block_type", "layer_types")
    signs = pattern if kinds is None else "".join(_SIGNS.get(kind, "?") for kind in kinds)
    layers = keys.whole("num_hidden_layers", default=len(signs), why="the length of the pattern", most=MOST_LAYERS)
    if not signs or len(signs) != layers or set(signs) - set(_SIGNS.values()):
        wanted = f"a sign, M, *, - or E, for each of {layers} layers"
        keys.refuse("hybrid_override_pattern" if kinds is None else "layers_block_type", pattern or kinds, wanted)
        return "M"
    return signs


def _nemotron_experts(keys: Keys, width: int, *, bias: bool) -> tuple[Part, ...]:
    """Build experts without gates, perhaps of a narrower state, beside one shared part."""
    narrow = keys.whole("moe_latent_size", default=width, why="as wide as the model")
    each = FeedForward(narrow, keys.whole("moe_intermediate_size"), gated=False)
    shared = FeedForward(width, keys.whole("moe_shared_expert_intermediate_size"), gated=False, bias=bias)
    experts = Experts(each, *mixtures.taken_of(keys), shared=shared, routed_from=width)
    if keys.says("moe_latent_size") is None:
        return (experts,)
    return (experts, Linear(width, narrow, ROUTED, bias=bias), Linear(narrow, width, ROUTED, bias=bias))


def bamba(keys: Keys) -> Architecture:
    """Bamba: Mamba 2, with attention in layers that are listed."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    attention, scan = grouped(keys, _PLAIN, width), _mamba2_of(keys, width)
    here = set(keys.listed("attn_layer_indices", int) or ())
    bias = keys.flag("mlp_bias", default=False)
    feed = FeedForward(width, keys.whole("intermediate_size"), gated=True, bias=bias)
    made = [(attention if at in here else scan, feed, Vectors(2 * width)) for at in range(layers)]
    return built(keys, width, made, tied=False, heads=attention.heads)


def falcon(keys: Keys) -> Architecture:
    """Falcon-H1: attention and Mamba 2 side by side in every layer."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    attention = grouped(keys, _PLAIN, width)
    for switch in ("mamba_proj_bias", "projectors_bias"):
        keys.off(switch)
    heads, head = keys.whole("mamba_n_heads"), keys.whole("mamba_d_head")
    inner = keys.whole("mamba_d_ssm", default=heads * head, why="mamba_n_heads x mamba_d_head")
    if inner != heads * head and not keys.problems:
        keys.refuse("mamba_d_ssm", inner, f"mamba_n_heads x mamba_d_head, {heads * head}")
    scan = Mamba2(
        width,
        heads,
        head,
        keys.whole("mamba_d_state"),
        keys.whole("mamba_n_groups"),
        keys.whole("mamba_d_conv", default=4),
        kernel_bias=keys.flag("mamba_conv_bias", default=True),
        norm=keys.flag("mamba_rms_norm", default=False),
    )
    keys.skip("mamba_expand", "mamba_chunk_size", "mamba_norm_before_gate", "mamba_use_mlp", "mlp_expansion_factor")
    bias = keys.flag("mlp_bias", default=False)
    feed = FeedForward(width, keys.whole("intermediate_size"), gated=True, bias=bias)
    layer = (attention, scan, feed, Vectors(2 * width))
    return built(keys, width, [layer] * layers, tied=False, heads=attention.heads)


BUILDERS = {
    "mamba": mamba,
    "falcon_mamba": mamba,
    "mamba2": mamba2,
    "jamba": jamba,
    "granitemoehybrid": granite,
    "nemotron_h": nemotron,
    "bamba": bamba,
    "falcon_h1": falcon,
}
