"""What a column means to matching: its role, and how each role is treated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal[
    "given_name", "family_name", "full_name", "email", "phone", "birth_date", "street", "house_number",
    "postcode", "city", "region", "identifier", "company", "category", "ignored",
]  # fmt: skip
ROLES: tuple[Role, ...] = get_args(Role)

# Agreement on these tells one person (or one household) from all others, so it is counted by people
# and may carry a deterministic rule; agreement on a first name may not.
IDENTIFYING: frozenset[Role] = frozenset({"email", "phone", "identifier"})


@dataclass(frozen=True)
class Field:
    """One column in its role; `name` is what it is called inside the model.

    `detail` is what normalising needs to know: the order of a date (`dmy`, `mdy`) or a phone's region.
    """

    name: str
    column: str
    role: Role
    reason: str
    detail: str = ""


def named(fields: tuple[Field, ...], *roles: Role) -> tuple[str, ...]:
    """Names of the fields that play one of these roles, in the order of the columns."""
    return tuple(field.name for field in fields if field.role in roles)
