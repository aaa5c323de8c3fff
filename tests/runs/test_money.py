"""Money: each price gives a cost in its own currency, and nothing converts one into another."""

import copy
import json
import pickle

import pytest

import limits
from limits import catalog
from limits.errors import InputError, TextError, UnitMismatchError
from limits.report.numbers import quantity
from limits.runs import TrainingRun
from limits.runs.fields import NUMBERS, number
from limits.runs.fields.money import CURRENCIES
from limits.runs.file import load, to_toml
from limits.runs.resolve import from_row
from limits.units.money import CODES
from limits.value import Value

HOUR, KWH = 3600.0, 3.6e6


def run(**stated):
    return TrainingRun("mine", **({"flop": "1e24 FLOP", "energy": "1 GWh"} | stated))


def costs(**stated):
    return limits.assess(run(**stated)).run.numbers


@pytest.mark.parametrize("currency", CURRENCIES)
def test_a_price_gives_a_cost_in_its_own_currency(currency):
    found = costs(electricity_price=f"0.25 {currency}/kWh")
    assert (found["electricity_price"].unit, found["cost"].unit) == (f"{currency}/J", currency)
    assert found["cost"].value == pytest.approx(250_000.0, rel=1e-12, abs=0)
    assert found["cost"].origin.needs == ("energy", "electricity_price")


@pytest.mark.parametrize("currency", CURRENCIES)
def test_an_accelerator_hour_has_a_price_and_its_cost_stands_apart_from_that_of_electricity(currency):
    found = costs(accelerator_hours="1000 hour", accelerator_price=f"2 {currency}/GPU-hour")
    assert found["accelerator_price"].value == pytest.approx(2.0 / HOUR, rel=1e-12, abs=0)
    assert found["accelerator_cost"].value == pytest.approx(2000.0, rel=1e-12, abs=0)
    assert found["accelerator_cost"].unit == currency
    assert "cost" not in found  # no electricity price is stated: the rent does not stand for it
    both = costs(accelerator_hours="1000 hour", accelerator_price=f"2 {currency}/hour", electricity_price="0.1 USD/kWh")
    assert both["accelerator_cost"].value == found["accelerator_cost"].value
    assert both["cost"].value == pytest.approx(1e5, rel=1e-12, abs=0)


def test_prices_in_two_currencies_give_two_costs_each_in_its_own():
    found = costs(electricity_price="0.25 CHF/kWh", accelerator_hours="10 hour", accelerator_price="2 GBP/hour")
    assert (found["cost"].unit, found["accelerator_cost"].unit) == ("CHF", "GBP")


def test_runs_of_one_batch_keep_their_currencies():
    runs = [run(electricity_price=price) for price in ("0.2 EUR/kWh", "0.3 USD/kWh", "0.4 GBP/kWh")]
    together = [each.run.numbers["cost"] for each in limits.assess(runs)]
    assert [each.unit for each in together] == ["EUR", "USD", "GBP"]
    assert [each.value for each in together] == pytest.approx([2e5, 3e5, 4e5], rel=1e-12, abs=0)


def test_a_published_cost_keeps_its_currency_beside_a_price_in_another():
    found = costs(cost="5 million USD", electricity_price="0.2 EUR/kWh")
    assert str(found["cost"]) == "5e+06 USD"
    assert found["electricity_price"].unit == "EUR/J"


def test_the_currency_changes_no_number():
    here, there = (costs(electricity_price=f"0.2 .. 0.3 {each}/kWh")["cost"] for each in ("EUR", "USD"))
    assert (here.value, here.interval) == (there.value, there.interval)
    assert here.unit != there.unit
    assert run(electricity_price="0.2 EUR/kWh").sha256 != run(electricity_price="0.2 USD/kWh").sha256


@pytest.mark.parametrize("one", CURRENCIES)
@pytest.mark.parametrize("other", CURRENCIES)
def test_nothing_converts_a_currency_into_another(one, other):
    from limits import units

    if one == other:
        assert Value(3.0, one).to(f"k{other}").value == pytest.approx(0.003, rel=1e-12, abs=0)
        return
    message = f"this is in {one}, and there are no exchange rates here"
    with pytest.raises(TextError, match=message):
        units.si(f"3 {one}/kWh", f"{other}/J")
    with pytest.raises(TextError):
        Value(3.0, one).to(other)
    with pytest.raises(UnitMismatchError):
        Value(3.0, one) + Value(3.0, other)
    with pytest.raises(UnitMismatchError):
        Value(3.0, one) < Value(3.0, other)  # noqa: B015
    with pytest.raises(Exception, match=r"[Cc]annot convert"):
        limits.quantity(3.0, one).to(other)


@pytest.mark.parametrize(
    "given",
    ["0.25 EUR/kWh", "0.00025 EUR/Wh", "250 EUR/MWh", "0.25 euros/kWh", (0.25, "EUR/kWh"),
     limits.quantity(0.25, "EUR/kWh"), Value(0.25 / KWH, "EUR/J"), Value(0.25, "EUR/kWh")],
    ids=str,
)  # fmt: skip
def test_a_price_is_stated_as_any_number_is(given):
    price = run(electricity_price=given).electricity_price
    assert price.unit == "EUR/J"
    assert price.value == pytest.approx(0.25 / KWH, rel=1e-12, abs=0)


def test_a_number_without_a_currency_is_refused_or_said_to_be_dollars():
    with pytest.raises(InputError, match="a number needs its unit"):
        run(electricity_price="0.25")
    assert run(cost="5e6").cost.unit == "USD"
    assert run(cost="5e6").cost.origin.how == "5e6 is read as 5e6 USD"


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("electricity_price", "€0.25/kWh", "write '0.25 EUR/kWh'"),
        ("electricity_price", "0.25 EUR", "wanted price of energy [EUR/J]; this is money"),
        ("electricity_price", "-1 EUR/kWh", "wanted price of energy [USD/J, EUR/J, CHF/J, GBP/J] > 0"),
        ("accelerator_price", "2 EUR/kWh", "wanted price of time [EUR/s]; this is price of energy"),
        ("cost", "1e99 EUR", "1e-60 to 1e+60 EUR"),
    ],
)
def test_what_is_no_price_is_refused_in_its_own_currency(field, given, said):
    with pytest.raises(InputError) as caught:
        run(**{field: given})
    assert said in str(caught.value)


def test_runs_with_money_are_written_read_copied_and_pickled(tmp_path):
    stated = run(
        cost="10 million CHF",
        electricity_price="0.2 .. 0.3 EUR/kWh",
        accelerator_hours="5 hour",
        accelerator_price="2.1 GBP/hour",
    )
    written = to_toml(stated)
    assert 'cost = "10 million CHF"' in written
    assert 'electricity_price = "0.2 .. 0.3 EUR/kWh"' in written
    assert 'accelerator_price = "2.1 GBP/hour"' in written
    file = tmp_path / "run.toml"
    file.write_text(written, encoding="utf-8")
    assert load(file).sha256 == stated.sha256
    assert copy.deepcopy(stated) == pickle.loads(pickle.dumps(stated)) == stated


def test_reports_say_the_currency():
    priced = run(electricity_price="0.25 EUR/kWh", accelerator_hours="1e6 hour", accelerator_price="2 EUR/hour")
    found = limits.assess(priced)
    record = json.loads(found.to("json"))["run"]
    assert [record[name]["unit"] for name in ("cost", "electricity_price", "accelerator_cost")] == [
        "EUR",
        "EUR/J",
        "EUR",
    ]
    text = " ".join(found.to("markdown").split())
    assert "250000 EUR" in text or "2.5e5 EUR" in text
    assert "2 million EUR" in text
    assert "USD" not in text


def test_nothing_is_said_of_accelerators_whose_price_nobody_states():
    text = limits.assess(run(electricity_price="0.25 EUR/kWh")).to("markdown")
    assert "cost of accelerators" not in text


@pytest.mark.parametrize("currency", CURRENCIES)
def test_money_is_shown_alike_in_every_currency(currency):
    assert quantity(Value(5.29e7, currency)) == f"52.9 million {currency}"
    assert quantity(Value(0.25 / KWH, f"{currency}/J")) == f"0.25 {currency}/kWh"
    assert quantity(Value(2.0 / HOUR, f"{currency}/s")) == f"2 {currency}/hour"


def test_the_lists_of_currencies_are_one():
    assert tuple(CODES.values()) == CURRENCIES
    assert [row.name for row in NUMBERS if row.money] == [
        "electricity_price", "cost", "accelerator_price", "accelerator_cost",
    ]  # fmt: skip
    assert number("energy").units == ("J",)


def test_a_price_stated_over_a_run_of_the_catalogue_gives_the_cost_of_its_electricity():
    assert str(limits.assess("gpt-3").run.numbers["cost"].origin).startswith("catalogue: gpt-3")
    found = limits.assess(from_row(catalog.row("run", "gpt-3")).but(electricity_price="0.25 EUR/kWh")).run.numbers
    assert found["cost"].unit == "EUR"
    assert found["cost"].value == pytest.approx(0.25 * found["energy"].value / KWH, rel=1e-12, abs=0)
    kept = limits.assess(from_row(catalog.row("run", "gpt-3")).but(accelerator_price="2 EUR/hour")).run.numbers
    assert kept["cost"].unit == "USD"  # a rent is another cost
