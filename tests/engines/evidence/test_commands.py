"""`lintel evidence` at the command line."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
from click.testing import Result as Answer
from typer.testing import CliRunner

from lintel.engines.evidence.commands import app
from tests.engines.evidence.simulated import daily


def call(*words: object) -> Answer:
    return CliRunner().invoke(app, [str(word) for word in words])


def written(path: Path, header: list[str], rows: list[list[object]]) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def test_an_effect_from_a_file(tmp_path: Path) -> None:
    series = daily(np.random.default_rng(2), 60, 14, effect=4)
    rows: list[list[object]] = [[series.day(i), value, i % 5] for i, value in enumerate(series.values)]
    path = written(tmp_path / "S.csv", ["date", "sign-ups", "market"], rows)
    answer = call("effect", "--series", path, "--at", series.day(60), "--control", "market", "--json")
    assert answer.exit_code == 0, answer.stderr
    found = json.loads(answer.stdout)
    assert found["direction"] == "higher"
    assert found["per_step"]["low"] < 4 < found["per_step"]["high"]
    assert len(found["points"]) == 74
    assert found["controls"] == ["market"]
    told = call("effect", "--series", path, "--at", series.day(60))
    assert "sign-ups is higher than expected by" in told.stdout


def test_a_refusal_is_one_sentence_and_status_2(tmp_path: Path) -> None:
    path = written(tmp_path / "S.csv", ["date", "v"], [["2026-01-01", 1], ["2026-01-02", "many"]])
    answer = call("effect", "--series", path, "--at", "2026-01-02")
    assert answer.exit_code == 2
    assert answer.stderr.startswith("S.csv, line 3, column “v”: “many” is no number.")


def test_a_trial_from_a_file(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    rows: list[list[object]] = [
        [unit, "AB"[unit % 2], f"2026-03-{1 + unit // 400:02}", int(rng.random() < 0.1 + 0.05 * (unit % 2)),
         1 + int(rng.poisson(2)), round(float(rng.gamma(2, 10)), 2)]
        for unit in range(4000)
    ]  # fmt: skip
    rows[7][5] = ""
    path = written(tmp_path / "U.csv", ["unit", "variant", "day", "bought", "visits", "spent"], rows)
    words = ("trial", "--units", path, "--control", "A", "--worth", 0.02, "--share", "bought",
             "--mean", "spent", "--ratio", "spent/visits", "--at", "day")  # fmt: skip
    answer = call(*words, "--json")
    assert answer.exit_code == 0, answer.stderr
    found = json.loads(answer.stdout)
    assert found["verdict"] == "better"
    assert len(found["comparisons"]) == 3
    assert len(found["looks"]["B"]) == 10
    assert found["notes"] == ["1 units of B have no outcome and are left out."]
    running = call(*words, "--running")
    assert "you may stop" in running.stdout


def test_a_sample_size_with_its_curve() -> None:
    answer = call("power", "--baseline", 0.6, "--difference", 0.1, "--power", 0.9, "--json")
    found = json.loads(answer.stdout)
    assert found["control"] == 477
    assert len(found["curve"]) == 25


def test_it_needs_neither_settings_nor_django() -> None:
    program = (
        "import sys; sys.argv = ['lintel', 'evidence', 'power', '--baseline', '0.1', '--difference', '0.02'];"
        "from lintel.config.cli import main\ntry:\n    main()\nexcept SystemExit: pass\n"
        "print('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("False")
