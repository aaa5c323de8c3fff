"""From names to numbers: what a catalogue row, a number format and a convention say about a run.

Everything here turns one stated name into fields; what follows from numbers by arithmetic is in `derive`.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from limits.catalog.peaks import peak_column
from limits.channel.lane import lane
from limits.channel.needed import correctable_snr, least_snr
from limits.errors import InputError, Problem, UnknownNameError, shown
from limits.formats import number_format
from limits.laws.formulary.energy.erasure import erased_bits
from limits.runs.defaults import DEFAULTS
from limits.runs.derive import follows
from limits.runs.described import Described
from limits.runs.fields import NUMBERS, TEXTS
from limits.runs.fields.texts import NEXT_TOKEN
from limits.runs.power_factors import shipped as power_factors
from limits.runs.run import StatedText, TrainingRun, place_of
from limits.value import Origin, OriginKind, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.catalog import Catalog, Row
    from limits.runs.fields import Text


def from_row(row: Row) -> TrainingRun:
    """Turn a row of the catalogue of runs into a run, each number with the row as its origin."""
    fields = {}
    for number in NUMBERS:
        value = row.value(number.name)
        if value is not None:
            fields[number.name] = value
    if (power := fields.pop("power", None)) is not None and (name := _POWER_OF.get(row.texts.get("power_of", "board"))):
        fields[name] = power
    texts = {t.name: StatedText(row.texts[t.name], row.origin(t.name)) for t in TEXTS if row.texts.get(t.name)}
    return TrainingRun(row.name, notes=(row.notes,) if row.notes else (), **fields, **texts)


_POWER_OF = {"board": "power", "node": "node_power", "limit": "power_limit"}
"""The number of a run that a published mean power is, by whose power it is; a design power is none."""

_NO_TOKENS = ("games", "biology", "search")  # modalities of which no scaling law here predicts a next token
UNKNOWN = "unknown"  # what a run minimised that does not say so
_DENSE = Origin(OriginKind.DERIVED, how="dense, every parameter is active", needs=("parameters",))


def _derived(text: str, how: str) -> StatedText:
    return StatedText(text, Origin(OriginKind.DERIVED, how=how))


def _default(text: str, why: str) -> StatedText:
    return StatedText(text, Origin(OriginKind.DEFAULT, how=why))


def _required(row: Row) -> str:
    """Say which signal-to-noise ratio the line rate of a link needs: all that its symbol rate can tell."""
    try:
        rate, symbol_rate = row.cells["rate"].value / row.cells["lanes"].value, row.cells["symbol_rate"].value
    except KeyError:
        return "; state network.fec_snr of a lane"
    snr = least_snr(rate, symbol_rate)
    return (
        f"; SNR required for its line rate: {10.0 * math.log10(snr):.1f} dB on each lane (state network.snr to compare)"
    )


def name_problems(texts: Mapping[str, str], catalog: Catalog, *, erased: bool) -> list[Problem]:
    """Return what is wrong with the names of a run: rows, number formats and conventions that do not exist.

    `erased` tells that the run states the erased bits themselves, so that its convention is only a word.
    """
    problems = []
    for row in TEXTS:
        name = texts.get(row.name)
        if name is None:
            continue
        try:
            if row.kind:
                problems += _silent(row, catalog.row(row.kind, name))
            elif row.name == "precision":
                number_format(name)
            elif row.name == "erasure" and not erased:
                erased_bits(name, texts.get("precision", DEFAULTS["precision"].text))
        except UnknownNameError as error:
            mend = _machine(name) if row.name == "accelerator" else ""
            problems.append(Problem(row.path, shown(name), f"the name of a known {error.what}", mend or error.hint))
        except InputError as error:  # a convention that needs more than a number format
            mend = "state assumptions.erased, the bits themselves, instead"
            problems += [replace(problem, where=row.path, mend=mend) for problem in error.problems]
    return problems


def _machine(name: str) -> str:
    """Say what to state where a machine, or no accelerator at all, stands for one."""
    from limits.catalog.machines import advice

    return advice(name) or ("state cluster.peak and cluster.tdp of what computes" if _PROCESSOR.search(name) else "")


_PROCESSOR = re.compile(r"\b(?:cpus?|epyc|xeon|ryzen|processors?)\b", re.IGNORECASE)
_SAYS = {
    "grid": ("carbon_intensity", "electricity_price"),
    "scale_out": ("device_rate", "rate", "symbol_rate"),
    "scale_up": ("device_rate", "rate"),
}
"""What a row must say to mean something where it is named: at least one of these."""


def _silent(field: Text, row: Row) -> list[Problem]:
    """Return what is wrong with a row that says nothing of what is asked, as a PUE that stands for a grid."""
    asked = _SAYS.get(field.name, ())
    if not asked or any(name in row.cells for name in asked):
        return []
    wanted = f"the name of a {field.kind} whose row says {' or '.join(name.replace('_', ' ') for name in asked)}"
    pue = row.cells.get("pue")
    has = ", ".join(row.cells) or "no number"
    mend = f"it is a PUE: write facility.pue = {pue.value:g} instead" if pue is not None else f"{row.name} says {has}"
    return [Problem(field.path, shown(row.name), wanted, mend=mend)]


NAMED = {
    "peak": "accelerator",
    "tdp": "accelerator",
    "memory": "accelerator",
    "node_power": "accelerator",
    "embodied_carbon": "accelerator",
    "scale_up_rate": "scale_up",
    "scale_out_rate": "scale_out",
    "lanes": "scale_out",
    "bandwidth": "scale_out",
    "carbon_intensity": "grid",
    "electricity_price": "grid",
}
"""Numbers that the row of a name tells, with the text of a run that names it."""


def _read_as(stated: StatedText, row: Row, others: tuple[str, ...]) -> str:
    """Say as what a name is read, where what a run states can mean something else.

    A row of the catalogue says which accelerator its run had, and how they are counted stands beside it.
    """
    if stated.origin.kind is not OriginKind.GIVEN:
        return ""
    meant = (
        f"read as {row.name}; {' and '.join(others)} {'are' if others[1:] else 'is'} called so too" if others else ""
    )
    counted = f"one is {row.texts['one_is']}" if "one_is" in row.texts else ""
    return "; ".join(filter(None, (meant, counted)))


class Names:
    """The fields that the names of one run stand for.

    Attributes
    ----------
    run
        The run with everything filled in that its names stand for.
    reasons
        For fields that a name should have filled and could not: why not, in words.
    rows
        The names of the rows that the texts of the run name.
    """

    def __init__(self, run: TrainingRun, catalog: Catalog) -> None:
        problems = name_problems(run.texts, catalog, erased="erased" in run.fields)
        if problems:
            raise InputError(place_of(run.name), problems)
        self.reasons: dict[str, str] = {}
        self._run, self._catalog = run, catalog
        self._found: dict[str, Any] = {}
        self._rows = {t.name: catalog.row(t.kind, run.texts[t.name]) for t in TEXTS if t.kind and t.name in run.texts}
        self.rows = {name: row.name for name, row in self._rows.items()}
        self._conventions()
        self._config()
        self._model()
        self._accelerator()
        self._power()
        self._links()
        self._grid()
        self._elsewhere()
        self._energy()
        self._uncertain()
        self.run = run.but(**self._found)

    def _uncertain(self) -> None:
        """Fill the defaults that are intervals, except where what they stand for follows from what is known."""
        known = {*DEFAULTS, *self._found, *self._run.fields}
        for name, default in DEFAULTS.items():
            if default.low is not None and not follows(name, (known - {name}).__contains__, defaults=False):
                self._fill(name, default.number)

    def _energy(self) -> None:
        """Take back how an energy came about that nobody states: what follows from hours and power is not measured."""
        if "energy" not in self._run.fields:
            self._found |= {name: None for name in ("energy_kind", "energy_scope") if name in self._run.texts}

    def _published(self, name: str) -> bool:
        """Tell whether a row of the catalogue states a number of the run, so that the run itself does not."""
        value = self._run.fields.get(name)
        return value is not None and value.kind is OriginKind.CATALOGUE

    def _elsewhere(self) -> None:
        """Take back emissions and costs that a row publishes of another place, or at another price, than is stated."""
        for name, rate in (("emissions", "carbon_intensity"), ("cost", "electricity_price")):
            stated = self._run.fields.get(rate)
            moved = rate in self._found or (stated is not None and not self._published(rate))
            if moved and self._published(name):
                self._found[name] = None

    def _fill(self, name: str, value: Value | StatedText | None) -> None:
        """Fill a field that nobody stated."""
        if value is not None and not (name in self._found or name in self._run.fields or name in self._run.texts):
            self._found[name] = value

    def _text(self, name: str) -> str:
        return str(self._found.get(name) or self._run.texts.get(name) or "")

    def _origin(self, name: str) -> Origin:
        """Return the origin of a text that is known."""
        return (self._found.get(name) or self._run.texts[name]).origin

    def _conventions(self) -> None:
        for name in ("precision", "erasure"):
            self._fill(name, StatedText(DEFAULTS[name].text, DEFAULTS[name].origin))
        convention, precision = self._text("erasure"), self._text("precision")
        if "erased" not in self._run.fields:
            how = f"{convention} at {precision}"
            unstated = any(self._origin(name).assumed for name in ("erasure", "precision"))
            origin = Origin(OriginKind.CONVENTION, how=how, unstated=unstated)
            self._fill("erased", Value(erased_bits(convention, precision), "bit/FLOP", origin=origin))

    def _config(self) -> None:
        config = self._run.texts.get("config")
        if not isinstance(config, Described):
            return
        counted, stated = config.numbers, self._run.fields.get("parameters")
        moe = config.texts["architecture"] == "moe"
        if stated is not None and (not moe or counted["active_parameters"].value > stated.value):
            del counted["active_parameters"]  # of a dense model they are the stated ones; of a mixture, more than all
        said: dict[str, Value | StatedText] = {**counted, **config.texts}
        for name, value in said.items():
            self._fill(name, value)
        if why := config.model.architecture.uncounted:
            self.reasons |= dict.fromkeys(("matmul_parameters", "attention_width"), why)

    def _number(self, name: str) -> Value | None:
        return self._found.get(name, self._run.fields.get(name))

    def _model(self) -> None:
        # A file that speaks of no experts describes a dense model; a catalogue row says which it is.
        active, total = self._number("active_parameters"), self._number("parameters")
        moe = active is not None and total is not None and active.value < total.value
        if moe:
            self._fill("architecture", _derived("moe", "fewer parameters are active than there are"))
        self._fill("architecture", _default("dense", "dense, unless a run speaks of experts"))
        self._fill("modality", _default("text", "text, the modality of the scaling laws"))
        if self._text("modality") in _NO_TOKENS:
            self._fill(
                "objective",
                _derived(UNKNOWN, f"not stated; runs of modality {self._text('modality')} predict no next token"),
            )
        self._fill("objective", _default(NEXT_TOKEN, "next-token cross entropy, unless a run states another"))
        if self._text("architecture") == "dense" and total is not None:
            self._fill("active_parameters", total.moved(_DENSE))
        elif active is None and self._text("architecture") == "moe":
            self.reasons["active_parameters"] = (
                "a mixture of experts whose active parameters are not stated; the total is not used in their place"
            )

    def _read(self, name: str, row: Row) -> tuple[str, ...]:
        """Note as which row a name is read; return what that says against its numbers: the other rows called so."""
        stated = self._run.texts[name]
        others = self._catalog.also_called(name, stated)
        if said := _read_as(stated, row, others):
            self._found[name] = StatedText(str(stated), replace(stated.origin, how=said, unstated=True))
        return (f"or {' or '.join(others)}",) if others else ()

    def _accelerator(self) -> None:
        row = self._rows.get("accelerator")
        if row is None:
            return
        against = self._read("accelerator", row)
        precision = number_format(self._text("precision")).name
        column = peak_column(precision, row)
        if column not in row.cells:
            self.reasons["peak"] = f"the catalogue knows no {precision} peak of {row.name}"
        # nominal capacities are rounded, most of them down: what a driver reports comes first
        fields = {"peak": column, "memory": "memory_reported", "tdp": "tdp", "scale_up_rate": "scale_up_rate"}
        for name, cell in (*fields.items(), ("memory", "memory")):
            value = row.value(cell)
            if value is not None and against:
                value = value.moved(replace(row.origin(cell), doubts=(*row.doubts(cell), *against)))
            self._fill(name, value)
        if "lifetime" in self._run.fields:
            self._making(row)

    def _making(self, row: Row) -> None:
        """Fill what making the accelerator emitted, which counts only for a run that says how long it lasts."""
        value = row.value("embodied_carbon")
        if value is None:
            self.reasons["embodied_carbon"] = f"the catalogue knows no carbon of making {row.name}"
            return
        how = f"{row.name}: {row.texts.get('embodied_boundary') or 'what it counts is not said'}"
        self._fill("embodied_carbon", value.moved(replace(row.origin("embodied_carbon"), how=how)))

    def _power(self) -> None:
        row, tdp = self._rows.get("accelerator"), self._number("tdp")
        name = "" if row is None else row.name
        if tdp is not None:
            self._fill("node_factor", power_factors().node_over_design_power(name, tdp.value))
            self._fill("board_factor", power_factors().board_over_design_power(name))
        self._usual_mfu(row)

    def _usual_mfu(self, row: Row | None) -> None:
        """Scale the usual utilisation, which is one of 16-bit peaks, where the peak is a higher one.

        The same work is a smaller part of a higher peak, at worst by all that it is higher; the middle lies between.
        """
        usual, precision = DEFAULTS["usual_mfu"], number_format(self._text("precision")).name
        cells = row.cells if row is not None else {}
        column = peak_column(precision, row) if row is not None else ""
        if not {column, "peak_16bit"} <= set(cells) or usual.value is None or usual.low is None:
            return
        share = cells["peak_16bit"].value / cells[column].value
        if share < 1.0 and "usual_mfu" not in self._run.fields:
            origin = replace(usual.origin, how=f"{usual.why}; {precision} may gain nothing over 16 bit")
            scaled = Value(usual.value * share**0.5, "1", usual.low * share, usual.high, origin=origin)
            self._found["usual_mfu"] = scaled

    def _links(self) -> None:
        row = self._rows.get("scale_out")
        if row is None:
            return
        ports = row.cells.get("ports")
        many = ports.value if ports is not None else 1.0
        self._fill("scale_out_rate", row.value("device_rate" if "device_rate" in row.cells else "rate"))
        if "lanes" in row.cells:
            self._fill("lanes", Value(row.cells["lanes"].value * many, "1", origin=row.origin("lanes")))
        self._fill("symbol_rate", row.value("symbol_rate"))
        described = lane(row) if {"symbol_rate", "pam_levels"} <= row.cells.keys() else None
        if described is not None and (code := described.code) is not None:
            levels = described.levels.value
            named = f"{code.title}, " if code.key else ""
            how = f"{named}PAM-{levels:.0f} at bit error rate {code.limit:.3g}"
            origin = Origin(OriginKind.DERIVED, how=how, row=row.name, doubts=code.doubts)
            self._fill("fec_snr", Value(float(correctable_snr(levels, code.limit)), "1", origin=origin))
        elif "fec_snr" not in self._run.fields:
            self.reasons["fec_snr"] = f"the catalogue knows no error-correction limit of {row.name}" + _required(row)

    def _grid(self) -> None:
        row = self._rows.get("grid")
        if row is None:
            return
        against = self._read("grid", row)
        for name in ("carbon_intensity", "electricity_price"):
            value = row.value(name)
            if value is None or (name in self._run.fields and not self._published(name)):
                continue  # what a row publishes of a run is of the place where that run was
            doubts = (*row.doubts(name), *against)
            self._found[name] = value.moved(replace(row.origin(name), how=_of_a_grid(row, name), doubts=doubts))


def _of_a_grid(row: Row, name: str) -> str:
    """Say of which year a number of a grid is, and an intensity of whose electricity.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> _of_a_grid(shipped().row("grid", "de"), "carbon_intensity")
    'germany, 2023, location-based, production, life-cycle'
    """
    basis = row.texts.get("basis", "") if name == "carbon_intensity" else ""
    return ", ".join(filter(None, (row.name, row.texts.get("year", ""), basis)))
