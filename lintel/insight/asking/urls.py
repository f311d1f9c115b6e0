"""Addresses of this chamber."""

from django.urls import path

from lintel.insight.asking.views import asking, questions

app_name = "asking"
urlpatterns = [
    path("ask/", asking.ask, name="ask"),
    path("ask/picks/", asking.picks, name="picks"),
    path("ask/words/", asking.words, name="words"),
    path("ask/answer.<slug:kind>", asking.file, name="file"),
    path("asked/", questions.asked, name="asked"),
    path("asked/<int:pk>/", questions.asked_again, name="asked-again"),
    path("asked/<int:pk>/judgement/", asking.judgement, name="judgement"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("questions/<int:pk>/edit/", questions.edit, name="edit"),
    path("questions/<int:pk>/archive/", questions.archive, name="archive"),
    path("questions/<int:pk>/points/", questions.points, name="points"),
    path("points/<int:pk>/", questions.point, name="point"),
]
