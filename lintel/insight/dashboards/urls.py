"""Addresses of this chamber."""

from django.urls import path

from lintel.insight.dashboards.views import dashboards, tiles

app_name = "dashboards"
urlpatterns = [
    path("dashboards/", dashboards.dashboard_list, name="dashboards"),
    path("dashboards/new/", dashboards.new, name="new"),
    path("dashboards/<int:pk>/", dashboards.dashboard, name="dashboard"),
    path("dashboards/<int:pk>/edit/", dashboards.edit, name="edit"),
    path("dashboards/<int:pk>/shared/", dashboards.shared, name="shared"),
    path("dashboards/<int:pk>/archive/", dashboards.archive, name="archive"),
    path("dashboards/<int:pk>/dashboard.pdf", dashboards.paper, name="paper"),
    path("dashboards/<int:pk>/moves/", tiles.moves, name="moves"),
    path("dashboards/<int:pk>/subscription/", tiles.subscription, name="subscription"),
    path("dashboards/<int:pk>/subscription/end/", tiles.unsubscription, name="unsubscription"),
    path("dashboards/<int:pk>/subscription/sending/", tiles.sending, name="sending"),
    path("dashboards/tiles/<int:pk>/position/", tiles.position, name="position"),
    path("dashboards/tiles/<int:pk>/width/", tiles.width, name="width"),
    path("dashboards/tiles/<int:pk>/removal/", tiles.removal, name="removal"),
    path("questions/<int:pk>/pin/", tiles.pin, name="pin"),
]
