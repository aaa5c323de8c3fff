"""Files that lie beside a config.json, or look like one, and describe no model whose parameters could be counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_BY_KEYS = (
    (("peft_type", "lora_alpha"), "a LoRA adapter", "name the config.json of the model that it adapts"),
    (("tokenizer_class", "added_tokens_decoder"), "a tokenizer's configuration", "name the model's config.json"),
    (("added_tokens", "pre_tokenizer"), "a tokenizer", "name the model's config.json"),
    (("image_processor_type", "feature_extractor_type"), "a preprocessor's configuration", "name config.json"),
    (("_diffusers_version",), "a part of a diffusion pipeline", "only language models and their like are counted"),
    (("weight_map",), "an index of weights", "name the config.json beside it"),
    (("train_batch_size", "zero_optimization"), "a configuration of a trainer", "name the model's config.json"),
)
_GENERATION = frozenset(("do_sample", "temperature", "top_p", "top_k", "max_length", "max_new_tokens", "num_beams"))
_VISION = ("vision", "clip", "siglip", "dino", "image", "sam_")


def other_kind(content: Mapping[str, Any]) -> tuple[str, str] | None:
    """Tell what a file is that is no configuration of a model, and what to name instead; None where it may be one.

    Examples
    --------
    >>> other_kind({"peft_type": "LORA", "r": 16})
    ('a LoRA adapter', 'name the config.json of the model that it adapts')
    >>> other_kind({"model_type": "llama"}) is None
    True
    """
    typed = isinstance(content.get("model_type"), str)
    for marks, what, mend in _BY_KEYS:
        if any(mark in content for mark in marks) and not (typed and marks[0] == "tokenizer_class"):
            return what, mend
    generates = _GENERATION & set(content) or {"bos_token_id", "eos_token_id"} <= set(content)
    if generates and not typed and not any("hidden" in key or "layer" in key for key in content):
        return "a configuration of how text is generated", "name the config.json beside it"
    return None


def is_vision(model_type: str) -> bool:
    """Tell whether the name of a type is that of an encoder of images alone.

    Examples
    --------
    >>> is_vision("siglip_vision_model"), is_vision("llama")
    (True, False)
    """
    return any(mark in model_type for mark in _VISION)
