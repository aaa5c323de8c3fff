import csv
import subprocess
import sys
from pathlib import Path

import pytest

from limits import catalog
from limits.catalog.columns import TABLES
from limits.catalog.reader import NAME
from limits.errors import UnknownNameError

ROWS = [row for kind in catalog.KINDS for row in catalog.rows(kind)]
RUNS = catalog.rows("run")
EVIDENCE = {"primary", "secondary", "third-party-estimate", "recalled"}
PRECISIONS = {"fp64", "fp32", "tf32", "bf16", "fp16", "fp8", "fp8-e4m3", "fp8-e5m2", "fp6-e3m2", "fp4-e2m1", "int8"}


def ids(row):
    return f"{row.kind}:{row.name}"


def test_the_tables_have_their_rows():
    """None was lost, neither in the files nor on the way from them."""
    least = {"run": 110, "accelerator": 59, "node": 53, "link": 43, "memory": 17, "grid": 369}
    for kind in catalog.KINDS:
        lines = (Path(catalog.__file__).parent / TABLES[kind].file).read_text(encoding="utf-8").splitlines()
        written = sum(1 for line in csv.reader(lines) if line and not line[0].startswith("#")) - 1
        assert len(catalog.rows(kind)) == written >= least[kind]


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_every_row_is_sourced_named_and_found(row):
    assert row.source
    assert row.evidence in EVIDENCE
    assert NAME.fullmatch(row.name)
    for name in (row.name, row.name.upper(), *row.aliases):
        assert catalog.row(row.kind, name) is row


@pytest.mark.parametrize("kind", catalog.KINDS)
def test_names_and_aliases_are_unambiguous(kind):
    words = [word for row in catalog.rows(kind) for word in (row.name, *row.aliases)]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_every_cell_is_in_the_unit_of_its_column_and_inside_its_interval(row):
    units = {column.field: column.unit for column in TABLES[row.kind].numbers}
    for field, cell in row.cells.items():
        assert cell.unit == units[field]
        if cell.low is not None:
            assert cell.low <= cell.value <= cell.high


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_what_nobody_checked_shows_in_the_origin(row):
    for field in row.cells:
        marked = row.doubts(field) != ()
        assert row.verified(field) or marked
        if row.evidence == "recalled":
            assert row.doubts(field) == ("recalled",)
            assert not row.verified(field)
        elif field in row.unverified:
            assert "unverified" in row.doubts(field)
        if row.evidence == "third-party-estimate":
            assert "third-party estimate" in row.doubts(field)


def test_an_estimate_of_one_field_marks_that_field_alone():
    alexnet = catalog.row("run", "alexnet")
    assert str(alexnet.origin("flop")) == "catalogue: alexnet (third-party estimate)"
    assert str(alexnet.origin("wall_time")) == "catalogue: alexnet"
    assert str(alexnet.origin("count")) == "catalogue: alexnet (unverified)"
    assert str(catalog.row("accelerator", "h100-sxm").origin("tdp")) == "catalogue: h100-sxm"


def test_what_somebody_else_worked_out_is_marked():
    """AlphaFold, Stable Diffusion: a compute from an assumed utilisation; costs that Epoch amortised."""
    for row in RUNS:
        if row.texts.get("flop_kind") == "assumed_utilisation_x_time":
            assert "Epoch" in row.texts["flop_method"]
            assert row.doubts("flop")[0] == "third-party estimate"
        if row.texts.get("cost_basis", "").startswith("Epoch"):
            assert row.doubts("cost")[0] in ("third-party estimate", "recalled")
    assert "third-party estimate" not in catalog.row("run", "mpt-7b").doubts("cost")
    assert catalog.row("run", "gpt-4").doubts("developer") == catalog.row("run", "gpt-4").doubts("year") == ()


def test_what_a_run_leaves_out_weakens_its_compute_and_its_machine():
    zero = catalog.row("run", "alphazero")
    assert zero.doubts("flop") == zero.doubts("count") == ("third-party estimate", "without self-play")
    assert zero.doubts("wall_time") == ("third-party estimate",)


@pytest.mark.parametrize("row", RUNS, ids=ids)
def test_what_a_run_names_exists(row):
    for field, kind in {"accelerator": "accelerator", "scale_up": "link", "scale_out": "link"}.items():
        if field in row.texts:
            assert catalog.row(kind, row.texts[field]).name == row.texts[field]
    assert row.texts.get("precision", "bf16") in PRECISIONS


@pytest.mark.parametrize("row", catalog.rows("accelerator"), ids=ids)
def test_the_scale_up_link_of_an_accelerator_exists_and_is_as_fast(row):
    if "scale_up" not in row.texts:
        return
    link = catalog.row("link", row.texts["scale_up"])
    if "scale_up_rate" in row.cells and "device_rate" in link.cells:
        # within 2 %: one source rounds the 31.5 GB/s of PCIe 4 to 31
        assert row.cells["scale_up_rate"].value == pytest.approx(link.cells["device_rate"].value, rel=0.02, abs=0)


@pytest.mark.parametrize("row", RUNS, ids=ids)
def test_a_layout_fills_the_machine(row):
    got = [row.cells.get(name) for name in ("tensor", "pipeline", "data", "count")]
    if None in got:
        return
    tensor, pipeline, data, count = (cell.value for cell in got)
    assert tensor * pipeline * data == count


def test_modality_is_stated_for_every_run_and_text_means_text():
    subjects = {row.texts["subject"].split(",")[0] for row in RUNS if row.texts["modality"] == "text"}
    assert subjects == {"language", "code"}
    assert {row.texts["modality"] for row in RUNS} == {
        "text", "image", "video", "multimodal", "translation", "games", "biology", "search",
    }  # fmt: skip
    assert {row.texts.get("architecture", "") for row in RUNS} == {"dense", "moe", ""}


def test_active_parameters_belong_to_mixtures_and_are_fewer():
    for row in RUNS:
        if "active_parameters" in row.cells:
            assert row.texts["architecture"] == "moe"
            assert row.cells["active_parameters"].value < row.cells["parameters"].value


def test_gpt_4_says_what_it_does_not_know():
    gpt4 = catalog.row("run", "gpt-4")
    flop = gpt4.cells["flop"]
    assert (flop.value, flop.low, flop.high) == (2.1e25, 8.2e24, 4.4e25)
    assert gpt4.texts["architecture"] == "moe"
    assert "parameters" in gpt4.cells
    assert "active_parameters" not in gpt4.cells
    assert "tokens" not in gpt4.cells
    assert "90 % CI" in gpt4.notes


def test_units_of_the_source_become_canonical_ones():
    # Patterson 2021, Table 4: 1287 MWh, 552.1 t, 429 g/kWh, PUE 1.1
    gpt3 = catalog.row("run", "gpt-3")
    assert gpt3.cells["energy"].value == pytest.approx(4.6332e12, rel=1e-6, abs=0)
    assert gpt3.cells["emissions"].value == pytest.approx(552100.0, rel=1e-6, abs=0)
    assert gpt3.cells["carbon_intensity"].value == pytest.approx(0.429 / 3.6e6, rel=1e-6, abs=0)
    # NVIDIA: 80 GB, 3.35 TB/s, 900 GB/s both ways, 814 mm^2, 80 billion transistors
    h100 = catalog.row("accelerator", "h100")
    assert h100.cells["memory"].value == pytest.approx(6.4e11, rel=1e-6, abs=0)
    assert h100.cells["memory_bandwidth"].value == pytest.approx(2.68e13, rel=1e-6, abs=0)
    assert h100.cells["scale_up_rate"].value == pytest.approx(3.6e12, rel=1e-6, abs=0)
    assert h100.cells["die_area"].value == pytest.approx(8.14e-4, rel=1e-6, abs=0)
    assert h100.cells["transistors"].value == 8e10
    hbm2 = catalog.row("memory", "hbm2")
    assert hbm2.cells["rate_per_pin"].value * hbm2.cells["pins"].value == pytest.approx(
        hbm2.cells["bandwidth"].value, rel=0.01, abs=0
    )


@pytest.mark.parametrize("row", catalog.rows("link"), ids=ids)
def test_the_rates_of_a_link_agree_with_one_another(row):
    value = {name: cell.value for name, cell in row.cells.items()}
    if {"symbol_rate", "bits_per_symbol", "raw_rate_per_lane"} <= value.keys():
        assert value["symbol_rate"] * value["bits_per_symbol"] == pytest.approx(
            value["raw_rate_per_lane"], rel=1e-6, abs=0
        )
    if {"lanes", "raw_rate_per_lane", "raw_rate"} <= value.keys():
        assert value["lanes"] * value["raw_rate_per_lane"] == pytest.approx(value["raw_rate"], rel=1e-6, abs=0)
    if {"raw_rate", "rate"} <= value.keys():
        assert value["rate"] <= value["raw_rate"]
    if {"pam_levels", "bits_per_symbol"} <= value.keys():
        assert value["pam_levels"] == 2 ** value["bits_per_symbol"]


def test_an_error_correction_limit_names_its_source_and_stands_beside_a_reed_solomon_code():
    stated = [row for row in catalog.rows("link") if "fec_ber" in row.cells]
    assert {row.name for row in stated} >= {"eth-400gbase-r4", "ib-ndr-4x"}
    for row in stated:
        limit = {"RS(544,514)": 2.4e-4, "RS(528,514)": 2.1e-5}
        code = next(code for code in limit if code in row.texts["code"])
        assert row.cells["fec_ber"].value == limit[code]
        assert row.texts["fec_source"]
        assert row.verified("fec_ber") <= ("code" not in row.unverified)  # no surer than the code itself
    assert not catalog.row("link", "ib-ndr-4x").verified("fec_ber")


@pytest.mark.parametrize(
    ("kind", "alias", "name"),
    [
        ("run", "gpt-3", "gpt-3-175b"),
        ("run", "llama-3-405b", "llama-3.1-405b"),
        ("run", "Chinchilla", "chinchilla-70b"),
        ("run", "mt-nlg", "mt-nlg-530b"),
        ("accelerator", "H100", "h100-sxm"),
        ("accelerator", "a100", "a100-sxm-80gb"),
        ("link", "infiniband-ndr", "ib-ndr-4x"),
        ("link", "400gbe-r4", "eth-400gbase-r4"),
        ("grid", "us-average", "united-states"),
        ("grid", "fra", "france"),
    ],
)
def test_what_people_call_it(kind, alias, name):
    assert catalog.row(kind, alias).name == name


def test_an_unknown_name_suggests_near_ones():
    with pytest.raises(UnknownNameError, match=r"no run is called 'lama-3\.1-405b'; did you mean llama-3\.1-405b"):
        catalog.row("run", "lama-3.1-405b")
    with pytest.raises(UnknownNameError, match="did you mean grid"):
        catalog.rows("grids")


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row.name)
def test_a_kind_of_energy_is_that_of_a_stated_energy(row):
    """T5, XLM-R, PaLM and two more said `measured power` of an energy that followed from hours and rated power."""
    if "energy" not in row.cells:
        assert not row.texts.get("energy_kind")
        assert not row.texts.get("energy_scope")


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row.name)
def test_an_energy_that_is_computed_from_hours_and_power_is_their_product(row):
    computed = row.texts.get("energy_kind") in ("computed_from_tdp", "hours_x_tdp_product")
    if computed and {"accelerator_hours", "power"} <= row.cells.keys():
        product = row.cells["accelerator_hours"].value * row.cells["power"].value
        with_pue = product * (row.cells["pue"].value if "pue" in row.cells else 1.0)
        assert min(abs(row.cells["energy"].value / each - 1.0) for each in (product, with_pue)) < 0.02


def test_energies_that_the_catalogue_does_not_state_are_blank():
    for name in ("t5-11b", "xlm-r", "palm-540b", "olmoe-1b-7b", "olmo-2-7b"):
        assert not {"energy", "power", "emissions"} & catalog.row("run", name).cells.keys()


def test_the_digest_is_short_and_stable():
    digest = catalog.shipped().sha256
    assert len(digest) == 12
    assert digest == catalog.Catalog(catalog.shipped().sheets).sha256


def test_only_what_is_asked_for_is_parsed_and_nothing_heavy_is_loaded():
    program = (
        "import sys, limits.catalog as c; c.row('accelerator', 'h100')\n"
        "parsed = [name for s in c.shipped().sheets for name in vars(s).get('_read', ())]\n"
        "heavy = {'numpy', 'pint', 'scipy', 'sympy', 'pydantic', 'click', 'rich'} & set(sys.modules)\n"
        "print(parsed, heavy or 'light')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['h100-sxm'] light"


QUOTING = ("Epoch AI", "as summarised", "as transcribed", "as collected", "open-all-gpt", "MLCarbon", "ml-engineering")


def test_a_primary_row_says_what_it_has_from_those_who_quote_the_primary():
    """A row that names a secondary source beside its primary one lists the fields that rest on it; none else does."""
    mixed = 0
    for row in ROWS:
        if row.evidence != "primary":
            assert not row.secondary, row.name
        elif any(name in row.source for name in QUOTING):
            assert row.secondary, row.name
            mixed += 1
        for field in row.secondary:
            assert field in row.cells or field in row.texts, (row.name, field)
            assert row.evidence_of(field) == "secondary"
    assert mixed >= 20


def test_a_row_whose_compute_and_parameters_are_somebody_elses_is_not_primary():
    row = catalog.row("run", "stable-diffusion-1")
    assert "Epoch" in row.texts["flop_method"]
    assert row.evidence == "secondary"
    assert all(row.evidence_of(field) == row.evidence for field in row.cells)
