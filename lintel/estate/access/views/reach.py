"""Who reaches which data: all together, as a list, and for one class of data."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lintel.audit import ledger
from lintel.audit.memory import remembered_of
from lintel.estate.access import scoring, showing
from lintel.estate.access.access import may_keep, may_weigh
from lintel.estate.access.actions import data_weight
from lintel.estate.access.forms import NarrowMatrixForm, NarrowReachForm, WeightForm
from lintel.estate.access.listing import Reaches
from lintel.estate.access.matrix import matrix
from lintel.estate.access.models import Attestation, Grant, Party
from lintel.estate.access.picture import Picture, Reached, picture_of
from lintel.estate.access.tables import ReachTable
from lintel.estate.access.views.common import load_data, number_of
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.ui.checking import read_form
from lintel.ui.http import done
from lintel.ui.lists import keys
from lintel.ui.relations import Bar, rows_page

WORST = 8  # ways on the first page
SHOWN = 100  # ways on the page of one class of data


@require_safe
def reach(request: HttpRequest) -> HttpResponse:
    """Parties × classes of data, and the worst of it in sentences."""
    user, today = user_of(request), timezone.localdate()
    reads = may_read(user)
    form = NarrowMatrixForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    context: dict[str, Any] = {"form": form, "may_keep": may_keep(user), "formula": scoring}
    if reads:
        picture = picture_of(today)
        context |= {
            "tiles": _tiles(picture),
            "matrix": matrix(
                picture, kind=said.get("kind", ""), outside=bool(said.get("outside")),
                page=number_of(request, "page"),
            ),
            "worst": showing.lines(picture, picture.reached[:WORST]),
            "asked": Attestation.objects.open_for(user).count(),
        }  # fmt: skip
    return render(request, "reach/reach.html", context)


def _tiles(picture: Picture) -> list[dict[str, Any]]:
    risks, grants, ways = picture.risks.values(), reverse("reach:grants"), reverse("reach:reaches")
    never = Grant.objects.in_force(picture.ground.day).filter(attested_on=None)
    return [
        {"count": len(risks), "label": "grants let somebody in", "url": grants},
        {"count": len({one.party for one in picture.reached if one.outside}),
         "label": "parties from outside reach data", "url": f"{ways}?outside=yes"},
        {"count": sum(one.level == "high" for one in picture.reached),
         "label": "ways to data are of high risk", "url": f"{ways}?level=high"},
        {"count": len(remembered_of(never, keys)), "label": "grants were never attested",
         "url": f"{grants}?lacks=attestation"},
    ]  # fmt: skip


@require_safe
def reaches(request: HttpRequest) -> HttpResponseBase:
    """Every way of a party to a class of data; narrowed, sorted, and as a file."""
    user = user_of(request)
    bar = Bar(NarrowReachForm(request.GET, user=user))
    picture = picture_of(timezone.localdate()) if may_read(user) else None
    rows = _narrowed(picture, bar.form) if picture else ()
    found: Any = Reaches(picture, rows) if picture else _Nothing()
    return rows_page(
        request, found, table=ReachTable, bar=bar, template="reach/reaches.html", export_name="reach",
        context={"may_keep": may_keep(user)},
    )  # fmt: skip


class _Nothing:
    """What somebody without a role sees of it."""

    def count(self) -> int:
        return 0

    def page(self, start: int, stop: int, order: Any) -> list[Any]:
        return []

    def every(self, order: Any) -> Any:
        return iter(())


def _narrowed(picture: Picture, form: NarrowReachForm | Any) -> Sequence[Reached]:
    said = form.cleaned_data if form.is_valid() else {}
    rows: Sequence[Reached] = picture.reached
    if party := said.get("party"):
        rows = [one for one in rows if one.party == party.pk]
    if data := said.get("data"):
        rows = [one for one in rows if one.data == data.pk]
    if said.get("outside"):
        rows = [one for one in rows if one.outside]
    if wanted := said.get("level"):
        rows = [one for one in rows if one.level == wanted]
    if said.get("q") or said.get("kind"):
        rows = _by_word(picture, rows, said.get("q", ""), said.get("kind", ""))
    return rows


def _by_word(picture: Picture, rows: Sequence[Reached], word: str, kind: str) -> Sequence[Reached]:
    parties = Party.objects.filter(kind=kind) if kind else Party.objects.all()
    of_kind, named = set(remembered_of(parties, keys)), parties.filter(name__icontains=word.strip())
    called, text = set(remembered_of(named, keys)), word.strip().lower()
    names = picture.ground.names
    return [
        one
        for one in rows
        if one.party in called
        or (one.party in of_kind and any(text in names[stop].lower() for stop in one.way))
    ]


@require_safe
def data(request: HttpRequest, pk: int) -> HttpResponse:
    """Who reaches one class of data, and how much it weighs."""
    row, user = load_data(request, pk), user_of(request)
    picture = picture_of(timezone.localdate())
    rows = [one for one in picture.reached if one.data == pk]
    weight = getattr(row, "weight", None)
    context = {
        "row": row,
        "weight": weight,
        "counts": picture.weights.get(pk, 0),
        "score": picture.of_data.get(pk, 0.0),
        "lines": showing.lines(picture, rows[:SHOWN]),
        "many": len(rows),
        "from_outside": sum(one.outside for one in rows),
        "weight_form": WeightForm(instance=weight) if may_weigh(user) else None,
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "reach/data.html", context)


@require_POST
def weight(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how much a class of data weighs."""
    row, said = load_data(request, pk), read_form(WeightForm(request.POST))
    data_weight.say(row, said["weight"], said["why"], by=user_of(request))
    return done(request, reverse("reach:data", args=[pk]), "Weighed. Every score counts with it from now on.")


@require_safe
def formula(request: HttpRequest) -> HttpResponse:
    """How a score comes about, with every factor and the weight of every class of data."""
    picture = picture_of(timezone.localdate()) if may_read(user_of(request)) else None
    ranked = (
        sorted(picture.weights.items(), key=lambda pair: (-pair[1], picture.ground.names[pair[0]]))
        if picture
        else []
    )
    context = {
        "rights": [(scoring.RIGHT_WORDS[one], factor) for one, factor in scoring.RIGHT_FACTORS.items()],
        "steps": [(step, scoring.NEARER**step) for step in range(scoring.MOST_STEPS + 1)],
        "people": [
            (count, 1 + scoring.DOUBLING * power) for power, count in ((0, 1), (2, 4), (4, 16), (6, 64))
        ],
        "months": [(months, 1 + months / 12) for months in (0, 6, 12, 24)],
        "classes": [
            (data, picture.ground.names[data], worth, data in picture.weighed) for data, worth in ranked
        ]
        if picture
        else [],
        "formula": scoring,
    }
    return render(request, "reach/formula.html", context)
