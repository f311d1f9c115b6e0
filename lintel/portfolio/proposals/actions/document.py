"""A proposal out of a document: what a program sends, or what a template holds."""

from lintel.audit.audited import Draft, audited
from lintel.people.models import User
from lintel.portfolio.proposals import versions
from lintel.portfolio.proposals.access import may_propose
from lintel.portfolio.proposals.documents import ProposalDocument
from lintel.portfolio.proposals.models import Proposal, ProposalTemplate
from lintel.portfolio.proposals.ranking import bottom_rank
from lintel.portfolio.proposals.resolving import Known, Resolved, resolve
from lintel.portfolio.proposals.taking import take
from lintel.ui.checking import checked
from lintel.ui.problems import Denied, Problem


@audited("proposal.written", says="wrote the first draft in full")
def write(entry: Draft, document: ProposalDocument, *, by: User) -> Proposal:
    """A new draft with everything in the document; its number and key are those of where it comes from."""
    proposal = _made(document, by)
    entry.about(proposal, version=1)
    return proposal


@audited("proposal.started", says="wrote the first draft from a template")
def start(entry: Draft, template: ProposalTemplate, title: str, *, by: User) -> Proposal:
    """A new draft with what the template says. What it names and is no longer here is left out."""
    document = ProposalDocument(**{**template.document, "title": title, "number": None, "key": ""})
    proposal = _made(document, by, forgiving=True)
    entry.about(proposal, version=1, template=template.pk)
    return proposal


def _made(document: ProposalDocument, by: User, *, forgiving: bool = False) -> Proposal:
    if not may_propose(by):
        raise Denied(
            "Only members and office holders of marketing and IT write proposals.",
            way_out="Ask one of them, or an administrator for a role on one of the two sides.",
        )
    found = resolve(document, Known.of([document]))
    if found.troubles and not forgiving:
        raise Problem(found.troubles[0].reason, way_out="Change it there.", field=found.troubles[0].field)
    proposal = Proposal(created_by=by, rank=bottom_rank(), **found.values)
    checked(proposal).save()
    take(proposal, _whole(found) if forgiving else found)
    versions.keep_present(proposal)
    return proposal


def _whole(found: Resolved) -> Resolved:
    """Without rows that name what is not here."""
    needed = {"efforts": ("specialty",), "relations": ("other",)}
    lists = {
        name: [
            row
            for row in rows
            if all(row[key] is not None for key in needed.get(name, ()))
            and (name != "involvements" or row["specialty"] or row["person"])
        ]
        for name, rows in found.lists.items()
    }
    return Resolved(found.values, lists, found.section_owners)
