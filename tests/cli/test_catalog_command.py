"""``limits catalog``: what is listed, what is marked as doubtful, and what can be read again."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from limits import catalog, scaling
from limits.cli.catalog import KINDS

ROWS = {many: one for many, one in KINDS.items() if one in catalog.KINDS}


def test_the_kinds_are_listed_with_their_counts(answer):
    said = {row["name"]: row["rows"] for row in json.loads(answer("catalog", "--format", "json"))["rows"]}
    assert said == {many: len(catalog.rows(one)) for many, one in ROWS.items()} | {"scaling-laws": len(scaling.LAWS)}
    assert all(many in answer("catalog") for many in KINDS)


@pytest.mark.parametrize(("many", "one"), ROWS.items())
def test_every_row_is_listed_within_the_page(answer, many, one):
    lines = answer("catalog", many).splitlines()
    assert {line.split()[0] for line in lines if line.strip()} >= set(catalog.names(one))
    assert answer("catalog", one) == answer("catalog", many)
    assert lines[-1].endswith(f"catalogue {catalog.shipped().sha256}")


def test_a_name_of_several_rows_says_as_which_it_is_read(answer):
    said = answer("catalog", "accelerator", "H100")
    line = "'H100' is read as h100-sxm; h100-pcie and h100-nvl are called so too\n"
    assert said.replace(line, "") == answer("catalog", "accelerator", "h100-sxm") != said
    many = " ".join(answer("catalog", "run", "llama").split())
    assert "is read as llama-3.1-405b; llama-1-7b, llama-1-13b, llama-1-33b and 17 more are called so too" in many


@pytest.mark.parametrize("one", catalog.KINDS)
def test_every_row_can_be_shown_with_all_that_is_known(answer, one):
    row = catalog.rows(one)[0]
    text = " ".join(answer("catalog", one, row.name).split())
    assert all(printed in text for printed in row.printed.values())
    assert " ".join(row.source.split()) in text
    said = json.loads(answer("catalog", one, row.name, "--format", "json"))
    assert said["numbers"].keys() == row.cells.keys()
    assert all(said["numbers"][name]["value"] == cell.value for name, cell in row.cells.items())


def test_what_nobody_saw_in_a_source_is_marked(answer):
    doubtful = next(
        row for row in catalog.rows("link") if "symbol_rate" in row.unverified and "rate" not in row.unverified
    )
    (line,) = [line for line in answer("catalog", "links").splitlines() if line.split()[:1] == [doubtful.name]]
    assert f"{doubtful.cells['symbol_rate'].value / 1e9:.4g} ?" in line
    assert "? recalled or unverified" in answer("catalog", "links")
    one = answer("catalog", "link", doubtful.name).splitlines()
    (line,) = [line for line in one if line.split()[:1] == ["symbol_rate"]]
    assert line.split()[1] == "unverified"
    said = answer("catalog", "run", "gpt-4")
    assert "2.1e25 [8.2e24 .. 4.4e25] FLOP" in said
    assert "third-party estimate" in said


def test_a_list_has_four_digits_and_units_under_the_headings_that_have_one(answer):
    text = answer("catalog", "accelerators")
    (line,) = [line for line in text.splitlines() if line.split()[:1] == ["h100-sxm"]]
    assert "989.4" in line.split()  # TFLOP/s
    headings = [re.split(r"  +", line.strip()) for line in answer("catalog", "grids").splitlines()]
    assert ["country", "year", "g/kWh"] in headings
    assert ["price", "scope", "year", "USD/kWh"] in headings
    assert ["pue", "scope", "year", "pue"] in headings  # a ratio has no unit


def test_a_list_is_narrowed_by_words(answer, refusal):
    assert len(answer("catalog", "grids").splitlines()) > 369
    found = answer("catalog", "grids", "--search", "Google Finland")
    assert found.startswith("1 row of kind grid (of 369) says 'Google Finland'")
    assert [line.split()[0] for line in found.splitlines() if line.strip().startswith("gcp-")] == ["gcp-europe-north1"]
    said = json.loads(answer("catalog", "grids", "--search", "texas", "--format", "json"))
    assert [row["name"] for row in said["rows"]] == ["us-texas"]
    assert len(answer("catalog", "grids", "--search", "texas", "--format", "csv").splitlines()) == 2
    assert {"h100-sxm", "h100-pcie"} <= set(answer("catalog", "accelerators", "--search", "h100").split())
    assert answer("catalog", "grids", "--search", "atlantis").startswith("no rows of kind grid (of 369) say 'atlantis'")
    assert "--search needs a KIND: one of runs" in refusal("catalog", "--search", "texas")
    assert "leave out NAME" in refusal("catalog", "grids", "us-texas", "--search", "texas")
    assert "limits catalog scaling-laws lists all" in refusal("catalog", "scaling-laws", "--search", "texas")


def test_aliases_find_their_row(answer, refusal):
    assert answer("catalog", "accelerator", "H200") == answer("catalog", "accelerator", "h200-sxm")
    assert "no accelerator is called 'h10'; did you mean h100" in refusal("catalog", "accelerator", "h10")
    assert "did you mean" in refusal("catalog", "acelerators")
    assert "there are runs, accelerators" in refusal("catalog", "xyzzy")


@pytest.mark.parametrize("one", catalog.KINDS)
def test_the_csv_is_a_catalogue_file_of_the_same_rows(answer, tmp_path, one):
    file = tmp_path / "rows.csv"
    file.write_text(answer("catalog", one, "--format", "csv"), encoding="utf-8")
    assert catalog.shipped().extended(file).rows(one) == catalog.rows(one)


def test_ones_own_rows_are_listed(answer, tmp_path):
    file = tmp_path / "rows.csv"
    file.write_text("accelerator,tdp_w,source,evidence\nours,123,us,primary\n", encoding="utf-8")
    assert "ours" in answer("catalog", "accelerators", "--catalog", str(file))
    assert "123 W" in answer("catalog", "accelerator", "ours", "--catalog", str(file))


def test_only_what_is_weak_has_a_sign(answer, tmp_path):
    file = tmp_path / "rows.csv"
    header = "accelerator,tdp_w,memory_gb,source,evidence,unverified_fields"
    file.write_text(f"{header}\nours,123,77,us,primary,memory_gb\n", encoding="utf-8")
    lines = answer("catalog", "accelerators", "--catalog", str(file)).splitlines()
    (line,) = [line for line in lines if line.split()[:1] == ["ours"]]
    assert line.split() == ["ours", "123", "77", "?"]


@pytest.mark.parametrize("name", ["llama-3.1-405b", "gpt-4", "alexnet"])
def test_a_run_file_gives_the_report_of_the_run(answer, name):
    file = answer("catalog", "run", name, "--toml")
    by_file = json.loads(answer("report", "-", "--format", "json", typed=file))
    by_name = json.loads(answer("report", name, "--format", "json"))
    assert by_file["input_sha256"] == by_name["input_sha256"]
    assert by_file["run"]["flop"]["value"] == by_name["run"]["flop"]["value"]


def test_only_a_run_is_a_run_file(refusal):
    assert "limits catalog run NAME --toml" in refusal("catalog", "runs", "--toml")
    assert "leave out --toml or --format" in refusal("catalog", "run", "gpt-3", "--toml", "--format", "json")
    assert "limits catalog run NAME --toml" in refusal("catalog", "link", "nvlink-4", "--toml")


def test_scaling_laws_are_shown_as_trends(answer, refusal):
    lines = answer("catalog", "scaling-laws").splitlines()
    for key in scaling.names():
        (line,) = [line for line in lines if line.split()[:1] == [key]]
        assert "≈ trend" in line
        law = scaling.get(key)
        said = json.loads(answer("catalog", "scaling-law", key, "--format", "json"))
        assert said["constants"] == dict(law.published)
        assert law.source in " ".join(answer("catalog", "scaling-law", key).split())
    rows = list(csv.DictReader(io.StringIO(answer("catalog", "scaling-laws", "--format", "csv"))))
    assert [row["key"] for row in rows] == list(scaling.names())
    assert "did you mean kaplan2020?" in refusal("catalog", "scaling-laws", "kaplan")


def test_markdown(answer):
    assert "| accelerator | " in answer("catalog", "accelerators", "--format", "markdown")


@pytest.mark.parametrize("word", ["instance", "instances", "server", "VMs", "dgx", "hosts"])
def test_other_words_for_nodes_say_how_the_kind_is_written(refusal, word):
    assert "limits catalog nodes" in refusal("catalog", word)


def test_a_node_is_found_by_what_it_holds(answer):
    said = answer("catalog", "nodes", "--search", "oracle h100")
    assert "bm.gpu.h100.8" in said
    assert "nd96isr" not in said


def test_a_node_asked_for_as_another_kind_is_shown_the_way(refusal):
    said = " ".join(refusal("catalog", "accelerator", "p5.48xlarge").split())
    assert "it is a node: limits catalog nodes p5.48xlarge" in said
