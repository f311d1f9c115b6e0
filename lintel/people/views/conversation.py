"""Comments on any thing, where one was named, and what one follows."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lintel.people import threads
from lintel.people.access import may_comment, may_edit_comment, may_remove_comment
from lintel.people.actions import comment as actions
from lintel.people.actions import mention as mention_actions
from lintel.people.actions import watch as watch_actions
from lintel.people.forms import CommentForm
from lintel.people.mentions import picker
from lintel.people.models import Comment, Mention, User
from lintel.people.targets import target, targets
from lintel.people.views.reader import reader
from lintel.ui.http import carried_out, done, form_problem, get_visible
from lintel.ui.problems import Denied, Problem

PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, object_type: str, object_id: str) -> HttpResponse:
    """The thread of a thing by itself; POST adds to it."""
    user = reader(request)
    thing = target(user, object_type, object_id)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            written = actions.write(thing, text=form.cleaned_data["text"], by=user)
        except Denied:
            raise
        except Problem as problem:
            form_problem(form, problem)
        else:
            if not getattr(request, "htmx", False):
                return redirect(_place(thing, written))
            form = CommentForm()
    return _thread(request, thing, user, form)


def _thread(request: HttpRequest, thing: Model, user: User, form: CommentForm) -> HttpResponse:
    context = threads.context(thing, user, form=form, everything=True)
    if getattr(request, "htmx", False):
        return render(request, "people/thread.html", context)  # 200, or HTMX would not show what is wrong
    return render(request, "people/comments.html", context, status=422 if form.errors else 200)


@require_GET
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """The permalink: leads to the comment on the page of its thing."""
    found, thing = _visible(reader(request), pk)
    return redirect(_place(thing, found))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Rewrite one's own comment."""
    user = reader(request)
    found, thing = _visible(user, pk)
    if not may_edit_comment(user, found):
        raise Denied("Only its author edits a comment.", way_out="Write one of your own instead.")
    form = CommentForm(request.POST or None, initial={"text": found.text})
    kept = carried_out(request, form, lambda: actions.edit(found, text=form.cleaned_data["text"], by=user))
    if kept is not None:
        return done(request, _place(thing, found), "Your comment is changed.")
    context = {"form": form, "thing": thing, "comment": found}
    return render(request, "people/comment_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a comment away, after asking."""
    user = reader(request)
    found, thing = _visible(user, pk)
    if not may_remove_comment(user, found):
        raise Denied("Only its author or an administrator removes a comment.", way_out="Ask one of them.")
    if request.method == "POST":
        actions.remove(found, by=user)
        return done(request, f"{resolve_url(thing)}#comments", "The comment is removed.")
    return render(request, "people/comment_removal.html", {"thing": thing, "comment": found})


@require_POST
def watch(request: HttpRequest, object_type: str, object_id: str) -> HttpResponse:
    """Follow a thing, or with `follow=no` no longer."""
    user = reader(request)
    thing = target(user, object_type, object_id)
    if request.POST.get("follow") == "no":
        watch_actions.unfollow(thing, by=user)
    else:
        watch_actions.follow(thing, by=user)
    if getattr(request, "htmx", False):
        return render(request, "people/watch.html", threads.watch_context(thing, user))
    return redirect(resolve_url(thing))


@require_GET
def names(request: HttpRequest) -> HttpResponse:
    """Whom a comment can name, for the picker, which asks once somebody begins to write."""
    if not may_comment(reader(request)):
        raise Denied("Your role does not write comments.", way_out="Ask an administrator for another role.")
    return JsonResponse(picker(), safe=False)


@require_http_methods(["GET", "HEAD", "POST"])
def mentions(request: HttpRequest) -> HttpResponse:
    """Where one was named; POST marks some as seen."""
    user = reader(request)
    if request.method == "POST":
        chosen = [
            int(pk) for pk in request.POST.getlist("mention")[:PER_PAGE] if pk.isdecimal() and len(pk) < 19
        ]
        count = mention_actions.see(chosen, by=user)
        return done(request, "people:mentions", f"{count} marked as seen." if count else "")
    show_all = request.GET.get("show") == "all"
    mine = Mention.objects.visible_to(user).order_by("-pk") if show_all else Mention.objects.waiting_for(user)
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"page": page, "rows": _resolved(user, list(page)), "show_all": show_all}
    return render(request, "people/mentions.html", context)


def _resolved(user: User, page: list[Mention]) -> list[dict[str, Any]]:
    """Each mention with its thing, or with nothing where the thing is gone or no longer visible."""
    things = targets(user, {(row.comment.object_type, row.comment.object_id) for row in page})
    return [
        {"mention": row, "thing": things.get((row.comment.object_type, row.comment.object_id))}
        for row in page
    ]


def _visible(user: User, pk: int) -> tuple[Comment, Model]:
    found = get_visible(Comment.objects.select_related("author"), pk=pk)
    return found, target(user, found.object_type, found.object_id)


def _place(thing: Model, found: Comment) -> str:
    """Where the comment is read: on its thing's page, or in the whole thread when it is an older one."""
    page = resolve_url(thing)
    if not threads.stands_on_page(thing, found):
        page = reverse("people:comments", args=[found.object_type, found.object_id])
    return f"{page}#comment-{found.pk}"
