"""Energy of a training run, as a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limits.typing import Num


def facility_energy(accelerator_time: Num, power: Num, pue: Num) -> Num:
    """Energy at the plug: accelerator-time x power x PUE.

    A model: design power is not mean power, and hosts, switches and idle time are not in it.

    Parameters
    ----------
    accelerator_time
        Sum over all accelerators of the time they ran [s].
    power
        Power of one accelerator [W].
    pue
        Facility energy over the energy of its computers [1].

    Returns
    -------
    Num
        Energy [J].

    Examples
    --------
    >>> f"{facility_energy(30.84e6 * 3600, 700.0, 1.0) / 3.6e9:.0f} MWh"
    '21588 MWh'
    """
    return accelerator_time * power * pue
