"""Encoders: BERT and its like for text, the Vision Transformer for images. A token attends to all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.runs.huggingface.families.common import class_of, depth, divided, stacked
from limits.training.architecture.architecture import Architecture
from limits.training.architecture.parts import HEAD, POSITIONS, Attention, FeedForward, Linear, Lookup, Vectors

if TYPE_CHECKING:
    from limits.runs.huggingface.keys import Keys
    from limits.training.architecture.parts import Part

POOLER, BELOW, CLASSES = "pooler", "below the output head", "classifier"
_TWO_AIMS = ("bert", "ernie")  # whose pre-training tells too whether the next sentence follows
_PER_IMAGE = "its tokens are patches of images, and its head works once for each image"


def layer_of(width: int, heads: int, size: int, inner: int, *, bias: bool = True) -> tuple[Part, ...]:
    """Return a layer in the manner of BERT; `bias` is that of queries, keys and values."""
    attention = Attention(width, heads, heads, size, size, bias=bias, out_bias=True)
    return attention, FeedForward(width, inner, gated=False, bias=True), Vectors(4 * width)


def filling_in(width: int, narrow: int, vocabulary: int, *, tied: bool) -> tuple[Part, ...]:
    """Return the head that fills in tokens: a projection, a norm, and the embedding with a bias."""
    head = Linear(narrow, vocabulary, HEAD, bias=True, tied=tied)
    return Linear(width, narrow, BELOW, bias=True), Vectors(2 * narrow), head


def _plain(keys: Keys) -> None:
    """Take keys by which an encoder of this manner could be another model, and those that change no count."""
    keys.text("position_embedding_type", "absolute", ("absolute",))
    keys.off("add_cross_attention")
    keys.skip("is_decoder", "cross_attention_hidden_size", "gradient_checkpointing", "classifier_dropout")
    keys.skip(
        *(f"pooler_{name}" for name in ("fc_size", "num_attention_heads", "num_fc_layers", "size_per_head", "type"))
    )


def bert(keys: Keys) -> Architecture:
    """BERT, RoBERTa and XLM-RoBERTa: with a pooler, or with the heads of pre-training, as `architectures` says.

    Where that says nothing: a stated tie of embeddings speaks of a head to be tied, else the bare encoder. RoBERTa and
    its like are trained to fill in tokens and nothing else.
    """
    width, layers, heads = keys.whole("hidden_size"), depth(keys), keys.whole("num_attention_heads")
    vocabulary, inner = keys.whole("vocab_size"), keys.whole("intermediate_size")
    _plain(keys)
    rows = keys.whole("max_position_embeddings") + keys.whole("type_vocab_size", least=0)
    if keys.flag("use_task_id", default=False) if keys.says("model_type") == "ernie" else False:
        rows += keys.whole("task_type_vocab_size")
    keys.skip("task_type_vocab_size")
    stated = class_of(keys)
    kind = stated or ("ForPreTraining" if keys.says("tie_word_embeddings") is not None else "Model")
    if kind == "ForPreTraining" and keys.says("model_type") not in _TWO_AIMS:
        kind = "ForMaskedLM"
    if not stated:
        keys.assumed["architectures"] = f"class {kind}"
    after: list[Part] = []
    if kind in {"Model", "ForPreTraining"}:
        after.append(Linear(width, width, POOLER, bias=True))
    tied = keys.flag("tie_word_embeddings", default=True)
    if kind != "Model":
        after += filling_in(width, width, vocabulary, tied=tied)
    if kind == "ForPreTraining":
        after.append(Linear(width, 2, CLASSES, bias=True))
    size = divided(keys, "num_attention_heads", width, heads, "hidden_size")
    return Architecture(
        before=(Lookup(vocabulary, width), Lookup(rows, width, POSITIONS), Vectors(2 * width)),
        layers=stacked([layer_of(width, heads, size, inner)] * layers),
        after=tuple(after),
        width=width,
        heads=heads,
        vocabulary=vocabulary,
        causal=False,
    )


def vit(keys: Keys) -> Architecture:
    """Vision Transformer, with a classifier where labels are stated."""
    width, layers, heads = keys.whole("hidden_size"), depth(keys), keys.whole("num_attention_heads")
    side, patch = keys.whole("image_size"), keys.whole("patch_size")
    channels = keys.whole("num_channels", default=3)
    across = divided(keys, "image_size", side, patch, "patch_size")
    keys.skip("encoder_stride", "pooler_output_size", "pooler_act", "num_labels", "qkv_bias")
    labels = keys.says("num_labels") or len(keys.says("id2label") or ())
    patches = Linear(channels * patch * patch, width, "patches", bias=True)
    positions = Lookup(across * across + 2, width, POSITIONS)  # with the class token
    classifies = class_of(keys) == "ForImageClassification" or (not class_of(keys) and labels)
    bias = keys.flag("qkv_bias", default=True)
    if classifies and (type(labels) is not int or not labels):
        keys.refuse("num_labels", labels, "the number of classes")
        labels = 1
    after = Linear(width, labels, CLASSES, bias=True) if classifies else Linear(width, width, POOLER, bias=True)
    inner = keys.whole("intermediate_size")
    size = divided(keys, "num_attention_heads", width, heads, "hidden_size")
    return Architecture(
        before=(patches, positions),
        layers=stacked([layer_of(width, heads, size, inner, bias=bias)] * layers),
        after=(Vectors(2 * width), after),
        width=width,
        heads=heads,
        causal=False,
        uncounted=_PER_IMAGE,
    )


BUILDERS = {
    "bert": bert,
    "roberta": bert,
    "xlm-roberta": bert,
    "camembert": bert,
    "ernie": bert,
    "vit": vit,
}
