"""`lintel choice` at the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result as Answer
from typer.testing import CliRunner

from lintel.engines.choice.commands import app

GIVEN: dict[str, Any] = {
    "criteria": [
        {"name": "Price", "worst": 100_000, "best": 20_000, "least": 95_000},
        {"name": "Fit", "worst": 0, "best": 10},
        {"name": "Hosting", "levels": {"elsewhere": 0, "in the country": 0.7, "in house": 1}},
    ],
    "options": [
        {"name": "Alpha", "scores": {"Price": 60_000, "Fit": 8, "Hosting": "in house"}},
        {"name": "Beta", "scores": {"Price": [30_000, 45_000], "Fit": 5, "Hosting": "in the country"}},
        {"name": "Gamma", "scores": {"Price": 99_000, "Fit": 9, "Hosting": None}},
    ],
    "parties": [
        {"name": "Marketing", "points": {"Price": 20, "Fit": 60, "Hosting": 20}},
        {
            "name": "IT",
            "comparisons": [
                {"one": "Price", "other": "Fit", "times": 3}, {"one": "Hosting", "other": "Fit", "times": 5},
                {"one": "Hosting", "other": "Price", "times": 0.2},
            ],
        },
    ],
}  # fmt: skip


def call(tmp_path: Path, given: Any, *words: str) -> Answer:
    path = tmp_path / "dossier.json"
    path.write_text(given if isinstance(given, str) else json.dumps(given))
    return CliRunner().invoke(app, ["rank", str(path), *words])


def test_a_dossier_from_a_file_twice_the_same(tmp_path: Path) -> None:
    first, again = (call(tmp_path, GIVEN, "--seed", "3", "--json") for _ in range(2))
    assert first.exit_code == 0, first.stderr
    assert first.stdout == again.stdout
    found = json.loads(first.stdout)
    assert found["ranking"][-1]["knocked_out"] == ["Price"]
    assert found["parties"][1]["ratio"] > 0.1
    assert len(found["methods"]) == 4
    told = call(tmp_path, GIVEN).stdout
    assert f"“{found['winner']}” comes first." in told
    assert "above 0.1: look at the comparisons again" in told
    assert "Gamma: out for Price" in told


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"criteria": []}, "criteria: There are none."),
        ({"criteria": [{"name": "Price"}]}, "criteria[0]: It has neither levels"),
        ({"criteria": [{"name": "Price", "worst": 1, "best": 1}]}, "criteria[0]: Worst and best"),
        ({"criteria": GIVEN["criteria"] + GIVEN["criteria"][:1]}, "criteria: “Price” is there twice."),
        ({"options": [{"name": "A", "scores": {"Prize": 1}}]}, "options[0].scores.Prize: There is no such"),
        (
            {"options": [{"name": "A", "scores": {"Price": [1, 2, 3]}}]},
            "options[0].scores.Price: A range",
        ),
        (
            {"options": [{"name": "A", "scores": {"Hosting": "on the moon"}}]},
            "options[0].scores.Hosting",
        ),
        (
            {"options": [{"name": "A", "scores": {"Price": True}}]},
            "options[0].scores.Price: “True”",
        ),
        ({"parties": [{"name": "M", "points": {"Price": -1}}]}, "parties[0].points.Price: Points are"),
        ({"parties": [{"name": "M"}]}, "parties[0]: A side gives points or"),
        (
            {"parties": [{"name": "M", "comparisons": [{"one": "Price", "other": "Fit", "times": 3}]}]},
            "parties[0].comparisons: “Price” and “Hosting” are not compared.",
        ),
        (
            {"parties": [{"name": "M", "comparisons": [{"one": "Price", "other": "Fit", "times": 12}]}]},
            "parties[0].comparisons[0]: It says from 1/9 to 9",
        ),
        ({"balance": 2}, "balance: 2 is no share."),
        ({"balanced": 1}, "balanced: This field is unknown."),
    ],
)
def test_a_refusal_names_the_field(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    answer = call(tmp_path, GIVEN | change)
    assert answer.exit_code == 2
    assert answer.stderr.startswith(said)
    assert answer.stderr.count("\n") == 1


def test_what_is_no_json_and_too_few_draws(tmp_path: Path) -> None:
    assert "This is no JSON" in call(tmp_path, "[").stderr
    assert call(tmp_path, GIVEN, "--draws", "10").stderr.startswith("draws: 10 draws do not go.")


def test_it_needs_neither_settings_nor_django(tmp_path: Path) -> None:
    path = tmp_path / "d.json"
    path.write_text(json.dumps(GIVEN))
    program = (
        f"import sys; sys.argv = ['lintel', 'choice', 'rank', {str(path)!r}];"
        "from lintel.config.cli import main\ntry:\n    main()\nexcept SystemExit: pass\n"
        "print('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("False")
