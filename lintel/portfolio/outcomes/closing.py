"""How the outcome note stands: whether it still rests on the present figures, and whose key is missing."""

from dataclasses import dataclass

from lintel.audit.sides import OFFICES
from lintel.audit.signatures import hash_of, keys_of
from lintel.people.access import Key, key_of
from lintel.people.models import User
from lintel.portfolio.outcomes.models import CONCLUDE, Outcome, OutcomeNote
from lintel.portfolio.outcomes.standing import Words, figures_of


@dataclass(frozen=True)
class Closing:
    """The note, both offices' words on it, the reader's key, and whether it is out of date."""

    note: OutcomeNote | None
    words: Words | None
    key: Key | None
    stale: bool

    @property
    def may_sign(self) -> bool:
        """The reader's office can put its key to it now."""
        return self.words is not None and self.words.may_give and not self.stale


def standing(outcome: Outcome, user: User) -> Closing:
    """Of one outcome."""
    note = OutcomeNote.objects.select_related("written_by").filter(outcome=outcome).first()
    key = key_of(user)
    if note is None:
        return Closing(None, None, key, False)
    keys = keys_of(note, CONCLUDE)
    free = not any(one.signer_id == user.pk for one in keys.given.values())
    may = outcome.is_open and free and key is not None and key.office in keys.missing
    words = Words({one: keys.given[one] for one in OFFICES if one in keys.given}, may, hash_of(note))
    return Closing(note, words, key, outcome.is_open and note.figures != figures_of(outcome))
