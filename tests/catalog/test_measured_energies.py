"""Measured energies: every row has a source that resolves, and all of them lie above the floor."""

import pytest

from limits import laws
from limits.catalog.measured_energies import MeasuredEnergy, measured_energies
from limits.errors import DataError
from limits.references import entry


def test_rows_are_sourced_trends():
    for key, row in measured_energies().items():
        assert row.key == key
        assert row.kind is laws.Kind.TREND
        assert row.title
        assert row.where
        assert row.unit == ("W" if row.event == "second" else "J")
        assert all(entry(source).line for source in row.sources)
    with pytest.raises(DataError, match="no sources"):
        MeasuredEnergy("made-up", "nothing", 1.0, "J", "event", (), "nowhere")


def test_nothing_is_measured_below_the_floor():
    for row in measured_energies().values():
        assert row.erasures(310.0) > 1e5
        assert row.erasures(310.0) == pytest.approx(row.value / laws.landauer.kernel(1.0, 310.0), rel=1e-15)
        assert row.erasures(155.0) == pytest.approx(2 * row.erasures(310.0), rel=1e-15)


def test_a_synapse_pays_for_ten_thousand_molecules():
    joules_per_molecule = 44e3 / 6.02214076e23
    assert measured_energies()["chemical-synapse"].value == pytest.approx(1e4 * joules_per_molecule, rel=1e-2)


def test_an_accelerator_draws_as_much_as_35_brains():
    assert 700.0 / measured_energies()["brain"].value == 35.0
