"""Write the reference pages and the stub of the laws from the records of the package, and the console examples afresh.

Run it as `python docs/generate.py` after changing a law, a field of a run, a default, a catalogue file, a command or
a report. A test runs it in memory and compares, so a page cannot say what the package does not.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import agreement
import console
import doors
import facts
import interfaces
import law_pages
import stubs
import theory

from limits.laws import LAWS

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).parent

PAGES: dict[str, Callable[[], str]] = {
    "bounds.md": theory.bounds,
    "cli.md": interfaces.command_line,
    "formats.md": interfaces.formats,
    "json.md": interfaces.json_outputs,
    "laws.md": law_pages.laws,
    "matching-digits.md": agreement.matching_digits,
    "python.md": doors.python,
    "run-file.md": facts.run_file,
    "scaling-laws.md": theory.scaling_laws,
    "trends.md": theory.trends,
    "units.md": facts.units,
    "catalogue.md": facts.catalogue,
    "defaults.md": facts.defaults,
    **{f"laws/{law.key}.md": partial(law_pages.law, law) for law in LAWS},
}
"""The reference pages by their path below `reference`, each with the function that writes it."""


def generated() -> dict[Path, str]:
    """Return the text of every reference page, and of the stub of the laws, by its path.

    Examples
    --------
    >>> DOCS / "reference" / "bounds.md" in generated()
    True
    """
    return {**{DOCS / "reference" / name: write() for name, write in PAGES.items()}, stubs.LAWS: stubs.stub()}


def main() -> None:
    """Write all files that have changed, take away pages of laws that are gone, and name them on standard output."""
    current = generated()
    for path, text in current.items():
        _write(path, text)
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
