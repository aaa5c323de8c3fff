"""Everything that README and docs show is run, and prints what they say."""

from __future__ import annotations

import difflib
import doctest
import re

import console
import pytest

from ..conftest import NO_SCIKIT_RF, READS_CHANNELS

PAGES = console.pages()
TEXTS = {page: page.read_text(encoding="utf-8") for page in PAGES}
CONSOLE = [
    pytest.param(example, id=f"{page.stem}: {example.command}")
    for page, text in TEXTS.items()
    for example in console.examples(text)
]
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def by_path(page):
    return str(page.relative_to(console.ROOT))


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch):
    monkeypatch.chdir(console.ROOT)


@pytest.mark.parametrize("example", CONSOLE)
def test_console_example(example):
    if "--s4p" in example.command and not READS_CHANNELS:
        pytest.skip(NO_SCIKIT_RF)
    output = console.run(example.command)
    if not example.matches(output):
        changes = difflib.unified_diff(example.shown.splitlines(), output.splitlines(), "shown", "printed", lineterm="")
        pytest.fail("\n".join(("refresh with python docs/generate.py", *changes)), pytrace=False)


@pytest.mark.parametrize("page", [page for page in PAGES if PYTHON.search(TEXTS[page])], ids=by_path)
def test_python_examples(page):
    """The Python examples of one page, in one namespace, as a reader would type them one after the other."""
    source = "\n".join(PYTHON.findall(TEXTS[page]))
    test = doctest.DocTestParser().get_doctest(source, {}, page.name, str(page), 0)
    assert test.examples, "a python block shows no prompt >>>, so nothing would be compared"
    complaints: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=complaints.append)
    assert not complaints, "".join(complaints)


RUN_FILES = [
    pytest.param(block, file, id=f"{page.stem}: {file.name}")
    for page, text in TEXTS.items()
    for block in re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    for name in re.findall(r'^name = "(.+)"$', block, re.MULTILINE)
    if (file := console.ROOT / "docs" / "examples" / f"{name}.toml").exists()
]


@pytest.mark.parametrize(("block", "file"), RUN_FILES)
def test_a_run_file_that_is_shown_says_what_the_example_of_its_name_says(block, file):
    lines = [line.partition(" # ")[0] for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line for line in block.splitlines() if line not in lines] == []


def test_run_files_are_shown():
    assert {param.values[1].stem for param in RUN_FILES} >= {"by-the-hour", "network-check", "proposed-run"}


@pytest.mark.parametrize("page", PAGES, ids=by_path)
def test_every_block_is_of_a_kind_that_is_checked_or_plainly_not_an_example(page):
    kinds = set(re.findall(r"^```(\w*)$", TEXTS[page], re.MULTILINE)) - {""}
    assert kinds <= {"console", "python", "toml", "csv", "text", "bash", "json", "mermaid"}
    for block in PYTHON.findall(TEXTS[page]):
        assert block.startswith(">>> ")


def test_an_ellipsis_stands_for_whole_lines_only():
    shown = console.Example("limits", "first\n...\nlast\n")
    assert shown.matches("first\nlast\n")
    assert shown.matches("first\na\nb\nlast\n")
    assert not shown.matches("first\nlast\nmore\n")
    assert not shown.matches("first a\nlast\n")


def test_a_new_row_of_the_catalogue_changes_no_example():
    shown = console.Example("limits", "7.65\n\nlimits 0.1.0, catalogue 087bc2fc9a24, input f9fc8f942152\n")
    assert shown.matches("7.65\n\nlimits 0.1.0, catalogue 000000000000, input f9fc8f942152\n")
    assert not shown.matches("7.65\n\nlimits 0.1.0, catalogue 087bc2fc9a24, input 000000000000\n")
    assert not shown.matches("7.66\n\nlimits 0.1.0, catalogue 087bc2fc9a24, input f9fc8f942152\n")


def test_a_refreshed_example_leaves_out_what_it_left_out(monkeypatch):
    monkeypatch.setattr(console, "run", lambda command: f"{command}\n\nnew\n\nlong\n\nlonger\n\nlast\n")
    block = "```console\n$ limits\nlimits\n\nold\n\n...\n\nlast\n```\n"
    assert console.refreshed(block) == block.replace("old", "new")


def test_a_refreshed_excerpt_follows_its_lines(monkeypatch):
    monkeypatch.setattr(console, "run", "{}\n\nrow a   1\nrow b  22\nrow c   3\n\nfoot\n".format)
    block = "```console\n$ limits\n...\nrow b   2\n...\nfoot\n```\n"
    assert console.refreshed(block) == block.replace("row b   2", "row b  22")
