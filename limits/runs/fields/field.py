"""What a row of the tables of fields says: a number or a text that a run may state."""

from __future__ import annotations

from limits.frozen import frozen
from limits.interval import LEAST, MOST
from limits.runs.fields.money import CURRENCIES, currency_in, in_currency

INFINITY = float("inf")
LONGEST_NAME, LONGEST_TEXT = 200, 1_000  # characters of what a run is called, and of its texts


@frozen
class Number:
    """A number that a run may state: where it stands in a run file, its canonical unit and its domain.

    `least` is exclusive unless `closed`; `most` is inclusive; `whole` admits no part of one. Of a `factor` a standard
    deviation is one of its logarithm.
    """

    name: str
    path: str
    unit: str
    doc: str
    eg: str
    least: float = 0.0
    most: float = INFINITY
    closed: bool = False
    whole: bool = False
    factor: bool = False

    def admits(self, value: float) -> bool:
        """Tell whether `value`, in the canonical unit, lies in the domain and within the reach of every number."""
        above = value >= self.least if self.closed else value > self.least
        return above and value <= min(self.most, MOST) and (value == 0.0 or value >= LEAST)

    @property
    def level(self) -> bool:
        """Whether it is a ratio of powers, as usual in decibels."""
        return self.unit == "1" and self.eg.endswith(" dB")

    @property
    def units(self) -> tuple[str, ...]:
        """The canonical units that it may have: one, or of money one in each currency.

        Examples
        --------
        >>> Number("p", "facility.p", "USD/J", "a price", "0.1 USD/kWh").units
        ('USD/J', 'EUR/J', 'CHF/J', 'GBP/J')
        """
        return tuple(in_currency(self.unit, each) for each in CURRENCIES) if self.money else (self.unit,)

    @property
    def money(self) -> bool:
        """Whether it is money or a price, which a run may state in one of several currencies."""
        return bool(currency_in(self.unit))

    @property
    def wanted(self) -> str:
        """Describe what may stand here, for an error message."""
        bounds = f"{'>=' if self.closed else '>'} {self.least:g}"
        if self.most < INFINITY:
            bounds += f" and <= {self.most:g}"
        unit = "" if self.unit == "1" else f" [{', '.join(self.units)}]"
        return f"{self.doc}{unit} {bounds}" + (", a whole number" if self.whole else "")


@frozen
class Text:
    """A text that a run may state; `kind` names the catalogue table in which it must be found, if any."""

    name: str
    path: str
    doc: str
    eg: str
    choices: tuple[str, ...] = ()
    kind: str = ""
