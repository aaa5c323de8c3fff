"""Tables of runs in every format: each says what the CSV says, to the last bit; hostile ones end in one sentence."""

import gzip
import io
import json
import string
import sys
import time
from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limits import scaling
from limits.errors import InputError
from limits.scaling.fits import headers
from limits.scaling.fits.tables import objects, separated

HEADERS = ("model", "parameters [1e6]", "tokens [1e9]", "loss [nat/token]")
READS_PARQUET = find_spec("pyarrow") is not None


def rows_of(path):
    """The cells of a CSV file without quotes."""
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    return first.split(","), [line.split(",") for line in rest]


def as_json(cell):
    """A cell as JSON writes it: a number as its digits, which no float has been through."""
    return cell if headers.is_bare(cell) else "null" if not cell else json.dumps(cell)


def objects_of(headers, rows):
    pairs = ((f"{json.dumps(name)}: {as_json(cell)}" for name, cell in zip(headers, row, strict=True)) for row in rows)
    return ["{" + ", ".join(each) + "}" for each in pairs]


def lists_of(headers, rows):
    cells = zip(*rows, strict=True)
    return "{" + ", ".join(f"{json.dumps(h)}: [{', '.join(map(as_json, c))}]" for h, c in zip(headers, cells)) + "}"  # noqa: B905


def pandas_of(headers, rows):
    cells = ([f'"{k}": {as_json(cell)}' for k, cell in enumerate(column)] for column in zip(*rows, strict=True))
    parts = (f"{json.dumps(name)}: {{{', '.join(each)}}}" for name, each in zip(headers, cells, strict=True))
    return "{" + ", ".join(parts) + "}"


FORMATS = {
    "csv": lambda h, r: "".join(",".join(row) + "\n" for row in [h, *r]),
    "tsv": lambda h, r: "".join("\t".join(row) + "\n" for row in [h, *r]),
    "bars": lambda h, r: "".join("|".join(row) + "\n" for row in [h, *r]),
    "semicolon": lambda h, r: "".join(
        ";".join(row) + "\r\n" for row in [h, *([c.replace(".", ",") for c in row] for row in r)]
    ),
    "jsonl": lambda h, r: "\n".join(objects_of(h, r)) + "\n",
    "jsonl-gaps": lambda h, r: "\n\n".join(objects_of(h, r)),
    "json": lambda h, r: "[" + ",\n ".join(objects_of(h, r)) + "]",
    "json-lists": lists_of,
    "json-pandas": pandas_of,
}


@pytest.fixture
def runs(request):
    return request.config.rootpath / "docs" / "examples" / "fits" / "runs.csv"


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_fit_of_the_csv(runs, tmp_path, form, packed):
    expected = scaling.fit(scaling.Points.read(runs))
    text = FORMATS[form](*rows_of(runs)).encode()
    file = tmp_path / "runs.any"
    file.write_bytes(gzip.compress(text) if packed else text)
    found = scaling.fit(scaling.Points.read(file))
    assert found.vector.tobytes() == expected.vector.tobytes()
    assert found.coefficients == expected.coefficients
    assert found.warnings == expected.warnings


@pytest.mark.skipif(not READS_PARQUET, reason="pyarrow is not installed (extra parquet)")
@pytest.mark.parametrize("numbers", [float, str], ids=["doubles", "texts"])
def test_parquet_gives_the_fit_of_the_csv(runs, tmp_path, numbers):
    import pyarrow as pa
    import pyarrow.parquet as pq

    headers, rows = rows_of(runs)
    cells = {h: [c if k == 0 else numbers(c) for c in column] for k, (h, column) in enumerate(zip(headers, zip(*rows)))}  # noqa: B905
    pq.write_table(pa.table(cells), tmp_path / "runs.parquet")
    expected = scaling.fit(scaling.Points.read(runs))
    found = scaling.fit(scaling.Points.read(tmp_path / "runs.parquet"))
    assert found.vector.tobytes() == expected.vector.tobytes()


@pytest.mark.skipif(not READS_PARQUET, reason="pyarrow is not installed (extra parquet)")
@pytest.mark.parametrize("cut", [4, 8, 100, -1, -20])
def test_a_broken_parquet_file_is_refused(tmp_path, cut):
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"parameters": [1.0], "tokens": [1.0], "loss": [1.0]}), tmp_path / "runs.parquet")
    content = (tmp_path / "runs.parquet").read_bytes()
    (tmp_path / "runs.parquet").write_bytes(content[:cut])
    with pytest.raises(InputError, match="a readable Parquet file"):
        scaling.Points.read(tmp_path / "runs.parquet")


def test_without_its_library_parquet_is_refused_in_one_line(tmp_path, monkeypatch):
    for name in ("pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    (tmp_path / "runs.parquet").write_bytes(b"PAR1 and more")
    with pytest.raises(
        InputError, match=r"given Parquet, wanted pyarrow, .*\(extra parquet\), or write it as CSV"
    ) as caught:
        scaling.Points.read(tmp_path / "runs.parquet")
    assert len(str(caught.value).splitlines()) == 2


NUMBERS = st.floats(1e-6, 1e30).map(repr)
NAMES = st.text(string.ascii_letters + string.digits + " ,;|\t'-", min_size=1, max_size=12).map(str.strip)
NAMES = NAMES.filter(
    lambda name: name and name.isprintable() and name.casefold() not in {*headers.UNITS, "n", "d", "l"}
)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, NAMES), min_size=1, max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    NAMES,
)
def test_what_is_written_is_read_back(rows, separator, name):
    """Numbers to the last bit and names whole, whatever stands in quotes."""
    import csv

    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([("N", "D", "L", name), *rows])
    lists = {
        "N": [r[0] for r in rows],
        "D": [r[1] for r in rows],
        "L": [r[2] for r in rows],
        name: [r[3] for r in rows],
    }
    tables = [separated.table(buffer.getvalue(), "f"), objects.table(json.dumps(lists), "f")]
    tables.append(objects.table("\n".join(json.dumps(dict(zip(lists, r, strict=True))) for r in rows), "f"))
    tables.append(objects.table(json.dumps([dict(zip(lists, r, strict=True)) for r in rows], indent=1), "f"))
    for table in tables:
        assert table.headers == ("N", "D", "L", name)
        assert [tuple(cells) for _, cells in table.rows([0, 1, 2, 3])] == [tuple(map(str, row)) for row in rows]


@pytest.fixture
def write(tmp_path):
    def write(content, name="runs.any"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return file

    return write


def test_decimal_commas_stand_between_semicolons(write):
    points = scaling.Points.read(write("parameters [1e9];tokens [1e9];loss\n1,5;20;3,25\n"))
    assert (points.parameters.tolist(), points.loss.tolist()) == ([1.5e9], [3.25])


def test_headers_with_commas_and_units_stand_in_quotes(write):
    file = write('"N, total [1e9]","tokens, seen [B]",loss\n1,20,3\n')
    points = scaling.Points.read(file, {"parameters": "N, total", "tokens": "tokens, seen"})
    assert (points.parameters.tolist(), points.tokens.tolist()) == ([1e9], [2e10])


def test_missing_keys_and_null_are_runs_left_out(write):
    points = scaling.Points.read(write('{"parameters":1e9,"tokens":2e10,"loss":3}\n{"loss":2,"tokens":null}\n'))
    assert (len(points), points.left_out) == (1, 1)


def test_what_is_nested_matters_only_where_it_is_asked_for(write):
    row = '{"parameters": 1e9, "tokens": 2e10, "loss": 3, "config": {"lr": [1, 2]}}'
    assert len(scaling.Points.read(write(row))) == 1
    with pytest.raises(InputError, match="row 1, loss: given a list or an object"):
        scaling.Points.read(write(row), {"loss": "config"})


HOSTILE = (  # a file, and what is said of it
    ("{", "row 1: given"),
    ("[1, 2]", "wanted a JSON list of objects"),
    ("[[1, 2]]", "wanted a JSON list of objects"),
    ("{}", "file: given nothing"),
    ("[]", "file: given nothing"),
    ('{"a": 1}\n[2]', "row 2: given '[2]'"),
    ('{"a": 1}\n{"a": 1', "row 2: given Expecting"),
    ('{"a": 1, "a": 2}', "the key 'a' twice"),
    ('{"a": [1], "b": [1, 2]}', "columns of 1 to 2 cells"),
    ('{"a": {"0": 1}, "b": {"1": 2}}', "not of the same rows"),
    ("[" * 100_000, "brackets within brackets"),
    ('{"a":' * 100_000, "brackets within brackets"),
    ("[" + "[]," * 2_000_001 + "[]]", "2,000,003 objects and lists"),
    ("{" + ",".join(f'"{k}": 1' for k in range(1001)) + "}", "1001 cells, wanted at most 1,000"),
    ('{"parameters": true, "tokens": 1, "loss": 1}', "row 1, parameters: given 'true'"),
    ('{"parameters": Infinity, "tokens": 1, "loss": 1}', "row 1, parameters: given 'Infinity'"),
    ('{"parameters": ' + "9" * 5000 + ', "tokens": 1, "loss": 1}', "row 1, parameters: given '9999"),
    ('{"parameters": "1_000", "tokens": 1, "loss": 1}', "row 1, parameters: given '1_000'"),
    ('{"parameters": "__import__(\'os\')", "tokens": 1, "loss": 1}', "row 1, parameters: given"),
    ('{"\\u001b[31m": 1, "\\ud800": 2}', "given \\x1b[31m, \\ud800, wanted loss"),
    ("parameters;tokens;loss\n1,5;2.5;3\n", "decimal signs: given '1,5' in row 2, '2.5' in row 2, wanted commas"),
    ("parameters\ttokens\tloss\n1,5\t2\t3\n", "write 1.5 with a point"),
    ("parameters;tokens;loss\n1,500,000;2;3\n", "row 2, parameters: given '1,500,000'"),
    (b"\x1f\x8b", "a gzip file that is broken"),
    (b"\x1f\x8b" + b"\x00" * 50, "a gzip file that is broken"),
    (gzip.compress(b"parameters,tokens,loss\n1,1,1\n" * 100)[:-9], "a gzip file that is broken"),
    (gzip.compress(b"\0" * 40_000_000), "more than 32,000,000 bytes when unpacked"),
    (gzip.compress(gzip.compress(b"parameters,tokens,loss\n1,1,1\n")), "bytes that are not UTF-8 text"),
)


@pytest.mark.parametrize(
    ("content", "said"), HOSTILE, ids=[f"{place} {said}" for place, (_, said) in enumerate(HOSTILE)]
)
def test_what_is_no_table_is_said_in_one_line(write, content, said):
    start = time.process_time()
    with pytest.raises(InputError) as caught:
        scaling.Points.read(write(content))
    lines = str(caught.value).splitlines()
    assert said in lines[1]
    assert all(line.isprintable() for line in lines)
    assert len(lines) == 2
    assert max(map(len, lines)) < 300
    assert time.process_time() - start < 10  # as of any call: nothing hangs


class TestSeveralFiles:
    def test_rows_are_joined_each_in_its_own_units(self, write):
        first = write("parameters,tokens [1e9],loss\n1e9,20,3\n", "a.csv")
        second = write('[{"loss": 2.5, "compute": 6e20, "parameters": 5e9}]', "b.json")
        points = scaling.Points.read([first, second])
        assert points.parameters.tolist() == [1e9, 5e9]
        assert points.tokens.tolist() == [2e10, 2e10]
        assert points.loss.tolist() == [3, 2.5]

    def test_halves_of_a_file_give_its_fit(self, runs, write):
        head, *lines = runs.read_text(encoding="utf-8").splitlines()
        halves = [write("\n".join([head, *part]), f"{k}.csv") for k, part in enumerate((lines[:9], lines[9:]))]
        joined, whole = (scaling.fit(scaling.Points.read(each)) for each in (halves, runs))
        assert joined.vector.tobytes() == whole.vector.tobytes()

    def test_messages_name_the_file(self, write):
        good = write("parameters,tokens,loss\n1e9,2e10,3\n", "one/runs.csv")
        bad = write("parameters,tokens,loss\n1e9,2e10,x\n", "two/runs.csv")
        with pytest.raises(InputError, match=r"two/runs\.csv: 1 input cannot be used\n  row 2, loss: given 'x'"):
            scaling.Points.read([good, bad])
        with pytest.raises(InputError, match=r"^three\.csv: 1 input cannot be used\n  columns: given a"):
            scaling.Points.read([good, write("a,b\n1,2\n", "three.csv")])

    def test_a_file_given_twice_would_count_twice(self, runs):
        with pytest.raises(InputError, match="more than once, wanted each file once"):
            scaling.Points.read([runs, runs])
        with pytest.raises(InputError, match="files: given none"):
            scaling.Points.read([])

    def test_a_file_without_names_is_one_curve(self, write):
        files = [write("compute,loss\n1e18,4\n2e18,3.9\n", name) for name in ("small.csv", "large.csv")]
        named = write("curve,compute,loss\nsmall.csv,3e18,3.8\n", "more.csv")
        curves = scaling.Curves.read([*files, named])
        assert (curves.names, curves.curve.tolist()) == (("small.csv", "large.csv"), [0, 0, 1, 1, 0])
        with pytest.raises(InputError, match="wanted curve, loss, and compute"):
            scaling.Curves.read(files[0])


class TestConstants:
    @pytest.mark.parametrize("constants", [{"N": "1e9 parameter"}, {"parameters": "1e9"}, {"params": "1 Gparameter"}])
    def test_what_is_the_same_in_all_rows(self, write, constants):
        points = scaling.Points.read(write("tokens,loss\n1e9,4\n2e9,3\n"), constants=constants)
        assert points.parameters.tolist() == [1e9, 1e9]

    def test_a_curve_may_be_named(self, write):
        curves = scaling.Curves.read(write("compute,loss\n1e18,4\n2e18,3\n"), constants={"curve": "mine"})
        assert (curves.names, curves.curve.tolist()) == (("mine",), [0, 0])

    @pytest.mark.parametrize(
        ("constants", "said"),
        [
            ({"speed": "1"}, "constant: given 'speed', wanted one of parameters, tokens, compute, loss"),
            ({"tokens": "1e9"}, "tokens: given '1e9' for every row, and a column, wanted one of the two"),
            ({"N": "1", "parameters": "2"}, "parameters: given '2' for every row, and another"),
            ({"N": "1 J"}, "parameters: given '1 J'"),
            ({"N": "1e9 .. 2e9"}, "not an interval"),
            ({"N": "-1"}, "parameters: given '-1'"),
            ({"N": "1e99"}, "parameters: given '1e99', wanted a finite number > 0"),
            ({"N": "__import__('os')"}, "parameters: given"),
            ({"N": "nan"}, "parameters: given"),
        ],
    )
    def test_what_is_no_constant(self, write, constants, said):
        with pytest.raises(InputError) as caught:
            scaling.Points.read(write("tokens,loss\n1e9,4\n"), constants=constants)
        assert said in str(caught.value)

    @pytest.mark.parametrize("name", ["", " ", "a\x1b[31m"])
    def test_what_is_no_name_of_a_curve(self, write, name):
        with pytest.raises(InputError, match="wanted a name in printable characters"):
            scaling.Curves.read(write("compute,loss\n1e18,4\n"), constants={"curve": name})


class TestComputeBesideBoth:
    TEXT = "parameters,tokens,compute,loss\n" + "".join(f"{N},{D},{k * 6 * N * D},3\n" for N, D, k in [
        (1e8, 2e9, 1.1), (1e8, 4e9, 1.2), (1e9, 2e10, 1.4)
    ])  # fmt: skip

    def test_it_is_checked_against_six_n_d(self, write):
        points = scaling.Points.read(write(self.TEXT))
        assert points.tokens.tolist() == [2e9, 4e9, 2e10]
        said = (
            "compute is 1.2 times 6 N D in the median of 3 rows (1.1 to 1.4); parameters and tokens are used as stated"
        )
        assert points.remarks == (said,)

    def test_it_is_used_if_asked(self, write):
        by_tokens = scaling.Points.read(write(self.TEXT), from_compute="tokens")
        assert by_tokens.parameters.tolist() == [1e8, 1e8, 1e9]
        assert by_tokens.tokens == pytest.approx([2.2e9, 4.8e9, 2.8e10], rel=1e-12, abs=0)
        by_parameters = scaling.Points.read(write(self.TEXT), from_compute="parameters")
        assert by_parameters.parameters == pytest.approx([1.1e8, 1.2e8, 1.4e9], rel=1e-12, abs=0)
        assert by_parameters.remarks == ()

    def test_the_remark_stands_at_the_fit(self, runs, write):
        headers, rows = rows_of(runs)
        lines = [[*row, repr(5 * float(row[1]) * 1e6 * float(row[2]) * 1e9)] for row in rows]
        file = write("\n".join(map(",".join, [[*headers, "compute"], *lines])))
        assert "compute is 0.833 times 6 N D" in scaling.fit(scaling.Points.read(file)).warnings[-1]

    def test_agreement_is_no_news(self, write):
        assert scaling.Points.read(write("parameters,tokens,compute,loss\n1e9,2e10,1.2e20,3\n")).remarks == ()

    def test_without_a_column_it_cannot_be_used(self, write):
        file = write("parameters,tokens,loss\n1,1,1\n")
        with pytest.raises(InputError, match="wanted loss, compute and parameters"):
            scaling.Points.read(file, from_compute="tokens")
        with pytest.raises(InputError, match="from_compute: given 'loss', wanted parameters or tokens"):
            scaling.Points.read(file, from_compute="loss")

    def test_curves_take_compute_as_stated(self, write):
        text = "curve,parameters,tokens,compute,loss\na,1e9,1e9,9e18,4\n"
        curves = scaling.Curves.read(write(text))
        assert curves.compute.tolist() == [9e18]
        said = "compute is 1.5 times 6 N D in the median of 1 rows (1.5 to 1.5); compute is used as stated"
        assert curves.remarks == (said,)
        assert said in scaling.envelope(curves).warnings


def test_one_file_of_facts_reads_alike_in_all_formats(facts, write):
    path = facts / "data" / "scaling" / "ladder_final16.csv"
    names = {"parameters": "N", "loss": "c4"}
    whole = scaling.Points.read(path, names)
    assert len(whole) == 16
    headers, rows = rows_of(path)
    for form in FORMATS.values():
        found = scaling.Points.read(write(form(headers, rows)), names)
        assert found.tokens.tobytes() == whole.tokens.tobytes()
        assert found.loss.tobytes() == whole.loss.tobytes()
    with pytest.raises(InputError, match=r"row 9, compute: given '-6.000699539906888e\+17'"):  # an overflow of theirs
        scaling.Points.read(path, {**names, "compute": "flops"})


def test_runs_of_two_files_are_other_runs_though_they_have_one_name(tmp_path):
    text = "parameters,tokens,loss,run\n1e8,1e9,4.1,a\n1e8,2e9,3.9,a\n"
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert scaling.Points.read([tmp_path / "one.csv", tmp_path / "two.csv"]).run.tolist() == [0, 0, 1, 1]


def test_runs_are_named_in_all_files_or_in_none(tmp_path):
    (tmp_path / "one.csv").write_text("parameters,tokens,loss,run\n1e8,1e9,4.1,a\n", encoding="utf-8")
    (tmp_path / "two.csv").write_text("parameters,tokens,loss\n1e8,2e9,3.9\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"two\.csv.*\n.*run: given no such column, wanted one, as one\.csv has it"):
        scaling.Points.read([tmp_path / "one.csv", tmp_path / "two.csv"])
