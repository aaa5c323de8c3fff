"""What has to be said of a count that the count does not show: quantised weights, windows of attention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.runs.huggingface.keys import Keys


def notes_on(keys: Keys, content: Mapping[str, Any]) -> tuple[str, ...]:
    """Take keys that every type of model may have, and say what they mean for its count."""
    keys.skip("quantization_config", "compression_config", "model_type")
    keys.off("pruned_heads", "nothing: which heads were taken out is not understood")
    keys.off("tie_encoder_decoder")
    said = []
    quantised = content.get("quantization_config") or content.get("compression_config")
    if quantised:
        method = quantised.get("quant_method", "") if isinstance(quantised, dict) else ""
        named = f" ({method})" if isinstance(method, str) and method else ""
        said.append(
            f"the checkpoint is quantised{named}: counted are the parameters of the model, not the packed numbers and "
            "scales of its file"
        )
    if (window := _window(content)) is not None:
        said.append(
            f"some or all layers look back no further than {window} tokens; FLOP are counted without that saving"
        )
    return tuple(said)


def _window(content: Mapping[str, Any]) -> int | None:
    """Return the window of attention, where there is one and it is not switched off."""
    for name, switch in (("sliding_window", "use_sliding_window"), ("attention_chunk_size", ""), ("window_size", "")):
        window = content.get(name)
        if type(window) is int and window > 0 and content.get(switch) is not False:
            return window
    return None
