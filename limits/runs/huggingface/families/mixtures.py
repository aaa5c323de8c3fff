"""The feed-forward parts of mixtures of experts, one for each layer, and layers that predict further tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.runs.huggingface.keys import MOST_EXPERTS
from limits.training.architecture.architecture import Layer
from limits.training.architecture.parts import HEAD, Experts, FeedForward, Linear, Vectors

if TYPE_CHECKING:
    from limits.runs.huggingface.keys import Keys
    from limits.training.architecture.parts import Part

    Feeds = list[tuple[Part, ...]]

_SHARED = ("n_shared_experts", "num_shared_experts")
_COUNTS = ("num_local_experts", "num_experts", "n_routed_experts")


def taken_of(keys: Keys, *names: str) -> tuple[int, int]:
    """Return how many routed experts there are, and how many a token takes."""
    routed = keys.whole(*(names or _COUNTS), most=MOST_EXPERTS)
    return routed, keys.whole("num_experts_per_tok", "num_experts_per_token", "moe_topk", most=routed)


def mixtral(keys: Keys, width: int, layers: int) -> Feeds:
    """Experts as wide as the feed-forward part of a dense model, in every layer."""
    each = FeedForward(width, keys.whole("intermediate_size"), gated=True)
    keys.off("shared_intermediate_size", "0: this type has no shared experts")
    keys.skip("use_routing_bias")  # balances the load, not trained by the loss
    return [(Experts(each, *taken_of(keys)),)] * layers


def gpt_oss(keys: Keys, width: int, layers: int) -> Feeds:
    """Experts and router with biases."""
    each = FeedForward(width, keys.whole("intermediate_size"), gated=True, bias=True)
    keys.skip("experts_per_token")
    return [(Experts(each, *taken_of(keys), router_bias=True),)] * layers


def _sparse_steps(keys: Keys, layers: int) -> list[bool]:
    """Tell which layers of Qwen's mixtures have experts: every so many, but those that are listed as dense."""
    step = keys.whole("decoder_sparse_step", default=1)
    dense = set(keys.listed("mlp_only_layers", int) or ())
    return [not (layer + 1) % step and layer not in dense for layer in range(layers)]


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


def deepseek(keys: Keys, width: int, layers: int, *, first: int | None = None, shared: int | None = None) -> Feeds:
    """First layers dense, then experts of a width of their own beside shared ones.

    How many are dense must be stated, or which, where `first` gives no number; so must how many are shared.
    """
    sparse = _listed_layers(keys, layers)
    if sparse is None:
        dense_first = keys.whole("first_k_dense_replace", "num_dense_layers", default=first, least=0)
        every = keys.whole("moe_layer_freq", default=1)
        sparse = [layer >= dense_first and not layer % every for layer in range(layers)]
    keys.skip("first_k_dense_replace", "num_dense_layers", "moe_layer_freq")
    inner, many = keys.whole("moe_intermediate_size"), keys.whole(*_SHARED, default=shared, least=0)
    beside = FeedForward(width, inner * many, gated=True) if many else None
    experts = Experts(FeedForward(width, inner, gated=True), *taken_of(keys), shared=beside)
    keys.skip("scale_shared_experts", "use_expert_bias", "num_expert_group", "enable_moe_fp32_combine", "route_norm")
    keys.skip("load_balance_coeff", "is_moe_layer")
    keys.off("mlp_bias")
    dense = keys.whole("intermediate_size", default=1 if all(sparse) else None, why="no layer is dense")
    return _mixed(sparse, experts, FeedForward(width, dense, gated=True))


def deepseek2(keys: Keys, width: int, layers: int) -> Feeds:
    """As DeepSeek-V3, for classes in which no layer is dense unless that is stated."""
    return deepseek(keys, width, layers, first=0)


def _listed_layers(keys: Keys, layers: int) -> list[bool] | None:
    """Tell which layers have experts, where `mlp_layer_types` lists it."""
    kinds = keys.listed("mlp_layer_types", str)
    if kinds is None:
        return None
    if len(kinds) != layers or set(kinds) - {"dense", "sparse"}:
        keys.refuse("mlp_layer_types", ", ".join(kinds), f"dense or sparse for each of {layers} layers")
        return None
    return [kind == "sparse" for kind in kinds]


def granite(keys: Keys, width: int, layers: int) -> Feeds:
    """Experts as wide as the feed-forward part of a dense model, beside a shared one where it has a size."""
    each = FeedForward(width, keys.whole("intermediate_size"), gated=True)
    size = keys.whole("shared_intermediate_size", default=0, least=0)
    shared = FeedForward(width, size, gated=True) if size else None
    return [(Experts(each, *taken_of(keys), shared=shared),)] * layers


def further(
    keys: Keys,
    width: int,
    vocabulary: int,
    layer: tuple[Part, ...],
    *,
    name: str = "num_nextn_predict_layers",
    most: int = 100,
) -> tuple[Layer, ...]:
    """Layers that predict further tokens: each a layer, a projection of two states to one, three norms, a logit.

    Embedding and head are those of the model, as DeepSeek-V3 trains them.
    """
    many = keys.whole(name, default=0, least=0, most=most)
    if not many:
        return ()
    own = (*layer, Vectors(3 * width), Linear(2 * width, width, HEAD), Linear(width, vocabulary, HEAD, tied=True))
    return (Layer(own, many),)


def ernie(keys: Keys, width: int, layers: int) -> Feeds:
    """Experts in a range of layers, beside shared ones."""
    bias = keys.flag("use_bias", default=False)
    dense = FeedForward(width, keys.whole("intermediate_size"), gated=True, bias=bias)
    inner = keys.whole("moe_intermediate_size")
    many = keys.whole("moe_num_shared_experts", default=2, least=0)
    routed = keys.whole("moe_num_experts", most=MOST_EXPERTS)
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
    return _mixed([not (at + 1) % step and start <= at <= end for at in range(layers)], experts, dense)


def llama4(keys: Keys, width: int, layers: int) -> Feeds:
    """Experts beside one shared expert of their width, in every layer or every second one."""
    expert = FeedForward(width, keys.whole("intermediate_size"), gated=True)
    dense = FeedForward(width, keys.whole("intermediate_size_mlp"), gated=True)
    experts = Experts(expert, *taken_of(keys), shared=expert)
    step, listed = keys.whole("interleave_moe_layer_step", default=1), keys.listed("moe_layers", int)
    sparse = set(range(step - 1, layers, step)) if listed is None else set(listed)
    keys.skip("use_qk_norm")  # by a norm without parameters
    return _mixed([layer in sparse for layer in range(layers)], experts, dense)
