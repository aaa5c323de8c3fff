"""Charge as a store: how many electrons a capacitance holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.constants import CODATA2022
from limits.laws.domain import NON_NEGATIVE, POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = ["STORED_ELECTRONS", "stored_electrons"]


def stored_electrons(capacitance: Num, voltage: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Electrons that a node of given `capacitance` holds in excess at a `voltage`.

    .. math:: N = \frac{C V}{e}

    Parameters
    ----------
    capacitance
        Capacitance of the node [F].
    voltage
        Voltage across it [V].
    const
        Physical constants.

    Returns
    -------
    Num
        Electrons in excess on the negative side [1], a mean and not rounded.

    Notes
    -----
    A definition: capacitance is charge over voltage, and electrons are counted by the charge of one [giancoli2014]_, an
    exact number [codata2022]_. Thermal noise moves :math:`\sqrt{k_B T C}/e` of them to and fro, `ktc_noise_voltage` in
    electrons; a cell tells its values apart as long as their numbers of electrons lie many times that apart.

    Examples
    --------
    >>> f"{stored_electrons(35e-15, 1.5):.3g}"  # a cell of dynamic memory
    '3.28e+05'
    """
    return capacitance * voltage / const.e


STORED_ELECTRONS = Law(
    key="stored-electrons",
    kernel=stored_electrons,
    kind=Kind.DEFINITION,
    sense=Sense.EQUAL,
    result="electrons",
    symbol="N",
    unit="1",
    gives="electrons in excess on the negative side",
    inputs=(
        Input("capacitance", "C", "F", POSITIVE, (1e-18, 1e-6), "capacitance of the node", "35 fF", power=1.0),
        Input("voltage", "V", "V", NON_NEGATIVE, (1e-3, 1e3), "voltage across it", "1.5 V", power=1.0),
    ),
    latex=r"N = \frac{C V}{e}",
    holds_under=(
        "a linear capacitance: one whose value depends on the voltage holds the integral of C over V",
        "a mean: single electrons come and go with thermal noise",
    ),
    refs=("giancoli2014", "codata2022"),
)
