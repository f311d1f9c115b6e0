"""Addresses of tools that nobody listed: nouns."""

from django.urls import path

from lintel.estate.shadow.views import arranging, lists, outcomes, tools

app_name = "shadow"
urlpatterns = [
    path("shadow/", lists.tools, name="tools"),
    path("shadow/name/", tools.name, name="name"),
    path("shadow/tools/<int:pk>/", tools.tool, name="tool"),
    path("shadow/tools/<int:pk>/people/", tools.people, name="people"),
    path("shadow/tools/<int:pk>/entry/", tools.placing, name="placing"),
    path("shadow/tools/<int:pk>/difference/", tools.apart, name="apart"),
    path("shadow/tools/<int:pk>/sameness/", tools.joining, name="joining"),
    path("shadow/tools/<int:pk>/dismissal/", tools.aside, name="aside"),
    path("shadow/tools/<int:pk>/data/", tools.data, name="data"),
    path("shadow/tools/<int:pk>/outcome/", outcomes.propose, name="propose"),
    path("shadow/outcomes/<int:pk>/signature/", outcomes.signature, name="signature"),
    path("shadow/outcomes/<int:pk>/follow-up/", outcomes.follow_up, name="follow-up"),
    path("shadow/outcomes/<int:pk>/reopening/", outcomes.reopening, name="reopening"),
    path("shadow/logs/", lists.logs, name="logs"),
    path("shadow/amnesties/", lists.amnesties, name="amnesties"),
    path("shadow/amnesties/new/", arranging.new_amnesty, name="new-amnesty"),
    path("shadow/amnesties/<int:pk>/", arranging.amnesty, name="amnesty"),
    path("shadow/amnesties/<int:pk>/end/", arranging.amnesty_end, name="amnesty-end"),
    path("shadow/clearances/", lists.clearances, name="clearances"),
    path("shadow/clearances/new/", arranging.new_clearance, name="new-clearance"),
    path("shadow/clearances/<int:pk>/end/", arranging.clearance_end, name="clearance-end"),
]
