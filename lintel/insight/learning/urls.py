"""Addresses of this chamber."""

from django.urls import path

from lintel.insight.learning import views

app_name = "learning"
urlpatterns = [
    path("learning/", views.overview, name="overview"),
    path("learning/lessons/", views.listed, name="lessons"),
    path("learning/lessons/new/", views.new, name="new-lesson"),
    path("learning/lessons/<int:pk>/", views.lesson, name="lesson"),
    path("learning/lessons/<int:pk>/wording/", views.edit, name="edit-lesson"),
    path("learning/lessons/<int:pk>/archive/", views.archive, name="archive"),
]
