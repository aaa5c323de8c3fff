"""Reading a file of the catalogue: everything that is wrong with it, in whole messages, and the rows that come out."""

from __future__ import annotations

import pytest

from limits.catalog.columns import TABLES
from limits.catalog.measured_power import TRACE
from limits.catalog.reader import read_records, read_row, read_rows, records_of
from limits.errors import InputError

FILE = b"""\xef\xbb\xbf node , aliases,accelerator,accelerators_per_node,nics_per_node,gbit_per_s_per_nic,\
gpudirect_rdma,\
unverified_fields,secondary_fields,confidence,notes,source,evidence
"first", one; the-first ,h100-sxm,8,4,"100 [90 .. 110]",yes,nics_per_node; accelerator,gbit_per_s_per_nic,high,"of
",a manual,primary
,,,,,,,,,,,,

second,,,16,,,,all,,,,a bill,secondary
"""
ROWS = [
    {
        "name": "first",
        "aliases": ("one", "the-first"),
        "printed": {"accelerators": "8", "nics": "4", "nic_rate": "100 [90 .. 110]"},
        "texts": {"accelerator": "h100-sxm", "gpudirect_rdma": "yes"},
        "source": "a manual",
        "evidence": "primary",
        "confidence": "high",
        "notes": "of",
        "unverified": {"nics", "accelerator"},
        "secondary": {"nic_rate"},
    },
    {
        "name": "second",
        "aliases": (),
        "printed": {"accelerators": "16"},
        "texts": {},
        "source": "a bill",
        "evidence": "secondary",
        "confidence": "",
        "notes": "",
        "unverified": {
            *("accelerators", "devices", "domain", "nics", "nic_rate"),
            *("title", "vendor", "year", "accelerator", "fabric", "gpudirect_rdma"),
        },
        "secondary": set(),
    },
]


def fields(row):
    return {field: getattr(row, field) for field in ROWS[0]}


def said(content, file="f.csv"):
    with pytest.raises(InputError) as caught:
        read_rows(content.encode(), file)
    return [str(problem) for problem in caught.value.problems]


def test_rows_with_all_that_a_row_may_say():
    kind, rows = read_rows(FILE, "nodes.csv")
    assert kind == "node"
    assert [fields(row) for row in rows] == ROWS
    assert {name: (cell.value, cell.unit) for name, cell in rows[0].cells.items()} == {
        "accelerators": (8.0, "1"),
        "nics": (4.0, "1"),
        "nic_rate": (100e9, "bit/s"),
    }
    assert (rows[0].cells["nic_rate"].low, rows[0].cells["nic_rate"].high) == (90e9, 110e9)


def test_records_are_the_same_rows_with_their_places():
    table, records = read_records(FILE, "nodes.csv")
    assert table is TABLES["node"]
    assert {name: where for name, (where, _) in records.items()} == {
        "first": "nodes.csv line 2",
        "second": "nodes.csv line 6",
    }
    for written, (where, record) in zip(ROWS, records.values(), strict=True):
        assert fields(read_row(record, table, where, "nodes.csv")) == written


def test_records_of_a_known_table_have_their_lines_and_their_cells():
    content = b"trace,source,evidence,mean_power_w\n\nv100, a log ,primary,98.45\na100,a log,primary, 121.9\n"
    assert list(records_of(content, TRACE, "power.csv")) == [
        (3, {"trace": "v100", "source": "a log", "evidence": "primary", "mean_power_w": "98.45"}),
        (4, {"trace": "a100", "source": "a log", "evidence": "primary", "mean_power_w": "121.9"}),
    ]
    with pytest.raises(InputError, match=r"power\.csv line 2: given column 'colour'"):
        list(records_of(b"\ntrace,source,evidence,colour\nv100,a,primary,red\n", TRACE, "power.csv"))


def test_everything_that_is_wrong_with_a_file():
    content = (
        "\n"
        "node,aliases,devices_per_node,Gbit_per_s_per_nics,nics_per_node,nics_per_node,gpudirect_rdma,unverified_fields,"
        "secondary_fields,evidence\n"
        "one,One,8,,4,4,maybe,all,devices; nics_per_node,primary\n"
        "one,,7.5,,4,4,yes,everything; ,,\n"
        "two,one; two,8,,,,no,all,all,primary,\n"
        "three,t; two; t,8,,,,no,all,all,pri\tmary\n"
    )
    assert said(content) == [
        (
            "f.csv line 2: given column 'Gbit_per_s_per_nics', wanted a column of the table of nodes; "
            "did you mean gbit_per_s_per_nic?"
        ),
        "f.csv line 2: given column 'nics_per_node' again, wanted each column once",
        "f.csv line 2: given no column source, wanted a column source, filled in every row",
        "f.csv line 3, column aliases: given 'One', wanted small letters, digits, hyphens and dots, such as h100-sxm",
        "f.csv line 3, column gpudirect_rdma: given 'maybe', wanted one of yes, no",
        (
            "f.csv line 3, column secondary_fields: given 'devices', wanted headers of columns, separated by "
            "semicolons, or all"
        ),
        (
            "f.csv line 4, column evidence: given nothing, wanted where the numbers were read and how they were seen; "
            "every row says both"
        ),
        (
            "f.csv line 4, column unverified_fields: given 'everything', wanted headers of columns, separated by "
            "semicolons, or all"
        ),
        "f.csv line 4, column unverified_fields: given '', wanted headers of columns, separated by semicolons, or all",
        (
            "f.csv line 4, column devices_per_node: given '7.5', wanted a whole number >= 1, as 'a', 'a .. b' or "
            "'a [b .. c]'"
        ),
        "f.csv line 4: given 'one', wanted a name or alias that no other row has",
        "f.csv line 5: given 11 cells, wanted 10, one for each header; quote a cell that holds a comma",
        "f.csv line 6, column evidence: given 'pri\\tmary', wanted text on one line, without control characters",
        "f.csv line 6: given 't', wanted a name or alias that no other row has",
    ]


def test_an_unknown_kind_names_those_there_are_in_the_line_where_it_stands():
    wanted = "wanted the kind of its rows: run, accelerator, node, link, memory, grid"
    assert said("\n\nchip,source\nx,y\n") == [f"f.csv line 3, first column: given 'chip', {wanted}"]
    assert said("") == [f"f.csv line 1, first column: given '', {wanted}"]


def test_text_that_is_no_table_is_told_with_what_was_wrong_before_it():
    found = said('link,colour,source,evidence\na,,s,e\nb,,"s"x,e\n')
    assert [each.split(": given")[0] for each in found] == ["f.csv line 1", "f.csv line 3"]
    assert found[1].endswith("wanted comma-separated values")


def test_of_many_unknown_columns_the_first_twenty_are_told_the_nearest_one():
    headers = [f"reach{number:02d}" for number in range(25)]
    found = said(f"link,source,evidence,{','.join(headers)}\n")
    assert [each.endswith("; did you mean reach?") for each in found] == [True] * 20 + [False] * 5


@pytest.mark.parametrize(("header", "told"), [("SOURCES", "source"), ("Family", "family"), ("speed", ""), ("f", "")])
def test_a_column_that_resembles_none_is_told_none(header, told):
    [found] = said(f"link,{header},source,evidence\n")
    assert found.endswith(f"did you mean {told}?" if told else "table of links")
