"""Addresses of this chamber."""

from django.urls import path

from lintel.goals.radar.views import findings, looking, tensions

app_name = "radar"
urlpatterns = [
    path("radar/", findings.findings, name="findings"),
    path("radar/findings/<int:pk>/", findings.finding_page, name="finding"),
    path("radar/findings/<int:pk>/snooze/", findings.snooze_page, name="snooze"),
    path("radar/findings/<int:pk>/snooze/end/", findings.snooze_end, name="snooze-end"),
    path("radar/detectors/", findings.detector_list, name="detectors"),
    path("radar/looks/", looking.scans, name="scans"),
    path("radar/serving/<str:kind>/<int:pk>/", looking.serving, name="serving"),
    path("radar/tensions/", tensions.tensions, name="tensions"),
    path("radar/tensions/new/", tensions.new, name="new-tension"),
    path("radar/tensions/<int:pk>/", tensions.tension_page, name="tension"),
    path("radar/tensions/<int:pk>/withdrawal/", tensions.withdrawal, name="withdrawal"),
]
