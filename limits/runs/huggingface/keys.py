"""The keys of a configuration while it is read: each is taken, known not to matter, or refused by name."""

from __future__ import annotations

import difflib
import math
from typing import TYPE_CHECKING, Any

from limits.errors import Problem, shown
from limits.runs.huggingface.known import never_counts

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 10**9  # of one size; no model has as much, and products of sizes stay within floats
MOST_LAYERS, MOST_EXPERTS = 100_000, 10**6
_SHOWN = 20  # unknown keys, above which a file is of another kind
_SIZE = "a whole number, {} to {:,}"


class Keys:
    """The keys of a configuration, with what was wrong with them and what was assumed because they say nothing.

    A key that is null says nothing. A method returns something usable where a key is wrong, so that all that is wrong
    is found at once.

    Parameters
    ----------
    content
        Keys with their values.
    inside
        The key under which these stand, with a dot, for messages.

    Attributes
    ----------
    problems
        What cannot be used.
    assumed
        What the type of the model implies where a key is absent, by key.
    """

    def __init__(self, content: Mapping[str, Any], inside: str = "") -> None:
        self.content, self.inside = content, inside
        self.problems: list[Problem] = []
        self.assumed: dict[str, str] = {}
        self._taken: set[str] = set()

    def _found(self, names: tuple[str, ...]) -> tuple[str, Any]:
        """Return the first of several names of one thing that says something; all of them are taken."""
        self._taken.update(names)
        said = [(name, self.content[name]) for name in names if self.content.get(name) is not None]
        if len({repr(value) for _, value in said}) > 1:
            given = " and ".join(f"{name} = {shown(value)}" for name, value in said)
            self.problems.append(Problem(self.inside + names[0], given, "one value: these are names of one thing"))
        return said[0] if said else (names[0], None)

    def refuse(self, name: str, given: object, wanted: str, mend: str = "") -> None:
        """Note a key that cannot be used."""
        said = "nothing" if given is None else shown(given)
        self.problems.append(Problem(self.inside + name, said, wanted, mend))

    def whole(self, *names: str, default: int | None = None, why: str = "", least: int = 1, most: int = MOST) -> int:
        """Take a size by any of its names; without a default it must be there, `why` says what gives the default."""
        name, value = self._found(names)
        if value is None and default is not None:
            self.assumed[self.inside + name] = f"{default}, {why}" if why else str(default)
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.refuse(name, value, _SIZE.format(least, most))
            return max(least, 1)
        return value

    def flag(self, *names: str, default: bool) -> bool:
        """Take a switch."""
        name, value = self._found(names)
        if value is None:
            self.assumed[self.inside + name] = str(default).lower()
            return default
        if not isinstance(value, bool):
            self.refuse(name, value, "true or false")
            return default
        return value

    def off(self, name: str, wanted: str = "false or nothing: what it switches on is not understood") -> None:
        """Take a switch that must not be on."""
        value = self._found((name,))[1]
        if value not in (None, False, 0, [], {}):
            self.refuse(name, value, wanted)

    def off_where_free(self, *names: str) -> None:
        """Take switches that nothing has taken, and that the type does without: they must not be on."""
        for name in names:
            if name not in self._taken:
                self.off(name, "false or nothing: this type has none")

    def text(self, name: str, default: str, choices: tuple[str, ...] = ()) -> str:
        """Take a word, one of `choices` if there are any."""
        value = self._found((name,))[1]
        if value is None:
            self.assumed[self.inside + name] = default
            return default
        if not isinstance(value, str) or (choices and value not in choices):
            self.refuse(name, value, f"one of {', '.join(choices)}" if choices else "a word")
            return default
        return value

    def listed(self, name: str, kind: type[int] | type[str]) -> list[Any] | None:
        """Take a list of whole numbers or of words; None where there is none."""
        value = self._found((name,))[1]
        if value is None:
            return None
        if not isinstance(value, list) or not all(type(each) is kind for each in value):
            self.refuse(name, value, f"a list of {'whole numbers' if kind is int else 'words'}")
            return None
        return value

    def within(self, name: str) -> Keys:
        """Take the keys that stand under another one."""
        value = self._found((name,))[1]
        if value is not None and not isinstance(value, dict):
            self.refuse(name, value, "an object with keys")
        inner = Keys(value if isinstance(value, dict) else {}, f"{self.inside}{name}.")
        inner.problems, inner.assumed = self.problems, self.assumed
        return inner

    def _no_numbers(self) -> None:
        """Refuse NaN, which says nothing anywhere; sizes have said so already."""
        said = {problem.where for problem in self.problems}
        for name, value in self.content.items():
            if self.inside + name not in said and _holds_nan(value):
                self.refuse(name, value, "numbers, and no NaN")

    def skip(self, *names: str) -> None:
        """Take keys that do not change the count of this type of model."""
        self._taken.update(names)

    def says(self, name: str) -> Any:
        """Return what a key says, without taking it."""
        return self.content.get(name)

    def finish(self) -> None:
        """Refuse every key that was neither taken nor is known not to matter."""
        self._no_numbers()
        strange = [
            (name, value)
            for name, value in self.content.items()
            if name not in self._taken and value is not None and not never_counts(name)
        ]
        if len(strange) > _SHOWN:
            first = ", ".join(shown(name) for name, _ in strange[:3])
            more = f"{len(strange):,} keys that are not known, {first} and so on"
            self.problems.append(Problem(f"{self.inside}keys", more, "the config.json of a model"))
            return
        for name, value in strange:
            near = difflib.get_close_matches(name, self._taken, n=1, cutoff=0.8)
            mend = f"did you mean {near[0]}?" if near else "take the key out if it changes no parameter"
            self.refuse(name, value, "a key that is known to change the count, or known not to", mend)


def _holds_nan(value: object) -> bool:
    if isinstance(value, list | tuple):
        return any(map(_holds_nan, value))
    if isinstance(value, dict):
        return any(map(_holds_nan, value.values()))
    return isinstance(value, float) and math.isnan(value)
