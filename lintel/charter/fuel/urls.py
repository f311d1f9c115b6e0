"""Addresses of this chamber."""

from django.urls import path

from lintel.charter.fuel.views import pages

app_name = "fuel"
urlpatterns = [
    path("disparities/", pages.disparities, name="disparities"),
    path("disparities/<int:pk>/", pages.disparity_page, name="disparity"),
    path("disparities/of/<str:kind>/<int:pk>/", pages.new, name="new"),
]
