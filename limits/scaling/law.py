"""A named fit of the loss: its coefficients, and everything that limits what it may be asked."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import astuple, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from limits.frozen import frozen
from limits.pickling import by_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.scaling.forms import Coefficients
    from limits.scaling.held_out import HeldOut
    from limits.typing import Num

COUNTS = ("total", "non-embedding")
"""What N may count: every parameter, or all but the embedding and the output layer."""

LOSS_UNITS = ("nat/token", "bit/byte")
"""Units that the loss of a law may have; others are converted before a fit (`limits.scaling.fits.losses`)."""

EVIDENCE = ("primary", "secondary", "own")
"""Read in or computed from what the authors released; quoted by another publication; the user's own."""

FEWEST_RESAMPLES = 20
"""Rows of a bootstrap below which the ends of an interval would be single rows."""

_SEEN = 0.05  # decades from which one decimal is not 0.0
_STABLE = 9  # digits of computed coefficients that every processor agrees on


@frozen
class Span:
    """The values of one variable between which a law was fitted; NaN at both ends where nobody says.

    Examples
    --------
    >>> fitted = Span(1e18, 1e22)
    >>> [float(fitted.decades_beyond(c)) for c in (1e17, 1e20, 1e25)]
    [-1.0, 0.0, 3.0]
    """

    low: float = math.nan
    high: float = math.nan

    def decades_beyond(self, value: Num) -> Num:
        """Return the decades by which `value` lies above the span: 0 inside, negative below."""
        return np.maximum(np.log10(value / self.high), 0.0) + np.minimum(np.log10(value / self.low), 0.0)


def beyond(decades: float, digits: str = "") -> str:
    """Say how far something lies outside a span; `digits` is the number as it is to be written.

    Examples
    --------
    >>> beyond(2.47), beyond(-0.5), beyond(-0.031), beyond(-0.031, "0.031")
    ('2.5 decades above', '0.5 decades below', 'less than 0.1 decades below', '0.031 decades below')
    """
    far = digits or (f"{abs(decades):.1f}" if abs(decades) >= _SEEN else "less than 0.1")
    return f"{far} decade{'' if far == '1' else 's'} {'above' if decades > 0 else 'below'}"


@frozen
class Fitted:
    """The range of the runs that a law was fitted to: parameters, tokens [token] and compute [FLOP]."""

    parameters: Span = Span()
    tokens: Span = Span()
    compute: Span = Span()


@dataclass(frozen=True, eq=False)  # one law is one object: its coefficients may be arrays, which do not compare
class ScalingLaw:
    """An empirical trend of the loss with parameters and tokens: what has been seen, never what is possible.

    Parameters
    ----------
    key, aliases, title
        The name it is asked by, others that mean it too, and the one it is shown by.
    form, published
        Key of `forms.FORMS`, and the constants that this form takes, as the source prints them.
    coefficients
        The same law as a member of the nested family; floats, or arrays over a last axis of draws.
    modality, objective, corpus, tokenizer, loss_unit
        What was predicted, and how the loss was counted: losses of two tokenizers do not compare.
    counts
        What N counts, one of `COUNTS`.
    fitted
        The range of the runs behind the fit.
    source, evidence, references
        Where the constants were read, how (`EVIDENCE`), and the keys of the bibliography.
    notes
        What a reader of its results must know.
    covariance, resamples
        How uncertain the coefficients are together: the covariance of (ln E, ln A, ln B, alpha, beta), or rows (E, A,
        B, alpha, beta) of a bootstrap, which come first, each with q at the end where it was fitted; without either a
        prediction has no interval.
    degrees
        Degrees of freedom behind the covariance, runs less coefficients: few of them widen intervals as Student's
        distribution does. Many if it is left out.
    irreducible
        Ends of the interval of E, 90 %, where they are known better than the covariance tells: from a profile.
    holdout
        How the same fit without its largest runs predicted them, where somebody asked.

    Examples
    --------
    >>> from limits.scaling import get
    >>> law = get("besiroglu2024")
    >>> law.kind, law.counts, law.coefficients.E
    ('trend', 'total', 1.8172)
    """

    kind: ClassVar[str] = "trend"

    key: str
    title: str
    form: str
    published: Mapping[str, float]
    coefficients: Coefficients
    modality: str
    objective: str
    corpus: str
    tokenizer: str
    loss_unit: str
    counts: str
    fitted: Fitted
    source: str
    evidence: str
    references: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    covariance: tuple[tuple[float, ...], ...] | None = None
    resamples: tuple[tuple[float, ...], ...] | None = None
    degrees: float | None = None
    irreducible: tuple[float, float] | None = None
    holdout: HeldOut | None = None

    @cached_property
    def sha256(self) -> str:
        """Hash of all that numbers are computed from, so that two laws under one key are told apart.

        Over the canonical JSON of form, constants, coefficients to nine digits, covariance, resamples, degrees of
        freedom, what N counts and the range of the runs. Names, texts and sources have no part in it.

        Examples
        --------
        >>> from dataclasses import replace
        >>> from limits.scaling import get
        >>> law = get("besiroglu2024")
        >>> replace(law, key="mine").sha256 == law.sha256, get("hoffmann2022").sha256 == law.sha256
        (True, False)
        """
        centre = (float(np.ravel(each)[0]) for each in self.coefficients)  # of draws, the first
        parts: dict[str, object] = {
            "form": self.form,
            "constants": {name: float(value) for name, value in self.published.items()},
            "coefficients": [f"{value:.{_STABLE - 1}e}" for value in centre],
            "covariance": self.covariance,
            "resamples": self.resamples,
            "degrees": self.degrees,
            "counts": self.counts,
            "fitted": [[end if math.isfinite(end) else None for end in span] for span in astuple(self.fitted)],
        }
        if self.irreducible is not None:
            parts["irreducible"] = self.irreducible
        text = json.dumps(parts, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def __repr__(self) -> str:
        return f"<ScalingLaw {self.key}: {self.title}>"

    def __reduce__(self) -> tuple[Any, ...]:
        from limits.scaling.published import LAWS, get

        return (get, (self.key,)) if LAWS.get(self.key) is self else by_fields(self)
