"""Models whose code lies beside their checkpoint, with keys of their own: ChatGLM and GLM-4, the first Qwen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.runs.huggingface.families.common import depth, divided, output_head, stacked
from limits.training.architecture.architecture import Architecture
from limits.training.architecture.parts import Attention, FeedForward, Lookup, Vectors

if TYPE_CHECKING:
    from limits.runs.huggingface.keys import Keys


def chatglm(keys: Keys) -> Architecture:
    """ChatGLM2, ChatGLM3 and GLM-4 9B; ChatGLM of 2023-03 has other keys, which are refused."""
    width, layers, heads = keys.whole("hidden_size"), depth(keys, "num_layers"), keys.whole("num_attention_heads")
    size = keys.whole("kv_channels")
    few = keys.flag("multi_query_attention", default=False)
    groups = keys.whole("multi_query_group_num", most=heads) if few else heads
    keys.skip("multi_query_group_num", "vocab_size", "seq_length", "original_rope", "rope_ratio")
    bias, biased = keys.flag("add_bias_linear", default=False), keys.flag("add_qkv_bias", default=False)
    for switch in ("pre_seq_len", "prefix_projection", "quantization_bit", "apply_residual_connection_post_layernorm"):
        keys.off(switch)
    keys.skip("apply_query_key_layer_scaling", "bias_dropout_fusion", "fp32_residual_connection", "classifier_dropout")
    norm = width * (1 if keys.flag("rmsnorm", default=True) else 2)
    last = norm * keys.flag("post_layer_norm", default=True)
    attention = Attention(width, heads, groups, size, size, bias=bias or biased, out_bias=bias)
    feed = FeedForward(width, keys.whole("ffn_hidden_size"), gated=True, bias=bias)
    rows = keys.whole("padded_vocab_size")
    return Architecture(
        before=(Lookup(rows, width),),
        layers=stacked([(attention, feed, Vectors(2 * norm))] * layers),
        after=(Vectors(last), *output_head(_with_head(keys), width, rows, tied=False)),
        width=width,
        heads=heads,
        vocabulary=rows,
    )


def _with_head(keys: Keys) -> Keys:
    """Return keys as `output_head` reads them: the published files name a class without a head, and hold one."""
    if keys.says("architectures") == ["ChatGLMModel"]:
        keys.content = {**keys.content, "architectures": ["ChatGLMForConditionalGeneration"]}
    return keys


def qwen(keys: Keys) -> Architecture:
    """Qwen of 2023: `intermediate_size` is of the gate and the other half; queries, keys, values have biases."""
    width, layers = keys.whole("hidden_size"), depth(keys)
    heads, size = keys.whole("num_attention_heads"), keys.whole("kv_channels")
    vocabulary = keys.whole("vocab_size")
    bias = not keys.flag("no_bias", default=True)
    keys.skip("bf16", "fp16", "fp32", "use_dynamic_ntk", "use_logn_attn", "use_cache_kernel", "use_cache_quantization")
    keys.skip("onnx_safe", "softmax_in_fp32")
    attention = Attention(width, heads, heads, size, size, bias=True, out_bias=bias)
    half = divided(keys, "intermediate_size", keys.whole("intermediate_size"), 2, "it")
    feed = FeedForward(width, half, gated=True, bias=bias)
    return Architecture(
        before=(Lookup(vocabulary, width),),
        layers=stacked([(attention, feed, Vectors(2 * width))] * layers),
        after=(Vectors(width), *output_head(keys, width, vocabulary, tied=False)),
        width=width,
        heads=heads,
        vocabulary=vocabulary,
    )


BUILDERS = {"chatglm": chatglm, "qwen": qwen}
