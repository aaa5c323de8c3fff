"""The feed-forward parts of mixtures of experts, one for each layer, and layers that predict further tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.training.architecture.architecture import Layer
from limits.training.architecture.parts import HEAD, Experts, FeedForward, Linear, Vectors

if TYPE_CHECKING:
    from limits.runs.huggingface.keys import Keys
    from limits.training.architecture.parts import Part

    Feeds = list[tuple[Part, ...]]

_COUNTS = ("num_local_experts", "num_experts", "n_routed_experts")


def taken_of(keys: Keys, *names: str) -> tuple[int, int]:
    """Return how many routed experts there are, and how many a token takes."""
    routed = keys.whole(*(names or _COUNTS), most=10**6)
    return routed, keys.whole("num_experts_per_tok", "num_experts_per_token", "moe_topk", most=routed)


def mixtral(keys: Keys, width: int, layers: int) -> Feeds:
    """Experts as wide as the feed-forward part of a dense model, in every layer."""
    each = FeedForward(width, keys.whole("intermediate_size"), gated=True)
    keys.off("shared_intermediate_size", "0: this type has no shared experts")
    keys.skip("use_routing_bias")  # balances the load, not trained by the loss
    return [(Experts(each, *taken_of(keys)),)] * layers


def olmoe(keys: Keys, width: int, layers: int) -> Feeds:
    """As Mixtral, under another name."""
    return mixtral(keys, width, layers)


def gpt_oss(keys: Keys, width: int, layers: int) -> Feeds:
    """Experts and router with biases."""
    each = FeedForward(width, keys.whole("intermediate_size"), gated=True, bias=True)
    keys.skip("experts_per_token")
    return [(Experts(each, *taken_of(keys), router_bias=True),)] * layers


def _sparse_steps(keys: Keys, layers: int) -> list[bool]:
    """Tell which layers of Qwen's mixtures have experts: every so many, but those that are listed as dense."""
    step = keys.whole("decoder_sparse_step", default=1)
    dense = set(keys.listed("mlp_only_layers", int) or ())
    return [(layer + 1) % step == 0 and layer not in dense for layer in range(layers)]


def _mixed(sparse: list[bool], experts: Experts, dense: FeedForward) -> Feeds:
    return [(experts if here else dense,) for here in sparse]


def qwen2(keys: Keys, width: int, layers: int) -> Feeds:
    """Experts of a width of their own, and a shared one behind a gate."""
    dense = FeedForward(width, keys.whole("intermediate_size"), gated=True)
    each = FeedForward(width, keys.whole("moe_intermediate_size"), gated=True)
    shared = FeedForward(width, keys.whole("shared_expert_intermediate_size"), gated=True)
    return _mixed(_sparse_steps(keys, layers), Experts(each, *taken_of(keys), shared=shared, shared_gate=True), dense)


def qwen3(keys: Keys, width: int, layers: int) -> Feeds:
    """Experts of a width of their own."""
    sparse = _sparse_steps(keys, layers)
    inner = keys.whole("intermediate_size", default=None if not all(sparse) else 1, why="no layer is dense")
    each = FeedForward(width, keys.whole("moe_intermediate_size"), gated=True)
    return _mixed(sparse, Experts(each, *taken_of(keys)), FeedForward(width, inner, gated=True))


def deepseek(keys: Keys, width: int, layers: int) -> Feeds:
    """First layers dense, then experts of a width of their own beside shared ones."""
    dense = FeedForward(width, keys.whole("intermediate_size"), gated=True)
    inner, many = keys.whole("moe_intermediate_size"), keys.whole("n_shared_experts", default=0, least=0)
    shared = FeedForward(width, inner * many, gated=True) if many else None
    experts = Experts(FeedForward(width, inner, gated=True), *taken_of(keys), shared=shared)
    first, every = keys.whole("first_k_dense_replace", default=0, least=0), keys.whole("moe_layer_freq", default=1)
    return _mixed([layer >= first and layer % every == 0 for layer in range(layers)], experts, dense)


def further(keys: Keys, width: int, vocabulary: int, layer: tuple[Part, ...]) -> tuple[Layer, ...]:
    """Layers that predict further tokens: each a layer, a projection of two states to one, three norms, a logit.

    Embedding and head are those of the model, as DeepSeek-V3 trains them.
    """
    many = keys.whole("num_nextn_predict_layers", default=0, least=0, most=100)
    if not many:
        return ()
    own = (*layer, Vectors(3 * width), Linear(2 * width, width, HEAD), Linear(width, vocabulary, HEAD, tied=True))
    return (Layer(own, many),)


def ernie(keys: Keys, width: int, layers: int) -> Feeds:
    """Experts in a range of layers, beside shared ones."""
    bias = keys.flag("use_bias", default=False)
    dense = FeedForward(width, keys.whole("intermediate_size"), gated=True, bias=bias)
    inner = keys.whole("moe_intermediate_size")
    many = keys.whole("moe_num_shared_experts", default=0, least=0)
    routed = keys.whole("moe_num_experts", most=10**6)
    experts = Experts(
        FeedForward(width, inner, gated=True),
        routed,
        keys.whole("moe_k", "num_experts_per_tok", most=routed),
        shared=FeedForward(width, inner * many, gated=True, bias=bias) if many else None,
    )
    start = keys.whole("moe_layer_start_index", least=0)
    end = keys.whole("moe_layer_end_index", default=layers - 1, why="the last layer", least=-1)
    step = keys.whole("moe_layer_interval", default=1)
    end = layers - 1 if end == -1 else end
    return _mixed([(at + 1) % step == 0 and start <= at <= end for at in range(layers)], experts, dense)


def llama4(keys: Keys, width: int, layers: int) -> Feeds:
    """Experts beside one shared expert of their width, in every layer or every second one."""
    expert = FeedForward(width, keys.whole("intermediate_size"), gated=True)
    dense = FeedForward(width, keys.whole("intermediate_size_mlp"), gated=True)
    experts = Experts(expert, *taken_of(keys), shared=expert)
    step, listed = keys.whole("interleave_moe_layer_step", default=1), keys.listed("moe_layers", int)
    sparse = set(range(step - 1, layers, step)) if listed is None else set(listed)
    keys.skip("use_qk_norm")  # by a norm without parameters
    return _mixed([layer in sparse for layer in range(layers)], experts, dense)
