"""From the loss to a task: error, accuracy, and how much of a jump is the metric's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.errors import InputError, Problem
from limits.scaling.trends.relations.relation import Relation

if TYPE_CHECKING:
    from limits.typing import Flag, Num

__all__ = ["RELATIONS", "Metrics", "accuracy", "answer_metrics", "error", "exact_match"]


def error(L: Num, *, epsilon: Num, k: Num, gamma: Num) -> Num:
    """Return the mean error of tasks against the loss, epsilon - k exp(-gamma L).

    Parameters
    ----------
    L
        Loss [nat/token].
    epsilon
        Error of a model of large loss, which guesses [1].
    k, gamma
        Scale [1], and e-folds per unit of loss.

    Examples
    --------
    >>> f"{error(2.5, epsilon=0.76085, k=1.322899, gamma=0.890708):.3f}"  # Gadre et al. 2024, RedPajama, 46 tasks
    '0.618'
    """
    return epsilon - k * np.exp(-gamma * L)


def _loss_of_error(err: Num, *, epsilon: Num, k: Num, gamma: Num) -> Num:
    return (np.log(k) - np.log(epsilon - err)) / gamma


def accuracy(L: Num, *, low: Num, high: Num, middle: Num, width: Num) -> Num:
    """Return the accuracy of a task against its loss, a sigmoid between guessing and the best that is reached.

    Bhagia et al. (2024) and Llama 3 predict accuracy so, from the loss on the right answers. Half of the way is done at
    `middle`, where the slope is steepest, -(high - low)/(4 width).

    Parameters
    ----------
    L
        Loss on the right answers of the task, in the unit of `middle`.
    low, high
        Accuracy at large and at small loss [1].
    middle, width
        Loss at half of the way, and the loss over which the odds change by a factor of e.

    Examples
    --------
    >>> [round(float(accuracy(L, low=0.25, high=0.95, middle=1.0, width=0.1)), 3) for L in (0.5, 1.0, 2.0)]
    [0.945, 0.6, 0.25]
    """
    return low + (high - low) * np.exp(-np.logaddexp(0.0, (L - middle) / width))


def _loss_of_accuracy(share: Num, *, low: Num, high: Num, middle: Num, width: Num) -> Num:
    return middle + width * (np.log(high - share) - np.log(share - low))


def exact_match(L: Num, T: Num) -> Num:
    """Return the probability that all tokens of an answer are right, exp(-L T).

    Elementary probability: T independent tokens, each right with p = exp(-L), are all right with p^T. By the chain rule
    it is also the probability with which a model samples an answer on which its mean loss is L, independent or not.

    Parameters
    ----------
    L
        Loss on the tokens of the answer [nat/token].
    T
        Tokens of the answer [token].

    Examples
    --------
    >>> [round(float(exact_match(0.1, T)), 3) for T in (1, 10, 100)]
    [0.905, 0.368, 0.0]
    """
    return np.exp(-L * T)


def _loss_of_match(share: Num, T: Num) -> Num:
    return -np.log(share) / T


def _tokens_of_match(share: Num, L: Num) -> Num:
    return -np.log(share) / L


class Metrics(NamedTuple):
    """Three views of one answer: probability of a right token, of a right answer [1], and whether it passes."""

    per_token: Num
    exact_match: Num
    passes: Flag


def answer_metrics(L: Num, T: Num, *, threshold: float) -> Metrics:
    """Return the smooth, the sharp and the thresholded view of one and the same loss.

    The share of right tokens follows the loss; that of right answers stays near 0 until T L is about 1; a threshold
    turns it into a step. Where the loss is a power of the compute, L ~ C^-x, exp(-T L) is the very curve of exp(-L),
    T^(1/x) times later. Schaeffer et al. (2023) hold that many abilities seem to emerge by such a choice of metric.

    Parameters
    ----------
    L
        Loss on the tokens of the answer [nat/token] >= 0.
    T
        Tokens of the answer [token] >= 1.
    threshold
        Probability of a right answer from which it passes [1], above 0 and at most 1.

    Raises
    ------
    InputError
        With everything that lies outside its domain.

    Examples
    --------
    >>> seen = answer_metrics(np.array([0.4, 0.2, 0.1, 0.05]), 20, threshold=0.3)
    >>> seen.per_token.round(2).tolist(), seen.exact_match.round(2).tolist(), seen.passes.tolist()
    ([0.67, 0.82, 0.9, 0.95], [0.0, 0.02, 0.14, 0.37], [False, False, False, True])
    """
    problems = [
        Problem(name, f"{given}", wanted)
        for name, given, wanted, holds in (
            ("L", L, "losses [nat/token] >= 0, finite", (np.asarray(L) >= 0) & np.isfinite(L)),
            ("T", T, "tokens >= 1, finite", (np.asarray(T) >= 1) & np.isfinite(T)),
            ("threshold", threshold, "a probability > 0 and <= 1", 0 < threshold <= 1),
        )
        if not np.all(holds)
    ]
    if problems:
        raise InputError("answer metrics", problems)
    right = exact_match(L, T)
    return Metrics(np.exp(-np.asarray(L)), right, right >= threshold)


RELATIONS = {
    "error": Relation(error, r"\epsilon - k e^{-\gamma L}", ("loss",), "error", inverse={0: _loss_of_error}),
    "accuracy": Relation(
        accuracy,
        r"\mathrm{low} + \frac{\mathrm{high} - \mathrm{low}}{1 + e^{(L - \mathrm{middle})/\mathrm{width}}}",
        ("loss",),
        "accuracy",
        inverse={0: _loss_of_accuracy},
    ),
    "exact-match": Relation(
        exact_match,
        r"e^{-L T}",
        ("loss", "answer_tokens"),
        "accuracy",
        inverse={0: _loss_of_match, 1: _tokens_of_match},
    ),
}
"""The relations of this file by name."""
