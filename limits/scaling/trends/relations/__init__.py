"""Published formulas by the name that a table of `limits/scaling/trends` calls them by: plain array functions.

The loss as a function of both parameters and tokens is not among them where it belongs to the nested family of
`limits.scaling.forms`, whose optimum has a closed form.
"""

from collections.abc import Mapping
from types import MappingProxyType

from limits.scaling.trends.relations import (
    batch,
    broken,
    distillation,
    downstream,
    efficient,
    embedding,
    experts,
    power,
    precision,
    progress,
    steps,
    transfer,
)
from limits.scaling.trends.relations.relation import Relation

__all__ = ["RELATIONS", "Relation"]

RELATIONS: Mapping[str, Relation] = MappingProxyType(
    {
        name: relation
        for file in (
            power,
            broken,
            steps,
            efficient,
            batch,
            embedding,
            downstream,
            experts,
            precision,
            transfer,
            progress,
            distillation,
        )
        for name, relation in file.RELATIONS.items()
    }
)
"""Every relation by name."""
