"""Addresses of this chamber: nouns."""

from django.urls import path

from lintel.portfolio.roadmaps.views import comparing, inputs, plans, roadmaps, searches, ways

app_name = "roadmaps"
WAYS = "roadmaps/<int:pk>/proposals/<int:proposal>/ways"
urlpatterns = [
    path("roadmaps/", roadmaps.roadmaps, name="roadmaps"),
    path("roadmaps/new/", roadmaps.new, name="new"),
    path("roadmaps/<int:pk>/", roadmaps.roadmap, name="roadmap"),
    path("roadmaps/<int:pk>/edit/", roadmaps.edit, name="edit"),
    path("roadmaps/<int:pk>/inputs/", inputs.inputs, name="inputs"),
    path("roadmaps/<int:pk>/days/", inputs.days, name="days"),
    path("roadmaps/<int:pk>/proposals/", inputs.entries, name="entries"),
    path("roadmaps/<int:pk>/bundles/", inputs.bundles, name="bundles"),
    path("roadmaps/<int:pk>/proposals/more/", inputs.more, name="more"),
    path("roadmaps/<int:pk>/proposals/<int:proposal>/removal/", inputs.removal, name="removal"),
    path(f"{WAYS}/", ways.ways, name="ways"),
    path(f"{WAYS}/new/", ways.new, name="new-way"),
    path(f"{WAYS}/<int:way>/", ways.way, name="way"),
    path(f"{WAYS}/<int:way>/removal/", ways.removal, name="way-removal"),
    path("roadmaps/<int:pk>/budgets/new/", inputs.new_budget, name="new-budget"),
    path("roadmaps/<int:pk>/budgets/<int:budget>/", inputs.budget, name="budget"),
    path("roadmaps/<int:pk>/budgets/<int:budget>/removal/", inputs.budget_removal, name="budget-removal"),
    path("roadmaps/<int:pk>/searches/", searches.searches, name="searches"),
    path("roadmaps/<int:pk>/searches/<int:search>/", searches.search, name="search"),
    path("roadmaps/<int:pk>/searches/<int:search>/stop/", searches.stop, name="stop"),
    path("roadmaps/<int:pk>/what-if/", searches.what_if, name="what-if"),
    path("roadmaps/<int:pk>/frontier/", comparing.frontier, name="frontier"),
    path("roadmaps/<int:pk>/buffers/", comparing.buffers, name="buffers"),
    path("roadmaps/<int:pk>/differences/", comparing.differences, name="differences"),
    path("roadmaps/<int:pk>/plans/", plans.plans, name="plans"),
    path("roadmaps/<int:pk>/plans/<int:plan>/report/", plans.report, name="report"),
    path("roadmaps/<int:pk>/plans/<int:plan>/name/", plans.name, name="name"),
    path("roadmaps/<int:pk>/plans/<int:plan>/offer/", plans.offer, name="offer"),
    path("roadmaps/<int:pk>/plans/<int:plan>/signature/", plans.signature, name="signature"),
    path("roadmaps/<int:pk>/plans/<int:plan>/withdrawal/", plans.withdrawal, name="withdrawal"),
]
