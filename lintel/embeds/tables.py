"""How skills, offers and needs, stays and people stand in lists, and the same rows as files."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.safestring import SafeString

from lintel.audit.sides import Office
from lintel.embeds.models import (
    POSTING_TONES,
    SIDES,
    TONES,
    Kind,
    Level,
    Placement,
    Posting,
    PostingState,
    Skill,
    SkillKind,
    SkillLevel,
    State,
    What,
)
from lintel.people.models import Specialty, Team, User
from lintel.people.widgets import LongSelect
from lintel.ui.addresses import address
from lintel.ui.filters import SearchFilter
from lintel.ui.formats import NOTHING
from lintel.ui.markup import markup
from lintel.ui.tables import (
    Column,
    NumberColumn,
    SideColumn,
    StateColumn,
    Table,
    TitleColumn,
    TurnColumn,
    WhenColumn,
)


class SkillTable(Table):
    """The list of skills with numbers of either side."""

    name = TitleColumn("Skill")
    kind = Column("Kind")
    specialty = Column("Part of the work of", order_by="specialty__name")
    in_marketing = NumberColumn("Alone in marketing")
    in_it = NumberColumn("Alone in IT")
    learners = NumberColumn("Want to learn")

    counted = "skill,skills"
    empty_title = "No skills yet."
    empty_text = "Add the skills that your work needs, or bring a list in under Imports."
    empty_url = "/embeds/skills/new/"
    empty_label = "Add the first one"

    class Meta(Table.Meta):
        order_by = "name"


class SkillFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Narrow skills."""

    q = SearchFilter(fields=["name", "specialty__name"], label="Search skills")
    kind = django_filters.ChoiceFilter(choices=SkillKind.choices, empty_label="Every kind", label="Kind")
    specialty = django_filters.ModelChoiceFilter(
        queryset=Specialty.objects.all(), label="Specialty", empty_label="Any", widget=LongSelect
    )

    class Meta:
        model = Skill
        fields: list[str] = []


class LevelColumn(Column):
    """One skill of the matrix: the level, whether it is confirmed, and whether more is wished for."""

    empty_values = ()

    def __init__(self, skill: Skill) -> None:
        super().__init__(skill.name, accessor="pk", orderable=False)
        self.skill_id = skill.pk

    def level_of(self, record: Any) -> SkillLevel | None:
        """What the person said of this skill."""
        return next((one for one in record.skill_levels.all() if one.skill_id == self.skill_id), None)

    def render(self, record: Any) -> SafeString | str:
        """The level as a number with its meaning for those who listen."""
        found = self.level_of(record)
        if found is None:
            return NOTHING
        said = Level(found.level).label.partition(" · ")[2]
        marks = " ✓" if found.confirmed_at else ""
        more = " ↑" if found.wants_to_learn else ""
        spoken = said + (", confirmed" if found.confirmed_at else "")
        spoken += ", wants to learn more" if found.wants_to_learn else ""
        return markup(
            '<span class="embeds-level" data-level="{}" title="{}"><span aria-hidden="true">{}{}{}</span>'
            '<span class="visually-hidden">{}: {}</span></span>',
            found.level, spoken, found.level, marks, more, found.level, spoken,
        )  # fmt: skip

    def value(self, record: Any) -> Any:
        """The number."""
        found = self.level_of(record)
        return found.level if found else ""


class MatrixTable(Table):
    """People and their skills; the columns of skills are added for each request."""

    name = TitleColumn("Person", url=lambda row: address("embeds:person", row.pk))
    team = Column("Team", order_by="team__name")
    named = NumberColumn("Named")

    counted = "person,people"
    empty_title = "Nobody is shown here."
    empty_text = "A person’s skills are seen by themselves, by whoever leads them and by both offices."
    empty_url = "/embeds/mine/"
    empty_label = "Say what you can do"

    class Meta(Table.Meta):
        order_by = ("-named", "name")


def matrix_of(skills: list[Skill]) -> type[MatrixTable]:
    """The matrix with a column for each of these skills."""
    columns: dict[str, Any] = {f"skill_{skill.pk}": LevelColumn(skill) for skill in skills}
    return type("Matrix", (MatrixTable,), {**columns, "Meta": MatrixTable.Meta, "__module__": __name__})


class MatrixFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Narrow people, and choose which skills stand beside them."""

    q = SearchFilter(fields=["name", "job_title"], label="Search people")
    side = django_filters.ChoiceFilter(choices=SIDES, empty_label="Both", label="Side")
    team = django_filters.ModelChoiceFilter(
        queryset=Team.objects.filter(side__in=Office.values),
        label="Team",
        empty_label="Any",
        widget=LongSelect,
    )
    kind = django_filters.ChoiceFilter(
        choices=SkillKind.choices, empty_label="The most named", label="Skills", method="unchanged"
    )
    skill = django_filters.ModelChoiceFilter(
        queryset=Skill.objects.all(),
        label="Who can",
        empty_label="Anything",
        widget=LongSelect,
        method="who_can",
    )

    class Meta:
        model = User
        fields: list[str] = []

    def unchanged(self, rows: Any, name: str, value: Any) -> Any:
        """Chooses columns, not rows."""
        return rows

    def who_can(self, rows: Any, name: str, value: Skill) -> Any:
        """People who named this skill."""
        return rows.filter(pk__in=SkillLevel.objects.filter(skill=value).values("person"))


class PostingTable(Table):
    """Offers and needs."""

    title = TitleColumn("Title")
    what = Column("What")
    kind = Column("Kind")
    side = SideColumn("Side")
    team = Column("Team", order_by="team__name")
    starts_on = WhenColumn("From", style="date")
    ends_on = WhenColumn("Until", style="date")
    share = NumberColumn("% of a week")
    state = StateColumn("State", tones=POSTING_TONES)

    counted = "offer or need,offers and needs"
    empty_title = "Nobody has offered or asked yet."
    empty_text = (
        "An offer says that somebody would work on the other side for a time; a need, that a team wants "
        "somebody from there."
    )
    empty_url = "/embeds/postings/new/?what=offer"
    empty_label = "Offer to go"

    class Meta(Table.Meta):
        order_by = "-changed_at"


class PostingFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Narrow offers and needs."""

    q = SearchFilter(fields=["title", "learning", "team__name", "person__name"], label="Search")
    what = django_filters.ChoiceFilter(choices=What.choices, empty_label="Both", label="What")
    kind = django_filters.ChoiceFilter(choices=Kind.choices, empty_label="Every kind", label="Kind")
    side = django_filters.ChoiceFilter(choices=SIDES, empty_label="Both", label="Side")
    state = django_filters.ChoiceFilter(
        choices=PostingState.choices, empty_label="Every state", label="State"
    )

    class Meta:
        model = Posting
        fields: list[str] = []


class PlacementTable(Table):
    """Stays on the other side."""

    person = TitleColumn("Who", accessor="person__name")
    from_team = Column("From", accessor="from_name", order_by="from_team__name")
    to_team = Column("To", accessor="to_name", order_by="to_team__name")
    kind = Column("Kind")
    starts_on = WhenColumn("From day", style="date")
    ends_on = WhenColumn("Until", style="date")
    share = NumberColumn("% of a week")
    state = StateColumn("State", tones=TONES)
    turn = TurnColumn("Whose word")

    counted = "stay,stays"
    empty_title = "Nobody has worked on the other side yet."
    empty_text = "Write what your team needs, or offer to go; a match says who fits."
    empty_url = "/embeds/postings/"
    empty_label = "See offers and needs"

    class Meta(Table.Meta):
        order_by = "-changed_at"


class PlacementFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Narrow stays."""

    q = SearchFilter(fields=["person__name", "from_team__name", "to_team__name", "learning"], label="Search")
    state = django_filters.ChoiceFilter(choices=State.choices, empty_label="Every state", label="State")
    kind = django_filters.ChoiceFilter(choices=Kind.choices, empty_label="Every kind", label="Kind")
    to_side = django_filters.ChoiceFilter(choices=SIDES, empty_label="Either side", label="Goes to")

    class Meta:
        model = Placement
        fields: list[str] = []
