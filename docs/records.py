"""Reference pages made of records: laws, fields of a run, scaling laws, catalogue, defaults."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from layout import bullets, code, page, table

from limits import laws as room_of_laws
from limits import scaling
from limits.catalog import KINDS, shipped
from limits.catalog.columns import BOOKKEEPING, TABLES
from limits.constants import CODATA2022, record
from limits.laws.formats import number_formats
from limits.references import entry
from limits.runs.defaults import DEFAULTS
from limits.runs.field import ROWS, Number, is_text, number, text

if TYPE_CHECKING:
    from limits.laws.law import Law
    from limits.runs.defaults import Default
    from limits.runs.field import Text
    from limits.scaling.law import ScalingLaw, Span

_CONSTANTS = ("k_B", "h", "hbar", "c", "e", "N_A", "G", "m_e", "sigma_SB", "ln2")


_LAWS = """
Each law is called with quantities or texts, `limits.laws.landauer(bits=..., temperature=...)`, on the command line with
`limits law KEY name=value ...`, and without units through `.kernel`. `limits.laws.landauer.solve` and `--solve` return
any input instead. [Kinds and senses](../explanation/kinds-and-senses.md) says what theorem, law, model and trend
promise.
"""

_RUN_FILE = """
A run file is TOML. `name` and enough to know the compute are needed: `compute.flop`, or parameters and tokens.
`based_on = "NAME"` starts from a run of the catalogue; what the file says replaces what the row says.
`limits schema run` prints the JSON Schema, with which editors complete the file. The last column is the name of the same field in
`limits.TrainingRun(name, ...)`.

A number is written with its unit, as `"700 W"` or `"405B parameter"`; a plain number stands for itself where the unit
is 1. `"a .. b"` is an interval, `"a +/- b"` a value with its standard deviation: see
[Uncertainty](../explanation/uncertainty.md).
"""

_SCALING_LAWS = """
Fits of the loss against parameters and tokens: what has been seen, kind trend, never a bound. `--scaling KEY` and
`assess(run, scaling=KEY)` choose one; the default is `{default}`.
"""

_CATALOGUE = """
Facts with their sources, in the CSV files of `limits/catalog`; `limits catalog KIND NAME` prints a row in full. Whose
facts these are and under which licences: [SOURCES.md](../../limits/catalog/SOURCES.md).

Evidence: `primary`, read in the paper, model card or log itself; `secondary`, in a transcription that quotes it;
`third-party-estimate`, somebody else's estimate; `recalled`, not checked against a source. Reports mark the last two.
"""

_DEFAULTS = """
What a bound needs and a run does not say. Each one that an answer used stands under "assumed" in its report.
"""

_FORMATS = """
## Number formats

What `compute.precision` may be, with the bits that the
[erasure conventions](../explanation/what-a-flop-erases.md) count.
"""


def laws() -> str:
    """Return the page of all laws, with the constants that they use."""
    index = table(
        ["law", "kind", "gives", "says"],
        [
            [_link(law.key), law.kind, f"{law.result} [{law.unit}] {_sense(law)}", law.statement]
            for law in room_of_laws.LAWS
        ],
    )
    constants = table(
        ["name", "value", "unit", "standard uncertainty", "what", "source"],
        [
            [code(each.name), repr(each.value), each.unit, f"{each.uncertainty:g}", each.title, each.source]
            for each in map(record, _CONSTANTS)
        ],
    )
    return page(
        "Laws",
        _LAWS,
        index,
        *map(_law, room_of_laws.LAWS),
        f"## Constants\n\n{CODATA2022.vintage}.",
        constants,
    )


def _link(key: str) -> str:
    return f"[{key}](#{key})"


def _sense(law: Law) -> str:
    return "" if law.sense == "none" else str(law.sense)


def _law(law: Law) -> str:
    symbols = table(
        ["name", "symbol", "unit", "domain", "meaning", "e.g."],
        [
            *([each.name, f"${each.symbol}$", each.unit, each.domain, each.doc, code(each.eg)] for each in law.inputs),
            [f"**{law.result}**", f"${law.symbol}$", law.unit, "", law.gives, ""],
        ],
    )
    side = f", the {law.result.replace('_', ' ')} is {law.sense}" if _sense(law) else ""
    sources = bullets(f"`{key}`: {entry(key).line}" for key in law.refs)
    return "\n\n".join(
        (
            f"## {law.key}",
            law.statement,
            f"{law.kind.capitalize()}{side}:",
            f"$$ {law.latex} $$",
            symbols,
            f"Holds under:\n\n{bullets(law.assumes)}",
            f"Sources:\n\n{sources}",
        )
    )


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


def scaling_laws() -> str:
    """Return the page of all published fits."""
    published = scaling.LAWS.values()
    return page(
        "Scaling laws",
        _SCALING_LAWS.format(default=scaling.DEFAULT),
        table(
            ["key", "title", "modality", "N counts", "fitted compute [FLOP]", "evidence"],
            [
                [
                    _link(law.key),
                    law.title,
                    law.modality,
                    law.counts,
                    _span(law.fitted.compute),
                    law.evidence,
                ]
                for law in published
            ],
        ),
        *map(_scaling_law, published),
    )


def _scaling_law(law: ScalingLaw) -> str:
    facts = [
        ["form", code(law.form)],
        *([code(name), f"{value!r}"] for name, value in law.published.items()),
        ["predicts", f"{law.objective} [{law.loss_unit}]"],
        ["corpus", law.corpus],
        ["tokenizer", law.tokenizer],
        ["fitted parameters", _span(law.fitted.parameters)],
        ["fitted tokens", _span(law.fitted.tokens)],
        ["source", law.source],
    ]
    parts = [f"## {law.key}", table(["what", "value"], facts), bullets(law.notes)]
    return "\n\n".join(part for part in parts if part)


def _span(span: Span) -> str:
    return "not stated" if math.isnan(span.low) else f"{span.low:g} to {span.high:g}"


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
            ["name", "title", "operand [bit]", "accumulator [bit]", "sources"],
            [
                [code(each.name), each.title, each.width, each.accumulator, ", ".join(each.sources)]
                for each in number_formats().values()
            ],
        ),
    )


def _path(default: Default) -> str:
    return text(default.name).path if is_text(default.name) else number(default.name).path


def _said(default: Default) -> str:
    if default.value is None:
        return default.text
    return f"{default.value:g}" + ("" if default.unit == "1" else f" {default.unit}")
