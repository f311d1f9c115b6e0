"""Addresses of this room."""

from django.urls import path

from lintel.language.views import agreeing, checking, exchanging, lists, primers, terms

app_name = "language"
urlpatterns = [
    path("terms/", lists.terms, name="terms"),
    path("terms/new/", terms.new, name="new"),
    path("terms/misunderstood/", lists.misunderstood, name="misunderstood"),
    path("terms/check/", checking.check, name="check"),
    path("terms/starter/", exchanging.starter, name="starter"),
    path("terms/starter/removal/", exchanging.starter_removal, name="starter-removal"),
    path("terms/skos/", exchanging.skos_file, name="skos"),
    path("terms/skos/import/", exchanging.skos_import, name="skos-import"),
    path("terms/<int:pk>/", terms.term_page, name="term"),
    path("terms/<int:pk>/words/", terms.edit, name="edit"),
    path("terms/<int:pk>/surroundings/", terms.surroundings, name="surroundings"),
    path("terms/<int:pk>/use/", terms.use, name="use"),
    path("terms/<int:pk>/flag/", terms.flag, name="flag"),
    path("terms/<int:pk>/metrics/", terms.metrics, name="metrics"),
    path("terms/<int:pk>/agreement/", agreeing.agreement, name="agreement"),
    path("terms/<int:pk>/signature/", agreeing.signature, name="signature"),
    path("terms/<int:pk>/signature/withdrawal/", agreeing.withdrawal, name="withdrawal"),
    path("primers/", lists.primers, name="primers"),
    path("primers/new/", primers.new, name="new-primer"),
    path("primers/<int:pk>/", primers.primer_page, name="primer"),
    path("primers/<int:pk>/text/", primers.edit, name="edit-primer"),
    path("primers/<int:pk>/attachments/", primers.attachments, name="attachments"),
]
