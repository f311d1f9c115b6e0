"""The lists of this room."""

from typing import Any

import django_filters
from django.utils.safestring import SafeString

from lintel.audit.sides import Office
from lintel.language.import_fields import COLUMNS
from lintel.language.models import Primer, State, Subject, Term, TermQuerySet
from lintel.ui import tables
from lintel.ui.filters import SearchFilter
from lintel.ui.markup import markup

WAITING = [("mine", "My side’s word"), ("marketing", "Marketing’s word"), ("it", "IT’s word")]
OWNED = [("me", "Mine"), ("nobody", "Without an owner on each side")]
USE = [("retired", "Retired"), ("all", "In use and retired")]


class TermFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words, where they stand, whose word is missing, whose they are, and whether they are in use."""

    q = SearchFilter(
        label="Search terms",
        fields=["name", "labels__text", "marketing_meaning", "it_meaning", "agreed_meaning"],
    )
    state = django_filters.ChoiceFilter(label="Stands", choices=State.choices, empty_label="Anywhere")
    waits = django_filters.ChoiceFilter(
        label="Waits for", method="by_waiting", choices=WAITING, empty_label="Anybody"
    )
    owner = django_filters.ChoiceFilter(
        label="Owner", method="by_owner", choices=OWNED, empty_label="Anybody"
    )
    use = django_filters.ChoiceFilter(label="Use", method="by_use", choices=USE, empty_label="In use")

    class Meta:
        model = Term
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        """Retired terms only where they are asked for; a word found in two spellings stands once."""
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("q"):
            rows = queryset.filter(pk__in=rows.order_by().values("pk"))
        return rows if self.form.cleaned_data.get("use") else rows.filter(is_retired=False)

    def by_waiting(self, rows: TermQuerySet, name: str, value: str) -> TermQuerySet:
        """Those that lack a side’s word; readers of no side lack none."""
        user: Any = self.request.user
        side = user.side if value == "mine" else value
        return rows.waiting_for(side) if side in Office.values else rows.none()

    def by_owner(self, rows: TermQuerySet, name: str, value: str) -> TermQuerySet:
        """One’s own, or those that somebody should take."""
        user: Any = self.request.user
        if value == "me":
            return rows.filter(marketing_owner=user) | rows.filter(it_owner=user)
        return rows.filter(marketing_owner=None) | rows.filter(it_owner=None)

    def by_use(self, rows: TermQuerySet, name: str, value: str) -> TermQuerySet:
        """Retired ones, alone or among the others."""
        return rows.filter(is_retired=True) if value == "retired" else rows


class TermColumn(tables.TitleColumn):
    """The term; a line in both sides’ colours under it says that it means two things, as in every text."""

    def render(self, value: Any, record: Term) -> SafeString:
        """The link."""
        if not record.clashes:
            return super().render(value, record)
        inside = markup('<span class="word" data-meaning="clashing">{}</span>', value)
        return super().render(inside, record)


class TermTable(tables.Table):
    """Terms as one works with them."""

    name = TermColumn("Term", order_by=("name", "pk"))
    turn = tables.TurnColumn("Whose word is missing", orderable=True, order_by=("state", "name"))
    marketing_owner = tables.PersonColumn("Owner in marketing", orderable=False)
    it_owner = tables.PersonColumn("Owner in IT", orderable=False)
    flag_count = tables.NumberColumn("Flags", order_by=("flag_count", "-name"))
    changed_at = tables.WhenColumn("Changed")

    counted = "term,terms"
    empty_title = "No word has been written down yet."
    empty_text = "Begin with the starter vocabulary, or with the word that was misunderstood last."
    empty_url = "/terms/new/"
    empty_label = "Add a term"


class TroubleTable(tables.Table):
    """Terms by how often they were flagged or had to be talked about."""

    name = TermColumn("Term", order_by=("name", "pk"))
    flag_count = tables.NumberColumn("Flags", order_by=("flag_count", "-name"))
    comment_count = tables.NumberColumn("Comments", order_by=("comment_count", "-name"))
    trouble = tables.NumberColumn("Together", order_by=("trouble", "-name"))
    turn = tables.TurnColumn("Whose word is missing", orderable=True, order_by=("state", "name"))

    counted = "term,terms"
    empty_title = "No word has been misunderstood yet."
    empty_text = "Open a term and flag it when it led you astray; comments on terms count as well."
    empty_url = "/terms/"
    empty_label = "See all terms"


class TermFile(tables.Table):
    """Terms as a file that can be brought in again; made of the importer’s own fields."""


def _reader_of(read: Any) -> Any:
    def value(self: TermFile, record: Term) -> Any:
        return read(record, self.request.user)

    return value


for _name, _label, _read in COLUMNS:
    TermFile.base_columns[_name] = tables.Column(_label, accessor="pk", empty_values=(), orderable=False)
    setattr(TermFile, f"value_{_name}", _reader_of(_read))


class PrimerFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words and what it is about."""

    q = SearchFilter(label="Search primers", fields=["title", "text"])
    subject = django_filters.ChoiceFilter(label="About", choices=Subject.choices, empty_label="Anything")

    class Meta:
        model = Primer
        fields: list[str] = []


class PrimerTable(tables.Table):
    """Primers."""

    title = tables.TitleColumn("Primer")
    subject = tables.Column("About")
    written_by = tables.PersonColumn("Last written by", orderable=False)
    changed_at = tables.WhenColumn("Changed")

    counted = "primer,primers"
    empty_title = "Nothing has been explained yet."
    empty_text = "Write down in plain words what a system does or what a piece of technology needs."
    empty_url = "/primers/new/"
    empty_label = "Write a primer"
