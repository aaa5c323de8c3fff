"""Views of limited text: a run beside the same compute with unlimited text, the wall, and a fit of the decays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from limits import scaling
from limits.errors import NoSolutionError
from limits.report.document import Document, Line, Section, kind_shown, table
from limits.report.numbers import significant
from limits.report.scaling.showing import FOOT, cautions, known_or_none, titled, written
from limits.report.view import View
from limits.scaling.frontier import data_wall, repetition
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN
from limits.scaling.frontier.repetition import MUENNIGHOFF2023

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.scaling import ScalingLaw
    from limits.scaling.fits.repetition import Decay, RepetitionFit

_LABELS = {
    "compute": ("compute, 6 N D", "FLOP"),
    "parameters": ("parameters, as the law counts them", "parameter"),
    "tokens": ("tokens seen", "token"),
    "epochs": ("passes over the unique tokens", "1"),
    "next_worth": ("worth of the next token beside a fresh one", "1"),
    "loss": ("loss", ""),
}
_NEARLY = 0.99  # of the gain, at which the wall is as good as reached
_PROFILE = ("decay_tokens", "objective", "decay_parameters")


def needed(law: ScalingLaw, asked: Mapping[str, float]) -> float:
    """Return the fewest unique tokens with which a compute reaches a loss [token].

    Raises
    ------
    NoSolutionError
        When the compute does not reach the loss with any number of tokens.
    """
    return float(repetition.unique_for_loss(law, MUENNIGHOFF2023, asked["loss"], asked["compute"]))


def answered(law: ScalingLaw, unique: float, asked: Mapping[str, float]) -> View:
    """Return the view of a run on limited text: that which was asked for, beside the best with unlimited text.

    Raises
    ------
    NoSolutionError
        When the loss that was asked for is not above the wall.
    """
    run = _run(law, unique, asked)
    free = scaling.optimum(law, run["compute"])
    unlimited = {
        "compute": run["compute"],
        "parameters": float(free.parameters),
        "tokens": float(free.tokens),
        "epochs": None,
        "next_worth": None,
        "loss": float(free.loss),
    }
    wall = float(repetition.wall(law, MUENNIGHOFF2023, unique))
    lines = [
        Line((label, *(written(each[name], unit or law.loss_unit, name) for each in (run, unlimited))))
        for name, (label, unit) in _LABELS.items()
    ]
    what = "the run" if "tokens" in asked else "best run"
    near = _near_the_wall(law, unique)
    least = f"{significant(wall, 5)} {law.loss_unit} with {significant(unique)} unique tokens"
    said = (
        f"No compute gets below {least}: a wall of this trend, no bound.",
        *(
            [f"{_NEARLY:.0%} of what lies between one pass and the wall is gained at {significant(near)} FLOP."]
            if near
            else []
        ),
        *MUENNIGHOFF2023.cautions(law),
        f"Decays: {MUENNIGHOFF2023.source}; evidence: {MUENNIGHOFF2023.evidence}.",
        *cautions(law, run["compute"]),
    )
    section = Section("", table(f"what|>{what} on this text|>best run with unlimited text", lines), said)
    document = Document(f"{titled(law)}, on {significant(unique)} unique tokens", (), (section,), FOOT)
    record = {
        "kind": law.kind,
        "law": law.key,
        "loss_unit": law.loss_unit,
        "unique_tokens": unique,
        **run,
        "wall": wall,
        "compute_near_wall": near,
        "unlimited": {name: value for name, value in unlimited.items() if value is not None},
        "decay_tokens": MUENNIGHOFF2023.decay_tokens,
        "decay_parameters": MUENNIGHOFF2023.decay_parameters,
        "borrowed_decays": law.key != MUENNIGHOFF2023.law,
        "extrapolation": known_or_none(scaling.extrapolation(law, run["compute"])),
        "references": list(dict.fromkeys((*law.references, *MUENNIGHOFF2023.references))),
    }
    flat = {name: value for name, value in record.items() if not isinstance(value, (dict, list))}
    return View(document, record, [tuple(flat), tuple(flat.values())])


def fitted(fit: RepetitionFit) -> View:
    """Return the view of fitted decays; their CSV is the profile of R_D*."""
    decays = {"R_D*, of repeated tokens": fit.tokens, "R_N*, of excess parameters": fit.parameters}
    lines = [Line((name, *map(_end, (decay.value, decay.low, decay.high)))) for name, decay in decays.items()]
    facts = {
        "law that was held": fit.law,
        "runs": f"{fit.runs}",
        "objective": f"{fit.objective:.8g}, the sum of Huber's function of the error in ln(loss)",
        "intervals": "95 %, from the profile of each with the other one free",
    }
    held, least, _ = fit.profile
    places = np.unique(np.linspace(0, len(held) - 1, 12).astype(int))
    profile = [Line((significant(held[k]), f"{least[k]:.8g}", significant(fit.profile[2][k]))) for k in places]
    sections = (
        Section("Decays, in repetitions", table("decay|>value|>low|>high", lines), fit.warnings),
        Section("The fit", table("what|says", [Line(pair) for pair in facts.items()])),
        Section("Profile of R_D*", table(">R_D*|>least objective|>R_N* there", profile)),
    )
    record = {
        "kind": "trend",
        "law": fit.law,
        "runs": fit.runs,
        "objective": fit.objective,
        "decay_tokens": _record(fit.tokens),
        "decay_parameters": _record(fit.parameters),
        "profile": [
            dict(zip(("decay_tokens", "objective", "decay_parameters"), map(float, row), strict=True))
            for row in fit.profile.T
        ],
        "warnings": list(fit.warnings),
    }
    cells = [_PROFILE, *(tuple(map(float, row)) for row in fit.profile.T)]
    title = f"{kind_shown('trend')}: how fast repeated tokens lose their worth"
    return View(Document(title, (), sections, FOOT), record, cells)


def _run(law: ScalingLaw, unique: float, asked: Mapping[str, float]) -> dict[str, Any]:
    """Return the run that was asked for, by name."""
    if "tokens" in asked:
        N, D = asked["parameters"], asked["tokens"]
        loss = float(repetition.loss(law, MUENNIGHOFF2023, N, D, unique))
    else:
        C = asked.get("compute")
        if C is None:
            C = float(repetition.compute_for_loss(law, MUENNIGHOFF2023, asked["loss"], unique))
        best = repetition.optimum(law, MUENNIGHOFF2023, C, unique)
        N, D, loss = float(best.parameters), float(best.tokens), float(best.loss)
    return {
        "compute": FLOP_PER_PARAMETER_TOKEN * N * D,
        "parameters": N,
        "tokens": D,
        "epochs": D / unique,
        "next_worth": float(repetition.next_worth(D, unique, MUENNIGHOFF2023.decay_tokens)),
        "loss": loss,
    }


def _near_the_wall(law: ScalingLaw, unique: float) -> float | None:
    """Return the compute at which the wall is as good as reached; None where nothing is left to gain."""
    try:
        return float(data_wall.compute_for_share(law, MUENNIGHOFF2023, unique, _NEARLY))
    except NoSolutionError:  # so much text that nothing is left to gain
        return None


def _end(value: float) -> str:
    return significant(value) if np.isfinite(value) else "any"


def _record(decay: Decay) -> dict[str, Any]:
    return {
        "value": decay.value,
        "low": decay.low or None,
        "high": known_or_none(decay.high),
        "determined": decay.determined,
    }
