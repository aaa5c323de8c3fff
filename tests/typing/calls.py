"""Calls as users write them, for a type checker; nothing here is run.

A line that ends in ``# refused: CODE`` must be refused with that code of mypy, and no other line may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, assert_type

import numpy as np

import limits
from limits import laws, scaling, units
from limits.constants import CODATA2022
from limits.laws import Law
from limits.scaling import answers
from limits.typing import Num, Quantity
from limits.value import Value

if TYPE_CHECKING:
    import pint

    from limits.typing import Array


Registry: TypeAlias = "pint.UnitRegistry[Any]"  # type: ignore[type-arg, unused-ignore]  # not generic before pint 0.25


def right(energy: Quantity, theirs: Registry, column: Array) -> None:
    assert_type(laws.landauer(bits="1e26 bit", temperature="300 K"), Quantity)
    laws.landauer(bits=theirs.Quantity(1e26, "bit"), temperature=units.quantity(300.0, "K")).to("kJ")
    assert_type(laws.landauer.solve("bits", energy=energy, temperature="300 K"), Quantity)
    laws.landauer.solve("energy", bits="1 bit", temperature="300 K")
    laws.landauer(bits=(column, "bit"), temperature=([290.0, 300.0], "K"))
    laws.landauer(bits=(column, 3), temperature="300 K")  # refused: arg-type
    assert_type(limits.quantity("300 K"), Quantity)
    assert_type(limits.assess("gpt-3"), limits.Assessment)
    assert_type(limits.assess(["gpt-3", "palm"]), list[limits.Assessment])
    limits.assess([3])  # refused: arg-type
    assert_type(limits.catalog.rows("run")["gpt-3-175b"], limits.catalog.Row)
    assert_type(limits.quantity(column, "K"), Quantity)
    laws.shannon(bandwidth="1 GHz", snr=100)
    laws.shannon(bandwidth="1 GHz", snr="20 dB")
    laws.shannon(bandwidth="1 GHz", snr=[1.0, 2.0])
    laws.shannon(bandwidth="1 GHz", snr=column)
    laws.shannon(bandwidth="1 GHz", snr=np.arange(3))
    laws.shannon.solve("snr", bandwidth="1 GHz", capacity="1 Gbit/s")
    assert_type(laws.landauer.kernel(1e26, 300.0), float)
    assert_type(laws.landauer.kernel(column, 300.0), Num)
    laws.landauer.kernel(1e26, 300.0, const=CODATA2022)
    assert_type(laws.landauer.elasticity("bits", bits="1 bit", temperature="300 K"), Num)
    any_law: Law = laws.landauer
    assert_type(any_law(bits="1 bit", temperature="300 K"), Quantity)
    assert_type(laws.get("landauer"), Law)
    assert_type([law.key for law in laws.LAWS], list[str])
    assessment = limits.assess("gpt-3-175b")
    assert_type(assessment, limits.Assessment)
    assert_type(assessment.bounds["landauer"].headroom, Value | None)
    scaling.fit(column, column, column)
    scaling.fit([1e8, 1e9], [1e10, 1e11], [3.0, 2.5])


def wrong(column: Array) -> None:
    laws.landuer(bits="1 bit", temperature="300 K")  # refused: attr-defined
    laws.landauer(bit="1 bit", temperature="300 K")  # refused: call-arg
    laws.landauer(bits="1 bit")  # refused: call-arg
    laws.landauer("1 bit", "300 K")  # refused: call-arg, misc
    laws.landauer(bits=1e26, temperature="300 K")  # refused: arg-type
    laws.landauer(bits=column, temperature="300 K")  # refused: arg-type
    laws.shannon(bandwidth="1 GHz", snr=1j)  # refused: arg-type
    laws.landauer.solve("temp", bits="1 bit", energy="1 J")  # refused: call-overload
    laws.landauer.solve("temperature", bit="1 bit", energy="1 J")  # refused: call-overload
    laws.landauer.solve("temperature", bits="1 bit", temperature="300 K")  # refused: call-overload
    laws.landauer.elasticity("bit", bits="1 bit", temperature="300 K")  # refused: arg-type
    laws.landauer.elasticities(bits="1 bit", temp="300 K")  # refused: call-arg
    laws.landauer.kernel("1 bit", 300.0)  # refused: call-overload
    laws.landauer.kernel(1.0, temp=300.0)  # refused: call-overload
    str(laws.landauer.formula)  # refused: attr-defined
    laws.landauer.bits = "1 bit"  # refused: attr-defined
    scaling.optimim(scaling.get("besiroglu2024"), 1e24)  # refused: attr-defined
    limits.asses("gpt-3-175b")  # refused: attr-defined
    str(limits.assess("gpt-3-175b").bound)  # refused: attr-defined
    answers.predcit(scaling.get("besiroglu2024"), 70e9, 1.4e12)  # refused: attr-defined
