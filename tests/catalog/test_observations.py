"""Observed numbers: every row has a source that resolves; energies lie above the floor, densities follow from print."""

import pytest

from limits import laws, units
from limits.catalog.observations import MeasuredEnergy, Observation, measured_energies, storage_densities
from limits.constants import CODATA2022 as C
from limits.errors import DataError
from limits.references import entry


def test_energies_are_sourced_trends():
    for key, row in measured_energies().items():
        assert row.key == key
        assert row.kind is laws.Kind.TREND
        assert row.title
        assert row.where
        assert row.unit == ("W" if row.event == "second" else "J")
        assert all(entry(source).line for source in row.sources)
    with pytest.raises(DataError, match="no sources"):
        MeasuredEnergy(key="x", title="x", value=1.0, unit="J", event="event", sources=(), where="nowhere")


def test_nothing_is_measured_below_the_floor():
    for row in measured_energies().values():
        assert row.erasures(310.0) > 1e5
        assert row.erasures(310.0) == pytest.approx(row.value / laws.landauer.kernel(1.0, 310.0), rel=1e-15, abs=0)
        assert row.erasures(155.0) == pytest.approx(2 * row.erasures(310.0), rel=1e-15, abs=0)


def test_a_synapse_pays_for_ten_thousand_molecules():
    joules_per_molecule = 44e3 / 6.02214076e23
    assert measured_energies()["chemical-synapse"].value == pytest.approx(1e4 * joules_per_molecule, rel=1e-2, abs=0)


def test_an_accelerator_draws_as_much_as_35_brains():
    assert 700.0 / measured_energies()["brain"].value == 35.0


def test_densities_are_sourced_trends():
    for key, row in storage_densities().items():
        assert row.key == key
        assert row.kind is laws.Kind.TREND
        assert row.title
        assert row.where
        assert units.quantity(row.value, row.unit).m > 0
        assert all(entry(source).line for source in row.sources)
    with pytest.raises(DataError, match="no sources"):
        Observation(key="x", title="x", value=1.0, unit="bit/kg", sources=(), where="nowhere")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("silicon-atom", 8 / 5.431020511e-10**3),
        ("chlorine-vacancies", 502e12 / 0.0254**2),
        ("dna-counted", 2 * C.N_A / 0.330),
        ("dna-fountain", 215e15 * 8 / 1e-3),
    ],
)
def test_rows_follow_from_what_is_printed(key, value):
    assert storage_densities()[key].value == pytest.approx(value, rel=1e-15, abs=0)


def test_counted_dna_is_what_its_source_prints():
    assert storage_densities()["dna-counted"].value == pytest.approx(455e18 * 8 / 1e-3, rel=5e-3, abs=0)


def test_the_heat_of_an_atom_has_room_for_its_bit():
    assert laws.atom_information.kernel(18.81) > 1.0  # silicon at 298.15 K, in J/mol/K
