"""Files that lie beside a config.json, or look like one, and describe no model whose parameters could be counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_STATE = "name the model's config.json, or state model.parameters, model.layers, model.width and model.heads"
_PARAMS = (
    "name the config.json of transformers, or state model.parameters, model.layers (n_layers), model.width (dim) and "
    "model.heads (n_heads)"
)
_BY_KEYS = (
    (("peft_type", "lora_alpha"), "a LoRA adapter", "name the config.json of the model that it adapts"),
    (("tokenizer_class", "added_tokens_decoder"), "a tokenizer's configuration", "name the model's config.json"),
    (("added_tokens", "pre_tokenizer"), "a tokenizer", "name the model's config.json"),
    (("image_processor_type", "feature_extractor_type"), "a preprocessor's configuration", "name config.json"),
    (("_diffusers_version",), "a part of a diffusion pipeline", "only language models and their like are counted"),
    (("weight_map",), "an index of weights", "name the config.json beside it"),
    (("n_layers", "dim"), "a params.json of Meta's or Mistral's own code", _PARAMS),
    (("general.architecture",), "metadata of a GGUF file", _STATE),
    (("word_embedding_dimension",), "a layer of a sentence encoder", "name the config.json of its transformer"),
    (("chat_template",), "a template of conversations", "name the model's config.json"),
    (("log_history", "per_device_train_batch_size"), "a record of a training", "name the model's config.json"),
    (("train_batch_size", "zero_optimization"), "a configuration of a trainer", "name the model's config.json"),
)
_ALSO_IN_MODELS = ("tokenizer_class", "n_layers", "chat_template", "train_batch_size", "log_history")
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
        if any(mark in content for mark in marks) and not (typed and marks[0] in _ALSO_IN_MODELS):
            return what, mend
    if str(content.get("schema", "")).startswith("limits."):
        return "an answer of limits", "name the run that it was computed from"
    if (
        not typed
        and content
        and all(str(key).endswith("_token") or key == "additional_special_tokens" for key in content)
    ):
        return "the special tokens of a tokenizer", "name the model's config.json"
    generates = _GENERATION & set(content) or {"bos_token_id", "eos_token_id", "pad_token_id"} & set(content)
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
