"""Laws are found by the words that they say, the best match first."""

import pytest

from limits import laws


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("landauer", "landauer"),
        ("black hole", "schwarzschild"),
        ("Schwarzschild", "schwarzschild"),
        ("carnot", "carnot"),
        ("bandwidth snr", "shannon"),
        ("refrigerator", "refrigeration"),
    ],
)
def test_the_first_is_what_one_would_expect(words, first):
    assert first in [law.key for law in laws.search(words)][:3]


def test_erasure_finds_what_is_erased():
    found = [law.key for law in laws.search("erasure")]
    assert {"landauer", "landauer-rate", "measurement-erasure"} <= set(found)
    assert "schwarzschild" not in found


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.key)
def test_every_law_is_found_by_its_key_its_inputs_and_its_sources(law):
    assert law in laws.search(law.key)[:3]
    assert laws.search(law.key)[0].key.startswith(law.key.split("-")[0])
    for word in (law.inputs[0].name.replace("_", " "), law.refs[0]):
        assert law in laws.search(word)


def test_all_words_must_be_said():
    assert laws.search("landauer snr") == ()
    assert laws.search("") == laws.search(" -- ") == ()


def test_case_and_order_do_not_matter():
    assert laws.search("HOLE black") == laws.search("black hole")


def test_a_word_in_the_key_counts_more_than_one_in_the_notes():
    found = [law.key for law in laws.search("landauer")]
    named = [key.startswith("landauer") for key in found]
    assert named == sorted(named, reverse=True)
