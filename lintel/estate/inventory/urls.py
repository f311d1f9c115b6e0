"""Addresses of the inventory: nouns."""

from django.urls import path

from lintel.estate.inventory.views import arranging, contracts, elements, files, flows, lists

app_name = "inventory"
urlpatterns = [
    path("estate/", lists.elements, name="elements"),
    path("estate/mine/", lists.mine, name="mine"),
    path("estate/new/", elements.new, name="new"),
    path("estate/<int:pk>/", elements.element, name="element"),
    path("estate/<int:pk>/edit/", elements.edit, name="edit"),
    path("estate/<int:pk>/confirmation/", elements.confirmation, name="confirmation"),
    path("estate/<int:pk>/removal/", elements.removal, name="removal"),
    path("estate/<int:pk>/relations/", elements.join, name="relations"),
    path("estate/<int:pk>/relations/<int:relation>/removal/", elements.parting, name="parting"),
    path("estate/<int:pk>/costs/", elements.cost, name="costs"),
    path("estate/flows/", lists.flows, name="flows"),
    path("estate/flows/new/", flows.new, name="new-flow"),
    path("estate/flows/<int:pk>/", flows.flow, name="flow"),
    path("estate/flows/<int:pk>/edit/", flows.edit, name="edit-flow"),
    path("estate/flows/<int:pk>/removal/", flows.removal, name="flow-removal"),
    path("estate/contracts/", lists.contracts, name="contracts"),
    path("estate/contracts/renewals.ics", contracts.renewals, name="renewals"),
    path("estate/contracts/new/", contracts.new, name="new-contract"),
    path("estate/contracts/<int:pk>/", contracts.contract, name="contract"),
    path("estate/contracts/<int:pk>/edit/", contracts.edit, name="edit-contract"),
    path("estate/contracts/<int:pk>/removal/", contracts.removal, name="contract-removal"),
    path("estate/contracts/<int:pk>/seats/", contracts.seats, name="seats"),
    path("estate/files/", files.files, name="files"),
    path("estate/files/catalog-info.yaml", files.catalogue, name="catalogue"),
    path("estate/files/archimate.xml", files.archimate, name="archimate"),
    path("estate/files/<slug:what>.<slug:kind>", files.file, name="file"),
    path("estate/fields/", arranging.fields, name="fields"),
    path("estate/fields/<int:pk>/", arranging.field, name="field"),
    path("estate/fields/<int:pk>/removal/", arranging.field_removal, name="field-removal"),
    path("estate/surveys/", lists.surveys, name="surveys"),
    path("estate/surveys/new/", arranging.new_survey, name="new-survey"),
    path("estate/surveys/<int:pk>/", arranging.survey, name="survey"),
    path("estate/surveys/<int:pk>/reminder/", arranging.reminder, name="reminder"),
    path("estate/surveys/<int:pk>/closing/", arranging.closing, name="closing"),
    path("estate/asks/<int:pk>/answer/", arranging.answer, name="answer"),
]
