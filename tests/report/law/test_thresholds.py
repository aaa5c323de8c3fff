"""Where the views of laws begin to say another thing: each side of each threshold, by hand."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from limits import laws
from limits.laws.claims.explanation import explain
from limits.laws.claims.verdict import Finding, judge
from limits.report.formats.text import plain
from limits.report.law import explained, pages, verdict
from limits.report.law import latex as law_latex

LANDAUER = judge(laws.landauer, {"bits": "1 bit", "temperature": "300 K"}, "4.14 zJ")
SHANNON = judge(laws.shannon, {"bandwidth": "4 GHz", "snr": "20 dB"}, "25 Gbit/s")


def claimed(seen, times, **changes):
    """Return a verdict as if so many times the law's value had been claimed, and found allowed."""
    return replace(seen, claimed=times * seen.value, finding=Finding.ALLOWED, as_bound=None, sense=None, **changes)


def headline(seen):
    return verdict.judged(seen).headline


@pytest.mark.parametrize(
    ("times", "far"),
    [
        (9.99, ""),
        (10.001, ", 1 decade above it"),
        (0.0999, ", 1 decade above it"),  # whichever side: the law's sense says which is allowed
        (0.1001, ""),
        (12.6, ", 1.1 decades above it"),
        (999.0, ", 3 decades above it"),
        (3.2e5, ", 5.5 decades above it"),
    ],
)
def test_the_distance_is_told_from_a_decade_on(times, far):
    said = f"4.14 zJ allowed by the theorem: the energy is at least its value{far} (claim / law = "
    assert headline(claimed(LANDAUER, times)).startswith(said)


def test_below_a_ceiling_the_distance_is_told_as_below():
    assert "1.2 decades below it (claim" in headline(claimed(SHANNON, 0.06))


def test_a_bound_that_is_claimed_is_at_no_distance():
    at_most = replace(claimed(LANDAUER, 1000.0), sense=laws.landauer.sense)
    assert "decade" not in headline(at_most)
    assert "is not decided by the theorem, which says only at least 2.87e-21 J" in headline(at_most)


@pytest.mark.parametrize(
    ("off", "said"),
    [
        (0.0, "1"),
        (9e-13, "1"),  # rounding
        (1.2e-12, "1 + 1.2e-12"),
        (-3.4e-4, "1 - 3.4e-4"),
        (9.9e-4, "1 + 9.9e-4"),
        (1.1e-3, "1.001"),
        (-1.1e-3, "0.9989"),
        (0.234567, "1.235"),
    ],
)
def test_a_ratio_near_one_says_what_it_is_off_by(off, said):
    ratio = verdict._ratio(claimed(LANDAUER, 1.0 + off))
    assert ratio.startswith(" (claim / law = ")
    if abs(off) < 1e-11:  # of which floats leave some digits
        assert ratio[16:-1].split("e")[0][:3] == said.split("e")[0][:3]
    else:
        assert ratio == f" (claim / law = {said})"


@pytest.mark.parametrize(
    ("times", "slips", "titles"),
    [
        (900.0, False, True),
        (1001.0, False, False),
        (1001.0, True, True),
        (0.0011, False, True),
        (0.00099, False, False),
    ],
)
def test_far_away_no_slip_is_spoken_of_unless_one_was_found(times, slips, titles):
    seen = claimed(LANDAUER, times, slips=LANDAUER.slips if slips else ())
    assert any(section.title.startswith("Usual slips") for section in verdict.judged(seen).sections) is titles


@pytest.mark.parametrize("finding", list(Finding))
def test_what_agrees_or_follows_needs_no_slip(finding):
    seen = replace(claimed(LANDAUER, 1.5, slips=()), finding=finding)
    titles = [section.title for section in verdict.judged(seen).sections]
    assert ("Usual slips" in titles) is (finding not in (Finding.AGREES, Finding.FOLLOWS))


def test_how_far_a_slip_misses_is_said_in_per_cent():
    (section,) = (each for each in verdict.judged(LANDAUER).sections if each.title.startswith("Usual slips"))
    assert section.table.lines[0].cells == ("ln 2 left out, or applied twice", "ln2", "4.142e-21 J", "-0.047 %")


@pytest.mark.parametrize(
    ("deviation", "digits"), [(0.0, 15), (1e-17, 15), (1.1e-15, 14), (2e-9, 8), (1e-8, 8), (9.9e-8, 7), (0.2, 0)]
)
def test_digits_that_two_numbers_share(deviation, digits):
    assert explained._digits(deviation) == digits


def test_an_explanation_without_steps_says_why():
    told = replace(explain(laws.landauer, {"bits": "1 bit", "temperature": "300 K"}), steps=())
    (section,) = (each for each in explained.explained(told).sections if each.title == "Step by step")
    assert section.paragraphs == (
        "There is no formula to put the numbers into here: the value is computed by an algorithm, or is a limit.",
    )


# The list of all, on a few of them

FEW = (laws.landauer, laws.pue, laws.shannon)


def test_a_list_stands_by_kind_of_limit():
    assert plain(pages.listing(FEW).document, 100) == (
        "3 laws (limits law KEY shows one)\n"
        "\n"
        "energy\n"
        "  law       kind          sense     result               function of\n"
        "  landauer  ■ theorem     at least  energy [J]           bits, temperature\n"
        "  pue       ≡ definition  equal     facility_energy [J]  energy, pue\n"
        "\n"
        "channel\n"
        "  law      kind       sense    result            function of\n"
        "  shannon  ■ theorem  at most  capacity [bit/s]  bandwidth, snr\n"
        "\n"
        f"{pages.FOOT}\n"
    )


def test_a_list_in_other_formats():
    view = pages.listing(FEW)
    assert [each["key"] for each in json.loads(view.to("json"))] == ["landauer", "pue", "shannon"]
    assert [line.split(",")[0] for line in view.to("csv").splitlines()] == ["key", "landauer", "pue", "shannon"]
    table = view.to("latex")
    assert r"\caption{3 laws of the package \texttt{limits}. limits" in table
    assert r"\label{tab:laws} \\" in table
    assert r"\label{tab:laws:heat} \\" in law_latex.listed(FEW, "heat")
    assert r"\texttt{limits} that say heat. limits" in law_latex.listed(FEW, "heat")


@pytest.mark.parametrize(
    ("count", "said"), [(0, "no laws say"), (1, "1 law says"), (2, "2 laws say"), (3, "3 laws say")]
)
def test_a_search_counts_what_it_found(count, said):
    assert pages.matching(FEW[:count], "heat").document.headline == f"{said} 'heat'"


# LaTeX


@pytest.mark.parametrize(
    ("unit", "set_as"),
    [
        ("1/s", "s^{-1}"),
        ("1/W^2", "W^{-2}"),
        ("1/m/s", "1/m/s"),  # a quotient of more than one unit stays one
        ("1/J*s", r"1/J\,s"),
        ("W/m^2", "W/m^{2}"),
        ("J*s", r"J\,s"),
        ("%", r"\%"),
        ("10/s", "10/s"),
        ("kohm", "kohm"),
        ("ohm", r"\Omega"),
        ("us", r"\mu s"),
        ("um", r"\mu m"),
        ("uW", r"\mu W"),
        ("uJ", r"\mu J"),
        ("degC", r"^{\circ}C"),
    ],
)
def test_units_stand_upright(unit, set_as):
    assert law_latex._upright(unit) == rf"\mathrm{{{set_as}}}"


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("1e26 bit", r"$10^{26}\,\mathrm{bit}$"),
        ("2e26 bit", r"$2 \times 10^{26}\,\mathrm{bit}$"),
        ("1e-07 s", r"$10^{-7}\,\mathrm{s}$"),
        ("-15", "$-15$"),
        ("1.50 m", r"$1.50\,\mathrm{m}$"),
        ("3 GHz", r"$3\,\mathrm{GHz}$"),
        ("about 3", "about 3"),
        ("up to 3e5 W", r"up to $3 \times 10^{5}$ W"),
    ],
)
def test_quantities_stand_as_they_were_typed(typed, set_as):
    assert law_latex.typed(typed) == set_as


def test_a_plain_number_has_no_unit():
    assert [law_latex.number(0.37, unit) for unit in ("1", "%", "m")] == [
        "0.37",
        r"0.37\,\mathrm{\%}",
        r"0.37\,\mathrm{m}",
    ]


@pytest.mark.parametrize(
    ("law", "value", "sign"),
    [
        (laws.landauer, 2.871e-21, "= 2.871"),  # all its digits are printed
        (laws.landauer, 2.87149e-21, r"\ge 2.871"),
        (laws.shannon, 2.66328e10, r"\le 2.664"),
        (laws.pue, 3.96004e14, r"\approx 3.96"),
    ],
)
def test_the_sign_before_a_value_is_true_of_what_is_printed(law, value, sign):
    assert law_latex._result(law, value).startswith(f"{sign} ")
