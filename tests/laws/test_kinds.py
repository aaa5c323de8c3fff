"""Which kind each law has and why: one principle, docs/explanation/kinds-and-senses.md, for the whole formulary."""

import re

import numpy as np
import pytest

from limits import laws
from limits.bounds import ALL
from limits.constants import CODATA2022
from limits.laws import LAWS

THEOREM_AT_LEAST = """
landauer landauer-finite-time landauer-biased landauer-reset landauer-reset-margin measurement-erasure noise-margin
ktc-noise refrigeration heat-at-plug mandelstam-tamm quantum-speed shannon-energy shannon-limit thermal-noise
planck-noise pam-ber qam-ber batch-latency all-reduce all-reduce-cut collective-rounds postal logp machine-diameter
matmul-traffic fano-weak rate-distortion rate-distortion-excess
"""
THEOREM_AT_MOST = """
landauer-rate landauer-efficiency sagawa-ueda szilard carnot margolus-levitin margolus-levitin-sequence lloyd-rate
memory-capacity shannon shannon-power pam-capacity bi-awgn bsc bsc-margin bec holevo holevo-noisy holevo-rate heterodyne
homodyne photon-counting ppm wideband heat-flow thermal-conductance radiator radiating-sphere matmul-intensity fano
"""
THEOREM_EQUAL = """
adder modular-adder node-energy adiabatic-charging pam-penalty pam-penalty-peak codeword-failure no-free-lunch
no-free-lunch-gain no-free-lunch-unseen
"""
MEANT = {
    ("theorem", "at least"): THEOREM_AT_LEAST,
    ("theorem", "at most"): THEOREM_AT_MOST,
    ("theorem", "equal"): THEOREM_EQUAL,
    ("theorem", "none"): "finite-class vc-class",
    ("law", "at least"): "schwarzschild light-latency machine-diameter-heat",
    ("law", "at most"): "bekenstein bekenstein-energy holographic holographic-sphere message-rate serial-steps coolant",
    ("law", "equal"): "black-hole photon-energy",
    ("model", "at least"): "barrier retention cmos switch-size switch-time",
    (
        "model",
        "at most",
    ): "switch-power-density bremermann lloyd-memory atom-information matter-information latency-wall "
    "learned-information",
    ("model", "none"): "accelerator-energy lloyd-temperature snr-gap fibre-snr fibre-optimum manifold-exponent "
    "checkpoint-interval useful-share",
    ("trend", "none"): "koomey parameter-capacity",
    ("trend", "at most"): "epochs",
    ("rating", "at most"): "peak-operations",
    ("definition", "equal"): "pue stored-electrons gap-rate net-coding-gain payload-rate one-way-rate token-entropy",
}
BY_KEY = {"argvalues": LAWS, "ids": [law.key for law in LAWS]}


def test_every_kind_and_sense_is_meant():
    """A change of a label is a change of what the package claims: it is written here too, or it is a slip."""
    meant = {key: pair for pair, keys in MEANT.items() for key in keys.split()}
    assert {law.key: (str(law.kind), str(law.sense)) for law in LAWS} == meant


@pytest.mark.parametrize("law", **BY_KEY)
def test_notes_that_name_a_kind_name_the_laws_own(law):
    notes = law.kernel.__doc__.partition("Notes\n")[2]
    named = re.match(
        r"\s*-+\s+(?:A|an?d? the) (theorem|law|model|trend|definition|rating)\b(?! of (?:Stefan|Arrhenius))", notes
    )
    assert named is None or named[1] == law.kind


REMARKS = r"never print|digits|FP4|geometric mean|exact for|FLOP/J"


@pytest.mark.parametrize("law", **BY_KEY)
def test_conditions_are_what_has_to_be_true_and_no_remarks(law):
    """How many digits to print and what a default counts belong to the notes."""
    for condition in (*law.holds_under, *law.reached_only):
        assert not re.search(REMARKS, condition), condition


@pytest.mark.parametrize("law", **BY_KEY)
def test_no_theorem_takes_an_idealisation_for_granted(law):
    """An equality that is a scaling argument, a spread that is left out, a usual value: these make models."""
    if law.kind in ("theorem", "law"):
        for condition in law.holds_under:
            assert not re.search(r"taken as|scaling argument|estimate\b|is a trend|idealis|one latency", condition), (
                condition
            )


@pytest.mark.parametrize("law", **BY_KEY)
def test_a_trend_says_that_it_is_no_wall(law):
    if law.kind == "trend":
        said = " ".join(law.holds_under)
        assert "not a wall" in said or law.sense == "none"


@pytest.mark.parametrize("bound", ALL, ids=[bound.key for bound in ALL])
def test_what_is_fed_with_a_usual_latency_is_a_model(bound):
    read = {"collective-rounds", "batch-latency", "postal", "logp"}
    assert bound.law.key not in read or bound.kind == "model"


CHANNELS = (
    "shannon",
    "shannon-power",
    "shannon-energy",
    "shannon-limit",
    "wideband",
    "heat-flow",
    "thermal-conductance",
)


@pytest.mark.parametrize("key", CHANNELS)
def test_one_channel_is_said_to_be_one(key):
    """Two antennas, two polarisations or two lanes carry more than the capacity of one."""
    assert any("one signal over one path" in said or "one channel: " in said for said in laws.get(key).holds_under)


@pytest.mark.parametrize("key", ["holevo", "holevo-noisy", "holevo-rate", "wideband"])
def test_shared_entanglement_is_left_out_and_said(key):
    """With it a mode that loses nothing carries up to twice as much (superdense coding): no violation of anything."""
    assert any("entangled beforehand" in said for said in laws.get(key).holds_under)


def radiated(emissivity, warm, cold, waves):
    """Power per area that crosses between a surface and black surroundings, summed over the wavelengths."""
    c = CODATA2022

    def black(temperature):
        exponent = c.h * c.c / (waves * c.k_B * temperature)
        return 2.0 * np.pi * c.h * c.c**2 / waves**5 / np.expm1(np.minimum(exponent, 700.0))

    net = emissivity * (black(warm) - black(cold))
    return np.sum((net[1:] + net[:-1]) / 2.0 * np.diff(waves))


@pytest.mark.parametrize("seed", range(5))
def test_no_surface_radiates_more_than_its_highest_emissivity_allows(seed):
    waves = np.geomspace(3e-7, 3e-2, 20001)
    assert radiated(np.ones_like(waves), 340.0, 300.0, waves) == pytest.approx(
        laws.radiator.kernel(1.0, 1.0, 300.0, 40.0), rel=1e-5, abs=0
    )
    edges = np.random.default_rng(seed).random(12)
    selective = edges[(np.linspace(0, 11.99, waves.size)).astype(int)]
    most = laws.radiator.kernel(edges.max(), 1.0, 300.0, 40.0)
    mean = radiated(selective, 340.0, 300.0, waves)
    assert 0.0 < mean < most
    assert any("the highest of any" in said for said in laws.radiator.holds_under)


def test_a_step_through_and_a_ramp_are_of_one_kind():
    """A ramp of no duration is a step: half of what the node draws is lost at each of two edges."""
    step = laws.adiabatic_charging.kernel(1e-15, 0.7, 1e4, 0.0)
    assert 2.0 * step == pytest.approx(laws.node_energy.kernel(1e-15, 0.7), rel=1e-15, abs=0)
    assert laws.adiabatic_charging.kind == laws.node_energy.kind


def test_the_noise_margin_is_that_of_a_node_charged_in_steps():
    """A ramp recovers what the law counts as spent, so that the law without this condition would be false."""
    needed = laws.noise_margin.kernel(-15.0, 300.0)
    ramped = 2.0 * laws.adiabatic_charging.kernel(needed / 0.7**2, 0.7, 1e4, 1e-6)
    assert ramped < 0.01 * needed
    assert any("in steps" in said for said in laws.noise_margin.holds_under)
