"""The builder: one form that holds any nesting, with a live count."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from lintel.customers.matching.access import may_see_identified
from lintel.customers.segments import access, builder, definition, wording
from lintel.customers.segments.actions import segment
from lintel.customers.segments.actions.segment import Wording
from lintel.customers.segments.builder import Node
from lintel.customers.segments.forms import SegmentForm
from lintel.customers.segments.models import Segment
from lintel.customers.segments.views.segments import counted
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.problems import Denied, Problem


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a segment."""
    user = user_of(request)
    if not access.may_define(user):
        raise Denied("Segments are made by members and analysts.", way_out="Ask your office holder.")
    return _build(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a segment; the version before stays readable."""
    user = user_of(request)
    found = get_visible(Segment.objects.visible_to(user), pk=pk)
    if not access.may_change(user, found):
        raise Denied("This segment cannot be changed by you.", way_out="Make one of your own.")
    return _build(request, found)


@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """How many belong to what stands in the form; nothing is kept."""
    user = user_of(request)
    if not may_read(user):
        raise Denied("Segments are for people with a role.", way_out="Ask an administrator for a role.")
    root = builder.dress(builder.number(builder.read(request.POST)), bound=True)
    return render(request, "segments/count.html", _count(root, identified=may_see_identified(user)))


def _build(request: HttpRequest, found: Segment | None) -> HttpResponse:
    user = user_of(request)
    posted = request.method == "POST"
    root = _tree(request, found)
    changed = posted and builder.change(root, request.POST)
    builder.dress(builder.number(root), bound=posted and not changed)
    form = SegmentForm(request.POST if posted and not changed else None, initial=_first(request, found))
    status = 200
    if posted and "save" in request.POST and form.is_valid() & builder.is_valid(root):
        said = form.cleaned_data
        words = Wording(said["name"], builder.definition(root), said["description"])
        try:
            saved = (
                segment.change(found, words, version=said["version"], by=user)
                if found
                else segment.make(words, by=user)
            )
        except Problem as problem:
            form_problem(form, problem)
            status = problem.status
        else:
            return done(request, saved, f"“{saved.name}” is saved.")
    if not changed and (posted or found):
        context = _count(builder.dress(root, bound=True), identified=may_see_identified(user))
    else:
        context = {}
    return render(
        request,
        "segments/builder.html",
        {"form": form, "root": root, "segment": found, "matches": builder.MATCHES, **context},
        status=status,
    )


def _tree(request: HttpRequest, found: Segment | None) -> Node:
    if request.method == "POST":
        return builder.read(request.POST)
    if found:
        return builder.of_definition(definition.read(found.definition))
    return Node(builder.GROUP, parts=[Node("attribute")])


def _first(request: HttpRequest, found: Segment | None) -> dict[str, Any]:
    if request.method == "POST":
        return {name: request.POST.get(name, "") for name in SegmentForm.base_fields}
    return {"name": found.name, "description": found.description, "version": found.version} if found else {}


def _count(root: Node, *, identified: bool) -> dict[str, Any]:
    """The sentence and the count, or what is missing yet."""
    if not builder.is_valid(root):
        return {"incomplete": True}
    said = builder.definition(root)
    try:
        group = definition.read(said)
    except Problem as problem:
        return {"problem": problem}
    return {"sentence": wording.sentence(group), **counted(said, identified=identified)}
