"""A proposal's return: worked out, kept by content, supposed otherwise; and many together."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from typer.testing import CliRunner

from lintel.audit.models import Entry, Run
from lintel.audit.signatures import hash_of
from lintel.people.models import Specialty, User
from lintel.portfolio.commands import app
from lintel.portfolio.proposals.actions import part, proposal
from lintel.portfolio.proposals.models import Benefit, Proposal
from lintel.portfolio.returns import gathering, simulating, work
from lintel.portfolio.returns.gathering import Supposed
from lintel.portfolio.returns.models import PortfolioReturn, ProposalReturn
from tests.cast import Cast
from tests.portfolio.proposals.making import fresh, make_proposal
from tests.portfolio.returns.makers import benefit, make_assumptions, make_paying

SignIn = Callable[[User], Client]


def whole(row: Proposal) -> Proposal:
    return work.whole().get(pk=row.pk)


def test_the_page_says_what_is_missing_first_assumptions_then_money(cast: Cast, as_: SignIn) -> None:
    row = make_proposal(cast.nele, one_off_cost=None)
    nele = as_(cast.nele)
    assert "have not agreed yet on what to assume" in nele.get(f"/proposals/{row.pk}/").content.decode()
    make_assumptions(cast)
    for address in (f"/proposals/{row.pk}/", f"/proposals/{row.pk}/return/"):
        shown = nele.get(address).content.decode()
        assert "What is missing to work it out" in shown
        assert "The one-off cost is missing" in shown
        assert "No benefit is named." in shown
    assert nele.post(f"/proposals/{row.pk}/return/").status_code == 422
    dollars = make_paying(cast, currency="USD")
    shown = nele.get(f"/proposals/{dollars.pk}/return/").content.decode()
    assert "The assumptions say no rate for USD." in shown


def test_worked_out_once_for_each_content_and_version(cast: Cast, as_: SignIn) -> None:
    make_assumptions(cast)
    row, nele = make_paying(cast), as_(cast.nele)
    page = f"/proposals/{row.pk}/"
    assert "It is not worked out yet." in nele.get(page).content.decode()
    assert nele.post(f"{page}return/").status_code == 302
    kept = ProposalReturn.objects.get()
    shown = nele.get(page).content.decode()
    assert "In today’s money it" in shown
    assert "Counting only what shows in the accounts" in shown
    assert "How the money adds up" in shown
    assert "What matters most" in shown
    entries = Entry.objects.count()
    nele.post(f"{page}return/")
    assert Entry.objects.count() == entries  # it still holds: nothing is drawn or written
    proposal.edit(fresh(row), {"title": "Another title"}, by=cast.nele)
    assert "work it out now" not in nele.get(page).content.decode().lower()
    proposal.edit(fresh(row), {"one_off_cost": Decimal(10_000)}, by=cast.nele)
    assert "have changed since" in nele.get(page).content.decode()
    nele.post(f"{page}return/")
    again = ProposalReturn.objects.get()
    assert again.pk == kept.pk
    assert again.mean > kept.mean + 69_000
    make_assumptions(cast, discount_rate=Decimal(12))
    assert "have changed since" in nele.get(page).content.decode()
    assert as_(cast.finn).post(f"{page}return/").status_code == 403
    assert as_(cast.sam).get(f"{page}return/").status_code == 404


def test_a_reading_costs_two_queries_and_loads_no_numpy(cast: Cast) -> None:
    from lintel.portfolio.returns import reading

    make_assumptions(cast)
    row = whole(make_paying(cast))
    work.work_out(row, by=cast.nele)
    with CaptureQueriesContext(connection) as queries:
        found = reading.standing(row)
        assert found.kept
        reading.shown(found.kept.result, found.kept.assumptions)
    assert found.fresh
    assert len(queries) == 2


def test_an_edit_is_followed_in_the_background(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    row = make_paying(cast)
    with django_capture_on_commit_callbacks(execute=True):
        proposal.edit(fresh(row), {"run_cost": Decimal(1)}, by=cast.nele)
    assert not ProposalReturn.objects.exists()  # nothing is assumed yet
    with django_capture_on_commit_callbacks(execute=True):
        make_assumptions(cast)
    kept = ProposalReturn.objects.get()  # the second signature had all of them worked out
    with django_capture_on_commit_callbacks(execute=True):
        proposal.edit(fresh(row), {"run_cost": Decimal(20_000)}, by=cast.nele)
    assert ProposalReturn.objects.get().mean < kept.mean
    assert Entry.objects.filter(action="return.worked-out").latest("seq").actor_id is None


def test_the_figures_are_the_engine_s_by_hand(cast: Cast) -> None:
    """Everything known, no discount: an amount can be added up on paper."""
    assumed = make_assumptions(cast, discount_rate=Decimal(0), inflation=Decimal(0), day_rate=Decimal(100))
    row = make_proposal(
        cast.nele, one_off_cost=Decimal(1000), run_cost=Decimal(120), starts_on=dt.date(2027, 1, 1),
        ends_on=dt.date(2027, 7, 1),
    )  # fmt: skip
    for year in (2028, 2029):
        part.add(fresh(row), Benefit, benefit("Sales", year, 900, 900, 900), by=cast.nele)
    result = simulating.returned(whole(row), assumed)
    # it runs from the third quarter of 2027 to the end of 2029: ten quarters of 30
    assert result["worth"]["mean"] == pytest.approx(-1000 - 10 * 30 + 1800)
    late = simulating.returned(whole(row), assumed, Supposed(delay=Decimal(30)))
    # 30 months are ten quarters: the last two in which it would run lie beyond the horizon of twenty
    assert late["worth"]["mean"] == pytest.approx(-1000 - 8 * 30 + 1800 - 2 * 225)
    without = simulating.returned(whole(row), assumed, Supposed(without=frozenset({"Sales"})))
    assert without["worth"]["mean"] == pytest.approx(-1000)


@pytest.mark.parametrize(
    ("periods", "months"),
    [
        ([("FY27", 1), ("FY28", 13)], 12), ([("a", 1), ("b", 4)], 3), ([("a", 1), ("b", 2)], 1),
        ([("FY27 Q2", 4)], 3), ([("H1 2027", 1)], 6), ([("First year", 3)], 12), ([("a", 1), ("b", 9)], 6),
    ],
)  # fmt: skip
def test_how_long_a_fiscal_period_is(periods: list[tuple[str, int]], months: int) -> None:
    rows = [
        Benefit(period=name, period_starts_on=dt.date(2027 + (month - 1) // 12, (month - 1) % 12 + 1, 1))
        for name, month in periods
    ]
    assert gathering.period_months(rows) == months


def test_what_if_changes_the_figures_and_writes_nothing(cast: Cast, as_: SignIn) -> None:
    make_assumptions(cast)
    row = make_paying(cast)
    work.work_out(whole(row), by=cast.nele)
    entries, viewer = Entry.objects.count(), as_(cast.finn)
    page = f"/proposals/{row.pk}/return/"
    for query in ("?delay=12", "?discount_rate=20", "?without=Hours+saved"):
        shown = viewer.get(page + query).content.decode()
        assert "<strong>Supposed.</strong>" in shown
        assert "By what both offices assume it is" in shown
    assert "Hours saved" in viewer.get(page).content.decode()
    assert viewer.get(page + "?delay=never").status_code == 200
    assert "Enter a number" in viewer.get(page + "?delay=never").content.decode()
    assert Entry.objects.count() == entries
    found = {
        name: simulating.returned(whole(row), work.Assumptions.objects.get(), what)["worth"]["mean"]
        for name, what in (
            ("as is", Supposed()), ("late", Supposed(delay=Decimal(12))),
            ("dear", Supposed(discount_rate=Decimal(20))),
            ("less", Supposed(without=frozenset({"Hours saved"}))),
        )
    }  # fmt: skip
    assert all(found["as is"] > found[name] for name in ("late", "dear", "less"))


def test_files_hold_the_figures(cast: Cast, as_: SignIn) -> None:
    make_assumptions(cast)
    row, nele = make_paying(cast), as_(cast.nele)
    page = f"/proposals/{row.pk}/return/?export="
    assert nele.get(page + "csv").status_code == 404
    work.work_out(whole(row), by=cast.nele)
    text = b"".join(nele.get(page + "csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    mean = next(r[3] for r in rows if r[:3] == ["Summary", "All benefits", "mean"])
    assert float(mean) == pytest.approx(ProposalReturn.objects.get().mean)
    supposed = b"".join(nele.get(page + "csv&delay=12").streaming_content).decode()  # type: ignore[attr-defined]
    assert supposed != text


def test_many_together(cast: Cast, as_: SignIn, django_capture_on_commit_callbacks: Any) -> None:
    nele = as_(cast.nele)
    assert "Nothing is agreed to reckon with." in nele.get("/returns/").content.decode()
    assert nele.post("/returns/", {"of": "backlog"}).status_code == 422
    make_assumptions(cast)
    make_paying(cast, title="Feeds the shop")
    make_paying(cast, title="Starts later", starts_on=dt.date(2028, 1, 1), ends_on=dt.date(2028, 6, 30))
    make_proposal(cast.nele, title="Knows no benefit")
    assert "Not added up yet." in nele.get("/returns/?of=backlog").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert nele.post("/returns/", {"of": "backlog"}).status_code == 302
    run = Run.objects.get(kind="returns.together")
    assert (run.state, run.result) == ("done", {"counted": 2, "left_out": 1})
    kept = PortfolioReturn.objects.get()
    assert sum(one["risk"] for one in kept.result["members"]) == pytest.approx(1, abs=1e-6)
    assert kept.result["diversification"] > 0
    shown = nele.get("/returns/?of=backlog").content.decode()
    assert "Feeds the shop" in shown
    assert "is left out, for costs or benefits are missing" in shown
    assert "have changed since" not in shown
    make_proposal(cast.nele, title="One more")
    assert "have changed since" in nele.get("/returns/?of=backlog").content.decode()
    text = b"".join(nele.get("/returns/?of=backlog&export=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "Starts later" in text
    with django_capture_on_commit_callbacks(execute=True):
        nele.post("/returns/", {"of": "approved"})
    failed = Run.objects.filter(kind="returns.together").latest("pk")
    assert "No proposal here has costs and benefits" in failed.error
    assert as_(cast.finn).post("/returns/", {"of": "approved"}).status_code == 403
    assert as_(cast.sam).get("/returns/?of=backlog").content.decode().count("Feeds the shop") == 0


def test_programs_see_and_do_the_same(cast: Cast, as_: SignIn) -> None:
    nele, mara, ivo = as_(cast.nele), as_(cast.mara), as_(cast.ivo)
    base = "/api/v1/returns/assumptions"
    engineer = Specialty.objects.get(name="Data engineer")
    body = {
        "discount_rate": "8", "inflation": "2", "horizon": 5, "benefit_correlation": "0.3",
        "portfolio_correlation": "0.1", "day_rate": "600", "rates": {"USD": "0.9"},
        "day_rates": {str(engineer.pk): "700"}, "seen": 0,
    }  # fmt: skip
    made = nele.post(base, body, content_type="application/json")
    assert made.status_code == 201, made.content
    told = made.json()
    assert told["rates"] == {"USD": "0.9"}
    assert nele.post(base, body, content_type="application/json").status_code == 409
    for who in (mara, ivo):
        answer = who.post(
            f"{base}/{told['id']}/signature", {"content_hash": told["content_hash"]},
            content_type="application/json",
        )  # fmt: skip
        assert answer.status_code == 201, answer.content
    assert nele.get(base).json()["items"][0]["in_force_at"]
    row = make_paying(cast)
    url = f"/api/v1/proposals/{row.pk}/return"
    assert nele.get(url).json()["result"] is None
    worked = nele.post(url)
    assert worked.status_code == 201
    assert worked.json()["fresh"]
    mean = nele.get(url).json()["result"]["worth"]["mean"]
    late = nele.get(f"{url}/what-if?delay=12").json()
    assert late["result"]["worth"]["mean"] < mean
    assert late["at"] is None
    assert nele.get("/api/v1/returns/backlog").status_code == 404
    assert nele.post("/api/v1/returns/backlog").status_code == 201
    assert as_(cast.finn).post(url).status_code == 403
    assert as_(cast.sam).get(url).status_code == 404


def test_at_the_command_line(cast: Cast) -> None:
    row, run = make_paying(cast), CliRunner().invoke
    as_nele = ["--as", cast.nele.email]
    make_assumptions(cast)
    assert "no figures yet" in run(app, ["returns", "show", str(row.pk), *as_nele]).stdout
    told = run(app, ["returns", "work-out", str(row.pk), *as_nele])
    assert "of the spread: Fewer licences" in told.stdout, told.output
    found = json.loads(run(app, ["returns", "show", str(row.pk), *as_nele, "--json"]).stdout)
    late = json.loads(
        run(app, ["returns", "what-if", str(row.pk), *as_nele, "--delay", "12", "--json"]).stdout
    )
    assert late["result"]["worth"]["mean"] < found["result"]["worth"]["mean"]
    listed = run(app, ["returns", "assumptions", *as_nele])
    assert "Version 1: signed by both" in listed.stdout
    assert "Returns together" in run(app, ["returns", "together", *as_nele, "--of", "backlog"]).stdout


def test_a_version_is_signed_at_the_command_line(cast: Cast) -> None:
    from tests.portfolio.returns.makers import TERMS, assumptions

    row = assumptions.write(TERMS, by=cast.nele, seen=0)
    words = ["returns", "sign", "1", "--content", hash_of(row), "--as"]
    assert "waits for the other office" in CliRunner().invoke(app, [*words, cast.mara.email]).stdout
    assert "in force" in CliRunner().invoke(app, [*words, cast.ivo.email]).stdout
