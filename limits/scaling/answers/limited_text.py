"""What limited text allows: a run on tokens that repeat, beside the best run with unlimited text, and the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from limits import __version__
from limits.errors import InputError, NoSolutionError, Problem
from limits.frozen import frozen
from limits.interval import BEYOND_FLOATS
from limits.scaling.answers.asked import (
    LAW_UNIT,
    NO_RANGE,
    QUIETLY,
    AskedLaw,
    asked_law,
    cautions,
    derived,
    number,
    numbers,
    positive,
)
from limits.scaling.frontier import data_wall, prediction, repetition
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN
from limits.scaling.frontier.repetition import MUENNIGHOFF2023
from limits.value import GIVEN, Origin, OriginKind, Value

if TYPE_CHECKING:
    from limits.scaling.frontier.repetition import Repetition
    from limits.scaling.law import ScalingLaw
    from limits.typing import Num

__all__ = ["LimitedText", "TextRun", "repeat", "unique_tokens_needed"]

NEARLY = 0.99
"""Share of the gain at which the wall is as good as reached."""

_ABOUT = {
    "compute": ("FLOP", derived("6 N D")),
    "parameters": ("parameter", derived("least L at this compute")),
    "tokens": ("token", derived("least L at this compute")),
    "epochs": ("1", derived("D over the unique tokens")),
    "next_worth": ("1", derived("e^(-(D/U - 1)/R_D*)")),
    "loss": (LAW_UNIT, derived("L(N', D') of the law")),
}
_NOTHING_REPEATS = "with unlimited text no token repeats"
_NOTHING_LEFT = "with so much text one pass is as good as the wall"


@frozen
class TextRun:
    """A run: its compute, size, tokens and loss, passes over the unique tokens, what the next token is worth."""

    compute: Value | None
    parameters: Value | None
    tokens: Value | None
    epochs: Value | None
    next_worth: Value | None
    loss: Value | None
    unknown: dict[str, str]


@frozen
class LimitedText:
    """A run on limited text beside the best with unlimited text: trends, as uncertain as the decays behind them.

    `asked` says whether the run is one that was given or the best of its kind; `wall` is the loss that no compute gets
    below, `compute_near_wall` where `share_near_wall` of what lies between one pass and the wall is gained. `unknown`
    says why a number is null.
    """

    schema: ClassVar[str] = "limits.limited-text/1"

    law: AskedLaw
    asked: str
    unique_tokens: Value
    run: TextRun
    unlimited: TextRun
    wall: Value | None
    share_near_wall: Value
    compute_near_wall: Value | None
    decay_tokens: Value
    decay_parameters: Value
    borrowed_decays: bool
    decay_cautions: tuple[str, ...]
    extrapolation: Value | None
    unknown: dict[str, str]
    cautions: tuple[str, ...]
    references: tuple[str, ...]
    limits_version: str


@QUIETLY
def repeat(
    law: ScalingLaw,
    unique_tokens: float,
    *,
    compute: float | None = None,
    loss: float | None = None,
    parameters: float | None = None,
    tokens: float | None = None,
    decays: Repetition = MUENNIGHOFF2023,
) -> LimitedText:
    """Return a run on limited text beside the best run of its compute with unlimited text.

    Parameters
    ----------
    law, unique_tokens
        A scaling law, and the tokens that are different [token].
    compute, loss, parameters, tokens
        What is asked: the best run of a compute [FLOP], the least compute for a loss [law.loss_unit], or the run of a
        size [parameter] on so many tokens, repeated ones counted again [token].
    decays
        How fast repeated tokens and excess parameters lose their worth.

    Raises
    ------
    NoSolutionError
        When the loss that was asked for is not above the wall.
    InputError
        When numbers are not positive and finite, or not exactly one question is asked.

    Examples
    --------
    >>> from limits import scaling
    >>> answer = repeat(scaling.get("muennighoff2023"), 15e12, compute=1e27)
    >>> f"{answer.run.loss:.4f} in {answer.run.epochs:.1f} passes, no less than {answer.wall:.4f}"
    '1.9128 in 4.5 passes, no less than 1.8992'
    """
    asked = {"compute": compute, "loss": loss, "parameters": parameters, "tokens": tokens}
    amounts = {name: float(amount) for name, amount in asked.items() if amount is not None}
    if set(amounts) not in ({"compute"}, {"loss"}, {"parameters", "tokens"}):
        wanted = "one of compute, loss, and parameters with tokens"
        raise InputError("repeat", [Problem("run", " and ".join(amounts) or "nothing", wanted)])
    positive("repeat", unique_tokens=unique_tokens, **amounts)
    unique = float(unique_tokens)
    N, D, L = _run(law, decays, unique, amounts)
    C = FLOP_PER_PARAMETER_TOKEN * N * D
    wall = number(repetition.wall(law, decays, unique), law.loss_unit, "L(U_N (1 + R_N*), U (1 + R_D*))")
    near, why_not_near = _compute_near_wall(law, decays, unique)
    read = Origin(OriginKind.GIVEN, how=f"evidence: {decays.evidence}", sources=(decays.source,))
    extrapolation = number(prediction.extrapolation(law, C), "1")
    reasons = {
        "compute_near_wall": why_not_near,
        "extrapolation": NO_RANGE,
        "wall": BEYOND_FLOATS,
    }
    open_ones = {"compute_near_wall": near, "extrapolation": extrapolation, "wall": wall}
    return LimitedText(
        law=asked_law(law),
        asked="run" if "tokens" in amounts else "best run",
        unique_tokens=Value(unique, "token", origin=GIVEN),
        run=_of_run(law, decays, (N, D, L), unique, amounts),
        unlimited=_unlimited(law, C),
        wall=wall,
        share_near_wall=Value(NEARLY, "1"),
        compute_near_wall=near,
        decay_tokens=Value(float(decays.decay_tokens), "1", origin=read),
        decay_parameters=Value(float(decays.decay_parameters), "1", origin=read),
        borrowed_decays=law.key != decays.law,
        extrapolation=extrapolation,
        unknown={name: reasons[name] for name, value in open_ones.items() if value is None},
        decay_cautions=(*decays.cautions(law), f"Decays: {decays.source}; evidence: {decays.evidence}."),
        cautions=cautions(law, C),
        references=tuple(dict.fromkeys((*law.references, *decays.references))),
        limits_version=__version__,
    )


def _compute_near_wall(law: ScalingLaw, decays: Repetition, unique: float) -> tuple[Value | None, str]:
    """Return the compute at which the wall is as good as reached, and why it is not known if it is not."""
    try:
        near = data_wall.compute_for_share(law, decays, unique, NEARLY)
    except NoSolutionError:  # nobody asked for a loss: the rest of the answer stands without it
        return None, BEYOND_FLOATS
    return number(near, "FLOP"), _NOTHING_LEFT if np.isfinite(repetition.wall(law, decays, unique)) else BEYOND_FLOATS


def unique_tokens_needed(
    law: ScalingLaw, *, compute: float, loss: float, decays: Repetition = MUENNIGHOFF2023
) -> float:
    """Return the fewest unique tokens with which a compute reaches a loss [token].

    Parameters
    ----------
    law, compute, loss, decays
        A scaling law, training compute [FLOP], the loss that shall be reached [law.loss_unit], and the decays.

    Raises
    ------
    NoSolutionError
        When the compute does not reach the loss with any number of tokens.
    InputError
        When a number is not positive and finite.

    Examples
    --------
    >>> from limits import scaling
    >>> f"{unique_tokens_needed(scaling.get('muennighoff2023'), compute=1e24, loss=2.0541):.2g}"
    '1e+11'
    """
    positive("repeat", compute=compute, loss=loss)
    return float(repetition.unique_for_loss(law, decays, loss, compute))


def _run(law: ScalingLaw, decays: Repetition, unique: float, asked: dict[str, float]) -> tuple[float, float, float]:
    """Return size, tokens and loss of the run that was asked for."""
    if "tokens" in asked:
        N, D = asked["parameters"], asked["tokens"]
        return N, D, float(repetition.loss(law, decays, N, D, unique))
    C = asked.get("compute")
    if C is None:
        C = float(repetition.compute_for_loss(law, decays, asked["loss"], unique))
    best = repetition.optimum(law, decays, C, unique)
    return float(best.parameters), float(best.tokens), float(best.loss)


def _of_run(
    law: ScalingLaw, decays: Repetition, run: tuple[float, float, float], unique: float, asked: dict[str, float]
) -> TextRun:
    N, D, L = run
    numbers_of_run: dict[str, Num] = {
        "compute": FLOP_PER_PARAMETER_TOKEN * N * D,
        "parameters": N,
        "tokens": D,
        "epochs": D / unique,
        "next_worth": repetition.next_worth(D, unique, decays.decay_tokens),
        "loss": L,
    }
    answer = numbers(numbers_of_run, law, _ABOUT | {name: (_ABOUT[name][0], GIVEN) for name in asked})
    values: dict[str, Any] = dict(answer)
    return TextRun(**values, unknown=answer.unknown)


def _unlimited(law: ScalingLaw, C: float) -> TextRun:
    """Return the best run of a compute with unlimited text."""
    asked: dict[str, Num] = {"compute": C, **prediction.optimum(law, C)._asdict()}
    answer = numbers(asked, law, _ABOUT | {"loss": (LAW_UNIT, derived("least L at this compute"))})
    values: dict[str, Any] = dict.fromkeys(("epochs", "next_worth")) | answer
    unknown = answer.unknown | dict.fromkeys(("epochs", "next_worth"), _NOTHING_REPEATS)
    return TextRun(**values, unknown=unknown)
