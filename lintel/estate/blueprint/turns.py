"""Whose turn it is: at a version, at a suggestion."""

from lintel.audit.models import Signature
from lintel.audit.sides import OFFICES, Office
from lintel.audit.signatures import keys_of
from lintel.estate.blueprint.models import SIGN, Amendment, AmendmentState, Version, VersionState
from lintel.ui.components import AWAITED_KEYS, Turn, Word

VERSION_TONES = {"offered": "waiting", "signed": "good", "replaced": "quiet", "set_aside": "quiet"}
AMENDMENT_TONES = {"open": "waiting", "accepted": "good", "declined": "bad", "withdrawn": "quiet"}


def turn_of(version: Version) -> Turn:
    """The badge of a version."""
    if version.state == VersionState.SET_ASIDE:
        return Turn(Word.NOT_NEEDED, Word.NOT_NEEDED, "Set aside")
    return Turn.awaiting(version.awaits, AWAITED_KEYS.get(version.awaits) or version.get_state_display())


def turn_of_amendment(amendment: Amendment) -> Turn:
    """The badge of a suggestion."""
    if amendment.state != AmendmentState.OPEN:
        return Turn(Word.NOT_NEEDED, Word.NOT_NEEDED, amendment.get_state_display())
    words = {office: Word.GIVEN if office == amendment.side else Word.MISSING for office in OFFICES}
    return Turn(words[Office.MARKETING], words[Office.IT])


def posts_of(version: Version) -> dict[Office, Signature | None]:
    """Each office's key that counts, or None."""
    given = keys_of(version, SIGN).given
    return {office: given.get(office) for office in OFFICES}
