"""Addresses of the strategy book: nouns."""

from django.urls import path

from lintel.digests.book import views

app_name = "book"
urlpatterns = [
    path("book/", views.book, name="book"),
    path("book/report/", views.report, name="report"),
    path("book/editions/", views.editions, name="editions"),
    path("book/editions/new/", views.keeping, name="keeping"),
    path("book/editions/<int:pk>/", views.edition, name="edition"),
    path("book/editions/<int:pk>/report/", views.edition_report, name="edition-report"),
    path("book/editions/<int:pk>/differences/", views.differences, name="differences"),
    path("book/editions/<int:pk>/signature/", views.signature, name="signature"),
    path("book/editions/<int:pk>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("book/editions/<int:pk>/discarding/", views.discarding, name="discarding"),
]
