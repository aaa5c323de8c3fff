"""What follows from what: order, provenance, units."""

import random

import numpy as np
import pytest

from limits import catalog
from limits.errors import DataError
from limits.runs import TrainingRun, derive
from limits.runs.batch import Resolved
from limits.runs.defaults import DEFAULTS
from limits.runs.derive import DERIVATIONS, complete, lacking
from limits.runs.fields import NUMBERS, is_text, number
from limits.runs.power_factors import shipped
from limits.training.energy import board_power
from limits.value import OriginKind


def column(value):
    return np.array([value])


def test_a_stated_number_is_never_overwritten():
    columns, filled = complete({"flop": column(1e24), "active_parameters": column(7e9), "tokens": column(2e12)})
    assert columns["flop"] == 1e24
    assert "flop" not in filled


def test_six_n_d():
    columns, filled = complete({"active_parameters": column(7e9), "tokens": column(2e12)})
    assert columns["flop"] == 8.4e22
    assert str(filled["flop"][0][0]) == "derived: 6 N D"


def test_energy_of_a_proposed_run():
    """Llama 3.1 405B: 30.84e6 accelerator-hours at 700 W are 21,588 MWh, and nodes take 1.2 times as much."""
    stated = {"accelerator_hours": 30.84e6 * 3600, "tdp": 700.0, "node_factor": 1.2, "pue": 1.1}
    columns, _ = complete({name: column(value) for name, value in stated.items()})
    assert columns["node_power"] == pytest.approx(840.0, rel=1e-12, abs=0)
    assert columns["energy"] == pytest.approx(21588 * 1.2 * 1.1 * 3.6e9, rel=1e-12, abs=0)


def test_measured_power_comes_before_design_power():
    columns, filled = complete(
        {"accelerator_hours": column(1.0), "tdp": column(700.0), "power": column(500.0), "pue": column(1.0)}
    )
    factors = shipped()
    board = board_power(1.0, factors.boards["gpu"].median, factors.sharpness)
    hosts = 700.0 * (factors.nodes["gpu"].median - board)
    assert columns["energy"] == columns["node_power"] == pytest.approx(500.0 + hosts, rel=1e-12, abs=0)
    assert "mean power of the boards" in filled["node_power"][0][0].how


def test_of_boards_alone_their_power_is_all_that_is_known():
    columns, filled = complete({"accelerator_hours": column(1.0), "power": column(500.0), "pue": column(1.0)})
    assert columns["energy"] == 500.0
    assert "hosts unknown" in filled["node_power"][0][0].how


def test_a_power_limit_takes_from_the_boards_and_leaves_the_hosts():
    stated = {"tdp": 700.0, "node_factor": 1.2, "board_factor": 1.1}
    free, _ = complete({name: column(value) for name, value in stated.items()})
    power = {
        limit: float(
            complete({name: column(value) for name, value in (stated | {"power_limit": limit}).items()})[0][
                "node_power"
            ][0]
        )
        for limit in (700.0, 500.0, 300.0)
    }
    sharpness = shipped().sharpness
    board = {limit: board_power(limit, 770.0, sharpness) for limit in power}
    assert power[700.0] == pytest.approx(float(free["node_power"][0]), rel=1e-12, abs=0)
    assert power[700.0] - power[300.0] == pytest.approx(board[700.0] - board[300.0], rel=1e-12, abs=0)
    assert 300.0 < power[300.0] < power[500.0] < power[700.0]


def test_each_run_of_a_batch_takes_its_own_way():
    columns, filled = complete(
        {
            "accelerator_hours": np.array([[7200.0], [np.nan], [np.nan]]),
            "count": np.array([[np.nan], [2.0], [np.nan]]),
            "wall_time": np.array([[np.nan], [50.0], [np.nan]]),
        }
    )
    assert columns["accelerator_hours"][:2, 0].tolist() == [7200.0, 100.0]
    assert np.isnan(columns["accelerator_hours"][2, 0])
    assert filled["accelerator_hours"][0][1].ravel().tolist() == [False, True, False]


def test_a_layout_without_tensor_parallelism_has_one_rank_of_it():
    columns, filled = complete({"data": column(128.0)})
    assert columns["tensor"] == columns["pipeline"] == 1.0
    assert filled["tensor"][0][0].kind is OriginKind.DEFAULT


def test_no_layout_is_invented():
    columns, _ = complete({"count": column(128.0)})
    assert all(np.isnan(columns[name]).all() for name in ("tensor", "pipeline", "data"))


def test_data_ranks_are_what_tensor_and_pipeline_leave_of_the_machine():
    columns, _ = complete({"count": column(16384.0), "tensor": column(8.0), "pipeline": column(16.0)})
    assert columns["data"] == 128
    columns, _ = complete({"count": column(16384.0), "tensor": column(8.0)})
    assert (columns["pipeline"], columns["data"]) == (1, 2048)


def test_utilisation_is_what_was_computed_of_what_could_have_been():
    columns, _ = complete({"flop": column(4e24), "accelerator_hours": column(1e10), "peak": column(1e15)})
    assert columns["mfu"] == pytest.approx(0.4, rel=1e-15, abs=0)


def test_time_and_count_follow_from_accelerator_hours():
    assert complete({"accelerator_hours": column(800.0), "count": column(8.0)})[0]["wall_time"] == 100
    assert complete({"accelerator_hours": column(800.0), "wall_time": column(100.0)})[0]["count"] == 8
    columns, _ = complete({"flop": column(4e24), "peak": column(1e15), "mfu": column(0.4), "goodput": column(0.8)})
    assert columns["accelerator_hours"] == pytest.approx(1.25e10, rel=1e-14, abs=0)


def test_a_reported_utilisation_is_one_of_good_steps():
    """PaLM: 0.457 in good steps, 0.304 over all hours (runs of the catalogue)."""
    columns, _ = complete({"flop": column(1.0), "peak": column(1.0), "mfu": column(0.457), "goodput": column(0.66)})
    assert 1.0 / columns["accelerator_hours"] == pytest.approx(0.304, abs=0.003)


def test_throughput_gives_the_utilisation():
    """TorchTitan, Llama 3 8B: 2904 token/s on an A100 are 44.8 % by 6 N D."""
    columns, _ = complete({"token_rate": column(2904.0), "active_parameters": column(8.03e9), "peak": column(312e12)})
    assert columns["achieved"] == pytest.approx(6 * 8.03e9 * 2904, rel=1e-12, abs=0)
    assert columns["mfu"] == pytest.approx(0.448, abs=0.001)


def test_matrices_that_a_shape_does_not_tell_are_not_said_to_be_too_large():
    """All that they follow from is known, and still they are not: the parameters are of another shape."""
    shape = {"layers": 32, "width": 4096, "heads": 32, "kv_heads": 8, "feedforward": 14336, "vocabulary": 128256}
    runs = [TrainingRun("r", parameters=n, **shape) for n in ("8.03e9", "20e9")]
    resolved = Resolved(runs, catalog.shipped())
    assert resolved.number(0, "matmul_parameters").value == 7_504_658_432
    assert resolved.number(0, "attention_width").value == 262_144
    for name in ("matmul_parameters", "attention_width"):
        assert "do not explain the parameters" in resolved.because(1, (name,))
        assert resolved.missing(1, (name,)) == ()


def test_geometry_of_the_machine():
    columns, _ = complete({"count": column(16384.0)})
    volume = 16384 * DEFAULTS["volume_per_accelerator"].value
    assert 4 / 3 * np.pi * columns["radius"] ** 3 == pytest.approx(volume, rel=1e-12, abs=0)
    assert columns["diameter"] == 2 * columns["radius"]
    assert columns["mass"] == 16384 * DEFAULTS["mass_per_accelerator"].value


def test_every_name_in_the_tables_is_a_field():
    for derivation in DERIVATIONS:
        assert number(derivation.name).name == derivation.name
        assert all(number(need).name == need for need in derivation.needs)
    for name, default in DEFAULTS.items():
        assert is_text(name) or number(name).admits(default.value)
        assert default.source
        assert default.why


def test_defaults_come_last():
    columns, filled = complete({"bath_temperature": column(310.0)})
    assert columns["bath_temperature"] == 310.0
    assert "bath_temperature" not in filled
    assert columns["pue"] == DEFAULTS["pue"].value


def test_all_columns_are_there():
    columns, _ = complete({})
    assert list(columns) == [row.name for row in NUMBERS]


def test_what_is_lacking_is_said_by_path():
    said = str(lacking("energy", lambda name: name in {"pue", "tdp"}))
    assert said == "not stated: facility.energy (or cluster.accelerator_hours and cluster.node_power)"


def test_count_wall_time_peak_and_utilisation_give_the_compute():
    """512 accelerators of 1 PFLOP/s for a day at 40 %: the time of all of them follows first, wherever it stands."""
    columns, filled = complete(
        {"count": column(512.0), "wall_time": column(86400.0), "peak": column(1e15), "mfu": column(0.4)}
    )
    assert columns["flop"] == pytest.approx(512 * 86400 * 1e15 * 0.4 * DEFAULTS["goodput"].value, rel=1e-15, abs=0)
    assert filled["flop"][0][0].needs == ("accelerator_hours", "peak", "mfu", "goodput")


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_derivations_decides_nothing_but_which_way_is_taken(seed):
    stated = {"count": column(512.0), "wall_time": column(86400.0), "peak": column(1e15), "mfu": column(0.4)}
    expected, _ = complete(stated)
    shuffled = list(DERIVATIONS)
    random.Random(seed).shuffle(shuffled)
    columns, _ = complete(stated, shuffled)
    known = {name for name, values in columns.items() if not np.isnan(values).any()}
    assert known == {name for name, values in expected.items() if not np.isnan(values).any()}
    assert all(columns[name] == pytest.approx(expected[name], rel=1e-12, abs=0) for name in known)


def test_what_is_supposed_comes_after_all_that_follows():
    """Hours that follow only in the second pass are not those of a usual utilisation."""
    stated = {"flop": 1e24, "peak": 1e15, "token_rate": 1000.0, "active_parameters": 1e11, "goodput": 1.0}
    columns, filled = complete({name: column(value) for name, value in stated.items()})
    assert columns["mfu"] == 0.6
    assert columns["accelerator_hours"] == pytest.approx(1e24 / 6e14, rel=1e-12, abs=0)
    assert "usual" not in filled["accelerator_hours"][0][0].how


@pytest.mark.parametrize("derivation", DERIVATIONS, ids=lambda each: f"{each.name}: {each.how}")
def test_nothing_follows_from_what_is_unknown(derivation):
    """So that a derivation need not be tried where a number that it needs is known of no run."""
    for unknown in derivation.needs:
        numbers = (column(np.nan if name == unknown else 1.0) for name in derivation.needs)
        with np.errstate(all="ignore"):
            assert np.isnan(derivation.compute(*numbers)).all(), unknown


def test_nothing_follows_from_itself():
    with pytest.raises(DataError, match="follow from itself"):
        derive.Derivation("flop", ("flop", "tokens"), "C D", np.multiply)
    assert len(complete({})[1]) > 0  # and a table whose numbers need one another comes to an end


def test_every_chain_of_derivations_ends_at_what_was_stated():
    everything = {row.name: column(1.0) for row in NUMBERS}
    for name in everything:
        stated = {other: value for other, value in everything.items() if other != name}
        _, filled = complete(stated)
        for origin, _ in filled.get(name, ()):
            assert name not in origin.needs
