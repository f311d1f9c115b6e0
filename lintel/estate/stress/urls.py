"""Addresses of the stress tests: nouns."""

from django.urls import path

from lintel.estate.stress.views import code, facts, overview, scenarios, trials, worths

app_name = "stress"
urlpatterns = [
    path("stress/", overview.overview, name="overview"),
    path("stress/entries/<int:pk>/", overview.entry, name="entry"),
    path("stress/facts/", facts.facts, name="facts"),
    path("stress/facts/<int:pk>/", facts.fact, name="fact"),
    path("stress/facts/<int:pk>/dependents/", facts.dependents, name="dependents"),
    path("stress/facts/<int:pk>/dependents/removal/", facts.dependent_removal, name="dependent-removal"),
    path("stress/facts/<int:pk>/worth/", worths.worths, name="worths"),
    path("stress/facts/<int:pk>/worth/measurement/", worths.measurement, name="worth-measurement"),
    path("stress/facts/<int:pk>/worth/<slug:measure>/removal/", worths.removal, name="worth-removal"),
    path("stress/facts/file.<slug:kind>", facts.file, name="file"),
    path("stress/scenarios/", scenarios.scenarios, name="scenarios"),
    path("stress/scenarios/new/", scenarios.new, name="new-scenario"),
    path("stress/scenarios/<int:pk>/", scenarios.scenario, name="scenario"),
    path("stress/scenarios/<int:pk>/edit/", scenarios.edit, name="edit-scenario"),
    path("stress/scenarios/<int:pk>/removal/", scenarios.removal, name="scenario-removal"),
    path("stress/scenarios/<int:pk>/tests/", scenarios.tests, name="scenario-tests"),
    path("stress/tests/", trials.trials, name="trials"),
    path("stress/tests/<int:pk>/", trials.trial, name="trial"),
    path("stress/tests/<int:pk>/figures.<slug:kind>", trials.figures, name="figures"),
    path("stress/code/", code.code, name="code"),
    path("stress/code/rules/", code.rules, name="rules"),
    path("stress/code/rules/<int:pk>/removal/", code.removal, name="rule-removal"),
    path("stress/code/<int:pk>/signature/", code.signature, name="signature"),
    path("stress/code/inspections/", code.inspections, name="inspections"),
]
