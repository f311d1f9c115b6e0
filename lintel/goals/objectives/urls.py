"""Addresses of this chamber."""

from django.urls import path

from lintel.goals.objectives.views import carrying, cascading, keeping, lists, merging, writing

app_name = "objectives"
urlpatterns = [
    path("", lists.goals, name="goals"),
    path("new/", writing.new, name="new"),
    path("cascade/", cascading.cascade_page, name="cascade"),
    path("key-results/", lists.key_results, name="results"),
    path("measurements/", keeping.all_measurements, name="all-measurements"),
    path("<int:pk>/", lists.goal_page, name="goal"),
    path("<int:pk>/edit/", writing.edit, name="edit"),
    path("<int:pk>/offer/", carrying.offer, name="offer"),
    path("<int:pk>/acceptance/", carrying.acceptance, name="acceptance"),
    path("<int:pk>/ownership/", carrying.ownership, name="ownership"),
    path("<int:pk>/owners/<str:office>/", carrying.owners, name="owners"),
    path("<int:pk>/step-back/", carrying.step_back, name="step-back"),
    path("<int:pk>/merger/", merging.merger, name="merger"),
    path("<int:pk>/outcome/", carrying.outcome, name="outcome"),
    path("<int:pk>/check-ins/", keeping.check_ins, name="check-ins"),
    path("<int:pk>/measurements/", keeping.measurements, name="measurements"),
    path("<int:pk>/parents/", keeping.parents, name="parents"),
]
