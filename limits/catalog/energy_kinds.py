"""How a stated energy came about: the one vocabulary of run files, of the catalogue and of reports."""

from types import MappingProxyType

__all__ = ["ENERGY_KINDS", "MEASURED_KINDS", "kind_said"]

ENERGY_KINDS = MappingProxyType(
    {
        "metered": "metered",
        "measured_power_x_time": "measured power x time",
        "sampled_node_extrapolated": "extrapolated from sampled nodes",
        "sampled_other_hardware": "sampled on other hardware",
        "computed_from_tdp": "computed from TDP",
        "hours_x_tdp_product": "computed from TDP",
        "computed_from_assumed_power": "computed from an assumed power",
        "published_kind_unstated": "published, kind not stated",
        "published_estimate": "published estimate",
        "third_party_estimate": "third-party estimate",
        "disputed": "disputed",
    }
)
"""Each kind of energy with the words in which a report says it."""

MEASURED_KINDS = ("metered", "measured_power_x_time")
"""Kinds of energy that a meter, or a power measured in production, stands behind."""


def kind_said(kind: str | None) -> str:
    """Say how an energy of this kind came about, or that nobody said it.

    Examples
    --------
    >>> kind_said("metered"), kind_said(None)
    ('metered', 'kind not stated')
    """
    return "kind not stated" if kind is None else ENERGY_KINDS[kind]
