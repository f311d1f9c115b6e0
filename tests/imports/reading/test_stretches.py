"""A few columns of a file of objects are read as quickly as one can, and exactly as the whole rows are."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from lintel.imports.reading import files
from lintel.imports.reading.limits import LIMITS
from lintel.imports.reading.stretches import stretches

ODD = [
    '{"who": {"mail": "a@x"}, "who.mail": "b@x", "at": 1.10}',  # one column in two places
    '{"who": {}, "at": null}',
    '{"who": {"mail": ["a", "b", "a"]}, "at": true, "list": [{"x": 1}]}',
    '{"who": "plain", "at": "x", "at": "y"}',  # a key twice
    '{"at": "\\u0000"}', '{"at": "\\ud800"}', '{"at": "caf\\u00e9"}',
    '{"at": NaN}', "[1, 2]", "{", '"text"', "",
    '{"who": {"mail": {"deep": 1}}, "at": 12345678901234567890.5}',
    '{"who.mail": {"deep": "z"}, "at": ""}',
]  # fmt: skip
NAMES = ("at", "who.mail", "who", "list", "who.mail.deep", "nowhere")


def same(path: Path) -> None:
    """By a few columns as by all of them: cells, numbers, problems, and the rows that are shown."""
    detected = files.sniff(path, path.name)
    wanted = [name for name in NAMES if name in detected.headers]
    for whole, few in zip(
        stretches(path, detected, limits=LIMITS),
        stretches(path, detected, wanted, limits=LIMITS),
        strict=True,
    ):
        assert list(few.numbers) == list(whole.numbers)
        assert few.problems == whole.problems
        good = [index for index in range(len(few.numbers)) if index not in whole.problems]
        for name in wanted:
            assert [few.columns[name][at] for at in good] == [whole.columns[name][at] for at in good]
        for index in range(len(few.numbers)):
            assert few.row(index).cells == whole.row(index).cells
            assert few.row(index).problem == whole.row(index).problem


def test_odd_lines_are_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text("\n".join(['{"who": {"mail": "first@x"}, "at": "now", "list": "l"}', *ODD]) + "\n")
    same(path)


def test_a_list_of_objects_is_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text(json.dumps([{"who": {"mail": str(n)}, "at": n} for n in range(50)]))
    same(path)


LEAF = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
KEY = st.sampled_from(["at", "who", "mail", "who.mail", "deep", "list", "who.mail.deep", ""])
VALUE = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=3)
)


@given(rows=st.lists(st.dictionaries(KEY, VALUE, max_size=4), min_size=1, max_size=8))
def test_any_objects_are_read_alike(rows: list[dict[str, object]], tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path_factory.mktemp("any") / "any.jsonl"
    first = json.dumps({"at": "a", "who": {"mail": "b"}})
    path.write_text("\n".join([first, *(json.dumps(row) for row in rows)]))
    same(path)
