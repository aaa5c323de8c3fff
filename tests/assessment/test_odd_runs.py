"""Odd runs, from phones to satellites: none that can be done is impossible, and three that cannot are."""

import pytest

from limits import assess
from limits.runs import TrainingRun

ALONE = {"tensor": 1, "pipeline": 1, "architecture": "dense", "reduction": "ranks", "exchange": "every step"}
HELD = {"offload": "none", "architecture": "dense"}


def sized(parameters, tokens, **numbers):
    return {"parameters": f"{parameters} parameter", "tokens": f"{tokens} token", **numbers}


def metered(flop, energy, temperature, erased, **numbers):
    stated = {"flop": f"{flop} FLOP", "energy": energy, "bath_temperature": temperature, "erased": f"{erased} bit/FLOP"}
    return stated | {"energy_kind": "metered"} | numbers


def ranks(count, batch, time, **numbers):
    return {"count": count, "data": count, "batch": f"{batch} token", "wall_time": time, **numbers}


POSSIBLE = {
    "a microcontroller that learns": sized(1e4, 1e6, count=1, memory="256 KiB", state="16 byte/parameter", **HELD),
    "a phone, adapters alone": sized(3e9, 1e5, count=1, memory="8 GB", state="0.6 byte/parameter", **HELD),
    "optimiser in host memory": sized(
        20e9, 1e9, count=1, memory="80 GB", state="16 byte/parameter", offload="host memory", architecture="dense"
    ),
    "just what fits": sized(5e9, 1e9, count=1, memory="80 GB", state="16 byte/parameter", **HELD),
    "a pod of TPUs": sized(
        540e9, 780e9, accelerator="tpu-v4", wall_time="60 day", count=6144, mfu=0.46, precision="bf16"
    ),
    "4 bit floats": sized(12e9, 1e13, accelerator="b200", count=1024, wall_time="30 day", precision="fp4"),
    "1000 years": sized(1e9, 1e12, count=1, wall_time="1000 year", batch="1e3 token"),
    "one batch": sized(1e9, 1e12) | ALONE | ranks(1000, 1e12, "1 day", scale_out_rate="1 Gbit/s"),
    "one batch around the globe": sized(1e8, 1e10)
    | ALONE
    | ranks(8, 1e10, "1 hour", diameter="12742 km", group_index=1, scale_out_rate="10 Gbit/s"),
    "satellites, 1000 km apart": sized(1e9, 2e10)
    | ALONE
    | {"gradient": "2 byte/parameter"}
    | ranks(81, 4e6, "30 day", diameter="1000 km", group_index=1, scale_out_rate="100 Gbit/s"),
    "probes at Mars, weights now and then": sized(1e9, 1e10)
    | ALONE
    | {"exchange": "less often"}
    | ranks(2, 1e4, "10 day", diameter="2.25e11 m", group_index=1, scale_out_rate="2 Mbit/s"),
    "cryogenic, twice the floor": metered(1e24, "1300 J", "4.2 K", 16),
    "dilution refrigerator": metered(1e24, "3.1 J", "10 mK", 16),
    "undone as it goes": metered(1e30, "1 kJ", "300 K", 1e-12),
    "experts, all gradients kept at home": sized(
        1e12, 1e13, active_parameters="32e9 parameter", architecture="moe", count=2048, wall_time="40 day"
    )
    | {
        "data": 2048,
        "batch": "60e6 token",
        "scale_out_rate": "1 Gbit/s",
        "reduction": "ranks",
        "exchange": "every step",
    },
    "dense matter, much memory": sized(1e12, 1e9, mass="1 kg", radius="1 cm", state="16 byte/parameter", **HELD),
    "an optical link of little light": sized(1e8, 1e9)
    | ALONE
    | {"gradient": "2 byte/parameter"}
    | ranks(2, 1e6, "1 day", lanes=1, symbol_rate="1 GBd", bandwidth="0.5 GHz", snr="-3 dB"),
}
IMPOSSIBLE = {  # by hand, each by less than a tenth
    # 1e24 x 16 x 1.380649e-23 x 0.01 K x ln 2 = 1.5312 J
    "dilution refrigerator": ("landauer", {"energy": "1.4 J"}),
    # 5e9 x 16 byte = 80 GB
    "just what fits": ("memory-capacity", {"memory": "79 GB"}),
    # 1e4 steps x 1000 km / c = 33.36 s
    "satellites, 1000 km apart": ("light-latency", {"batch": "2e6 token", "wall_time": "33 s"}),
}


@pytest.mark.parametrize("name", POSSIBLE)
def test_odd_is_not_impossible(name):
    assessment = assess(TrainingRun(name, **POSSIBLE[name]))
    assert [row.law for row in assessment.bounds if row.impossible] == []


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_a_little_beyond_is(name):
    law, changes = IMPOSSIBLE[name]
    row = assess(TrainingRun(name, **(POSSIBLE[name] | changes))).bounds[law]
    assert row.unproved == ()
    assert row.impossible


def test_some_of_the_possible_lie_close_to_a_limit():
    """Else runs that are far from everything would prove nothing."""
    close = [
        row.law
        for name, stated in POSSIBLE.items()
        for row in assess(TrainingRun(name, **stated)).bounds
        if row.headroom is not None and abs(float(getattr(row.headroom, "value", row.headroom))) < 0.5
    ]
    assert {"landauer", "memory-capacity"} <= set(close)
