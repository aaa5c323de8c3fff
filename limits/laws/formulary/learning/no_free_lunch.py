"""Generalisation: what examples say about cases not seen, without and with a prior idea of what is to be learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.laws.domain import Domain
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.laws.numerics.rounding import whole

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = [
    "NO_FREE_LUNCH",
    "NO_FREE_LUNCH_GAIN",
    "NO_FREE_LUNCH_UNSEEN",
    "no_free_lunch_gain",
    "no_free_lunch_loss",
    "no_free_lunch_unseen_loss",
]

_FROM_TWO = Domain(2.0, closed=True, whole=True)
_CASES = (r"|\mathcal X|", "1", _FROM_TWO, (10.0, 1e30), "cases that there are", "1e6")
_EXAMPLES = ("m", "1", Domain(0.0, closed=True, whole=True), (1.0, 1e20), "examples drawn", "1e5")
_CLASSES = ("k", "1", _FROM_TWO, (2.0, 1e6), "answers to choose from", "2")
_PREMISES = (
    "every assignment of answers to cases is equally likely beforehand: false of text, images and all that is lawful",
    "examples drawn independently and evenly from all cases, without noise",
    "a learner that repeats what it has seen, and guesses elsewhere",
)


def no_free_lunch_loss(cases: Num, examples: Num, classes: Num) -> Num:
    r"""Share of wrong answers to expect of a learner that has memorised its `examples`, over all tasks there are.

    .. math:: \mathbb E[L] = \left(1 - \tfrac1k\right)\left(1 - \tfrac1{|\mathcal X|}\right)^m

    Parameters
    ----------
    cases
        Cases that there are, in all [1].
    examples
        Examples drawn, repeated ones counted [1].
    classes
        Answers to choose from in each case [1].

    Returns
    -------
    Num
        Share of wrong answers on a fresh case [1].

    Notes
    -----
    A theorem that is nearly vacuous: averaged over all functions no learner does better where it has seen nothing
    [wolpert1996]_ [shalev2014]_, so that all that is left to count is how often a case has been seen before.

    It says nothing about text, and must not be set beside a scaling law: its premise, that every function is as likely
    as any other, is what language denies. What it does say holds for specialised and general models alike. A learner
    gains on some tasks only by an assumption that costs it as much on others, in sum. A specialised model therefore
    beats a general one of the same size where its assumption holds, and loses where it does not; a general model is
    the better one not by escaping the theorem but because the tasks people ask for share regularities, so that one
    assumption serves many of them. How far they share them is a question for measurement, not for this formula.

    Examples
    --------
    >>> bool(0.4999999999999990 < no_free_lunch_loss(1e30, 1e15, 2.0) < 0.5)
    True
    """
    return (1.0 - 1.0 / classes) * np.exp(examples * np.log1p(-1.0 / cases))


def _examples(loss: Num, cases: Num, classes: Num) -> Num:
    examples = np.log(loss / (1.0 - 1.0 / classes)) / np.log1p(-1.0 / cases)
    return whole(examples, loss, lambda count: no_free_lunch_loss(cases, count, classes))


def _cases(loss: Num, examples: Num, classes: Num) -> Num:
    cases = -1.0 / np.expm1(np.log(loss / (1.0 - 1.0 / classes)) / examples)
    return whole(cases, loss, lambda count: no_free_lunch_loss(count, examples, classes))


def _classes(loss: Num, cases: Num, examples: Num) -> Num:
    classes = 1.0 / (1.0 - loss / np.exp(examples * np.log1p(-1.0 / cases)))
    return whole(classes, loss, lambda count: no_free_lunch_loss(cases, examples, count))


NO_FREE_LUNCH = Law(
    key="no-free-lunch",
    kernel=no_free_lunch_loss,
    kind=Kind.THEOREM,
    sense=Sense.EQUAL,
    result="loss",
    symbol=r"\mathbb E[L]",
    unit="1",
    gives="share of wrong answers on a fresh case",
    inputs=(Input("cases", *_CASES), Input("examples", *_EXAMPLES), Input("classes", *_CLASSES)),
    latex=r"\mathbb E[L] = \left(1 - \tfrac1k\right)\left(1 - \tfrac1{|\mathcal X|}\right)^m",
    holds_under=_PREMISES,
    refs=("wolpert1996", "shalev2014"),
    inverse={"examples": _examples, "cases": _cases, "classes": _classes},
)


def no_free_lunch_gain(cases: Num, examples: Num, classes: Num) -> Num:
    r"""How much a learner that has memorised its `examples` is better than chance, over all tasks there are.

    .. math:: \Delta = \left(1 - \tfrac1k\right)\left[1 - \left(1 - \tfrac1{|\mathcal X|}\right)^m\right]

    Parameters
    ----------
    cases
        Cases that there are, in all [1].
    examples
        Examples drawn, repeated ones counted [1].
    classes
        Answers to choose from in each case [1].

    Returns
    -------
    Num
        Share of wrong answers of a guess less that of the learner [1].

    Notes
    -----
    What `no_free_lunch_loss` leaves of chance, without subtracting numbers that are nearly equal [wolpert1996]_.

    Examples
    --------
    >>> f"{no_free_lunch_gain(1e30, 1e15, 2.0):.6g}"
    '5e-16'
    """
    return -(1.0 - 1.0 / classes) * np.expm1(examples * np.log1p(-1.0 / cases))


def _examples_for_gain(gain: Num, cases: Num, classes: Num) -> Num:
    examples = np.log1p(-gain / (1.0 - 1.0 / classes)) / np.log1p(-1.0 / cases)
    return whole(examples, gain, lambda count: no_free_lunch_gain(cases, count, classes))


def _cases_for_gain(gain: Num, examples: Num, classes: Num) -> Num:
    cases = -1.0 / np.expm1(np.log1p(-gain / (1.0 - 1.0 / classes)) / examples)
    return whole(cases, gain, lambda count: no_free_lunch_gain(count, examples, classes))


def _classes_for_gain(gain: Num, cases: Num, examples: Num) -> Num:
    classes = 1.0 / (1.0 + gain / np.expm1(examples * np.log1p(-1.0 / cases)))
    return whole(classes, gain, lambda count: no_free_lunch_gain(cases, examples, count))


NO_FREE_LUNCH_GAIN = Law(
    key="no-free-lunch-gain",
    kernel=no_free_lunch_gain,
    kind=Kind.THEOREM,
    sense=Sense.EQUAL,
    result="gain",
    symbol=r"\Delta",
    unit="1",
    gives="share of wrong answers of a guess less that of the learner",
    inputs=(Input("cases", *_CASES), Input("examples", *_EXAMPLES), Input("classes", *_CLASSES)),
    latex=r"\Delta = \left(1 - \tfrac1k\right)\left[1 - \left(1 - \tfrac1{|\mathcal X|}\right)^m\right]",
    holds_under=_PREMISES,
    refs=("wolpert1996", "shalev2014"),
    inverse={"examples": _examples_for_gain, "cases": _cases_for_gain, "classes": _classes_for_gain},
)


def no_free_lunch_unseen_loss(classes: Num) -> Num:
    r"""Share of wrong answers to expect of any learner on cases not seen, over all tasks that there could be.

    .. math:: \mathbb E[L_{\mathrm{unseen}}] = 1 - \frac1k

    Parameters
    ----------
    classes
        Answers to choose from in each case [1].

    Returns
    -------
    Num
        Share of wrong answers [1].

    Notes
    -----
    A theorem for every learner, however clever [wolpert1996]_: over all functions that agree with the examples each
    answer to an unseen case is right equally often. See `no_free_lunch_loss` on what follows from it and what does not.

    Examples
    --------
    >>> no_free_lunch_unseen_loss(2.0)
    0.5
    """
    return 1.0 - 1.0 / classes


def _classes_unseen(loss: Num) -> Num:
    return whole(1.0 / (1.0 - loss), loss, no_free_lunch_unseen_loss)


NO_FREE_LUNCH_UNSEEN = Law(
    key="no-free-lunch-unseen",
    kernel=no_free_lunch_unseen_loss,
    kind=Kind.THEOREM,
    sense=Sense.EQUAL,
    result="loss",
    symbol=r"\mathbb E[L_{\mathrm{unseen}}]",
    unit="1",
    gives="share of wrong answers on cases that were not seen",
    inputs=(Input("classes", *_CLASSES),),
    latex=r"\mathbb E[L_{\mathrm{unseen}}] = 1 - \frac1k",
    holds_under=(_PREMISES[0], "examples without noise", "any learner"),
    refs=("wolpert1996",),
    inverse={"classes": _classes_unseen},
)
