"""Addresses of the warehouse."""

from django.urls import path

from lintel.warehouse import views

app_name = "warehouse"
urlpatterns = [
    path("warehouse/", views.datasets, name="datasets"),
    path("warehouse/<int:pk>/", views.dataset, name="dataset"),
]
