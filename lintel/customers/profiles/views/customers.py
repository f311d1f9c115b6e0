"""Pages of customers: the list, one person's page, the search, and figures for everybody."""

import uuid
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lintel.audit.ledger import history
from lintel.customers.matching.access import may_see_identified
from lintel.customers.matching.actions import look
from lintel.customers.profiles import access, figures, lists, reading
from lintel.customers.profiles.actions import customer_list
from lintel.customers.profiles.forms import Filter, SearchForm
from lintel.customers.profiles.lists import Narrowing, customers
from lintel.customers.profiles.panels import panels_of
from lintel.customers.profiles.reading import Profile
from lintel.customers.profiles.tables import CustomerFile, CustomerTable
from lintel.customers.sources.naming import names
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui import cells
from lintel.ui.exports import XLSX
from lintel.ui.lists import PER_PAGE
from lintel.ui.problems import Denied, Missing
from lintel.ui.relations import Bar, rows_page


def _filter(request: HttpRequest) -> Filter:
    sources, countries = figures.choices()
    return Filter(request.GET, sources=sources, countries=countries)


@require_safe
def list_of_customers(request: HttpRequest) -> HttpResponseBase:
    """All customers, by name with a clearance and masked without; a look at names goes into the ledger."""
    user = user_of(request)
    identified = may_see_identified(user)
    form = _filter(request)
    wanted = form.narrowing() if may_read(user) else Narrowing(customer_ids=[])
    with customers(wanted, identified=identified, now=timezone.now()) as rows:
        if identified and (count := rows.count()):
            customer_list.see(min(count, PER_PAGE), by=user)
        context = {
            "identified": identified,
            "may_export": access.may_export(user),
            "may_read": may_read(user),
            "search": SearchForm(),
        }
        return rows_page(
            request,
            rows,
            table=CustomerTable,
            bar=Bar(form),
            template="profiles/customers.html",
            context=context,
        )


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Looking for one person by address, number, name or id; needs a clearance and leaves a trace."""
    user = user_of(request)
    if not may_see_identified(user):
        raise Denied("Searching for a person needs a clearance.", way_out="Ask an office holder for one.")
    form = SearchForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST" and form.is_valid():
        attribute = form.cleaned_data["attribute"]
        ids = lists.search(attribute, form.cleaned_data["text"])
        look.search(dict(form.fields["attribute"].choices)[attribute].lower(), found=len(ids), by=user)  # type: ignore[attr-defined]
        with customers(Narrowing(customer_ids=ids), identified=True, now=timezone.now()) as rows:
            found = rows.page(0, lists.MOST_FOUND, [])
    context = {"form": form, "found": found, "most": lists.MOST_FOUND}
    if found:
        context["table"] = CustomerTable(found, orderable=False)
    return render(request, "profiles/search.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """The list as a file, narrowed as the list was; its number of rows and hash go into the ledger."""
    user = user_of(request)
    if not access.may_export(user):
        raise Denied(
            "Customers leave the house with a clearance only.", way_out="Ask an office holder for one."
        )
    form = _filter(request)
    wanted = form.narrowing()
    with customers(wanted, identified=True, now=timezone.now()) as rows:
        if request.method != "POST":
            return render(
                request, "profiles/export.html", {"count": rows.count(), "wanted": wanted, "filter": form}
            )
        kind = "xlsx" if request.POST.get("format") == "xlsx" else "csv"
        header, lines = cells.values(CustomerFile([]), rows.every())
        file = customer_list.export(header, lines, kind=kind, consent=wanted.in_words, by=user)
    content = XLSX if kind == "xlsx" else "text/csv; charset=utf-8"
    return FileResponse(file, as_attachment=True, filename=f"customers.{kind}", content_type=content)


@require_safe
def figures_page(request: HttpRequest) -> HttpResponse:
    """All customers as numbers; no clearance needed."""
    if not may_read(user_of(request)):
        raise Denied("Figures are for people with a role.", way_out="Ask an administrator for a role.")
    found = figures.figures()
    return render(request, "profiles/figures.html", {"found": found, "charts": figures.charts(found)})


def found_profile(customer_id: uuid.UUID, user: User) -> Profile:
    """The profile under today's id, by name or masked; `Missing` when there is none or no role."""
    found = reading.profile(str(customer_id)) if may_read(user) else None
    if found is None:
        raise Missing(
            "There is no such customer here.",
            way_out="The person may have been erased, or you may not have access. Ask who sent you the link.",
        )
    return found if may_see_identified(user) else reading.mask(found)


@require_safe
def customer(request: HttpRequest, customer_id: uuid.UUID) -> HttpResponse:
    """One customer: what survived and from where, the records behind it, and what others know."""
    user = user_of(request)
    current = reading.current_id(customer_id) if may_read(user) else None
    if current and current != str(customer_id):
        return redirect("profiles:customer", uuid.UUID(current))
    found = found_profile(customer_id, user)
    noted = look.see(customer_id, what="the profile", by=user)
    return render(request, "profiles/customer.html", _page(found, noted, user))


def _page(found: Profile, noted: Any, user: User) -> dict[str, Any]:
    identified = may_see_identified(user)
    return {
        "source_names": names(),
        "found": found,
        "customer": noted,
        "identified": identified,
        "may_override": access.may_override(user),
        "panels": panels_of(found.customer_id),
        "history": history(noted, limit=20, reader=user) if identified else [],
    }
