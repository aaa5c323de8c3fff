"""A model that a run names by its config.json: the text of the run, with the counts of what it describes.

The reader of such files is loaded when a run names one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from limits.errors import Problem, TextError
from limits.runs.fields import LONGEST_TEXT, number
from limits.runs.run import StatedText, TrainingRun, is_line
from limits.value import Origin, OriginKind, Value

if TYPE_CHECKING:
    from limits.errors import InputError
    from limits.runs.huggingface.model import Model

_WANTED = "the config.json of a model"
_DICTIONARY = "a dictionary of keys"


class Described(StatedText):
    """The path of a config.json as a run states it, with the model that it describes."""

    __slots__ = ("model",)
    model: Model

    @property
    def stamp(self) -> str:
        """What the hash of a run takes instead of a path: a hash of the keys."""
        return self.model.sha256

    @property
    def numbers(self) -> dict[str, Value]:
        """Return the numbers of a run that the model gives, by field; none that it has not."""
        model = self.model.architecture
        count = model.count
        found = {
            "parameters": count.total,
            "active_parameters": count.active,
            "layers": model.depth,
            "width": model.width,
            "heads": model.heads,
            "vocabulary": model.vocabulary,
            "matmul_parameters": 0 if model.uncounted else count.matmul,
            "attention_width": 0 if model.uncounted else count.attention,
        }
        return {name: Value(float(n), number(name).unit, origin=self.counted) for name, n in found.items() if n}

    @property
    def texts(self) -> dict[str, StatedText]:
        """Return the texts of a run that the model gives, by field."""
        model = self.model.architecture
        found = {"architecture": "moe" if model.count.active < model.count.total else "dense"}
        if not model.uncounted:
            found["attention"] = "causal" if model.causal else "full"
        if not model.causal:
            found["objective"] = "masked tokens" if model.vocabulary else "labels of images"
        if not model.vocabulary:
            found["modality"] = "image"
        return {name: StatedText(text, self.counted) for name, text in found.items()}

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what has to be said of the counts, and what the type implies where the configuration says nothing."""
        assumed = "; ".join(f"{key}: {value}" for key, value in self.model.assumed.items())
        silent = f"{self} says nothing of these, which are as type {self.model.model_type} has them: {assumed}"
        return (*(f"{self}: {note}" for note in self.model.notes), *((silent,) if assumed else ()))

    @property
    def counted(self) -> Origin:
        """Return the origin of what was counted."""
        return Origin(OriginKind.DERIVED, how=f"counted from {self} ({self.model.model_type})")


def described(given: object, folder: Path | None = None) -> Described:
    """Read the model that a run names.

    Parameters
    ----------
    given
        The path of a config.json, or its keys.
    folder
        The folder of the run file that names it. A path is then taken from there and must stay within: who hands a run
        file on does not choose which files are read. Without it, the path is taken as whoever calls wrote it.

    Raises
    ------
    TextError
        When it is no path of a file that may be read.
    InputError
        With all that is wrong with the configuration.

    Examples
    --------
    >>> keys = {"model_type": "gpt2", "n_embd": 768, "n_layer": 12, "n_head": 12, "vocab_size": 50257}
    >>> described(keys | {"n_positions": 1024}).numbers["parameters"].value
    124439808.0
    """
    from limits.runs.huggingface.model import load

    if isinstance(given, Described):
        return given
    if isinstance(given, Mapping):
        return _made(_DICTIONARY, load(given, "model.config"))
    if isinstance(given, Path):
        given = str(given)
    if not isinstance(given, str) or not is_line(given, LONGEST_TEXT):
        raise TextError(given, f"{_WANTED}: its path, in at most {LONGEST_TEXT:,} printable characters")
    if "://" in given:
        raise TextError(given, f"{_WANTED} on this machine", "nothing is fetched: save it beside the run file")
    path = Path(given) if folder is None else _within(given, folder)
    return _made(given, load(path, given))


def _made(text: str, model: Model) -> Described:
    made = Described(text)
    made.model = model
    return made


def _within(given: str, folder: Path) -> Path:
    """Return a path in the folder of a run file, refuse one that leads out of it."""
    wanted = f"{_WANTED} in the folder of the run file"
    if any(path.is_absolute() or path.drive or ".." in path.parts for path in _read_as(given)):
        raise TextError(given, wanted, "copy it there, or state it outside of the file: --set model.config=PATH")
    path = folder / given
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a name that no file can have, links in a circle
        inside = False
    if not inside:
        raise TextError(given, wanted, "it is a link to another folder: copy the file")
    return path


def _read_as(given: str) -> tuple[PurePosixPath, PureWindowsPath]:
    return PurePosixPath(given), PureWindowsPath(given)


def problems_at(path: str, error: InputError) -> list[Problem]:
    """Return what is wrong with a configuration as problems of the run that names it.

    Examples
    --------
    >>> from limits.errors import InputError
    >>> error = InputError("config.json", [Problem("vocab_size", "nothing", "a whole number")])
    >>> print(*problems_at("model.config", error))
    model.config, vocab_size: given nothing, wanted a whole number
    """
    return [Problem(f"{path}, {each.where}", each.given, each.wanted, each.mend) for each in error.problems]


def of_file(source: str | Path) -> TrainingRun:
    """Return the run of nothing but a config.json, called as its folder or, without one, as the file.

    Raises
    ------
    InputError
        With all that is wrong with it.
    """
    path = Path(source)
    apart = path.name == "config.json" and path.parent.name
    return TrainingRun(path.parent.name if apart else path.name, config=described(str(source)))
