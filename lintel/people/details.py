"""What is known about a person, as forms gather it and actions keep it."""

from typing import Required, TypedDict

from lintel.people.models import Specialty, Team


class Details(TypedDict, total=False):
    """What is known about a person besides their rights."""

    name: Required[str]
    email: Required[str]
    side: str
    job_title: str
    department: str
    team: Team | None
    specialty: Specialty | None
    time_zone: str
