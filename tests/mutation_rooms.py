"""The rooms that are mutated, each with the tests that its mutants are held against; the longest path wins."""

ROOMS = {
    "bounds": ("tests/bounds", "tests/assessment", "tests/training", "tests/network"),
    "runs": ("tests/runs", "tests/bounds", "tests/assessment"),
    "assessment": ("tests/assessment", "tests/report/assessment"),
    "scaling/frontier": ("tests/scaling/frontier",),
    "report/assessment": ("tests/report/formats", "tests/report/assessment", "tests/report/test_tidy.py"),
    "report/figures": tuple(
        f"tests/report/figures/test_{name}.py"
        for name in ("curves", "places", "captions", "ladder", "looks", "frontier", "valleys", "saving", "room")
    ),
    "report/law": ("tests/cli/test_law_views.py", "tests/cli/test_law_command.py", "tests/report/test_tidy.py"),
    "report/scaling": ("tests/cli/frontier", "tests/cli/test_formats.py"),
    "report/network": (
        *("tests/cli/test_link.py", "tests/cli/test_link_many.py", "tests/cli/test_link_size.py"),
        *("tests/cli/test_link_copies.py", "tests/cli/test_channel_command.py", "tests/cli/test_channel_files.py"),
        *("tests/pasted", "tests/report/test_tidy.py"),
    ),
    "report": (
        *("tests/report/test_numbers.py", "tests/report/formats", "tests/report/test_tidy.py"),
        *("tests/report/assessment", "tests/cli/test_formats.py", "tests/cli/test_catalog_command.py"),
    ),
    "units": ("tests/units",),
    "catalog": ("tests/catalog", "tests/cli/test_catalog_command.py"),
}
