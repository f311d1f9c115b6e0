"""What signing assumptions asks of the key."""

from lintel.audit.signatures import Keys
from lintel.people.access import Key, key_of
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem


def key_for(by: User) -> Key:
    """The key this person signs with. Errors: `Denied` without one."""
    key = key_of(by)
    if key is None:
        raise Denied(
            "Only the two offices sign.",
            way_out="Ask your office holder, or be made their delegate for some days.",
        )
    return key


def refuse_second(keys: Keys, key: Key, by: User) -> None:
    """Nobody signs twice, and nobody for both."""
    if any(given.signer_id == by.pk for given in keys.given.values()):
        raise Denied(
            "You have signed this version already; nobody signs for both.",
            way_out="The other office signs with its own key.",
        )
    if key.office in keys.given:
        raise Problem(f"The {key.office.label} has signed already.", way_out="The other office is next.")
