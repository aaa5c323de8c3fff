import time

import pytest

from limits import catalog
from limits.catalog.catalog import Catalog, Sheet
from limits.errors import DataError, InputError, UnknownNameError


@pytest.fixture
def user_file(tmp_path):
    def write(text):
        path = tmp_path / "mine.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


GOOD = "accelerator,tdp_w,source,evidence\nmy-chip,350,our bench,primary\n"


def problems(path):
    with pytest.raises(InputError) as caught:
        catalog.shipped().extended(path)
    return [str(problem) for problem in caught.value.problems]


def test_a_users_row_is_added_and_the_shipped_catalogue_stays(user_file):
    mine = catalog.shipped().extended(user_file(GOOD))
    row = mine.row("accelerator", "MY-chip")
    assert (row.cells["tdp"].value, row.source, str(row.origin("tdp"))) == (350.0, "our bench", "catalogue: my-chip")
    assert len(mine.rows("accelerator")) == len(catalog.rows("accelerator")) + 1
    assert mine.rows("run") == catalog.rows("run")
    assert mine.sha256 != catalog.shipped().sha256
    with pytest.raises(UnknownNameError):
        catalog.row("accelerator", "my-chip")


def test_a_row_of_a_known_name_replaces_it_whole_and_keeps_its_aliases(user_file):
    mine = catalog.shipped().extended(user_file(GOOD.replace("my-chip", "h100-sxm")))
    assert mine.row("accelerator", "h100") is mine.row("accelerator", "h100-sxm")
    assert set(mine.row("accelerator", "h100").cells) == {"tdp"}
    assert mine.names("accelerator") == catalog.names("accelerator")
    assert catalog.row("accelerator", "h100").cells["tdp"].value == 700.0


def test_a_name_of_the_users_own_goes_before_a_shipped_alias(user_file):
    mine = catalog.shipped().extended(user_file(GOOD.replace("my-chip", "h100")))
    assert mine.row("accelerator", "h100").cells["tdp"].value == 350.0
    assert mine.row("accelerator", "h100-sxm").cells["tdp"].value == 700.0


def test_files_add_up_and_the_last_one_is_heard_first(tmp_path):
    texts = {
        "chips.csv": "accelerator,aliases,tdp_w,source,evidence\nmy-chip,mc,350,bench,primary\nother,,50,lab,primary\n",
        "grid.csv": "grid,pue_ratio,source,evidence\nours,1.2,bill,primary\n",
        "again.csv": "accelerator,tdp_w,source,evidence\nmy-chip,400,second bench,primary\n",
    }
    mine = catalog.shipped()
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
        mine = mine.extended(tmp_path / name)
    assert mine.row("accelerator", "my-chip").cells["tdp"].value == 400.0
    assert mine.row("accelerator", "mc").source == "second bench"
    assert mine.row("accelerator", "other").cells["tdp"].value == 50.0
    assert mine.row("accelerator", "h100") == catalog.row("accelerator", "h100")
    assert mine.row("grid", "ours").cells["pue"].value == 1.2
    assert mine.names("accelerator") == (*catalog.names("accelerator"), "my-chip", "other")
    assert mine.names("grid") == (*catalog.names("grid"), "ours")
    with pytest.raises(UnknownNameError, match="kind of catalogue row"):
        mine.names("chip")


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("\n", "\r\n"),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace("accelerator,", "accelerator , ").replace("350", " 350 "),
        GOOD + "\n,,,\n",
        GOOD.rstrip("\n"),
    ],
    ids=["CRLF", "byte-order mark", "blanks", "empty lines", "no last line end"],
)
def test_what_spreadsheets_write_is_read(user_file, text):
    assert catalog.shipped().extended(user_file(text)).row("accelerator", "my-chip").cells["tdp"].value == 350.0


@pytest.mark.parametrize("kind", catalog.KINDS)
def test_the_first_header_tells_the_kind(user_file, kind):
    mine = catalog.shipped().extended(user_file(f"{kind},evidence,source\nxyz,primary,me\n"))
    assert mine.row(kind, "xyz").kind == kind


def test_intervals_and_unverified_fields_of_a_users_run(user_file):
    text = (
        "run,train_flop,params_total,source,evidence,unverified_fields\n"
        'plan,"2e24 [1e24 .. 4e24]",70e9 .. 80e9,memo,primary,params_total\n'
    )
    row = catalog.shipped().extended(user_file(text)).row("run", "plan")
    assert (row.cells["flop"].low, row.cells["flop"].value, row.cells["flop"].high) == (1e24, 2e24, 4e24)
    assert row.cells["parameters"].value == 75e9
    assert str(row.origin("parameters")) == "catalogue: plan (unverified)"


def test_all_problems_come_at_once_with_line_and_column(user_file):
    path = user_file(
        "accelerator,tdp_w,memory_gb,tdp,source,evidence\n"
        "chip-a,nan,80,1,lab,primary\n"
        "\n"
        "Chip B,-5,1e400,1,,primary\n"
        "chip-a,700,80,1,lab,\n"
        "chip-c,700,80\n"
    )
    found = problems(path)
    wanted = [
        ("line 1: given column 'tdp'", "did you mean tdp_w?"),
        ("line 2, column tdp_w: given 'nan'", "wanted a finite number [W] > 0"),
        ("line 4, column source: given nothing", ""),
        ("line 4, column accelerator: given 'Chip B'", "small letters"),
        ("line 4, column tdp_w: given '-5'", ""),
        ("line 4, column memory_gb: given '1e400'", "[GB]"),
        ("line 5, column evidence: given nothing", ""),
        ("line 5: given 'chip-a'", "no other row has"),
        ("line 6: given 3 cells, wanted 6", ""),
    ]
    assert len(found) == len(wanted)
    for problem, (start, rest) in zip(found, wanted, strict=True):
        assert problem.startswith(f"{path} {start}")
        assert rest in problem


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the kind of its rows"),
        ("\n\n", "the kind of its rows"),
        ("chip,tdp_w\nx,1\n", "the kind of its rows: run, accelerator, node, link, memory, grid"),
        ("accelerator,tdp_w\nx,1\n", "no column source"),
        ("accelerator,source,evidence\nx,a,b,c\n", "line 2: given 4 cells, wanted 3, one for each header"),
        ("accelerator,source,evidence\nx,a,b,\n", "line 2: given 4 cells, wanted 3, one for each header"),
        ("accelerator,tdp_w,tdp_w,source,evidence\nx,1,2,a,b\n", "column 'tdp_w' again"),
        ("accelerator,accelerator,source,evidence\nx,y,a,b\n", "column 'accelerator' again"),
        ("accelerator,evidence,source,\nx,primary,a,b\n", "column ''"),
        ("accelerator,aliases,source,evidence\nx,X 1,a,b\n", "column aliases: given 'X 1'"),
        ("accelerator,aliases,source,evidence\nx,y;y,a,b\n", "a name or alias that no other row has"),
        ("accelerator,aliases,source,evidence\nx,h100,a,b\n", "an alias that names no other row"),
        ("accelerator,aliases,source,evidence\nx,h100-sxm,a,b\n", "an alias that names no other row"),
        ("accelerator,unverified_fields,source,evidence\nx,tdp,a,b\n", "headers of columns"),
        ("accelerator,notes,source,evidence\nx,a\x1b[31mred,a,b\n", "without control characters"),
        ('accelerator,notes,source,evidence\nx,"two\nlines",a,b\n', "text on one line"),
        ('accelerator,source,evidence\nx,"open,b\n', "comma-separated values"),
        ('accelerator,source,evidence\nx,"a"b,c\n', "comma-separated values"),
        ("accelerator,source,evidence\n,a,b\n", "column accelerator: given ''"),
        ("accelerator,source,evidence\nx,a\x00,b\n", "control characters"),
        (b"accelerator,source,evidence\nx,caf\xe9,b\n", "not UTF-8"),
        ("run,accelerator_count,source,evidence\nx,7.5,a,b\n", "given '7.5', wanted a whole number >= 1"),
        ("run,layers,source,evidence\nx,80 .. 80.5,a,b\n", "wanted a whole number >= 1"),
        ("link,lanes_per_direction_per_port,source,evidence\nx,0.5,a,b\n", "wanted a whole number >= 1"),
        ("run,mfu_ratio,source,evidence\nx,1.2,a,b\n", "wanted a finite number > 0 and <= 1"),
        ("run,pue_ratio,source,evidence\nx,0.9,a,b\n", "wanted a finite number >= 1"),
        ("run,cost_usd,source,evidence\nx,1e308 .. 1.7e308,a,b\n", "1e-60 to 1e+60 USD at most"),
        ("run,cost_usd,source,evidence\nx,5e-324,a,b\n", "1e-60 to 1e+60 USD at most"),
        (b"accelerator,source,evidence\nx," + b"a" * 200_000 + b",b\n", "comma-separated values"),
    ],
)
def test_bad_files_are_refused_in_words(user_file, text, says):
    assert any(says in problem for problem in problems(user_file(text)))


def test_a_file_that_cannot_be_read_is_an_input_error(tmp_path):
    assert "the name of no file" in problems(tmp_path / "absent.csv")[0]
    assert "directory" in problems(tmp_path)[0]


def test_a_line_number_is_that_of_the_start_of_the_row(user_file):
    path = user_file('link,notes,source,evidence\na,"1\n2\n3",s,e\nb,,,e\n')
    assert [problem.split(":")[0] for problem in problems(path)] == [
        f"{path} line 2, column notes",
        f"{path} line 5, column source",
    ]


def test_a_shipped_file_without_a_source_is_a_fault_of_the_data():
    broken = Catalog((Sheet("link", "links.csv", b"link,source,evidence\nx,,primary\n"),))
    with pytest.raises(DataError, match=r"links\.csv.*column source"):
        broken.rows("link")


@pytest.mark.parametrize(
    "text",
    [
        "link," + ",".join(f"column_{k}" for k in range(50_000)) + "\n",
        "link" + ",a" * 200_000 + "\n",
        "link,source,evidence\n" + "A,,\n" * 50_000,
        "link,source,evidence\n" + "a,b\n" * 100_000,
        "link,aliases,source,evidence\na," + "x;" * 60_000 + ",b,c\n",
    ],
    ids=["unknown columns", "one column again and again", "bad rows", "short rows", "aliases"],
)
def test_a_thoroughly_bad_file_is_told_by_its_first_problems_at_once(user_file, text):
    path, start = user_file(text), time.process_time()
    with pytest.raises(InputError) as caught:
        catalog.shipped().extended(path)
    lines = str(caught.value).splitlines()
    assert len(lines) == 22
    assert lines[-1].endswith(" more")
    assert time.process_time() - start < 5


def test_electricity_and_its_carbon_may_be_free_and_a_chip_without_power_may_not(user_file):
    text = "grid,carbon_intensity_gco2e_per_kwh,electricity_price_usd_per_kwh,source,evidence\nours,0,0,roof,primary\n"
    row = catalog.shipped().extended(user_file(text)).row("grid", "ours")
    assert (row.cells["electricity_price"].value, row.cells["carbon_intensity"].value) == (0.0, 0.0)
    assert any("> 0" in each for each in problems(user_file(GOOD.replace("350", "0"))))


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n"])
def test_a_file_without_a_row_lacks_its_first_column_in_line_1(user_file, text):
    assert [each.partition(": ")[0].rpartition("/")[2] for each in problems(user_file(text))] == [
        "mine.csv line 1, first column"
    ]
