"""How the vision stands: both posts, whose signature is missing, since when, and what was signed last."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from lintel.audit import signatures
from lintel.audit.models import Signature
from lintel.audit.sides import OFFICES, Office
from lintel.charter.vision.actions.vision import PURPOSE
from lintel.charter.vision.models import Vision
from lintel.ui.components import Turn, Word
from lintel.ui.saying import days, days_since


@dataclass(frozen=True)
class Standing:
    """The vision with what is signed of it."""

    vision: Vision
    posts: list[tuple[Office, Signature | None]]
    signed_version: int
    content_hash: str

    @property
    def missing(self) -> list[Office]:
        """Offices that have not signed the present wording."""
        return [office for office, signature in self.posts if signature is None]

    @property
    def holds(self) -> bool:
        """Both have signed it."""
        return not self.missing

    def turn(self, today: dt.date) -> Turn:
        """The badge."""
        if self.holds:
            return Turn(Word.GIVEN, Word.GIVEN, "Signed by both")
        age = days_since(self.vision.written_at, today)
        who = " and ".join("Marketing" if office is Office.MARKETING else "IT" for office in self.missing)
        words = {office: Word.MISSING if office in self.missing else Word.GIVEN for office in OFFICES}
        text = f"{who} to sign" + (f", {days(age)} silent" if age else "")
        return Turn(words[Office.MARKETING], words[Office.IT], text)


def standing(user: Any) -> Standing | None:
    """How it stands, if there is one that this person may see; three queries."""
    row = Vision.objects.visible_to(user).select_related("written_by").first()
    if row is None:
        return None
    given = signatures.keys_of(row, PURPOSE).given
    both: dict[int, set[str]] = {}
    for version, office in Signature.objects.on(row).filter(purpose=PURPOSE).values_list("version", "office"):
        both.setdefault(version, set()).add(office)
    signed = [version for version, offices in both.items() if len(offices) == len(OFFICES)]
    posts = [(office, given.get(office)) for office in OFFICES]
    return Standing(row, posts, max(signed, default=0), signatures.hash_of(row))
