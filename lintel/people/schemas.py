"""What goes in and out of the people API."""

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from lintel.people import texts
from lintel.people.belonging import Item
from lintel.people.models import Comment, User
from lintel.ui.api import Id, Line, Text

Name = Annotated[Line, Field(min_length=1, max_length=120)]
Short = Annotated[Line, Field(max_length=120)]
Email = Annotated[str, Field(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
SideName = Literal["marketing", "it", "other"]
RoleName = Literal["office_holder", "member", "analyst", "viewer", "none"]


class PeopleIn(Schema):
    """What comes in names only known fields."""

    model_config = ConfigDict(extra="forbid")


class GroupOut(Schema):
    """A team or a specialty."""

    id: int
    name: str
    side: str


class GroupIn(PeopleIn):
    """A new team."""

    name: Name
    side: SideName


class PersonOut(Schema):
    """A person. The e-mail is masked unless it is one's own or one administers."""

    id: int
    name: str
    email: str
    side: str
    role: str
    department: str
    job_title: str
    time_zone: str
    team: GroupOut | None
    specialty: GroupOut | None
    is_administrator: bool
    is_active: bool

    @staticmethod
    def resolve_email(person: User, context: Any) -> str:
        """Whole for those who may see it."""
        return texts.shown_email(person, context["request"].user)


class MeOut(PersonOut):
    """Oneself, and the office one may sign for today."""

    signs_for: str | None = None
    on_behalf_of: str | None = None


class PersonIn(PeopleIn):
    """A new person; they choose their password by an invitation."""

    name: Name
    email: Email
    side: SideName = "other"
    role: RoleName = "none"
    department: Short = ""
    job_title: Short = ""
    time_zone: Short = "UTC"
    team_id: Id | None = None
    specialty_id: Id | None = None


class PersonPatch(PeopleIn):
    """Only what is given changes. `hand_over` takes an office from who holds it."""

    name: Name | None = None
    email: Email | None = None
    side: SideName | None = None
    department: Short | None = None
    job_title: Short | None = None
    time_zone: Short | None = None
    team_id: Id | None = None
    specialty_id: Id | None = None
    role: RoleName | None = None
    is_administrator: bool | None = None
    hand_over: bool = False


class DelegationOut(Schema):
    """One lent key; both days are included and counted in UTC."""

    id: int
    office: str
    holder_id: int
    delegate_id: int
    starts: dt.date
    ends: dt.date
    state: str


class DelegationIn(PeopleIn):
    """Lend one's own key."""

    delegate_id: Id
    starts: dt.date
    ends: dt.date


class CommentOut(Schema):
    """A comment; its text is empty once it was removed."""

    id: int
    author_id: int
    author: str
    text: str
    at: dt.datetime
    edited_at: dt.datetime | None
    removed_at: dt.datetime | None

    @staticmethod
    def resolve_author(comment: Comment) -> str:
        """The author's name."""
        return comment.author.name


Way = Annotated[str, Field(max_length=120, pattern=r"^[a-z_]+:[a-z_]+\.[a-z_]+$")]
Reference = Annotated[str, Field(max_length=100, pattern=r"^[a-z_]+\.[a-z_]+:[0-9]{1,18}$")]


class BelongingOut(Schema):
    """Something that belongs to a thing: in which way, and what it is."""

    title: str
    way: str
    other: str
    name: str
    note: str
    url: str

    @classmethod
    def of(cls, title: str, way: str, item: Item) -> "BelongingOut":
        """One item of a group."""
        return cls(
            title=title, way=way, other=item.reference, name=str(item.thing), note=item.note,
            url=item.thing.get_absolute_url(),
        )  # fmt: skip


class BelongingIn(PeopleIn):
    """In which way, as `list_belongings` gives it, and the other thing, such as `estate.element:12`."""

    way: Way
    other: Reference


class CommentIn(PeopleIn):
    """What one has to say; `@Name.Surname` names somebody."""

    text: Annotated[Text, Field(min_length=1)]


class TokenOut(Schema):
    """A token of one's own, without its secret."""

    id: int
    name: str
    prefix: str
    scopes: list[str]
    state: str
    created_at: dt.datetime
    expires_at: dt.datetime
    last_used_at: dt.datetime | None
