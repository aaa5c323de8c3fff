"""What families of models share: the output head by the class of the model, layers put together, what windows leave."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from limits.runs.huggingface.keys import MOST_LAYERS
from limits.training.architecture.architecture import Layer
from limits.training.architecture.parts import HEAD, Linear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.runs.huggingface.keys import Keys
    from limits.training.architecture.parts import Part

_LANGUAGE = ("ForCausalLM", "LMHeadModel", "ForConditionalGeneration", "MTModel", "ForMaskedLM", "ForPreTraining")
WIDER = "projections of the embedding"
_PARTS = ("EncoderModel", "DecoderModel", "DoubleHeadsModel")  # half a model, or one with another head
SCANS = "the FLOP of a state space or of linear attention depend on how its scan is cut, and are not counted"


def class_of(keys: Keys) -> str:
    """Return the kind of model that the key `architectures` names by the end of a class; empty where it says nothing.

    `Model` is a bare model without a head; classes with heads of other tasks are refused, since these count too.
    """
    names = keys.listed("architectures", str)
    if not names:
        return ""
    known = (*_LANGUAGE, "ForImageClassification", "Model")
    ends = {next((end for end in known if name.endswith(end) and not name.endswith(_PARTS)), "") for name in names}
    if len(ends) > 1 or "" in ends:
        wanted = f"one class that ends in {', '.join(known)}"
        keys.refuse("architectures", ", ".join(names), wanted, "heads of other tasks have parameters of their own")
    return next(iter(ends))


def output_head(keys: Keys, width: int, vocabulary: int, *, tied: bool, bias: bool = False) -> tuple[Linear, ...]:
    """Return the head of a language model: tied to the embedding or not, and none for a bare model."""
    is_tied = keys.flag("tie_word_embeddings", default=tied)
    if class_of(keys) == "Model":
        return ()
    return (Linear(width, vocabulary, HEAD, bias=bias, tied=is_tied),)


def depth(keys: Keys, *names: str) -> int:
    """Return the number of layers."""
    return keys.whole(*(names or ("num_hidden_layers",)), most=MOST_LAYERS)


def stacked(layers: Sequence[tuple[Part, ...]]) -> tuple[Layer, ...]:
    """Put equal layers that follow each other together."""
    return tuple(Layer(parts, sum(1 for _ in same)) for parts, same in groupby(layers))


def divided(keys: Keys, name: str, whole: int, by: int, said: str) -> int:
    """Return a size that is another one divided; refuse what leaves a rest, where both are sizes."""
    if whole % by and not keys.problems:
        keys.refuse(name, keys.says(name), f"a number that {said} can be divided by", f"{whole} / {by} leaves a rest")
    return max(whole // by, 1)


def stated_kinds(keys: Keys, layers: int, known: Sequence[str], said: str) -> list[str]:
    """Return what `layer_types` says of each layer, in types that must say it; nothing where it cannot be used."""
    kinds = kinds_of_layers(keys, layers, known)
    if kinds is None:
        keys.refuse("layer_types", keys.says("layer_types"), f"the kind of each layer, {said}")
    return kinds or []


def kinds_of_layers(keys: Keys, layers: int, known: Sequence[str]) -> list[str] | None:
    """Return what `layer_types` says of each layer; None where it says nothing."""
    kinds = keys.listed("layer_types", str)
    if kinds is None:
        return None
    if len(kinds) != layers:
        keys.refuse("layer_types", f"{len(kinds)} kinds", f"one for each of the {layers} layers")
        return None
    if strange := sorted(set(kinds) - set(known)):
        keys.refuse("layer_types", ", ".join(strange), f"kinds of layers that are known here: {', '.join(known)}")
        return None
    return kinds
