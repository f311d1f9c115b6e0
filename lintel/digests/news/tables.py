"""The lists of this chamber, as pages and as files."""

from typing import Any

import django_filters
from django.utils.safestring import SafeString

from lintel.audit.models import Entry
from lintel.audit.sides import Side
from lintel.digests.news import decisions
from lintel.digests.news.models import HEALTH_TONES, Announcement, Audience, Health, StatusUpdate
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.people.targets import targets
from lintel.ui.components import side_label, state_pill
from lintel.ui.filters import SearchFilter
from lintel.ui.formats import NOTHING
from lintel.ui.markup import markup
from lintel.ui.tables import Column, PersonColumn, StateColumn, Table, TitleColumn, WhenColumn


class AnnouncementTable(Table):
    """What people announced."""

    title = TitleColumn("What")
    audience = Column("For whom")
    author = PersonColumn("Who", order_by="author__name")
    published_at = WhenColumn("When")
    pinned_until = WhenColumn("On top until", style="date")
    state = StateColumn("State", tones={"withdrawn": "quiet", "standing": "good"}, orderable=False)

    counted = "announcement,announcements"
    empty_title = "Nobody has announced anything yet."
    empty_text = "What one side or everybody should know stands here, and in the weekly digest."
    empty_url = "/news/announcements/new/"
    empty_label = "Announce something"

    class Meta(Table.Meta):
        order_by = "-published_at"

    def render_audience(self, record: Announcement) -> SafeString:
        """The side, or both."""
        return side_label("both" if record.audience == Audience.COMPANY else record.audience)

    def render_state(self, value: str) -> SafeString:
        """Whether it stands."""
        return state_pill(value, "Taken back" if value == "withdrawn" else "Stands", "quiet")

    def value_audience(self, record: Announcement) -> str:
        """As a word."""
        return record.get_audience_display()


class AnnouncementFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find announcements by word and audience."""

    q = SearchFilter(fields=["title", "text"], label="Word")
    audience = django_filters.ChoiceFilter(choices=Audience.choices, empty_label="Anybody", label="For whom")

    class Meta:
        model = Announcement
        fields: list[str] = []


class Resolving:
    """Finds for all rows of a page, or of a file, what hangs on them: once, not row by row."""

    def found_for(self, record: Any) -> Any:
        """What was found for this row, or nothing."""
        held: dict[Any, Any] = self.__dict__.setdefault("_found", {})
        if record.pk not in held:
            page = getattr(self, "page", None)
            rows = [one.record for one in page.object_list] if page is not None else list(self._all())
            held |= dict.fromkeys([one.pk for one in rows]) | self.find(rows)
        return held.get(record.pk)

    def _all(self) -> Any:
        return self.data.data  # type: ignore[attr-defined]  # of the table

    def find(self, rows: list[Any]) -> dict[Any, Any]:
        """By primary key."""
        raise NotImplementedError

    @property
    def reader(self) -> User:
        """Who reads the table."""
        return user_of(self.request)  # type: ignore[attr-defined]  # of the table


class UpdateTable(Resolving, Table):
    """How things stand, newest first."""

    text = TitleColumn("What was said")
    thing = Column("About", accessor="pk", orderable=False)
    health = StateColumn("Stands", tones=HEALTH_TONES)
    author = PersonColumn("Who", order_by="author__name")
    at = WhenColumn("When")

    counted = "update,updates"
    empty_title = "Nobody has said yet how anything stands."
    empty_text = "Open a goal, a proposal or a roadmap, and choose “How it stands”."
    empty_url = "/goals/"
    empty_label = "Open the goals"

    class Meta(Table.Meta):
        order_by = "-at"

    def find(self, rows: list[StatusUpdate]) -> dict[int, Any]:
        """The things, one query for each type."""
        things = targets(self.reader, {(row.object_type, row.object_id) for row in rows})
        return {row.pk: things.get((row.object_type, row.object_id)) for row in rows}

    def render_thing(self, record: StatusUpdate) -> SafeString | str:
        """A link to it."""
        thing = self.found_for(record)
        return markup('<a href="{}">{}</a>', thing.get_absolute_url(), thing) if thing else NOTHING

    def value_thing(self, record: StatusUpdate) -> str:
        """Its name."""
        return str(self.found_for(record) or "")


class UpdateFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find updates by word, how things stand, and who said it."""

    q = SearchFilter(fields=["text", "author__name"], label="Word or person")
    health = django_filters.ChoiceFilter(choices=Health.choices, empty_label="However", label="Stands")

    class Meta:
        model = StatusUpdate
        fields: list[str] = []


class DecisionTable(Resolving, Table):
    """Every decision with its reasons."""

    thing = Column("About", accessor="pk", orderable=False)
    what = Column("What was decided", accessor="pk", orderable=False)
    why = Column("Why", accessor="pk", orderable=False)
    actor = PersonColumn("Who", order_by="actor__name", system=True)
    at = WhenColumn("When", order_by="seq")

    counted = "decision,decisions"
    empty_title = "Nothing has been decided yet."
    empty_text = "Signatures, answers and agreements of both sides stand here with their reasons."
    empty_url = "/proposals/"
    empty_label = "Open the proposals"

    class Meta(Table.Meta):
        order_by = "-at"

    def find(self, rows: list[Entry]) -> dict[int, Any]:
        """The decisions behind the entries."""
        return {one.seq: one for one in decisions.shown(rows, self.reader)}

    def render_thing(self, record: Entry) -> SafeString | str:
        """A link to what it is about, which opens the row."""
        one = self.found_for(record)
        if one is None:
            return NOTHING
        return markup('<a class="row-link" href="{}" data-row>{}</a>', one.url, one.title)

    def value_thing(self, record: Entry) -> str:
        """Its name."""
        one = self.found_for(record)
        return one.title if one else ""

    def render_what(self, record: Entry) -> SafeString | str:
        """The sentence, and what sort of decision it is."""
        one = self.found_for(record)
        if one is None:
            return NOTHING
        return markup("{} {}", state_pill(one.kind, one.kind_label, one.tone), one.sentence)

    def value_what(self, record: Entry) -> str:
        """The sentence."""
        one = self.found_for(record)
        return one.sentence if one else ""

    def render_why(self, record: Entry) -> SafeString | str:
        """The reasons, or that none were written."""
        one = self.found_for(record)
        if one is None or not one.why:
            return markup('<span class="muted small">{}</span>', "No reason was written")
        return str(one.why[:300]) + ("…" if len(one.why) > 300 else "")

    def value_why(self, record: Entry) -> str:
        """All of it."""
        one = self.found_for(record)
        return one.why if one else ""


class DecisionFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find decisions by person, kind, side and time."""

    q = SearchFilter(fields=["actor__name"], label="Person")
    kind = django_filters.ChoiceFilter(
        choices=[(slug, words) for slug, (words, _) in decisions.KINDS.items()],
        empty_label="Every kind", label="What", method="of_kind",
    )  # fmt: skip
    side = django_filters.ChoiceFilter(
        choices=Side.choices, empty_label="Either side", label="Whose", field_name="actor__side"
    )
    since = django_filters.DateFilter(field_name="at", lookup_expr="date__gte", label="Since")
    until = django_filters.DateFilter(field_name="at", lookup_expr="date__lte", label="Until")

    class Meta:
        model = Entry
        fields: list[str] = []

    def of_kind(self, rows: Any, name: str, value: str) -> Any:
        """By the actions of the kind."""
        return rows.filter(action__in=decisions.KINDS[value][1])
