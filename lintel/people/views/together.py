"""What belongs together with a thing: read, said, and taken back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lintel.people import belonging
from lintel.people.access import may_comment
from lintel.people.joining import join, part
from lintel.people.targets import target
from lintel.people.views.reader import reader
from lintel.ui.http import done
from lintel.ui.problems import Missing


@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest, object_type: str, object_id: str) -> HttpResponse:
    """All that belongs to a thing, and what could; POST says one, or takes it back."""
    user = reader(request)
    thing = target(user, object_type, object_id)
    if not belonging.strands_of(thing):
        raise Missing("Nothing can belong together with this.", way_out="Write a comment instead.")
    if request.method == "POST":
        wanted = (request.POST.get("way", ""), request.POST.get("other", ""))
        strand, other = belonging.strand_between(thing, *wanted, user)
        taken = "remove" in request.POST
        (part if taken else join)(thing, strand, other, by=user)
        words = f"“{other}” does not belong to it any more." if taken else f"“{other}” belongs to it now."
        return done(request, request.get_full_path(), words)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    groups = belonging.belongings(thing, user)
    context = {
        "thing": thing,
        "groups": groups,
        "unsaid": belonging.unsaid(thing, groups),
        "may_say": may_comment(user),
        "words": words,
        "offers": belonging.offers(thing, user, words, groups) if may_comment(user) else [],
    }
    return render(request, "people/together.html", context)
