"""One round of a form that somebody else may be writing too: written, refused, or both texts side by side."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, QueryDict

from lintel.charter.differing import Piece, differences
from lintel.people.models import User
from lintel.portfolio.proposals.forms import Carrying
from lintel.portfolio.proposals.keeping import Unchanged
from lintel.portfolio.proposals.merging import Clash, Clashed, together
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.proposals.wording import words_for
from lintel.portfolio.proposals.writing import others_since
from lintel.ui.formats import NOTHING, date_text, number_text
from lintel.ui.http import form_problem
from lintel.ui.problems import Problem


@dataclass(frozen=True)
class Asked:
    """One field that two people changed, as the page shows it; `mine` and `theirs` with the words marked."""

    name: str
    bound: Any
    was: str
    theirs: list[Piece]
    mine: list[Piece]
    theirs_raw: list[str]
    mine_raw: list[str]
    way: str
    prose: bool


@dataclass(frozen=True)
class Panel:
    """All fields that clash, and what is said above them. `base` is the version that was seen first."""

    asked: list[Asked]
    title: str
    way_out: str
    base: int | None
    row: models.Model | None

    @property
    def names(self) -> list[str]:
        """The fields that the panel holds, which the form below leaves out."""
        return [one.name for one in self.asked]


@dataclass(frozen=True)
class Round:
    """How one sending of a form went; `result` is what the action gave."""

    form: Carrying
    status: int = 200
    panel: Panel | None = None
    written: bool = False
    result: Any = None


Make = Callable[[QueryDict | None], Carrying]


def write(request: HttpRequest, make: Make, act: Callable[[Carrying], Any]) -> Round:
    """Let `act` write what the form holds; where it clashes, the page asks about those fields alone."""
    if request.method != "POST":
        return Round(make(None))
    data = _chosen(request.POST)
    form = make(data)
    if not form.is_valid():
        return _ask_again(request, make, form)
    try:
        return Round(form, written=True, result=act(form))
    except Clashed as clashed:
        return _ask(make, form, data, clashed)
    except Unchanged as unchanged:
        if "merging" in request.POST:
            return Round(form, written=True)  # what the other wrote was chosen everywhere
        form_problem(form, unchanged)
        return Round(form, unchanged.status)
    except Problem as problem:
        form_problem(form, problem)
        return Round(form, problem.status)


def removal_round(form: Carrying, clashed: Clashed) -> Round:
    """What somebody wrote in a part that was about to be removed, shown above the part as it is now."""
    panel = Panel([], clashed.title, clashed.way_out, None, clashed.row)
    return Round(form, clashed.status, panel)


def say_what_stays(request: HttpRequest, proposal: Proposal, seen: int | None, by: User) -> None:
    """Tell who wrote that others wrote elsewhere in the proposal meanwhile, and that it stays."""
    latest = Proposal.objects.values_list("version", flat=True).get(pk=proposal.pk)
    rows = others_since(proposal, seen, latest, by) if seen else []
    for row in rows[:2]:
        messages.info(
            request, f"{row.by or 'Somebody'} changed {words_for(row.changed)} meanwhile; it stays."
        )


def _chosen(post: QueryDict) -> QueryDict:
    """What was sent, with the text that was chosen in each field that was asked about."""
    data = post.copy()
    for name in post.getlist("merging"):
        way = post.get(f"choice-{name}")
        if way in {"mine", "theirs"}:
            data.setlist(name, post.getlist(f"{way}-{name}"))
    return data


def _ask(make: Make, form: Carrying, data: QueryDict, clashed: Clashed) -> Round:
    """The form anew, on the version that is there now, with both texts in the fields that clash."""
    base = form.cleaned_data.get("seen")
    fresh = data.copy()
    fresh["seen"] = str(clashed.version)
    row: Any = clashed.row or make(None).instance
    now = type(form)(instance=row, **_extra(form))
    for name in form.fields:
        if name != "seen" and name not in clashed.touched:
            fresh.setlist(name, _raw(now, name))  # left alone: the form must not undo it the second time
    for name, text in clashed.both.items():
        fresh[name] = text
    raw = {clash.field: data.getlist(clash.field) for clash in clashed.clashes}
    for clash in clashed.clashes:
        if _is_prose(form, clash):
            both = together(str(clash.was or ""), str(clash.theirs or ""), str(clash.mine or ""))
            longest = getattr(form.fields[clash.field], "max_length", None)
            if longest is None or len(both) <= longest:
                fresh[clash.field] = both
    return _asked(make(fresh), make, clashed, raw, {}, base)


def _ask_again(request: HttpRequest, make: Make, form: Carrying) -> Round:
    """What was chosen does not pass: everything that was shown stays on the page, with what is wrong."""
    names = [name for name in request.POST.getlist("merging") if name in form.fields]
    base = request.POST.get("merging-base", "")
    if not names:
        return Round(form, 422)
    raw = {name: request.POST.getlist(f"mine-{name}") for name in names}
    ways = {name: request.POST.get(f"choice-{name}", "") for name in names}
    row = make(None).instance
    present = row if row.pk else None
    shown = [Clash(name, None, _plain(row, name), " ".join(raw[name])) for name in names]
    clashed = Clashed(shown, 0, "What you chose cannot be saved as it is.", "Nothing is lost.", present)
    return _asked(form, make, clashed, raw, ways, int(base) if base.isdecimal() else None, status=422)


def _asked(
    form: Carrying,
    make: Make,
    clashed: Clashed,
    raw: dict[str, list[str]],
    ways: dict[str, str],
    base: int | None,
    *,
    status: int = 409,
) -> Round:
    row: Any = clashed.row or make(None).instance
    now = type(form)(instance=row, **_extra(form))
    found = []
    for clash in clashed.clashes:
        was, theirs, mine = (_shown(form, clash.field, one) for one in (clash.was, clash.theirs, clash.mine))
        prose = _is_prose(form, clash)
        found.append(
            Asked(
                clash.field,
                form[clash.field],
                was,
                differences(was, theirs),
                differences(was, mine),
                _raw(now, clash.field),
                raw.get(clash.field, []),
                ways.get(clash.field) or ("together" if prose else "mine"),
                prose,
            )
        )
    return Round(form, status, Panel(found, clashed.title, clashed.way_out, base, clashed.row))


def _raw(form: Carrying, name: str) -> list[str]:
    """A field's value as a browser sends it."""
    value = form[name].value()
    return [] if value in (None, False) else [str(value)]


def _extra(form: Carrying) -> dict[str, Any]:
    return {"user": form.user} if hasattr(form, "user") else {}


def _is_prose(form: Carrying, clash: Clash) -> bool:
    field = form._meta.model._meta.get_field(clash.field)
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def _plain(row: Any, name: str) -> Any:
    field = type(row)._meta.get_field(name)
    return getattr(row, getattr(field, "attname", name))


def _shown(form: Carrying, name: str, value: Any) -> str:
    """A value as people read it: names for numbers of rows, dates and choices in words."""
    field: Any = form._meta.model._meta.get_field(name)
    if value is None or value == "":
        return NOTHING
    if field.is_relation:
        number = int(value) if str(value).isdecimal() else None
        return str(field.related_model._default_manager.filter(pk=number).first() or value)
    if isinstance(field, models.BooleanField):
        return "Yes" if value in (True, "on", "True") else "No"
    for choice, label in field.flatchoices:
        if str(choice) == str(value) or _same_number(choice, value):
            return str(label)
    if isinstance(field, models.DateField):
        return _date(value)
    return number_text(value) if isinstance(field, models.DecimalField) else str(value)


def _date(value: Any) -> str:
    try:
        return date_text(value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _same_number(choice: Any, value: Any) -> bool:
    try:
        return Decimal(str(choice)) == Decimal(str(value))
    except ArithmeticError:
        return False
