"""`lintel match` at the command line: two files with different columns in, customers and reasons out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from click.testing import Result as Answer
from typer.testing import CliRunner

from lintel.engines.matching.commands import app


def call(*words: object) -> Answer:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def folder(people: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """crm.csv as it comes; shop.jsonl with one name column and other words; the truth of both; one run."""
    folder = tmp_path_factory.mktemp("match")
    duckdb.sql(
        """copy (select id as "Contact ID", "First Name", "Last Name", "E-Mail", "Phone", "Birthday", "Street"
        from people where source = 'crm') to '%s/crm.csv' (header);
        copy (select id as key, "First Name" || ' ' || "Last Name" as name, "E-Mail" as mail, "Phone" as tel,
        "Birthday" as born, "Street" as address from people where source = 'shop') to '%s/shop.jsonl';
        copy (select source, id, truth from people) to '%s/truth.parquet'"""
        % ((folder,) * 3)
    )
    answer = call(
        "run", folder / "crm.csv", folder / "shop.jsonl", "--out", folder / "found.parquet", "--json"
    )
    assert answer.exit_code == 0, answer.stderr
    (folder / "answer.json").write_text(answer.stdout)
    return folder


def test_every_record_of_every_file_gets_a_customer(folder: Path, people: pa.Table) -> None:
    answer = json.loads((folder / "answer.json").read_text())
    table = pq.read_table(folder / "found.parquet")
    assert table.column_names == ["source", "source_record_id", "customer_id", "confidence"]
    assert set(table["source"].to_pylist()) == {"crm", "shop"}
    assert answer["records"] == table.num_rows == people.num_rows
    assert answer["customers"] == len(set(table["customer_id"].to_pylist()))
    assert {"profile", "train", "predict", "cluster"} <= set(answer["seconds"])
    assert answer["pairs_compared"] > 0
    assert isinstance(answer["threshold"], float)
    assert answer["model"] == json.loads((folder / "found.state" / "model.json").read_text())["version"]


def test_columns_of_different_names_are_brought_together(folder: Path) -> None:
    notes = json.loads((folder / "answer.json").read_text())["notes"]
    assert "shop: 'mail' is read as 'E-Mail', both email" in notes
    assert "shop: 'name' is split into 'First Name' and 'Last Name'" in notes
    assert "crm: records are told apart by column 'Contact ID'" in notes


def test_quality_is_measured_against_labels(folder: Path) -> None:
    answer = call("evaluate", folder / "found.parquet", "--labels", folder / "truth.parquet", "--json")
    measured = json.loads(answer.stdout)
    assert measured["unlabelled"] == 0
    assert measured["pairwise"]["f1"] > 0.9
    assert measured["b_cubed"]["f1"] > 0.9
    assert (
        "pairwise" in call("evaluate", folder / "found.parquet", "--labels", folder / "truth.parquet").stdout
    )


def test_a_saved_model_and_earlier_state_keep_ids_and_choices(folder: Path, tmp_path: Path) -> None:
    files = folder / "crm.csv", folder / "shop.jsonl"
    state = folder / "found.state"
    out = tmp_path / "again.csv"
    answer = call("run", *files, "--model", state / "model.json", "--previous", state, "--out", out)
    assert answer.exit_code == 0, answer.stderr
    again = pyarrow.csv.read_csv(out)
    first = pq.read_table(folder / "found.parquet")
    assert again["customer_id"].to_pylist() == first["customer_id"].to_pylist()
    for words in ("E-Mail", "Threshold", "blocking rule", "of strangers"):
        assert words in answer.stdout


@pytest.mark.parametrize("kind", ["svg", "png", "html"])
def test_a_pair_is_explained_with_a_chart(folder: Path, tmp_path: Path, kind: str) -> None:
    one, other = pq.read_table(folder / "found.state" / "records.parquet")["record"].to_pylist()[:2]
    chart = tmp_path / f"why.{kind}"
    answer = call("explain", one, other, "--state", folder / "found.state", "--chart", chart, "--json")
    told = json.loads(answer.stdout)
    assert told["weight"] == pytest.approx(
        told["prior"] + sum(step["weight"] + step["rarity"] for step in told["steps"])
    )
    assert chart.stat().st_size > 1_000
    shown = call("explain", one.split(":")[1], other.split(":")[1], "--state", folder / "found.state").stdout
    assert told["sentence"] in shown
    assert "first name" in shown


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["run", "nothing.csv"], "There is no file"),
        (["run", "found.state"], "is no CSV, Parquet or JSON lines file"),
        (["run", "crm.csv", "--id", "number"], "crm has no column 'number'. It has: Contact ID"),
        (["run", "crm.csv", "crm.csv"], "Two files would both be the source 'crm'"),
        (["run", "crm.csv", "--out", "found.zip"], "End it with .parquet or .csv"),
        (["run", "crm.csv", "--out", "nowhere/found.csv"], "There is no folder"),
        (["run", "crm.csv", "--model", "none.json"], "There is no model"),
        (["run", "crm.csv", "--previous", "nothing"], "is no state folder"),
        (["run", "empty.csv"], "empty.csv holds no records"),
        (["explain", "crm:nobody", "shop:0", "--state", "found.state"], "There is no record crm:nobody"),
        (["explain", "x", "y", "--state", "elsewhere"], "is no state folder"),
        (["explain", "x", "y", "--state", "found.state", "--chart", "why.pdf"], "End it with .svg, .png"),
        (["evaluate", "found.parquet"], "Give a file with --labels"),
        (
            ["evaluate", "found.parquet", "--labels", "crm.csv", "--id", "Contact ID"],
            "no column that looks like the true customer",
        ),
        (["evaluate", "truth.parquet", "--labels", "truth.parquet"], "has no column 'customer_id'"),
    ],
)
def test_a_refusal_is_one_sentence_with_the_way_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], sentence: str
) -> None:
    (folder / "empty.csv").write_text("id,name\n")
    monkeypatch.chdir(folder)
    answer = call(*words)
    assert answer.exit_code == 2
    assert sentence in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_needs_no_settings_and_no_database() -> None:
    code = (
        "import sys; sys.argv = ['lintel', 'match', 'explain', 'a', 'b', '--state', 'nowhere']\n"
        "from lintel.config.cli import main\n"
        "try:\n    main()\nfinally:\n    print('django' in sys.modules, 'duckdb' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout.strip() == "False False"
