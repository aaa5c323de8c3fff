"""Power and energy of a training run, as a model: accelerator boards, the nodes around them, the facility.

A board draws what its work asks for until its limit holds it back; a node adds its hosts, fans and power supplies; a
facility adds cooling and distribution. `limits.estimates` has the numbers that measurements give for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from limits.typing import Num


def facility_energy(accelerator_time: Num, power: Num, pue: Num) -> Num:
    """Energy at the plug of a facility: accelerator-time x power x PUE, all that the power covers.

    Parameters
    ----------
    accelerator_time
        Sum over all accelerators of the time they ran [s].
    power
        Mean power for each accelerator: of its board, or with its share of the host [W].
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


def board_power(limit: Num, wanted: Num, sharpness: Num) -> Num:
    r"""Mean power of an accelerator's board under a limit, :math:`(L^{-p} + W^{-p})^{-1/p}`.

    The smaller of the two, softened: work asks for more at one moment than at the next, and the limit cuts off only
    what lies above it.

    Parameters
    ----------
    limit
        Power limit; the design power where none is set [W].
    wanted
        Mean power that the work would draw without a limit [W].
    sharpness
        How sharply the limit takes over, p [1].

    Returns
    -------
    Num
        Mean power of the board [W], below both.

    Examples
    --------
    >>> f"{board_power(250.0, 300.0, 4.0):.0f} W, {board_power(100.0, 300.0, 4.0):.0f} W"
    '227 W, 100 W'
    """
    smaller, larger = np.minimum(limit, wanted), np.maximum(limit, wanted)
    return smaller / (1.0 + (smaller / larger) ** sharpness) ** (1.0 / sharpness)


def host_power(node: Num, board: Num) -> Num:
    """Mean power of hosts, fans and power supplies for each accelerator: what a node draws beyond its boards.

    Parameters
    ----------
    node
        Mean power of the node for each accelerator [W].
    board
        Mean power of a board [W]; where it is more, all is taken for boards.

    Returns
    -------
    Num
        Power [W].

    Examples
    --------
    >>> [float(host_power(node, 600.0)) for node in (840.0, 300.0)]
    [240.0, 0.0]
    """
    return np.maximum(node - board, 0.0 * board)


def node_power(node: Num, board: Num, limited: Num) -> Num:
    """Mean power of a node for each of its accelerators when their boards are limited.

    What a limit takes from the boards it takes from the node; hosts, fans and power supplies stay as they are. Where a
    node draws less than the boards are thought to, all of it is taken for boards.

    Parameters
    ----------
    node
        Mean power of the node at design power, for each accelerator [W].
    board
        Mean power of a board at design power [W].
    limited
        The same under the limit [W].

    Returns
    -------
    Num
        Mean power of the node for each accelerator [W].

    Examples
    --------
    >>> [float(node_power(node, 600.0, 400.0)) for node in (840.0, 300.0)]
    [640.0, 200.0]
    """
    rest = host_power(node, board)
    return rest + (node - rest) * limited / board


def powered_around(network: Num, storage: Num) -> Num:
    """Power for each accelerator of what stands around the nodes: switches and storage, as far as it is known.

    Parameters
    ----------
    network
        Mean power of switches and their optics for each accelerator; NaN where unknown, which counts as nothing [W].
    storage
        The same of storage [W].

    Returns
    -------
    Num
        Power [W].

    Examples
    --------
    >>> float(powered_around(116.0, 20.0)), float(powered_around(116.0, float("nan")))
    (136.0, 116.0)
    """
    return sum(np.where(np.isnan(each), 0.0, each) for each in (network, storage))


def embodied_share(accelerator_time: Num, carbon: Num, lifetime: Num, utilised_share: Num) -> Num:
    """Carbon of making the accelerators that falls to a run, by its share of the time for which they are of use.

    Parameters
    ----------
    accelerator_time
        Sum over all accelerators of the time they ran [s].
    carbon
        Carbon dioxide equivalent of making one of them [kg].
    lifetime
        Time for which it stands [s].
    utilised_share
        Share of that for which it is in use [1].

    Returns
    -------
    Num
        Carbon dioxide equivalent [kg].

    Notes
    -----
    As BLOOM was counted [luccioni2023]_: what was emitted before is spread evenly over the hours of use.

    Examples
    --------
    >>> year = 365.25 * 86400
    >>> f"{embodied_share(1082990 * 3600, 150 + 2500 / 8, 6 * year, 0.85) / 1e3:.1f} t"  # BLOOM, with its nodes
    '11.2 t'
    """
    return carbon * accelerator_time / (lifetime * utilised_share)


def scaled_power(design_power: Num, reference: Num, exponent: Num) -> Num:
    r"""Power to which measured powers are compared, :math:`R (P / R)^\gamma`.

    With an exponent of 1 it is the design power. A smaller one trusts the design power less, where that is published
    for other purposes, or not at all, as for TPUs.

    Parameters
    ----------
    design_power
        Design power of an accelerator, P [W].
    reference
        Design power at which the exponent does not matter, R [W].
    exponent
        Power of the design power, gamma [1].

    Returns
    -------
    Num
        Power [W].

    Examples
    --------
    >>> scaled_power(700.0, 400.0, 1.0), scaled_power(100.0, 400.0, 0.5)
    (700.0, 200.0)
    """
    return reference * (design_power / reference) ** exponent
