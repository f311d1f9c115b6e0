"""Jira issues and lists of proposals come in through the importers, and out again."""

import csv
from pathlib import Path

import pytest

from lintel.audit.verification import verify
from lintel.imports.bringing import bring, take_out
from lintel.imports.models import BadRow, Batch, ImportedObject
from lintel.intake.actions import request_type
from lintel.intake.models import Request
from lintel.people.models import Comment
from lintel.portfolio.proposals.actions import proposal as actions
from lintel.portfolio.proposals.models import Proposal
from lintel.ui.problems import Denied
from tests.cast import Cast
from tests.portfolio.proposals.making import SignIn, fresh, make_offered, make_proposal, sign

HEADER = [
    *(
        "Summary",
        "Issue key",
        "Issue id",
        "Issue Type",
        "Status",
        "Resolution",
        "Assignee",
        "Reporter",
        "Created",
    ),
    *(
        "Due date",
        "Labels",
        "Labels",
        "Sprint",
        "Custom field (Story Points)",
        "Comment",
        "Comment",
        "Description",
    ),
]


def issue(number: int, summary: str, kind: str = "Story", **values: str) -> list[str]:
    """A line of the file; `values` are named by position-free short names."""
    names = {"due": "Due date", "points": "Custom field (Story Points)", "by": "Reporter", "to": "Assignee"}
    given = {names.get(name, name.capitalize()): value for name, value in values.items()}
    line = {
        "Summary": summary,
        "Issue key": f"MAR-{number}",
        "Issue id": str(number),
        "Issue Type": kind,
        "Status": "To Do",
        "Created": "1/Oct/25 9:00 AM",
        **given,
    }
    cells = [line.get(name, "") for name in HEADER]
    for name in ("Labels", "Comment"):  # two columns of one name: what stands before the bar, and behind it
        at = HEADER.index(name)
        cells[at], _, cells[at + 1] = line.get(name, "").partition("|")
    return cells


ROWS = [
    issue(
        1,
        "Consent service",
        status="In Progress",
        to="Tomas Okafor",
        by="Nele Vogt",
        created="22/Sep/25 9:26 AM",
        due="18/Jul/26",
        labels="consent|crm",
        sprint="Sprint 4",
        points="6",
        comment="23/Sep/25 8:00 AM;acct7;We need it; all of us.",
        description="Why: law",
    ),
    issue(
        2,
        "Access to the shop data",
        "Service request",
        by="Nele Vogt",
        comment="2/Oct/25 1:30 PM;acct8;Which?",
    ),
    issue(3, "Report from somebody unknown", "Question", by="Person 9"),
    issue(4, "A done thing", "Task", status="Done", resolution="Done"),
    issue(5, "Refused request", "Support", status="Closed", resolution="Won't Do", by="Nele Vogt"),
    issue(6, ""),
    issue(7, "Bad date", due="31/Feb/26"),
    issue(1, "Twice"),
    issue(9, "From the future", created="1/Oct/45 9:00 AM"),
]
BAD = {"MAR-5": "Jira says no", "MAR-6": "Summary is missing", "MAR-7": "31/Feb/26", "MAR-9": "future"}


def reasons(batch: Batch, column: str = "Issue key") -> dict[str, str]:
    """Why each bad row is bad, by what stands in a column."""
    rows = BadRow.objects.filter(batch=batch)
    return {dict(row.cells)[column]: " ".join(fault["reason"] for fault in row.faults) for row in rows}


def write(path: Path, rows: list[list[str]], header: list[str] = HEADER) -> Path:
    """A CSV as Jira writes it: with a byte order mark."""
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows([header, *rows])
    return path


@pytest.fixture
def file(cast: Cast, tmp_path: Path) -> Path:
    """The file, in a house that has request types."""
    request_type.install_defaults(by=None)
    return write(tmp_path / "jira.csv", ROWS)


def test_issues_become_requests_and_drafts_and_every_bad_row_has_its_reason(cast: Cast, file: Path) -> None:
    batch = bring(file, "jira", by=cast.nele)
    bad = reasons(batch)
    for key, reason in BAD.items():
        assert reason in bad[key]
    assert "Row 2 has the same" in bad["MAR-1"]
    assert (batch.created_count, len(bad)) == (4, 5)
    row = Proposal.objects.get(imported_key="MAR-1")
    assert (row.title, row.state, row.it_owner, row.marketing_owner) == (
        "Consent service", "draft", cast.tomas, cast.nele,
    )  # fmt: skip
    assert (row.job_size, str(row.ends_on), row.created_at.year) == (8, "2026-07-18", 2025)
    assert row.tracker["labels"] == ["consent", "crm"]
    assert row.tracker["status"] == "In Progress"
    [comment] = Comment.objects.on(row)
    assert "**acct7** wrote in Jira:" in comment.text
    assert comment.text.endswith("We need it; all of us.")
    assert comment.at.year == 2025
    assert Proposal.objects.get(imported_key="MAR-4").state == "draft"
    asked = Request.objects.get(imported_key="MAR-2")
    assert (asked.asker, asked.asked_office, asked.state) == (cast.nele, "it", "asked")
    assert "Reported in Jira by Person 9." in Request.objects.get(imported_key="MAR-3").description
    assert verify().whole


def test_the_same_file_again_changes_nothing_and_a_newer_one_updates_drafts(cast: Cast, file: Path) -> None:
    bring(file, "jira", by=cast.nele)
    again = bring(file, "jira", by=cast.nele)
    assert (again.created_count, again.updated_count, again.unchanged_count) == (0, 0, 4)
    assert Comment.objects.count() == 2
    rows = [[*ROWS[0]], *ROWS[1:4]]
    rows[0][0], rows[0][4] = "Consent service, renamed", "Done"
    newer = bring(write(file.with_name("newer.csv"), rows), "jira", by=cast.nele)
    assert (newer.updated_count, newer.unchanged_count) == (1, 3)
    row = Proposal.objects.get(imported_key="MAR-1")
    assert (row.title, row.tracker["status"], row.version) == ("Consent service, renamed", "Done", 2)
    take_out(newer, by=cast.nele)
    row = fresh(row)
    assert (row.title, row.tracker["status"]) == ("Consent service", "In Progress")


def test_what_lies_before_the_offices_is_never_overwritten(cast: Cast, file: Path) -> None:
    bring(file, "jira", by=cast.nele)
    row = Proposal.objects.get(imported_key="MAR-1")
    row.requirements.create(text="It works")
    actions.edit(row, {"one_off_cost": 1, "run_cost": 0}, by=cast.tomas)
    actions.offer(fresh(row), by=cast.tomas)
    signed = sign(row, cast.mara)
    rows = [[*ROWS[0]]]
    rows[0][0] = "Another title"
    bring(write(file.with_name("newer.csv"), rows), "jira", by=cast.nele)
    row = fresh(row)
    assert (row.title, row.version, row.awaits) == ("Consent service", signed.version, "it")
    assert row.tracker["differs"] == ["title: Another title"]


def test_an_import_can_be_undone(cast: Cast, file: Path) -> None:
    batch = bring(file, "jira", by=cast.nele)
    take_out(batch, by=cast.nele)
    assert not Proposal.objects.exists()
    assert not Request.objects.exists()
    assert not Comment.objects.exists()


def test_finished_issues_and_types_can_be_left_out(cast: Cast, file: Path) -> None:
    options = {"finished": "leave them out", "left_out": "Question"}
    batch = bring(file, "jira", by=cast.nele, options=options)
    assert {"MAR-3", "MAR-4"} <= set(reasons(batch))


def test_the_asked_side_cannot_ask_itself(cast: Cast, file: Path) -> None:
    batch = bring(file, "jira", by=cast.tomas)
    assert "you stand on the side that is asked" in reasons(batch)["MAR-3"]


def test_headers_in_german(cast: Cast, tmp_path: Path) -> None:
    header = ["Zusammenfassung", "Vorgangsschlüssel", "Vorgangstyp", "Status", "Erstellt"]
    bring(
        write(tmp_path / "de.csv", [["Titel", "DE-1", "Story", "Offen", "18.07.2025 09:30"]], header),
        "jira",
        by=cast.nele,
    )
    assert Proposal.objects.get(imported_key="DE-1").title == "Titel"


def test_the_export_of_the_list_comes_in_again(cast: Cast, as_: SignIn, tmp_path: Path) -> None:
    make_offered(cast, title="Offered", it_owner=cast.tomas)
    make_proposal(
        cast.nele,
        title="=1+1 is no formula",
        business_value=8,
        time_criticality=5,
        risk_opportunity=3,
        job_size=5,
        impact="0.5",
        marketing_owner=cast.nele,
    )
    for kind in ("csv", "xlsx"):
        answer = as_(cast.finn).get(f"/proposals/?export={kind}")
        path = tmp_path / f"proposals.{kind}"
        path.write_bytes(b"".join(answer.streaming_content))  # type: ignore[arg-type]  # bytes, for a test client
        batch = bring(path, "proposals", by=cast.nele)
        assert (batch.unchanged_count, batch.bad_count) == (2, 0)
    before = list(
        Proposal.objects.values_list("title", "job_size", "impact", "one_off_cost", "marketing_owner")
    )
    Proposal.objects.filter(title="=1+1 is no formula").delete()
    bring(tmp_path / "proposals.csv", "proposals", by=cast.nele)
    assert (
        list(Proposal.objects.values_list("title", "job_size", "impact", "one_off_cost", "marketing_owner"))
        == before
    )


def test_a_list_of_proposals_names_what_is_wrong_with_each_row(cast: Cast, tmp_path: Path) -> None:
    header = ["Key", "Title", "IT owner", "Job size", "One-off cost", "Starts", "Ends"]
    rows = [
        ["A", "Good", "tomas.okafor@example.org", "5", "100", "2026-01-01", "2026-02-01"],
        ["B", "Owner of the other side", "mara.lindqvist@example.org", "", "", "", ""],
        ["C", "Nobody", "x@example.org", "", "", "", ""],
        ["D", "Odd size", "", "4", "", "", ""],
        ["E", "Less than nothing", "", "", "-1", "", ""],
        ["F", "Backwards", "", "", "", "2026-02-01", "2026-01-01"],
    ]
    batch = bring(write(tmp_path / "list.csv", rows, header), "proposals", by=cast.nele)
    bad = reasons(batch, "Key")
    assert set(bad) == {"B", "C", "D", "E", "F"}
    assert bad["B"].startswith("Mara Lindqvist does not work in IT.")
    assert ImportedObject.objects.filter(batch=batch).count() == 1


@pytest.mark.parametrize("name", ["ana", "finn", "sam"])
def test_who_does_not_work_on_a_side_brings_nothing_in(cast: Cast, file: Path, name: str) -> None:
    with pytest.raises(Denied):
        bring(file, "jira", by=getattr(cast, name))
    assert not Batch.objects.filter(state="imported").exists()


def everything() -> list[dict[str, object]]:
    """All that the house holds of its proposals, but for when they were changed."""
    left_out = {"changed_at"}
    rows = Proposal.objects.order_by("pk").values()
    return [{name: value for name, value in row.items() if name not in left_out} for row in rows]


def exported_to_jira(browser: object, path: Path) -> Path:
    """The file that the list of proposals gives to Jira."""
    answer = browser.get("/proposals/?export=jira")  # type: ignore[attr-defined]  # a test client
    path.write_bytes(b"".join(answer.streaming_content))
    return path


def test_the_export_to_jira_comes_in_again_and_nothing_is_doubled(
    cast: Cast, as_: SignIn, file: Path, tmp_path: Path
) -> None:
    bring(file, "jira", by=cast.nele)
    make_proposal(cast.nele, title="Begun here", job_size=8, marketing_owner=cast.nele, it_owner=cast.tomas)
    signed = sign(sign(make_offered(cast, title="Signed"), cast.mara), cast.ivo)
    before, requests = everything(), Request.objects.count()
    batch = bring(exported_to_jira(as_(cast.nele), tmp_path / "out.csv"), "jira", by=cast.nele)
    assert (batch.created_count, batch.updated_count, batch.bad_count) == (0, 0, 0)
    assert batch.unchanged_count == len(before)
    assert (everything(), Request.objects.count()) == (before, requests)
    assert fresh(signed).state == "approved"


def test_an_issue_that_jira_gave_a_key_of_its_own_is_known_by_its_label(
    cast: Cast, as_: SignIn, tmp_path: Path
) -> None:
    row = make_proposal(cast.nele, title="Begun here")
    path = exported_to_jira(as_(cast.nele), tmp_path / "out.csv")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        header, line = list(csv.reader(lines))
    line[header.index("Issue key")] = "MAR-77"
    line[header.index("Status")] = "In Progress"
    back = write(tmp_path / "back.csv", [line], header)
    batch = bring(back, "jira", by=cast.nele)
    assert (batch.created_count, batch.updated_count) == (0, 1)
    row = fresh(row)
    assert (row.imported_from, row.imported_key) == ("jira", "MAR-77")
    assert row.tracker["status"] == "In Progress"
    assert row.version == 2
    again = bring(back, "jira", by=cast.nele)
    assert (again.created_count, again.unchanged_count) == (0, 1)
    clone = write(
        tmp_path / "clone.csv", [line, ["MAR-78" if cell == "MAR-77" else cell for cell in line]], header
    )
    assert bring(clone, "jira", by=cast.nele).created_count == 1
    take_out(batch, by=cast.nele)
    assert fresh(row).imported_key == ""
