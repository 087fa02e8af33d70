"""What is written is what it says; damage and cleverness are answered with a line and a sentence."""

from __future__ import annotations

import time
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qmf.framework.strict_yaml import DEEPEST, LONGEST, read_yaml


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("off", "off"), ("No", "No"), ("y", "y"),
        ("0123", "0123"), ("0o17", "0o17"), ("0x1F", "0x1F"), ("1_000", "1_000"), ("12:30", "12:30"), ("1e3", "1e3"),
        (".inf", ".inf"), (".nan", ".nan"), ("+5", "+5"), ("2025-26", "2025-26"), ("2026-02-30", "2026-02-30"),
        ("True", "True"), ("NULL", "NULL"), ("=", "="), ("<<", "<<"), ("2026-03-31 10:00:00", "2026-03-31 10:00:00"),
        ("true", True), ("false", False), ("null", None), ("~", None), ("", None),
        ("6", 6), ("-6", -6), ("0", 0), ("6.0", 6.0), ("0.5", 0.5), ("-0.5", -0.5), ("9" * 17, "9" * 17),
        ("2026-03-31", date(2026, 3, 31)), ('"2026-03-31"', "2026-03-31"), ("'6'", "6"), ('"no"', "no"),
        ("[a, 1, no]", ["a", 1, "no"]), ("{no: no}", {"no": "no"}),
    ],
)  # fmt: skip
def test_a_plain_word_is_what_it_looks_like(written: str, meant: object) -> None:
    document = read_yaml(f"key: {written}\n")
    assert document.values == {"key": meant}
    assert type(document.values["key"]) is type(meant)
    assert not document.snags


def test_every_value_knows_its_line() -> None:
    document = read_yaml("a:\n  - b: 1\n    c: 2\n  - d\ne: {f: 3}\n")
    assert document.lines == {
        ("a",): 1, ("a", 0): 2, ("a", 0, "b"): 2, ("a", 0, "c"): 3, ("a", 1): 4, ("e",): 5, ("e", "f"): 5
    }  # fmt: skip
    assert document.line(("a", 0, "missing")) == 2
    assert document.line(("nowhere",)) == 1


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "'a' stands twice, first on line 1"),
        ("a:\n  b: 1\n  b: 2\n", 3, "'b' stands twice, first on line 2"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "'!'"),
        ("a: !secret x\n", 1, "'!'"),
        ("a: &x 1\n", 1, "'&'"),
        ("a: 1\nb: *x\n", 2, "'*'"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("? [a, b]\n: 1\n", 1, "where a key should"),
        ("? {a: b}\n: 1\n", 1, "where a key should"),
        ("a: 1\n\tb: 2\n", 2, "tab"),
        ("a: 1\nb: x: y\n", 2, "second ':'"),
        ("a: 'x\nb: 1\n", 2, "never closed"),
        ("a: [x, y\nb: 1\n", 2, "not closed"),
        ("a: {x: 1\nb: 1\n", 2, "not closed"),
        ("a:\n  b: 1\n c: 2\n", 3, "does not line up"),
        ("a: @x\n", 1, "'@'"),
        ('a: "C:\\qmf"\n', 1, "backslash"),
        ("a: 1\nb: x\x07y\n", 2, "does not show"),
        ("a: 1\nword\nb: 2\n", 3, ""),
    ],
)
def test_what_is_refused_has_a_line_and_a_sentence(text: str, line: int, what: str) -> None:
    snags = read_yaml(text).snags
    assert [snag.line for snag in snags][:1] == [line], snags
    assert what in snags[0].what
    assert snags[0].mend.endswith(".")


def test_all_that_is_refused_comes_at_once() -> None:
    document = read_yaml("a: &x 1\nb: !t 2\na: 3\nc: *x\n")
    assert [snag.line for snag in document.snags] == [1, 2, 3, 4]
    assert document.values["a"] == 1


def test_an_alias_bomb_and_a_bracket_bomb_do_not_swell() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{k}: &{k} [*{j}, *{j}]\n" for j, k in zip("abcdefgh", "bcdefghi", strict=True)
    )
    started = time.perf_counter()
    assert read_yaml(bomb).snags
    deep = read_yaml("a: " + "[" * 50_000)
    assert deep.broken
    assert str(DEEPEST) in deep.snags[-1].what
    assert read_yaml("a: " + "x" * LONGEST).broken
    assert time.perf_counter() - started < 5


@given(st.text(alphabet="ab:-[]{}'\"#&*!|>%@`?, \n\t012no.\\", max_size=60))
def test_any_text_is_read_or_answered(text: str) -> None:
    document = read_yaml(text)
    assert document.broken <= bool(document.snags)
    last = max(1, len(text.split("\n")))
    assert all(1 <= snag.line <= last and snag.what and snag.mend for snag in document.snags)


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(min_size=1, max_size=5), plain, max_size=4))
def test_what_a_yaml_writer_writes_with_quotes_reads_back(values: dict[str, object]) -> None:
    """With every text in double quotes, the strict reader and stock YAML agree."""

    class Quoted(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    Quoted.add_representer(
        str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
    )
    document = read_yaml(yaml.dump(values, Dumper=Quoted, allow_unicode=False))
    assert not document.snags
    assert document.values == values
