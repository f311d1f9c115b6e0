"""JSON lines and JSON lists."""

import json
from pathlib import Path

import pytest

from lintel.imports.reading import ReadingError, sniff

from .making import read, write


def test_lines_are_flattened_by_one_level(tmp_path: Path) -> None:
    one = {
        "id": 9007199254740993,
        "amount": 1.10,
        "actor": {"id": "a", "deep": {"x": [1]}},
        "target": [{"id": "t"}],
        "tags": ["a", "b"],
        "on": True,
        "none": None,
    }
    text = (
        json.dumps(one)
        + "\n\n"
        + '{"id": 12345678901234567890123, "more": "ü", "eventtype": 1, "eventType": 2}\n'
    )
    detected, (first, second) = read(write(tmp_path, text, name="log.jsonl"))
    assert (detected.kind, detected.row_count) == ("jsonl", 2)
    assert first.cells["id"] == "9007199254740993"
    assert first.cells["amount"] == "1.1"
    assert first.cells["actor.id"] == "a"
    assert first.cells["actor.deep"] == '{"x": ["1"]}'
    assert first.cells["target"] == ['{"id": "t"}']
    assert first.cells["tags"] == ["a", "b"]
    assert (first.cells["on"], first.cells["none"]) == ("true", "")
    assert (second.number, second.cells["id"]) == (3, "12345678901234567890123")
    assert {"eventtype", "eventType"} <= set(detected.headers)
    assert "actor.id" in second.missing


@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_is_read_in_pieces(tmp_path: Path, indent: int | None) -> None:
    given = [{"n": n, "text": "x]},{" * 30, "in": {"a": "é"}} for n in range(2_000)]
    path = write(tmp_path, json.dumps(given, indent=indent, ensure_ascii=False), name="list.json")
    detected, found = read(path)
    assert detected.kind == "json"
    assert [row.cells["n"] for row in found] == [str(n) for n in range(2_000)]
    assert found[-1].number == 2_000
    assert not any(row.problem for row in found)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"a": 1', "not valid JSON"),
        ("[1, 2]", "not a JSON object"),
        ('{"a": NaN}', "NaN"),
        ('{"a": 1, "a": 2}', "key “a” twice"),
        ('{"a": "\\ud800"}', "half a character"),
        ('{"a": "\\u0000"}', "NUL"),
        ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested"),
        ('{"a": "' + "x" * 100_001 + '"}', "more than 100,000"),
        ('{"a": "' + "x" * 1_000_001 + '"}', "longer than 1,000,000"),
    ],
)
def test_a_bad_line_is_one_bad_row(tmp_path: Path, line: str, problem: str) -> None:
    _, found = read(write(tmp_path, f'{{"a": "1"}}\n{line}\n{{"a": "3"}}\n'))
    assert [bool(row.problem) for row in found] == [False, True, False]
    assert problem in found[1].problem
    assert found[1].number == 2


@pytest.mark.parametrize("tail", ['{"n": 2', '{"n": oops}, {"n": 3}]', ""])
def test_a_torn_list_says_where_it_stopped(tmp_path: Path, tail: str) -> None:
    _, found = read(write(tmp_path, '[{"n": 1}, ' + tail))
    assert found[0].cells == {"n": "1"}
    assert "reading stopped here" in found[-1].problem
    assert found[-1].number == 2


@pytest.mark.parametrize("contents", ['{\n  "value": [\n {"a": 1}\n ]\n}', "[]", '{"a": \n'])
def test_what_is_no_list_is_refused(tmp_path: Path, contents: str) -> None:
    path = write(tmp_path, contents, name="x.json")
    with pytest.raises(ReadingError) as refusal:
        sniff(path, "x.json")
    assert refusal.value.way_out


def test_a_list_of_other_things_marks_each(tmp_path: Path) -> None:
    _, found = read(write(tmp_path, '[{"a": 1}, 5, "x", null]'))
    assert [bool(row.problem) for row in found] == [False, True, True, True]
