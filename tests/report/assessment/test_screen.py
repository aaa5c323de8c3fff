"""The first screen of a report: 24 lines of 80 columns that answer one question, for every run."""

import pytest

import limits
from limits.report.assessment.screen import WIDTH, first_screen
from limits.report.document import MARKS
from limits.report.formats.text import plain

LINES = 23  # of a terminal of 24, of which the prompt takes one


def test_every_run_of_the_catalogue_fits_on_a_screen(everything):
    for assessment in everything:
        lines = plain(first_screen(assessment)).splitlines()
        assert len(lines) <= LINES, assessment.run.name
        assert max(map(len, lines)) <= WIDTH, assessment.run.name


def test_a_full_screen_counts_the_farthest_limits_instead_of_another_line(everything):
    screen = plain(first_screen(next(each for each in everything if each.run.name == "mt-nlg-530b")))
    (far,) = [line for line in screen.splitlines() if line.strip().startswith("Further away")]
    assert far.strip() == "Further away: batch-latency, collective-rounds, light-latency and 2 more"


def test_it_says_what_limits_first_how_far_nature_is_and_what_rests_on_a_convention(llama):
    screen = plain(first_screen(llama))
    named = {f"{MARKS[row.kind]} {row.law} ": row.law for row in llama.ladder}
    rows = {law: line for line in screen.splitlines() for name, law in named.items() if name in line}
    assert next(iter(rows)) == "peak-operations"
    assert "2.9x" in rows["peak-operations"]
    assert "45 million x" in rows["landauer"]
    assert "16 bit/FLOP*" in rows["landauer"]
    assert "300 K" in rows["landauer"]
    assert "* a convention: others give 0 J (reversible computing) .. 3.49 MJ" in screen
    assert "not stated: corpus.unique_tokens" in screen
    assert "21.6 GWh, computed from TDP (GPU TDP only, no PUE)" in screen
    assert "decades" in screen
    assert screen.count("decades") == 1  # at most one logarithm in sight
    assert "doublings" not in screen


def test_what_is_far_away_is_only_named(llama):
    far = next(line for line in plain(first_screen(llama)).splitlines() if line.strip().startswith("Further away"))
    for name in ("collective-rounds", "light-latency", "margolus-levitin", "bekenstein"):
        assert name in far


def test_names_are_whole_at_every_width(everything):
    for assessment in everything:
        for width in (60, 80, 100, 140):
            words = plain(first_screen(assessment), width).replace(",", " ").split()
            counted = int(words[words.index("more") - 1]) if "more" in words else 0  # of a full screen, the farthest
            missing = [row.law for row in assessment.ladder if row.law not in words]
            assert len(missing) == counted, (assessment.run.name, width)


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
    assert "energy unknown" in screen
    assert "were it optimal" in screen
