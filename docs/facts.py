"""Reference pages of what somebody states or has found out: fields of a run, catalogue rows, defaults."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from layout import code, page, table

from limits.catalog import KINDS, shipped
from limits.catalog.columns import BOOKKEEPING, TABLES
from limits.errors import TextError
from limits.formats import NumberFormat, number_formats
from limits.runs.defaults import DEFAULTS
from limits.runs.fields import ROWS, Number, is_text, number, text
from limits.units import si
from limits.units.table import FILE

if TYPE_CHECKING:
    from limits.runs.defaults import Default
    from limits.runs.fields import Text

_RUN_FILE = """
A run file is TOML. `name` and enough to know the compute are needed: `compute.flop`, or parameters and tokens.
`based_on = "NAME"` starts from a run of the catalogue; what the file says replaces what the row says.
`limits schema run` prints the JSON Schema, with which editors complete the file. The last column is the name of the
same field in `limits.TrainingRun(name, ...)`.

A number is written with its unit, as `"700 W"` or `"405B parameter"`; a plain number stands where the unit is
1, or what is counted, as in `parameters = "70B"`. `"a .. b"` is an interval, `"a +/- b"` a value with its
standard deviation: see [Units](units.md) and [Uncertainty](../explanation/uncertainty.md).
"""

_UNITS = """
A text is a number and a unit: `700 W`, `400 Gbit/s`, `15.6T token`, or one of
the forms of an interval in [Uncertainty](../explanation/uncertainty.md). Units are joined by `*` and `/` and raised by
`^`, as in `0.37 kg/kWh` or `814 mm^2`. A quotient of two plain numbers stands alone, as the `514/544` of a code's rate.
Every text becomes the float that is nearest to what it says. Nothing in a text is evaluated, and at most 80 characters
are read.

Decibels are read where a ratio (`dB`) or a power (`dBm`) is wanted. `degC` and `degF` are temperatures, never
differences, and become kelvin at once. Bits, hertz and baud do not convert into one another, and a bit is no plain
number: whoever knows how many bits a symbol carries says so, as in `53.125 GBd*bit/symbol`.

Measures take every decimal prefix (`pJ`, `GHz`), counts the decimal ones above one and the binary ones (`Gbit`, `GiB`).
What else may be written stands below. There are no other units: no physical constants, and none whose symbol collides
with these (gauss, gilbert, barn, farad).
"""

_BARE = """
## A number without its unit

One rule for run files, laws, `limits frontier`, `limits plot` and Python. Where parameters, tokens, FLOP or USD are
wanted, a number may stand alone, and before K, M, B, T or thousand, million, billion, trillion: nothing else is in use
there. So may a loss in nat/token, and a whole number of unit 1 before a letter. The answer then says how it was read.
Wherever several units are in use (time, energy, power, information, rates, money per time), a number needs its own, and
a letter is a unit as always: byte, kelvin, tonne. A unit without a number is refused.

Ratios of powers are said both ways, `snr = 20 (13.0 dB)`. Money is in USD, EUR, CHF or GBP, units of their own
between which nothing converts: `$10M` is written `10M USD`, and a price in EUR gives a cost in EUR.
"""

_READ = (
    ("parameter", "70B"),
    ("parameter", "405B parameter"),
    ("token", "15.6 trillion"),
    ("token", "128K"),
    ("FLOP", "3.8e25"),
    ("USD", "10 million"),
    ("nat/token", "1.95"),
    ("bit", "80B"),
    ("K", "300K"),
    ("bit", "1e26"),
    ("FLOP/s", "4e14"),
    ("s", "30"),
)

_CATALOGUE = """
Facts with their sources, in the CSV files of `limits/catalog`; `limits catalog KIND NAME` prints a row in full. Whose
facts these are and under which licences: [SOURCES.md](../../limits/catalog/SOURCES.md).

Evidence: `primary`, read in the paper, model card or log itself; `secondary`, in a transcription that quotes it;
`third-party-estimate`, somebody else's estimate; `recalled`, not checked against a source. Reports mark the last two.
`secondary_fields` lists what a primary row has from a secondary source that it names too.

`params_total` counts what training changes, each matrix once: a head tied to the embedding is not counted again, and
neither are stored tables that are not trained (rotary frequencies, offsets that balance experts without a gradient).
Where the configuration is public, many are counted from it; the others, and `params_active`, are as published.

`memory_gb` is the nominal capacity of a data sheet. `memory_reported_mib` is what the driver reports of a device in
service, all that a program can address, with its source beside it: it stands for the memory of a run that names the
accelerator. A nominal capacity never shows that a run is impossible; a reported one may.
"""

_DEFAULTS = """
What a bound needs and a run does not say. Each one that an answer used stands under "assumed" in its report.
"""

_FORMATS = """
## Number formats

What `compute.precision` may be, with the bits that the
[erasure conventions](../explanation/what-a-flop-erases.md) count.
"""


def run_file() -> str:
    """Return the page of everything that a run may state."""
    sections: dict[str, list[list[object]]] = {}
    for row in ROWS:
        section, key = row.path.split(".")
        sections.setdefault(section, []).append(
            [code(key), row.unit if isinstance(row, Number) else "text", _meaning(row), code(row.eg), code(row.name)]
        )
    return page(
        "Run file",
        _RUN_FILE,
        *(
            f"## {section}\n\n" + table(["key", "unit", "meaning", "e.g.", "in Python"], rows)
            for section, rows in sections.items()
        ),
    )


def _meaning(row: Number | Text) -> str:
    if isinstance(row, Number):
        above = f"{'>=' if row.closed else '>'} {row.least:g}"
        return f"{row.doc}; {above}" + (f", at most {row.most:g}" if row.most < math.inf else "")
    if row.choices:
        return f"{row.doc}: {', '.join(row.choices)}"
    return f"{row.doc}: a name of `limits catalog {row.kind}s`" if row.kind else row.doc


def units() -> str:
    """Return the page of all units, as their file defines them."""
    rows = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        names, _, remark = line.strip().partition(" # ")
        name, *rest = names.split(" = ")
        if rest and not name.startswith("#") and not name.endswith("-"):
            ways = [way for way in (name, *rest[1:]) if way != "_"]
            rows.append([", ".join(map(code, ways)), rest[0].removesuffix("; offset: 0"), remark])
    bare = table(
        ["wanted", "written", "read as"], [[code(unit), code(text), _reading(text, unit)] for unit, text in _READ]
    )
    return page("Units", _UNITS, table(["written as", "is", "remark"], rows), _BARE, bare)


def _reading(text: str, unit: str) -> str:
    """Return what a text is read as, or why it is not."""
    try:
        return str(si(text, unit))
    except TextError as error:
        return f"refused: {error.mend}"


def catalogue() -> str:
    """Return the page of all catalogue rows and of the columns of each file."""
    return page(
        "Catalogue",
        _CATALOGUE,
        *map(_kind, KINDS),
    )


def _kind(kind: str) -> str:
    form = TABLES[kind]
    columns = table(
        ["column", "unit of the file", "canonical unit", "factor"],
        [[code(each.header), each.source_unit, each.unit, f"{each.factor:g}"] for each in form.numbers],
    )
    rows = table(
        ["name", "aliases", "evidence", "source"],
        [[code(row.name), ", ".join(row.aliases), row.evidence, row.source] for row in shipped().rows(kind)],
    )
    texts = ", ".join(map(code, (*form.texts, *BOOKKEEPING)))
    intro = f"Columns of `{form.file}`, the first of which is `{kind}`:"
    return "\n\n".join((f"## {kind}", rows, intro, columns, f"Texts: {texts}."))


def defaults() -> str:
    """Return the page of what is assumed where a run is silent, and of the number formats."""
    return page(
        "Defaults",
        _DEFAULTS,
        table(
            ["field", "value", "why", "source", "evidence"],
            [[code(_path(each)), _said(each), each.why, each.source, each.evidence] for each in DEFAULTS.values()],
        ),
        _FORMATS,
        table(
            ["name", "title", "operand [bit]", "common scale", "stored [bit]", "accumulator [bit]", "sources"],
            [
                [
                    code(each.name),
                    each.title,
                    each.width,
                    _scale(each),
                    f"{each.stored:g}",
                    each.accumulator,
                    ", ".join(each.sources),
                ]
                for each in number_formats().values()
            ],
        ),
    )


def _scale(each: NumberFormat) -> str:
    if not each.element:
        return ""
    whole = f", {each.tensor} bit for a tensor" if each.tensor else ""
    return f"{each.scale} bit for {each.block}{whole}"


def _path(default: Default) -> str:
    return text(default.name).path if is_text(default.name) else number(default.name).path


def _said(default: Default) -> str:
    if default.value is None:
        return default.text
    return f"{default.value:g}" + ("" if default.unit == "1" else f" {default.unit}")
