"""Proposals written together: one of each thing around a proposal, what is sent, and many rows of each."""

import datetime as dt
from typing import Any

from django.db.models import Model

from lintel.people.models import User
from lintel.portfolio.proposals.actions import acceptance, bundle, template
from lintel.portfolio.proposals.models import (
    Acceptance,
    Bundle,
    Proposal,
    ProposalTemplate,
    ProposalVersion,
    Window,
)
from tests.cast import Cast
from tests.portfolio.proposals.making import make_approved, make_proposal

Body = dict[str, Any]
LISTS = {
    "portfolio:bundles": "",
    "portfolio:templates": "",
    "portfolio:versions": "draft",
    "portfolio:acceptance": "approved",
}
API_LISTS = {
    "list_bundles": "",
    "list_templates": "",
    "list_versions": "draft",
    "compare_versions": "version",
    "list_acceptances": "approved",
    "list_windows": "draft",
}
WORTH: Body = {"name": "Both at once", "low": 1, "likely": 2, "high": 3}
LINE = "No tool keeps its own."
DAYS = {"starts_on": dt.date(2027, 5, 1), "ends_on": dt.date(2027, 5, 8)}


def window() -> Body:
    """A window's values."""
    return {"kind": "before", "name": "Spring sale", **DAYS}


def sent_window() -> Body:
    """The same as programs and browsers send it."""
    return {name: str(value) for name, value in window().items()}


def things(cast: Cast, draft: Proposal, approved: Proposal) -> dict[str, Model]:
    """The samples."""
    one, two = make_proposal(cast.nele, title="Consent"), make_proposal(cast.tomas, title="Matching")
    done = make_approved(cast, title="Seen by marketing").requirements.get()
    acceptance.accept(done, LINE, by=cast.nele)
    return {
        "bundle": bundle.make(WORTH, [one, two], by=cast.nele),
        "bundled": one,
        "also bundled": two,
        "template": template.keep(draft, {"name": "New tool"}, by=cast.nele),
        "version": draft.versions.earliest("number"),
        "criterion of work": approved.requirements.get(),
        "accepted criterion": done,
        "section": draft,
    }


def args(name: str, things: dict[str, Model]) -> tuple[Any, ...] | None:
    """What an address needs to lead to a sample, where its number alone is not enough."""
    thing: Any = things.get(name)
    if name == "version":
        return (thing.proposal_id, thing.number)
    if name in {"criterion of work", "accepted criterion"}:
        return (thing.proposal_id, thing.pk)
    return (thing.pk, "money") if name == "section" else None


def forms(things: dict[str, Any]) -> dict[str, Body]:
    """Form data by URL name."""
    members = f"{things['bundled'].pk}\n{things['also bundled'].pk}"
    worth = {**WORTH, "currency": "EUR", "members": members}
    return {
        "portfolio:section-access": {"access_impact": "Nobody new."},
        "portfolio:section-owners": {"money": things["bundled"].created_by_id},
        "portfolio:writers": {"section": "case"},
        "portfolio:new-bundle": worth,
        "portfolio:change-bundle": worth | {"name": "Both of them"},
        "portfolio:new-template": {"name": "Integration"},
        "portfolio:change-template": {"name": "Another tool"},
        "portfolio:start": {"title": "A tool for surveys"},
        "portfolio:criterion accepted criterion": {"criterion": LINE, "reopen": "yes"},
        "portfolio:criterion": {"criterion": LINE},
    }


def json(things: dict[str, Any]) -> dict[str, Body]:
    """JSON by operation."""
    worth = WORTH | {"members": [things["bundled"].pk, things["also bundled"].pk]}
    return {
        "make_bundle": worth,
        "change_bundle": worth | {"name": "Both of them"},
        "give_section": {"person": things["bundled"].created_by_id},
        "write_document": {"title": "In full", "requirements": [{"text": "It works."}]},
        "write_template": {"name": "Integration", "document": {"title": "-"}},
        "rename_template": {"name": "Another tool"},
        "start_proposal": {"title": "A tool for surveys"},
        "accept_criterion": {"criterion": LINE},
        "reopen_criterion": {"criterion": LINE},
    }


def fill(people: list[User], things: dict[str, Any], numbers: range) -> None:
    """Many bundles, templates, versions, windows and criteria that were seen met."""
    facts = {"low": 1, "likely": 2, "high": 3}
    _save(Bundle, (Bundle(name=f"Bundle {n}", **facts) for n in numbers))
    _save(ProposalTemplate, (ProposalTemplate(name=f"Template {n}", document={}) for n in numbers))
    draft, need = things["draft"], things["criterion of work"]
    kept: dict[str, Any] = {"proposal": draft, "content": draft.versions.first().content}
    pairs = list(zip(numbers, people, strict=True))
    # Numbers below the sample's own would be versions that never were; these lie above.
    _save(ProposalVersion, (ProposalVersion(number=1_000 + n, by=person, **kept) for n, person in pairs))
    _save(Window, (Window(proposal=draft, kind="avoid", name=f"Window {n}", **DAYS) for n in numbers))
    _save(
        Acceptance,
        (Acceptance(requirement=need, criterion=f"{n}", side="it", by=person) for n, person in pairs),
    )


def _save(model: Any, rows: Any) -> None:
    model.objects.bulk_create(list(rows), batch_size=500)
