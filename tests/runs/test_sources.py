"""Who says what the catalogue holds of a run."""

from __future__ import annotations

import pytest

import limits
from limits.catalog import shipped
from limits.errors import InputError
from limits.references import entries
from limits.report.run_sources import cited
from limits.runs import TrainingRun
from limits.runs.sources import of_row, sources_of


def test_every_run_of_the_catalogue_has_sources_that_say_all_that_its_row_says():
    for row in shipped().rows("run"):
        texts = [source.text for source in of_row(row)]
        assert texts
        assert "; ".join(texts) == row.source


def test_a_run_of_ones_own_has_only_the_sources_of_the_rows_that_it_names():
    run = TrainingRun("mine", flop="1e24 FLOP")
    assert sources_of(run, shipped()) == ()
    assert {source.row for source in sources_of(run.but(accelerator="h100"), shipped())} == {"h100-sxm"}
    assert "Sources of the run" not in str(limits.assess(run))


def test_a_report_names_the_sources():
    said = limits.assess("llama-3.1-405b").to_markdown()
    assert "Sources of the run" in said
    assert "https://arxiv.org/abs/2407.21783" in said


def test_every_run_can_be_cited_by_keys_of_its_own():
    for row in shipped().rows("run"):
        made = cited(of_row(row))
        assert made
        assert len({reference.key for reference in made}) == len(made)
        for reference in made:
            assert reference.bibtex.isascii()
            assert reference.key in entries() or "_" not in reference.bibtex.replace("\\_", "").replace(
                f"\\url{{{address(reference.bibtex)}}}", ""
            )


def address(bibtex: str) -> str:
    return bibtex.partition("\\url{")[2].partition("}")[0]


@pytest.mark.parametrize("row", [row for row in shipped().rows("grid") if "pue" in row.cells], ids=lambda row: row.name)
def test_a_pue_is_no_grid_and_the_message_says_what_to_write(row):
    run = TrainingRun("mine", flop="1e24 FLOP", grid=row.name)
    with pytest.raises(InputError, match=r"facility\.grid.*write facility\.pue = 1\.\d+ instead"):
        limits.assess(run)


@pytest.mark.parametrize("link", ["ucie-1.0-advanced", "interposer-hbm2", "optical-dsp-pluggable-400g"])
@pytest.mark.parametrize("field", ["scale_out", "scale_up"])
def test_a_link_without_a_rate_is_refused(link, field):
    with pytest.raises(InputError, match=rf"network\.{field}.*rate"):
        limits.assess(TrainingRun("mine", flop="1e24 FLOP", **{field: link}))
