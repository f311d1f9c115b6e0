"""Templates: kept from a proposal or written for the purpose, renamed, taken away."""

from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.people.models import User
from lintel.portfolio.proposals.access import may_propose
from lintel.portfolio.proposals.documents import FORMAT, ProposalDocument, document, rows_in_full
from lintel.portfolio.proposals.keeping import Unchanged, set_fields
from lintel.portfolio.proposals.models import Proposal, ProposalTemplate
from lintel.ui.checking import checked
from lintel.ui.problems import Denied, Stale

# What belongs to the one proposal and not to its kind.
OWN = {
    *("number", "key", "marketing_owner", "it_owner", "starts_on", "ends_on", "one_off_cost", "run_cost"),
    *("business_value", "time_criticality", "risk_opportunity", "job_size"),
    *("reach", "impact", "confidence", "effort", "benefits", "relations", "windows", "section_owners"),
}


@audited("template.kept", says="kept {proposal:portfolio.proposal} as a template")
def keep(entry: Draft, proposal: Proposal, values: dict[str, Any], *, by: User) -> ProposalTemplate:
    """What a proposal of this kind says: its texts, requirements, efforts and parts by specialty. Dates,
    owners, figures, people and neighbours are its own and stay there."""
    _may(by)
    found = document(rows_in_full().get(pk=proposal.pk))
    kept = {name: value for name, value in found.items() if name not in OWN}
    kept["involvements"] = [row for row in kept["involvements"] if row["specialty"]]
    return _write(entry, kept, values, by, proposal=proposal.pk)


@audited("template.written", says="wrote a template")
def write(
    entry: Draft, given: dict[str, Any], values: dict[str, Any], *, by: User | None
) -> ProposalTemplate:
    """A template from a document of its own; `by=None` means the example company's beginning."""
    if by is not None:
        _may(by)
    return _write(entry, given, values, by)


@audited("template.renamed", says="changed the name or purpose of the template")
def rename(entry: Draft, template: ProposalTemplate, values: dict[str, Any], *, by: User) -> ProposalTemplate:
    """Another name or purpose; proposals that began from it are not touched."""
    _may(by)
    locked = _lock(template)
    if not set_fields(locked, values):
        raise Unchanged
    locked.version += 1
    locked.changed_at = timezone.now()
    checked(locked).save()
    entry.about(locked, version=locked.version)
    return locked


@audited("template.removed", says="took the template away")
def remove(entry: Draft, template: ProposalTemplate, *, by: User) -> None:
    """Proposals that began from it stay."""
    _may(by)
    locked = _lock(template)
    entry.about(template, document=bool(locked.document))
    locked.delete()


def _write(
    entry: Draft, given: dict[str, Any], values: dict[str, Any], by: User | None, **facts: Any
) -> ProposalTemplate:
    told = ProposalDocument(**{"title": values["name"], **given, "format": FORMAT, "number": None})
    plain = told.model_dump(mode="json", exclude=OWN | {"title"})
    for rows in plain.values():
        for row in rows if isinstance(rows, list) else ():
            row["number"] = None
    template = ProposalTemplate(document=plain, created_by=by, **values)
    checked(template).save()
    entry.about(template, **facts)
    return template


def _lock(template: ProposalTemplate) -> ProposalTemplate:
    found = ProposalTemplate.objects.select_for_update().filter(pk=template.pk).first()
    if found is None:
        raise Stale("Somebody took this template away.", way_out="Choose another one.")
    return found


def _may(by: User) -> None:
    if not may_propose(by):
        raise Denied(
            "Only members and office holders of marketing and IT keep templates.",
            way_out="Ask one of them.",
        )
