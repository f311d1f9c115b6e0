"""Logs come in as sums; lines and strangers are not kept; what is bad is shown; a file can be undone."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from lintel.estate.shadow.actions import tool as tools
from lintel.estate.shadow.gathering import SMALL, UNKNOWN
from lintel.estate.shadow.models import LogFile, Match, Sighting, Tool, ToolState, Trace
from lintel.imports.bringing import bring, check_file, take_out
from lintel.imports.models import BadRow, Batch
from lintel.people.models import Team
from lintel.ui.problems import Denied
from tests.cast import Cast, make_user
from tests.estate.inventory.makers import make_shop
from tests.estate.shadow.makers import DAY, brought, make_tool, okta_line, write_csv, write_lines

pytestmark = pytest.mark.django_db
NELE, TOMAS = "nele.vogt@example.org", "tomas.okafor@example.org"


def tool_of(key: str) -> Tool:
    return Tool.objects.get(key=key)


def test_okta_lines_become_sums_by_tool_team_and_month(cast: Cast, tmp_path: Path) -> None:
    web = Team.objects.create(name="Web", side="marketing")
    for number in range(3):
        make_user(f"Web {number}", team=web, side="marketing")
    lines = [okta_line(n, "Quizzly", f"web.{n % 3}@example.org") for n in range(6)]
    lines += [
        okta_line(10, "Quizzly", NELE, day=dt.date(2026, 10, 2)),
        okta_line(11, "Quizzly", "guest@elsewhere.example"),
        okta_line(12, "Quizzly", TOMAS, outcome={"result": "FAILURE"}),
        okta_line(13, "Quizzly", TOMAS, eventType="application.user_membership.add"),
        okta_line(14, "", TOMAS, eventType="user.session.start", target=[]),
    ]
    file = brought(write_lines(tmp_path, lines), "", cast.ada)
    assert file.batch.importer == "shadow-okta"
    assert (file.source, file.lines, file.telling, file.tools) == ("Okta", 11, 8, 1)
    row = tool_of("quizzly")
    assert (row.name, row.uses, row.people, row.first_on) == ("Quizzly", 8, 4, DAY)
    assert row.last_on == dt.date(2026, 10, 2)
    seen = Sighting.objects.order_by("month", "team").values_list("team", "month__month", "uses", "people")
    assert list(seen) == [(UNKNOWN, 9, 1, 1), ("Web", 9, 6, 3), (SMALL, 10, 1, 1)]
    # Of people, only those known here are kept, and a stranger's address stands nowhere.
    assert set(Trace.objects.values_list("person__email", flat=True)) == {
        NELE, *(f"web.{n}@example.org" for n in range(3))
    }  # fmt: skip
    assert (row.state, row.match) == (ToolState.NEW, Match.NONE)
    assert row.guess == "customers"


def test_entra_says_the_same_in_both_of_its_forms(cast: Cast, tmp_path: Path) -> None:
    header = ["Date (UTC)", "Request ID", "User", "Username", "Application", "Application ID ", "Status"]
    portal = [
        ["2026-09-07T08:00:00Z", "r1", "Nele Vogt", NELE, "Pinboardly", "id-1", "Success"],
        ["2026-09-07T09:00:00Z", "r2", "Nele Vogt", NELE, "Pinboardly", "id-1", "Failure"],
        ["2026-09-07T09:00:00Z", "r2", "Nele Vogt", NELE, "Pinboardly", "id-1", "Success"],
    ]
    file = brought(write_csv(tmp_path, header, portal, "entra.csv"), "", cast.ada)
    assert (file.batch.importer, file.telling, file.batch.bad_count) == ("shadow-entra", 1, 1)
    monitor = [
        {"time": f"2026-10-0{n}T08:00:00Z", "category": "SignInLogs", "resultType": code,
         "properties": {"userPrincipalName": NELE, "appDisplayName": "Pinboardly App", "appId": "id-1",
                        "createdDateTime": f"2026-10-0{n}T08:00:00Z", "status": {"errorCode": 0}}}
        for n, code in ((1, "0"), (2, "50126"), (3, "0"))
    ]  # fmt: skip
    file = brought(write_lines(tmp_path, monitor, "monitor.jsonl"), "", cast.ada)
    assert (file.batch.importer, file.telling) == ("shadow-entra-monitor", 2)
    assert Tool.objects.get().uses == 3  # one tool, by its id


def test_expenses_count_where_software_was_bought(cast: Cast, tmp_path: Path) -> None:
    header = ["Transaction Date", "Amount", "User", "Merchant Name", "Ramp Category", "Ramp Department",
              "Memo", "External ID"]  # fmt: skip
    rows = [
        ["2026-08-01", "49.00", "Nele Vogt", "QUIZZLY* I04123", "SaaS / Software", "Brand", "", "e1"],
        ["2026-09-01", "49.00", "Nele Vogt", "QUIZZLY INC.", "SaaS / Software", "Brand", "", "e2"],
        ["2026-09-02", "-9.00", "Nele Vogt", "Quizzly", "SaaS / Software", "Brand", "", "e3"],
        ["2026-09-03", "180.00", "Nele Vogt", "Hotel Nordlys", "Lodging", "Brand", "", "e4"],
        ["2026-09-04", "12.00", "Nele Vogt", "CANVA* 99812", "Marketing", "Brand", "", "e5"],
    ]
    file = brought(write_csv(tmp_path, header, rows, "ramp.csv"), "", cast.ada)
    assert (file.batch.importer, file.lines, file.telling) == ("shadow-ramp", 5, 4)
    row = tool_of("quizzly")
    assert (row.spent, row.currency, row.uses) == (Decimal("89.00"), "EUR", 0)
    assert set(Tool.objects.values_list("name", flat=True)) == {"Quizzly", "Canva"}


@pytest.mark.parametrize(
    ("header", "row", "importer"),
    [
        (["Posted Date", "Amount", "User", "Department", "Merchant Name", "Brex Category", "Memo", "Id"],
         ["2026-09-01", "20.00", "Nele Vogt", "Brand", "Quizzly", "Software", "", "b1"], "shadow-brex"),
        (["Employee ID", "Report Name", "Report Entry Transaction Date", "Report Entry Expense Type Name",
          "Report Entry Vendor Name", "Journal Amount", "Cost Center"],
         ["17", "September", "2026-09-01", "Software", "Quizzly", "20.00", "4711"], "shadow-concur"),
    ],
)  # fmt: skip
def test_other_exports_of_expenses_are_recognised(
    cast: Cast, tmp_path: Path, header: list[str], row: list[str], importer: str
) -> None:
    file = brought(write_csv(tmp_path, header, [row], "cards.csv"), "", cast.ada)
    assert (file.batch.importer, file.telling) == (importer, 1)
    assert tool_of("quizzly").spent == Decimal("20.00")


def test_of_visited_addresses_only_those_of_known_tools_are_kept(cast: Cast, tmp_path: Path) -> None:
    make_tool(cast, "Quizzly", address="https://quizzly.example")
    rows = [
        ["2026-09-01T08:00:00Z", "app.quizzly.example", NELE, 7],
        ["2026-09-01T08:00:00Z", "www.canva.com", NELE, 2],
        ["2026-09-01T08:00:00Z", "news.daily.example", NELE, 90],
    ]
    path = write_csv(tmp_path, ["time", "query_name", "client_user", "count"], rows, "dns.csv")
    file = brought(path, "shadow-network", cast.ada)
    assert (file.lines, file.telling, file.tools) == (3, 2, 2)
    assert tool_of("quizzly").uses == 7
    assert not Tool.objects.filter(key__contains="daily").exists()


def test_a_tool_is_recognised_by_name_address_vendor_or_likeness(cast: Cast, tmp_path: Path) -> None:
    shop = make_shop(cast)
    apps = ["Shopkeeper (Production)", "Shopkeepers Pro", "Payline Inc.", "Zebra Notes"]
    brought(write_lines(tmp_path, [okta_line(n, app, NELE) for n, app in enumerate(apps)]), "", cast.ada)
    found = {one.name: one for one in Tool.objects.all()}
    assert found["Shopkeeper (Production)"].element == shop["shop"]
    assert found["Shopkeeper (Production)"].state == ToolState.KNOWN
    assert found["Payline Inc."].element == shop["pay"]
    unsure = found.get("Shopkeepers Pro")
    if unsure is not None:  # as like as two names of one tool, it may also have joined the first
        assert (unsure.state, unsure.candidate) == (ToolState.REVIEW, shop["shop"])
    assert found["Zebra Notes"].state == ToolState.NEW


def test_a_decision_teaches_the_next_file(cast: Cast, tmp_path: Path) -> None:
    shop = make_shop(cast)
    brought(write_lines(tmp_path, [okta_line(1, "Shop Keeping Suite", NELE)]), "", cast.ada)
    row = Tool.objects.get()
    tools.place(row, shop["shop"], version=row.version, by=cast.tomas)
    later = [okta_line(2, "Shop Keeping Suite", NELE, day=dt.date(2026, 10, 5))]
    brought(write_lines(tmp_path, later, "later.jsonl"), "", cast.ada)
    assert Tool.objects.get().state == ToolState.KNOWN
    assert Tool.objects.get().uses == 2


def test_two_names_of_one_tool_stay_one(cast: Cast, tmp_path: Path) -> None:
    lines = [okta_line(1, "Quizzly", NELE), okta_line(2, "Umfragen", NELE), okta_line(3, "Umfragen", TOMAS)]
    brought(write_lines(tmp_path, lines), "", cast.ada)
    kept, other = tool_of("quizzly"), tool_of("umfragen")
    tools.join(other, kept, version=other.version, by=cast.tomas)
    assert (tool_of("quizzly").uses, tool_of("umfragen").uses) == (3, 0)
    assert {trace.person_id: trace.uses for trace in kept.traces.all()} == {cast.nele.pk: 2, cast.tomas.pk: 1}
    later = [okta_line(4, "Umfragen", NELE, day=dt.date(2026, 10, 5))]
    brought(write_lines(tmp_path, later, "later.jsonl"), "", cast.ada)
    assert tool_of("quizzly").uses == 4


def test_bad_lines_are_shown_and_a_time_counts_once(cast: Cast, tmp_path: Path) -> None:
    first = write_lines(tmp_path, [okta_line(n, "Quizzly", NELE) for n in range(3)])
    brought(first, "", cast.ada)
    lines = [
        okta_line(1, "Quizzly", NELE),
        okta_line(20, "Quizzly", NELE, day=dt.date(2026, 10, 1)),
        okta_line(21, "Quizzly", NELE, day=dt.date(2099, 1, 1)),
        okta_line(22, "Quizzly", NELE) | {"published": "the day after"},
    ]
    path = write_lines(tmp_path, lines, "second.jsonl")
    with path.open("a") as out:
        out.write('\n{"uuid": "torn')
    batch = check_file(path, "", by=cast.ada)
    assert (batch.good_count, batch.bad_count) == (1, 4)
    reasons = " ".join(str(row.faults) for row in BadRow.objects.filter(batch=batch))
    assert "“okta.jsonl” covered this time already" in reasons
    assert "future" in reasons
    assert "not valid JSON" in reasons
    other = check_file(first, "shadow-okta", by=cast.ada)
    assert other.good_count == 0


def test_undoing_a_file_takes_its_tools_with_it(cast: Cast, tmp_path: Path) -> None:
    make_tool(cast, "Quizzly")
    lines = [okta_line(1, "Quizzly", NELE), okta_line(2, "Pinboardly", NELE)]
    batch = bring(write_lines(tmp_path, lines), "", by=cast.ada)
    take_out(batch, by=cast.ada)
    assert list(Tool.objects.values_list("name", "uses", "first_on")) == [("Quizzly", 0, None)]
    assert not LogFile.objects.exists()
    assert "“Quizzly” stays" in str(Batch.objects.get(pk=batch.pk).kept)
    again = bring(write_lines(tmp_path, lines), "", by=cast.ada)  # its time is free again
    assert again.good_count == 2


def test_who_keeps_nothing_brings_nothing_in(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(Denied):
        bring(write_lines(tmp_path, [okta_line(1, "Quizzly", NELE)]), "shadow-okta", by=cast.finn)


def test_a_file_that_names_no_tool_is_no_fault(cast: Cast, tmp_path: Path) -> None:
    lines = [okta_line(1, "", NELE, eventType="user.session.start", target=[])]
    file = brought(write_lines(tmp_path, lines), "shadow-okta", cast.ada)
    assert (file.lines, file.telling, file.tools) == (1, 0, 0)
