"""What a report says of a run on single lines: hours, doubts, where a number is from, and what the trend tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

import limits
from limits.report.assessment import run as facts
from limits.report.assessment import screen
from limits.report.assessment.screen import first_screen
from limits.report.formats.text import plain
from limits.value import Origin, OriginKind, Value


@pytest.mark.parametrize(
    ("hours", "shown"),
    [
        (0.25, "0.25"), (0.999, "1.00"), (1.0, "1"), (1.6, "2"), (17.4, "17"), (82432.0, "82,432"),
        (999999.0, "999,999"), (1e6, "1 million"), (7.039e6, "7.04 million"), (3.084e7, "30.8 million"),
    ],
)  # fmt: skip
def test_hours_are_written_whole_and_from_a_million_in_millions(hours, shown):
    run = limits.TrainingRun("r", flop="1e20 FLOP", accelerator_hours=Value(3600.0 * hours, "s"))
    assert facts.spent(limits.assess(run).run) == f"{shown} accelerator-hours"


KINDS = tuple(OriginKind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("row", ["", "gpt-4"])
def test_a_doubt_is_told_of_what_the_catalogue_says_and_of_what_follows_from_it(kind, row):
    value = Value(1.0, "J", origin=Origin(kind, how="x", row=row, doubts=("recalled", "disputed")))
    told = row or kind is OriginKind.CATALOGUE
    assert facts.doubt(value) == ("recalled, disputed" if told else "")
    assert facts.doubt(replace(value, origin=None)) == ""
    assert facts.derived(value) == (kind is OriginKind.DERIVED)


@pytest.mark.parametrize("kind", KINDS)
def test_hours_that_nobody_stated_are_not_shown(kind, llama):
    hours = Value(3.6e6, "s", origin=Origin(kind, how="x"))
    run = replace(llama.run, numbers={"accelerator_hours": hours}, texts={})
    assert facts.spent(run) == ("" if kind is OriginKind.DEFAULT else "1,000 accelerator-hours")
    assert facts.spent(replace(run, numbers={"accelerator_hours": replace(hours, origin=None)}))


@pytest.mark.parametrize("kind", KINDS)
def test_doubts_are_inherited_by_what_is_derived_alone(kind, llama):
    doubted = Value(1e9, "parameter", origin=Origin(OriginKind.CATALOGUE, row="r", doubts=("recalled",)))
    flop = Value(1e20, "FLOP", origin=Origin(kind, how="6 N D", needs=("parameters", "tokens", "parameters")))
    run = replace(llama.run, numbers={"parameters": doubted, "flop": flop})
    derived = kind is OriginKind.DERIVED
    assert facts.compute(run) == ("1e20 FLOP = 6 N D [recalled]" if derived else "1e20 FLOP")
    known = replace(flop, origin=None)
    assert facts.compute(replace(run, numbers={"parameters": doubted, "flop": known})) == "1e20 FLOP"


@pytest.mark.parametrize("kind", KINDS)
def test_the_grid_is_said_of_an_intensity_of_the_catalogue_alone(kind):
    run = limits.TrainingRun("r", flop="1e22 FLOP", energy="3 GWh", grid="germany", count=7)
    found = limits.assess(run)
    intensity = replace(found.run.numbers["carbon_intensity"], origin=Origin(kind, how="a grid"))
    changed = replace(found, run=replace(found.run, numbers=found.run.numbers | {"carbon_intensity": intensity}))
    (said,) = facts.money(changed).paragraphs
    assert ("(a grid)" in said) == (kind is OriginKind.CATALOGUE)
    for gone in (None, replace(intensity, origin=None)):
        numbers = {name: value for name, value in found.run.numbers.items() if name != "carbon_intensity"}
        numbers |= {"carbon_intensity": gone} if gone is not None else {}
        (said,) = facts.money(replace(found, run=replace(found.run, numbers=numbers))).paragraphs
        assert "CO2, " in said
        assert "grid" not in said


def test_parts_of_the_headline(llama):
    def said(**numbers):
        made = {name: Value(value, "parameter") for name, value in numbers.items()}
        return facts.headline(replace(llama.run, name="r", numbers={"flop": Value(1e20, "FLOP")} | made))

    assert said() == "r: 1e20 FLOP"
    assert said(parameters=7e9) == "r: 1e20 FLOP, 7e9 parameters (active: unknown)"
    assert said(parameters=7e9, active_parameters=7e9) == "r: 1e20 FLOP, 7e9 parameters"
    assert said(parameters=7e9, active_parameters=3e9) == "r: 1e20 FLOP, 7e9 parameters (3e9 active)"
    assert said(active_parameters=3e9) == "r: 1e20 FLOP, 3e9 parameters active"


@pytest.mark.parametrize(
    ("room", "beyond", "near"),
    [
        (0, "", ""), (1, "", "l"), (2, "", "pl"), (3, "", "pal"), (4, "", "pacl"), (9, "", "pacl"), (0, "a", "a"),
        (1, "p", "p"), (2, "p", "pl"), (3, "p", "pal"), (2, "a", "pa"), (2, "c", "pac"), (3, "c", "pac"),
        (1, "pa", "pa"), (1, "ac", "pac"), (3, "pa", "pal"), (3, "pac", "pac"), (2, "pac", "pac"), (1, "l", "pl"),
    ],
)  # fmt: skip
def test_a_screen_has_room_for_what_the_run_is_beyond_and_for_landauer(llama, room, beyond, near):
    """The limit that most readers look for takes the last place, unless the run is beyond what stands there."""
    laws = {"p": "peak-operations", "a": "all-reduce", "c": "cmos", "l": "landauer"}
    ladder = [
        replace(llama.bounds[law], doublings_left=Value(1.5, "1"), beyond="beyond" if letter in beyond else None)
        for letter, law in laws.items()
    ] + [llama.bounds["margolus-levitin"]]
    found, far = screen._parted(ladder, room)
    assert [row.law for row in found] == [laws[letter] for letter in near]
    assert [row.law for row in far] == [row.law for row in ladder if row not in found]


@pytest.mark.parametrize(("decades", "near"), [(8.999999, True), (9.000001, False)])
def test_a_limit_of_more_than_nine_decades_is_only_named(llama, decades, near):
    row = replace(llama.bounds["cmos"], doublings_left=Value(decades / 0.301029995663981195, "1"))
    assert bool(screen._parted([row], 9)[0]) == near
    beyond = replace(row, beyond="beyond")
    assert screen._parted([beyond], 9)[0] == [beyond]


@pytest.mark.parametrize(
    ("left", "gains"),
    [
        ((-1.5, 3.5, 9.9), ["0.17 less at 11x", "0.17 less at 960x"]), ((0.0, 3.5), ["0.17 less at 11x"]),
        ((3.5, 10.0, 10.1), ["0.17 less at 11x"]), ((0.5, 1.5, 2.5),
        ["0.17 less at 1.4x", "0.17 less at 2.8x"]), ((), []),
    ],
)  # fmt: skip
def test_the_loss_is_told_at_two_limits_within_ten_doublings(llama, left, gains):
    near = [
        replace(llama.bounds["cmos"], doublings_left=Value(each, "1"), loss_gained=Value(0.17, "nat/token"))
        for each in left
    ]
    found = replace(llama.frontier, loss=Value(2.0, "nat/token"), extrapolation=None, law="law",
                    irreducible_loss=Value(1.7, "nat/token"))  # fmt: skip
    said = ", ".join(("2.000 nat/token now", *gains, "levels off at 1.700"))
    assert screen._trend(found, near) == f"Predicted loss (law): {said}."
    unknown = [replace(row, loss_gained=None) for row in near]
    assert "less" not in screen._trend(found, unknown)


@pytest.mark.parametrize(("letters", "gains"), [(20, 2), (54, 2), (55, 1), (60, 1), (61, 0), (90, 0), (500, 0)])
def test_the_loss_takes_two_lines_at_most_where_it_can(llama, letters, gains):
    near = [
        replace(llama.bounds["cmos"], doublings_left=Value(each, "1"), loss_gained=Value(0.17, "nat/token"))
        for each in (3.5, 9.9)
    ]
    found = replace(llama.frontier, loss=Value(2.0, "nat/token"), extrapolation=None, law="l" * letters,
                    irreducible_loss=Value(1.7, "nat/token"))  # fmt: skip
    assert screen._trend(found, near).count("less at") == gains


@pytest.mark.parametrize(
    ("decades", "said"),
    [(None, ""), (-0.5, ""), (0.0, ""), (0.5, ", 3.2x beyond its data"), (1.1, ", 13x beyond its data")],
)
def test_how_far_beyond_its_data_a_trend_is_asked(decades, said):
    assert screen._beyond(None if decades is None else Value(decades, "1")) == said


def test_nine_limits_have_lines_of_their_own(llama):
    shown = plain(first_screen(llama))
    near, _ = screen._parted([replace(llama.bounds["cmos"], law=f"l{place}") for place in range(12)], screen._ROWS)
    assert len(near) == 9
    assert shown.count("\n") <= screen.HEIGHT == 23
    assert max(map(len, shown.splitlines())) <= screen.WIDTH == 80


def test_what_follows_from_a_default_is_marked():
    hours = {"accelerator": "h100-sxm", "count": "1024", "wall_time": "30 day", "mfu": "0.4"}
    run = limits.assess(limits.TrainingRun("r", **hours)).run  # its goodput is a usual one
    assert "(7.1e23 .. 1.00e24)† = accelerator-hours x peak x MFU x goodput" in facts.compute(run)
    assert facts.spent(run) == "1024 x h100-sxm, 30 days"
    stated = limits.assess(limits.TrainingRun("r", **hours, goodput="0.9")).run
    assert "†" not in facts.compute(stated)
    planned = limits.assess(limits.TrainingRun("r", flop="1e26 FLOP", accelerator="h100-sxm", count="64")).run
    assert facts.spent(planned).endswith(" days (39000 .. 94000)†")
    assert facts.compute(planned) == "1e26 FLOP"
