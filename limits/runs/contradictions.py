"""Numbers of one run that cannot all be right: the same quantity had in two ways that lie too far apart.

Each row of `CHECKS` names two ways to one quantity, how far apart they may lie, and why. Where numbers are uncertain,
the nearest ends of their intervals are compared, so that a contradiction is more than the uncertainty explains.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from limits.catalog.peaks import peak_column
from limits.draws import interval
from limits.formats import number_format
from limits.laws.formulary.speed.failures import useful_share
from limits.runs.described import Described
from limits.runs.fields import number
from limits.training.energy import facility_energy
from limits.training.transformer import training_flop
from limits.value import Origin, OriginKind, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from limits.runs.batch import Resolved
    from limits.typing import Array, Num


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a quantity: from which numbers of a run, how in words, and how in arithmetic."""

    needs: tuple[str, ...]
    words: str
    compute: Callable[..., Num]


@dataclass(frozen=True, slots=True)
class Check:
    """Two ways to one quantity.

    Attributes
    ----------
    key, unit
        What the check is called, and the canonical unit of the quantity.
    one, other
        The two ways.
    allowed
        How many times the one may be the other.
    either
        Whether the other may also be no more than `allowed` times the one.
    reason
        What explains numbers that lie less far apart.
    counted
        Whether it is made too where a model's configuration gives the numbers, which then agree by themselves.
    """

    key: str
    unit: str
    one: Way
    other: Way
    allowed: float
    reason: str
    either: bool = True
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two numbers for one quantity of a run that lie further apart than anything that is known of them explains.

    `ratio` is the larger by the smaller, at their nearest ends where they are intervals; `allowed` what it may be, for
    the `reason`; `supposed` are the numbers behind either that nobody stated, by their path in a run file.
    """

    key: str
    one: Value
    other: Value
    ratio: float
    allowed: float
    reason: str
    supposed: tuple[str, ...]
    sentence: str


def _same(value: Num) -> Num:
    return value


def _stated(name: str) -> Way:
    return Way((name,), number(name).path, _same)


def _one(value: Array) -> Array:
    return np.ones_like(value)


_FROM_HOURS = Way(
    ("flop", "accelerator_hours", "peak"),
    "compute.flop / (cluster.accelerator_hours x cluster.peak)",
    lambda c, t, p: c / (t * p),
)

_LARGEST_VOCABULARY = 300_000.0


def _most(layers: Num, width: Num) -> Num:
    return 12.0 * layers * width**2 + 2.0 * _LARGEST_VOCABULARY * width


_EXACT = 1.0 + 1e-9  # products of whole numbers, which floats do not round this far
_PAUSES = 1.0 / 0.9
_AT_WORK = "Llama 3 was at work for more than 90 % of its time (Llama Team 2024, arXiv 2407.21783)"

CHECKS: tuple[Check, ...] = (
    Check(
        "mfu-above-one",
        "1",
        _FROM_HOURS,
        Way(("peak",), "the most that a machine can do, MFU 1", _one),
        1.0,
        "no machine does more than its peak: the hours are too few, the precision has another peak, or the compute "
        "is too large",
        either=False,
    ),
    Check(
        "mfu",
        "1",
        _stated("mfu"),
        _FROM_HOURS,
        _PAUSES,
        f"hours hold restarts and pauses; {_AT_WORK}",
    ),
    Check(
        "goodput",
        "1",
        _stated("goodput"),
        Way(
            ("checkpoint_interval", "checkpoint_time", "restart_time", "failure_interval"),
            "what failures, restarts and checkpoints leave",
            useful_share,
        ),
        1.05,
        "failures alone leave less; such estimates came within 5 % of simulations (Kokolis et al. 2025)",
        either=False,
    ),
    Check(
        "mfu-above-hfu",
        "1",
        _stated("mfu"),
        _stated("hfu"),
        1.05,
        "what the hardware does is what the model needs, or more where something is computed again; two digits hold "
        "5 %",
        either=False,
    ),
    Check(
        "accelerator-hours",
        "s",
        _stated("accelerator_hours"),
        Way(("count", "wall_time"), "cluster.count x cluster.wall_time", np.multiply),
        _PAUSES,
        f"a calendar holds restarts and pauses; {_AT_WORK}",
    ),
    Check(
        "layout",
        "1",
        _stated("count"),
        Way(
            ("tensor", "pipeline", "data"),
            "parallelism.tensor x parallelism.pipeline x parallelism.data",
            lambda t, p, d: t * p * d,
        ),
        _EXACT,
        "ranks are whole; context-parallel ranks belong to those of data",
    ),
    Check(
        "flop",
        "FLOP",
        _stated("flop"),
        Way(("active_parameters", "tokens"), "6 N D", training_flop),
        1.2,
        "attention, which 6 N D leaves out, adds 14 % over the 4096 tokens of Llama 2 7B, more in small models; "
        "activations that are computed again make it 8 N D",
    ),
    Check(
        "energy",
        "J",
        _stated("energy"),
        Way(
            ("accelerator_hours", "tdp", "pue"),
            "cluster.accelerator_hours x cluster.tdp x facility.pue",
            facility_energy,
        ),
        1.5,
        "processors and fans take power too: servers of the catalogue took at most 1.22 times the design power of "
        "their accelerators",
        either=False,
    ),
    Check(
        "emissions",
        "kg",
        _stated("emissions"),
        Way(
            ("energy", "carbon_intensity"),
            "facility.energy x facility.carbon_intensity",
            np.multiply,
        ),
        1.2,
        "energy is often stated before PUE, 1.1 or so, and both numbers are rounded",
    ),
    Check(
        "layers",
        "parameter",
        Way(("layers", "width"), "12 x model.layers x model.width^2", lambda n, d: 12.0 * n * d**2),
        _stated("parameters"),
        2.0,
        "of the architectures that the tests count none whose layers each have parameters of their own has fewer than "
        "6.6 for each layer and squared width, those of Mamba 2.8B",
        either=False,
        counted=False,
    ),
    Check(
        "parameters",
        "parameter",
        _stated("active_parameters"),
        Way(("layers", "width"), "12 x model.layers x model.width^2, with 600,000 x model.width for embeddings", _most),
        3.0,
        "of the architectures that the tests count only T5 11B, whose feed-forward parts are 64 times as wide as the "
        "model, has more than 2.4 times as many",
        either=False,
        counted=False,
    ),
    Check(
        "embedding",
        "parameter",
        Way(("vocabulary", "width"), "model.vocabulary x model.width", np.multiply),
        _stated("parameters"),
        _EXACT,
        "an embedding is part of the parameters, unless it is narrower than the model",
        either=False,
        counted=False,
    ),
    Check(
        "batch",
        "token",
        _stated("batch"),
        _stated("tokens"),
        _EXACT,
        "no step takes more tokens than the whole training",
        either=False,
    ),
    Check(
        "context",
        "token",
        _stated("context"),
        _stated("batch"),
        _EXACT,
        "a step takes whole sequences",
        either=False,
    ),
)
"""Active parameters above all parameters are no row: a run that states them is refused."""


def contradictions(resolved: Resolved, index: int) -> tuple[Contradiction, ...]:
    """Return what contradicts itself in one of several runs.

    Parameters
    ----------
    resolved
        Runs with everything that is known about them.
    index
        Which of them.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.runs import TrainingRun
    >>> from limits.runs.batch import Resolved
    >>> run = TrainingRun("mine", count="100", wall_time="10 hour", accelerator_hours="1470 hour")
    >>> print(contradictions(Resolved([run], shipped()), 0)[0].sentence.partition(" (")[0])
    cluster.accelerator_hours is 1.47 times cluster.count x cluster.wall_time
    """
    described = isinstance(resolved.stated[index].texts.get("config"), Described)
    found = (_found(check, resolved, index) for check in CHECKS if check.counted or not described)
    known = (each for each in found if each is not None)
    return (*known, *_with_config(resolved, index), *_of_accelerator(resolved, index))


_REVISED = 1.1  # how far peaks of one accelerator lie apart: boards, clocks, revisions of data sheets
_ROUNDED = {"parameters": 1.05, "active_parameters": 1.05, "vocabulary": 1.01, "matmul_parameters": 1.05}
"""How far statements may lie from the counts of a model's configuration: names of models are rounded, tables padded."""


def _with_config(resolved: Resolved, index: int) -> Iterable[Contradiction]:
    """Yield what a run states otherwise than the configuration of its model says."""
    run = resolved.stated[index]
    config = run.texts.get("config")
    counted = config.numbers if isinstance(config, Described) else {}
    for name, there in counted.items():
        stated, allowed = run.fields.get(name), _ROUNDED.get(name, _EXACT)
        if stated is None or (ratio := max(_ratio(stated, there), _ratio(there, stated))) <= allowed:
            continue
        pair = (number(name).path, f"what {config} says")
        larger, smaller = pair if stated.value > there.value else pair[::-1]
        reason = "the stated number is used; the configuration may be of another model"
        limit = "" if allowed <= _EXACT else f" (up to {allowed:.3g} is usual)"
        sentence = f"{larger} is {ratio:.3g} times {smaller}{limit}: {reason}"
        yield Contradiction(f"config-{name}", stated, there, ratio, allowed, reason, (), sentence)


_SPARSE = "data sheets often print the peak of sparse matrices, twice the dense one, which training does not reach"


def _of_accelerator(resolved: Resolved, index: int) -> Iterable[Contradiction]:
    """Yield a stated peak that is not the dense one of the named accelerator at the precision of the run."""
    stated = resolved.stated[index].fields.get("peak")
    name = resolved.rows[index].get("accelerator")
    if stated is None or name is None:
        return
    row, precision = resolved.catalog.row("accelerator", name), resolved.runs[index].texts["precision"]
    there = row.value(peak_column(number_format(precision).name, row))
    if there is None or (ratio := max(_ratio(stated, there), _ratio(there, stated))) <= _REVISED:
        return
    supposed = ("compute.precision",) if precision.origin.assumed else ()
    pair = ("cluster.peak", f"the dense {precision} peak of {name} in the catalogue")
    larger, smaller = pair if stated.value > there.value else pair[::-1]
    assumed = f"; not stated: {supposed[0]}" if supposed else ""
    sentence = f"{larger} is {ratio:.3g} times {smaller} (up to {_REVISED:g} is usual): {_SPARSE}{assumed}"
    yield Contradiction("peak", stated, there, ratio, _REVISED, _SPARSE, supposed, sentence)


def _found(check: Check, resolved: Resolved, index: int) -> Contradiction | None:
    one, other = (_had(way, check.unit, resolved, index) for way in (check.one, check.other))
    if one is None or other is None:
        return None
    above = _ratio(one, other)
    below = _ratio(other, one) if check.either else 0.0
    ratio = max(above, below)
    if ratio <= check.allowed:
        return None
    supposed = tuple(_supposed((*check.one.needs, *check.other.needs), resolved, index))
    larger, smaller = (check.one, check.other) if above >= below else (check.other, check.one)
    return Contradiction(
        key=check.key,
        one=one,
        other=other,
        ratio=ratio,
        allowed=check.allowed,
        reason=check.reason,
        supposed=supposed,
        sentence=_sentence(check, larger.words, smaller.words, ratio, supposed),
    )


def _had(way: Way, unit: str, resolved: Resolved, index: int) -> Value | None:
    """Return the quantity as one way gives it, with its interval; None where a number is not known."""
    if not all(resolved.known(index, name) for name in way.needs):
        return None
    if len(way.needs) == 1 and way.compute is _same:
        return resolved.number(index, way.needs[0])
    with np.errstate(over="ignore", under="ignore", invalid="ignore", divide="ignore"):
        drawn = np.asarray(way.compute(*(resolved.drawn(index, name) for name in way.needs)))
    if not np.isfinite(drawn).all():
        return None
    low, high = (float(end) for end in interval(drawn))
    value = Value(float(drawn[0]), unit, origin=Origin(OriginKind.DERIVED, how=way.words, needs=way.needs))
    return value if low == high else replace(value, low=low, high=high)


def _ratio(larger: Value, smaller: Value) -> float:
    """Return how many times one number is another, at the ends of their intervals that lie nearest to each other."""
    least = larger.value if larger.low is None else larger.low
    most = smaller.value if smaller.high is None else smaller.high
    return least / most if most > 0.0 else 0.0


def _supposed(names: Iterable[str], resolved: Resolved, index: int) -> Iterable[str]:
    """Yield what stands behind some numbers and nobody stated: defaults, and the precision of a peak."""
    used = resolved.used(index, names)
    for name, value in used.items():
        if value.origin is not None and value.origin.assumed:
            yield number(name).path
    peak = used.get("peak")
    by_precision = peak is not None and peak.origin is not None and peak.origin.kind is OriginKind.CATALOGUE
    if by_precision and resolved.runs[index].texts["precision"].origin.assumed:
        yield "compute.precision"


def _sentence(check: Check, larger: str, smaller: str, ratio: float, supposed: tuple[str, ...]) -> str:
    said = f"{larger} is {ratio:.3g} times {smaller}"
    limit = "" if check.allowed <= _EXACT else f" (up to {check.allowed:.3g} is usual)"
    assumed = f"; not stated: {', '.join(supposed)}" if supposed else ""
    return f"{said}{limit}: {check.reason}{assumed}"
