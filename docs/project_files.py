"""Files about the package as a whole that follow from pyproject.toml: lowest versions to test with, how to cite it."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

import console

from limits import __version__
from limits.report.bibliography import package

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOWER_BOUND = re.compile(r"([\w.-]+)>=([\w.]+)")
_RELEASE = re.compile(r"^## (\S+)(?: - (\d{4}-\d{2}-\d{2}))?$", re.MULTILINE)
_LOWEST = "# Written by docs/generate.py: the lower bounds of pyproject.toml, as constraints for pip."
_CITATION = "# Written by docs/generate.py from pyproject.toml, the changelog and what `limits cite limits` prints."


def project() -> dict[str, Any]:
    """Return the whole of pyproject.toml."""
    return tomllib.loads((console.ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def releases() -> list[tuple[str, str]]:
    """Return version and date of each entry of the changelog, the newest first; what is unreleased has no date."""
    return _RELEASE.findall((console.ROOT / "docs" / "changelog.md").read_text(encoding="utf-8"))


def requirements(content: dict[str, Any]) -> Iterator[str]:
    """List what building, running and testing need, each as pyproject.toml says it."""
    yield from content["build-system"]["requires"]
    yield from content["project"]["dependencies"]
    for extra in content["project"]["optional-dependencies"].values():
        yield from (each for each in extra if not each.startswith(f"{content['project']['name']}["))


def lowest() -> str:
    """Return constraints that hold every requirement at its lower bound.

    Raises
    ------
    ValueError
        If a requirement has no lower bound: nobody could say with which versions it was tested.

    Examples
    --------
    >>> "numpy==" in lowest()
    True
    """
    return "\n".join((_LOWEST, *sorted({_at_its_bound(each) for each in requirements(project())}))) + "\n"


def _at_its_bound(requirement: str) -> str:
    bound = _LOWER_BOUND.match(requirement)
    if bound is None:
        raise ValueError(f"{requirement!r} has no lower bound")
    return f"{bound[1]}=={bound[2]}"


def citation() -> str:
    """Return CITATION.cff, with the title that `limits cite limits` prints and the date of the release, if it has one.

    Examples
    --------
    >>> citation().splitlines()[1]
    'cff-version: 1.2.0'
    """
    facts = project()["project"]
    keys = {
        "cff-version": "1.2.0",
        "message": "If you use this software, please cite it as below, and the sources of the bounds that you use.",
        "type": "software",
        "title": title(),
        "version": __version__,
        "date-released": dict(releases()).get(__version__),
        "license": facts["license"],
        "abstract": facts["description"],
        "repository-code": facts.get("urls", {}).get("Source"),
    }
    lines = [f"{key}: {_scalar(key, text)}" for key, text in keys.items() if text]
    lines += ["authors:", *(f"  - name: {json.dumps(author['name'])}" for author in facts["authors"])]
    lines += ["keywords:", *(f"  - {json.dumps(word)}" for word in facts["keywords"])]
    return "\n".join((_CITATION, *lines)) + "\n"


def _scalar(key: str, text: str) -> str:
    """Return a value as YAML: words in the quotes that JSON shares with it, dates and the format's version bare."""
    return text if key in {"cff-version", "type", "date-released", "license"} else json.dumps(text)


def title() -> str:
    """Return the title under which the package is cited, without the braces of BibTeX.

    Examples
    --------
    >>> title()
    'limits: physical and mathematical limits of AI training runs'
    """
    (braced,) = re.findall(r"^\s*title\s*= \{(.*)\},$", package(), re.MULTILINE)
    return re.sub(r"[{}]", "", braced)
