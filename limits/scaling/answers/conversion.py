"""One loss in other units: nat and bit a token, perplexity, bit a byte and a character."""

from __future__ import annotations

import math
import sys
from typing import ClassVar

from limits import __version__
from limits.errors import InputError, Problem
from limits.frozen import frozen
from limits.interval import BEYOND_FLOATS
from limits.scaling import loss_units
from limits.scaling.answers.asked import QUIETLY, number, positive
from limits.value import GIVEN, Value

__all__ = ["Conversion", "convert"]

_LARGEST = 700.0  # nat/token, of which the perplexity is still a float
_NOTE = "Perplexity is for a token. Losses of two tokenizers compare in bit/byte only."
_LENGTHS = {"bits_per_byte": "bytes_per_token", "bits_per_character": "characters_per_token"}


@frozen
class Conversion:
    """One loss in every unit; null for a byte or a character where nobody says how long a token is."""

    schema: ClassVar[str] = "limits.loss-units/1"

    loss: Value
    bits_per_token: Value | None
    perplexity: Value | None
    bits_per_byte: Value | None
    bits_per_character: Value | None
    unknown: dict[str, str]
    cautions: tuple[str, ...]
    limits_version: str


@QUIETLY
def convert(
    loss: float, *, bytes_per_token: float | None = None, characters_per_token: float | None = None
) -> Conversion:
    """Return a loss in other units.

    Parameters
    ----------
    loss
        Loss [nat/token].
    bytes_per_token, characters_per_token
        Mean length of a token of the corpus; None where it is not known.

    Raises
    ------
    InputError
        If a number is not positive and finite, or a length so small that the loss of one byte is no float.

    Examples
    --------
    >>> answer = convert(1.9, bytes_per_token=4.2)
    >>> f"{answer.perplexity:.4f}, {answer.bits_per_byte:.4f} {answer.bits_per_byte.unit}"
    '6.6859, 0.6526 bit/byte'
    >>> answer.bits_per_character is None, answer.unknown["bits_per_character"]
    (True, 'nobody says how many characters a token has')
    """
    lengths = {"bytes_per_token": bytes_per_token, "characters_per_token": characters_per_token}
    positive("convert", loss=loss, **{name: length for name, length in lengths.items() if length is not None})
    perplexity = loss_units.perplexity(loss) if loss < _LARGEST else math.inf
    values = {
        "bits_per_token": number(loss_units.bits(loss), "bit/token", "loss/ln 2"),
        "perplexity": number(perplexity, "1", "e^loss"),
    }
    unknown = {name: BEYOND_FLOATS for name, value in values.items() if value is None}
    for name, by in _LENGTHS.items():
        length, unit = lengths[by], name.removeprefix("bits_per_")
        if length is None:
            values[name], unknown[name] = None, f"nobody says how many {unit}s a token has"
            continue
        values[name] = number(_per_unit(by, loss, length), f"bit/{unit}", f"loss/(ln 2 {by})")
    return Conversion(
        loss=Value(float(loss), "nat/token", origin=GIVEN),
        **values,
        unknown=unknown,
        cautions=(_NOTE,),
        limits_version=__version__,
    )


def _per_unit(name: str, loss: float, length: float) -> float:
    """Return the loss of one byte or character [bit]; a length next to 0 leaves no finite one."""
    if loss_units.bits(loss) > length * sys.float_info.max:
        raise InputError("convert", [Problem(name, f"{length:g}", "a length at which the loss of one is a float")])
    return float(loss_units.per_unit(loss, length))
