"""Which points of a distribution the ends of an interval are, in words."""

from __future__ import annotations

__all__ = ["level"]


def level(share: float | None = None) -> str:
    """Say which points of a number's distribution the ends of its interval are.

    Parameters
    ----------
    share
        Share of the distribution between the ends; of the draws of uncertain numbers if it is not given.

    Examples
    --------
    >>> level(), level(0.95)
    ('5 to 95 %', '2.5 to 97.5 %')
    """
    if share is None:
        from limits.draws import HIGH, LOW

        share = HIGH - LOW
    return f"{50 * (1 - share):g} to {50 * (1 + share):g} %"
