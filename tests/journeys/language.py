"""Words in a house of the cast: one half signed, one that clashes, one that only one side has explained."""

from lintel.audit.signatures import hash_of
from lintel.language import links
from lintel.language.actions import agreement, flag, primer, term
from lintel.language.wording import Wording
from lintel.people.actions import comment
from lintel.people.models import User


def furnish(mara: User, nele: User, tomas: User) -> None:
    """Terms, flags, a comment and a primer; “licence” stands in the furniture’s own texts."""
    licence = term.create(Wording("Licence", "The right to show a picture."), by=nele)
    both = Wording("Licence", "The right to show a picture.", "What a program costs per head.")
    term.edit(licence, both, by=tomas, version=1)
    agreement.propose(licence, text="A right to use, with an end and a price.", by=nele, version=2)
    licence.refresh_from_db()
    agreement.sign(licence, by=mara, content_hash=hash_of(licence))
    flag.put_up(licence, by=tomas)
    comment.write(licence, text="Which licence do you mean?", by=tomas)
    campaign = term.create(Wording("Campaign", "One message to one audience."), by=nele)
    term.edit(campaign, Wording("Campaign", "One message to one audience.", "A job."), by=tomas, version=1)
    term.create(Wording("Blast radius", it="All that stops with it."), by=tomas)
    note = primer.write(primer.Note("What a licence is", "demand", "A **right** with an end."), by=nele)
    primer.attach(note, links.thing_at(licence.get_absolute_url(), nele), by=nele)
