"""`lintel stress` at the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result as Answer
from typer.testing import CliRunner

from lintel.engines.resilience.commands import app
from tests.engines.resilience.test_reading import MODEL, TREE, changed


@pytest.fixture
def model(tmp_path: Path) -> str:
    (tmp_path / "model.json").write_text(json.dumps(MODEL))
    return str(tmp_path / "model.json")


def called(*words: str) -> Answer:
    return CliRunner().invoke(app, list(words))


def answered(*words: str) -> Any:
    answer = called(*words, "--json")
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


def test_a_scenario_as_json_and_as_lines(model: str) -> None:
    found = answered("run", model, "--scenario", "cloud out")
    assert found["loss_at_once"] == {"revenue": 0.0}
    assert next(node for node in found["nodes"] if node["key"] == "db")["at_once"] == 0
    lines = called("run", model, "--scenario", "cloud out").stdout
    assert "db: down at once" in lines
    assert "Every figure is exact." in lines
    assert "nothing is overrun up to 5 times" in called("run", model, "--scenario", "crowd").stdout


def test_the_example_of_the_how_to_works(tmp_path: Path) -> None:
    text = Path("docs/howto/stress-tests.md").read_text()
    (tmp_path / "shop.json").write_text(text.partition("```json\n")[2].partition("```")[0])
    found = answered("run", str(tmp_path / "shop.json"), "--scenario", "Cloud out")
    assert found["loss_at_once"]["revenue"] == pytest.approx(625)  # the spare bears 300 of 800
    assert called("check", str(tmp_path / "shop.json")).exit_code == 0


def test_every_storm_is_told(tmp_path: Path) -> None:
    storms = {"name": "all", "out": ["cloud"], "surge": 9, "saving": 0.5, "compromised": ["spare"]}
    (tmp_path / "model.json").write_text(json.dumps(changed("scenarios/0", storms | {"name": "cloud out"})))
    lines = called(
        "run", str(tmp_path / "model.json"), "--scenario", "cloud out", "--worth", "revenue=2"
    ).stdout
    assert "Give up to save 10 of 5 asked (nothing loses less):\n  shop\n" in lines
    assert "From spare an intruder gets onto 1 node\n" in lines


def test_before_and_after(tmp_path: Path, model: str) -> None:
    (tmp_path / "after.json").write_text(json.dumps(changed("nodes/1/availability", 0.5)))
    after = str(tmp_path / "after.json")
    found = answered("compare", model, after)
    assert found["services"][0]["key"] == "spare"
    assert found["services"][0]["difference"] == -0.5
    assert found["losses"][0]["difference"] == pytest.approx(1200 * 0.5 * (1 - 0.999 * 4000 / 4002))
    assert "spare: service 1 → 0.5" in called("compare", model, after).stdout
    assert "nothing changes" in called("compare", model, model).stdout


def test_the_building_code_decides_the_exit_status(tmp_path: Path, model: str) -> None:
    assert answered("check", model)[0]["verdict"] == "holds"
    (tmp_path / "model.json").write_text(json.dumps(changed("nodes/1/availability", 0.5)))
    answer = called("check", model)
    assert answer.exit_code == 1
    assert answer.stdout.startswith("fails  up: Availability of “shop” is 0.5, at least 0.99 is asked.")


def test_radii_and_trees(tmp_path: Path, model: str) -> None:
    assert answered("radius", model)[0] == {
        "key": "cloud", "down": ["db"], "degraded": [], "loss": {"revenue": 0.0},
    }  # fmt: skip
    assert "cloud: 1 down with it" in called("radius", model).stdout
    found = answered("tree", model, "--top", "shop")
    assert [one["events"] for one in found["cut_sets"]["sets"]] == [
        ["shop"],
        ["cloud", "spare"],
        ["db", "spare"],
    ]
    (tmp_path / "pump.xml").write_text(TREE)
    lines = called("tree", str(tmp_path / "pump.xml"), "--order", "1", "--most", "1").stdout
    assert lines.startswith("Top event: 9.80000E-02\nMinimal cut sets: 2 (2 of order 1)")
    assert "1 of 2 are listed." in lines


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["run", "MODEL", "--scenario", "storm"],
            "There is no scenario “storm”. There are “cloud out”, “crowd”.",
        ),
        (["run", "nowhere.json"], "nowhere.json"),
        (["run", "MODEL", "--scenario", "cloud out", "--worth", "much"], "Write it as revenue=1."),
        (["tree", "MODEL"], "--top: Which node is meant?"),
        (["tree", "MODEL", "--top", "no"], "top: There is no node “no”."),
    ],
)
def test_refusals_are_one_line(model: str, words: list[str], said: str) -> None:
    answer = called(*[model if word == "MODEL" else word for word in words])
    assert answer.exit_code == 2
    assert said in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_it_needs_no_settings_and_loads_no_heavy_library(model: str) -> None:
    program = (
        "import sys; import lintel.engines.resilience.commands; "
        "print([name for name in ('numpy', 'scipy', 'django', 'networkx') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
    run = subprocess.run(
        [sys.executable, "-m", "lintel.config.cli", "stress", "run", model],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "“as it is”" in run.stdout
