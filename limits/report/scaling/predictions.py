"""Views of one number: the loss that a law predicts for a run, and a loss in other units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report import answer
from limits.report.document import Document, Line, Section, table
from limits.report.numbers import UNKNOWN, share, significant
from limits.report.scaling.showing import FOOT, intervals, titled, written
from limits.scaling.answers.prediction import TOO_FEW
from limits.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.report.view import View
    from limits.scaling.answers.conversion import Conversion
    from limits.scaling.answers.prediction import Prediction

_LABELS = {
    "parameters": "parameters, as the law counts them",
    "tokens": "tokens",
    "compute": "compute, 6 N D",
    "loss": "loss",
    "irreducible": "of it irreducible: the asymptote E of the fit",
    "size_term": "of it left by the size with unlimited tokens",
    "data_term": "of it left by the tokens with unlimited size",
    "reducible": "of it above the irreducible term",
    "excess": "of it above the best run of this compute",
    "overcompute": "compute, in units of the least for this loss",
    "optimal_parameters": "best model size at this compute",
    "optimal_tokens": "best number of tokens at this compute",
    "doubling_gain": "loss that one more doubling of compute would save",
    "justifying_tokens": "tokens of inference that would justify this size",
    "extrapolation": "decades of compute beyond the runs of the law",
}
_JUSTIFYING = "justifying_tokens"
_UNITS = {
    "loss": "nat/token",
    "bits_per_token": "bit/token",
    "perplexity": "perplexity",
    "bits_per_byte": "bit/byte",
    "bits_per_character": "bit/character",
}


def predicted(record: Prediction) -> View:
    """Return the view of the loss that a law predicts for a run."""
    texts = {name: written(getattr(record, name), name) for name in _LABELS}
    if record.justifying_tokens is None:
        texts[_JUSTIFYING] = record.unknown[_JUSTIFYING]
    lines = [Line((label, texts[name])) for name, label in _LABELS.items()]
    sections = (
        Section(
            "",
            table("what|>value", lines),
            (*_shares(record), *record.law.notes, *record.cautions, *record.no_intervals),
        ),
        intervals(record, _LABELS, {_JUSTIFYING: TOO_FEW}),
    )
    document = Document(titled(record.law), (), tuple(each for each in sections if each), FOOT)
    return answer.view(document, record)


def _shares(record: Prediction) -> Iterator[str]:
    """Say which share of the reducible loss each of the two terms leaves, where they add up."""
    size, data = record.size_term, record.data_term
    if record.law.additive and size is not None and data is not None:
        of_size, of_data = (share(Value(float(term) / (float(size) + float(data)), "1")) for term in (size, data))
        yield f"Above the irreducible term, {of_size} is left by the size of the model and {of_data} by its tokens."


def converted(record: Conversion) -> View:
    """Return the view of a loss in other units, a byte and a character where the length of a token is known."""
    lines = [
        Line((unit, UNKNOWN if value is None else significant(value.value, 6)))
        for name, unit in _UNITS.items()
        if (value := getattr(record, name)) is not None or name == "perplexity"
    ]
    length = ("--bytes-per-token gives bit/byte.",) if record.bits_per_byte is None else ()
    document = Document("One loss", (), (Section("", table("unit|>value", lines), (*record.cautions, *length)),), FOOT)
    return answer.view(document, record)
