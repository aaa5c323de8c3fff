"""A published formula between quantities of training, before anybody put numbers into it."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from limits.typing import Num


__all__ = ["Relation"]


@dataclass(frozen=True)
class Relation:
    """A formula with its variables and its constants still open.

    Parameters
    ----------
    function
        Array function: variables by position, constants by keyword; a constant with a default may be left out.
    latex
        The formula.
    variables
        Names of the variables (`variables.VARIABLES`) in the order of the function; empty where every trend says
        itself what its variables are, as for a power law.
    gives
        Name of the variable that results; empty likewise.
    inverse
        Closed forms by the position of the variable that they give; each takes the result and then the other
        variables in their order, and the same constants.
    turns
        Positions of variables in which the formula falls and rises again: there is no one solution for them.

    Examples
    --------
    >>> from limits.scaling.trends.relations import RELATIONS
    >>> sorted(RELATIONS["power"].constants)
    ['L_inf', 'alpha', 'x_0']
    """

    function: Callable[..., Num]
    latex: str
    variables: tuple[str, ...] = ()
    gives: str = ""
    inverse: Mapping[int, Callable[..., Num]] = field(default_factory=dict)
    turns: tuple[int, ...] = ()

    @property
    def constants(self) -> dict[str, bool]:
        """The constants by name, and whether each must be given."""
        keywords = inspect.signature(self.function).parameters.values()
        return {each.name: each.default is each.empty for each in keywords if each.kind is each.KEYWORD_ONLY}
