"""Single keys of a configuration: within which ends, of which kind, under which names; and what is said of others."""

from __future__ import annotations

import json

import pytest

from limits.errors import InputError
from limits.runs.huggingface.keys import Keys
from limits.runs.huggingface.model import WRAPPERS, builders, load
from limits.runs.huggingface.text import parsed

LLAMA = {
    "model_type": "llama",
    "hidden_size": 132,
    "intermediate_size": 86,
    "num_hidden_layers": 5,
    "num_attention_heads": 6,
    "num_key_value_heads": 3,
    "vocab_size": 97,
}
TOTAL = 5 * (132 * (132 + 2 * 66) + 132 * 132 + 3 * 132 * 86 + 2 * 132) + 132 + 2 * 97 * 132


def said(keys, name="n"):
    return [(each.where, each.given, each.wanted) for each in keys.problems if each.where == name]


def test_the_sizes_of_this_page_by_hand():
    assert load(LLAMA).architecture.count.total == TOTAL == 458_700


@pytest.mark.parametrize(
    ("value", "ends", "taken"),
    [(3, (3, 7), 3), (7, (3, 7), 7), (2, (3, 7), None), (8, (3, 7), None), (0, (0, 7), 0), (-1, (-1, 7), -1)],
)
def test_a_size_is_taken_between_its_ends(value, ends, taken):
    keys = Keys({"n": value})
    found = keys.whole("n", least=ends[0], most=ends[1])
    if taken is None:
        assert (found, said(keys)) == (
            max(ends[0], 1),
            [("n", f"'{value}'", f"a whole number, {ends[0]} to {ends[1]}")],
        )
    else:
        assert (found, said(keys)) == (taken, [])


@pytest.mark.parametrize(("most", "taken"), [(10**9, True), (10**9 + 1, False)])
def test_a_size_is_at_most_a_billion_where_nothing_else_is_said(most, taken):
    keys = Keys({"n": most})
    assert (keys.whole("n") == most) is taken
    assert [wanted for _, _, wanted in said(keys)] == ([] if taken else ["a whole number, 1 to 1,000,000,000"])


@pytest.mark.parametrize(("least", "instead"), [(0, 1), (1, 1), (5, 5), (-1, 1)])
def test_something_usable_stands_for_what_is_wrong(least, instead):
    assert Keys({"n": "wrong"}).whole("n", least=least) == instead


def test_a_number_that_stands_for_nothing_said_is_noted():
    keys = Keys({"null": None}, "inside.")
    assert (keys.whole("n", "null", default=7), keys.whole("m", default=5, why="so it is")) == (7, 5)
    assert (keys.flag("f", default=True), keys.flag("g", default=False), keys.text("t", "word")) == (
        True,
        False,
        "word",
    )
    assert keys.assumed == {
        "inside.n": "7",
        "inside.m": "5, so it is",
        "inside.f": "true",
        "inside.g": "false",
        "inside.t": "word",
    }
    assert keys.problems == []


def test_several_names_of_one_thing_may_say_the_same():
    keys = Keys({"n": 3, "m": 3, "k": 5})
    assert keys.whole("n", "m") == 3
    assert keys.problems == []
    assert keys.whole("m", "k") == 3
    assert said(keys, "m") == [("m", "m = '3' and k = '5'", "one value: these are names of one thing")]


def test_a_switch_is_true_or_false_and_nothing_else():
    keys = Keys({"on": True, "off": False, "n": 1})
    assert (keys.flag("on", default=False), keys.flag("off", default=True), keys.flag("n", default=True)) == (
        True,
        False,
        True,
    )
    assert said(keys) == [("n", "'1'", "true or false")]


@pytest.mark.parametrize("value", [None, False, 0, [], {}])
def test_what_must_be_off_is_off(value):
    keys = Keys({"n": value})
    keys.off("n")
    keys.finish()
    assert keys.problems == []


@pytest.mark.parametrize("value", [True, 1, 3, "", "x", [0], {"a": 0}])
def test_what_must_be_off_is_refused_where_it_is_not(value):
    keys = Keys({"n": value})
    keys.off("n")
    assert len(said(keys)) == 1


def test_what_is_taken_already_may_be_on():
    keys = Keys({"n": True, "m": True})
    keys.flag("n", default=False)
    keys.off_where_free("n", "m")
    assert [each.where for each in keys.problems] == ["m"]


def test_a_word_is_one_of_those_that_may_stand():
    keys = Keys({"a": "x", "n": "y", "k": 3})
    assert (keys.text("a", "d", ("x", "d")), keys.text("n", "d", ("x", "d")), keys.text("k", "d")) == ("x", "d", "d")
    assert said(keys) == [("n", "'y'", "one of x, d")]
    assert said(keys, "k") == [("k", "'3'", "a word")]
    assert keys.assumed == {}


def test_lists_are_of_one_kind():
    keys = Keys({"n": [1, 2], "w": ["a"], "b": [1, True], "k": "ab", "none": None})
    assert (keys.listed("n", int), keys.listed("w", str), keys.listed("none", int)) == ([1, 2], ["a"], None)
    assert (keys.listed("b", int), keys.listed("k", str), keys.listed("w", int)) == (None, None, None)
    assert [each.wanted for each in keys.problems] == [
        "a list of whole numbers",
        "a list of words",
        "a list of whole numbers",
    ]


def test_keys_under_a_key_add_to_what_is_said():
    keys = Keys({"in": {"n": 3, "x": 4}, "out": 5}, "top.")
    inner = keys.within("in")
    assert inner.whole("n") == 3
    inner.finish()
    assert [each.where for each in keys.problems] == ["top.in.x"]
    assert keys.within("absent").content == {}
    assert len(keys.problems) == 1
    assert keys.within("out").content == {}
    assert keys.problems[-1].wanted == "an object with keys"


@pytest.mark.parametrize("held", [float("nan"), [1.0, float("nan")], {"a": [float("nan")]}, (float("nan"),)])
def test_what_is_no_number_is_refused_wherever_it_is_held(held):
    keys = Keys({"rope_scaling": held})
    keys.finish()
    assert [each.wanted for each in keys.problems] == ["numbers, and no NaN"]


def test_what_is_wrong_already_is_not_wrong_twice():
    keys = Keys({"n": float("nan"), "ok": [1.5, "x"]}, "in.")
    keys.whole("n")
    keys.skip("ok")
    keys.finish()
    assert [each.where for each in keys.problems] == ["in.n"]


@pytest.mark.parametrize(("many", "each"), [(20, True), (21, False)])
def test_of_very_many_strange_keys_three_are_named(many, each):
    keys = Keys({f"odd{at}": at for at in range(many)}, "in.")
    keys.finish()
    assert [problem.where for problem in keys.problems] == (
        [f"in.odd{at}" for at in range(many)] if each else ["in.keys"]
    )
    if not each:
        assert keys.problems[0].given == "21 keys that are not known, 'odd0', 'odd1', 'odd2' and so on"


def test_a_strange_key_that_says_nothing_is_none():
    keys = Keys({"odd": None})
    keys.finish()
    assert keys.problems == []


@pytest.mark.parametrize(
    ("slip", "mend"),
    [("hidden_sise", "did you mean hidden_size?"), ("size_hidden", "take the key out if it changes no parameter")],
)
def test_a_slip_is_told_from_a_key_of_another_kind(slip, mend):
    with pytest.raises(InputError) as caught:
        load({**LLAMA, slip: 7})
    assert [each.mend for each in caught.value.problems] == [mend]


@pytest.mark.parametrize(
    ("keys", "window"),
    [
        ({"sliding_window": 4096}, 4096),
        ({"sliding_window": 1}, 1),
        ({"sliding_window": 0}, None),
        ({"sliding_window": -1}, None),
        ({"sliding_window": True}, None),
        ({"sliding_window": 4096, "use_sliding_window": False}, None),
        ({"sliding_window": 4096, "use_sliding_window": True}, 4096),
        ({"sliding_window": 4096, "use_sliding_window": False, "window_size": 3}, 3),
        ({"attention_chunk_size": 8192}, 8192),
        ({"window_size": 7}, 7),
        ({"sliding_window": 5, "window_size": 7}, 5),
    ],
)
def test_a_window_is_said_where_there_is_one(keys, window):
    notes = load({**LLAMA, **keys}).notes
    assert notes == (
        ()
        if window is None
        else (f"some or all layers look back no further than {window} tokens; FLOP are counted without that saving",)
    )


@pytest.mark.parametrize(
    ("key", "how", "named"),
    [
        ("quantization_config", {"quant_method": "gptq", "bits": 4}, " (gptq, 4 bit)"),
        ("quantization_config", {"quant_method": "fp8"}, " (fp8)"),
        ("compression_config", {"bits": 8}, " (8 bit)"),
        ("quantization", {"bits": True, "group_size": 64}, ""),
        ("quantization", {"quant_method": "", "bits": 3}, " (3 bit)"),
        ("quantization", {"quant_method": 7, "bits": 3}, " (3 bit)"),
    ],
)
def test_how_a_checkpoint_is_quantised_is_said_as_far_as_it_is(key, how, named):
    (note,) = load({**LLAMA, key: how}).notes
    assert note.startswith(f"the checkpoint is quantised{named}: counted are")
    assert load({**LLAMA, key: {}}).notes == load({**LLAMA, key: None}).notes == ()


def test_what_lies_in_a_model_of_several_kinds_is_named():
    outer = {"model_type": "mistral3", "text_config": LLAMA, "vision_config": {}, "audio_config": {}, "depth": 7}
    model = load({**outer, "tie_word_embeddings": True})
    assert model.architecture.count.total == TOTAL - 97 * 132
    (note,) = model.notes
    assert "(llama) of this mistral3 is counted, not what audio_config, vision_config describe, nor any" in note
    inner = {**LLAMA, "tie_word_embeddings": False}
    assert load({**outer, "text_config": inner, "tie_word_embeddings": True}).architecture.count.total == TOTAL


@pytest.mark.parametrize(("outer", "inner"), WRAPPERS.items())
def test_each_type_that_holds_a_text_model_knows_which(outer, inner):
    assert inner in builders()
    with pytest.raises(InputError) as caught:
        load({"model_type": outer, "text_config": {"odd_key": 1}})
    assert "text_config.odd_key" in {each.where for each in caught.value.problems}


@pytest.mark.parametrize(
    ("names", "what"),
    [
        (["LlamaForCausalLM"], 97 * 132),
        (["LlamaModel"], 0),
        (["LlamaModel", "MistralModel"], 0),
        ([], 97 * 132),
        (["LlamaForCausalLM", "LlamaModel"], None),
        (["LlamaForTokenClassification"], None),
        (["LlamaEncoderModel"], None),
        (["LlamaForCausalLM", "Odd"], None),
    ],
)
def test_which_class_has_a_head(names, what):
    config = {**LLAMA, "architectures": names}
    if what is None:
        with pytest.raises(InputError, match="architectures: given"):
            load(config)
    else:
        assert load(config).architecture.untied_head == what


@pytest.mark.parametrize(("size", "read"), [(5, True), (4, False), (6, False)])
def test_each_layer_has_its_kind(size, read):
    config = {**LLAMA, "layer_types": ["full_attention"] * size}
    if read:
        assert load(config).architecture.count.total == TOTAL
    else:
        with pytest.raises(InputError, match=f"layer_types: given '{size} kinds', wanted one for each of the 5 layers"):
            load(config)


def test_what_leaves_a_rest_is_said_of_sizes_alone():
    with pytest.raises(InputError, match="133 / 6 leaves a rest"):
        load({**LLAMA, "hidden_size": 133})
    with pytest.raises(InputError) as caught:
        load({**LLAMA, "num_attention_heads": 0})
    assert [each.where for each in caught.value.problems] == ["num_attention_heads", "num_key_value_heads"]


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ('{"a": ' + "[" * 15 + "]" * 15 + "}", ""),
        ('{"a": ' + "[" * 16 + "]" * 16 + "}", "17 brackets within brackets"),
        ('{"a": "' + "[" * 40 + '"}', ""),
        ('{"a": [[], [], []], "b": ' + "[" * 14 + "]" * 14 + "}", ""),
        ('{"a": ' + "1" * 999 + "}", ""),
        ('{"a": ' + "1" * 1000 + "}", "a number of 1000 digits or more"),
        ('{"a": "' + "1" * 1000 + '"}', ""),
        (" \n", "nothing"),
        ("true", "a JSON true or false, not an object with keys"),
        ('"a"', "a JSON text, not an object with keys"),
        ("1.5", "a JSON number, not an object with keys"),
        ('{"a": 1, "b": 2, "b": 3}', "the key 'b' twice"),
    ],
    ids=lambda each: each[:20],
)
def test_how_much_a_text_may_hold(text, given):
    if given:
        with pytest.raises(InputError) as caught:
            parsed(text, "f")
        assert [each.given for each in caught.value.problems] == [given]
    else:
        assert parsed(text, "f") == json.loads(text)


def test_the_hash_is_of_the_keys_whatever_their_order():
    import hashlib

    canonical = json.dumps(LLAMA, sort_keys=True, separators=(",", ":"))
    assert load(dict(reversed(LLAMA.items()))).sha256 == hashlib.sha256(canonical.encode()).hexdigest()
    assert load({**LLAMA, "dtype": int}).sha256 != load(LLAMA).sha256
