"""Which signatures on a reward rule count."""

from lintel.audit import signatures
from lintel.audit.models import Signature
from lintel.audit.sides import Office
from lintel.goals.rewards.models import REWARD, RewardRule


def signed_by(row: RewardRule) -> dict[Office, Signature]:
    """The signatures that count: on the present rule and wording, by the present owners."""
    given = signatures.keys_of(row, REWARD).given
    return {office: one for office, one in given.items() if one.signer_id == row.goal.owner_id_of(office)}
