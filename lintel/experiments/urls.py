"""Addresses of experiments: nouns."""

from django.urls import path

from lintel.experiments import views

app_name = "experiments"
urlpatterns = [
    path("", views.experiments, name="experiments"),
    path("new/", views.new, name="new"),
    path("learnings/", views.learnings, name="learnings"),
    path("<int:pk>/", views.experiment, name="experiment"),
    path("<int:pk>/report/", views.report, name="report"),
    path("<int:pk>/plan/", views.plan, name="plan"),
    path("<int:pk>/agreement/", views.agreement, name="agreement"),
    path("<int:pk>/start/", views.start, name="start"),
    path("<int:pk>/analyses/", views.analysis, name="analyses"),
    path("<int:pk>/results/", views.results, name="results"),
    path("<int:pk>/charts/<slug:slug>/", views.chart, name="chart"),
    path("<int:pk>/conclusion/", views.conclusion, name="conclusion"),
    path("<int:pk>/conclusion/agreement/", views.conclusion_agreement, name="conclusion-agreement"),
    path("<int:pk>/links/", views.links, name="links"),
]
