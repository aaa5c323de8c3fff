"""The documentation is complete and true: generated pages, commands, flags, laws, files, links, references."""

from __future__ import annotations

import doctest
import re
import tomllib
from pathlib import Path

import console
import doors
import generate
import layout
import pictures
import pytest

from limits import laws, scaling
from limits.bounds import ALL
from limits.catalog import KINDS, shipped
from limits.cli import commands
from limits.errors import LimitsError
from limits.references import entries
from limits.runs import load
from limits.runs.defaults import DEFAULTS
from limits.runs.fields import ROWS, TEXTS
from limits.units.table import spellings

from ..conftest import NO_SCIKIT_RF, READS_CHANNELS

PAGES = console.pages()
EXAMPLES = sorted((console.ROOT / "docs" / "examples").iterdir())
WRITTEN = {
    "docs/figures/channel.svg": "+ crosstalk: 238.3 Gbit/s",
    "docs/figures/fit.svg": "frontier of the law",
    "docs/figures/ladder.svg": "all-reduce 31x",
    "docs/figures/link.svg": "■ any algorithm 375",
}
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
TOML = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def read(page):
    return page.read_text(encoding="utf-8")


def by_path(page):
    return str(page.relative_to(console.ROOT))


def reference(name):
    return read(console.ROOT / "docs" / "reference" / name)


@pytest.mark.parametrize("name", generate.PAGES)
def test_generated_page_is_what_the_records_say(name):
    assert reference(name) == generate.PAGES[name](), "run python docs/generate.py"


@pytest.mark.parametrize("name", generate.FILES)
def test_generated_file_is_what_its_sources_say(name):
    assert read(console.ROOT / name) == generate.FILES[name](), "run python docs/generate.py"


@pytest.mark.parametrize("name", generate.FIGURES)
def test_figure_says_what_the_package_says(name):
    """Where the letters stand is up to the version of matplotlib, in formulas their order too; what they are is not."""
    pytest.importorskip("matplotlib", minversion="3.8", reason="matplotlib is not installed (extra plot)")
    if "channel" in name and not READS_CHANNELS:
        pytest.skip(NO_SCIKIT_RF)
    svg = read(console.ROOT / name)
    drawn = pictures.letters(generate.FIGURES[name]())
    assert _close(pictures.letters(svg)) == _close(drawn), "run python docs/generate.py"
    assert WRITTEN[name] in pictures.letters(svg)
    assert len(svg) < (150_000 if name.endswith("fit.svg") else 40_000)  # four panels with nine pairs of axes
    shown = [page for page in PAGES if f"{Path(name).parent.name}/{Path(name).name})" in read(page)]
    assert shown, "no page shows it"


def _close(texts):
    return [sorted("".join(text.split())) for text in texts]


def test_generated_pages_are_all_reference_pages():
    pages = {path for path in generate.generated() if generate.DOCS in path.parents and path.suffix == ".md"}
    assert pages == set((console.ROOT / "docs" / "reference").rglob("*.md"))


def test_every_command_and_flag_is_documented_with_help():
    page = reference("cli.md")
    for name, command in commands().items():
        assert f"## limits {name}\n" in page
        assert command.epilog, f"limits {name} --help shows no examples"
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert parameter.opts[0] in page
                assert getattr(parameter, "help", None), f"limits {name} {parameter.opts[0]} has no help"


def test_every_record_is_documented():
    for law in laws.LAWS:
        assert f"| [{law.key}](laws/{law.key}.md) |" in reference("laws.md")
        assert f"$$ {law.latex} $$" in reference(f"laws/{law.key}.md")
    for law in scaling.LAWS:
        assert f"\n## {law}\n" in reference("scaling-laws.md")
    for row in ROWS:
        assert f"`{row.path.split('.')[1]}`" in reference("run-file.md")
    for kind in KINDS:
        for row in shipped().rows(kind):
            assert f"\n| `{row.name}` |" in reference("catalogue.md")
    assert reference("defaults.md").count("\n| `assumptions.") == sum(
        row.path.startswith("assumptions.") for row in ROWS if row.name in DEFAULTS
    )


def test_every_unit_is_documented():
    """Each spelling, or what stands behind its prefix, is on the page."""
    listed = set(re.findall(r"`([^`]+)`", reference("units.md")))
    assert {"bit", "byte", "FLOP", "token", "parameter", "USD", "Wh", "degC", "Bd"} <= listed
    for spelling, _ in spellings():
        assert any(spelling.endswith(unit) for unit in listed), spelling


def test_every_bound_is_explained():
    text = read(console.ROOT / "docs" / "explanation" / "from-law-to-frontier.md")
    for bound in ALL:
        assert f"`{bound.key}`" in text


@pytest.mark.parametrize("file", [file for file in EXAMPLES if file.suffix == ".toml"], ids=by_path)
def test_example_run_gives_a_report(file):
    assert "The ladder" in console.run(f"limits report --full {by_path(file)}")


def test_example_catalogue_adds_its_rows():
    files = [file for file in EXAMPLES if file.suffix == ".csv"]
    assert files
    for file in files:
        assert len(shipped().extended(file).sheets) > len(shipped().sheets)


def test_every_example_file_is_used_by_a_page():
    said = "\n".join(map(read, PAGES))
    for file in EXAMPLES:
        assert by_path(file) in said


@pytest.mark.parametrize("page", [page for page in PAGES if TOML.search(read(page))], ids=by_path)
def test_toml_shown_can_be_read(page):
    """A whole run file must load; a fragment must stand in one that states the compute."""
    for block in TOML.findall(read(page)):
        content = tomllib.loads(block)
        whole = content if "name" in content else {"name": "fragment", **content}
        try:
            load(whole)
        except LimitsError as error:
            pytest.fail(f"{page.name}: {error}")


def test_links_inside_the_documentation_resolve():
    for page in PAGES:
        for target in LINK.findall(read(page)):
            if re.match(r"https?://|mailto:", target):
                continue
            file, _, anchor = target.partition("#")
            found = (page.parent / file).resolve() if file else page
            assert found.exists(), f"{by_path(page)} links to {target}"
            if anchor:
                assert anchor in anchors(read(found)), f"{by_path(page)} links to {target}"


def anchors(text):
    """Name the headings of a page as Markdown renderers do."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_every_page_is_reachable_from_the_index():
    index = (console.ROOT / "docs" / "index.md").resolve()
    seen, waiting = set(), [index]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        links = [target.partition("#")[0] for target in LINK.findall(read(page))]
        waiting += [found for link in links if (found := (page.parent / link).resolve()).is_file()]
    assert {page.resolve() for page in PAGES} <= seen | {console.ROOT / "README.md"}


def test_references_named_in_prose_are_in_the_bibliography():
    for page in PAGES:
        for key in re.findall(r"\[@([\w-]+)\]", read(page)):
            assert key in entries(), f"{by_path(page)} cites {key}"


def test_texts_of_the_run_table_name_kinds_of_the_catalogue():
    assert {text.kind for text in TEXTS} - {""} <= set(KINDS)


@pytest.mark.parametrize("module", [doors, generate, layout, pictures], ids=lambda module: module.__name__)
def test_generators_do_what_their_examples_say(module):
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed
