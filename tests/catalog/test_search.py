"""Which rows words find, and in which order."""

import pytest

from limits.catalog.record import Row
from limits.catalog.search import matching


def row(name, *, aliases=(), texts=(), source="", notes=""):
    told = {f"text_{place}": text for place, text in enumerate(texts)}
    return Row("link", name, tuple(aliases), {}, {}, told, source, "primary", "", notes, frozenset())


NOTED = row("plain", notes="Copper cable of a rack")
SOURCED = row("cabled", source="handbook of copper")
TOLD = row("third", texts=("copper, twisted", "short"))
NAMED = row("copper-4", notes="copper")
CALLED = row("fourth", aliases=("copper",), texts=("copper",))
BEGUN = row("copperhead", texts=("rack",))
ROWS = (NOTED, SOURCED, TOLD, BEGUN, NAMED, CALLED)


def found(words, rows=ROWS):
    return [each.name for each in matching(rows, words)]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        # a name tells 4, its beginning 3, a text 2, its beginning 1.5, a source or a note 1, its beginning 0.75
        ("copper", ["copper-4", "fourth", "copperhead", "third", "plain", "cabled"]),
        ("COPPER", ["copper-4", "fourth", "copperhead", "third", "plain", "cabled"]),
        ("copp", ["copperhead", "copper-4", "fourth", "third", "plain", "cabled"]),
        ("copper rack", ["copperhead", "plain"]),  # 3 + 2, and 1 + 1
        ("rack copper", ["copperhead", "plain"]),
        ("cab", ["cabled", "plain"]),
        ("cable", ["cabled", "plain"]),  # 3 for a beginning of a name, 1 for a whole word of a note
        ("cåble", ["cabled", "plain"]),
        ("copper short", ["third"]),
        ("opper", []),
        ("copper gold", []),
        ("", []),
        (" - ", []),
    ],
)
def test_every_word_is_met_and_the_best_place_counts(words, names):
    assert found(words) == names


def test_a_whole_word_goes_before_a_beginning_of_the_same_place_and_behind_one_of_a_better_place():
    whole, begun = row("x", texts=("fibre",)), row("y", texts=("fibres",))
    assert found("fibre", (begun, whole)) == ["x", "y"]
    note, text = row("x", notes="fibre"), row("y", texts=("fibres",))
    assert found("fibre", (note, text)) == ["y", "x"]  # 1 and 1.5
    two, one = row("two", texts=("fibre",)), row("fibrelike")
    assert found("fibre", (two, one)) == ["fibrelike", "two"]  # 2 and 3
    equal = row("a", texts=("fibre",)), row("b", texts=("fibre",)), row("c", notes="fibre")
    assert found("fibre", equal[::-1]) == ["b", "a", "c"]


def test_scores_of_words_add_up():
    """4 + 1 goes before 2 + 2, and 2 + 2 before 3 + 0.75."""
    one = row("red", notes="blue")
    two = row("x", texts=("red blue",))
    three = row("reddish", notes="bluer")
    assert found("red blue", (three, two, one)) == ["red", "x", "reddish"]
