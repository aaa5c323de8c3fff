r"""What each letter and sign is in LaTeX, written out a second time: its commands, accents of OT1, Greek letters."""

from __future__ import annotations

import unicodedata

import pytest

from limits.report.formats.tex import KINDS, comment, escaped, label, numbers_set, running

SIGNS = {
    "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", '"': "''", "`": r"\textasciigrave{}", "'": "'",
    "┌": r"$\lceil$", "│": r"$\vert$", "└": r"$\lfloor$", "■": r"\rule{1ex}{1ex}", "□": r"\framebox[1ex]{}",
    "≈": r"$\approx$", "≡": r"$\equiv$", "≥": r"$\ge$", "≤": r"$\le$", "†": r"\textdagger{}", "\xd7": r"$\times$",
    "\u2212": "$-$", "\xb5": r"$\mu$", "°": r"$^{\circ}$", "²": "$^{2}$", "³": "$^{3}$", "\u2013": "--", "—": "---",
    "…": r"\dots{}", "\u2018": "`", "\u2019": "'", "\u201c": "``", "\u201d": "''", "\xa0": r"\,", "\u20ac": "EUR",
}  # fmt: skip
LETTERS = {
    "ß": r"\ss{}", "\u0131": r"\i{}", "ø": r"\o{}", "Ø": r"\O{}", "æ": r"\ae{}", "Æ": r"\AE{}", "å": r"\aa{}",
    "Å": r"\AA{}", "ł": r"\l{}", "Ł": r"\L{}", "œ": r"\oe{}", "Œ": r"\OE{}",
    "à": r"\`{a}", "é": r"\'{e}", "î": r"\^{i}", "ñ": r"\~{n}", "ō": r"\={o}", "ğ": r"\u{g}", "ż": r"\.{z}",
    "ü": r"\"{u}", "ů": r"\r{u}", "ő": r"\H{o}", "č": r"\v{c}", "ạ": r"\d{a}", "ş": r"\c{s}", "Ç": r"\c{C}",
    "ą": "a", "Ę": "E", "東": "[U+6771]", "\u1d40": "[U+1D40]", "\U0001f600": "[U+1F600]", "\u1ea5": "[U+1EA5]",
}  # fmt: skip
SMALL = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu"),
    *("xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
)
CAPITAL = ("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega")  # no Latin ones


@pytest.mark.parametrize("sign", [*SIGNS, *LETTERS])
def test_a_sign_is_written_so(sign):
    assert escaped(f"a{sign}b") == f"a{(SIGNS | LETTERS)[sign]}b"


@pytest.mark.parametrize("name", [*SMALL, *CAPITAL])
def test_a_greek_letter_is_that_of_mathematics(name):
    size = "SMALL" if name.islower() else "CAPITAL"
    letter = unicodedata.lookup(f"GREEK {size} LETTER {name.upper().replace('LAMBDA', 'LAMDA')}")
    assert escaped(letter) == rf"$\{name}$"


@pytest.mark.parametrize("letter", ["\u0391", "\u03bf", "\u039f", "ς", "ϑ", "ά"])
def test_a_letter_without_a_command_is_named_by_its_code_point(letter):
    assert escaped(f"a{letter}") == f"a[U+{ord(letter):04X}]"


@pytest.mark.parametrize("sign", [chr(code) for code in range(32, 127)])
def test_all_else_that_ascii_has_stays(sign):
    assert escaped(f"a{sign}b") == f"a{SIGNS.get(sign, sign)}b"


@pytest.mark.parametrize(
    ("kind", "mark"),
    [("definition", "≡"), ("theorem", "■"), ("law", "□"), ("model", "~"), ("trend", "≈"), ("rating", "=")],
)
def test_a_kind_is_its_word_alone(kind, mark):
    assert KINDS[f"{mark} {kind}"] == kind
    assert escaped(f"a {mark} {kind}, b") == f"a {kind}, b"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a--b", "a-{}-b"), ("a---b", "a-{}--b"), ("a\x00\x1fb\x7f\x9fc", "a b c"), ("[a]", "{}[a]"), ("*a", "{}*a"),
        ("a[b]*", "a[b]*"), ("", ""), (" [", " ["), ("(a)", "(a)"),
    ],
)  # fmt: skip
def test_what_begins_or_joins_is_no_command(text, written):
    assert escaped(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("3.8e25", r"$3.8 \times 10^{25}$"), ("-3e-21 J", r"$-3 \times 10^{-21}$ J"), ("v3e5", "v3e5"),
        ("1.2.3e4", "1.2.3e4"), ("3e5x", "3e5x"), ("-0.5", "$-0.5$"), ("a-5", "a-5"), ("(-12)", "($-12$)"),
        ("-5-6", "-5-6"), ("10^{-5}", "10^{-5}"), ("1 - 2", "1 - 2"), ("-7 .. -3.25 %", "$-7$ .. $-3.25$ %"),
    ],
)  # fmt: skip
def test_numbers_are_set_as_mathematics_does(text, written):
    assert numbers_set(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("31x larger", r"31$\times$ larger"), ("9,400x", r"9,400$\times$"), ("1e18x", r"$10^{18}$$\times$"),
        ("2.7e-4x", r"$2.7 \times 10^{-4}$$\times$"), ("1e-18x", r"$10^{-18}$$\times$"), ("2ex", "2ex"),
        ("44 million x", r"44 million$\times$"), ("3 x 4", r"3 $\times$ 4"), ("box 2x4", "box 2x4"), ("v2x", "v2x"),
        ("2.7 us", r"2.7 $\mu$s"), ("5\xa0uJ, 5 uW, 5 um", r"5\,$\mu$J, 5 $\mu$W, 5 $\mu$m"), ("5 uA", "5 uA"),
        ("use", "use"), ("1e-21 J", r"$10^{-21}$ J"), ("11e4", r"$11 \times 10^{4}$"), ("x1e5", "x1e5"), ("x", "x"),
        ("1e5.2", "1e5.2"),
    ],
)  # fmt: skip
def test_running_text_has_signs_of_multiplication_and_micro(text, written):
    assert running(text) == written


def test_a_comment_is_one_line_of_ascii():
    assert comment("a\r\nb é 東\x85c % d") == "% a b ? ? c % d"


@pytest.mark.parametrize(
    ("parts", "label_"),
    [
        (("tab", "gpt-4"), "tab:gpt-4"), (("tab", "a b", "c_d"), "tab:ab:c+5fd"),
        (("eq", "x=-1.5e-3 m"), "eq:x-+m1.5e+m3m"),
        (("eq", "x=a=b"), "eq:x-a+3db"), (("eq", "é/{"), "eq:+e9+2f+7b"), (("eq",), "eq"), (("eq", "x="), "eq:x-"),
        (("eq", "a-b+c.D9"), "eq:a-b+c.D9"),
    ],
)  # fmt: skip
def test_a_label_tells_words_apart(parts, label_):
    assert label(*parts) == label_
