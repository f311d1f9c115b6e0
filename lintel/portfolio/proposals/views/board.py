"""Approved work on its way, with limits of work in progress."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lintel.audit.memory import remembered_of
from lintel.portfolio.proposals import ageing
from lintel.portfolio.proposals.access import may_arrange_board, may_exceed_limit, may_move
from lintel.portfolio.proposals.actions import board as board_actions
from lintel.portfolio.proposals.ageing import Age
from lintel.portfolio.proposals.forms import BoardMoveForm, ColumnChangeForm, ColumnForm
from lintel.portfolio.proposals.models import BoardColumn, Proposal, State
from lintel.portfolio.proposals.models.querysets import ProposalQuerySet
from lintel.portfolio.proposals.moving import READY
from lintel.portfolio.proposals.views.common import fragment_or_page, load, reader
from lintel.ui import lists
from lintel.ui.http import carried_out, done, form_problem, get_visible
from lintel.ui.lists import in_order
from lintel.ui.problems import Denied, Problem

CARDS = 12
ALL_CARDS = 500


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """All columns, each with its first cards in the one order; `?all=<column>` shows more of one."""
    user = reader(request)
    columns = list(BoardColumn.objects.visible_to(user))
    rows = Proposal.objects.visible_to(user)
    opened = request.GET.get("all", "")
    standing = {
        _key(column): remembered_of(_held_in(column, rows), _all_cards if _key(column) == opened else _cards)
        for column in (None, *columns)
    }
    keys = [key for shown, _ in standing.values() for key in shown]
    cards = {card.pk: card for card in in_order(rows.for_cards(), keys)}
    ages = ageing.ages_of(list(cards.values()))
    context = {
        "lanes": [_lane(column, *standing[_key(column)], cards, ages) for column in (None, *columns)],
        "columns": columns,
        "may_move": may_move(user),
        "may_exceed": may_exceed_limit(user),
        "may_arrange": may_arrange_board(user),
    }
    return render(request, "portfolio/board.html", context)


def _key(column: BoardColumn | None) -> str:
    return str(column.pk) if column else "ready"


def _held_in(column: BoardColumn | None, rows: ProposalQuerySet) -> ProposalQuerySet:
    """What stands in a column, in the one order; without one, what is approved and not yet begun."""
    if column is None:
        rows = rows.filter(state=State.APPROVED, board_column=None)
    else:
        rows = rows.on_board().filter(board_column=column)
    return rows.order_by("rank", "pk")


def _cards(rows: QuerySet[Any], most: int = CARDS) -> tuple[tuple[int, ...], int]:
    """The keys of the first cards of a column, and how many it holds."""
    return lists.keys(rows[:most]), rows.order_by().count()


def _all_cards(rows: QuerySet[Any]) -> tuple[tuple[int, ...], int]:
    return _cards(rows, ALL_CARDS)


def _lane(
    column: BoardColumn | None,
    keys: tuple[int, ...],
    held: int,
    cards: dict[int, Proposal],
    ages: Mapping[int, Age],
) -> dict[str, Any]:
    limit = column.wip_limit if column else None
    return {
        "key": _key(column),
        "column": column,
        "name": column.name if column else READY,
        "cards": [(cards[key], ages.get(key)) for key in keys if key in cards],
        "held": held,
        "limit": limit,
        "full": limit is not None and held >= limit,
        "more": held > len(keys),
    }


@require_http_methods(["GET", "POST"])
def placement(request: HttpRequest, pk: int) -> HttpResponse:
    """Move one proposal to a column; above its limit an office holder is asked why."""
    proposal = load(request, pk)
    if not may_move(reader(request)):
        raise Denied(
            "Only members and office holders of marketing and IT move work on the board.",
            way_out="Tell one of them, in a comment on the proposal.",
        )
    form = BoardMoveForm(request.POST or None, initial={"column": proposal.board_column_id})
    status, reason_wanted = 200, False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                board_actions.move(proposal, by=reader(request), **form.cleaned_data)
            except Problem as problem:
                if problem.status != status:
                    raise
                form_problem(form, problem)
                reason_wanted = problem.field == "reason"
            else:
                return done(request, "portfolio:board", f"“{proposal.title}” was moved.")
    context = {"proposal": proposal, "form": form, "reason_wanted": reason_wanted}
    return fragment_or_page(request, "portfolio/placement.html", context, status)


@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest) -> HttpResponse:
    """The columns and their limits, and a new one."""
    _arrangers_only(request)
    form = ColumnForm(request.POST or None)
    kept = carried_out(
        request, form, lambda: board_actions.add_column(dict(form.cleaned_data), by=reader(request))
    )
    if kept is not None:
        return done(request, "portfolio:columns", "The column was added.")
    rows = BoardColumn.objects.visible_to(reader(request)).annotate(held=Count("proposals"))
    context = {"form": form, "columns": rows}
    return render(request, "portfolio/columns.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def column(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one column."""
    _arrangers_only(request)
    row = get_visible(BoardColumn.objects.visible_to(reader(request)), pk=pk)
    form = ColumnChangeForm(request.POST or None, instance=row)
    kept = carried_out(
        request,
        form,
        lambda: board_actions.change_column(row, dict(form.cleaned_data), by=reader(request)),
    )
    if kept is not None:
        return done(request, "portfolio:columns", "The column was changed.")
    return render(
        request, "portfolio/column.html", {"form": form, "column": row}, status=422 if form.errors else 200
    )


@require_POST
def column_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an empty column."""
    row = get_visible(BoardColumn.objects.visible_to(reader(request)), pk=pk)
    board_actions.remove_column(row, by=reader(request))
    return done(request, "portfolio:columns", "The column was removed.")


def _arrangers_only(request: HttpRequest) -> None:
    if not may_arrange_board(reader(request)):
        raise Denied(
            "Only office holders and administrators arrange the board.",
            way_out="Ask one of them to change it.",
        )
