"""What has to be said of a count that the count does not show: quantised weights, windows of attention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.runs.huggingface.keys import Keys


_QUANTISED = ("quantization_config", "compression_config", "quantization")  # the last as MLX writes it


def notes_on(keys: Keys, content: Mapping[str, Any]) -> tuple[str, ...]:
    """Take keys that every type of model may have, and say what they mean for its count."""
    keys.skip(*_QUANTISED, "model_type")
    keys.off("pruned_heads", "nothing: which heads were taken out is not understood")
    keys.off("tie_encoder_decoder")
    said = []
    for name in _QUANTISED:
        if content.get(name) is not None and not isinstance(content[name], dict):
            keys.refuse(name, content[name], "an object with keys")
    quantised = next((content[name] for name in _QUANTISED if content.get(name)), None)
    if isinstance(quantised, dict):
        named = _named(quantised)
        said.append(
            f"the checkpoint is quantised{named}: counted are the parameters of the model, not the packed numbers and "
            "scales of its file"
        )
    if (window := _window(content)) is not None:
        said.append(
            f"some or all layers look back no further than {window} tokens; FLOP are counted without that saving"
        )
    return tuple(said)


def _named(quantised: Mapping[str, Any]) -> str:
    """Return how a checkpoint is quantised, in brackets, as far as it says so."""
    method, bits = quantised.get("quant_method"), quantised.get("bits")
    said = [method] if isinstance(method, str) and method else []
    if type(bits) is int:
        said.append(f"{bits} bit")
    return f" ({', '.join(said)})" if said else ""


def _window(content: Mapping[str, Any]) -> int | None:
    """Return the window of attention, where there is one and it is not switched off."""
    for name, switch in (("sliding_window", "use_sliding_window"), ("attention_chunk_size", ""), ("window_size", "")):
        window = content.get(name)
        if type(window) is int and window > 0 and content.get(switch) is not False:
            return window
    return None
