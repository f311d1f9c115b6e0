"""Proposals as JSON and as a workbook: out and in again keeps everything, and an import can be undone."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lintel.audit.verification import verify
from lintel.imports.bringing import bring, take_out
from lintel.imports.models import BadRow
from lintel.people.models import Specialty
from lintel.portfolio.proposals import documents
from lintel.portfolio.proposals.actions import part, proposal, section
from lintel.portfolio.proposals.models import (
    Benefit,
    Effort,
    Involvement,
    Proposal,
    Relation,
    Window,
)
from tests.cast import Cast
from tests.portfolio.proposals.making import SignIn, fresh, make_offered, make_proposal

DAY = dt.date(2027, 1, 1)


def make_full(cast: Cast) -> Proposal:
    """A draft with something in every list."""
    other = make_proposal(cast.tomas, title="One shop")
    row = make_proposal(
        cast.nele,
        marketing_owner=cast.nele,
        it_owner=cast.tomas,
        starts_on=DAY,
        ends_on=DAY + dt.timedelta(days=90),
        impact=Decimal("0.5"),
        job_size=8,
        effort=Decimal("2.5"),
        data_impact="Consent moves.\nNothing else.",
    )
    engineers = Specialty.objects.get(name="Data engineer")
    days = {"starts_on": DAY, "ends_on": DAY + dt.timedelta(days=5)}
    benefit = {"what": "Fewer tools", "period": "FY27 Q1", "period_starts_on": DAY, "cashable": True}
    worth = {"low": Decimal("-1.5"), "likely": 2, "high": 3, "metric": "Open tickets"}
    for kind, values in (
        (Effort, {"specialty": engineers, "low": 1, "likely": 2, "high": Decimal("3.5")}),
        (Involvement, {"letter": "A", "person": cast.ivo}),
        (Involvement, {"letter": "R", "specialty": engineers}),
        (Benefit, benefit | worth),
        (Relation, {"kind": "needs", "other": other}),
        (Window, {"kind": "before", "name": "Spring sale", **days}),
    ):
        part.add(fresh(row), kind, values, by=cast.nele)
    section.give(row, "money", cast.lena, by=cast.nele)
    return fresh(row)


def as_json(browser: Any, url: str, path: Path) -> Path:
    """A JSON file of the house."""
    answer = browser.get(url)
    assert answer.status_code == 200
    path.write_bytes(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    return path


def said(pk: int) -> dict[str, Any]:
    """A proposal's document without this house's numbers."""
    found = documents.document(documents.rows_in_full().get(pk=pk))
    for name in documents.LISTS:
        for row in found[name]:
            row.pop("number")
    return found | {"number": None, "key": ""}


def test_json_out_and_in_again_is_the_same(cast: Cast, as_: SignIn, tmp_path: Path) -> None:
    row = make_full(cast)
    before = said(row.pk)
    path = as_json(as_(cast.finn), "/proposals/?export=full", tmp_path / "all.json")
    batch = bring(path, "proposals-in-full", by=cast.nele)
    assert (batch.created_count, batch.unchanged_count, batch.bad_count) == (0, 2, 0)
    assert fresh(row).version == row.version
    path = as_json(as_(cast.finn), f"{row.get_absolute_url()}document/", tmp_path / "one.json")
    row.delete()
    batch = bring(path, "proposals-in-full", by=cast.tomas)
    assert batch.created_count == 1
    made = Proposal.objects.latest("pk")
    assert said(made.pk) == before
    assert made.state == "draft"
    take_out(batch, by=cast.tomas)
    assert not Proposal.objects.filter(pk=made.pk).exists()
    assert verify().whole


def test_a_newer_document_updates_a_draft_and_can_be_undone(cast: Cast, as_: SignIn, tmp_path: Path) -> None:
    row = make_full(cast)
    before = said(row.pk)
    path = as_json(as_(cast.finn), f"{row.get_absolute_url()}document/", tmp_path / "one.json")
    [found] = json.loads(path.read_text())
    found["problem"] = "Consent lives in five tools."
    found["efforts"][0]["likely"] = "3"
    found["requirements"].append({"text": "It is quick."})
    found["windows"] = []
    found["section_owners"] = {}
    path.write_text(json.dumps([found]))
    batch = bring(path, "proposals-in-full", by=cast.tomas)
    assert batch.updated_count == 1
    after = fresh(row)
    assert after.version == row.version + 1
    assert [one.text for one in after.requirements.all()][-1] == "It is quick."
    assert after.efforts.get().likely == 3
    assert not after.windows.exists()
    assert after.versions.first().by == cast.tomas  # type: ignore[union-attr]  # it is there
    take_out(batch, by=cast.tomas)
    assert said(row.pk) == before


BACKWARDS = {"starts_on": "2027-02-01", "ends_on": "2027-01-01"}
BAD: list[tuple[dict[str, Any], str]] = [
    ({"it_owner": "x@example.org"}, "nobody here has the e-mail"),
    ({"it_owner": "mara.lindqvist@example.org"}, "does not work in IT"),
    ({"efforts": [{"specialty": "Wizards", "low": 1, "likely": 2, "high": 3}]}, "no specialists “Wizards”"),
    ({"efforts": [{"specialty": "Data engineer", "low": 5, "likely": 2, "high": 3}]}, "have to rise"),
    ({"involvements": [{"letter": "A"}]}, "either a kind of specialist or a person"),
    ({"relations": [{"kind": "needs", "other": 99999}]}, "no proposal 99999"),
    (
        {"windows": [{"kind": "avoid", "name": "W", "starts_on": "2027-02-01", "ends_on": "2027-01-01"}]},
        "before",
    ),
    (BACKWARDS, "ends before it starts"),
    ({"requirements": [{"colour": "blue"}]}, "requirements, row 1"),
    ({"impact": "7"}, "not a valid choice"),
    ({"job_size": "4"}, "job_size"),
]


@pytest.mark.parametrize(("values", "reason"), BAD)
def test_what_is_wrong_is_named_with_its_place(
    cast: Cast, tmp_path: Path, values: dict[str, Any], reason: str
) -> None:
    path = tmp_path / "bad.json"
    bad = {"format": documents.FORMAT, "title": "Bad", **values}
    path.write_text(json.dumps([bad, {"format": documents.FORMAT, "title": "Good"}]))
    batch = bring(path, "proposals-in-full", by=cast.nele)
    faults = " ".join(fault["reason"] for fault in BadRow.objects.get(batch=batch).faults)
    assert reason in faults
    assert Proposal.objects.get().title == "Good"


def test_what_is_signed_is_not_overwritten(cast: Cast, as_: SignIn, tmp_path: Path) -> None:
    row = make_offered(cast)
    path = as_json(as_(cast.finn), f"{row.get_absolute_url()}document/", tmp_path / "one.json")
    assert bring(path, "proposals-in-full", by=cast.nele).unchanged_count == 1
    [found] = json.loads(path.read_text())
    good = {"format": documents.FORMAT, "title": "Good"}
    path.write_text(json.dumps([found | {"problem": "Other"}, good]))
    batch = bring(path, "proposals-in-full", by=cast.nele)
    assert "offered for signature" in BadRow.objects.get(batch=batch).faults[0]["reason"]


def test_the_workbook_comes_in_again_sheet_by_sheet(cast: Cast, as_: SignIn, tmp_path: Path) -> None:
    row = make_full(cast)
    path = as_json(as_(cast.finn), "/proposals/?export=book", tmp_path / "book.xlsx")
    sheets = openpyxl.load_workbook(path).sheetnames
    assert sheets[0] == "Proposals"
    assert bring(path, "proposals", by=cast.nele).unchanged_count == 2
    for name, title in zip(documents.LISTS, sheets[1:], strict=True):
        batch = bring(path, f"proposal-{name}", by=cast.nele, reading={"sheet": title})
        assert (batch.created_count, batch.updated_count, batch.bad_count) == (0, 0, 0), name
        assert batch.unchanged_count == documents.MODELS[name].objects.count()
    assert fresh(row).version == row.version


def test_a_sheet_changes_and_adds_rows_and_can_be_undone(cast: Cast, as_: SignIn, tmp_path: Path) -> None:
    row = make_full(cast)
    before = said(row.pk)
    path = as_json(as_(cast.finn), "/proposals/?export=book", tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Effort"]
    header = [cell.value for cell in sheet[1]]
    sheet.cell(2, header.index("Most likely") + 1).value = 3
    sheet.append([row.pk, row.title, None, "Content designer", 1, 2, 3])
    sheet.append([row.pk, row.title, None, "Data engineer", 1, 2, 3])
    sheet.append([row.pk, "Another title", None, "Content designer", 1, 2, 3])
    book.save(path)
    batch = bring(path, "proposal-efforts", by=cast.tomas, reading={"sheet": "Effort"})
    assert (batch.created_count, batch.updated_count, batch.bad_count) == (1, 1, 2)
    after = fresh(row)
    assert after.version == row.version + 1
    assert sorted(one.likely for one in after.efforts.all()) == [2, 3]
    take_out(batch, by=cast.tomas)
    assert said(row.pk) == before


def test_only_who_writes_brings_documents(cast: Cast) -> None:
    proposal.create({"title": "Feed"}, by=cast.nele)
    for user, may in ((cast.nele, True), (cast.ada, True), (cast.finn, False), (cast.sam, False)):
        from lintel.imports.contract import importer

        assert importer("proposals-in-full").may_import(user) is may  # type: ignore[union-attr]  # registered
