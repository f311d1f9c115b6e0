"""The address of this chamber."""

from django.urls import path

from lintel.portfolio.flow import views

app_name = "flow"
urlpatterns = [path("flow/", views.flow, name="flow")]
