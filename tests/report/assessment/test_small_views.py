"""Side by side, memory, energy, disclosure and the model: what single lines of them say, at each threshold."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

import pytest

import limits
from limits.assessment.assessor import assess_all
from limits.errors import UnknownNameError
from limits.estimates.memory import Fits
from limits.report.assessment import bounds, checks, disclosure, energy, memory, model, sections, side_by_side, view
from limits.report.assessment import run as facts
from limits.report.formats.text import plain
from limits.value import GIVEN, Origin, OriginKind, Value

from .made_up import RUNS


@pytest.fixture(scope="module")
def two():
    return assess_all([RUNS["derived"], RUNS["mixture"]])


def stamp(assessment):
    return facts.foot(assessment)


def test_one_run_side_by_side_is_one_run(two):
    assert side_by_side.of_many(two[:1]).headline == "1 run"
    assert side_by_side.of_many(two).headline == "2 runs side by side"
    assert view.many(two[:1]).to("latex") == view.one(two[0]).to("latex")
    assert view.many(two).to("latex") != view.many(two[::-1]).to("latex")
    assert "\\multicolumn{2}{c}{as it stands}" in view.many(two).to("latex")


def test_the_last_line_of_several_has_one_hash_for_all_and_the_rest_from_the_first(two):
    joined = hashlib.sha256("\n".join(each.input_sha256 for each in two).encode()).hexdigest()
    other = replace(two[1], catalogue="0" * 64, scaling_sha256="1" * 64)
    assert side_by_side.foot([two[0], other]) == stamp(two[0]).rpartition("input ")[0] + f"input {joined[:12]}"
    assert sections.document([two[0]], ["model"]).foot == stamp(two[0])
    assert sections.document(two, ["model"]).foot == side_by_side.foot(two)
    assert re.fullmatch(
        r"limits \S+, CODATA 2022, catalogue [0-9a-f]{12}, law [0-9a-f]{12}, input [0-9a-f]{12}", stamp(two[0])
    )


@pytest.mark.parametrize("of_disclosure", [True, False])
def test_what_is_to_be_pasted_names_the_catalogue_by_twelve_digits(of_disclosure):
    found = limits.assess(RUNS["all-stated"])
    said = plain(sections.document([found], ["disclosure" if of_disclosure else "energy"]))
    short = set(re.findall(r"catalogue\s+([0-9a-f]{8,64})\b", said))
    assert short == {found.catalogue[:12]}


@pytest.mark.parametrize(
    ("boundaries", "erasures", "differ"),
    [(0, 0, False), (1, 1, False), (2, 1, True), (1, 2, True), (3, 0, True), (0, 3, True), (2, 2, True)],
)
def test_marks_differ_where_there_are_two_of_a_kind(boundaries, erasures, differ):
    marks = side_by_side.Marks([])
    marks.boundaries = {str(each): "1" for each in range(boundaries)}
    marks.erasures = {str(each): "a" for each in range(erasures)}
    assert marks.differ is differ


def test_marks_are_letters_as_columns_of_a_spreadsheet_are():
    found = [side_by_side._letters(count) for count in (0, 1, 24, 25, 26, 27, 51, 52, 701, 702)]
    assert found == ["a", "b", "y", "z", "aa", "ab", "az", "ba", "zz", "aaa"]


def test_the_convention_and_the_unit_of_losses_are_those_of_the_first_that_has_them(two):
    other = replace(two[1], comparable=replace(two[1].comparable, convention="another"))
    assert side_by_side.energies([two[0], other]).paragraphs[-1].startswith("common: 16 bit")
    assert side_by_side.energies([other]).paragraphs[-1] == "common: another"
    rows = [replace(row, loss_gained=None) for row in two[0].bounds]
    assert bounds.loss_unit(replace(two[0], bounds=rows)) == "nat/token"
    rows[3] = replace(rows[3], loss_gained=Value(1.0, "bit/byte"))
    rows[7] = replace(rows[7], loss_gained=Value(1.0, "nat/token"))
    assert bounds.loss_unit(replace(two[0], bounds=rows)) == "bit/byte"


def test_distance_is_that_of_landauer_and_none_without_it(two):
    rows = list(two[0].bounds)
    assert side_by_side.distance(two[0]) == two[0].bounds["landauer"].headroom
    assert side_by_side.distance(replace(two[0], bounds=[row for row in rows if row.law != "landauer"])) is None


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (("model.layers",), "say layers"), (("a.x", "b.y"), "say x, y"),
        (("a.x", "b.y", "c.z"), "say x, y and 1 more"),
        (("a.b.x", "b.y", "c.z", "d.w"), "say x, y and 2 more"),
    ],
)  # fmt: skip
def test_two_fields_are_asked_for_on_one_line(two, missing, said):
    assert memory._asked(replace(two[0].memory_per_device, because="whatever it says", missing=missing)) == said


@pytest.mark.parametrize(("because", "said"), [("a hybrid", "a hybrid"), (None, "")])
def test_where_no_field_would_tell_it_says_why(two, because, said):
    assert memory._asked(replace(two[0].memory_per_device, because=because, missing=())) == said


GB = 8e9


@pytest.mark.parametrize(
    ("fits", "value", "state", "line"),
    [
        ("depends", None, 3 * GB, "unknown; hangs on shard; say x"),
        ("depends", 7 * GB, 3 * GB, "7 GB of 40 GB; hangs on shard"),
        ("yes", 7 * GB, 3 * GB, "7 GB of 40 GB, fits"),
        ("perhaps", 7 * GB, 3 * GB, "7 GB of 40 GB, may not fit"),
        ("no", 77 * GB, 3 * GB, "77 GB of 40 GB, does not fit"),
        ("unknown", 77 * GB, 3 * GB, "77 GB of 40 GB, capacity unknown"),
        ("unknown", None, None, "unknown; say x"),
        ("unknown", None, 3 * GB, "at least 3 GB of 40 GB; say x"),
        ("no", None, 43 * GB, "at least 43 GB of 40 GB, does not fit; say x"),
    ],
)
def test_the_line_of_the_memory(two, fits, value, state, line):
    found = replace(
        two[0].memory_per_device, fits=Fits(fits), open=("parallelism.shard",), missing=("a.x",), least=None,
        value=None if value is None else Value(value, "bit"), state=None if state is None else Value(state, "bit"),
        capacity=Value(40 * GB, "bit"),
    )  # fmt: skip
    assert memory.line(found) == f"Memory a device: {line}"
    without = memory.line(replace(found, capacity=None))
    assert without == f"Memory a device: {line.replace(' of 40 GB', '')}"


@pytest.mark.parametrize("fits", ["yes", "no", "perhaps", "depends", "unknown"])
def test_what_is_said_below_the_memory(two, fits):
    found = replace(
        two[0].memory_per_device, fits=Fits(fits), open=("a.x", "b.y"), least=Value(GB, "bit"), dominant=None,
        because=None, left=None,
        per_parameter={"weights": Value(20.0, "bit/parameter"), "rest": Value(4.0, "bit/parameter")},
    )  # fmt: skip
    said = list(memory._below(found))
    assert said[0] == "Training state, byte/parameter before anything divides it: 2.5 weights, 0.5 rest."
    leanest = "Whether it fits hangs on a.x, b.y, not stated: at their leanest 1 GB."
    assert said[1:] == ([leanest] if fits == "depends" else [])
    assert list(memory._below(replace(found, least=None, per_parameter={}))) == []
    tried = [
        section.title for section in memory._changes(replace(found, alone=(), together=(), value=Value(GB, "bit")))
    ]
    assert tried == (["What would make it fit"] if fits in ("no", "perhaps", "depends") else [])
    assert memory._changes(replace(found, alone=(), together=(), value=None)) == ()


@pytest.mark.parametrize(
    ("hours", "shown"),
    [
        (0.4567, "0.4567 hours"), (17.26, "17.26 hours"), (999.4, "999.4 hours"), (1000.0, "1,000 hours"),
        (999999.0, "999,999 hours"), (1e6, "1 million hours"), (30.84e6, "30.84 million hours"),
        (1234.5e6, "1,234 million hours"), (999.96e6, "1000 million hours"),
    ],
)  # fmt: skip
def test_accelerator_hours_of_an_estimate(hours, shown):
    assert energy.amount("hours", Value(3600 * hours, "s")) == shown
    wide = energy.amount("hours", Value(3600 * hours, "s", low=1800 * hours, high=5400 * hours))
    assert wide.startswith(f"{shown} (")
    assert energy.amount("wall_time", Value(3600 * 17.26, "s")) == "17.3 h"


def test_an_input_is_told_from_half_a_per_cent_of_the_spread():
    found = limits.assess(RUNS["derived"]).estimate
    shares = tuple(
        replace(found.shares[0], field=name, share=share)
        for name, share in (("a", 0.93), ("b", 0.0651), ("c", 0.005), ("d", 0.00499))
    )
    said = list(energy._spread(replace(found, shares=shares)))
    assert said == ["Of the spread of the energy: a 93 %, b 7 %, c 0 %."]
    assert list(energy._spread(replace(found, shares=shares[3:]))) == []


@pytest.mark.parametrize(
    ("words", "said"), [(["x"], "x is"), (["x", "y"], "x and y are"), (list("xyz"), "x, y and z are")]
)
def test_one_is_and_two_are(words, said):
    assert energy._are(words) == said


@pytest.mark.parametrize(("carbon", "grams"), [(473.25, "473000"), (1.2345e6, "1230000000"), (0.5678, "568")])
def test_emissions_of_a_model_card_are_in_grams(carbon, grams):
    found = limits.assess(RUNS["all-stated"])
    changed = replace(found)
    object.__setattr__(changed, "beside", _Beside(found, replace(found.estimate, carbon=Value(carbon, "kg"))))
    card = {line.cells[0]: line.cells[1] for line in disclosure.sections(changed)[1].table.lines}
    assert card["emissions"] == grams


class _Beside:
    """The estimates of an assessment, of which one is another."""

    def __init__(self, assessment, estimate):
        self.estimate = estimate
        self.flop_counts, self.memory_per_device = assessment.flop_counts, assessment.memory_per_device
        self.parameter_counts = assessment.parameter_counts


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Value(3600 * 1234.6, "s"), "1,235 h"), (Value(3600 * 0.4, "s"), "0 h"), (Value(1.5e9, "J"), "417 kWh"),
        (Value(0.4, "1", low=0.35, high=0.46), "0.4 (0.35 .. 0.46)"), (Value(7.0, "token"), "7 tokens"),
    ],
)  # fmt: skip
def test_numbers_that_contradict_each_other(value, shown):
    assert checks._amount(value) == shown


def test_origins_are_said_together_by_their_kind():
    row = [Origin(OriginKind.CATALOGUE, row=name) for name in ("a", "b", "a")]
    derived = Origin(OriginKind.DERIVED, how="x / y")
    values = [Value(1.0, "1", origin=origin) for origin in (GIVEN, *row, derived, None)]
    assert checks.grouped_origins(values) == "given; catalogue: a, b; derived: x / y"
    assert checks.grouped_origins([]) == ""


def test_an_unknown_part_is_refused_and_one_that_is_asked_for_twice_comes_once(two):
    with pytest.raises(UnknownNameError, match="did you mean energy"):
        sections.document(two, ["model", "energi"])
    once, twice = (sections.document(two[:1], names) for names in (["model"], ["model", "model"]))
    assert once == twice
    titles = [section.title for section in sections.document(two, ["model"]).sections]
    assert {title.partition(": ")[0] for title in titles} == {"derived", "mixture"}
    assert not any(section.title.startswith("derived") for section in once.sections)


def test_notes_on_the_parameters_begin_with_a_capital_and_shares_add_up(two):
    counts = replace(two[1].parameter_counts, notes=("abc def", "Xy"), assumed={"k": "is taken"})
    section = model._parameters(counts)
    assert section.paragraphs[-2:] == ("Abc def.", "Xy.")
    assert "Taken where the configuration says nothing: k is taken." in section.paragraphs
    shares = [float(line.cells[-1].removesuffix(" %")) for line in section.table.lines]
    assert sum(shares[:-1]) == pytest.approx(100.0, abs=0.3)
    assert shares[-1] == 100.0
    assert model._share(1, 0) == "\N{EN DASH}"
    assert model._share(1, 7) == "14.3 %"
