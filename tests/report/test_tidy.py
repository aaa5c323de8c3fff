"""A line for each number of any record, with what is said of it; the CSV of an assessment is such a table."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import pytest

import limits
from limits import laws
from limits.report.assessment import view
from limits.report.document import Document
from limits.report.law import pages
from limits.report.tidy import COLUMNS, tidy
from limits.report.view import View
from limits.value import GIVEN, Origin, OriginKind, Value

OF_A_BOUND = ("needs", "has", "headroom", "binds_at", "doublings_left", "loss_gained", "share_of_reducible_loss")
BEFORE = (
    *("run", "law", "kind", "sense", "resource", "quantity", "value", "unit", "low", "high", "because"),
    *("limits_version", "catalogue", "input_sha256"),
)


def lines(record, **stamp):
    headers, *rest = tidy(record, stamp)
    assert headers == tuple(COLUMNS)
    return [{name: cell for name, cell in zip(headers, line, strict=True) if cell is not None} for line in rest]


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_columns_are_added_behind_those_that_there_were():
    assert tuple(COLUMNS)[: len(BEFORE)] == BEFORE


def test_the_csv_of_assessments_holds_every_number_of_every_bound(everything):
    rows = read(view.many(everything).to("csv"))
    assert tuple(rows[0]) == tuple(COLUMNS)
    by_place = {(row["run"], row["law"], row["quantity"]): row for row in rows}
    assert len(by_place) == len(rows)
    for assessment in everything:
        for bound in assessment.bounds:
            for name in OF_A_BOUND:
                row, value = by_place[assessment.run.name, bound.law, name], getattr(bound, name)
                of_a_fit = name in ("loss_gained", "share_of_reducible_loss")
                assert (row["kind"], row["sense"]) == (("trend", "") if of_a_fit else (bound.kind, bound.sense))
                assert row["resource"] == bound.resource
                assert row["input_sha256"] == assessment.input_sha256
                assert (row["catalogue"], row["constants"]) == (assessment.catalogue, assessment.constants)
                if value is None:
                    assert [row[part] for part in ("value", "unit", "low", "high", "level")] == [""] * 5
                    assert row["because"] == (bound.because or "")
                    continue
                ends = ["" if end is None else str(end) for end in (value.low, value.high)]
                assert [row["value"], row["unit"], row["low"], row["high"]] == [str(float(value)), value.unit, *ends]
                assert row["level"] == ("5 to 95 %" if value.low is not None else "")
                assert row["because"] == ""


def test_the_csv_of_assessments_holds_the_run_and_its_place_on_the_frontier(everything):
    rows = {(row["run"], row["law"], row["quantity"]): row for row in read(view.many(everything).to("csv"))}
    for assessment in everything:
        run, frontier = assessment.run, assessment.frontier
        for name, value in run.numbers.items():
            row = rows[run.name, "", name]
            assert (row["value"], row["unit"], row["origin"]) == (str(float(value)), value.unit, str(value.origin))
        for name, why in run.unknown.items():
            assert rows[run.name, "", name]["because"] == why
        if frontier is None:
            assert rows[run.name, "", "frontier"]["because"] == assessment.frontier_because
        else:
            row = rows[run.name, frontier.law, "optimum.loss"]
            assert (row["value"], row["kind"]) == (str(float(frontier.optimum.loss)), "trend")
            if frontier.loss is None:
                assert rows[run.name, frontier.law, "loss"]["because"] == frontier.because


def test_a_theorem_whose_number_hangs_on_a_convention_says_so(llama):
    rows = {(row["law"], row["quantity"]): row["convention"] for row in read(llama.to("csv"))}
    assert rows["", "erased"] == "operands_inplace at bf16"
    assert {rows["landauer", name] for name in ("needs", "headroom", "binds_at")} == {"operands_inplace at bf16"}
    assert rows["landauer", "has"] == ""
    assert [rows["landauer", f"choices.{name}"] for name in ("none", "operands")] == ["none", "operands"]
    assert rows["cmos", "needs"] == ""


def test_origins_as_records_say_what_those_in_words_say():
    erased = Value(16.0, "bit/FLOP", origin=Origin(OriginKind.CONVENTION, how="operands at bf16"))
    limit = Value(1.0, "J", origin=Origin(OriginKind.DERIVED, how="from erased", needs=("flop", "erased")))
    flop = Value(1e24, "FLOP", origin=GIVEN)
    row = {"law": "landauer", "limit": limit, "headroom": Value(7.0, "1", low=6.0, high=8.0)}
    found = lines({"run": {"name": "mine", "flop": flop, "erased": erased}, "bounds": [row]})
    assert [line.get("convention") for line in found] == [None, *["operands at bf16"] * 3]
    assert [line.get("origin") for line in found] == [
        "given",
        "convention: operands at bf16",
        "derived: from erased",
        None,
    ]
    assert found[3]["level"] == "5 to 95 %"
    assert {line["run"] for line in found} == {"mine"}
    assert [line.get("law") for line in found] == [None, None, "landauer", "landauer"]


@dataclass(frozen=True)
class Coefficient:
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Fitted:
    law: str
    level: float
    coefficients: dict[str, Coefficient]
    loss: Value | None
    because: str | None
    title: str | None
    points: int
    converged: bool
    spread: tuple[float, ...]


def test_every_number_of_any_record_has_a_line():
    coefficients = {"E": Coefficient(1.8, 1.7, 1.9), "A": Coefficient(None, None, None)}
    fitted = Fitted("mine", 0.95, coefficients, None, "too few runs", None, 6, True, (0.1, 0.2))
    found = {line.pop("quantity"): line for line in lines(fitted, constants="CODATA 2022")}
    made = {"law": "mine", "limits_version": limits.__version__, "constants": "CODATA 2022"}
    assert found == {
        "coefficients.E": {**made, "value": 1.8, "low": 1.7, "high": 1.9, "level": "2.5 to 97.5 %"},
        "coefficients.A": made,
        "loss": {**made, "because": "too few runs"},
        "points": {**made, "value": 6},
        "spread.0": {**made, "value": 0.1},
        "spread.1": {**made, "value": 0.2},
    }


def test_items_are_called_by_their_names_and_one_that_is_a_value_by_its_own():
    found = lines(
        [
            {"key": "landauer", "name": "energy", "value": 2.9e-21, "unit": "J", "inputs": {"bits": Value(1.0, "bit")}},
            {"key": "carnot", "inputs": [{"name": "hot", "value": Value(300.0, "K"), "elasticity": 0.5}]},
        ]
    )
    said = [(line["law"], line["quantity"], line["value"], line.get("unit")) for line in found]
    assert said == [
        ("landauer", "energy", 2.9e-21, "J"),
        ("landauer", "inputs.bits", 1.0, "bit"),
        ("carnot", "inputs.hot", 300.0, "K"),
        ("carnot", "inputs.hot.elasticity", 0.5, None),
    ]


def test_what_is_unknown_is_said_with_its_reason_and_what_is_no_number_is_left_out():
    found = lines({"loss": None, "loss_because": "another modality", "title": None, "note": "x", "proved": True})
    assert found == [{"quantity": "loss", "because": "another modality", "limits_version": limits.__version__}]


def test_what_an_end_is_called_is_said_of_one_end_too():
    for end in ("low", "high"):
        (found,) = lines({"level": 0.9, "width": {"value": 3.0, "low": None, "high": None, end: 2.0}})
        assert found == {
            "quantity": "width", "value": 3.0, end: 2.0, "level": "5 to 95 %", "limits_version": limits.__version__
        }  # fmt: skip


def test_inputs_rest_on_no_law_and_losses_on_a_trend():
    said = {
        "law": "landauer",
        "kind": "theorem",
        "sense": "at least",
        "needs": Value(1.0, "J"),
        "loss_gained": Value(0.1, "nat/token"),
        "inputs": {"bits": Value(1.0, "bit")},
        "basis": ({"name": "bath", "value": Value(300.0, "K")},),
        "year": {"value": 2100.0, "low": None, "high": None},
    }
    found = {line["quantity"]: (line.get("kind"), line.get("sense")) for line in lines(said)}
    assert found == {
        "needs": ("theorem", "at least"), "loss_gained": ("trend", None), "year": ("trend", None),
        "inputs.bits": (None, None), "basis.bath": (None, None),
    }  # fmt: skip


def test_why_a_part_is_unknown_is_told_by_its_path():
    said = {"growth": {"year": {"value": None, "low": 2068.0, "high": None}, "unknown": {"year.value": "too few"}}}
    (found,) = lines(said)
    assert (found["quantity"], found["low"], found["because"]) == ("growth.year", 2068.0, "too few")
    outer = {"unknown": {"loss": "beyond floats"}, "loss": None, "law": {"key": "one"}, "best": {"loss": None}}
    assert [(line["quantity"], line.get("because")) for line in lines(outer)] == [("loss", "beyond floats")]


def test_a_standard_error_stands_in_the_line_of_its_number():
    said = {"form": "hoffmann", "coefficients": {"E": {"value": 1.8, "low": 1.7, "high": 1.9, "standard_error": 0.05}}}
    (found,) = lines(said)
    assert (found["law"], found["quantity"], found["standard_error"]) == ("hoffmann", "coefficients.E", 0.05)


def test_what_has_no_value_and_no_ends_is_no_number():
    assert lines({"width": {"value": None}}) == []
    (found,) = lines({"width": {"value": {"inner": 7.0}, "low": None}})
    assert (found["quantity"], found["value"]) == ("width.inner", 7.0)
    (found,) = lines({"width": {"value": None, "low": None}})
    assert found == {"quantity": "width", "limits_version": limits.__version__}


def test_the_convention_of_a_record_is_that_of_its_value_alone():
    found = lines({"area": 3.0, "value": Value(5.0, "J"), "water": {"depth": 7.0}, "convention": "operands"})
    said = [(line["quantity"], line.get("convention")) for line in found]
    assert said == [("area", None), ("", "operands"), ("water.depth", None)]


@pytest.mark.parametrize("kind", OriginKind)
def test_only_a_convention_is_one(kind):
    (found,) = lines({"erased": Value(16.0, "bit/FLOP", origin=Origin(kind, how="so", row="a row"))})
    assert found.get("convention") == ("so" if kind == "convention" else None)


def test_a_law_that_is_a_record_says_its_kind_of_its_numbers():
    law = {"key": "besiroglu2024", "kind": "trend", "additive": True}
    (found,) = lines({"law": law, "loss": Value(1.9, "nat/token")})
    assert (found["law"], found["kind"], found["quantity"]) == ("besiroglu2024", "trend", "loss")


def test_laws_have_wide_lines_in_lists_and_a_line_for_each_number_of_a_value():
    rows = read(pages.listing(laws.LAWS).to("csv"))
    assert [row["key"] for row in rows] == [law.key for law in laws.LAWS]
    assert rows[0] == read(pages.page(laws.LAWS[0]).to("csv"))[0]
    landauer = next(row for row in rows if row["key"] == "landauer")
    assert landauer["inputs"] == "bits [bit]; temperature [K]"
    assert landauer["references"] == "; ".join(laws.landauer.refs)
    given = {"bits": "1 bit", "temperature": "300 K"}
    value, bits, temperature = read(pages.evaluated(laws.landauer, given, laws.landauer.value(given)).to("csv"))
    assert (value["law"], value["kind"], value["sense"]) == ("landauer", "theorem", "at least")
    assert (value["quantity"], float(value["value"]), value["unit"]) == (
        "energy",
        laws.landauer.kernel(1.0, 300.0),
        "J",
    )
    assert (bits["quantity"], bits["value"], bits["unit"]) == ("inputs.bits", "1.0", "bit")
    assert (temperature["quantity"], temperature["constants"]) == ("inputs.temperature", "CODATA 2022")


def test_a_table_of_its_own_is_written_as_it_is():
    shown = View(Document("h", (), (), "f"), {"answer": 42}, lambda: [("compute [FLOP]",), (1e20,)])
    assert shown.to("csv") == "compute [FLOP]\n1e+20\n"


def test_an_unknown_format_suggests_one(llama):
    from limits.errors import UnknownNameError

    with pytest.raises(UnknownNameError, match="did you mean markdown"):
        llama.to("markdwon")
    with pytest.raises(UnknownNameError, match="there are text, markdown"):
        llama.to("qwertz")
