"""What a proposal was at each version, what changed between two, and bringing one back."""

from decimal import Decimal

import pytest

from lintel.audit.verification import verify
from lintel.imports.bringing import bring
from lintel.people.models import Specialty
from lintel.portfolio.proposals.actions import part, proposal, version
from lintel.portfolio.proposals.models import Effort, Proposal, Requirement
from lintel.ui.problems import Stale
from tests.cast import Cast
from tests.portfolio.proposals.making import SignIn, fresh, make_approved, make_proposal
from tests.portfolio.proposals.test_imports import write


def edited(cast: Cast) -> Proposal:
    """Four versions: the draft, its requirement, other words, an estimate instead of the requirement."""
    row = make_proposal(cast.nele)
    proposal.edit(row, {"problem": "Consent lives in five tools.", "run_cost": Decimal(9)}, by=cast.tomas)
    specialty = Specialty.objects.get(name="Data engineer")
    part.add(row, Effort, {"specialty": specialty, "low": 1, "likely": 2, "high": 3}, by=cast.tomas)
    part.remove(Requirement.objects.get(proposal=row), by=cast.nele)
    return fresh(row)


def test_the_page_shows_who_changed_what_and_marks_the_words(cast: Cast, as_: SignIn) -> None:
    row = edited(cast)
    browser = as_(cast.finn)
    page = browser.get(f"{row.get_absolute_url()}versions/?from=2&to=3").content.decode()
    assert "<del>four</del><ins>five</ins>" in page
    assert "“Problem”, “Run cost per year”" in page
    assert "Tomas Okafor" in page
    whole = browser.get(f"{row.get_absolute_url()}versions/2/").content.decode()
    assert "Every tool asks one service." in whole
    assert "Bring it back" not in whole
    assert browser.get(f"{row.get_absolute_url()}versions/?from=2&to=99").status_code == 404
    assert as_(cast.sam).get(f"{row.get_absolute_url()}versions/").status_code == 404


def test_an_earlier_content_comes_back_as_a_new_version(cast: Cast, as_: SignIn) -> None:
    row = edited(cast)
    wanted = row.versions.get(number=2)
    answer = as_(cast.nele).post(
        f"{row.get_absolute_url()}versions/2/restoration/", {"seen": str(row.version)}
    )
    assert answer.status_code == 302
    row = fresh(row)
    assert row.version == 6
    now = row.versions.get(number=6)
    assert (now.content, now.parts) == (wanted.content, wanted.parts)
    assert now.changed == ["problem", "run_cost", "requirements", "efforts"]
    version.restore(row, 4, by=cast.nele)
    assert fresh(row).versions.get(number=7).content == row.versions.get(number=4).content
    assert verify().whole


def test_bringing_back_is_an_edit_and_needs_what_was_seen(cast: Cast) -> None:
    row = make_approved(cast)
    proposal.edit(row, {"title": "Other"}, by=cast.nele)
    with pytest.raises(Stale):
        version.restore(row, 2, by=cast.nele, seen_version=2)
    version.restore(row, 2, by=cast.nele, seen_version=3)
    assert (fresh(row).title, fresh(row).state) == ("Consent in one place", "draft")
    with pytest.raises(Stale):
        version.restore(row, 44, by=cast.nele)


def test_a_file_keeps_versions_too(cast: Cast, tmp_path: object) -> None:
    header, line = ["Key", "Title", "Problem"], ["A-1", "Feed", "Late"]
    bring(write(tmp_path / "a.csv", [line], header), "proposals", by=cast.nele)  # type: ignore[operator]  # a path
    bring(write(tmp_path / "b.csv", [[*line[:2], "A day late"]], header), "proposals", by=cast.tomas)  # type: ignore[operator]  # a path
    row = Proposal.objects.get(imported_key="A-1")
    found = list(row.versions.values_list("number", "by__name", "changed"))
    assert found == [(2, "Tomas Okafor", ["problem"]), (1, "Nele Vogt", [])]
    assert row.versions.get(number=1).content["problem"] == "Late"


def test_programs_read_compare_and_restore(cast: Cast, as_: SignIn) -> None:
    row = edited(cast)
    nele, base = as_(cast.nele), f"/api/v1/proposals/{row.pk}/versions"
    listed = nele.get(base).json()["items"]
    assert [one["number"] for one in listed] == [5, 4, 3, 2, 1]
    assert nele.get(f"{base}/3").json()["content"]["run_cost"] == "9"
    found = nele.get(f"{base}/3/changes?since=2").json()
    assert {"label": "Run cost per year", "before": "€12,000", "after": "€9"} in found
    assert nele.post(f"{base}/2/restoration", headers={"If-Match": '"4"'}).status_code == 409
    assert nele.post(f"{base}/2/restoration").json()["version"] == 6
    assert nele.get(f"{base}/77").status_code == 404
