"""Knowledge: how much models have been seen to hold, and what follows if it is so; not bounds of nature."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.errors import Problem
from limits.laws.domain import NON_NEGATIVE, POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.laws.reading import shortly

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.typing import Num

__all__ = [
    "LEARNED_INFORMATION",
    "MANIFOLD_EXPONENT",
    "PARAMETER_CAPACITY",
    "learned_information",
    "manifold_exponent",
    "parameter_capacity",
]

_PARAMETERS = ("N", "parameter", POSITIVE, (1e3, 1e15), "parameters", "7e9 parameter")
_DENSITY = ("b", "bit/parameter", POSITIVE, (0.1, 16.0), "knowledge in each parameter", "2 bit/parameter")


def parameter_capacity(parameters: Num, density: Num) -> Num:
    r"""Information that a model of so many `parameters` has been seen to hold.

    .. math:: I = b\,N

    Parameters
    ----------
    parameters
        Parameters of the model [parameter].
    density
        Information in each parameter: 2 as knowledge that can be asked for, 3.6 as text learned by heart
        [bit/parameter].

    Returns
    -------
    Num
        Information [bit].

    Notes
    -----
    A trend: 2 bit for each parameter after enough exposures [allenzhu2025]_, about 3.6 bit for models in the style of
    GPT that memorise random strings [morris2025]_. The only bound is the width of the parameters in storage.

    Examples
    --------
    >>> parameter_capacity(7e9, 2.0)
    14000000000.0
    """
    return parameters * density


PARAMETER_CAPACITY = Law(
    key="parameter-capacity",
    kernel=parameter_capacity,
    kind=Kind.TREND,
    sense=Sense.NONE,
    result="information",
    symbol="I",
    unit="bit",
    gives="information that the model holds",
    inputs=(Input("parameters", *_PARAMETERS, power=1.0), Input("density", *_DENSITY, power=1.0)),
    latex=r"I = b\,N",
    holds_under=(
        "measured on small transformers trained on synthetic facts or random strings",
        "not a bound: that is the width of a parameter in storage",
    ),
    refs=("allenzhu2025", "morris2025"),
)


def learned_information(tokens: Num, unigram_entropy: Num, entropy: Num, parameters: Num, density: Num) -> Num:
    r"""Most information that training on `tokens` puts into a model: what they teach, or what it holds.

    .. math:: I \le \min\{D\,(H_1 - E),\; b\,N\}

    Parameters
    ----------
    tokens
        Tokens trained on, repeated ones counted once [token].
    unigram_entropy
        Entropy of a token out of its context [bit/token].
    entropy
        Irreducible entropy of a token in its context [bit/token].
    parameters
        Parameters of the model [parameter].
    density
        Information in each parameter that can be counted on, 2 as it seems [bit/parameter].

    Returns
    -------
    Num
        Information [bit].

    Notes
    -----
    A model: no more can be learned from a token than its context takes away from its surprise [cover2006]_,
    nor be kept than the parameters have been seen to keep [allenzhu2025]_. It is no bound on energy: Landauer's heat is
    for bits erased, which learning need not do.

    Examples
    --------
    >>> float(learned_information(1e12, 10.0, 2.5, 7e9, 2.0))
    14000000000.0
    """
    return np.minimum(tokens * (unigram_entropy - entropy), parameters * density)


def _predictable(values: Mapping[str, Num]) -> Problem | None:
    """Context never makes a token more surprising on average."""
    alone, entropy = values["unigram_entropy"], values["entropy"]
    if np.all(alone >= entropy):
        return None
    least = f"at least the entropy in context, {shortly(entropy)} bit/token"
    return Problem("unigram_entropy", f"{shortly(alone)} bit/token", least)


LEARNED_INFORMATION = Law(
    key="learned-information",
    kernel=learned_information,
    kind=Kind.MODEL,
    sense=Sense.AT_MOST,
    result="information",
    symbol="I",
    unit="bit",
    gives="information put into the model",
    inputs=(
        Input("tokens", "D", "token", POSITIVE, (1e3, 1e15), "distinct tokens trained on", "1e12 token"),
        Input("unigram_entropy", "H_1", "bit/token", POSITIVE, (5.0, 16.0), "entropy out of context", "10 bit/token"),
        Input("entropy", "E", "bit/token", NON_NEGATIVE, (0.1, 4.0), "irreducible entropy", "2.44 bit/token"),
        Input("parameters", *_PARAMETERS),
        Input("density", *_DENSITY),
    ),
    latex=r"I \le \min\{D\,(H_1 - E),\; b\,N\}",
    holds_under=(
        "tokens whose surprise out of context and in context are means over the corpus",
        "a capacity for each parameter that is a trend, not a bound",
        "bits learned, not bits erased: no energy follows",
    ),
    refs=("allenzhu2025", "cover2006"),
    condition=_predictable,
)


def manifold_exponent(dimension: Num) -> Num:
    r"""Exponent with which loss falls with parameters, for data of given intrinsic `dimension`.

    .. math:: \alpha \approx \frac{4}{d}

    Parameters
    ----------
    dimension
        Intrinsic dimension of the data [1].

    Returns
    -------
    Num
        Exponent of the number of parameters [1].

    Notes
    -----
    A model [sharma2022]_: a network fits a smooth function on a manifold piece by piece, for cross-entropy and mean
    squared error. An approximate equality, and not the exponent of the number of tokens.

    Examples
    --------
    >>> manifold_exponent(100.0)
    0.04
    """
    return 4.0 / dimension


MANIFOLD_EXPONENT = Law(
    key="manifold-exponent",
    kernel=manifold_exponent,
    kind=Kind.MODEL,
    sense=Sense.NONE,
    result="exponent",
    symbol=r"\alpha",
    unit="1",
    gives="exponent of the number of parameters",
    inputs=(Input("dimension", "d", "1", POSITIVE, (1.0, 1e3), "intrinsic dimension of the data", "12", power=-1.0),),
    latex=r"\alpha \approx \frac{4}{d}",
    holds_under=("a smooth target, and loss limited by parameters alone", "the exponent of parameters, not of tokens"),
    refs=("sharma2022",),
)
