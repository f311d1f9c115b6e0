"""`lintel roi` at the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result as Answer
from typer.testing import CliRunner

from lintel.engines.returns.commands import app

GIVEN: dict[str, Any] = {
    "name": "One basket",
    "one_off": {"low": 80_000, "likely": 100_000, "high": 150_000},
    "run_per_year": 10_000,
    "efforts": [{"name": "Developers", "low": 20, "likely": 40, "high": 80, "day_rate": 800}],
    "benefits": [
        {"name": "sales", "period": n, "low": 5_000, "likely": 15_000, "high": 30_000} for n in range(1, 13)
    ],
    "correlations": [{"between": ["sales", "One-off cost"], "rank": -0.3}],
    "assumptions": {"discount_rate": 0.08, "inflation": 0.02, "horizon": 3},
}


def call(tmp_path: Path, command: str, given: Any, *words: str) -> Answer:
    path = tmp_path / "proposal.json"
    path.write_text(given if isinstance(given, str) else json.dumps(given))
    return CliRunner().invoke(app, [command, str(path), *words])


def test_a_proposal_from_a_file_twice_the_same(tmp_path: Path) -> None:
    first, again = (call(tmp_path, "simulate", GIVEN, "--seed", "3", "--json") for _ in range(2))
    assert first.exit_code == 0, first.stderr
    assert first.stdout == again.stdout
    found = json.loads(first.stdout)
    assert found["draws"] == 100_000
    assert len(found["bands"]) == 13
    assert found["percents"] == [5, 10, 25, 50, 75, 90, 95]
    assert found["worth"]["error_low"] < found["worth"]["mean"] < found["worth"]["error_high"]
    assert found["influences"][0]["name"] == "sales"
    told = call(tmp_path, "simulate", GIVEN)
    assert "Chance of a loss" in told.stdout
    assert "One basket: EUR" in told.stdout


def test_a_portfolio_from_a_file(tmp_path: Path) -> None:
    one = {name: value for name, value in GIVEN.items() if name != "assumptions"}
    given = {"investments": [one, one | {"name": "Two baskets"}], "assumptions": GIVEN["assumptions"]}
    answer = call(tmp_path, "portfolio", given, "--json", "--draws", "5000")
    assert answer.exit_code == 0, answer.stderr
    found = json.loads(answer.stdout)
    assert [member["name"] for member in found["members"]] == ["One basket", "Two baskets"]
    assert "of the risk spreads" in call(tmp_path, "portfolio", given).stdout


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"one_off": "many"}, "one_off: “many” is no number."),
        ({"one_off": {"low": 3, "likely": 2, "high": 5}}, "one_off: Low, likely and high have to rise"),
        ({"one_off": -1}, "one_off.low: -1 is less than nothing"),
        ({"ones_off": 3}, "ones_off: This field is unknown."),
        ({"benefits": [{"name": "x", "period": 0, "low": 1, "likely": 1, "high": 1}]}, "benefits[0].period"),
        ({"benefits": [{"name": "x", "period": 1, "low": 1, "likely": 1}]}, "benefits[0].high: It is"),
        ({"currency": "USD"}, "currency: There is no rate for USD."),
        ({"periods_per_year": 5}, "periods_per_year: A year has"),
        ({"correlations": [{"between": ["sales", "profit"], "rank": 1}]}, "correlations[0].between: There"),
        ({"assumptions": {"discount_rate": 8}}, "assumptions.discount_rate: 8 does not lie"),
        ({"assumptions": {"horizon": 2.5}}, "assumptions.horizon: 2.5 is no whole number."),
        ({"assumptions": []}, "assumptions: This is no object."),
    ],
)  # fmt: skip
def test_a_refusal_names_the_field(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    answer = call(tmp_path, "simulate", GIVEN | change)
    assert answer.exit_code == 2
    assert answer.stderr.startswith(said)
    assert answer.stderr.count("\n") == 1


def test_what_is_no_json_and_what_is_not_there(tmp_path: Path) -> None:
    assert "This is no JSON" in call(tmp_path, "simulate", "{").stderr
    few = call(tmp_path, "simulate", GIVEN, "--draws", "10")
    assert few.stderr.startswith("draws: 10 draws say too little")
    answer = CliRunner().invoke(app, ["simulate", str(tmp_path / "nowhere.json")])
    assert answer.exit_code == 2


def test_it_needs_neither_settings_nor_django(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text(json.dumps(GIVEN))
    program = (
        f"import sys; sys.argv = ['lintel', 'roi', 'simulate', {str(path)!r}];"
        "from lintel.config.cli import main\ntry:\n    main()\nexcept SystemExit: pass\n"
        "print('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("False")
