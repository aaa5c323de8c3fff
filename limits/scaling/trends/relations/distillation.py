r"""The loss of a student that learns from a teacher instead of the text itself (Busbridge et al. 2025, equation 8).

.. math:: L = L_T + \frac{1}{L_T^{c_0}} \left[1 + \left(\frac{L_T}{\tilde L d_1}\right)^{1/f_1}\right]^{-c_1 f_1}
   \left(\frac{A}{N^\alpha} + \frac{B}{D^\beta}\right)^\gamma

The teacher enters by its loss alone; losses are in nat/token, since their powers hang on the unit. A form without a
trend: the constants of this equation were found in no source that could be read, and none ship. The loss without a
teacher, here with a tilde, is that of a scaling law such as `busbridge2025`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.scaling.trends.relations.relation import Relation

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = ["RELATIONS", "distilled"]


def distilled(
    L_T: Num, L_alone: Num, N: Num, D: Num, *, A: Num, B: Num, alpha: Num, beta: Num, gamma: Num, c_0: Num, c_1: Num,
    d_1: Num, f_1: Num,
) -> Num:  # fmt: skip
    """Return the loss of a student after distillation [nat/token].

    A broken power of the teacher's loss over the student's own: a teacher far better than the student, L_T below
    d_1 L_alone, leaves the student what L_T^-c_0 says, and one that is worse leaves less, by the power c_1. The form
    never falls below the teacher's loss.

    Parameters
    ----------
    L_T
        Loss of the teacher [nat/token], on the text and in the tokens of the student.
    L_alone
        Loss of the same student trained without a teacher on D tokens [nat/token].
    N, D
        Parameters of the student without embedding [parameter], and tokens it learns from [token].
    A, B, alpha, beta, gamma
        Constants of what size and data leave, as in `forms.busbridge` but fitted to students.
    c_0, c_1, d_1, f_1
        Constants of the broken power [1]; f_1 > 0 says how smooth the break is.

    Examples
    --------
    Made-up constants, since none ship: a better teacher helps until the student cannot follow.

    >>> made_up = dict(A=2e3, B=2e4, alpha=0.3, beta=0.6, gamma=0.75, c_0=2.5, c_1=300.0, d_1=1.3, f_1=0.1)
    >>> for L_T in (2.6, 2.4, 2.2, 2.0, 1.8):
    ...     print(f"{L_T} {distilled(L_T, 2.5, 1e9, 2e10, **made_up):.3f}")
    2.6 2.612
    2.4 2.477
    2.2 2.416
    2.0 2.396
    1.8 2.400
    """
    broken = -c_1 * f_1 * np.logaddexp(0.0, (np.log(L_T) - np.log(L_alone) - np.log(d_1)) / f_1)
    left = gamma * np.logaddexp(np.log(A) - alpha * np.log(N), np.log(B) - beta * np.log(D))
    return L_T + np.exp(broken + left - c_0 * np.log(L_T))


RELATIONS = {
    "distillation": Relation(
        distilled,
        r"L_T + L_T^{-c_0} \left[1 + \left(\frac{L_T}{\tilde L d_1}\right)^{1/f_1}\right]^{-c_1 f_1}"
        r" \left(\frac{A}{N^\alpha} + \frac{B}{D^\beta}\right)^\gamma",
    ),
}
"""The relations of this file by name."""
