"""Files of every form, the document, and the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result as Answer
from hypothesis import given
from typer.testing import CliRunner

from lintel.engines.roadmap import Problem, Refused, document_of, plan_document, plan_from, problem_of, solve
from lintel.engines.roadmap.commands import app
from lintel.engines.roadmap.files import mknap, nrp
from lintel.engines.roadmap.psplib import psplib
from tests.engines.roadmap.small import problems
from tests.engines.roadmap.test_invariants import few

SINGLE = """\
************************************************************************
projects                      :  1
jobs (incl. supersource/sink ):  5
horizon                       :  12
RESOURCES
  - renewable                 :  1   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          3           2   3   4
   2        1          1           5
   3        1          1           4
   4        1          1           5
   5        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------------------------------------------------------------
  1      1     0       0
  2      1     4       2
  3      1     3       2
  4      1     2       1
  5      1     0       0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1
    3
************************************************************************
"""
MULTI = (
    SINGLE.replace("nonrenewable              :  0", "nonrenewable              :  1")
    .replace("mode duration  R 1", "mode duration  R 1  N 1")
    .replace("  1      1     0       0\n", "  1      1     0       0    0\n")
    .replace("  2      1     4       2\n", "  2      1     2       2    9\n         2     4       2    1\n")
    .replace("  3      1     3       2\n", "  3      1     3       2    2\n")
    .replace("  4      1     2       1\n", "  4      1     2       1    0\n")
    .replace("  5      1     0       0\n", "  5      1     0       0    0\n")
    .replace("  R 1\n    3\n", "  R 1  N 1\n    3    5\n")
)
KNAPSACKS = "2  3 2 0  6 5 4  3 2 2  1 1 3  4 4   2 1 0  1 2  1 1  1"
RELEASE = "2  2  3 4  1  5  1  1 3  3  10 1 1  12 1 3  4 2 1 2"


def written(path: Path, value: Any) -> Path:
    path.write_text(value if isinstance(value, str) else json.dumps(value))
    return path


def call(*words: object) -> Answer:
    return CliRunner().invoke(app, [str(word) for word in words])


def example() -> dict[str, Any]:
    """The full example of the reference page, which this test keeps true."""
    page = Path("docs/reference/roadmap.md").read_text()
    document: dict[str, Any] = json.loads(page.split("```json\n")[1].split("```")[0])
    return document


def test_psplib_single_mode() -> None:
    problem = psplib(SINGLE, "tiny.sm")
    assert [item.key for item in problem.items] == ["2", "3", "4"]
    plan = solve(problem, seconds=10)
    # 2 and 3 need two of three each, 4 comes after 3: best is 3, then 2 and 4 side by side
    assert (plan.status, plan.objective) == ("optimal", 7)


def test_psplib_multi_mode() -> None:
    problem = psplib(MULTI, "tiny.mm")
    assert [len(item.modes) for item in problem.items] == [2, 1, 1]
    plan = solve(problem, seconds=10)
    assert plan.objective == 7  # the quick mode of 2 costs 9 of 5
    assert plan.starts["2"].mode == "2"
    richer = psplib(MULTI.replace("3    5\n", "3   11\n"), "tiny.mm")
    assert solve(richer, seconds=10).objective == 5


def test_knapsacks_and_releases() -> None:
    assert solve(mknap(KNAPSACKS), seconds=5).objective == 9
    second = mknap(KNAPSACKS, 2)
    assert (len(second.items), second.budgets[0].amounts) == (2, (1.0,))
    with pytest.raises(Refused, match="problems 1 to 2"):
        mknap(KNAPSACKS, 3)
    # half of 12 buys requirements 1 (3) for customer 1; 3 needs 1 as well and is too dear
    assert solve(nrp(RELEASE, 0.5), seconds=5).objective == 10
    assert nrp(RELEASE, 0.625).budgets[0].amounts == (8.0,)  # 7.5 is rounded half up
    assert solve(nrp(RELEASE, 0.625), seconds=5).objective == 22


@few
@given(problem=problems())
def test_a_document_reads_back_to_the_same_problem(problem: Problem) -> None:
    assert problem_of(json.loads(json.dumps(document_of(problem)))) == problem


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"items": [{"key": "a", "mandatroy": True}]}, "items[0].mandatroy: This field is unknown. Did"),
        ({"items": [{"name": "a"}]}, "items[0].key: This field is missing."),
        ({"items": [{"key": "a", "efforts": {"desing": 1}}]}, "There is no role “desing”. Add it, or"),
        ({"items": [{"key": "a", "duration": 0}]}, "items[0].modes[0].duration: 0 periods are none."),
        ({"items": [{"key": "a", "latest": "Q9"}]}, "items[0].latest: There is no period “Q9”."),
        ({"items": [{"key": "a", "efforts": {"design": "3"}}]}, "items[0].efforts.design: '3' is no number."),
        ({"items": [{"key": "a"}, {"key": "a"}]}, "items[1]: “a” is there twice."),
        ({"roles": [{"key": "design", "capacity": [1]}]}, "roles[0].capacity: design has 1 capacities"),
        ({"precedences": [{"before": "a", "after": "zz"}]}, "precedences[0].before: There is no item “a”."),
        ({"buffer": 1.0}, "buffer: 1.0 is no share."),
        ({"periods": []}, "periods: There is no period."),
        ({"items": {}}, "items: This is no list."),
    ],
)  # fmt: skip
def test_a_wrong_document_is_told_where_and_what_to_do(change: dict[str, Any], message: str) -> None:
    with pytest.raises(Refused) as refused:
        problem_of(example() | change)
    assert message in str(refused.value)


def test_the_example_goes_through_every_command(tmp_path: Path) -> None:
    file = written(tmp_path / "problem.json", example())
    solved = call("solve", file, "--seconds", 10, "--json")
    assert solved.exit_code == 0, solved.stderr
    plan = written(tmp_path / "plan.json", solved.stdout)
    found = json.loads(solved.stdout)
    assert found["status"] == "optimal"
    assert json.loads(json.dumps(plan_document(plan_from(found)))) == found
    assert call("check", file, plan).stdout.startswith("The plan keeps everything")
    assert "optimal:" in call("solve", file).stdout
    said = [line for line in call("explain", file, plan).stdout.splitlines() if not line.startswith(" ")]
    assert len(said) == len(example()["items"])
    assert call("bundles", file, plan).stdout.count("\n") == len(example()["bundles"])
    assert json.loads(call("bundles", file, plan, "--json").stdout)[0]["bundle"] == "one-view"
    assert "of futures" in call("holds", file, plan).stdout
    assert "Nash" in call("frontier", file, "--seconds", 12, "--points", 5).stdout
    assert call("conflict", file).stdout == "There is a plan.\n"
    assert "the best new plan" in call("replan", file, plan, "--seconds", 6).stdout
    assert "plan is worth" in call("what-if", file, "--change", "roles.dev.capacity=+50%").stdout
    assert call("greedy", file, "--rule", "rice").stdout.startswith("feasible")
    assert call("buffers", file, "--seconds", 3).stdout.count("%") == 12


def test_a_broken_plan_fails_the_check(tmp_path: Path) -> None:
    file = written(tmp_path / "problem.json", example())
    plan = json.loads(call("solve", file, "--json").stdout)
    plan["objective"] += 5
    answer = call("check", file, written(tmp_path / "plan.json", plan))
    assert answer.exit_code == 1
    assert "The plan says" in answer.stdout


def test_refusals_are_one_sentence_and_status_2(tmp_path: Path) -> None:
    answer = call("solve", written(tmp_path / "p.json", '{"periods": ['))
    assert answer.exit_code == 2
    assert answer.stderr.startswith("p.json, line 1, column")
    assert call("solve", tmp_path / "nothing.json").exit_code == 2
    assert "2 is no number" not in call("solve", written(tmp_path / "k.txt", "1 2 1")).stderr
    assert "The file ends where" in call("solve", written(tmp_path / "k.txt", "1 2 1")).stderr


def test_nothing_heavy_loads_with_the_engine() -> None:
    code = (
        "import sys, lintel.engines.roadmap, lintel.engines.roadmap.commands;"
        "print([name for name in ('ortools', 'highspy', 'numpy', 'django') if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
