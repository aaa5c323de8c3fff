"""Speed: how fast a physical system can pass through distinct states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.laws.domain import POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = [
    "BREMERMANN",
    "MANDELSTAM_TAMM",
    "MARGOLUS_LEVITIN",
    "MARGOLUS_LEVITIN_SEQUENCE",
    "QUANTUM_SPEED",
    "bremermann_rate",
    "mandelstam_tamm_time",
    "margolus_levitin_rate",
    "margolus_levitin_sequence_rate",
    "quantum_speed_time",
]

_MEAN = ("J", POSITIVE, (1e-30, 1e25), "mean energy above the ground state", "1 J")
_SPREAD = (r"\Delta E", "J", POSITIVE, (1e-32, 1e23), "standard deviation of the energy", "1 J")
_ENERGY = Input("energy", "E", *_MEAN, power=1.0)
_ISOLATED = "an isolated system with a time-independent Hamiltonian, in a pure state"


def margolus_levitin_rate(energy: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Highest rate of steps between two orthogonal states of a system of mean `energy`.

    .. math:: \nu \le \frac{4E}{h}

    Parameters
    ----------
    energy
        Mean energy above the ground state of the degrees of freedom that compute [J].
    const
        Physical constants.

    Returns
    -------
    Num
        Steps per time [1/s].

    Notes
    -----
    A theorem [margolus1998]_, met by a two-level system [levitin2009]_. A long sequence of mutually orthogonal states
    runs at half this rate. The energy is not the electrical energy consumed, and never a power.

    Examples
    --------
    >>> f"{margolus_levitin_rate(1.0):.6g}"
    '6.03676e+33'
    """
    return 4.0 * energy / const.h


MARGOLUS_LEVITIN = Law(
    key="margolus-levitin",
    kernel=margolus_levitin_rate,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="rate",
    symbol=r"\nu",
    unit="1/s",
    gives="steps between orthogonal states per time",
    inputs=(_ENERGY,),
    latex=r"\nu \le \frac{4E}{h}",
    holds_under=(
        "energy is the mean above the ground state of what computes, not the electricity consumed",
        "a step leads to an orthogonal state: what differs less may come sooner",
        "an isolated system with a time-independent Hamiltonian",
    ),
    reached_only=("two states that take turns: a long sequence of others runs at half the rate at most",),
    refs=("margolus1998", "levitin2009"),
)


def margolus_levitin_sequence_rate(energy: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Highest rate of steps through a long sequence of orthogonal states of a system of mean `energy`.

    .. math:: \nu \le \frac{2E}{h}

    Parameters
    ----------
    energy
        Mean energy above the ground state of the degrees of freedom that compute [J].
    const
        Physical constants.

    Returns
    -------
    Num
        Steps per time [1/s].

    Notes
    -----
    A theorem [margolus1998]_, whose abstract prints it as about 3e33 operations per second for each joule.

    Examples
    --------
    >>> f"{margolus_levitin_sequence_rate(1.0):.6g}"
    '3.01838e+33'
    """
    return 2.0 * energy / const.h


MARGOLUS_LEVITIN_SEQUENCE = Law(
    key="margolus-levitin-sequence",
    kernel=margolus_levitin_sequence_rate,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="rate",
    symbol=r"\nu",
    unit="1/s",
    gives="steps through a long sequence of orthogonal states per time",
    inputs=(_ENERGY,),
    latex=r"\nu \le \frac{2E}{h}",
    holds_under=(
        "energy is the mean above the ground state of what computes, not the electricity consumed",
        "a long sequence of mutually orthogonal states: two that take turns may do so twice as fast",
        "an isolated system with a time-independent Hamiltonian",
    ),
    refs=("margolus1998",),
)


def mandelstam_tamm_time(spread: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Least time in which a system of given `spread` of energy reaches an orthogonal state.

    .. math:: \tau \ge \frac{\pi\hbar}{2\,\Delta E} = \frac{h}{4\,\Delta E}

    Parameters
    ----------
    spread
        Standard deviation of the energy [J].
    const
        Physical constants.

    Returns
    -------
    Num
        Time [s].

    Notes
    -----
    A theorem: the relation of energy and time [mandelstam1945]_ in its exact form, where the spread is a property of
    the state and the time is that of becoming distinguishable. It says nothing for a state of large mean energy
    and small spread, nor `margolus_levitin_rate` for the opposite: `quantum_speed_time` takes both.

    Examples
    --------
    >>> f"{mandelstam_tamm_time(1.602176634e-19):.4g}"  # one electronvolt
    '1.034e-15'
    """
    return const.h / (4.0 * spread)


MANDELSTAM_TAMM = Law(
    key="mandelstam-tamm",
    kernel=mandelstam_tamm_time,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="time",
    symbol=r"\tau",
    unit="s",
    gives="time to an orthogonal state",
    inputs=(Input("spread", *_SPREAD, power=-1.0),),
    latex=r"\tau \ge \frac{\pi\hbar}{2\,\Delta E} = \frac{h}{4\,\Delta E}",
    holds_under=(
        "the spread is the standard deviation of the energy in the state, not an error of measurement",
        _ISOLATED,
    ),
    refs=("mandelstam1945", "levitin2009"),
)


def quantum_speed_time(energy: Num, spread: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Least time in which a system of mean `energy` and given `spread` of energy reaches an orthogonal state.

    .. math:: \tau \ge \max\left(\frac{\pi\hbar}{2E}, \frac{\pi\hbar}{2\,\Delta E}\right)

    Parameters
    ----------
    energy
        Mean energy above the ground state [J].
    spread
        Standard deviation of the energy [J].
    const
        Physical constants.

    Returns
    -------
    Num
        Time [s].

    Notes
    -----
    A theorem: the bounds of Margolus and Levitin and of Mandelstam and Tamm at once [levitin2009]_. Both are met only
    where mean and spread are equal, by an even superposition of two levels; for other ratios some state comes as near
    as wanted.

    Examples
    --------
    >>> f"{quantum_speed_time(1.0, 2.0):.4g}", f"{quantum_speed_time(1.0, 0.5):.4g}"
    ('1.657e-34', '3.313e-34')
    """
    return const.h / (4.0 * np.minimum(energy, spread))


QUANTUM_SPEED = Law(
    key="quantum-speed",
    kernel=quantum_speed_time,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="time",
    symbol=r"\tau",
    unit="s",
    gives="time to an orthogonal state",
    inputs=(Input("energy", "E", *_MEAN), Input("spread", *_SPREAD)),
    latex=r"\tau \ge \max\left(\frac{\pi\hbar}{2E}, \frac{\pi\hbar}{2\,\Delta E}\right)",
    holds_under=(
        "energy is the mean above the ground state of what computes, not the electricity consumed",
        "the spread is the standard deviation of the energy in the state, not an error of measurement",
        _ISOLATED,
    ),
    refs=("levitin2009", "margolus1998", "mandelstam1945"),
)


def bremermann_rate(mass: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Highest rate at which a self-contained system of given `mass` processes bits, by Bremermann's argument.

    .. math:: \dot I \le \frac{mc^2}{h}

    Parameters
    ----------
    mass
        Mass of the whole system, its power supply included [kg].
    const
        Physical constants.

    Returns
    -------
    Num
        Bits processed per time [bit/s].

    Notes
    -----
    A model: a conjecture with a heuristic derivation that counts one bit for each cycle at the frequency of the rest
    energy [bremermann1962]_, a factor of 4 below `margolus_levitin_rate` of the same energy. Bits are not FLOP. The
    1962 paper rounds it up to 2e47 bit per second and gram.

    Examples
    --------
    >>> f"{bremermann_rate(1.0):.6g}"
    '1.35639e+50'
    """
    return mass * const.c * const.c / const.h


BREMERMANN = Law(
    key="bremermann",
    kernel=bremermann_rate,
    kind=Kind.MODEL,
    sense=Sense.AT_MOST,
    result="rate",
    symbol=r"\dot I",
    unit="bit/s",
    gives="bits processed per time",
    inputs=(Input("mass", "m", "kg", POSITIVE, (1e-30, 1e30), "mass of the whole system", "1 kg", power=1.0),),
    latex=r"\dot I \le \frac{mc^2}{h}",
    holds_under=("one bit for each cycle at the frequency m c^2 / h",),
    reached_only=("all of the rest energy processes",),
    refs=("bremermann1962",),
)
