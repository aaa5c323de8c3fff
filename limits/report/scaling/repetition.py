"""Views of limited text: a run beside the same compute with unlimited text, the wall, and a fit of the decays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report import answer
from limits.report.document import Document, Line, Section, kind_shown, table
from limits.report.numbers import significant
from limits.report.scaling.showing import FOOT, titled, written

if TYPE_CHECKING:
    from limits.report.view import View
    from limits.scaling.answers.decays import FittedDecays
    from limits.scaling.answers.estimates import Estimate
    from limits.scaling.answers.limited_text import LimitedText

_LABELS = {
    "compute": "compute, 6 N D",
    "parameters": "parameters, as the law counts them",
    "tokens": "tokens seen",
    "epochs": "passes over the unique tokens",
    "next_worth": "worth of the next token beside a fresh one",
    "loss": "loss",
}
_SHOWN = 12  # points of the profile


def limited(record: LimitedText) -> View:
    """Return the view of a run on limited text beside the best with unlimited text."""
    runs = (record.run, record.unlimited)
    lines = [Line((label, *(written(getattr(run, name), name) for run in runs))) for name, label in _LABELS.items()]
    unique, near = significant(record.unique_tokens.value), record.compute_near_wall
    least = f"{written(record.wall, 'loss')} with {unique} unique tokens"
    share = f"{record.share_near_wall.value:.0%} of what lies between one pass and the wall"
    said = (
        f"No compute gets below {least}: a wall of this trend, no bound.",
        *((f"{share} is gained at {significant(near.value)} FLOP.",) if near is not None else ()),
        *record.decay_cautions,
        *record.law.notes,
        *record.cautions,
    )
    what = "the run" if record.asked == "run" else record.asked
    section = Section("", table(f"what|>{what} on this text|>best run with unlimited text", lines), said)
    document = Document(f"{titled(record.law)}, on {unique} unique tokens", (), (section,), FOOT)
    return answer.view(document, record)


def fitted(record: FittedDecays) -> View:
    """Return the view of fitted decays."""
    decays = {"R_D*, of repeated tokens": record.decay_tokens, "R_N*, of excess parameters": record.decay_parameters}
    facts = {
        "law that was held": record.law.key,
        "runs": f"{record.runs}",
        "objective": f"{record.objective:.8g}, the sum of Huber's function of the error in ln(loss)",
        "intervals": f"{100 * record.level:g} %, from the profile of each with the other one free",
    }
    last = len(record.profile) - 1
    places = sorted({last * step // (_SHOWN - 1) for step in range(_SHOWN)})
    profile = [
        Line((significant(each.decay_tokens), f"{each.objective:.8g}", significant(each.decay_parameters)))
        for each in (record.profile[place] for place in places)
    ]
    sections = (
        Section(
            "Decays, in repetitions",
            table("decay|>value|>low|>high", [_line(*each) for each in decays.items()]),
            record.warnings,
        ),
        Section("The fit", table("what|says", [Line(pair) for pair in facts.items()])),
        Section("Profile of R_D*", table(">R_D*|>least objective|>R_N* there", profile)),
    )
    title = f"{kind_shown(record.kind)}: how fast repeated tokens lose their worth"
    return answer.view(Document(title, (), sections, FOOT), record)


def _line(name: str, decay: Estimate) -> Line:
    least = "0" if decay.low is None else significant(decay.low)
    most = "any" if decay.high is None else significant(decay.high)
    return Line((name, "any" if decay.value is None else significant(decay.value), least, most))
