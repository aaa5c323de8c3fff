"""A model as its configuration describes it: counted, with what was assumed and what has to be said of the count."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from limits.errors import InputError, Problem, UnknownNameError, shown
from limits.runs.huggingface.keys import Keys
from limits.runs.huggingface.notes import notes_on
from limits.runs.huggingface.others import is_vision, other_kind
from limits.runs.huggingface.text import content_of
from limits.textfile import called

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from limits.training.architecture.architecture import Architecture

WRAPPERS = {
    "gemma3": "gemma3_text",
    "llama4": "llama4_text",
    "mistral3": "mistral",
    "llava": "llama",
    "llava_next": "llama",
    "paligemma": "gemma",
    "idefics3": "llama",
    "smolvlm": "llama",
    "internvl": "qwen2",
    "aya_vision": "cohere2",
    "gemma3n": "gemma3n_text",
    "gemma4": "gemma4_text",
    "qwen2_vl": "qwen2_vl_text",
    "qwen2_5_vl": "qwen2_5_vl_text",
    "qwen3_vl": "qwen3_vl_text",
    "qwen3_vl_moe": "qwen3_vl_moe_text",
    "qwen3_5": "qwen3_5_text",
    "qwen3_5_moe": "qwen3_5_moe_text",
}
"""Types that hold the configuration of a text model under `text_config`, with its type where that is not said."""

_FLAT = ("qwen2_vl", "qwen2_5_vl")  # whose published files have the keys of the text model beside vision_config
_INNER = ("text_config", "llm_config")  # the second as InternVL's own code has it


@dataclass(frozen=True)
class Model:
    """A model as its configuration describes it.

    Attributes
    ----------
    model_type
        The type by whose rules it was counted.
    architecture
        Its parts.
    assumed
        What the type implies where the configuration says nothing, by key.
    notes
        What has to be said of the count.
    sha256
        A hash of the keys.
    """

    model_type: str
    architecture: Architecture
    assumed: Mapping[str, str]
    notes: tuple[str, ...]
    sha256: str


@cache
def builders() -> dict[str, Callable[[Keys], Architecture]]:
    """Return every type of model that is known, with the function that builds its architecture."""
    from limits.runs.huggingface.families import (
        decoders,
        encoders,
        gemma,
        gpt,
        hybrids,
        latent,
        linear,
        pairs,
        remote,
        small_encoders,
    )

    return {
        **decoders.BUILDERS,
        **latent.BUILDERS,
        **gpt.BUILDERS,
        **hybrids.BUILDERS,
        **linear.BUILDERS,
        **gemma.BUILDERS,
        **remote.BUILDERS,
        **encoders.BUILDERS,
        **small_encoders.BUILDERS,
        **pairs.BUILDERS,
    }


def load(source: str | Path | Mapping[str, Any], where: str = "") -> Model:
    """Read the configuration of a model from a file, from standard input (`-`), or from a dictionary of its keys.

    Raises
    ------
    InputError
        With everything that is wrong: a type of model that is not known, keys that are missing, of another kind or not
        understood.

    Examples
    --------
    >>> keys = {"model_type": "gpt2", "n_embd": 768, "n_layer": 12, "n_head": 12, "vocab_size": 50257}
    >>> load(keys | {"n_positions": 1024}).architecture.count.total
    124439808
    """
    if isinstance(source, Mapping):
        return model_of(dict(source), where or "config")
    return model_of(content_of(source, where), where or called(source))


def model_of(content: dict[Any, Any], where: str) -> Model:
    """Build a model from its keys; errors as in `load`."""
    if strange := [key for key in content if not isinstance(key, str)]:
        raise InputError(where, [Problem("keys", shown(strange[0]), "keys that are texts, as in JSON")])
    if other := other_kind(content):
        raise InputError(where, [Problem("file", other[0], "the config.json of a model", other[1])])
    stated = content.get("model_type")
    if not isinstance(stated, str):
        wanted = "the type of the model, as in the config.json of every model of transformers"
        mend = "a run is written in TOML, not in JSON" if "name" in content else ""
        raise InputError(where, [Problem("model_type", _said(stated), wanted, mend)])
    inside = next((name for name in _INNER if isinstance(content.get(name), dict)), _INNER[0])
    nested = isinstance(content.get(inside), dict)
    if stated in _FLAT and not nested and content.get(inside) is None:
        text = {key: value for key, value in content.items() if key != "vision_config"}
        return _built(text, WRAPPERS[stated], where, (_only_text(WRAPPERS[stated], stated, "vision_config"),))
    if stated in WRAPPERS or (stated not in builders() and nested):
        return _text_part(content, stated, where, inside)
    return _built(content, stated, where, ())


def _text_part(content: dict[str, Any], stated: str, where: str, inside: str) -> Model:
    """Count the text model within a model of several kinds of input."""
    inner = content.get(inside)
    if not isinstance(inner, dict):
        problem = Problem(inside, _said(inner), "the keys of the text model")
        raise InputError(where, [problem])
    inner_type = inner.get("model_type", WRAPPERS.get(stated))
    if inner_type is None and is_vision(stated):
        raise InputError(where, [_unknown(stated, "")])
    if not isinstance(inner_type, str):
        raise InputError(where, [Problem(f"{inside}.model_type", _said(inner_type), "the type of the text model")])
    tie = {key: content[key] for key in ("tie_word_embeddings",) if key in content and key not in inner}
    rest = ", ".join(sorted(key for key, value in content.items() if key != inside and isinstance(value, dict)))
    note = _only_text(inner_type, stated, rest)
    return _built({**tie, **inner}, inner_type, where, (note,), inside=f"{inside}.", outer=content)


def _only_text(inner_type: str, stated: str, rest: str) -> str:
    beside = f", not what {rest} describe" if rest else ""
    return f"only the text model ({inner_type}) of this {stated} is counted{beside}, nor any projection between them"


def _built(
    content: dict[str, Any],
    model_type: str,
    where: str,
    notes: tuple[str, ...],
    *,
    inside: str = "",
    outer: Mapping[str, Any] | None = None,
) -> Model:
    build = builders().get(model_type)
    if build is None:
        raise InputError(where, [_unknown(model_type, inside)])
    sha256 = hashlib.sha256(_canonical(content, where)).hexdigest()
    keys = Keys({**content, "model_type": model_type}, inside)
    said = notes_on(keys, content if outer is None else {**content, **outer})
    model = build(keys)
    keys.finish()
    if keys.problems:
        raise InputError(where, list(dict.fromkeys(keys.problems)))
    return Model(model_type, model, keys.assumed, (*notes, *said, *_of(model, model_type)), sha256)


def _said(given: object) -> str:
    return "nothing" if given is None else shown(given)


def _canonical(content: Mapping[str, Any], where: str) -> bytes:
    """Return keys as they are hashed; what JSON has not, as a type of numbers in Python, by its text."""
    try:
        return json.dumps(content, sort_keys=True, separators=(",", ":"), default=str).encode("utf-8", "surrogatepass")
    except (TypeError, ValueError, RecursionError):  # keys of several kinds, or a dictionary within itself
        wanted = "keys that are texts, with values that JSON has"
        raise InputError(where, [Problem("keys", "others within one of them", wanted)]) from None


def _unknown(model_type: str, inside: str) -> Problem:
    wanted = "a type of model whose parameters are known here"
    if is_vision(model_type):
        return Problem(f"{inside}model_type", shown(model_type), wanted, "an encoder of images alone is not counted")
    known = (*builders(), *WRAPPERS)
    hint = UnknownNameError("type of model", model_type, known).hint
    near = f"{hint} " if hint else ""
    mend = (
        f"{near}docs/reference/models.md lists all {len(known)}; or state model.parameters and model.active_parameters"
    )
    return Problem(f"{inside}model_type", shown(model_type), wanted, mend)


def _of(model: Architecture, model_type: str) -> tuple[str, ...]:
    """Say of a count what its parts show."""
    said = []
    if model.count.total != model.without_further:
        without = f"{model.without_further:,} without them"
        said.append(f"layers that predict further tokens are trained and counted; {without}")
    if model_type in {"t5", "mt5", "umt5"}:
        said.append(
            "embedding and head are taken as tie_word_embeddings says; some checkpoints hold them untied all the same"
        )
    return tuple(said)
