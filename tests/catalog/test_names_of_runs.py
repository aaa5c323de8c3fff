"""Names of runs as people write them; names of families; what is said of runs whose compute nobody published."""

from __future__ import annotations

import pytest

from limits import assess, catalog
from limits.catalog.spoken import bare
from limits.errors import InputError, UnknownNameError
from limits.runs import TrainingRun

WRITTEN = {
    "gpt2": "gpt-2-xl",
    "GPT-2": "gpt-2-xl",
    "GPT 2 XL": "gpt-2-xl",
    "gpt2-xl": "gpt-2-xl",
    "gpt2_small": "gpt-2-small",
    "GPT-3": "gpt-3-175b",
    "gpt 3": "gpt-3-175b",
    "GPT3 175B": "gpt-3-175b",
    "GPT-4": "gpt-4",
    "GPT 4": "gpt-4",
    "gpt4o": "gpt-4o",
    "BERT": "bert-large",
    "bert base": "bert-base",
    "BERT-Large": "bert-large",
    "AlphaFold": "alphafold-2",
    "alphafold 2": "alphafold-2",
    "Alpha Fold 3": "alphafold-3",
    "AlphaZero": "alphazero",
    "alpha zero": "alphazero",
    "AlphaGo Zero": "alphago-zero",
    "DALL-E": "dall-e",
    "DALL·E": "dall-e",
    "dalle": "dall-e",
    "dall-e 2": "dall-e-2",
    "DALL·E 2": "dall-e-2",
    "Dalle3": "dall-e-3",
    "Claude": "claude-3.7-sonnet",
    "claude 2": "claude-2",
    "Claude 2.1": "claude-2.1",
    "claude 3 opus": "claude-3-opus",
    "claude-3-opus-20240229": "claude-3-opus",
    "Claude 3.5 Sonnet": "claude-3.5-sonnet",
    "claude-3-5-sonnet": "claude-3.5-sonnet",
    "Claude Sonnet 3.7": "claude-3.7-sonnet",
    "Claude 4 Opus": "claude-opus-4",
    "claude opus 4.1": "claude-opus-4.1",
    "claude-opus-4-5": "claude-opus-4.5",
    "Claude Fable 5.1": "claude-fable-5.1",
    "Claude 3": "claude-3-opus",
    "Claude 4": "claude-opus-4",
    "claude-4.5": "claude-opus-4.5",
    "Claude 5": "claude-opus-5",
    "Claude Opus": "claude-opus-5.5",
    "claude haiku": "claude-haiku-4.5",
    "Llama 3.2": "llama-3.2-90b-vision",
    "Llama 3.3": "llama-3.3-70b",
    "bert-base-uncased": "bert-base",
    "Meta-Llama-3-8B": "llama-3-8b",
    "Llama": "llama-3.1-405b",
    "LLaMA 65B": "llama-1-65b",
    "llama 2": "llama-2-70b",
    "Llama2 7B": "llama-2-7b",
    "llama 3 70b": "llama-3-70b",
    "Llama 3.1 405B": "llama-3.1-405b",
    "llama3.1:8b": "llama-3.1-8b",
    "llama 3.2 90b": "llama-3.2-90b-vision",
    "Llama 3.3 70B": "llama-3.3-70b",
    "llama 4 scout": "llama-4-scout",
    "Llama 4": "llama-4-maverick",
    "Llama 4 Behemoth": "llama-4-behemoth",
}
UNPUBLISHED = (
    "transformer-base", "elmo", "nas-evolved-transformer", "gemini-3-pro", "llama-3.2-1b", "llama-3.2-3b",
    "llama-3.2-11b-vision", "llama-3.2-90b-vision", "sam", "stylegan3-project", "stable-video-diffusion",
    "gpt-2-small", "dall-e-3", "claude-1", "claude-instant-1", "claude-2.1", "claude-3-haiku", "claude-3-sonnet",
    "claude-3-opus", "claude-3.5-haiku", "claude-sonnet-4", "claude-opus-4", "claude-opus-4.1", "claude-sonnet-4.5",
    "claude-haiku-4.5", "claude-opus-4.5", "claude-sonnet-4.6", "claude-opus-4.6", "claude-opus-4.7",
    "claude-opus-4.8", "claude-opus-5", "claude-sonnet-5", "claude-fable-5", "claude-mythos-5", "claude-opus-5.5",
    "claude-fable-5.1", "claude-mythos-5.1", "claude-sonnet-5.5",
)  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
def test_names_as_people_write_them(written):
    assert catalog.row("run", written).name == WRITTEN[written]


@pytest.mark.parametrize("name", [name for name in catalog.names("run") if name not in UNPUBLISHED])
def test_a_run_whose_compute_is_known_has_a_report(name):
    assert assess(name).run.numbers["flop"].value > 0


@pytest.mark.parametrize("name", UNPUBLISHED)
def test_of_a_run_whose_compute_nobody_knows_the_refusal_says_so(name):
    with pytest.raises(InputError) as caught:
        assess(name)
    said = str(caught.value)
    assert f"{catalog.row('run', name).texts['developer']} has not published its compute" in said
    assert "nobody's estimate is in the catalogue" in said
    assert 'state one: --set compute.flop="... FLOP"' in said
    assert f"limits catalog runs {name}" in said


@pytest.mark.parametrize("name", ["claude-3-opus", "dall-e-3", "claude-opus-4.5"])
def test_an_unpublished_run_with_a_compute_of_ones_own_is_assessed(name):
    stated = TrainingRun(name, flop="1e25 FLOP")
    assert assess(stated).run.numbers["flop"].value == 1e25


def test_a_run_of_ones_own_without_compute_is_not_told_about_a_developer():
    with pytest.raises(InputError) as caught:
        assess(TrainingRun("mine", parameters="7e9 parameter"))
    assert "published" not in str(caught.value)


@pytest.mark.parametrize("row", catalog.rows("run"), ids=lambda row: row.name)
def test_closed_models_are_estimates_of_others_or_unknown(row):
    if row.texts["developer"] in ("Anthropic", "xAI"):
        assert row.evidence in ("third-party-estimate", "secondary")
        for field in row.cells:
            assert row.doubts(field) == ("third-party estimate",), field
        assert row.doubts("developer") == ()


@pytest.mark.parametrize("kind", catalog.KINDS)
def test_no_two_rows_have_the_same_letters_and_numbers(kind):
    rows = {}
    for row in catalog.rows(kind):
        for word in (row.name, *row.aliases):
            assert rows.setdefault(bare(word), row.name) == row.name, word


@pytest.mark.parametrize("name", ["llama-1.3b", "llama 1 3b", "gpt-23", "claude-35", "-", "·"])
def test_numbers_are_not_run_together(name):
    with pytest.raises(UnknownNameError):
        catalog.row("run", name)


def test_letters_and_numbers_of_two_rows_name_neither(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("run,train_flop,source,evidence\nab-1,1e20,me,primary\na-b1,2e20,me,primary\n", encoding="utf-8")
    known = catalog.shipped().extended(own)
    assert known.row("run", "a-b1").cells["flop"].value == 2e20
    with pytest.raises(UnknownNameError):
        known.row("run", "A B 1")


@pytest.mark.parametrize(
    ("family", "first", "other"),
    [
        ("BERT", "bert-large", "bert-base"),
        ("claude", "claude-3.7-sonnet", "claude-3-opus"),
        ("claude sonnet", "claude-3.7-sonnet", "claude-sonnet-4.5"),
        ("Claude 3.5", "claude-3.5-sonnet", "claude-3.5-haiku"),
        ("llama", "llama-3.1-405b", "llama-1-7b"),
        ("Llama 2", "llama-2-70b", "llama-2-13b"),
        ("dall-e", "dall-e", "dall-e-2"),
        ("gpt2", "gpt-2-xl", "gpt-2-small"),
    ],
)
def test_a_name_of_a_family_says_which_run_it_is_read_as(family, first, other):
    assert other in catalog.shipped().also_called("run", family)
    found = assess(family)
    assert found.run.name == first
    assert f"is read as {first}; " in found.run.notes[0]


def test_a_name_of_one_run_is_read_without_a_word():
    for name in ("bert-large", "GPT-4", "llama-2-13b"):
        assert catalog.shipped().also_called("run", name) == ()
        assert not any("is read as" in note for note in assess(name).run.notes)


def test_shared_names_of_runs_stand_for_another_row_first():
    for row in catalog.rows("run"):
        for word in filter(None, row.texts.get("shared_names", "").split("; ")):
            first = catalog.row("run", word)
            assert first.name != row.name
            assert word in (first.name, *first.aliases)


@pytest.mark.parametrize(
    ("repository", "run"),
    [("meta-llama/Llama-3.1-405B", "llama-3.1-405b"), ("openai-community/gpt2", "gpt-2-xl and gpt-2-small")],
)
def test_the_name_of_a_repository_is_refused_with_the_run_of_that_name(repository, run):
    with pytest.raises(InputError) as caught:
        assess(repository)
    assert f"the catalogue has {run}: write e.g. limits report {run.split()[0]}" in str(caught.value)


def test_a_path_that_leads_nowhere_is_still_a_file():
    with pytest.raises(InputError, match="the name of no file"):
        assess("runs/nothing-here.toml")


def test_names_that_mean_one_run_are_suggested_once():
    with pytest.raises(UnknownNameError) as caught:
        catalog.row("run", "claude opus of old")
    assert len(caught.value.nearest) == 3
    assert len({catalog.row("run", name).name for name in caught.value.nearest}) == 3


def test_a_version_is_no_part_of_a_path():
    """`llama 3.2` was asked whether it meant claude-1.2."""
    refused = UnknownNameError("run", "llama 3.2", [row.name for row in catalog.rows("run")])
    assert refused.nearest
    assert all(name.startswith("llama-3.2-") for name in refused.nearest)
