"""Write everything that is generated: pages, schemas, stub, figures, console examples, lowest versions, citation.

Run it as `python docs/generate.py` after changing a law, a field of a run, a default, a catalogue file, a command, a
report, the record of an answer, the version or a requirement. Tests run it in memory and compare, so that no page says
what the package does not.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import agreement
import channels
import collectives
import console
import doors
import error_correction
import facts
import interfaces
import law_pages
import models
import pasted
import peers
import pictures
import project_files
import stubs
import theory
import validation

from limits.catalog.measured_power import board_power, measured_power
from limits.estimates import fitting
from limits.laws import LAWS
from limits.report import schema

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).parent

PAGES: dict[str, Callable[[], str]] = {
    "bounds.md": theory.bounds,
    "cli.md": interfaces.command_line,
    "error-correction.md": error_correction.error_correction,
    "formats.md": interfaces.formats,
    "json.md": interfaces.json_outputs,
    "laws.md": law_pages.laws,
    "models.md": models.models,
    "matching-digits.md": agreement.matching_digits,
    "python.md": doors.python,
    "run-file.md": facts.run_file,
    "scaling-laws.md": theory.scaling_laws,
    "trends.md": theory.trends,
    "units.md": facts.units,
    "catalogue.md": facts.catalogue,
    "defaults.md": facts.defaults,
    "energy-validation.md": validation.energy_validation,
    "healthy-interconnects.md": collectives.healthy,
    "pasted.md": pasted.pasted,
    "other-link-checks.md": peers.peers,
    **{f"laws/{law.key}.md": partial(law_pages.law, law) for law in LAWS},
}
"""The reference pages by their path below `reference`, each with the function that writes it."""


def _schema(name: str) -> str:
    return schema.generated()[name]


def _coefficients() -> str:
    return fitting.toml(fitting.fit(measured_power().values(), board_power().values()))


FILES: dict[str, Callable[[], str]] = {
    **{f"limits/data/schemas/{name}.json": partial(_schema, name) for name in schema.generated()},
    "limits/data/energy_coefficients.toml": _coefficients,
    ".ci/lowest.txt": project_files.lowest,
    "CITATION.cff": project_files.citation,
    "limits/laws/__init__.pyi": stubs.stub,
    **{f"docs/examples/lane/{role}.s4p": partial(channels.touchstone, role) for role in ("thru", "fext", "next")},
}
"""What else is generated, by its path below the root, each with the function that writes it."""


FIGURES: dict[str, Callable[[], str]] = {
    "docs/figures/ladder.svg": partial(pictures.ladder, "llama-3.1-405b"),
    "docs/figures/channel.svg": partial(pictures.channel, "docs/examples/lane"),
    "docs/figures/fit.svg": partial(pictures.fit, "docs/examples/fits/runs.csv"),
    "docs/figures/link.svg": partial(pictures.link, "docs/examples/two-nodes.log", "8x200G"),
}
"""Figures that pages show, by their path below the root; another version of matplotlib writes other bytes."""


def generated() -> dict[Path, Callable[[], str]]:
    """Return what writes each generated file, by its path; pages come last, since some describe the other files.

    Examples
    --------
    >>> DOCS / "reference" / "bounds.md" in generated()
    True
    """
    files = {console.ROOT / name: write for name, write in FILES.items()}
    return files | {DOCS / "reference" / name: write for name, write in PAGES.items()}


def main() -> None:
    """Write all files that have changed, take away pages of laws that are gone, and name them on standard output."""
    current = generated()
    figures = {console.ROOT / name: write for name, write in FIGURES.items()}
    for path, write in {**current, **figures}.items():
        _write(path, write())
    for stale in set((DOCS / "reference").rglob("*.md")) - set(current):
        stale.unlink()
    for page in console.pages():
        _write(page, console.refreshed(page.read_text(encoding="utf-8")))


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path.relative_to(console.ROOT)}\n")


if __name__ == "__main__":
    main()
