"""What a run takes from the plug, for many runs at once: columns in, columns out.

Each number here follows from the run's accelerator-hours, whatever it states of its energy: an estimate beside the
statement. What a run states of the power of its boards or nodes comes before what was measured on others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.frozen import frozen
from limits.runs.power_factors import shipped
from limits.training.energy import embodied_share, facility_energy, powered_around

if TYPE_CHECKING:
    from limits.runs.batch import Batch
    from limits.typing import Array

__all__ = ["Drawn", "drawn"]


@frozen
class Drawn:
    """Columns of the estimate, with axes (*axes, draw); NaN where something is not known.

    Attributes
    ----------
    boards, nodes, cluster, energy
        Energy of the accelerators' boards alone, of their nodes, of these with switches and storage, as far as their
        powers are stated, and at the plug of the facility [J]; the third is unknown where neither is.
    carbon, cost
        Carbon dioxide [kg] and price [USD] of the energy at the plug.
    embodied
        Carbon dioxide equivalent of making the accelerators, by the run's share of their life [kg].
    water_on_site, water_of_electricity, water
        Water consumed on site, by the energy of the computers, and to generate the electricity, by that at the plug;
        both together where both are known [m^3].
    power, peak_power
        Mean and highest power at the plug [W].
    """

    boards: Array
    nodes: Array
    cluster: Array
    energy: Array
    carbon: Array
    cost: Array
    embodied: Array
    water_on_site: Array
    water_of_electricity: Array
    water: Array
    power: Array
    peak_power: Array


@np.errstate(over="ignore", invalid="ignore", divide="ignore")  # what is beyond floats is unknown
def drawn(b: Batch) -> Drawn:
    """Return energy, carbon, cost and power of every run of a batch.

    Parameters
    ----------
    b
        Runs, axes (*axes, draw).

    Examples
    --------
    >>> from limits.runs.batch import Batch
    >>> stated = dict(accelerator_hours=30.84e6 * 3600, tdp=700.0, node_factor=1.2, pue=1.1, count=16384.0)
    >>> found = drawn(Batch.of({name: np.array([number]) for name, number in stated.items()}))
    >>> [round(float(each[0]), 1) for each in (found.energy / 3.6e12, found.power / 1e6)]  # GWh, MW
    [28.5, 15.1]
    """
    hours, node = b.accelerator_hours, b.node_power
    limit = np.where(np.isnan(b.power_limit), b.tdp, b.power_limit)
    usual = shipped().board_under(limit, b.board_factor * b.tdp)
    board = np.minimum(np.where(np.isnan(b.power), usual, b.power), node)
    stated = ~(np.isnan(b.network_power) & np.isnan(b.storage_power))
    around = powered_around(b.network_power, b.storage_power)
    computers = facility_energy(hours, node + around, 1.0)
    energy = facility_energy(hours, node + around, b.pue)
    water = computers * b.water_usage, energy * b.electricity_water
    facility = b.count * b.pue
    return Drawn(
        boards=np.asarray(facility_energy(hours, board, 1.0)),
        nodes=np.asarray(facility_energy(hours, node, 1.0)),
        cluster=np.where(stated, computers, np.nan),
        energy=np.asarray(energy),
        carbon=np.asarray(energy * b.carbon_intensity),
        cost=np.asarray(energy * b.electricity_price),
        embodied=np.asarray(embodied_share(hours, b.embodied_carbon, b.lifetime, b.utilised_share)),
        water_on_site=np.asarray(water[0]),
        water_of_electricity=np.asarray(water[1]),
        water=np.asarray(water[0] + water[1]),
        power=np.asarray((node + around) * facility),
        peak_power=np.asarray((node * b.peak_factor + around) * facility),
    )
