"""A document that nobody would write and that walks through every branch of the formats, and its view."""

from __future__ import annotations

from limits.report.document import NO_BREAK, Document, Formula, Line, Section, table
from limits.report.formats import FORMATS
from limits.report.view import View
from limits.value import GIVEN, Origin, OriginKind, Value

READ = [form for form in FORMATS if form not in ("json", "csv")]
"""Formats for people, which say what there is to say in words; the others are for programs."""

_BREAKS = f"16{NO_BREAK}bit/FLOP* of rated{NO_BREAK}400{NO_BREAK}Gbit/s"
_LADDER = [
    Line(("┌1", "landauer", "■ theorem", "-0.5", "1.0e25 .. 4.2e25", _BREAKS), "a note: 50 % of <R&D>", "theorem"),
    Line(("│1", "speed|of light", "□ law", "12", "9e26", "short"), kind="law"),
    Line(("└1", "cmos", "~ model", "6.25", "\u2013", "300\N{NO-BREAK SPACE}K†"), kind="model"),
    Line(("2", "epochs", "≈ trend", "-3", "1e-21", ""), "a trend, no wall", "trend"),
    Line(("3", "peak-operations", "= rating", "0.6 .. 2.7", "1", "■ theorem of ≈ trend"), kind="rating"),
    Line(("4", "by-definition", "≡ definition", "0", "-1.5e-7", "31x"), kind="definition"),
]
_RUNNING = [
    Line(("*" * 7, "words and words that go on for longer than any one line of a column is wide " * 3, "[cite]", "7")),
    Line(("a_b", "fewer words, with 2.5e3 and -4 in them, than a line has", "`x` *y*", "13 .. 170")),
]
_LONG = [Line((f"row {place}", str(place * 7)), note="odd" if place % 8 == 3 else "") for place in range(1, 32)]

DOCUMENT = Document(
    "An odd document: 3.8e25 FLOP, ■ theorem & ≈ trend <at> width",
    (
        Formula(r"E \ge |x| k_B T \ln 2"),
        "A fact that is longer than sixty columns are, so that it goes on in a second line, and in a third at forty.",
    ),
    (
        Section(
            "The ladder, <first>",
            table(">|bound|kind|>doublings\nleft|>binds at,\nof 50 %|at", _LADDER),
            ("A paragraph of a section.", f"* a star, ~tilde, 5{NO_BREAK}km, and words to the edge of a page of 80."),
        ),
        Section("No table & no lines", None, ("`code` | [link] \\ <b>",)),
        Section("", table("what\nit is|says|source|>n,\nmany", _RUNNING)),
        Section("No lines", table("nothing|>at all", []), ()),
        Section("Longer than a page", table("name|>value", _LONG)),
        Section("A table of one column", table("only", [Line(("x",)), Line(("y" * 31,), note="of y")])),
        Section("Numbers too wide for forty columns", table(
            ">first,\nof many|>second|name", [Line(("1.0e25 .. 4.2e25", "137.5 .. 138.5 million x", "n" * 29))]
        )),
    ),
    "limits 0.1.0, stamp",
)  # fmt: skip

RECORD = {
    "schema": "odd/1",
    "kind": OriginKind.GIVEN,
    "numbers": (
        Value(1.5, "J", origin=GIVEN),
        Value(2.0, "1", low=1.0, high=3.0, origin=Origin(OriginKind.DERIVED, how="a x b", doubts=("recalled",))),
    ),
    "origin": Origin(OriginKind.CATALOGUE, row="gpt-4", reported=True),
    "nothing": None,
    "texts": ["é", 'a "quoted" word', True, 0],
    "inside": {"a": {"b": Value(0.0, "s")}},
}

CELLS = [
    *[("name", "says", "n"), ("=1+1", "a, b", 1.5), ("-7", 'a "q"\n', None)],
    *[("@x", "-x", -0.0), ("+1e3", "é", True)],
]

VIEW = View(DOCUMENT, RECORD, CELLS)
