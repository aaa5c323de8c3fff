"""Countries, states and cloud regions: what they are called, and that their numbers are those of the source tables."""

import csv
import re
from pathlib import Path

import pytest

import limits
from limits import catalog
from limits.catalog.search import matching
from limits.catalog.spoken import spellings
from limits.errors import UnknownNameError
from limits.runs import TrainingRun
from limits.runs.resolve import from_row

GRIDS = catalog.rows("grid")
PLACES = [row for row in GRIDS if row.texts["kind"] in {"country", "region", "cloud-region"}]
ISO = Path("/usr/share/zoneinfo/iso3166.tab")
OLD = {
    "france": ("fra",), "united-states": ("usa", "us", "us-average"), "united-kingdom": ("gbr", "uk"),
    "germany": ("deu",), "china": ("chn",), "sweden": ("swe",), "norway": ("nor",), "finland": ("fin",),
    "canada": ("can",), "india": ("ind",), "japan": ("jpn",), "south-korea": ("kor",), "singapore": ("sgp",),
    "taiwan": ("twn",),
    "united-arab-emirates": ("are", "uae"), "saudi-arabia": ("sau",), "australia": ("aus",), "iceland": ("isl",),
    "switzerland": ("che",), "poland": ("pol",), "ireland": ("irl",), "netherlands": ("nld",), "spain": ("esp",),
    "italy": ("ita",), "brazil": ("bra",), "south-africa": ("zaf",), "qatar": ("qat",), "malaysia": ("mys",),
    "denmark": ("dnk",), "belgium": ("bel",),
}  # fmt: skip
WORDS = {
    "location-based", "market-based", "production", "consumption", "life-cycle", "direct",
    "transmission and distribution included",
}  # fmt: skip


def of(kind):
    return [row for row in PLACES if row.texts["kind"] == kind]


def table(facts, name, skipped=0):
    path = facts / "data" / "energy" / name
    lines = path.read_text(encoding="utf-8-sig").splitlines()[skipped:]
    return list(csv.DictReader(lines))


def said(row):
    return float(row.printed["carbon_intensity"])


def test_there_are_as_many_places_as_the_tables_have():
    assert (len(of("country")), len(of("region")), len(of("cloud-region"))) == (212, 76, 44)


def test_every_country_of_the_table_has_its_number_under_its_name_and_its_code(facts):
    rows = [row for row in table(facts, "codecarbon_country_carbon_intensity.csv") if float(row["gco2e_per_kwh"])]
    assert len(rows) == 212
    for wanted in rows:
        row = catalog.row("grid", wanted["iso3"])
        assert catalog.row("grid", wanted["country"]) is row
        assert (said(row), row.texts["year"]) == (float(wanted["gco2e_per_kwh"]), wanted["year"])
        assert row.texts["scope"] == wanted["country"]
        assert row.texts["kind"] == "country"


def test_every_region_of_the_table_has_its_number_under_its_code(facts):
    rows = table(facts, "greenalgorithms_CI_aggregated.csv", skipped=1)
    rows = [row for row in rows if row["Type"] == "Region" and row["location"] != "TW"]
    numbers = {}
    for wanted in rows:
        code = {"CA-MT": "ca-mb"}.get(wanted["location"], wanted["location"])
        row = {
            "CN-HK": catalog.row("grid", "hong-kong-electric"),
            "CN-HK2": catalog.row("grid", "hong-kong-clp"),
            "AU-NT2": catalog.row("grid", "au-darwin-katherine"),
            "AU-WA1": catalog.row("grid", "au-western-australia-north-west"),
            "AU-WA2": catalog.row("grid", "au-western-australia-south-west"),
        }.get(code) or catalog.row("grid", code)
        assert said(row) == float(wanted["carbonIntensity"]), code
        assert wanted["source"] in row.source
        assert row.texts["year"] in wanted["source"]
        numbers[row.name] = wanted
    assert numbers.keys() == {row.name for row in of("region")}
    assert not any("iea.org" in row.source or "electricitymap" in row.source.lower() for row in PLACES)


def test_every_cloud_region_of_the_table_has_its_number_under_googles_name(facts):
    rows = table(facts, "gcp_region_carbon_2024.csv")
    for wanted in rows:
        name = wanted["Google Cloud Region"]
        row = catalog.row("grid", name)
        assert row.name == f"gcp-{name}"
        assert said(row) == float(wanted["Grid carbon intensity (gCO2eq / kWh)"])
        assert wanted["Google CFE"] in row.notes
    assert len(rows) == len(of("cloud-region"))


def test_two_letters_are_the_country_of_the_standard():
    """Each alias of two letters is checked against the names of another table of the same standard."""
    if not ISO.exists():
        pytest.skip("no table of ISO 3166 on this machine")
    lines = [line.split("\t") for line in ISO.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    names = {code.lower(): list(spellings(name))[-1].split("-") for code, name in lines}
    seen = set()
    for row in GRIDS:
        for alias in row.aliases:
            if len(alias) == 2 and alias != "uk":
                seen.add(row.name)
                assert row.texts["kind"] == "country"
                called = {word for name in (row.name, *row.aliases) for word in name.split("-")}
                assert called & set(names[alias]) - {"and", "of", "the", "saint", "islands", "united", "new"}, alias
    assert seen == {row.name for row in of("country")}
    alike = {
        "kr": "south-korea", "kp": "north-korea", "cd": "democratic-republic-of-congo", "cg": "congo", "sd": "sudan",
        "ss": "south-sudan", "gn": "guinea", "gw": "guinea-bissau", "gq": "equatorial-guinea", "as": "american-samoa",
        "ws": "samoa", "vg": "british-virgin-islands", "vi": "united-states-virgin-islands",
        "ne": "niger", "ng": "nigeria", "dm": "dominica", "do": "dominican-republic",
        "ie": "ireland", "us": "united-states",
    }  # fmt: skip
    assert all(catalog.row("grid", code).name == name for code, name in alike.items())


def test_every_country_has_two_and_three_letters_and_every_state_its_code():
    for row in of("country"):
        assert {2, 3} <= {len(alias) for alias in row.aliases}, row.name
    codes = {alias for row in of("region") for alias in row.aliases if re.fullmatch(r"(us|ca|au)-[a-z]{2,3}", alias)}
    assert len([code for code in codes if code.startswith("us-")]) == 51
    assert len([code for code in codes if code.startswith("ca-")]) == 13
    assert len([code for code in codes if code.startswith("au-")]) == 8


def test_no_name_stands_for_two_rows():
    words = [word for row in GRIDS for word in (row.name, *row.aliases)]
    assert len(words) == len(set(words)) > 1000


def test_names_that_were_there_before_are_there_still():
    for name, aliases in OLD.items():
        assert all(catalog.row("grid", word).name == name for word in (name, *aliases))
    for name in ("us-average-llama", "georgia-google", "coal", "uptime-2024", "azure-gpt3", "us-industrial"):
        assert catalog.row("grid", name).name == name


@pytest.mark.parametrize(
    ("said_as", "name"),
    [
        ("Côte d\N{RIGHT SINGLE QUOTATION MARK}Ivoire", "cote-d-ivoire"), ("Türkiye", "turkey"),
        ("California", "us-california"), ("New York", "us-new-york"), ("Washington, DC", "us-district-of-columbia"),
        ("DE", "germany"), ("CA", "canada"), ("US-CA", "us-california"), ("IN", "india"), ("us-in", "us-indiana"),
        ("ME", "montenegro"), ("Georgia", "georgia"), ("us-ga", "us-georgia"), ("CN-HK", "hong-kong"),
        ("US-PR", "puerto-rico"),
        ("europe-west4", "gcp-europe-west4"), ("Québec", "ca-quebec"), ("NSW", None), ("au-nsw", "au-new-south-wales"),
    ],
)  # fmt: skip
def test_places_are_found_as_people_write_them(said_as, name):
    if name is None:
        with pytest.raises(UnknownNameError):
            catalog.row("grid", said_as)
    else:
        assert catalog.row("grid", said_as).name == name


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("germny", "germany"), ("untied-states", "united-states"), ("us-califronia", "us-california"),
     ("gcp-europe-west04", "gcp-europe-west4"), ("Swizerland", "switzerland"), ("texs", "texas")],
)  # fmt: skip
def test_a_misspelt_place_is_suggested_first(slip, meant):
    with pytest.raises(UnknownNameError) as caught:
        catalog.row("grid", slip)
    assert caught.value.nearest[0] == meant


def test_a_place_with_another_sign_between_its_words_is_found():
    assert catalog.row("grid", "us_california").name == "us-california"


def test_a_name_of_two_places_says_as_which_it_is_read_and_is_counted_among_what_is_assumed():
    run = TrainingRun("r", flop="1e24 FLOP", energy="1 GWh", grid="Georgia")
    found = limits.assess(run)
    [assumed] = [item for item in found.assumed if item.name == "facility.grid"]
    assert assumed.why == "read as georgia; us-georgia is called so too"
    intensity = found.run.numbers["carbon_intensity"]
    assert intensity.value == catalog.row("grid", "georgia").cells["carbon_intensity"].value
    assert intensity.origin.doubts == ("or us-georgia",)
    named = limits.assess(run.but(grid="us-georgia"))
    assert not [item for item in named.assumed if item.name == "facility.grid"]
    assert named.run.numbers["carbon_intensity"].origin.doubts == ()


def test_an_intensity_says_its_year_and_its_basis():
    run = TrainingRun("r", flop="1e24 FLOP", energy="1 GWh", grid="de", electricity_price="0.2 USD/kWh", pue=1.2)
    numbers = limits.assess(run).run.numbers
    assert str(numbers["carbon_intensity"].origin) == "catalogue: germany, 2023, location-based, production, life-cycle"
    assert numbers["cost"].value == pytest.approx(200_000.0, rel=1e-12, abs=0)
    assert numbers["emissions"].value == pytest.approx(380.95e3, rel=1e-12, abs=0)
    contracts = limits.assess(run.but(grid="georgia-google")).run.numbers["carbon_intensity"]
    assert "market-based" in str(contracts.origin)


def test_a_place_stated_over_a_run_of_the_catalogue_moves_it_there():
    """GPT-3 in France was reported with the published intensity and emissions of the United States."""
    row = from_row(catalog.row("run", "gpt-3"))
    published = limits.assess("gpt-3").run.numbers
    moved = limits.assess(row.but(grid="france")).run.numbers
    assert moved["carbon_intensity"].value == catalog.row("grid", "france").cells["carbon_intensity"].value
    assert moved["emissions"].value == pytest.approx(1287e3 * 0.056039, rel=1e-3, abs=0)
    assert moved["energy"] == published["energy"]
    assert str(published["emissions"].origin) == "catalogue: gpt-3-175b"
    stated = limits.assess(row.but(carbon_intensity="0.1 kg/kWh")).run.numbers
    assert stated["emissions"].value == pytest.approx(128.7e3, rel=1e-3, abs=0)
    both = limits.assess(row.but(grid="france", emissions="100 tonne", carbon_intensity="0.1 kg/kWh"))
    assert str(both.run.numbers["emissions"].origin) == "given"
    assert both.run.numbers["carbon_intensity"].value == pytest.approx(0.1 / 3.6e6, rel=1e-12, abs=0)


@pytest.mark.parametrize("row", GRIDS, ids=lambda row: row.name)
def test_a_basis_is_made_of_known_words(row):
    assert set(filter(None, row.texts.get("basis", "").split(", "))) <= WORDS
    if row in PLACES:
        assert row.texts["basis"].startswith("location-based")
        assert {"year", "scope", "licence"} <= row.texts.keys()


def test_rows_are_found_by_words_in_any_order_and_case():
    def names(words):
        return [row.name for row in matching(GRIDS, words)]

    assert names("Finland google") == ["gcp-europe-north1"]
    assert names("sao paulo") == names("São Paulo") == ["gcp-southamerica-east1"]
    assert names("georgia")[:2] == ["georgia", "us-georgia"]  # by name before those that only mention it
    assert "georgia-google" in names("georgia")
    assert {"us-west-virginia", "us-virginia", "gcp-us-east4"} <= set(names("virginia"))
    assert names("") == names("no such place") == []
