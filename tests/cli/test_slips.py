"""What people type and mistype: each ends in the right answer, or in one message that mends it in one try."""

from __future__ import annotations

import pytest

from limits.errors import InputError
from limits.runs import load

LANDAUER = 'bits="1e26 bit" temperature="300 K"'
MENDED = [  # words, what the message says to write
    (("frontier", "optimal", "1e25"), 'Write --compute "1e25".'),
    (("frontier", "optimal", "--compute", "1e25", "FLOP"), '--compute "1e25 FLOP"'),
    (("frontier", "optimal", "--compute=1e25", "FLOP"), '--compute "1e25 FLOP"'),
    (("frontier", "optimal", "--compute", "FLOP"), "begin with the number"),
    (("frontier", "optimal", "--cost", "$10M", "--price", "1e-18 USD/FLOP"), "write '10M USD'"),
    (("law", "landauer", "--bits", "1e26 bit"), 'bits="1e26 bit"'),
    (("law", "landauer", "bits", "=", "1e26 bit", "temperature=300 K"), LANDAUER),
    (("law", "landauer", "bits=", "1e26 bit", "temperature", "=300 K"), LANDAUER),
    (("law", "landauer", "bits=1e26", "bit", "temperature=300", "K"), LANDAUER),
    (("law", "landauer", "bits=1 bit", "300"), 'write e.g. bits="1e12 bit" temperature="300 K"'),
    (("frontier", "trend", "brown2020-compute", "--compute", "3 FLOP"), 'compute="3 FLOP"'),
    (("report", "gpt-3", "--json"), "Write --format json."),
    (("report", "gpt-3", "--md"), "Write --format markdown."),
    (("report", "gpt-3", "-f", "json"), "Write --format json."),
    (("report", "gpt-3", "-o", "out.html"), "Write --output out.html."),
    (("report", "gpt-3", "--set", "pue=1.2"), "did you mean facility.pue"),
    (("report", "llama3"), "did you mean llama-3"),
    (("catalog", "runs", "lama-33"), "did you mean llama-33b"),
]
RUN_FILES = [  # content, what the message says
    ("name = 'a'\n[corpus]\ntokens = 2T\n", "line 3: given tokens = 2T", 'tokens = "2T"'),
    ("name = 'a'\n[cluster]\nwall_time = 54 days # long\n", "line 3", 'wall_time = "54 days"'),
    ("name = 'a'\n[cluster]\ncount = 16,384\n", "line 3", "count = 16_384"),
    ("name = 'a'\n[cluster]\nmfu = .4\n", "line 3", "mfu = 0.4"),
    ("name = 'a'\n[cluster]\naccelerator = h100-sxm\n", "line 3", 'accelerator = "h100-sxm"'),
    ('{"name": "a", "compute": {"flop": "1e26 FLOP"}}', "given JSON", 'flop = "1e26 FLOP"'),
    ("name: mine\ncompute:\n  flop: 1e26 FLOP\n", "reads like YAML", 'name = "mine"'),
]


@pytest.mark.parametrize(("words", "said"), MENDED, ids=lambda part: " ".join(part) if isinstance(part, tuple) else "")
def test_one_message_mends_the_call(refusal, words, said):
    message = refusal(*words)
    assert said in message
    assert message.count("Did you mean") + message.count("did you mean") <= 1


def test_no_name_is_suggested_twice(refusal):
    said = refusal("cite", "limit").partition("did you mean ")[2].strip().removesuffix("?").split(" or ")
    assert len(said) == len(set(said))


@pytest.mark.parametrize(("content", "where", "said"), RUN_FILES)
def test_run_files_that_are_no_toml(tmp_path, content, where, said):
    file = tmp_path / "run.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load(file)
    assert where in str(refused.value)
    assert said in str(refused.value)


@pytest.mark.parametrize("ending", ["json", "yaml"])
def test_a_file_of_another_kind_is_told_by_its_ending(refusal, tmp_path, monkeypatch, ending):
    monkeypatch.chdir(tmp_path)
    (tmp_path / f"run.{ending}").write_text('{"name": "a"}', encoding="utf-8")
    assert "given JSON" in refusal("report", f"run.{ending}")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_files_with_a_byte_order_mark_are_read(answer, tmp_path, encoding):
    file = tmp_path / "run.toml"
    file.write_text('name = "marked"\n[compute]\nflop = "1e26 FLOP"\n', encoding=encoding)
    assert "marked" in answer("report", str(file))


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (("law", "Landauer"), ("law", "landauer")),
        (("frontier", "trend", "Brown2020-Compute"), ("frontier", "trend", "brown2020-compute")),
        (
            ("frontier", "predict", "--parameters", "70B", "--tokens", "1.4T", "--scaling", "Chinchilla"),
            ("frontier", "predict", "--parameters", "70B", "--tokens", "1.4T", "--scaling", "hoffmann2022"),
        ),
        (("frontier", "optimal", "-h"), ("frontier", "optimal", "--help")),
        (("-h",), ("--help",)),
    ],
    ids=" ".join,
)
def test_another_spelling_gives_the_same_answer(answer, words, same):
    assert answer(*words) == answer(*same)


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_a_table_with_another_separator_is_read(answer, tmp_path, separator):
    plain = "curve,compute,loss\n" + "".join(f"c{k},1e{18 + k},{4 - 0.3 * k}\n" for k in range(6))
    commas, other = tmp_path / "a.csv", tmp_path / "b.csv"
    commas.write_text(plain, encoding="utf-8")
    other.write_text(plain.replace(",", separator), encoding="utf-8")
    words = ("frontier", "envelope")
    assert answer(*words, str(other), "--format", "csv") == answer(*words, str(commas), "--format", "csv")


def test_headers_that_are_called_otherwise_are_shown_with_what_to_write(refusal, tmp_path):
    file = tmp_path / "runs.csv"
    file.write_text("N;D;L\n1e9;2e10;3\n", encoding="utf-8")
    said = refusal("frontier", "fit", str(file))
    assert "given N, D, L, separated by ';'" in said
    assert "write --columns parameters=N,tokens=D,loss=L" in said
    file.write_text("parameters;tokens;loss\n1e9;2e10;3,1\n", encoding="utf-8")
    assert "write 1.5 with a point" in refusal("frontier", "fit", str(file))
