"""What follows from the numbers of a run by arithmetic.

One table serves both a batch of many runs (columns, NaN where unknown) and one run (origins). A number that is known is
never overwritten. The table is gone through until nothing more can be filled, so that the order of the derivations only
decides which of several ways is taken: the first whose inputs are known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.errors import DataError
from limits.frozen import frozen
from limits.interval import BEYOND_FLOATS
from limits.laws.formulary.speed.failures import checkpoint_interval, useful_share
from limits.network.lanes import largest_snr, nyquist_bandwidth
from limits.runs.defaults import DEFAULTS
from limits.runs.fields import NUMBERS, number
from limits.runs.fields.footprint import POWERED
from limits.runs.power_factors import shipped as power_factors
from limits.runs.unknown import Unknown
from limits.training.energy import facility_energy, host_power, node_power
from limits.training.shape import explained_attention, explained_matrices
from limits.training.time import accelerator_time
from limits.training.transformer import training_flop
from limits.value import Origin, OriginKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from limits.runs.defaults import Default
    from limits.typing import Array, Num

    Mask = NDArray[np.bool_]


@frozen
class Derivation:
    """A number that follows from others: which, from which, how in words, and how in arithmetic."""

    name: str
    needs: tuple[str, ...]
    how: str
    compute: Callable[..., Num]
    kind: OriginKind = OriginKind.DERIVED
    otherwise: Unknown | None = None
    """Why the number may stay unknown although all that it follows from is known, other than by being too large."""

    def __post_init__(self) -> None:
        if self.name in self.needs:
            raise DataError("derivations", self.name, "a number that would follow from itself")

    @property
    def origin(self) -> Origin:
        """Origin of a number that was found in this way."""
        return Origin(self.kind, how=self.how, needs=self.needs)


def _ones(stated: Array) -> Array:
    return np.where(np.isnan(stated), np.nan, 1.0)


def _sphere(count: Array, volume: Array) -> Array:
    return np.cbrt(6.0 * count * volume / np.pi)


_ADAM = 96.0  # bits of a 32-bit weight and two moments (rajbhandari2020)
_PUBLISHED = (16.0, 32.0, 48.0)  # bits of gradient in states of 16, 18 and 20 byte
_GRADIENTS = "what 12 byte of Adam and the weights leave of the state, where that is 2, 4 or 6 byte"


def _gradients(state: Array, weights: Array) -> Array:
    """Return the gradients of a state with Adam in 32 bit; unknown where what is left is none of the published."""
    left = state - weights - _ADAM
    return np.where(np.isin(left, _PUBLISHED), left, np.nan)


def _with_hosts(power: Array, tdp: Array, node_factor: Array, board_factor: Array) -> Array:
    return np.asarray(power + host_power(node_factor * tdp, power_factors().board_under(tdp, board_factor * tdp)))


def _limited(tdp: Array, node_factor: Array, board_factor: Array, limit: Array) -> Array:
    boards = (power_factors().board_under(each, board_factor * tdp) for each in (tdp, limit))
    return np.asarray(node_power(node_factor * tdp, *boards))


def _facility(time: Array, *powers_and_pue: Array) -> Array:
    *powers, pue = powers_and_pue
    return np.asarray(facility_energy(time, sum(powers), pue))


_SHAPE = ("parameters", "active_parameters", "layers", "width", "heads", "kv_heads", "feedforward", "vocabulary")
_COUNTED = "counted from the shape, which explains the parameters"


def _unexplained(name: str) -> Unknown:
    return Unknown(
        "layers, width, heads, key-value heads, feed-forward width and vocabulary do not explain the parameters (of a "
        f"dense model with heads as wide as width / heads); model.config or model.{name} would tell"
    )


def _of_shape(compute: Callable[..., Array]) -> Callable[..., Array]:
    return lambda *numbers: compute(**dict(zip(_SHAPE, numbers, strict=True)))


_NO_TENSOR = "1, a layout is stated without tensor parallelism"
_HALF = "half the symbol rate, the least that carries it; the channel may carry more"
_NO_PIPELINE = "1, a layout is stated without pipeline stages"

DERIVATIONS: tuple[Derivation, ...] = (
    Derivation("flop", ("active_parameters", "tokens"), "6 N D", training_flop),
    Derivation(
        "flop",
        ("accelerator_hours", "peak", "mfu", "goodput"),
        "accelerator-hours x peak x MFU x goodput",
        lambda t, p, u, g: t * p * u * g,
    ),
    Derivation("accelerator_hours", ("count", "wall_time"), "count x wall time", np.multiply),
    Derivation(
        "accelerator_hours",
        ("flop", "peak", "mfu", "goodput"),
        "FLOP / (peak x MFU x goodput)",
        lambda c, p, u, g: accelerator_time(c, p, u * g),
    ),
    Derivation(
        "accelerator_hours",
        ("flop", "peak", "usual_mfu"),
        "FLOP / (peak x a usual MFU over all hours)",
        accelerator_time,
        OriginKind.DEFAULT,
    ),
    Derivation("wall_time", ("accelerator_hours", "count"), "accelerator-hours / count", np.divide),
    Derivation("count", ("accelerator_hours", "wall_time"), "accelerator-hours / wall time", np.divide),
    Derivation(
        "achieved", ("token_rate", "active_parameters"), "6 N x tokens per second", lambda r, n: training_flop(n, r)
    ),
    Derivation("mfu", ("achieved", "peak"), "achieved FLOP/s / peak", np.divide),
    Derivation(
        "mfu",
        ("flop", "accelerator_hours", "peak"),
        "FLOP / (accelerator-hours x peak), over all hours",
        lambda c, t, p: c / (t * p),
    ),
    Derivation(
        "node_power",
        ("power", "tdp", "node_factor", "board_factor"),
        "mean power of the boards and, as usual, of their hosts",
        _with_hosts,
    ),
    Derivation("node_power", ("power",), "mean power of the boards, hosts unknown", np.positive),
    Derivation(
        "node_power",
        ("tdp", "node_factor", "board_factor", "power_limit"),
        "design power x node factor, the boards under their power limit",
        _limited,
    ),
    Derivation("node_power", ("tdp", "node_factor"), "design power x node factor", np.multiply),
    *(
        Derivation(
            "energy",
            ("accelerator_hours", "node_power", *beside, "pue"),
            f"accelerator-hours x {what} x PUE",
            _facility,
        )
        for beside, what in POWERED.items()
    ),
    Derivation("emissions", ("energy", "carbon_intensity"), "energy x carbon intensity", np.multiply),
    Derivation("cost", ("energy", "electricity_price"), "energy x price, electricity alone", np.multiply),
    Derivation("tensor", ("data",), _NO_TENSOR, _ones, OriginKind.DEFAULT),
    Derivation("tensor", ("pipeline",), _NO_TENSOR, _ones, OriginKind.DEFAULT),
    Derivation("pipeline", ("tensor",), _NO_PIPELINE, _ones, OriginKind.DEFAULT),
    Derivation("data", ("count", "tensor", "pipeline"), "count / (tensor x pipeline)", lambda n, t, p: n / (t * p)),
    Derivation("virtual", ("pipeline",), "1, no interleaving is stated", _ones, OriginKind.DEFAULT),
    Derivation("context_ranks", ("tensor",), "1, no context parallelism is stated", _ones, OriginKind.DEFAULT),
    Derivation("expert_ranks", ("tensor",), "1, no expert parallelism is stated", _ones, OriginKind.DEFAULT),
    Derivation(
        "expert_tensor_ranks", ("tensor",), "as all else, nothing is stated of experts", np.positive, OriginKind.DEFAULT
    ),
    Derivation(
        "micro_batch", ("context",), "one sequence, the least that a rank works on", np.positive, OriginKind.DEFAULT
    ),
    Derivation("kv_heads", ("heads",), "one for each head", np.positive, OriginKind.DEFAULT),
    Derivation(
        "state_gradients",
        ("state", "state_weights"),
        _GRADIENTS,
        _gradients,
        OriginKind.DEFAULT,
        otherwise=Unknown(ways=(("assumptions.state_gradients",),)),  # a state that is none of the published
    ),
    Derivation("bandwidth", ("symbol_rate",), _HALF, nyquist_bandwidth, OriginKind.DEFAULT),
    Derivation(
        "snr",
        ("lane_power", "bath_temperature", "bandwidth"),
        "lane power / (k T x bandwidth), the largest there can be",
        largest_snr,
    ),
    Derivation("mass", ("count", "mass_per_accelerator"), "count x mass per accelerator", np.multiply),
    Derivation("diameter", ("count", "volume_per_accelerator"), "the smallest sphere that holds the machine", _sphere),
    Derivation("radius", ("diameter",), "half the diameter", lambda d: d / 2.0),
    Derivation(
        "matmul_parameters",
        _SHAPE,
        _COUNTED,
        _of_shape(explained_matrices),
        otherwise=_unexplained("matmul_parameters"),
    ),
    Derivation(
        "attention_width",
        _SHAPE,
        _COUNTED,
        _of_shape(explained_attention),
        otherwise=_unexplained("attention_width"),
    ),
    Derivation(
        "accelerator_cost",
        ("accelerator_hours", "accelerator_price"),
        "accelerator-hours x price, with whatever the price includes",
        np.multiply,
    ),
    # what failures leave of the time
    Derivation(
        "failure_interval",
        ("accelerator_failure_interval", "count"),
        "failure interval of one accelerator / count",
        np.divide,
    ),
    Derivation(
        "checkpoint_time",
        ("checkpoint_size", "checkpoint_bandwidth"),
        "size / bandwidth, training waits for all of it",
        np.divide,
    ),
    Derivation(
        "checkpoint_time",
        ("parameters", "checkpoint_state", "checkpoint_bandwidth"),
        "parameters x what is held of each / bandwidth, training waits for all of it",
        lambda n, held, rate: n * held / rate,
    ),
    Derivation(
        "checkpoint_interval",
        ("checkpoint_time", "failure_interval"),
        "the best for the checkpoint time and the failure interval",
        checkpoint_interval,
    ),
    Derivation(
        "goodput",
        ("checkpoint_interval", "checkpoint_time", "restart_time", "failure_interval"),
        "what failures, restarts and checkpoints leave",
        useful_share,
    ),
)

_WAYS = {name: tuple(each for each in DERIVATIONS if each.name == name) for name in {each.name for each in DERIVATIONS}}
_FIRST = tuple(each for each in DEFAULTS.values() if each.name not in _WAYS)
_LAST = tuple(each for each in DEFAULTS.values() if each.name in _WAYS)
"""Defaults of numbers that may follow from others: they wait until nothing more does."""


@np.errstate(over="ignore", under="ignore", invalid="ignore", divide="ignore")
def _computed(derivation: Derivation, columns: Mapping[str, Array]) -> Array:
    """Return what a derivation gives; a number that is beyond floats in any draw is not known."""
    result = np.asarray(derivation.compute(*(columns[name] for name in derivation.needs)))
    finite = np.isfinite(result).all(axis=-1, keepdims=True)
    return np.where(finite, result, np.nan)


def complete(
    stated: Mapping[str, Array], derivations: Iterable[Derivation] = DERIVATIONS
) -> tuple[dict[str, Array], dict[str, list[tuple[Origin, Mask]]]]:
    """Fill every column that follows from others.

    Parameters
    ----------
    stated
        Columns by name, shape (*axes, draw), NaN where unknown; names that are absent are unknown everywhere.
    derivations
        What follows from what; of several ways to a number the first is taken whose inputs are known.

    Returns
    -------
    columns
        All columns of `limits.runs.fields.NUMBERS`.
    filled
        For each column that was filled anywhere: the origins, each with the mask where it filled.
    """
    columns: dict[str, Array] = {row.name: np.asarray(stated.get(row.name, np.array([np.nan]))) for row in NUMBERS}
    filled: dict[str, list[tuple[Origin, Mask]]] = {}
    # names of what is known of any run: from what is known of none nothing follows
    somewhere = {name for name, column in columns.items() if not np.isnan(column).all()}

    def fill(name: str, origin: Origin, new: Array) -> bool:
        column = columns[name]
        mask = np.isnan(column) & ~np.isnan(new)
        if not mask.any():
            return False
        columns[name] = np.where(mask, new, column)
        somewhere.add(name)
        filled.setdefault(name, []).append((origin, mask))
        return True

    def follow(which: Iterable[Derivation]) -> bool:
        waiting = (each for each in which if somewhere.issuperset(each.needs) and np.isnan(columns[each.name]).any())
        return sum([fill(each.name, each.origin, _computed(each, columns)) for each in waiting]) > 0

    def suppose(which: Iterable[Default]) -> bool:
        known = ((each.name, each.origin, each.value) for each in which if each.value is not None)
        return sum([fill(name, origin, np.array([value])) for name, origin, value in known]) > 0

    following: list[Derivation] = []
    supposed: list[Derivation] = []
    for each in derivations:
        (supposed if each.kind is OriginKind.DEFAULT else following).append(each)
    suppose(_FIRST)
    # what follows comes before what is supposed; a known number stays
    while follow(following) or suppose(_LAST) or follow(supposed):
        pass
    return columns, filled


def not_given(name: str, known: Callable[[str], bool]) -> Unknown | None:
    """Say why `name` is not known although all is that it follows from; None where something is lacking.

    A number that no derivation has a reason to leave out is larger than any float.
    """
    done = [each for each in _WAYS.get(name, ()) if all(map(known, each.needs))]
    if not done:
        return None
    return next((each.otherwise for each in done if each.otherwise is not None), Unknown(BEYOND_FLOATS))


def follows(
    name: str, known: Callable[[str], bool], *, defaults: bool = True, without: frozenset[str] = frozenset()
) -> bool:
    """Tell whether `name` would be known, by arithmetic or as a default, where `known` tells what is.

    Parameters
    ----------
    name
        A number.
    known
        Tells whether a number is known.
    defaults
        Whether it may become a default.
    without
        Numbers that it must not follow from.

    Examples
    --------
    >>> follows("energy", lambda name: name in {"flop", "peak", "usual_mfu", "tdp", "node_factor", "pue"})
    True
    >>> follows("kv_heads", lambda name: name == "heads", defaults=False)
    False
    """
    beyond = without | {name}
    return known(name) or any(
        all(need not in beyond and follows(need, known, defaults=defaults, without=beyond) for need in each.needs)
        for each in _WAYS.get(name, ())
        if defaults or each.kind is not OriginKind.DEFAULT
    )


def lacking(name: str, known: Callable[[str], bool]) -> Unknown:
    """Return what would have to be stated for `name`, which is not known, to be known.

    Parameters
    ----------
    name
        A number that is not known.
    known
        Tells whether a number is known.
    """
    return Unknown(ways=tuple(ways(name, known, defaults=True)))


def ways(name: str, known: Callable[[str], bool], *, defaults: bool = False) -> list[tuple[str, ...]]:
    """Return the ways to make `name` known, each the paths of the fields that would have to be stated together.

    Ways on which it would become a default are among them only with `defaults`.

    Examples
    --------
    >>> ways("mass", lambda name: name != "count")
    [('machine.mass',), ('cluster.count',)]
    >>> ways("tensor", lambda name: False), ways("tensor", lambda name: False, defaults=True)[1]
    ([('parallelism.tensor',)], ('parallelism.data',))
    """
    derived = (each.needs for each in _WAYS.get(name, ()) if defaults or each.kind is not OriginKind.DEFAULT)
    found = [(name,), *(tuple(need for need in needs if not known(need)) for needs in derived)]
    least = [way for way in found if not any(set(other) < set(way) for other in found)]
    return list(dict.fromkeys(tuple(number(need).path for need in way) for way in least))
