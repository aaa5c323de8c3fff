"""Storage densities: every row has a source that resolves, and follows from what that source prints."""

import pytest

from limits import laws, units
from limits.catalog.storage_densities import StorageDensity, storage_densities
from limits.constants import CODATA2022 as C
from limits.errors import DataError
from limits.references import entry


def test_rows_are_sourced_trends():
    for key, row in storage_densities().items():
        assert row.key == key
        assert row.kind is laws.Kind.TREND
        assert row.title
        assert row.where
        assert units.quantity(row.value, row.unit).m > 0
        assert all(entry(source).line for source in row.sources)
    with pytest.raises(DataError, match="no sources"):
        StorageDensity("made-up", "nothing", 1.0, "bit/kg", (), "nowhere")


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
    assert storage_densities()[key].value == pytest.approx(value, rel=1e-15)


def test_counted_dna_is_what_its_source_prints():
    assert storage_densities()["dna-counted"].value == pytest.approx(455e18 * 8 / 1e-3, rel=5e-3)


def test_the_heat_of_an_atom_has_room_for_its_bit():
    assert laws.atom_information.kernel(18.81) > 1.0  # silicon at 298.15 K, in J/mol/K
