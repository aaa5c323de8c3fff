r"""Where the size of a model and its tokens hold the loss back alike: A N^-alpha = B D^-beta.

.. math:: D = (B/A)^{1/\beta}\, N^{\alpha/\beta}, \qquad D/N \propto N^{\alpha/\beta - 1}

With fewer tokens it is the data that holds the loss back more, with more of them the size. It is not the optimum of a
compute, where the two terms are as beta to alpha. Tokens per parameter on it are one number for all sizes only where
alpha = beta.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.scaling import forms

if TYPE_CHECKING:
    from limits.scaling.law import ScalingLaw
    from limits.typing import Num

__all__ = ["tokens"]


def tokens(law: ScalingLaw, N: Num) -> Num:
    """Return the tokens with which the term of the data is as large as that of N parameters [token].

    Parameters
    ----------
    law, N
        A scaling law; parameters as it counts them [parameter].

    Examples
    --------
    >>> from limits.scaling import get
    >>> law = get("besiroglu2024")
    >>> [f"{tokens(law, N) / N:.1f}" for N in (1e9, 70e9, 1e12)]  # tokens per parameter: no constant
    ['19.8', '16.0', '14.1']
    """
    c = law.coefficients
    log_size, log_data = forms.log_terms(c, N, 1.0)
    return np.exp((log_data - log_size) / c.beta)
