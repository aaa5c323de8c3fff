"""What N counts: from the total number of parameters of a model to the count of a scaling law.

Laws differ in whether the embedding belongs to N. A run states its total (for a mixture, that of the experts
a token uses), so the only conversion takes the embedding off: vocabulary and width must be known.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.errors import InputError, Problem

if TYPE_CHECKING:
    from limits.scaling.law import ScalingLaw
    from limits.typing import Num


class Counted(NamedTuple):
    """A number of parameters as a law counts them [parameter], and a sentence on how it came about."""

    parameters: float
    sentence: str
    converted: bool
    """Whether N is in the law's own count; if not, the caller lists the sentence among its assumptions."""


def embedding_parameters(vocabulary: Num, width: Num, tied: Num = False) -> Num:
    """Return the parameters of the token embedding and of the output layer [parameter].

    Parameters
    ----------
    vocabulary
        Entries of the vocabulary [1].
    width
        Width of the residual stream [1].
    tied
        Whether the output layer shares the matrix of the embedding, which then counts once.

    Examples
    --------
    >>> embedding_parameters(128256, 16384)
    4202692608.0
    """
    return vocabulary * width * (2.0 - tied)


def in_count(
    law: ScalingLaw, parameters: Num, vocabulary: Num = math.nan, width: Num = math.nan, tied: Num = False
) -> Num:
    """Return total parameters as the law counts them, for arrays: NaN where that cannot be known [parameter].

    Parameters
    ----------
    law
        The law whose count is wanted.
    parameters
        Total parameters that a token passes through [parameter].
    vocabulary, width, tied
        As in `embedding_parameters`; NaN where unknown. Learned position embeddings stay in the count.

    Examples
    --------
    >>> from limits.scaling import get
    >>> f"{in_count(get('kaplan2020'), 4.05853e11, 128256.0, 16384.0):.4e}"
    '4.0165e+11'
    """
    if law.counts == "total":
        return parameters
    left = parameters - embedding_parameters(vocabulary, width, tied)
    return np.where(left > 0, left, np.nan)[()]


def to_count(
    law: ScalingLaw,
    parameters: float,
    vocabulary: float = math.nan,
    width: float = math.nan,
    tied: bool = False,
) -> Counted:
    """Return the parameters of one run as the law counts them, or its total where that is not known.

    Raises
    ------
    InputError
        When the embedding alone would be larger than the model.

    Examples
    --------
    >>> from limits.scaling import get
    >>> print(to_count(get("kaplan2020"), 4.05853e11).sentence)
    N is the total count as it is: kaplan2020 leaves the embedding out, whose size is unknown
    """
    if law.counts == "total":
        return Counted(parameters, f"N is the total count, as {law.key} counts it", converted=True)
    embedding = float(embedding_parameters(vocabulary, width, tied))
    if math.isnan(embedding):
        why = f"{law.key} leaves the embedding out, whose size is unknown"
        return Counted(parameters, f"N is the total count as it is: {why}", converted=False)
    if embedding >= parameters:
        given = f"{parameters:.6g}, of which {embedding:.6g} would be embedding"
        mend = "check vocabulary, width and whether the output layer is tied"
        raise InputError(law.key, [Problem("parameters", given, "more parameters than the embedding has", mend)])
    what = "the embedding, tied to the output layer" if tied else "the embedding and the output layer"
    sentence = f"N leaves out the {embedding:.4g} parameters of {what}, as {law.key} counts it"
    return Counted(parameters - embedding, sentence, converted=True)
