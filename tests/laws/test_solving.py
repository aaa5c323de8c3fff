"""Solving at the edges: ends, flat parts, results far out, counts; that it undoes every law is in test_laws.py."""

import math
from dataclasses import replace

import mpmath
import numpy as np
import pytest

from limits import laws, units
from limits.errors import NoSolutionError
from limits.laws.domain import COUNT, NON_NEGATIVE, POSITIVE, PROBABILITY, Domain
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.laws.solving import by_power, root

ONE_BIT = {"bits": "1 bit", "temperature": "300 K"}
RS_544 = {"symbols": 544, "correctable": 15, "symbol_bits": 10}
COUNTER = {"peak": "1e9 1/s", "dark": "100 1/s", "mean_share": 1}
FIBRE = {"ase_noise": "1 uW", "nonlinearity": "1000 1/W^2"}


def solved(law, name, **known):
    known.pop(name, None)
    return laws.get(law).solve(name, **known).m


def made(kernel, domain=POSITIVE, typical=(0.1, 10.0)):
    """A law of one input x without a declared power."""
    entry = Input("x", "x", "1", domain, typical, "x", "0.5")
    return Law("made", kernel, Kind.LAW, Sense.NONE, "y", "y", "1", "y", (entry,), "y", (), ())


def found(kernel, goal, *rest):
    law = made(kernel, *rest)
    return root(law, law.inputs[0], goal, {})


@pytest.mark.parametrize(
    ("law", "name", "known", "end"),
    [
        ("codeword-failure", "bit_error_rate", {"failure": 0, **RS_544}, 0.0),
        ("codeword-failure", "bit_error_rate", {"failure": 1, **RS_544}, 1.0),
        ("landauer-biased", "probability", {"energy": "0 J", **ONE_BIT}, 0.0),
        ("landauer-reset-margin", "margin", {"energy": "0 J", **ONE_BIT}, 0.0),
        ("landauer-reset", "error", {"energy": "0 J", **ONE_BIT}, 0.5),
        ("landauer-reset", "error", {"energy": laws.landauer(**ONE_BIT), **ONE_BIT}, 0.0),
        ("szilard", "error", {"work": laws.landauer(**ONE_BIT), **ONE_BIT}, 0.0),
        ("bsc", "error", {"capacity": "1 bit/symbol"}, 0.0),
        ("bsc", "error", {"capacity": "0 bit/symbol"}, 0.5),
        ("bsc-margin", "margin", {"capacity": "0 bit/symbol"}, 0.0),
        ("bsc-margin", "margin", {"capacity": "1 bit/symbol"}, 0.5),
        ("bi-awgn", "snr", {"capacity": "0 bit/symbol"}, 0.0),
        ("planck-noise", "frequency", {"noise_density": "4.141947e-21 W/Hz", "temperature": "300 K"}, 0.0),
        ("holevo", "photons", {"information": "0 bit"}, 0.0),
        ("holevo-noisy", "photons", {"information": "0 bit", "transmission": 0.5, "noise": 0.1}, 0.0),
        ("holevo-noisy", "transmission", {"information": "0 bit", "photons": 1, "noise": 0.1}, 0.0),
        ("photon-counting", "mean_share", {"rate": "0 bit/s", **COUNTER}, 0.0),
        ("fibre-snr", "power", {"snr": 0, **FIBRE}, 0.0),
    ],
)
def test_an_end_that_solves_is_the_answer_exactly(law, name, known, end):
    assert solved(law, name, **known) == end


@pytest.mark.parametrize(
    ("law", "name", "known"),
    [
        ("codeword-failure", "bit_error_rate", {"failure": 1e-200, **RS_544}),
        ("codeword-failure", "bit_error_rate", {"failure": 1e-300, **RS_544}),
        ("photon-counting", "peak", {"rate": "1e-200 bit/s", **COUNTER}),
        ("photon-counting", "peak", {"rate": "1e200 bit/s", **COUNTER}),
        ("photon-counting", "dark", {"rate": "1e-200 bit/s", **COUNTER}),
        ("photon-counting", "mean_share", {"rate": "1e-200 bit/s", **COUNTER}),
        ("planck-noise", "frequency", {"noise_density": "1e-200 W/Hz", "temperature": "300 K"}),
        ("planck-noise", "frequency", {"noise_density": "1e-300 W/Hz", "temperature": "300 K"}),
        ("holevo", "photons", {"information": "1e-300 bit"}),
        ("holevo-noisy", "photons", {"information": "1e-300 bit", "transmission": 0.5, "noise": 0.1}),
        ("holevo-noisy", "transmission", {"information": "1e-300 bit", "photons": 1, "noise": 0.1}),
        ("holevo-noisy", "noise", {"information": "1e-300 bit", "photons": 1, "transmission": 0.5}),
        ("bi-awgn", "snr", {"capacity": "1e-250 bit/symbol"}),
    ],
)
def test_results_far_out_come_back(law, name, known):
    record = laws.get(law)
    known = {key: value for key, value in known.items() if key != name}
    answer = record.solve(name, **known)
    inputs = {key: value for key, value in known.items() if key != record.result}
    wanted = units.si(str(known[record.result]), record.unit).value
    assert record(**inputs, **{name: answer}).m == pytest.approx(wanted, rel=1e-11, abs=0)


def test_a_failure_far_out_is_that_of_its_first_term():
    bit_error_rate = solved("codeword-failure", "bit_error_rate", failure=1e-200, **RS_544)
    assert math.comb(544, 16) * (10 * bit_error_rate) ** 16 == pytest.approx(1e-200, rel=1e-9, abs=0)


@pytest.mark.parametrize(
    ("law", "name", "known", "said"),
    [
        (
            "bi-awgn",
            "snr",
            {"capacity": "1 bit/symbol"},
            "capacity is 1 bit/symbol, and the law only tends to it as snr",
        ),
        ("pam-capacity", "snr", {"levels": 4, "capacity": "2 bit/symbol"}, "only tends to it as snr grows beyond"),
        (
            "planck-noise",
            "frequency",
            {"noise_density": "0 W/Hz", "temperature": "300 K"},
            "only tends to it as frequency grows",
        ),
        ("photon-counting", "peak", {"rate": "0 bit/s", **COUNTER}, "only tends to it as peak falls beyond"),
        ("photon-counting", "dark", {"rate": "1e200 bit/s", **COUNTER}, "the law tends to 5.30738e+08 bit/s at dark 0"),
        (
            "planck-noise",
            "frequency",
            {"noise_density": "4.14194701e-21 W/Hz", "temperature": "300 K"},
            "4.1419470100000001e-21 W/Hz, and the law tends to 4.141947e-21 W/Hz at frequency 0",
        ),
        ("landauer-finite-time", "time", {"bits": "0 bit", "energy": "0 J"}, "so it is for every time"),
        ("fibre-snr", "power", {"snr": 1e9, **FIBRE}, "no power takes it above 529.134, which 0.000794 W reach"),
    ],
)
def test_what_the_law_comes_to_is_said(law, name, known, said):
    if law == "landauer-finite-time":
        known |= {"distance": "1 nm", "diffusion": "1 m^2/s", "temperature": "1 K"}
    with pytest.raises(NoSolutionError) as refused:
        solved(law, name, **known)
    assert said in str(refused.value)


def test_where_a_law_turns_flat_the_edge_is_the_answer():
    assert found(lambda x: max(1.0, x), 1.0) == pytest.approx(1.0, rel=1e-14, abs=0)
    assert found(lambda x: min(3.7, x), 3.7) == pytest.approx(3.7, rel=1e-14, abs=0)
    assert found(lambda x: max(1e3, x), 1e3) == pytest.approx(1e3, rel=1e-14, abs=0)  # flat at the start of the search
    spread = laws.quantum_speed(energy="1 J", spread="1e-9 J")
    assert solved("quantum-speed", "energy", time=spread, spread="1e-9 J") == pytest.approx(1e-9, rel=1e-14, abs=0)


def test_a_jump_is_no_root():
    with pytest.raises(NoSolutionError, match="the law jumps from one side of it to the other at x 2"):
        found(lambda x: 1.0 if x < 2.0 else 3.0, 2.0)


def test_a_law_that_leaves_the_range_of_floats():
    assert found(lambda x: 2.0 * np.exp(x), 2e300) == pytest.approx(300 * math.log(10), rel=1e-14, abs=0)
    assert found(lambda x: 2.0 * math.exp(x), 2e300) == pytest.approx(
        300 * math.log(10), rel=1e-14, abs=0
    )  # an OverflowError
    with pytest.raises(NoSolutionError, match="y is -1, and the law tends to "):
        found(lambda x: x / x, -1.0)


@pytest.mark.parametrize("goal", [1e-290, 1e-200, 1e-20, 1.0, 1e20, 1e200, 1e290])
@pytest.mark.parametrize("domain", [POSITIVE, NON_NEGATIVE, Domain(0.0, closed=False, high=1e300)])
def test_powers_without_a_declared_power(goal, domain):
    assert found(lambda x: x, goal, domain) == pytest.approx(goal, rel=1e-15, abs=0)
    assert found(lambda x: x**0.5, math.sqrt(goal), domain) == pytest.approx(goal, rel=1e-14, abs=0)


def test_open_ends_are_not_stepped_on():
    def kernel(x):
        assert 0.0 < x < 1.0
        return float(x)

    for goal in (1e-300, 0.5, 1.0 - 1e-15):
        assert found(kernel, goal, Domain(0.0, closed=False, high=1.0), (0.1, 0.9)) == pytest.approx(
            goal, rel=1e-15, abs=0
        )
    with pytest.raises(NoSolutionError, match="the law tends to 1 at x 1"):
        found(kernel, 2.0, Domain(0.0, closed=False, high=1.0), (0.1, 0.9))


def test_the_end_of_a_condition_is_met_exactly():
    same = {"heat": "1e-21 J", "energy": "1e-21 J"}
    assert solved("heat-at-plug", "warm", cold="300 K", **same) == 300.0
    assert solved("heat-at-plug", "cold", warm="300 K", **same) == 300.0


@pytest.mark.parametrize("snr", [1e-16, 3e-7, 0.1, 7.0, 1e5])
@pytest.mark.parametrize("symbol_rate", ["1 Bd", "53.125 GBd", "1.1e3 Bd"])
def test_no_gap_comes_back_as_no_gap(snr, symbol_rate):
    known = {"snr": snr, "symbol_rate": symbol_rate}
    rate = laws.gap_rate(gap=1, **known)
    assert laws.gap_rate.solve("gap", rate=rate, **known).m == pytest.approx(1.0, rel=1e-14, abs=0)


def test_rounding_is_moved_onto_a_closed_end_and_nothing_else_is():
    assert PROBABILITY.snapped(1.0 + 2e-16) == 1.0
    assert PROBABILITY.snapped(1.0 + 1e-9) == 1.0 + 1e-9
    assert PROBABILITY.snapped(-1e-30) == -1e-30
    assert POSITIVE.snapped(-0.0) == 0.0
    assert COUNT.snapped(np.array([1.0 - 1e-13, 0.5, 3.0 + 1e-13])).tolist() == [1.0, 0.5, 3.0]
    assert math.isnan(PROBABILITY.snapped(math.nan))


@pytest.mark.parametrize("classes", [2, 16921881, 94906265, 10**9, 10**12])
def test_many_classes_come_back_as_a_whole_number_of_the_same_loss(classes):
    loss = laws.no_free_lunch_unseen(classes=classes).m
    answer = solved("no-free-lunch-unseen", "classes", loss=loss)
    assert laws.no_free_lunch_unseen(classes=answer).m == loss
    assert answer == pytest.approx(classes, rel=1e-3, abs=0)
    assert solved("no-free-lunch-unseen", "classes", loss=0.9999999409049147) == 16921881


def test_counts_that_a_result_hardly_tells():
    known = {"cases": 107507192979, "classes": 129}
    loss = laws.no_free_lunch(examples=54, **known)
    assert laws.no_free_lunch.solve("examples", loss=loss, **known).m == 54
    sent = laws.all_reduce(ranks=10**8, information="1 GB")
    ranks = laws.all_reduce.solve("ranks", sent=sent, information="1 GB").m
    assert ranks == pytest.approx(1e8, rel=1e-7, abs=0)
    assert ranks == math.floor(ranks)


@pytest.mark.parametrize("power", [1, 46, 49, 50, 52])
def test_one_rank_more_than_a_power_of_two_takes_a_round_more(power):
    ranks = np.array([2.0**power, 2.0**power + 1.0])
    assert laws.collective_rounds(ranks=ranks, latency="1 s").m.tolist() == [power, power + 1]


@pytest.mark.parametrize("share", [1e-300, 1e-305, 1e-20])
@pytest.mark.parametrize("dark", [0.0, 1e-295, 1.0])
def test_next_to_no_light(share, dark):
    with mpmath.workdps(700):
        peak, darkness, bright = map(mpmath.mpf, (1e9, dark, share))

        def phi(x):
            return x * mpmath.log(x, 2) if x else mpmath.mpf(0)

        truth = bright * phi(peak + darkness) + (1 - bright) * phi(darkness) - phi(bright * peak + darkness)
        assert laws.photon_counting.kernel(1e9, dark, share) == pytest.approx(float(truth), rel=1e-15, abs=0)
    assert laws.photon_counting.kernel(1e9, dark, 0.0) == 0.0


def test_ratios_that_overflow():
    bits = 300 / math.log10(2)
    assert laws.rate_distortion(variance=1e300, distortion=1e-300).m == pytest.approx(bits, rel=1e-15, abs=0)
    assert solved("rate-distortion", "variance", rate=f"{bits!r} bit", distortion=1e-300) == pytest.approx(
        1e300, rel=1e-12, abs=0
    )
    assert solved("rate-distortion", "distortion", rate=f"{bits!r} bit", variance=1e300) == pytest.approx(
        1e-300, rel=1e-12, abs=0
    )
    known = {"temperature": "300 K"}
    energy = laws.retention(time="1e300 s", attempt_time="1e-300 s", **known)
    assert energy.m == pytest.approx(1.380649e-23 * 300 * 600 * math.log(10), rel=1e-15, abs=0)
    assert laws.retention.solve("time", energy=energy, attempt_time="1e-300 s", **known).m == pytest.approx(
        1e300, rel=1e-12, abs=0
    )
    assert laws.retention.solve("attempt_time", energy=energy, time="1e300 s", **known).m == pytest.approx(
        1e-300, rel=1e-12, abs=0
    )


def test_the_highest_ratio_of_a_fibre_is_reached_at_its_optimum():
    best = laws.fibre_optimum(**FIBRE)
    most = laws.fibre_snr(power=best, **FIBRE)
    assert laws.fibre_snr.solve("power", snr=most, **FIBRE).m == pytest.approx(best.m, rel=1e-7, abs=0)  # flat there
    assert laws.fibre_snr.solve("power", snr=np.array([0.0, 1e-9, 100.0]), **FIBRE).m == pytest.approx(
        [0.0, 1e-15, 1.001003e-4], rel=1e-6, abs=0
    )
    with pytest.raises(NoSolutionError, match=r"snr is 1e\+09, and no power takes it above 529.134"):
        laws.fibre_snr.solve("power", snr=np.array([[100.0], [1e9]]), **FIBRE)


def test_a_factor_of_zero_is_said():
    temperature = laws.landauer.input("temperature")
    for energy in (0.0, 1.0):
        with pytest.raises(NoSolutionError, match="with these inputs energy is 0 J for every temperature"):
            by_power(laws.landauer, temperature, energy, {"bits": 0.0})
    with pytest.raises(NoSolutionError, match="for every temperature"):
        by_power(laws.landauer, temperature, 1.0, {"bits": np.array([1.0, 0.0])})
    assert by_power(laws.landauer, temperature, 0.0, {"bits": 1.0}) == 0.0


def test_a_root_near_is_preferred_to_what_rounding_makes_of_a_flat_law_far_out():
    known = {"power": "5.472642838234537e-21 W", "noise_density": "1.5299496058778927e-06 W/Hz"}
    capacity = laws.shannon_power(bandwidth="1.2280137683621889e-06 Hz", **known)
    bandwidth = laws.shannon_power.solve("bandwidth", capacity=capacity, **known).m
    assert bandwidth == pytest.approx(
        1.2280137683621889e-06, rel=1e-5, abs=0
    )  # the capacity tells it to so many digits


@pytest.mark.parametrize("name", ["symbols", "correctable", "symbol_bits"])
def test_counts_that_are_bisected_are_those_that_trying_all_finds(name):
    law = laws.codeword_failure
    entry = law.input(name)
    assert entry.monotonic
    values = {"bit_error_rate": 1e-3, "symbols": 300.0, "correctable": 7.0, "symbol_bits": 6.0}
    known = {key: value for key, value in values.items() if key != name}
    for goal in (law.kernel(**values), law.kernel(**{**values, name: 9.0}), 0.0, 1.0, 0.5):
        answers = []
        for each in (entry, replace(entry, monotonic=False)):
            try:
                answers.append(root(law, each, goal, known))
            except NoSolutionError as refused:
                answers.append(str(refused))
        assert answers[0] == answers[1], goal


def test_counts_of_a_code_of_a_million_symbols():
    code = {"bit_error_rate": 1e-6, "symbols": 1e6, "correctable": 20, "symbol_bits": 12}
    failure = laws.codeword_failure(**code)
    assert solved("codeword-failure", "correctable", failure=failure, **code) == 20.0
    assert solved("codeword-failure", "symbol_bits", failure=failure, **code) == 12.0


SEARCHED = [
    (law, entry)
    for law in laws.LAWS
    for entry in law.inputs
    if entry.power is None and entry.name not in law.inverse and not entry.domain.whole
]


@pytest.mark.parametrize(("law", "entry"), SEARCHED, ids=lambda part: getattr(part, "key", None) or part.name)
@np.errstate(all="ignore")
def test_any_result_is_solved_or_refused(law, entry):
    """Whatever is asked, there is an answer that gives it back, as far as floats go, or a reason why there is none."""
    values = {i.name: math.copysign(math.sqrt(i.typical[0] * i.typical[1]), i.typical[0]) for i in law.inputs}
    known = {i.name: round(values[i.name]) if i.domain.whole else values[i.name] for i in law.inputs if i is not entry}
    for exponent in (-290, -150, -40, -9, -0.5, -1e-9, 0, 0.5, 3, 20, 40, 150, 290):
        goal = 10.0**exponent
        try:
            answer = root(law, entry, goal, known)
        except NoSolutionError:
            continue
        assert entry.domain.holds(answer)
        beside = np.array([np.nextafter(answer, 0.0), answer, np.nextafter(answer, math.inf)])
        given = law.kernel(**known, **{entry.name: beside})  # NaN outside the domain
        assert np.nanmin(given) * (1.0 - 1e-9) <= goal <= np.nanmax(given) * (1.0 + 1e-9)
