"""Parts of a report by name: model and memory, in the full report and alone."""

import json

import pytest

import limits
from limits.assessment.assessor import assess_all
from limits.errors import UnknownNameError
from limits.report.assessment import view
from limits.report.assessment.model import sections
from limits.report.assessment.sections import SECTIONS, document
from limits.report.numbers import UNKNOWN

from ..formats.documents import READ

KEYS = {
    "model_type": "mixtral", "hidden_size": 4096, "intermediate_size": 14336, "num_hidden_layers": 32,
    "num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 32000, "num_local_experts": 8,
    "num_experts_per_tok": 2, "tie_word_embeddings": False,
}  # fmt: skip
HYBRID = {"model_type": "mamba", "hidden_size": 768, "num_hidden_layers": 24, "vocab_size": 50280, "state_size": 16}


def assessed(**stated):
    return limits.assess(limits.TrainingRun("mine", **stated))


@pytest.fixture(scope="module")
def mixture():
    return assessed(config=KEYS, context="4096 token", tokens="1e12 token", recompute="full")


def words(found):
    return " ".join(part for section in found for part in section.paragraphs)


def test_the_three_counts_of_llama_stand_in_one_table(llama):
    lines = [line.cells for line in sections(llama)[0].table.lines]
    assert lines == [
        ("6 N D", "3.799e25", "1", "0.3458", "3.799e25", "0.3458"),
        ("causal attention", "3.937e25", "1.036", "0.3584", "3.937e25", "0.3584"),
        ("full attention", "4.096e25", "1.078", "0.3729", "4.096e25", "0.3729"),
    ]
    said = words(sections(llama))
    assert "The bounds stand on 3.8e25 FLOP (published as model FLOP), the same as 6 N D." in said
    assert "Nothing is computed again for the backward pass: hardware FLOP are model FLOP." in said
    assert "computed again" not in [line.cells[0] for line in sections(llama)[1].table.lines]


def test_hardware_flop_that_are_not_known_say_why_once():
    said = words(sections(limits.assess("llama-3-8b")))
    assert "Hardware FLOP of 6 N D, causal attention, full attention: not stated: parallelism.recompute." in said


def test_counts_that_are_not_known_say_why(bare):
    said = words(sections(bare))
    assert len(sections(bare)) == 1
    assert "Not known, 6 N D: not stated: model.active_parameters, corpus.tokens." in said
    assert "MFU and HFU are not known: not stated: cluster.accelerator_hours" in said
    assert "The bounds stand on 1e26 FLOP (stated)." in said


def test_what_is_computed_again_is_kept_apart(mixture):
    first, parts, _ = sections(mixture)
    assert all(line.cells[4] != UNKNOWN for line in first.table.lines)
    assert "computed again" in [line.cells[0] for line in parts.table.lines]
    assert "Computed again for the backward pass: full." in words([first])
    assert "nearest to" not in words([first])  # its compute is 6 N D


def test_a_compute_that_is_nearest_to_the_hardware_flop():
    found = assessed(config=KEYS, context="4096 token", tokens="1e12 token", recompute="full", flop="1.06e23 FLOP")
    assert "nearest to the hardware FLOP of causal attention" in words(sections(found))


def test_uncertain_counts_show_their_interval():
    found = assessed(parameters="7e9 .. 8e9", tokens="1e12 token")
    value = sections(found)[0].table.lines[0].cells[1]
    assert value.startswith("4.5e22 (4.2")


def test_parameters_by_part_add_up(mixture):
    found = mixture.parameter_counts
    assert found.total == sum(each.total for each in found.parts) == 46_702_792_704
    assert found.active == sum(each.active for each in found.parts)
    assert found.embedding + found.non_embedding == found.total
    lines = [line.cells for line in sections(mixture)[-1].table.lines]
    assert ("input embedding", "131,072,000", "131,072,000", "0", "0.3 %") in lines
    assert lines[-1][:2] == ("all", "46,702,792,704")


def test_no_table_of_parameters_without_a_configuration(llama):
    assert llama.parameter_counts is None
    assert "Parameters by part" not in [section.title for section in sections(llama)]


def test_a_hybrid_has_its_parameters_and_says_why_no_flop():
    found = assessed(config=HYBRID, context="2048 token", tokens="1e12 token")
    assert found.flop_counts["full"].value is None
    assert found.flop_counts["full"].because in words(sections(found))
    assert sections(found)[-1].title == "Parameters by part"


@pytest.mark.parametrize("name", [name for name in SECTIONS if name != "disclosure"])  # which repeats the others
def test_the_full_report_has_every_part(llama, name):
    titles = [section.title for section in view.one(llama, full=True).document.sections]
    own = [section.title for section in SECTIONS[name](llama)]
    assert own
    assert set(own) <= set(titles)


@pytest.mark.parametrize("form", READ)
def test_a_part_alone_has_nothing_else(llama, form):
    said = view.one(llama, sections=["model"]).to(form)
    assert "FLOP of the training, by convention" in said
    assert "Memory per device" not in said
    assert "landauer" not in said


def test_several_runs_one_after_the_other():
    runs = assess_all(["gpt-3", "llama-3.1-405b"])
    found = document(runs, ["model", "memory", "model"])
    assert found.headline.startswith("gpt-3-175b: ")
    assert found.facts[0].startswith("llama-3.1-405b: ")
    titles = [section.title for section in found.sections]
    parts = [SECTIONS[name](run) for run in runs for name in ("model", "memory")]
    assert len(titles) == len(set(titles)) == sum(map(len, parts))
    assert titles[0] == "gpt-3-175b: FLOP of the training, by convention"
    assert document(runs, ["model"]).foot != document(runs[:1], ["model"]).foot


def test_a_part_that_there_is_not_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match="did you mean memory"):
        document(assess_all(["gpt-3"]), ["memroy"])


def test_the_record_holds_all_whatever_is_shown(llama):
    alone, whole = (view.one(llama, sections=each).to("json") for each in (["memory"], ()))
    assert alone == whole
    record = json.loads(whole)
    full = record["flop_counts"]["conventions"][2]
    assert full["key"] == "full"
    assert full["value"]["value"] == pytest.approx(4.0957e25, rel=1e-4, abs=0)
    assert record["memory_per_device"]["parts"]["weights"]["unit"] == "bit"
    assert record["parameter_counts"] is None


def test_a_run_of_which_no_memory_is_known_says_it_in_one_sentence(bare):
    (section,) = SECTIONS["memory"](bare)
    assert section.table is None
    assert section.paragraphs[0].startswith("Not known: not stated: model.parameters")
