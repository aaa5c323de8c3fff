"""Matter: the information that is in the heat of ordinary matter, the honest ceiling at the temperature of a room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.constants import CODATA2022
from limits.laws.domain import NON_NEGATIVE, POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = ["ATOM_INFORMATION", "MATTER_INFORMATION", "atom_information", "matter_information"]

_MOLAR_ENTROPY = ("S_m", "J/mol/K", NON_NEGATIVE, (1e-3, 1e3), "molar entropy at its temperature", "18.81 J/mol/K")
_THERMAL = (
    "matter at rest in equilibrium, its entropy measured from absolute zero",
    "no order that is frozen in: isotopes, defects and magnetisation hold information that tables of entropy leave out",
)
_ENTROPY = ("every state that heat explores holds information: an entropy, not addressable memory",)


def atom_information(molar_entropy: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most information that one atom of a substance of given molar entropy holds.

    .. math:: I \le \frac{S_m}{N_A k_B \ln 2}

    Parameters
    ----------
    molar_entropy
        Entropy of a mole of atoms at the temperature in question [J/mol/K].
    const
        Physical constants.

    Returns
    -------
    Num
        Information for each atom, or whatever the mole counts [bit].

    Notes
    -----
    A model: states that heat explores are states that could be told apart [lloyd2000]_, counted by an entropy that is
    measured as heat from absolute zero on. Such an entropy leaves out the order that is frozen in at every temperature
    [kozliak2008]_, in which real matter, a mixture of isotopes with defects, may hold more; it is a theorem only of an
    entropy that counts all states. Crystalline silicon at 298.15 K and 1 bar has 18.81(8) J/(mol K): the key value of
    CODATA (1984) in the NIST Chemistry WebBook, which lists 18.82 of the JANAF tables (1998) beside it.

    Examples
    --------
    >>> f"{atom_information(18.81):.4g}"
    '3.264'
    """
    return molar_entropy / (const.N_A * const.k_B * const.ln2)


ATOM_INFORMATION = Law(
    key="atom-information",
    kernel=atom_information,
    kind=Kind.MODEL,
    sense=Sense.AT_MOST,
    result="information",
    symbol="I",
    unit="bit",
    gives="information for each atom, or whatever the mole counts",
    inputs=(Input("molar_entropy", *_MOLAR_ENTROPY, power=1.0),),
    latex=r"I \le \frac{S_m}{N_A k_B \ln 2}",
    holds_under=_THERMAL,
    reached_only=_ENTROPY,
    refs=("lloyd2000", "kozliak2008"),
)


def matter_information(mass: Num, molar_entropy: Num, molar_mass: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most information that a given `mass` of ordinary matter holds.

    .. math:: I \le \frac{m}{M}\,\frac{S_m}{k_B \ln 2}

    Parameters
    ----------
    mass
        Mass of the substance [kg].
    molar_entropy
        Entropy of a mole at the temperature in question [J/mol/K].
    molar_mass
        Mass of a mole [kg/mol].
    const
        Physical constants.

    Returns
    -------
    Num
        Information [bit].

    Notes
    -----
    `atom_information` for every atom of a mass [lloyd2000]_, with what is frozen in left out [kozliak2008]_:
    some seventeen orders of magnitude below Bekenstein's bound for a kilogram within a metre, whose energy is locked up
    in mass.

    Examples
    --------
    >>> f"{matter_information(1.0, 18.81, 0.0280855):.3g}"  # a kilogram of silicon
    '7e+25'
    """
    return mass / molar_mass * molar_entropy / (const.k_B * const.ln2)


MATTER_INFORMATION = Law(
    key="matter-information",
    kernel=matter_information,
    kind=Kind.MODEL,
    sense=Sense.AT_MOST,
    result="information",
    symbol="I",
    unit="bit",
    gives="information held by the matter",
    inputs=(
        Input("mass", "m", "kg", POSITIVE, (1e-9, 1e9), "mass of the substance", "1 kg", power=1.0),
        Input("molar_entropy", *_MOLAR_ENTROPY, power=1.0),
        Input("molar_mass", "M", "kg/mol", POSITIVE, (1e-3, 1.0), "mass of a mole", "0.0280855 kg/mol", power=-1.0),
    ),
    latex=r"I \le \frac{m}{M}\,\frac{S_m}{k_B \ln 2}",
    holds_under=_THERMAL,
    reached_only=_ENTROPY,
    refs=("lloyd2000", "kozliak2008"),
)
