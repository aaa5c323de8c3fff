"""The first screen of a report: 24 lines of 80 columns that answer one question, for every run."""

import re
from dataclasses import replace

import pytest

import limits
from limits.report.assessment.screen import WIDTH, _asked, _key, _parted, first_screen
from limits.report.document import ASSUMED, MARKS
from limits.report.formats.text import plain
from limits.runs.fields import NUMBERS, TEXTS
from limits.value import Value

EXAMPLES = {row.name: row.eg for row in (*NUMBERS, *TEXTS)}
LINES = 23  # of a terminal of 24, of which the prompt takes one


def test_every_run_of_the_catalogue_fits_on_a_screen(everything):
    for assessment in everything:
        lines = plain(first_screen(assessment)).splitlines()
        assert len(lines) <= LINES, assessment.run.name
        assert max(map(len, lines)) <= WIDTH, assessment.run.name


def test_it_says_what_limits_first_how_far_nature_is_and_what_rests_on_a_convention(llama):
    screen = plain(first_screen(llama))
    named = {f"{MARKS[row.kind]} {row.law} ": row.law for row in llama.ladder}
    rows = {law: line for line in screen.splitlines() for name, law in named.items() if name in line}
    assert next(iter(rows)) == "peak-operations"
    assert "2.9x" in rows["peak-operations"]
    assert "45 million x" in rows["landauer"]
    assert "16 bit/FLOP*" in rows["landauer"]
    assert "300 K" in rows["landauer"]
    assert "* by convention at least 1.74 MJ; others: 0 J (reversible) .. 3.49 MJ" in screen
    assert "Estimate: 28.2 GWh (24 .. 35) at the plug" in screen  # what it costs
    assert "Not placed, --full says what is missing: epochs" in screen
    assert "21.6 GWh, computed from TDP (GPU TDP only, no PUE)" in screen
    assert "Predicted loss (besiroglu2024-minimum, 2,900x beyond its data)" in screen  # 10^3.46 times their compute
    assert "How much larger (FLOP) on the same energy, time, machine" in screen  # larger in what
    for logarithm in ("decades", "doublings"):  # a student reads tens of years
        assert logarithm not in screen


def test_what_a_number_rests_on_stands_behind_it(llama):
    """A physicist took 31x for nature's limit, though it hangs on the rating of a port."""
    screen = plain(first_screen(llama))
    for said in ("35 % of rated 989 TFLOP/s", "3 % of rated 400 Gbit/s", "26.6 GHz† and 75.1 dB†", "at 300 K†"):
        assert said in screen
    assert "of 85.5 GB" in screen  # as the driver reports it: no data sheet, not assumed
    assert "† assumed" in screen
    stated = limits.TrainingRun("r", flop="1e26 FLOP", energy="1 GWh", bath_temperature="300 K")
    assert "at 300 K\n" in plain(first_screen(limits.assess(stated)))


def test_both_ends_of_a_range_are_counted_in_its_word(everything):
    """`18 .. 220 million x` was read as eighteen to 220 million."""
    for assessment in everything:
        screen = plain(first_screen(assessment))
        ranges = re.findall(r"\S+ \.\. \S+ [a-z]+illion x", screen)
        assert all(each.startswith("(") or re.search(r"illion \.\. |x \.\. ", each) for each in ranges), (
            assessment.run.name
        )
    assert "million x" in plain(first_screen(limits.assess("docs/examples/proposed-run.toml")))


def test_every_limit_is_named(everything):
    """The memory of a run without a loss stood nowhere."""
    for assessment in everything:
        words = plain(first_screen(assessment)).replace(",", " ").replace(";", " ").split()
        assert all(row.law in words for row in assessment.bounds if row.rung), assessment.run.name


def test_it_says_which_field_would_tell(bare):
    screen = " ".join(plain(first_screen(bare)).split())
    assert "Not known, say with --set: cluster.accelerator for peak-operations;" in screen
    assert "cluster.count for memory-capacity, bekenstein, margolus-levitin;" in screen
    assert "network.scale_out for all-reduce, shannon;" in screen


def test_what_is_said_to_tell_does(bare):
    """Each field that is named makes known what was not, or takes the limit one field further."""
    for row in bare.off_the_ladder:
        for path in row.missing:
            name = next(each.name for each in (*NUMBERS, *TEXTS) if each.path == path)
            stated = limits.assess(limits.TrainingRun("bare-flop", flop="1e26 FLOP", **{name: EXAMPLES[name]}))
            assert path not in stated.bounds[row.law].missing
            assert stated.bounds[row.law].because != row.because, (row.law, path)


def test_a_field_that_would_only_bring_a_default_is_not_asked_for():
    assert limits.assess("gpt-3").bounds["batch-latency"].missing == ("parallelism.tensor",)


def test_what_is_far_away_is_only_named(llama):
    said = " ".join(plain(first_screen(llama)).split())
    far = said.partition("Further away: ")[2].partition("Not placed")[0]
    for name in ("collective-rounds", "light-latency", "margolus-levitin", "bekenstein"):
        assert name in far


def test_names_are_whole_at_every_width(everything):
    for assessment in everything:
        for width in (60, 80, 100, 140):
            words = plain(first_screen(assessment), width).replace(",", " ").split()
            assert all(row.law in words for row in assessment.ladder), (assessment.run.name, width)


def test_a_run_beyond_a_limit_is_told_so():
    run = limits.TrainingRun("r", flop="1e26 FLOP", energy="1 kJ")
    screen = plain(first_screen(limits.assess(run)))
    assert "0.0002" in screen or "2.2e-4" in screen or "1e-4" in screen
    assert "beyond this limit under what is assumed" in screen
    assert "impossible" not in screen


@pytest.mark.parametrize("bare", ["1e26 FLOP"])
def test_bare_compute_has_a_screen_too(bare):
    screen = plain(first_screen(limits.assess(limits.TrainingRun("r", flop=bare))))
    assert "needs 4.59 MJ" in screen  # Landauer's floor is known without any budget
    assert "Estimate of the energy: unknown; say cluster.accelerator" in screen
    assert "were it optimal" in screen


def test_hours_stand_where_the_length_of_a_run_is_not_known():
    assert "\nh100-sxm, 7 million accelerator-hours\n" in plain(first_screen(limits.assess("llama-3.3-70b")))
    assert "\na100-sxm-80gb, 82,432 accelerator-hours, 36 MWh" in plain(first_screen(limits.assess("llama-1-7b")))
    assert "accelerator-hours, " not in plain(first_screen(limits.assess("llama-3.1-405b")))


def test_a_limit_that_the_run_is_beyond_keeps_its_line_where_there_is_no_room(llama):
    """The limit that most readers look for takes the place of the last one, unless the run is beyond that."""
    first, second, third, *_ = [row for row in llama.ladder if row.law != "landauer" and row.doublings_left is not None]
    asked = next(row for row in llama.ladder if row.law == "landauer")
    beyond = [replace(row, beyond="beyond it") for row in (first, second, third)]
    near, _ = _parted([first, second, third, asked], 3)
    assert [row.law for row in near] == [first.law, second.law, "landauer"]
    near, far = _parted([first, second, beyond[2], asked], 3)
    assert [row.law for row in near] == [first.law, second.law, third.law]
    assert [row.law for row in far] == ["landauer"]
    near, _ = _parted([first, beyond[1], third, asked], 3)
    assert [row.law for row in near] == [first.law, second.law, "landauer"]


def test_a_limit_that_is_far_away_takes_no_place_where_there_is_room(llama):
    first, *_ = [row for row in llama.ladder if row.law != "landauer"]
    asked = next(row for row in llama.ladder if row.law == "landauer")
    far_away = replace(asked, doublings_left=Value(37.0, "1"))
    assert _parted([first, far_away], 3) == ([first], [far_away])
    assert _parted([first, far_away], 0) == ([], [first, far_away])


@pytest.mark.parametrize(
    ("headed", "row", "said"),
    [
        (False, "stated", "■ theorem"),
        (True, "stated", "■ theorem  † assumed"),
        (False, "assumed", "■ theorem  † assumed"),
    ],
)
def test_the_dagger_is_explained_where_one_stands(llama, headed, row, said):
    stated = replace(llama.bounds["landauer"], plain="as stated", choices=())
    shown = stated if row == "stated" else replace(stated, plain=f"at 300 K{ASSUMED}")
    assert list(_key([shown], "", assumed=headed)) == [said]


def test_of_several_fields_that_would_tell_a_limit_the_one_that_tells_most_is_asked_for(llama):
    """Each field once, in the order of the limits, with every limit that it tells."""
    missing = {
        "a": ("compute.x", "cluster.y"), "b": ("cluster.y",), "c": (), "d": ("compute.z",), "e": ("cluster.y", "q.w")
    }  # fmt: skip
    rows = [
        replace(llama.bounds["landauer"], law=law, missing=tuple("".join(each) for each in names))
        for law, names in missing.items()
    ]
    assert _asked(rows) == ["cluster.y for a, b, e", "compute.z for d"]
